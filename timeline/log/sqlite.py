"""A log in one SQLite file: the embedded default, durable before an append returns."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from timeline.errors import ClosedLogError, StoreError
from timeline.log.port import Row
from timeline.log.tables import identities, raw_id, stored_body, stored_position, stored_row

APPLICATION_ID = 0x746C6C31
SCHEMA_VERSION = 1
LONGEST_WAIT = 30.0
"""Seconds to wait for another writer."""

_CHUNK = 1000
_PRAGMAS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA fullfsync=1",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)
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
    f"PRAGMA user_version={SCHEMA_VERSION}",
)
_IDENTITY = (
    "CREATE TABLE identity (id BLOB PRIMARY KEY, pos INTEGER NOT NULL) STRICT, WITHOUT ROWID"
)


class SQLiteStore:
    """Rows in a table that refuses updates and deletions; threads may share it."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.target = os.fspath(path)
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._closed = False
        self._connection = _connected(self.target)
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._connection.close()
            raise _refused(self.target, error) from error
        except StoreError:
            self._connection.close()
            raise

    @contextmanager
    def writing(self) -> Iterator["_SQLiteWriter"]:
        """Return a block in one transaction, begun with the write lock, durable at its end."""
        with self._lock, self._answering():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield _SQLiteWriter(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Return the rows from `start` up to and without `stop`, read in pieces."""
        at = start
        while stop is None or at < stop:
            end = at + _CHUNK if stop is None else min(at + _CHUNK, stop)
            with self._lock, self._answering():
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
        with self._lock, self._answering():
            return _SQLiteWriter(self._connection).tail()

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""
        with self._lock, self._answering():
            return _SQLiteWriter(self._connection).positions(ids)

    def close(self) -> None:
        """Close the file; closing twice is once."""
        with self._lock:
            if not self._closed and self._process == os.getpid():
                self._connection.close()
            self._closed = True

    @contextmanager
    def _answering(self) -> Iterator[None]:
        if self._closed:
            raise ClosedLogError(self.target)
        if self._process != os.getpid():
            advice = "open the log again in the new process"
            raise StoreError(self.target, "was opened before the process forked", advice)
        try:
            yield
        except sqlite3.Error as error:
            raise _refused(self.target, error) from error

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
        for pragma in _PRAGMAS:
            execute(pragma)
        if "record" in tables and "identity" in tables:
            return
        with self.writing() as writer:
            writer.create()


class _SQLiteWriter:
    """The statements of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._executemany = connection.executemany

    def create(self) -> None:
        """Create what is missing; another process may have been faster."""
        query = "SELECT name FROM sqlite_master WHERE type='table'"
        tables = {name for (name,) in self._execute(query)}
        if "record" not in tables:
            for statement in _TABLES:
                self._execute(statement)
        if "identity" not in tables:
            self._execute(_IDENTITY)
            found = self._execute("SELECT pos, body, chain FROM record WHERE pos > 0 ORDER BY pos")
            for row in (stored_row(*each) for each in found.fetchall()):
                self._execute_each(identities(row))

    def tail(self) -> Row | None:
        query = "SELECT pos, body, chain FROM record ORDER BY pos DESC LIMIT 1"
        found = self._execute(query).fetchone()
        return stored_row(*found) if found else None

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        query = "SELECT pos FROM identity WHERE id = ?"
        found = ((each, self._execute(query, (raw_id(each),)).fetchone()) for each in ids)
        return {each: row[0] for each, row in found if row}

    def row(self, position: int) -> Row:
        query = "SELECT pos, body, chain FROM record WHERE pos = ?"
        return stored_row(*self._execute(query, (position,)).fetchone())

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        self._executemany(
            "INSERT INTO record (pos, body, chain) VALUES (?, ?, ?)",
            [(row.position, stored_body(row), row.chain) for _, row in rows],
        )
        self._remember(rows)

    def erase(self, identity: str, row: Row) -> None:
        gone = stored_body(Row(row.position, None, row.chain, row.leaf))
        self._execute("UPDATE record SET body = ? WHERE pos = ?", (gone, row.position))
        self._execute("UPDATE identity SET pos = -pos WHERE id = ?", (raw_id(identity),))

    def _remember(self, rows: Sequence[tuple[str, Row]]) -> None:
        known = ((raw_id(identity), stored_position(row)) for identity, row in rows if identity)
        self._execute_each(known)

    def _execute_each(self, known: Iterable[tuple[bytes | None, int]]) -> None:
        self._executemany("INSERT INTO identity (id, pos) VALUES (?, ?)", known)


def _connected(target: str) -> sqlite3.Connection:
    folder = Path(target).parent
    if not folder.is_dir():
        raise StoreError(target, f"the folder {folder} does not exist", "create it first")
    try:
        return sqlite3.connect(
            target, timeout=LONGEST_WAIT, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise _refused(target, error) from error


def _refused(target: str, error: sqlite3.Error) -> StoreError:
    advice = {
        "SQLITE_BUSY": "another process holds the log; try again when it has finished",
        "SQLITE_READONLY": "make the file and its folder writable",
        "SQLITE_FULL": "free some disk space; nothing was appended",
        "SQLITE_NOTADB": "name another file, or one made by this library",
        "SQLITE_CANTOPEN": "check that the file and its folder can be read and written",
    }.get(getattr(error, "sqlite_errorname", ""), "nothing was appended")
    return StoreError(target, str(error), advice)
