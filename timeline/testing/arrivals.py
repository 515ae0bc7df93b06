"""Strategies for how a history comes into a log: in which order, in which batches, asked when."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen
from hypothesis import strategies as st

from timeline.codec import Record, record_id
from timeline.records import Erasure, Instant
from timeline.testing.histories import moments

_MOMENTS = moments()
_SIXTY = st.integers(0, 59)


@frozen(kw_only=True)
class Point:
    """
    A point of knowledge, one on each clock, to give to `Log.as_of`.

    Args:
        published: Latest publication that counts; None for all.
        position: Latest position that counts.
    """

    published: Instant | None
    position: int


@st.composite
def points(
    draw: st.DrawFn, *, last: int, published: st.SearchStrategy[Instant | None] = _MOMENTS
) -> Point:
    """
    Return points of knowledge of a log.

    Args:
        draw: Given by Hypothesis.
        last: Position of the log.
        published: What publication instants are drawn from; those of `histories` unless given.
    """
    return Point(published=draw(published), position=last - draw(_SIXTY) % (last + 1))


@st.composite
def arrivals(draw: st.DrawFn, *, history: Sequence[Record]) -> tuple[Record, ...]:
    """
    Return a history in any order that a log takes: each erasure stands behind what it erases.

    Args:
        draw: Given by Hypothesis.
        history: The records.
    """
    return erasures_last(draw(st.permutations(history)))


@st.composite
def batches(
    draw: st.DrawFn, *, records: Sequence[Record], most: int = 5
) -> tuple[tuple[Record, ...], ...]:
    """
    Return records cut into batches anywhere; some batches are empty.

    Args:
        draw: Given by Hypothesis.
        records: The records, in their order.
        most: Greatest number of batches.
    """
    cuts = draw(st.lists(st.integers(0, len(records)), max_size=most - 1))
    edges = [0, *sorted(cuts), len(records)]
    return tuple(tuple(records[start:stop]) for start, stop in pairwise(edges))


def erasures_last(records: Sequence[Record]) -> tuple[Record, ...]:
    """Return records in their order, but for erasures that come too early: behind their targets."""
    there = {record_id(each) for each in records}
    seen: set[str] = set()
    waiting: dict[str, Record] = {}
    found: list[Record] = []
    for each in records:
        if isinstance(each, Erasure) and each.erases in there - seen:
            waiting[each.erases] = each
            continue
        identity = record_id(each)
        found += [each, *([waiting.pop(identity)] if identity in waiting else [])]
        seen.add(identity)
    return tuple(found)
