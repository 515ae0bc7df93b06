"""How two times stand to each other: agrees with trying every way they can have been."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.records.allen import Allen, allen
from timeline.records.edtf_parts import Edge
from timeline.records.extents import Extent, lasting_extent
from timeline.records.relations import Relation, relation
from timeline.records.time_units import TimeUnit
from timeline.records.when import When
from timeline.records.windows import Window
from timeline.testing.times import whens

FARTHEST = 9
"""A moment beyond every window drawn: where what is unknown may lie."""

FOREVER = 99
"""A moment beyond all others: where what is open lies."""

Span = tuple[int, int]
"""First and last moment."""

windows = st.builds(lambda a, b: Window(a, a + b), st.integers(-4, 4), st.integers(1, 4))
edges = st.sampled_from((Edge.DATED, Edge.DATED, Edge.UNKNOWN, Edge.OPEN))


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    """Return moments and spans near zero, some of them open or unknown at an end."""
    bounds = draw(st.lists(windows, min_size=2, max_size=2))
    start, end = sorted(bounds, key=lambda window: window.earliest or 0)
    if draw(st.booleans()):
        return Extent(start, start, lasted=False, precision=TimeUnit.DAY)
    began, ended = draw(edges), draw(edges)
    return lasting_extent(
        start if began is Edge.DATED else Window(None, None),
        end if ended is Edge.DATED else Window(None, None),
        precision=TimeUnit.DAY,
        began=began,
        ended=ended,
    )


def spans(extent: Extent) -> list[Span]:
    """Return every way in which something can have been."""
    starts, ends = moments(extent.start), moments(extent.end)
    if extent.began is Edge.OPEN:
        starts = [-FOREVER]
    if extent.ended is Edge.OPEN:
        ends = [FOREVER]
    if not extent.lasted:
        return [(moment, moment) for moment in starts]
    return [(start, end) for start, end in itertools.product(starts, ends) if start <= end]


def moments(window: Window) -> list[int]:
    """Return the moments of a window, cut off where it is not bounded."""
    first = -FARTHEST if window.earliest is None else window.earliest
    last = FARTHEST if window.latest is None else window.latest - 1
    return list(range(first, last + 1))


def order(first: Span, second: Span) -> str:
    """Return how two spans stand, as to sharing a moment."""
    if first[1] < second[0]:
        return "before"
    return "after" if second[1] < first[0] else "sharing"


EXPECTED = {
    frozenset({"before"}): Relation.CERTAINLY_BEFORE,
    frozenset({"before", "sharing"}): Relation.POSSIBLY_BEFORE,
    frozenset({"sharing"}): Relation.OVERLAPPING,
    frozenset({"after", "sharing"}): Relation.POSSIBLY_AFTER,
    frozenset({"after"}): Relation.CERTAINLY_AFTER,
    frozenset({"before", "sharing", "after"}): Relation.UNKNOWN,
}


@given(extents(), extents())
def test_relation_agrees_with_every_way_it_can_have_been(a: Extent, b: Extent) -> None:
    """What is certain holds in every way the two can have been, what is possible in one."""
    found = {order(first, second) for first in spans(a) for second in spans(b)}
    same = (a.sort_key, a.lasted) == (b.sort_key, b.lasted)
    assert relation(a, b) is (Relation.SAME if same else EXPECTED[frozenset(found)])


INVERSES = {
    Relation.CERTAINLY_BEFORE: Relation.CERTAINLY_AFTER,
    Relation.CERTAINLY_AFTER: Relation.CERTAINLY_BEFORE,
    Relation.POSSIBLY_BEFORE: Relation.POSSIBLY_AFTER,
    Relation.POSSIBLY_AFTER: Relation.POSSIBLY_BEFORE,
    Relation.SAME: Relation.SAME,
    Relation.OVERLAPPING: Relation.OVERLAPPING,
    Relation.UNKNOWN: Relation.UNKNOWN,
}


@given(whens(), whens())
def test_relation_turns_round(a: When, b: When) -> None:
    """Seen from the other side, before is after and all else is the same."""
    assert relation(b, a) is INVERSES[relation(a, b)]


@given(whens())
def test_a_time_is_the_same_as_itself(value: When) -> None:
    """However little is known."""
    assert relation(value, value) is Relation.SAME


@given(whens(), whens(), whens())
def test_certainly_before_is_transitive(a: When, b: When, c: When) -> None:
    """What is certainly before what is certainly before a third is certainly before that."""
    steps = (relation(a, b), relation(b, c), relation(a, c))
    assert steps[:2] != (Relation.CERTAINLY_BEFORE,) * 2 or steps[2] is Relation.CERTAINLY_BEFORE


@pytest.mark.parametrize(
    "first,second,expected",
    [
        ("2024-10-27", "2024-10-28", Relation.CERTAINLY_BEFORE),
        ("2024-10-28", "2024-10-27", Relation.CERTAINLY_AFTER),
        ("2024-10-28", "2024-10-28", Relation.SAME),
        ("2024-10-28", "2024-10-28[Europe/Kyiv]", Relation.UNKNOWN),
        ("2024-10", "2024-10-28", Relation.UNKNOWN),
        ("2024-10", "2024-10-31/..", Relation.POSSIBLY_BEFORE),
        ("2024-10-31/..", "2024-10", Relation.POSSIBLY_AFTER),
        ("2024-10-01/2024-10-05", "2024-10-03/2024-10-10", Relation.OVERLAPPING),
        ("2024-10-01/2024-10-05", "2024-10-05/2024-10-10", Relation.POSSIBLY_BEFORE),
        ("2024-10-01/2024-10-05", "2024-10-06/2024-10-10", Relation.CERTAINLY_BEFORE),
        ("2024-08/..", "2024-09-01", Relation.OVERLAPPING),
        ("2024-08/", "2024-09-01", Relation.POSSIBLY_BEFORE),
        ("../2024-08", "2024-09-01", Relation.CERTAINLY_BEFORE),
        ("2024-10-28T19:00Z", "2024-10-28T21:00+02:00", Relation.SAME),
    ],
)
def test_relation(first: str, second: str, expected: Relation) -> None:
    """By geometry: apart, touching, within, overlapping, open."""
    assert relation(When(first), When(second)) is expected


def allen_of(first: Span, second: Span) -> Allen:
    """Return Allen's relation of two spans that are known."""
    (start, end), (other_start, other_end) = first, second
    if end < other_start:
        return Allen.MEETS if end + 1 == other_start else Allen.BEFORE
    if other_end < start:
        return Allen.MET_BY if other_end + 1 == start else Allen.AFTER
    return SHARING[sign(start - other_start), sign(end - other_end)]


