"""A log in memory: the same bytes as every other store, gone with the process."""

import threading
from collections.abc import Iterator, Sequence
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
    def writing(self) -> Iterator["_MemoryWriter"]:
        """Return a block whose rows are kept when it ends without an error."""
        with self._lock:
            self._check_open()
            writer = _MemoryWriter(list(self._rows), dict(self._positions))
            yield writer
            self._rows, self._positions = writer.kept, writer.known
            if writer.erased:
                self._shelves.clear()

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
    """A copy that replaces the store's rows when the block ends well."""

    def __init__(self, kept: list[Row], known: dict[str, int]) -> None:
        self.kept, self.known, self.erased = kept, known, False

    def tail(self) -> Row | None:
        return self.kept[-1] if self.kept else None

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        return {each: self.known[each] for each in ids if each in self.known}

    def row(self, position: int) -> Row:
        return self.kept[position]

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        self.kept += [row for _, row in rows]
        self.known |= {
            identity: -row.position if row.body is None else row.position
            for identity, row in rows
            if identity
        }

    def erase(self, identity: str, row: Row) -> None:
        self.kept[row.position] = Row(row.position, None, row.chain, row.leaf)
        self.known[identity] = -row.position
        self.erased = True
