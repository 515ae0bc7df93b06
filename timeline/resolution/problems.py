"""Problems: what a chronology could not resolve, told beside it and never raised."""

from enum import StrEnum

from attrs import field, frozen


class ProblemCode(StrEnum):
    """What kind of problem it is; stable, for programs."""

    DANGLING_TARGET = "dangling-target"
    WITHDRAWN_TARGET = "withdrawn-target"
    WRONG_TARGET = "wrong-target"
    DANGLING_KEY = "dangling-key"
    RIVAL_CORRECTIONS = "rival-corrections"
    UNKNOWN_KIND = "unknown-kind"
    ERASED = "erased"
    WITHHELD = "withheld"
    CONTRADICTED_JUDGEMENT = "contradicted-judgement"
    LOOK_ALIKE_KEYS = "look-alike-keys"
    PRECEDENCE_CYCLE = "precedence-cycle"
    PRECEDENCE_AGAINST_DATES = "precedence-against-dates"
    PRECEDENCE_WITHIN_ONE = "precedence-within-one"


@frozen(kw_only=True)
class Problem:
    """
    One thing that could not be resolved.

    Args:
        code: What kind of problem it is.
        message: What is wrong and what to do, for people.
        ids: The records concerned, in the order of their ids; none where it is about keys alone.
        keys: The keys concerned, in order, where it is about keys alone; a message shows the first.
    """

    code: ProblemCode
    message: str
    ids: tuple[str, ...]
    keys: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def problem(code: ProblemCode, message: str, *ids: str) -> Problem:
    """Return a problem with its ids in order."""
    return Problem(code=code, message=message, ids=tuple(sorted(set(ids))))


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return problems once each, in an order that does not depend on arrival."""
    return tuple(sorted(set(problems), key=_place))


def _place(each: Problem) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
    return (each.code, each.ids, each.keys, each.message)


def short(identity: str) -> str:
    """Return the beginning of an id, for messages; the whole of it stands in `Problem.ids`."""
    return identity[: len("sha256:") + 12]
