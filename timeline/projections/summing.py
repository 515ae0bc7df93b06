"""Summing: all rows of sums over columns at once, each with the happenings that it counts."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from attrs import define, frozen

from timeline.projections.brought import Brought, Flags, Texts, column
from timeline.projections.buckets import Bucket, Buckets
from timeline.projections.counting import MOST_BUCKETS, Total, Units
from timeline.projections.figured import Figured
from timeline.records import Quantity
from timeline.resolution.index.columns import Integers

Names = tuple[str, ...]


@frozen(kw_only=True, eq=False)
class Cells:
    """
    Which share counts in which row.

    Args:
        row: Row of each cell, ascending.
        share: Which share it is; in the order in which a row names them.
        wholly: Whether the share lies wholly in the row.
    """

    row: Integers
    share: Integers
    wholly: Flags


@define(slots=False, eq=False)
class Sums:
    """
    The sums of what was brought, row by row and unit by unit.

    Args:
        brought: What the happenings bring.
    """

    brought: Brought

    @cached_property
    def overall(self) -> tuple[Total, ...]:
        """All together: one for each unit; of nothing at all it is unknown, not zero."""
        count = len(self.brought)
        if not count:
            return (_nothing(self._units.all[0]),)
        whole = np.ones(count, bool)
        cells = Cells(row=np.zeros(count, np.int64), share=np.arange(count), wholly=whole)
        return self._totals(cells, [None])

    def by_calendar(self, buckets: Buckets) -> tuple[tuple[Total, ...], tuple[str, ...]]:
        """Return the sum of each bucket, in order, and the keys of what reaches beyond them."""
        windows = self.brought.windows
        (first, begun), (last, ended) = windows.first, windows.last
        begin, end = (buckets.places(each) for each in (first, last))
        near = begun & ended & (end - begin < MOST_BUCKETS)
        narrow, wide = np.flatnonzero(near), np.flatnonzero(~near)
        share, place = _touched(narrow, begin, end)
        there = np.unique(place).tolist()
        opened = np.array([at for at in there if buckets.exists(at)], np.int64)
        kept = np.isin(place, opened)
        share, row = share[kept], np.searchsorted(opened, place[kept])
        low = np.where(begun[wide], np.searchsorted(opened, begin[wide]), 0)
        high = np.where(ended[wide], np.searchsorted(opened, end[wide], "right"), len(opened)) - 1
        far, far_row = _touched(np.arange(len(wide)), low, high)
        wholly = np.append((begin == end)[share], np.zeros(len(far), bool))
        cells = _cells(np.append(row, far_row), np.append(share, wide[far]), wholly)
        made = self._totals(cells, [buckets.bucket(at) for at in opened.tolist()])
        return made, tuple(dict.fromkeys(self.brought.keys[wide].tolist()))

    def _totals(self, cells: Cells, named: Sequence[Bucket | None]) -> tuple[Total, ...]:
        of_units = [dict(self._of_unit(cells, unit, named)) for unit in self._units.all]
        rows = range(len(named))
        return tuple(found[row] for row in rows for found in of_units if row in found)

    def _of_unit(
        self, cells: Cells, unit: str | None, named: Sequence[Bucket | None]
    ) -> Iterator[tuple[int, Total]]:
        code = self.brought.code[cells.share]
        there = np.array([unit in each for each in self._of], bool)[code]
        row, share, code = cells.row[there], cells.share[there], code[there]
        if not len(row):
            return
        single = np.array([len(each) == 1 for each in self._of], bool)
        full = cells.wholly[there] & self.brought.sure[share] & single[code]
        starts = np.flatnonzero(np.append([True], row[1:] != row[:-1]))
        sums = self._figured.sums(code, full, starts)
        told = self._told(share, code, full, starts)
        for at, added, names in zip(row[starts].tolist(), sums, told, strict=True):
            certain, possible, unknown, opened, ids = names
            yield (
                at,
                Total(
                    of=named[at],
                    sum=added(unit=unit),
                    certain=certain,
                    possible=possible,
                    unknown=unknown,
                    open=opened,
                    ids=ids,
                ),
            )

    def _told(
        self, share: Integers, code: Integers, full: Flags, starts: Integers
    ) -> Iterator[tuple[Names, Names, Names, int, Names]]:
        keys, opened = self.brought.keys[share], self._figured.open[code]
        return zip(
            _parts(keys, full, starts),
            _parts(keys, ~full, starts),
            _parts(keys, self._figured.unknown[code], starts),
            np.add.reduceat(opened.astype(np.int64), starts).tolist(),
            self._ids(share, starts),
            strict=True,
        )

    def _ids(self, share: Integers, starts: Integers) -> Iterator[Names]:
        flat = self._flat_ids
        if flat is not None:
            return _parts(flat[share], np.ones(len(share), bool), starts)
        ids, ends = self.brought.ids, [*starts[1:].tolist(), len(share)]
        rows = (share[a:b].tolist() for a, b in zip(starts.tolist(), ends, strict=True))
        return (tuple(dict.fromkeys(each for at in row for each in ids[at])) for row in rows)

    @cached_property
    def _flat_ids(self) -> Texts | None:
        """The records, one for each share, where none is behind two of them."""
        ids = self.brought.ids
        single = all(len(each) == 1 for each in ids) and len(set(ids)) == len(ids)
        return column([each[0] for each in ids]) if single else None

    @cached_property
    def _units(self) -> Units:
        return Units(self.brought.figures)

    @cached_property
    def _of(self) -> list[tuple[str | None, ...]]:
        return [self._units.of(each) for each in self.brought.figures]

    @cached_property
    def _figured(self) -> Figured:
        return Figured(self.brought.figures, len(self.brought))


def _nothing(unit: str | None) -> Total:
    of_none = Quantity.unknown(unit=unit)
    return Total(of=None, sum=of_none, certain=(), possible=(), unknown=(), open=0, ids=())


def _parts(names: Texts, wanted: Flags, starts: Integers) -> Iterator[Names]:
    """Return of each stretch the names that are wanted."""
    found = names[wanted].tolist()
    before = np.append([0], np.cumsum(wanted))
    edges = [*before[starts].tolist(), len(found)]
    return (tuple(found[start:end]) for start, end in pairwise(edges))


def _touched(share: Integers, begin: Integers, end: Integers) -> tuple[Integers, Integers]:
    """Return each of some shares once for every place from its first to its last, with that."""
    many = np.maximum(end[share] - begin[share] + 1, 0)
    repeated = np.repeat(share, many)
    within = np.arange(len(repeated)) - np.repeat(np.cumsum(many) - many, many)
    return repeated, begin[repeated] + within


def _cells(row: Integers, share: Integers, wholly: Flags) -> Cells:
    order = np.argsort(row, kind="stable")
    return Cells(row=row[order], share=share[order], wholly=wholly[order])
