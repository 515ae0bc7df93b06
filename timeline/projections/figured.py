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

_FEW = 4096
"""Cells of a table of rows and figures that it is always worth counting in."""


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


@frozen(kw_only=True, eq=False)
class Counts:
    """
    How often each figure occurs in each row, in full or not.

    Args:
        rows: The rows in which any does, ascending.
        starts: Where each of them begins in the columns that follow.
        code: Which figure it is.
        full: Whether it counts in full, or may count in part or not at all.
        many: How often that is so; more than 0.
    """

    rows: Integers
    starts: Integers
    code: Integers
    full: Flags
    many: Integers


@frozen
class Many:
    """How many shares of a row count in full, may count, are unknown, or have no upper end."""

    certain: int
    possible: int
    unknown: int
    open: int


def counted(row: Integers, code: Integers, full: Flags, shape: tuple[int, int]) -> Counts:
    """
    Return how often each figure occurs in each row.

    Args:
        row: Row of each share, ascending.
        code: Which figure it is.
        full: Whether it counts in full.
        shape: How many rows and how many figures there are.
    """
    rows, figures = shape
    if 2 * rows * figures <= max(_FEW, 2 * len(row)):
        table = np.bincount((row * figures + code) * 2 + full, minlength=1)
        cell = np.flatnonzero(table)
        many, full = table[cell], (cell & 1).astype(bool)
        row, code = (cell >> 1) // figures, (cell >> 1) % figures
    else:
        many = np.ones(len(row), np.int64)
    starts = np.flatnonzero(np.append([True], row[1:] != row[:-1])) if len(row) else row
    return Counts(rows=row[starts], starts=starts, code=code, full=full, many=many)


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

    def sums(self, counts: Counts) -> list[Callable[..., Quantity]]:
        """
        Return the sums of rows; call each with its `unit=`.

        Args:
            counts: How often each figure occurs in them.
        """
        code, full, starts = counts.code, counts.full, counts.starts
        floor, high = self._floor.number[code], self._high.number[code]
        low_excluded = self._low_excluded[code] & (full | (self._floor.known[code] & (floor < 0)))
        high_excluded = self._high_excluded[code] & (full | (self._high.known[code] & (high > 0)))
        no_best = ~full | ~self._best.known[code]
        lows = self._summed(np.where(full, floor, np.minimum(floor, 0)), counts)
        bests = self._summed(np.where(full, self._best.number[code], 0), counts)
        highs = self._summed(np.where(full, high, np.maximum(high, 0)), counts)
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

    def counts(self, counts: Counts) -> list[Many]:
        """Return how many shares of each row are of which sort."""
        sorts = (
            counts.full,
            ~counts.full,
            self.unknown[counts.code],
            self.open[counts.code],
        )
        told = (np.add.reduceat(counts.many * each, counts.starts).tolist() for each in sorts)
        return [Many(*each) for each in zip(*told, strict=True)]

    def _summed(self, numbers: Exact, counts: Counts) -> list[Number]:
        found: list[int] = np.add.reduceat(numbers * counts.many, counts.starts).tolist()
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
