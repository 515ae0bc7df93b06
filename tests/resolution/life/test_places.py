"""Places: rectangles without overlap, against a look at each."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.resolution.life.places import Places
from timeline.resolution.life.regions import Rectangle
from timeline.resolution.moments import ALWAYS, NEVER

ENDS = (ALWAYS, 0, 1, 2, 3, 4, NEVER)
POSITIONS = (0, 1, 2, 3, 4, NEVER)


@st.composite
def apart(draw: st.DrawFn) -> list[Rectangle]:
    """Return rectangles of which no two overlap, in any order."""
    found: list[Rectangle] = []
    for _ in range(draw(st.integers(0, 12))):
        start, stop = sorted(draw(st.sets(st.sampled_from(ENDS), min_size=2, max_size=2)))
        first, last = sorted(draw(st.sets(st.sampled_from(POSITIONS), min_size=2, max_size=2)))
        new = Rectangle(first, start, last, stop)
        if not any(overlap(new, each) for each in found):
            found.append(new)
    return found


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Return whether two rectangles share a place."""
    published = one.published_from < other.published_until
    published &= other.published_from < one.published_until
    positions = one.position_from < other.position_until
    return published and positions and other.position_from < one.position_until


@given(apart(), st.sampled_from([ALWAYS, -1, 0, 1, 2, 3, 4, 5]), st.integers(-1, 5))
def test_place_is_in_the_rectangle_that_holds_it(
    rectangles: list[Rectangle], published: int, position: int
) -> None:
    """Ends are half-open; there is at most one."""
    here = Rectangle(position, published, position + 1, published + 1)
    expected = [at for at, each in enumerate(rectangles) if overlap(each, here)]
    found = Places(rectangles).at(published, position)
    assert ([] if found is None else [found]) == expected


@given(apart(), st.sets(st.sampled_from(ENDS), min_size=2, max_size=2), st.integers(-1, 5))
def test_those_along_a_stretch_are_all_that_share_some_of_it(
    rectangles: list[Rectangle], ends: set[int], position: int
) -> None:
    """At one position, from one publication up to another."""
    start, stop = sorted(ends)
    here = Rectangle(position, start, position + 1, stop)
    expected = {at for at, each in enumerate(rectangles) if overlap(each, here)}
    assert sorted(Places(rectangles).along(start, stop, position)) == sorted(expected)
