"""States of projections in the SQLite file of their log: one row each, in a table of their own."""

import sqlite3
from typing import Final

from timeline.log.keeping import Kept, Shelf, same

_TABLE: Final = """
    CREATE TABLE IF NOT EXISTS projection (
        name TEXT NOT NULL,
        slot TEXT NOT NULL CHECK (slot IN ('standing', 'building')),
        basis TEXT NOT NULL,
        pos INTEGER NOT NULL,
        digest TEXT NOT NULL,
        mark TEXT NOT NULL,
        state BLOB NOT NULL,
        PRIMARY KEY (name, slot)
    ) STRICT
"""
_IS_THERE: Final = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'projection'"
_FOUND: Final = "SELECT slot, basis, pos, digest, mark, state FROM projection WHERE name = ?"
_ADDED: Final = "INSERT INTO projection VALUES (?, ?, ?, ?, ?, ?, ?)"


def kept(connection: sqlite3.Connection, name: str) -> Shelf:
    """Return what is kept under a name."""
    if not _is_there(connection):
        return Shelf()
    found = {slot: _kept(*rest) for slot, *rest in connection.execute(_FOUND, (name,)).fetchall()}
    return Shelf(standing=found.get("standing"), building=found.get("building"))


def keep(connection: sqlite3.Connection, name: str, before: Shelf, after: Shelf) -> bool:
    """Replace what is kept under a name, within the transaction of the caller."""
    connection.execute(_TABLE)
    if not same(kept(connection, name), before):
        return False
    for slot in ("standing", "building"):
        old, new = getattr(before, slot), getattr(after, slot)
        if old != new:
            connection.execute("DELETE FROM projection WHERE name = ? AND slot = ?", (name, slot))
            if new is not None:
                connection.execute(_ADDED, (name, slot, *_columns(new)))
    return True


def drop_all(connection: sqlite3.Connection) -> None:
    """Take away all that is kept, since something is erased; the file zeroes what it frees."""
    if _is_there(connection):
        connection.execute("DELETE FROM projection")


def _is_there(connection: sqlite3.Connection) -> bool:
    return connection.execute(_IS_THERE).fetchone() is not None


def _kept(basis: str, position: int, digest: str, mark: str, state: bytes) -> Kept:
    return Kept(basis=basis, position=position, digest=digest, mark=mark, state=state)


def _columns(each: Kept) -> tuple[str, int, str, str, bytes]:
    return (each.basis, each.position, each.digest, each.mark, each.state)
