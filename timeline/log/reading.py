"""Reading: rows become `Recorded` entries, and what was erased becomes a tombstone."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from timeline.canonical import JSON
from timeline.codec import Record, from_plain_record
from timeline.errors import CodecError, IntegrityError
from timeline.log.glances import Glance, Glances, Positions
from timeline.log.integrity import ERASING, erased_positions, row_fields, row_instant, row_plain
from timeline.log.origins import row_origin
from timeline.log.port import Imported, Recorded, Row, Store, Tombstone, Withheld
from timeline.records import Erasure, Instant

MOST_KEPT = 65_536
"""Decoded entries that are kept for the next look."""

_NEAR, _MOST_AT_ONCE = 16, 4_096
"""Rows so far from each other are read on their own; so many wanted ones are read at once."""


class Reader:
    """
    The entries of a store, decoded when they are looked at.

    Args:
        store: Where the rows are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._glances = Glances(store)
        self._kept: OrderedDict[int, Recorded] = OrderedDict()
        self._orders: dict[int, Recorded] = {}
        self._searched = 1
        self._instants: dict[int, Instant] = {}

    def entries(self, start: int = 1, stop: int | None = None) -> Iterator[Recorded]:
        """
        Return the entries from a position up to and without another, without the genesis.

        Raises:
            IntegrityError: A row is damaged.
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

    def decoded(self, row: Row) -> Recorded:
        """
        Return the entry of a row that was read.

        Raises:
            IntegrityError: It is damaged.
        """
        return self._decoded(row)

    def glance(self, positions: Positions, figure: str) -> Glance:
        """Return what the rows at some positions state of a figure; none is decoded."""
        return self._glances.glance(positions, figure)

    def plains(self, positions: Iterable[int]) -> Iterator[tuple[int, Mapping[str, JSON]]]:
        """
        Return the fields of some rows as they are stored, none of one that was erased.

        They are read a stretch at a time, and checked no further than `row_plain` does.

        Args:
            positions: Where they stand, in order.

        Raises:
            IntegrityError: One of them is no row of its position.
        """
        for stretch in _stretches(positions):
            wanted = set(stretch)
            for row in self._store.rows(stretch[0], stretch[-1] + 1):
                if row.position in wanted:
                    body = row.body
                    yield row.position, {} if body is None else row_plain(row.position, body)

    def forget(self) -> None:
        """Let go of what was decoded, since some of it was erased, and its instant with it."""
        self._kept.clear()
        self._instants.clear()
        self._glances.forget()

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
        at, origin = row_instant(row.position, fields), row_origin(fields)
        return _recorded(row, at, str(fields.get("id")), record, origin)

    def _tombstone(self, row: Row) -> Recorded:
        erasure = self._erasure_of(row.position)
        at, leaf = self._before(row.position), row.leaf.hex()
        if erasure is None:
            return _recorded(row, at, f"withheld:{leaf}", Withheld(leaf=leaf))
        order = cast(Erasure, erasure.record)
        stone = Tombstone(
            leaf=leaf, erased_by=erasure.id, authority=order.authority, reason=order.reason
        )
        return _recorded(row, at, order.erases, stone)

    def _erasure_of(self, position: int) -> Recorded | None:
        if position not in self._orders:
            for row in self._store.rows(self._searched):
                if row.body is not None and ERASING in row.body:
                    self._take_order(row, row.body)
                self._searched = row.position + 1
        return self._orders.get(position)

    def _take_order(self, row: Row, body: bytes) -> None:
        erased = erased_positions(row_fields(row.position, body))
        if erased:
            decoded = self._decoded(row)
            self._orders |= dict.fromkeys(erased, decoded)
            self._instants.clear()  # what took its instant from an erased row has another one now

    def _before(self, position: int) -> Instant:
        passed = []
        while position not in self._instants:
            passed.append(position)
            position -= 1
            if position < 0:
                raise IntegrityError(0, "the genesis row lost its bytes")
            body = self._row(position).body
            if body is not None:
                self._instants[position] = row_instant(position, row_fields(position, body))
        found = self._instants[position]
        self._instants |= dict.fromkeys(passed, found)
        return found


def _stretches(positions: Iterable[int]) -> Iterator[list[int]]:
    """Return positions in runs that are read at once: near each other, and not too many."""
    run: list[int] = []
    for each in positions:
        if run and (each - run[-1] > _NEAR or len(run) >= _MOST_AT_ONCE):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _recorded(
    row: Row,
    at: Instant,
    identity: str,
    record: Record | Tombstone | Withheld,
    origin: Imported | None = None,
) -> Recorded:
    return Recorded(
        position=row.position,
        recorded=at,
        id=identity,
        record=record,
        digest=row.chain.hex(),
        imported_from=origin,
    )
