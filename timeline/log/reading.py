"""Reading: rows become `Recorded` entries, and what was erased becomes a tombstone."""

from collections.abc import Mapping
from typing import cast

from timeline.canonical import JSON
from timeline.codec import from_plain_record
from timeline.errors import CodecError, IntegrityError
from timeline.log.integrity import erased_positions, row_fields, row_instant
from timeline.log.port import Recorded, Row, Store, Tombstone
from timeline.records import Erasure, Instant

UNNAMED = Tombstone(leaf="", erased_by="", authority="", reason="")


class Reader:
    """
    All entries of a store, decoded once and kept; each look takes in what is new.

    A later erasure puts tombstones in the place of entries that were read before.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entries: list[Recorded] = []
        self._recorded: Instant | None = None
        self._erased: frozenset[str] = frozenset()

    def entries(self) -> tuple[Recorded, ...]:
        """
        Return all entries without the genesis, as they are now.

        Raises:
            IntegrityError: A row is damaged, or lost its bytes without an erasure.
        """
        self._catch_up()
        return tuple(self._entries)

    def erased(self) -> frozenset[str]:
        """Return the ids whose bodies were erased."""
        self._catch_up()
        return self._erased

    def recorded(self) -> Instant:
        """Return the recorded instant of the last row."""
        self._catch_up()
        return cast(Instant, self._recorded)

    def _catch_up(self) -> None:
        first = self._recorded is None
        start = 0 if first else len(self._entries) + 1
        at = self._recorded
        fresh: list[Recorded] = []
        buried: list[tuple[int, Recorded]] = []
        for row in self._store.rows(start):
            fields = row_fields(row.position, row.body) if row.body is not None else {}
            at = row_instant(row.position, fields) if fields else at
            if row.position:
                fresh.append(_entry(row, fields, cast(Instant, at)))
                buried += [(position, fresh[-1]) for position in erased_positions(fields)]
        self._keep(fresh, buried)
        self._recorded = at

    def _keep(self, fresh: list[Recorded], buried: list[tuple[int, Recorded]]) -> None:
        entries = self._entries + fresh if fresh else self._entries
        for position, erasure in buried:
            entries[position - 1] = self._tombstone(entries, position, erasure)
        lost = next(
            (each for each in entries[len(self._entries) :] if each.record is UNNAMED), None
        )
        if lost is not None:
            raise IntegrityError(lost.position, "its bytes are gone, and no erasure names it")
        self._entries = entries
        self._erased |= {cast(Erasure, erasure.record).erases for _, erasure in buried}

    def _tombstone(self, entries: list[Recorded], position: int, erasure: Recorded) -> Recorded:
        row = next(iter(self._store.rows(position, position + 1)))
        order = cast(Erasure, erasure.record)
        if row.kept_leaf is None:
            raise IntegrityError(position, f"still holds the bytes that {erasure.id} erased")
        return Recorded(
            position=position,
            recorded=_not_later_than(entries, position),
            id=order.erases,
            record=Tombstone(
                leaf=row.kept_leaf.hex(),
                erased_by=erasure.id,
                authority=order.authority,
                reason=order.reason,
            ),
            digest=entries[position - 1].digest,
        )


def _entry(row: Row, fields: Mapping[str, JSON], at: Instant) -> Recorded:
    digest = row.chain.hex()
    if not fields:
        return Recorded(position=row.position, recorded=at, id="", record=UNNAMED, digest=digest)
    try:
        record = from_plain_record(fields)
    except CodecError as error:
        raise IntegrityError(row.position, f"its record cannot be read: {error}") from error
    identity = str(fields.get("id"))
    return Recorded(position=row.position, recorded=at, id=identity, record=record, digest=digest)


def _not_later_than(entries: list[Recorded], position: int) -> Instant:
    before = entries[position - 2] if position > 1 else entries[position - 1]
    return before.recorded
