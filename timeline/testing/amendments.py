"""Strategies for amendments: one for each kind, of a record that is given."""

import attrs
from hypothesis import strategies as st

from timeline.codec import Record, record_id
from timeline.records import (
    Cause,
    Correction,
    Erasure,
    EventRecord,
    Instant,
    Judgement,
    Precedence,
    Reinstatement,
    Retraction,
    UnknownRecord,
    Verdict,
)

_OURS: st.SearchStrategy[Instant | None] = st.none()
_CAUSES = st.sampled_from(Cause)
_REASONS = st.sampled_from(["gone", "false"])
_VERDICTS = st.sampled_from([Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE])
_FEW = st.integers(0, 7)
_OWN = st.booleans()


@st.composite
def corrections(
    draw: st.DrawFn, *, of: Record, replacements: st.SearchStrategy[EventRecord]
) -> Correction:
    """
    Return corrections of a record, half of them a publisher's and half of them our own.

    Args:
        draw: Given by Hypothesis.
        of: What they correct; of anything but an event record or a correction they are wrong.
        replacements: What the accounts are drawn from that stand from then on.
    """
    named, replacement = record_id(of), draw(replacements)
    if of == replacement:
        replacement = attrs.evolve(replacement, summary=f"{replacement.summary} again")
    published = None if draw(_OWN) else replacement.published
    return Correction(corrects=named, replacement=replacement, reason="wrong", published=published)


@st.composite
def retractions(
    draw: st.DrawFn, *, of: Record, published: st.SearchStrategy[Instant | None] = _OURS
) -> Retraction:
    """
    Return retractions of a record, of every cause.

    Args:
        draw: Given by Hypothesis.
        of: What they withdraw; of an erasure they are wrong.
        published: What their publication is drawn from; our own, without one, unless given.
    """
    return Retraction(
        retracts=record_id(of),
        cause=draw(_CAUSES),
        reason=draw(_REASONS),
        published=draw(published),
    )


@st.composite
def reinstatements(
    draw: st.DrawFn, *, of: Record, published: st.SearchStrategy[Instant | None] = _OURS
) -> Reinstatement:
    """
    Return reinstatements of a record.

    Args:
        draw: Given by Hypothesis.
        of: What they withdraw; of anything but a retraction they are wrong.
        published: What their publication is drawn from; our own, without one, unless given.
    """
    return Reinstatement(
        reinstates=record_id(of), reason="right after all", published=draw(published)
    )


@st.composite
def judgements(draw: st.DrawFn, *, keys: st.SearchStrategy[str]) -> Judgement:
    """
    Return judgements of every verdict, half of them *same*.

    Args:
        draw: Given by Hypothesis.
        keys: What the two keys are drawn from.
    """
    left, right = draw(_pairs(keys))
    verdict = draw(_VERDICTS)
    return Judgement(left=left, right=right, verdict=verdict, reason="looks so", by="desk")


@st.composite
def precedences(draw: st.DrawFn, *, keys: st.SearchStrategy[str]) -> Precedence:
    """
    Return precedences, some of which the dates rule out.

    Args:
        draw: Given by Hypothesis.
        keys: What the two keys are drawn from.
    """
    earlier, later = draw(_pairs(keys))
    return Precedence(earlier=earlier, later=later, reason="seen", source="P")


def erasures(*, of: Record) -> st.SearchStrategy[Erasure]:
    """
    Return erasures of a record, which a log takes after that record, once.

    Args:
        of: What they erase: anything but an erasure.
    """
    return st.builds(
        Erasure,
        erases=st.just(record_id(of)),
        authority=st.just("court"),
        reason=_REASONS,
        corrected=st.just(of.corrects if isinstance(of, Correction) else None),
    )


def unknown_records() -> st.SearchStrategy[UnknownRecord]:
    """Return records of a kind that no program knows, as a log of another desk may hold them."""
    return _FEW.map(
        lambda number: UnknownRecord(kind="desk.rumour", version=1, body=b'{"heard":%d}' % number)
    )


def _pairs(keys: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, str]]:
    return st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1])
