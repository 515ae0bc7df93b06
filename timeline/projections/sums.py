"""Sums of bounds: what is certain counts at both ends, what is only possible at the high one."""

from collections.abc import Iterable

from attrs import define

from timeline.records.exact_numbers import EXACT, Number
from timeline.records.quantity import Quantity


@define
class Tally:
    """A sum that grows; the order in which figures are added never matters."""

    low: Number | None = 0
    best: Number | None = 0
    high: Number | None = 0
    low_excluded: bool = False
    high_excluded: bool = False
    unsettled: int = 0

    def add(self, figure: Quantity) -> None:
        """Add a figure that counts in full."""
        self.low = plus(self.low, figure.floor)
        self.best = plus(self.best, figure.best)
        self.high = plus(self.high, figure.high)
        self.low_excluded |= figure.low_excluded
        self.high_excluded |= figure.high_excluded

    def add_possible(self, figure: Quantity) -> None:
        """Add a figure of which nothing, a part or all may count."""
        floor, high = figure.floor, figure.high
        self.low = plus(self.low, None if floor is None else min(0, floor))
        self.high = plus(self.high, None if high is None else max(0, high))
        self.low_excluded |= figure.low_excluded and floor is not None and floor < 0
        self.high_excluded |= figure.high_excluded and high is not None and high > 0
        self.unsettled += 1

    def settle(self, figure: Quantity) -> None:
        """Let a figure that was added as possible count in full."""
        floor, high = figure.floor, figure.high
        self.low = plus(self.low, None if floor is None else max(0, floor))
        self.best = plus(self.best, figure.best)
        self.high = plus(self.high, None if high is None else min(0, high))
        self.low_excluded |= figure.low_excluded
        self.high_excluded |= figure.high_excluded
        self.unsettled -= 1

    def quantity(self, unit: str | None = None) -> Quantity:
        """
        Return the sum so far.

        Raises:
            QuantityError: It has over 15 digits.
        """
        return bounded(
            low=self.low,
            best=None if self.unsettled else self.best,
            high=self.high,
            low_excluded=self.low_excluded,
            high_excluded=self.high_excluded,
            unit=unit,
        )


def bounded(  # noqa: PLR0913 - a figure has six parts
    *,
    low: Number | None,
    best: Number | None,
    high: Number | None,
    low_excluded: bool = False,
    high_excluded: bool = False,
    unit: str | None = None,
) -> Quantity:
    """Return a figure in its one form; a `low` of None may be below zero."""
    excluded = low_excluded and low is not None
    says_nothing = low == 0 and high is None and not excluded
    return Quantity(
        low=None if says_nothing else low,
        best=low if low is not None and low == high else best,
        high=high,
        low_excluded=excluded,
        high_excluded=high_excluded and high is not None,
        below_zero=low is None,
        unit=unit,
    )


def hull(figures: Iterable[Quantity], unit: str | None = None) -> Quantity:
    """
    Return the figure that holds whichever of some figures is right.

    A figure of which no number is stated widens nothing, unless none has one. The best number
    is that of all of them, where they agree on one.
    """
    stated = [each for each in figures if not each.is_unknown]
    if not stated:
        return Quantity.unknown(unit=unit)
    floors, highs = [each.floor for each in stated], [each.high for each in stated]
    low = None if None in floors else min(each for each in floors if each is not None)
    high = None if None in highs else max(each for each in highs if each is not None)
    bests = {each.best for each in stated}
    return bounded(
        low=low,
        best=bests.pop() if len(bests) == 1 else None,
        high=high,
        low_excluded=all(each.low_excluded for each in stated if each.floor == low),
        high_excluded=all(each.high_excluded for each in stated if each.high == high),
        unit=unit,
    )


def plus(one: Number | None, other: Number | None) -> Number | None:
    """Return a sum of ends, never rounded; with an open one it is open."""
    if one is None or other is None:
        return None
    return one + other if type(one) is int and type(other) is int else EXACT.add(one, other)


def minus(one: Number | None, other: Number | None) -> Number | None:
    """Return a difference of ends, likewise."""
    return plus(one, None if other is None else EXACT.minus(other))
