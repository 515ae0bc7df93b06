"""Summing: all rows of sums over columns at once, each with the happenings that it counts."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from attrs import define, field, frozen

from timeline.projections.brought import Brought, Flags
from timeline.projections.buckets import Bucket, Buckets, Calendar
from timeline.projections.cells import Calendared, Cells, calendared, in_one
from timeline.projections.counting import Total, Units
from timeline.projections.figured import Figured, Many, counted
from timeline.projections.texts import Texts
from timeline.records import Quantity
from timeline.resolution.index.columns import Integers


@define(slots=False, eq=False)
class Sums:
    """
    The sums of what was brought, row by row and unit by unit.

    Args:
        brought: What the happenings bring.
    """

    brought: Brought
    _calendared: dict[tuple[Calendar, str], Calendared] = field(factory=dict, init=False)

    @cached_property
    def overall(self) -> tuple[Total, ...]:
        """All together: one for each unit; of nothing at all it is unknown, not zero."""
        if not len(self.brought):
            return (_nothing(self._units.all[0]),)
        return self._totals(in_one(self.brought), [None])

    def by_calendar(self, buckets: Buckets) -> tuple[tuple[Total, ...], tuple[str, ...]]:
        """
        Return the sum of each bucket, in order, and the keys of what reaches beyond them.

        Where each share lies is looked up once for each sort of bucket and zone.
        """
        asked = (buckets.calendar, buckets.zone)
        if asked not in self._calendared:
            self._calendared[asked] = calendared(self.brought, buckets)
        found = self._calendared[asked]
        made = self._totals(found.cells, found.buckets)
        return made, tuple(dict.fromkeys(self.brought.keys(found.wide)))

    def _totals(self, cells: Cells, named: Sequence[Bucket | None]) -> tuple[Total, ...]:
        of_units = [dict(self._of_unit(cells, unit, named)) for unit in self._units.all]
        rows = range(len(named))
        return tuple(found[row] for row in rows for found in of_units if row in found)

    def _of_unit(
        self, cells: Cells, unit: str | None, named: Sequence[Bucket | None]
    ) -> Iterator[tuple[int, Total]]:
        there = np.array([unit in each for each in self._of], bool)
        if not there.all():
            cells = cells.among(there[cells.code])
        single = np.array([len(each) == 1 for each in self._of], bool)
        full = cells.wholly & self.brought.sure[cells.share]
        if not single.all():
            full &= single[cells.code]
        counts = counted(cells.row, cells.code, full, (len(named), len(self._of)))
        if not len(counts.rows):
            return
        edges = [*np.searchsorted(cells.row, counts.rows).tolist(), len(cells.row)]
        stretches = (_Stretch(self.brought, cells, full, *pair) for pair in pairwise(edges))
        sums, counted_in = self._figured.sums(counts), self._figured.counts(counts)
        for row, added, many, stretch in zip(
            counts.rows.tolist(), sums, counted_in, stretches, strict=True
        ):
            yield row, stretch.total(named[row], added(unit=unit), many)

    @cached_property
    def _units(self) -> Units:
        return Units(self.brought.figures)

    @cached_property
    def _of(self) -> list[tuple[str | None, ...]]:
        return [self._units.of(each) for each in self.brought.figures]

    @cached_property
    def _figured(self) -> Figured:
        return Figured(self.brought.figures, len(self.brought))


@frozen(eq=False)
class _Stretch:
    """The cells of one row, and of one unit in it."""

    brought: Brought
    cells: Cells
    full: Flags
    start: int
    end: int

    def total(self, of: Bucket | None, added: Quantity, many: Many) -> Total:
        """Return the sum, whose keys and ids are put together when somebody reads them."""
        return Total(
            of=of,
            sum=added,
            certain=Texts(self._certain, many.certain),
            possible=Texts(self._possible, many.possible),
            unknown=Texts(self._unknown, many.unknown),
            open=many.open,
            ids=Texts(self._ids),
        )

    def _certain(self) -> Sequence[str]:
        return self.brought.keys(self._share[self.full[self.start : self.end]])

    def _possible(self) -> Sequence[str]:
        return self.brought.keys(self._share[~self.full[self.start : self.end]])

    def _unknown(self) -> Sequence[str]:
        unknown = np.array([each.is_unknown for each in self.brought.figures], bool)
        return self.brought.keys(self._share[unknown[self.cells.code[self.start : self.end]]])

    def _ids(self) -> Sequence[str]:
        return self.brought.ids(self._share)

    @property
    def _share(self) -> Integers:
        return self.cells.share[self.start : self.end]


def _nothing(unit: str | None) -> Total:
    of_none = Quantity.unknown(unit=unit)
    return Total(of=None, sum=of_none, certain=(), possible=(), unknown=(), open=0, ids=())
