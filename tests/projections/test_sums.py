"""Sums of bounds: each end by itself, what counts in full, what only may, and what was settled."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.sums import Tally, bounded, hull, minus, plus
from timeline.records import Quantity, quantity
from timeline.records.exact_numbers import EXACT, Number
from timeline.testing.figures import quantities


def negated(figure: Quantity) -> Quantity:
    """Return a figure with its ends on the other side of zero."""
    ends = (figure.high, figure.best, figure.floor)
    low, best, high = (None if each is None else EXACT.minus(each) for each in ends)
    return Quantity(
        low=low,
        best=best if low is None or low != high else low,
        high=high,
        low_excluded=figure.high_excluded,
        high_excluded=figure.low_excluded,
        below_zero=low is None,
        unit=figure.unit,
    )


SMALL = quantities(least=-5) | quantities(least=-5).map(negated)
"""Figures of every hedge, above zero, around it and below it."""

End = tuple[Number | None, bool]
"""A bound, open if None, and whether the number itself is left out."""


def low(figure: Quantity) -> End:
    """Return the low end of a figure."""
    return figure.floor, figure.low_excluded


def high(figure: Quantity) -> End:
    """Return the high end of a figure."""
    return figure.high, figure.high_excluded


def added(ends: Sequence[End]) -> End:
    """Return the sum of some ends: open if one is, left out if one is."""
    if any(end is None for end, _ in ends):
        return None, False
    return sum((end for end, _ in ends if end is not None), Decimal(0)), any(x for _, x in ends)


def possible(figure: Quantity) -> tuple[End, End]:
    """Return the ends of what counts in full, in part, or not at all: none is always possible."""
    least, most = low(figure), high(figure)
    return (
        least if least[0] is None or least[0] < 0 else (0, False),
        most if most[0] is None or most[0] > 0 else (0, False),
    )


def tally(full: Sequence[Quantity], perhaps: Sequence[Quantity] = ()) -> Tally:
    """Return the tally of what counts in full, and of what only may."""
    found = Tally()
    for each in full:
        found.add(each)
    for each in perhaps:
        found.add_possible(each)
    return found


FIGURES = st.lists(SMALL, max_size=4)


@given(FIGURES, FIGURES)
def test_each_end_is_the_sum_of_ends(full: list[Quantity], perhaps: list[Quantity]) -> None:
    """Whatever figures there are; what only may count brings none at the other end."""
    found = tally(full, perhaps).quantity()
    lows = [low(each) for each in full] + [possible(each)[0] for each in perhaps]
    highs = [high(each) for each in full] + [possible(each)[1] for each in perhaps]
    assert (low(found), high(found)) == (added(lows), added(highs))


@given(FIGURES)
def test_best_number_is_the_sum_of_bests(figures: list[Quantity]) -> None:
    """Where each has one, and no end says more."""
    found = tally(figures).quantity()
    bests = [each.best for each in figures]
    if found.low is not None and found.low == found.high:
        assert found.best == found.low
    elif None in bests:
        assert found.best is None
    else:
        assert found.best == sum(Decimal(each) for each in bests if each is not None)


def test_what_only_may_count_leaves_no_best_number() -> None:
    """About 5, and perhaps about 3 more."""
    five, three = quantity("about 5"), quantity("about 3")
    assert (tally([five]).quantity().best, tally([five], [three]).quantity().best) == (5, None)


@pytest.mark.parametrize(
    "figure, found",
    [
        (Quantity.more_than(0), Quantity.unknown()),
        (Quantity.more_than(2), Quantity.unknown()),
        (Quantity.fewer_than(2), bounded(low=0, best=None, high=2, high_excluded=True)),
        (negated(Quantity.more_than(0)), bounded(low=None, best=None, high=0)),
        (negated(Quantity.more_than(2)), bounded(low=None, best=None, high=0)),
        (negated(Quantity.fewer_than(2)), bounded(low=-2, best=None, high=0, low_excluded=True)),
    ],
)
def test_none_is_possible_where_nothing_may_count(figure: Quantity, found: Quantity) -> None:
    """What is left out at an end of the figure is left out only if that is the end of the sum."""
    assert tally([], [figure]).quantity() == found


@given(FIGURES, FIGURES, FIGURES)
def test_what_was_settled_counts_in_full(
    full: list[Quantity], perhaps: list[Quantity], settled: list[Quantity]
) -> None:
    """As if it had never been only possible, but for ends that were open before."""
    found, expected = tally(full, [*perhaps, *settled]), tally([*full, *settled], perhaps)
    for each in settled:
        found.settle(each)
    assert (found.low, found.best, found.high) == (expected.low, expected.best, expected.high)
    assert (found.low_excluded, found.high_excluded) == (
        expected.low_excluded,
        expected.high_excluded,
    )
    assert found.unsettled == expected.unsettled


@given(st.lists(SMALL, min_size=1, max_size=4))
def test_hull_has_the_outermost_ends(figures: list[Quantity]) -> None:
    """An end is left out only if all that reach it leave it out; an unknown figure widens none."""
    stated = [each for each in figures if not each.is_unknown]
    found = hull(figures, "people")
    assert found.unit == "people"
    if not stated:
        assert found.is_unknown
        return
    lows, highs = [low(each) for each in stated], [high(each) for each in stated]
    least = min((end for end, _ in lows if end is not None), default=None)
    most = max((end for end, _ in highs if end is not None), default=None)
    if (None, False) in lows:
        least = None
    if (None, False) in highs:
        most = None
    assert low(found) == (least, least is not None and (least, False) not in lows)
    assert high(found) == (most, most is not None and (most, False) not in highs)


@pytest.mark.parametrize(
    "told, found",
    [
        (("about 5", "about 5"), "about 5"),
        (("about 5", "about 6"), "unknown"),
        (("about 5", "unknown"), "about 5"),
        ((5, "about 5"), "about 5"),
        ((5, 5), "5"),
        ((3, 5), "3 to 5"),
        (("unknown", "unknown"), "unknown"),
    ],
)
def test_best_number_of_a_hull_is_that_of_all(told: tuple[int | str, ...], found: str) -> None:
    """Where they agree on one."""
    assert str(hull(map(quantity, told))) == found


def test_figure_of_open_ends_says_nothing_but_that_it_is_none_below_zero() -> None:
    """From 0 without a high end is unknown; more than 0 says something, and so does a best."""
    assert bounded(low=0, best=None, high=None) == Quantity.unknown()
    assert bounded(low=0, best=None, high=None, low_excluded=True) == Quantity.more_than(0)
    assert bounded(low=0, best=None, high=3) == Quantity.stated({"low": 0, "high": 3})
    assert bounded(low=0, best=5, high=None) == Quantity.about(5)
    assert bounded(low=1, best=None, high=None) == Quantity.at_least(1)


def test_open_ends_leave_nothing_out() -> None:
    """There is no number there to be left out."""
    found = bounded(low=None, best=None, high=None, low_excluded=True, high_excluded=True)
    assert (found.low_excluded, found.high_excluded, found.below_zero) == (False, False, True)


def test_two_ends_that_meet_are_one_number() -> None:
    """Which is the best one, too."""
    assert bounded(low=4, best=None, high=4) == Quantity.exactly(4)


TENTH = Decimal("0.1")


@pytest.mark.parametrize(
    "one, other, total, left",
    [
        (3, 2, 5, 1),
        (3, None, None, None),
        (None, 2, None, None),
        (3, TENTH, Decimal("3.1"), Decimal("2.9")),
        (TENTH, 3, Decimal("3.1"), Decimal("-2.9")),
        (10**15, TENTH, Decimal("1000000000000000.1"), Decimal("999999999999999.9")),
    ],
)
def test_ends_are_added_without_rounding(
    one: Number | None, other: Number | None, total: Number | None, left: Number | None
) -> None:
    """With an open one, sum and difference are open."""
    assert (plus(one, other), minus(one, other)) == (total, left)


def test_whole_numbers_stay_whole() -> None:
    """Sums of counts are counts."""
    assert type(plus(3, 2)) is int
