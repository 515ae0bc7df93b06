"""Regions of the two clocks, against plain sets of points."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from timeline.resolution.life.regions import (
    EVERYWHERE,
    NOWHERE,
    Rectangle,
    Region,
    quadrant,
    union,
)
from timeline.resolution.moments import ALWAYS, NEVER

PLACES = tuple(product((ALWAYS, 0, 1, 2, 3, NEVER - 1), (0, 1, 2, 3, NEVER - 1)))
"""A place in each cell that the regions below can cut."""

Places = frozenset[tuple[int, int]]


def places(region: Region) -> Places:
    """Return the places that are in a region."""
    return frozenset(place for place in PLACES if place in region)


def regions() -> st.SearchStrategy[Region]:
    """Return regions made of a few quadrants, as records make them."""
    corner = st.builds(quadrant, st.sampled_from([ALWAYS, 0, 1, 2, 3]), st.integers(0, 3))
    start = st.just(NOWHERE) | st.just(EVERYWHERE) | corner

    def more(inner: st.SearchStrategy[Region]) -> st.SearchStrategy[Region]:
        return st.one_of(
            st.builds(Region.__or__, inner, inner),
            st.builds(Region.__and__, inner, inner),
            st.builds(Region.__sub__, inner, inner),
        )

    return st.recursive(start, more, max_leaves=8)


@given(regions(), regions())
def test_operations_are_those_of_sets(one: Region, other: Region) -> None:
    """Either, both, and the first without the second."""
    assert places(one | other) == places(one) | places(other)
    assert places(one & other) == places(one) & places(other)
    assert places(one - other) == places(one) - places(other)


@given(regions(), regions())
def test_regions_of_the_same_points_are_equal(one: Region, other: Region) -> None:
    """There is one form for each set of points, so that equality is that of sets."""
    assert (one == other) == (places(one) == places(other))
    assert bool(one) == bool(places(one))


@given(st.lists(regions(), max_size=7))
def test_union_is_all_of_them(several: list[Region]) -> None:
    """However many, none of them left out."""
    assert places(union(several)) == frozenset().union(*map(places, several))


@given(regions())
def test_rectangles_cover_each_point_once(region: Region) -> None:
    """They hold what the region holds, without overlap."""
    found = list(region.rectangles())
    for published, position in PLACES:
        holding = [each for each in found if _holds(each, published, position)]
        assert len(holding) == ((published, position) in region)


@given(regions())
def test_rectangles_are_as_long_on_the_positions_as_can_be(region: Region) -> None:
    """Just before and just behind one, at every publication of it, is nothing of the region."""
    for each in region.rectangles():
        for published, _ in PLACES:
            if each.published_from <= published < each.published_until:
                assert (published, each.position_from - 1) not in region
                assert (published, each.position_until) not in region


@given(regions())
def test_first_position_is_the_least(region: Region) -> None:
    """`NEVER` where there is none."""
    assert region.first_position == min((at for _, at in places(region)), default=NEVER)


def _holds(where: Rectangle, published: int, position: int) -> bool:
    there = where.position_from <= position < where.position_until
    return there and where.published_from <= published < where.published_until
