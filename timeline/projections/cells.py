"""Cells: which share counts in which row of a calendar, and in which rows it counts wholly."""

from collections.abc import Iterable

import numpy as np
from attrs import frozen

from timeline.projections.brought import Brought, Flags
from timeline.projections.buckets import Bucket, Buckets
from timeline.projections.counting import MOST_BUCKETS
from timeline.resolution.index.columns import Integers


@frozen(kw_only=True, eq=False)
class Cells:
    """
    Which share counts in which row.

    Args:
        row: Row of each cell, ascending.
        share: Which share it is; in the order in which a row names them.
        wholly: Whether the share lies wholly in the row.
        code: Which figure it is.
    """

    row: Integers
    share: Integers
    wholly: Flags
    code: Integers

    def among(self, wanted: Flags) -> "Cells":
        """Return some of the cells."""
        if wanted.all():
            return self
        return Cells(
            row=self.row[wanted],
            share=self.share[wanted],
            wholly=self.wholly[wanted],
            code=self.code[wanted],
        )


@frozen(kw_only=True, eq=False)
class Calendared:
    """
    The rows of a calendar that something lies in.

    Args:
        buckets: The buckets.
        cells: What counts in them.
        wide: The shares that reach beyond the rows.
    """

    buckets: tuple[Bucket, ...]
    cells: Cells
    wide: Integers


def in_one(brought: Brought) -> Cells:
    """Return everything in one row, wholly."""
    count = len(brought)
    share, whole = np.arange(count), np.ones(count, bool)
    return Cells(row=np.zeros(count, np.int64), share=share, wholly=whole, code=brought.code)


def calendared(brought: Brought, buckets: Buckets) -> Calendared:
    """
    Return what counts in which bucket.

    Args:
        brought: What the happenings bring.
        buckets: The buckets.
    """
    windows = brought.windows
    begin, end = buckets.places(windows.first), buckets.places(windows.last)
    near = windows.begun & windows.ended & (end - begin < MOST_BUCKETS)
    wide = np.flatnonzero(~near)
    share, place = _touched(np.flatnonzero(near), begin, end)
    opened = np.array([at for at in _distinct(place) if buckets.exists(at)], np.int64)
    share, row = _among(opened, share, place)
    wholly = (begin == end)[share]
    if len(wide):
        low = np.where(windows.begun[wide], np.searchsorted(opened, begin[wide]), 0)
        ends = np.searchsorted(opened, end[wide], side="right")
        high = np.where(windows.ended[wide], ends, len(opened)) - 1
        far, far_row = _touched(np.arange(len(wide)), low, high)
        share, row = np.append(share, wide[far]), np.append(row, far_row)
        wholly = np.append(wholly, np.zeros(len(far), bool))
    if np.any(row[1:] < row[:-1]):
        order = np.argsort(row, kind="stable")
        row, share, wholly = row[order], share[order], wholly[order]
    cells = Cells(row=row, share=share, wholly=wholly, code=brought.code[share])
    named = tuple(map(buckets.bucket, opened.tolist()))
    return Calendared(buckets=named, cells=cells, wide=wide)


def _touched(share: Integers, begin: Integers, end: Integers) -> tuple[Integers, Integers]:
    """Return each of some shares once for every place from its first to its last, with that."""
    many = np.maximum(end[share] - begin[share] + 1, 0)
    if np.all(many == 1):
        return share, begin[share]
    repeated = np.repeat(share, many)
    within = np.arange(len(repeated)) - np.repeat(np.cumsum(many) - many, many)
    return repeated, begin[repeated] + within


def _distinct(places: Integers) -> Iterable[int]:
    """Return the places that occur, in order."""
    if not len(places):
        return ()
    first, last = int(places.min()), int(places.max())
    if last - first > len(places):
        return map(int, np.unique(places))
    there = np.zeros(last - first + 1, bool)
    there[places - first] = True
    return map(int, np.flatnonzero(there) + first)


def _among(opened: Integers, share: Integers, place: Integers) -> tuple[Integers, Integers]:
    """Return the shares that lie in a row, with the row; a place without moments is none."""
    row = np.searchsorted(opened, place)
    there = opened[np.minimum(row, max(len(opened) - 1, 0))] == place if len(opened) else row < 0
    return share[there], row[there]
