"""A log in memory: the same bytes as every other store, gone with the process."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from timeline.errors import ClosedLogError
from timeline.log.keeping import Shelf, same
from timeline.log.port import Row


class MemoryStore:
    """Rows in a list; threads may share it."""

    target = ":memory:"

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._positions: dict[str, int] = {}
        self._shelves: dict[str, Shelf] = {}
        self._lock = threading.RLock()
        self._closed = False

    @contextmanager
    def writing(self, ids: Sequence[str] = ()) -> Iterator["_MemoryWriter"]:  # noqa: ARG002 - all are near
        """Return a block whose rows are kept when it ends without an error."""
        with self._lock:
            self._check_open()
            writer = _MemoryWriter(self._rows, self._positions)
            yield writer
            if writer.erased:
                rows = (*self._rows, *writer.added)
                self._rows = [writer.erased.get(each.position, each) for each in rows]
                self._shelves.clear()
            else:
                self._rows += writer.added
            self._positions |= writer.known

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Return the rows from `start` up to and without `stop`, as they are now."""
        self._check_open()
        yield from self._rows[start:stop]

    def tail(self) -> Row | None:
        """Return the last row, or None in a new store."""
        self._check_open()
        return self._rows[-1] if self._rows else None

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""
        self._check_open()
        return {each: self._positions[each] for each in ids if each in self._positions}

    def kept(self, name: str) -> Shelf:
        """Return what is kept of a projection."""
        self._check_open()
        return self._shelves.get(name, Shelf())

    def keep(self, name: str, before: Shelf, after: Shelf) -> bool:
        """Replace what is kept of a projection, if it is still what it was."""
        with self._lock:
            if not same(self.kept(name), before):
                return False
            self._shelves[name] = after
            return True

    def close(self) -> None:
        """Forget everything."""
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise ClosedLogError(self.target)


class _MemoryWriter:
    """What a block changes, beside the store's rows, which stay as they are until it ends well."""

    def __init__(self, rows: Sequence[Row], positions: Mapping[str, int]) -> None:
        self._rows, self._positions = rows, positions
        self.added: list[Row] = []
        self.known: dict[str, int] = {}
        self.erased: dict[int, Row] = {}

    def tail(self) -> Row | None:
        size = len(self._rows) + len(self.added)
        return self.row(size - 1) if size else None

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        known = {each: self._positions[each] for each in ids if each in self._positions}
        return known | {each: self.known[each] for each in ids if each in self.known}

    def row(self, position: int) -> Row:
        if position in self.erased:
            return self.erased[position]
        before = len(self._rows)
        return self._rows[position] if position < before else self.added[position - before]

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        self.added += [row for _, row in rows]
        self.known |= {
            identity: -row.position if row.body is None else row.position
            for identity, row in rows
            if identity
        }

    def erase(self, identity: str, row: Row) -> None:
        self.erased[row.position] = Row(row.position, None, row.chain, row.leaf)
        self.known[identity] = -row.position
