"""Where the ids are in an SQLite log: a few sorted runs, instead of a place for each in a tree."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from timeline.log.id_runs import Run, keys_of, likely, merged, read_run, run, to_merge
from timeline.log.port import Row
from timeline.log.tables import identities, raw_id, stored_row

NAMES: Final = ("id_run", "gone_id")
"""Names of the tables. Both may be dropped: they are made again of the rows."""

TABLES: Final = (
    *(f"DROP TABLE IF EXISTS {name}" for name in ("identity", *NAMES)),  # the first is of old logs
    """
    CREATE TABLE id_run (
        first INTEGER PRIMARY KEY,
        last INTEGER NOT NULL,
        ids BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE gone_id (
        id BLOB PRIMARY KEY,
        pos INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

_ASKED: Final = 500
"""Values that one statement asks for; SQLite takes at least 999."""

_REMEMBER: Final = "INSERT INTO gone_id (id, pos) VALUES (?, ?)"


class SQLiteIds:
    """
    The positions of ids, negative where the record was erased.

    A run says where an id may be, and the row itself whether it is there. Where the runs are not
    those of the rows, because they were dropped or another program changed the rows, they are
    made again. Call it within a transaction.

    Args:
        connection: The file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute, self._executemany = connection.execute, connection.executemany
        self._read: dict[tuple[int, int], Run] = {}
        self._now: tuple[int, list[Run]] | None = None

    def positions(self, asked: Sequence[str]) -> dict[str, int]:
        """
        Return the positions of those ids that are there.

        Raises:
            IntegrityError: A row is damaged.
        """
        named = {raw: each for each in asked if (raw := raw_id(each)) is not None}
        if not named:
            return {}
        raws, (last, some_are_gone) = list(named), self._ends()
        runs = self._at_hand(last)
        if runs is None:
            runs, gone = self._made(last)
        else:
            gone = self._gone(raws) if some_are_gone else {}
        found = {named[raw]: at for raw, at in gone.items() if raw in named}
        for which, at in likely(runs, keys_of(raws)):
            if self._is_at(raws[which], at):
                found.setdefault(named[raws[which]], at)
        return found

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        """Remember the ids of the last rows."""
        if not rows:
            return
        first, last = rows[0][1].position, rows[-1][1].position
        runs = self._at_hand(first - 1)
        if runs is None:
            runs = self._write_again(first - 1)
        raws = [(raw_id(each), row) for each, row in rows]
        there = [(raw, row.position) for raw, row in raws if raw and row.body is not None]
        gone = [(raw, -row.position) for raw, row in raws if raw and row.body is None]
        self._write([*runs, run(first, last, there)], len(runs))
        if gone:
            self._executemany(_REMEMBER, gone)

    def erase(self, identity: str, position: int) -> None:
        """Remember an id as that of an erased record."""
        last, _ = self._ends()
        if self._stored(last) is None:
            self._write_again(last)
        self._execute(_REMEMBER, (raw_id(identity), -position))

    def forget(self) -> None:
        """Read the runs again: what was written was taken back."""
        self._read, self._now = {}, None

    def _at_hand(self, upto: int) -> list[Run] | None:
        """Return the runs of so many rows; those that were seen last, if they are of as many."""
        if self._now is None or self._now[0] != upto:
            runs = self._stored(upto)
            self._now = None if runs is None else (upto, runs)
        return None if self._now is None else self._now[1]

    def _stored(self, upto: int) -> list[Run] | None:
        """Return the runs that are stored, or None where they are not those of so many rows."""
        found: dict[tuple[int, int], Run] = {}
        behind = 0
        for ends in self._execute("SELECT first, last FROM id_run ORDER BY first").fetchall():
            each = self._read.get(ends) or self._run(ends)
            if each is None or each.first != behind:
                return None
            found[ends], behind = each, each.last + 1
        self._read = found
        return list(found.values()) if behind == upto + 1 else None

    def _run(self, ends: tuple[object, object]) -> Run | None:
        query = "SELECT ids FROM id_run WHERE first = ? AND last = ?"
        found = self._execute(query, ends).fetchone()
        first, last = ends
        stored = found[0] if found else None
        if isinstance(first, int) and isinstance(last, int) and isinstance(stored, bytes):
            return read_run(first, last, stored)
        return None  # a damaged file

    def _made(self, upto: int) -> tuple[list[Run], Mapping[bytes, int]]:
        """Return what the rows up to a position say of themselves."""
        there: list[tuple[bytes, int]] = []
        gone: dict[bytes, int] = {}
        for raw, at in self._told(upto):
            if at < 0:
                gone[raw] = at
            else:
                there.append((raw, at))
        return ([run(0, upto, there)] if upto >= 0 else []), gone

    def _told(self, upto: int) -> Iterator[tuple[bytes, int]]:
        query = "SELECT pos, body, chain FROM record WHERE pos <= ? ORDER BY pos"
        for columns in self._execute(query, (upto,)):
            yield from identities(stored_row(*columns))

    def _write_again(self, upto: int) -> list[Run]:
        runs, gone = self._made(upto)
        for table in NAMES:
            self._execute(f"DELETE FROM {table}")  # noqa: S608 - one of two
        self._write(runs, 0)
        self._executemany(_REMEMBER, gone.items())
        return runs

    def _write(self, runs: list[Run], written: int) -> None:
        """Write runs, of which so many are there, those as one that have become too many."""
        kept = written
        while many := to_merge([len(each) for each in runs]):
            runs[-many:] = [merged(runs[-many:])]
            kept = min(kept, len(runs) - 1)
        if kept < written:
            self._execute("DELETE FROM id_run WHERE first >= ?", (runs[kept].first,))
        for each in runs[kept:]:
            values = each.first, each.last, each.stored
            self._execute("INSERT INTO id_run (first, last, ids) VALUES (?, ?, ?)", values)
        self._read = {(each.first, each.last): each for each in runs}
        self._now = (runs[-1].last if runs else -1), runs

    def _gone(self, raws: Sequence[bytes]) -> dict[bytes, int]:
        found: dict[bytes, int] = {}
        for start in range(0, len(raws), _ASKED):
            asked = raws[start : start + _ASKED]
            marks = ",".join("?" * len(asked))
            query = f"SELECT id, pos FROM gone_id WHERE id IN ({marks})"  # noqa: S608 - marks
            found |= dict(self._execute(query, asked).fetchall())
        return found

    def _is_at(self, raw: bytes, position: int) -> bool:
        query = "SELECT pos, body, chain FROM record WHERE pos = ?"
        columns = self._execute(query, (position,)).fetchone()
        return columns is not None and (raw, position) in identities(stored_row(*columns))

    def _ends(self) -> tuple[int, bool]:
        """Return the position of the last row, -1 where none is, and whether ids are gone."""
        query = "SELECT (SELECT max(pos) FROM record), EXISTS (SELECT 1 FROM gone_id)"
        last, some_are_gone = self._execute(query).fetchone()
        return -1 if last is None else last, bool(some_are_gone)