def sign(number: int) -> int:
    """Return -1, 0 or 1."""
    return (number > 0) - (number < 0)


SHARING = {
    (-1, -1): Allen.OVERLAPS,
    (0, -1): Allen.STARTS,
    (1, -1): Allen.DURING,
    (1, 0): Allen.FINISHES,
    (0, 0): Allen.EQUALS,
    (-1, 0): Allen.FINISHED_BY,
    (-1, 1): Allen.CONTAINS,
    (0, 1): Allen.STARTED_BY,
    (1, 1): Allen.OVERLAPPED_BY,
}


@given(extents(), extents())
def test_allen_agrees_with_every_way_it_can_have_been(a: Extent, b: Extent) -> None:
    """The relations that are possible are those of the spans that are possible."""
    expected = {allen_of(first, second) for first in spans(a) for second in spans(b)}
    assert allen(a, b) == expected


@pytest.mark.parametrize(
    "first,second,expected",
    [
        ("2024-10-01/2024-10-05", "2024-10-03/2024-10-10", {Allen.OVERLAPS}),
        ("2024-10-01/2024-10-31", "2024-10-05", {Allen.CONTAINS}),
        ("2024-10-05", "2024-10-01/2024-10-31", {Allen.DURING}),
        ("2024-10-01/2024-10-05", "2024-10-06/2024-10-10", {Allen.BEFORE, Allen.MEETS}),
        ("2024-08/..", "2024-07/..", {Allen.FINISHES}),
    ],
)
def test_allen(first: str, second: str, expected: set[Allen]) -> None:
    """A single relation is certain; several are what the bounds leave open."""
    assert allen(When(first), When(second)) == expected
