"""Windows of time and their arithmetic, open ends included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import WhenError
from timeline.records.when import When
from timeline.records.windows import EVER, Window, contains, hull, intersection

bounds = st.one_of(st.none(), st.integers(-50, 50))
windows = st.builds(
    lambda start, length: Window(start, None if length is None else (start or 0) + length),
    bounds,
    st.one_of(st.none(), st.integers(1, 50)),
)
instants = st.integers(-120, 120)


@pytest.mark.parametrize("earliest,latest", [(3, 3), (4, 3)])
def test_a_window_holds_a_moment(earliest: int, latest: int) -> None:
    """An empty window cannot exist."""
    with pytest.raises(WhenError, match="an earliest before its latest"):
        Window(earliest, latest)


@pytest.mark.parametrize("bound", [1.0, "1", True])
def test_bounds_are_whole_numbers(bound: object) -> None:
    """A float is refused, as is anything else that is no whole number."""
    with pytest.raises(WhenError, match="whole microseconds"):
        Window(bound, None)  # type: ignore[arg-type]  # wrong types are the test


@given(windows, windows, instants)
def test_an_intersection_holds_what_both_hold(a: Window, b: Window, moment: int) -> None:
    """A moment is in the intersection if it is in each."""
    both = intersection(a, b)
    inside = both is not None and contains(both, moment)
    assert inside == (contains(a, moment) and contains(b, moment))


@given(windows, windows, instants)
def test_a_hull_holds_what_either_holds(a: Window, b: Window, moment: int) -> None:
    """A moment of one of them is in the hull."""
    assert contains(hull(a, b), moment) or not (contains(a, moment) or contains(b, moment))


@given(windows, windows, windows)
def test_a_hull_is_the_smallest(a: Window, b: Window, other: Window) -> None:
    """Whatever holds both holds their hull."""
    assert contains(other, hull(a, b)) == (contains(other, a) and contains(other, b))


@given(windows, instants)
def test_containing_a_moment_is_half_open(window: Window, moment: int) -> None:
    """The earliest moment belongs to a window, the latest does not."""
    after = window.earliest is None or window.earliest <= moment
    before = window.latest is None or moment < window.latest
    assert contains(window, moment) == (after and before)


def test_windows_that_touch_share_nothing() -> None:
    """One ends where the other begins."""
    assert intersection(Window(0, 3), Window(3, 5)) is None


def test_a_hull_covers_what_lies_between() -> None:
    """Two windows apart have one hull over the time between them."""
    assert hull(Window(0, 1), Window(4, 5)) == Window(0, 5)


def test_what_lasted_lies_in_the_month_that_holds_it() -> None:
    """A `When` counts as its span."""
    assert contains(When("2024-10"), When("2024-10-01/2024-10-05"))


def test_the_months_of_a_year_make_it_up() -> None:
    """The hull of January and December is the year."""
    assert hull(When("2024-01"), When("2024-12")) == When("2024").span


def test_what_goes_on_shares_the_rest_of_a_month() -> None:
    """From the 28th on, October has four days left."""
    shared = When("[2024-10-28..2024-10-31]").span
    assert intersection(When("2024-10-28/.."), When("2024-10")) == shared


def test_ever_holds_everything() -> None:
    """The window without bounds holds every other."""
    assert contains(EVER, When("../.."))
