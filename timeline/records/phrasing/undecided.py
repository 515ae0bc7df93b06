"""What a phrase means while the tense of its verb is not known: both readings, if they differ."""

from collections.abc import Sequence

from attrs import frozen

from timeline.records.phrasing.answers import Answer, Refusal, one_of


@frozen
class Outcome:
    """What was read, and by which rule; a refusal has its own."""

    answer: Answer | Refusal
    rule: str


def undecided(outcomes: Sequence[Outcome]) -> Outcome:
    """
    Return the one outcome of some tenses, or a set of both moments.

    Two intervals, or moments without a bound, make no set: then the tense must be told.
    """
    first, last = outcomes[0], outcomes[-1]
    if first.answer == last.answer:
        return first
    members = [*_members(first.answer), *_members(last.answer)]
    same_rule = first.rule == last.rule
    bounded = not any(member.startswith("..") or member.endswith("..") for member in members)
    if not same_rule or not bounded or not isinstance(first.answer, Answer) or not members:
        return Outcome(Refusal("tense-unknown"), "")
    return Outcome(one_of(members, first.answer.zone), f"past-or-future({first.rule})")


def _members(answer: Answer | Refusal) -> tuple[str, ...]:
    return answer.members if isinstance(answer, Answer) else ()
