"""A log in one SQLite file: the embedded default, durable before an append returns."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from timeline.errors import ClosedLogError, StoreError
from timeline.log import sqlite_ids, sqlite_keeping
from timeline.log.files import check_local, check_process
from timeline.log.keeping import Shelf
from timeline.log.port import Row
from timeline.log.sqlite_ids import SQLiteIds
from timeline.log.sqlite_opening import check_opening, connected, leave_wal
from timeline.log.sqlite_refusals import became, breaks, refused
from timeline.log.tables import stored_body, stored_row

APPLICATION_ID = 0x746C6C31
SCHEMA_VERSION = 1
_CHUNK = 1000
_PRAGMAS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA fullfsync=1",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-65536",  # KiB: what a larger batch has more is written before its commit
)
_MARKED = f"PRAGMA user_version={SCHEMA_VERSION}"
"""Marks the file; also a change that changes nothing, so that a commit flushes what is there."""

_TABLES = (
    """
    CREATE TABLE record (
        pos INTEGER PRIMARY KEY,
        body BLOB NOT NULL,
        chain BLOB NOT NULL CHECK (length(chain) = 32)
    ) STRICT
    """,
    """
    CREATE TRIGGER record_kept BEFORE DELETE ON record
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TRIGGER record_unchanged BEFORE UPDATE ON record
    WHEN NEW.pos <> OLD.pos OR NEW.chain <> OLD.chain
        OR length(NEW.body) <> 33 OR substr(NEW.body, 1, 1) <> x'00'
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    f"PRAGMA application_id={APPLICATION_ID}",
    _MARKED,
)


_ADD = "INSERT INTO record (pos, body, chain) VALUES (?, ?, ?)"


