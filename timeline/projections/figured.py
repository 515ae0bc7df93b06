"""The figures that occur in a sum as columns of whole numbers, and what they add up to."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial

import numpy as np
from attrs import frozen

from timeline.projections.brought import Exact, Flags, exact
from timeline.projections.sums import bounded
from timeline.records import Quantity
from timeline.records.exact_numbers import EXACT, Number
from timeline.resolution.index.columns import Integers


@frozen(kw_only=True, eq=False)
class End:
    """
    One end of every figure.

    Args:
        number: The number, in units of the finest decimal place that occurs; 0 where there is none.
        known: Whether there is one.
    """

    number: Exact
    known: Flags


class Figured:
    """
    Figures that occur, one row each.

    Args:
        figures: The figures.
        count: How many of them are added up, at most.
    """

    def __init__(self, figures: Sequence[Quantity], count: int) -> None:
        self._places = max(map(_places, figures), default=0)
        self._floor = self._end((each.floor for each in figures), count)
        self._best = self._end((each.best for each in figures), count)
        self._high = self._end((each.high for each in figures), count)
        self._low_excluded = np.array([each.low_excluded for each in figures], bool)
        self._high_excluded = np.array([each.high_excluded for each in figures], bool)
        self.unknown = np.array([each.is_unknown for each in figures], bool)

    @property
    def floors(self) -> Exact:
        """The least possible number of each, in units of the finest decimal place."""
        return self._floor.number

    @property
    def open(self) -> Flags:
        """Whether each has no upper end."""
        return ~self._high.known

    def sums(self, code: Integers, full: Flags, starts: Integers) -> list[Callable[..., Quantity]]:
        """
        Return the sums of stretches; call each with its `unit=`.

        Args:
            code: Which figure each share is.
            full: Whether it counts in full, or may count in part or not at all.
            starts: Where each stretch begins.
        """
        floor, high = self._floor.number[code], self._high.number[code]
        low_excluded = self._low_excluded[code] & (full | (self._floor.known[code] & (floor < 0)))
        high_excluded = self._high_excluded[code] & (full | (self._high.known[code] & (high > 0)))
        no_best = ~full | ~self._best.known[code]
        lows = self._summed(np.where(full, floor, np.minimum(floor, 0)), starts)
        bests = self._summed(np.where(full, self._best.number[code], 0), starts)
        highs = self._summed(np.where(full, high, np.maximum(high, 0)), starts)
        columns = (
            _where(lows, ~_any(~self._floor.known[code], starts)),
            _where(bests, ~_any(no_best, starts)),
            _where(highs, ~_any(~self._high.known[code], starts)),
            _any(low_excluded, starts).tolist(),
            _any(high_excluded, starts).tolist(),
        )
        return [
            partial(bounded, low=one, best=best, high=other, low_excluded=first, high_excluded=last)
            for one, best, other, first, last in zip(*columns, strict=True)
        ]

    def _summed(self, numbers: Exact, starts: Integers) -> list[Number]:
        found: list[int] = np.add.reduceat(numbers, starts).tolist()
        return [self._number(each) for each in found]

    def _number(self, whole: int) -> Number:
        parts = 10**self._places
        return EXACT.scaleb(Decimal(whole), -self._places) if whole % parts else whole // parts

    def _end(self, numbers: Iterable[Number | None], count: int) -> End:
        told = list(numbers)
        whole = (0 if each is None else int(EXACT.scaleb(each, self._places)) for each in told)
        known = np.array([each is not None for each in told], bool)
        return End(number=exact(whole, count), known=known)


def _where(numbers: Sequence[Number], known: Flags) -> list[Number | None]:
    pairs = zip(numbers, known.tolist(), strict=True)
    return [number if stated else None for number, stated in pairs]


def _any(flags: Flags, starts: Integers) -> Flags:
    found: Flags = np.logical_or.reduceat(flags, starts)
    return found


def _places(figure: Quantity) -> int:
    ends = (each for each in (figure.floor, figure.best, figure.high) if isinstance(each, Decimal))
    return max((-int(each.as_tuple().exponent) for each in ends), default=0)
