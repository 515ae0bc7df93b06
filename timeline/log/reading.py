"""Reading: rows become `Recorded` entries, and what was erased becomes a tombstone."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import cast

from timeline.codec import Record, from_plain_record
from timeline.errors import CodecError, IntegrityError
from timeline.log.integrity import erased_positions, row_fields, row_instant
from timeline.log.port import Recorded, Row, Store, Tombstone
from timeline.records import Erasure, Instant

MOST_KEPT = 65_536
"""Decoded entries that are kept for the next look."""


class Reader:
    """
    The entries of a store, decoded when they are looked at.

    Args:
        store: Where the rows are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[int, Recorded] = OrderedDict()
        self._orders: dict[int, Recorded] = {}

    def entries(self, start: int = 1, stop: int | None = None) -> Iterator[Recorded]:
        """
        Return the entries from a position up to and without another, without the genesis.

        Raises:
            IntegrityError: A row is damaged, or lost its bytes without an erasure.
        """
        for row in self._store.rows(max(start, 1), stop):
            yield self._decoded(row)

    def entry(self, position: int) -> Recorded:
        """Return one entry; the last ones looked at are kept."""
        found = self._kept.pop(position, None)
        if found is None:
            found = self._decoded(self._row(position))
        self._kept[position] = found
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Let go of what was decoded, since some of it was erased."""
        self._kept.clear()

    def _row(self, position: int) -> Row:
        return next(iter(self._store.rows(position, position + 1)))

    def _decoded(self, row: Row) -> Recorded:
        if row.body is None:
            return self._tombstone(row)
        fields = row_fields(row.position, row.body)
        try:
            record = from_plain_record(fields)
        except CodecError as error:
            problem = f"its record cannot be read: {error}"
            raise IntegrityError(row.position, problem) from error
        return _recorded(row, row_instant(row.position, fields), str(fields.get("id")), record)

    def _tombstone(self, row: Row) -> Recorded:
        erasure = self._orders.get(row.position)
        if erasure is None:
            erasure = self._orders[row.position] = self._erasure_of(row.position)
        order = cast(Erasure, erasure.record)
        stone = Tombstone(
            leaf=row.leaf.hex(),
            erased_by=erasure.id,
            authority=order.authority,
            reason=order.reason,
        )
        return _recorded(row, self._before(row.position), order.erases, stone)

    def _erasure_of(self, position: int) -> Recorded:
        mark = f"{position}".encode()
        for row in self._store.rows(position + 1):
            marked = row.body is not None and b'"erased":[' in row.body and mark in row.body
            if marked and position in erased_positions(row_fields(row.position, row.body or b"")):
                return self._decoded(row)
        raise IntegrityError(position, "its bytes are gone, and no erasure names it")

    def _before(self, position: int) -> Instant:
        while position:
            position -= 1
            row = self._row(position)
            if row.body is not None:
                return row_instant(position, row_fields(position, row.body))
        raise IntegrityError(0, "the genesis row lost its bytes")


def _recorded(row: Row, at: Instant, identity: str, record: Record | Tombstone) -> Recorded:
    return Recorded(
        position=row.position,
        recorded=at,
        id=identity,
        record=record,
        digest=row.chain.hex(),
    )