class SQLiteStore:
    """
    Rows in a table that refuses updates and deletions; threads may share it.

    Args:
        path: The file; it is made if there is none.
        on_network: Append also where locks and flushes cannot be relied on, as in a network
            folder that nobody else writes to.
        connect: Opens a connection that begins no transaction by itself; a test may bring one.

    Raises:
        StoreError: The file is something else, cannot be read, or is held in WAL mode by another
            program; or the SQLite library is too old.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        on_network: bool = False,
        connect: Callable[[str], sqlite3.Connection] = connected,
    ) -> None:
        self.target = os.fspath(path)
        self._is_placed = on_network
        check_opening(self.target)
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._closed = False
        self._durable: int | None = None
        try:
            self._connection = connect(self.target)
        except sqlite3.Error as error:
            raise refused(self.target, error) from error
        self._writer = _SQLiteWriter(self._connection)
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._connection.close()
            raise refused(self.target, error) from error
        except StoreError:
            self._connection.close()
            raise

    @contextmanager
    def writing(self, ids: Sequence[str] = ()) -> Iterator["_SQLiteWriter"]:  # noqa: ARG002 - all are near
        """
        Return a block in one transaction, begun with the write lock, durable at its end.

        Raises:
            StoreError: The file cannot be written, or another writer held it for too long. If the
                disk refused in the middle of it, the store is closed; open the log again.
        """
        with self._answering():
            self._check_place()
            leave_wal(self.target, self._connection)
            with self._transaction():
                yield self._writer

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Return the rows from `start` up to and without `stop`, read in pieces."""
        at = start
        while stop is None or at < stop:
            end = at + _CHUNK if stop is None else min(at + _CHUNK, stop)
            with self._answering():
                found = self._connection.execute(
                    "SELECT pos, body, chain FROM record WHERE pos >= ? AND pos < ? ORDER BY pos",
                    (at, end),
                ).fetchall()
            yield from (stored_row(*each) for each in found)
            if len(found) < end - at:
                return
            at = end

    def tail(self) -> Row | None:
        """Return the last row, or None in a new store."""
        with self._answering():
            return self._writer.tail()

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""
        with self._answering(), self._one_state():
            return self._writer.positions(ids)

    def kept(self, name: str) -> Shelf:
        """Return what is kept of a projection."""
        with self._answering():
            return sqlite_keeping.kept(self._connection, name)

    def keep(self, name: str, before: Shelf, after: Shelf) -> bool:
        """Replace what is kept of a projection, if it is still what it was."""
        with self.writing():
            return sqlite_keeping.keep(self._connection, name, before, after)

    def close(self) -> None:
        """Close the file; closing twice is once."""
        if self._process != os.getpid():
            self._closed = True
            return
        with self._lock:
            if not self._closed:
                self._connection.close()
            self._closed = True

    @contextmanager
    def _answering(self) -> Iterator[None]:
        check_process(self.target, self._process)
        with self._lock:
            if self._closed:
                raise ClosedLogError(self.target)
            try:
                yield
            except sqlite3.Error as error:
                raise refused(self.target, error) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._connection.in_transaction:
            advice = "end the block that is open first"
            raise StoreError(self.target, "is being written by this very thread", advice)
        committing = False
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            before = self._connection.total_changes
            yield
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if self._connection.total_changes == before and version != self._durable:
                self._connection.execute(_MARKED)  # a duplicate is acknowledged, so it has to last
            committing = True
            self._connection.execute("COMMIT")
            self._durable = version
        except sqlite3.Error as error:
            self._roll_back(for_good=breaks(error))
            raise refused(self.target, error, became(error, committing=committing)) from error
        except BaseException:
            self._roll_back(for_good=False)
            raise

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """Return a block that reads the file as it is at one moment."""
        begins = not self._connection.in_transaction
        if begins:
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if begins and self._connection.in_transaction:  # an error may have ended it
                self._connection.execute("ROLLBACK")

    def _roll_back(self, *, for_good: bool) -> None:
        """Take a transaction back; what a disk does not let us, the next who opens the log does."""
        self._writer.forget()
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            for_good = True
        if for_good:
            self._closed = True
            with suppress(sqlite3.Error):
                self._connection.close()

    def _check_place(self) -> None:
        if not self._is_placed:
            check_local(os.path.realpath(self.target))
            self._is_placed = True

    def _prepare(self) -> None:
        execute = self._connection.execute
        # in this order: another process may make tables and mark, at once, between the two
        tables = {name for (name,) in execute("SELECT name FROM sqlite_master WHERE type='table'")}
        marks = execute("PRAGMA application_id").fetchone()[0]
        if tables and (marks != APPLICATION_ID or "record" not in tables):
            raise StoreError(
                self.target, "is an SQLite file of something else", "name another file"
            )
        version = execute("PRAGMA user_version").fetchone()[0]
        if tables and version != SCHEMA_VERSION:
            problem = f"has table version {version}; this program knows {SCHEMA_VERSION}"
            raise StoreError(self.target, problem, "open it with a newer timeline-ledger")
        leave_wal(self.target, self._connection)
        for pragma in _PRAGMAS:
            execute(pragma)
        if tables >= {"record", *sqlite_ids.NAMES}:
            return
        with self.writing() as writer:
            writer.create()


class _SQLiteWriter:
    """The statements of a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._execute = connection, connection.execute
        self._ids = SQLiteIds(connection)
        self.positions, self.forget = self._ids.positions, self._ids.forget

    def create(self) -> None:
        """Create what is missing; another process may have been faster."""
        query = "SELECT name FROM sqlite_master WHERE type='table'"
        tables = {name for (name,) in self._execute(query)}
        statements = () if "record" in tables else _TABLES
        if not tables >= set(sqlite_ids.NAMES):
            statements = (*statements, *sqlite_ids.TABLES)
        for statement in statements:
            self._execute(statement)

    def tail(self) -> Row | None:
        query = "SELECT pos, body, chain FROM record ORDER BY pos DESC LIMIT 1"
        found = self._execute(query).fetchone()
        return stored_row(*found) if found else None

    def row(self, position: int) -> Row:
        query = "SELECT pos, body, chain FROM record WHERE pos = ?"
        return stored_row(*self._execute(query, (position,)).fetchone())

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        self._ids.add(rows)
        values = [(row.position, stored_body(row), row.chain) for _, row in rows]
        self._connection.executemany(_ADD, values)

    def erase(self, identity: str, row: Row) -> None:
        gone = stored_body(Row(row.position, None, row.chain, row.leaf))
        self._ids.erase(identity, row.position)
        self._execute("UPDATE record SET body = ? WHERE pos = ?", (gone, row.position))
        sqlite_keeping.drop_all(self._connection)
