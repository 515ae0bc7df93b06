"""Strategies for figures: any hedge, any unit, and the numbers that a figure allows."""

from decimal import Decimal

from hypothesis import strategies as st

from timeline.records.exact_numbers import Number
from timeline.records.quantity import Quantity

LARGEST = 10**9
"""Largest number drawn, so that sums of many figures keep within 15 digits."""

UNITS = ("drones", "people", "North Korean soldiers", "tonnes of grain", "km²", "%", "無人機")
"""Units that no reader takes for a part of the number before them."""

_NO_UNIT = st.none()


def numbers(*, least: int = -LARGEST, most: int = LARGEST) -> st.SearchStrategy[Number]:
    """Return numbers as people count and measure: whole, or of up to four decimal places."""
    measured = st.decimals(min_value=least, max_value=most, places=4)
    return st.one_of(st.integers(least, most), measured)


def units() -> st.SearchStrategy[str]:
    """Return units of one word and of several, in two scripts."""
    return st.sampled_from(UNITS)


@st.composite
def quantities(
    draw: st.DrawFn, *, least: int = -LARGEST, units: st.SearchStrategy[str | None] = _NO_UNIT
) -> Quantity:
    """
    Return figures of every hedge.

    Args:
        draw: Given by Hypothesis.
        least: Least number stated; below 0 there are differences, too.
        units: What units are drawn from; none unless given, so that figures can be added.
    """
    low, middle, high = sorted(draw(st.sets(numbers(least=least), min_size=3, max_size=3)))
    lowest = draw(st.sampled_from(("", "low", "more_than")))
    highest = draw(st.sampled_from(("", "high", "fewer_than")))
    bests = {"low": low, "high": high}
    best = draw(
        st.sampled_from([middle, *(bests[end] for end in (lowest, highest) if end in bests)])
    )
    ends = {lowest: low, highest: high, draw(st.sampled_from(("", "best"))): best}
    if draw(st.booleans()):
        ends = {"low": middle, "high": middle}
    ends.pop("", None)
    open_low = least < 0 and not ends.keys() & {"low", "more_than"}
    below_zero = open_low and (low < 0 or draw(st.booleans()))
    return Quantity.stated(ends, below_zero=below_zero, unit=draw(units))


@st.composite
def possible_numbers(draw: st.DrawFn, *, quantity: Quantity) -> Decimal:
    """Return numbers of which each may be the true one if the figure holds; ends among them."""
    floor, high = quantity.floor, quantity.high
    if floor is None:
        floor = (0 if high is None else high) - LARGEST
    if high is None:
        high = floor + LARGEST
    first, last = int(quantity.low_excluded), 8 - int(quantity.high_excluded)
    return floor + (high - floor) * Decimal(draw(st.integers(first, last))) / 8
