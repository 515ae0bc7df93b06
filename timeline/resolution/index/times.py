"""The times of happenings as four integers each, in the order of their sort keys."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.records.extents import AFTER_ALL, BEFORE_ALL, SortKey
from timeline.resolution.index.buffers import Buffer, column
from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.ordered import Ordered
from timeline.resolution.moments import NEVER

_OPEN_START, _OPEN_END = -NEVER - 1, NEVER
_FIRST, _LAST = _OPEN_START + 1, _OPEN_END - 1
_START, _END = 0, 3
_NEAR = 2**62
"""Microseconds within which a moment, and the year that it is in, fit into eight bytes."""


@frozen(kw_only=True, eq=False)
class Spans:
    """
    From the earliest possible start of some times to their latest possible end, µs since 1970.

    Args:
        first: First moment of each; 0 where there is none.
        begun: Whether there is one.
        last: Last moment of each, the end itself not counted; 0 where there is none.
        ended: Whether there is one.
        near: Whether both are within 146,000 years of 1970; others have to be looked up.
    """

    first: Integers
    begun: NDArray[np.bool_]
    last: Integers
    ended: NDArray[np.bool_]
    near: NDArray[np.bool_]


class Times(Ordered[SortKey]):
    """
    Sort keys of times by their codes, in microseconds from 1970.

    A moment farther away than 292,000 years does not fit into eight bytes: its row holds the
    last that fits, and the true key stands in `far`.

    Args:
        rows: The sort keys: start earliest and latest, end earliest and latest.
        settled: Codes in their order.
        far: Sort keys of the times that are too far away, by their codes.
    """

    def __init__(
        self,
        rows: Integers | None = None,
        settled: Narrow | None = None,
        far: dict[int, SortKey] | None = None,
    ) -> None:
        super().__init__(np.empty(0, np.int32) if settled is None else settled)
        self._rows = column("int64", width=4) if rows is None else Buffer(rows)
        self.far = far or {}

    @property
    def rows(self) -> Integers:
        """The sort keys by code, as far as eight bytes hold them."""
        return self._rows.now

    def value(self, code: int) -> SortKey:
        """Return the sort key of a code."""
        if code in self.far:
            return self.far[code]
        a, b, c, d = (_wide(each) for each in self._rows.now[code].tolist())
        return (a, b, c, d)

    def overlapping(self, first: int | None, last: int | None) -> NDArray[np.bool_]:
        """
        Return for each code whether it may have been going on in a stretch of time.

        Args:
            first: Beginning of the stretch, µs since 1970; None for open.
            last: Its end, exclusive.
        """
        start, end = self.rows[:, _START], self.rows[:, _END]
        found: NDArray[np.bool_] = np.ones(len(start), dtype=bool)
        if last is not None:
            found &= (start == _OPEN_START) | (start < min(max(last, _FIRST), NEVER))
        if first is not None:
            found &= (end == _OPEN_END) | (end > min(max(first, _OPEN_START), _LAST))
        for code, key in self.far.items():
            begins = last is None or key[_START] < last
            found[code] = begins and (first is None or key[_END] > first)
        return found

    def spans(self, codes: Integers | Narrow) -> Spans:
        """Return from when to when the times of some codes may have been."""
        start, end = self.rows[codes, _START], self.rows[codes, _END]
        begun, ended = start != _OPEN_START, end != _OPEN_END
        first, last = np.where(begun, start, 0), np.where(ended, end, 1) - 1
        near = (np.abs(first) < _NEAR) & (np.abs(last) < _NEAR)
        return Spans(first=first, begun=begun, last=last, ended=ended, near=near)

    def _store(self, value: SortKey) -> None:
        if any(_FIRST > each > BEFORE_ALL or AFTER_ALL > each > _LAST for each in value):
            self.far[len(self._rows)] = value
        self._rows.extend(np.array([[_narrow(each) for each in value]], np.int64))


def _narrow(moment: int) -> int:
    if moment == BEFORE_ALL:
        return _OPEN_START
    return _OPEN_END if moment == AFTER_ALL else min(max(moment, _FIRST), _LAST)


def _wide(moment: int) -> int:
    if moment == _OPEN_START:
        return BEFORE_ALL
    return AFTER_ALL if moment == _OPEN_END else moment
