"""
How many changes to a stored log verify finds, of all there are to a log of fifty records (G7).

Run `python -m tests.scores.tampering [RECORDS]`, 50 if not given. Every bit of every stored row is
flipped, each row deleted, doubled, swapped and edited, in memory and in the table of an SQLite
file. A change counts as found if verify names its position; where a bit was flipped, verify goes on
from the row in front of it, since it looks at nothing twice. Every bit of a JSON Lines file of up
to ten records is flipped, too; there it counts as found if the log does not open, or if verify
refuses it by a checkpoint from before. It ends with exit code 1 if any change is missed.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from attrs import evolve

from tests.log.tampering import (
    ORIGIN,
    Change,
    bit_flips,
    edits,
    found,
    found_from,
    holding,
    log_of,
    moves,
    passes,
    records,
    rewritten,
)
from timeline.errors import IntegrityError, TimelineError
from timeline.ledger import Log, open_log
from timeline.log import Row, SQLiteStore, Store
from timeline.testing.rows import NOON

GoesOn = Callable[[int, Store], int | None]
"""Verifies a store that was changed at a position; returns the position that is named."""

_MOST = 10


class Table:
    """The rows of an SQLite file, changed past the library."""

    def __init__(self, path: Path, rows: list[Row]) -> None:
        with open_log(path, clock=lambda: NOON, origin=ORIGIN):
            pass
        self.store, self.rows = SQLiteStore(path), rows
        self._execute = self.store._connection.execute
        self._execute("PRAGMA synchronous=OFF")
        self._execute("DROP TRIGGER record_kept")
        self._execute("DROP TRIGGER record_unchanged")
        self._filled(rows)

    def changed(self, rows: list[Row]) -> Store:
        """Return the store with other rows, of which as few as can be are written."""
        if [row.position for row in rows] != [row.position for row in self.rows]:
            self._filled(numbered_apart(rows))
        else:
            for old, new in zip(self.rows, rows, strict=True):
                if old is not new:
                    values = (new.body, new.chain, new.position)
                    self._execute("UPDATE record SET body = ?, chain = ? WHERE pos = ?", values)
        self.rows = rows
        return self.store

    def _filled(self, rows: list[Row]) -> None:
        self._execute("BEGIN")
        self._execute("DELETE FROM record")
        for row in rows:
            values = (row.position, row.body, row.chain)
            self._execute("INSERT INTO record (pos, body, chain) VALUES (?, ?, ?)", values)
        self._execute("COMMIT")


def numbered_apart(rows: list[Row]) -> list[Row]:
    """Return rows in the order of their positions, of which a table can hold each but once."""
    once = {row.position: row for row in rows}
    return [once[at] for at in sorted(once)]


def counted(
    what: str, changes: Iterable[Change], stored: Callable[[list[Row]], Store], goes_on: GoesOn
) -> tuple[int, int]:
    """Print and return how many changes were found, and how many were tried."""
    hits, tried, began, shown = 0, 0, time.monotonic(), 0
    for change in changes:
        tried += 1
        where = goes_on(min(change.found), stored(list(change.rows)))
        if where in change.found:
            hits += 1
        elif shown < _MOST:
            shown += 1
            print(f"  missed: {change.what}: {where}")
    print(f"{what}: {hits:,} of {tried:,} found ({time.monotonic() - began:.0f} s)", flush=True)
    return hits, tried


def for_a_table(changes: Iterable[Change]) -> Iterable[Change]:
    """Return the changes that a table with one row for each position can hold."""
    for change in changes:
        positions = [row.position for row in change.rows]
        if positions == sorted(set(positions)):
            yield change


def _whole(_: int, store: Store) -> int | None:
    return found(store)


def _from_there(rows: list[Row]) -> GoesOn:
    before = passes(rows)
    return lambda at, store: found_from(before[at], store.rows(at))


def by_checkpoint(rows: list[Row]) -> tuple[int, int]:
    """Print how many shortened and rewritten logs are found by a checkpoint."""
    noted = Log(holding(rows), clock=lambda: NOON).checkpoint()
    forged = [rows[:count] for count in range(1, len(rows))]
    for at in range(len(rows)):
        name, more = (b'"nonce":"', b'"nonce":"A') if at else (b'"log":"', b'"log":"0')
        forged.append(rewritten(rows, at, (rows[at].body or b"").replace(name, more, 1)))
    hits = sum(_refused(each, noted) for each in forged)
    print(f"shortened or rewritten, by a checkpoint: {hits:,} of {len(forged):,} found")
    return hits, len(forged)


def _refused(rows: list[Row], noted: object) -> bool:
    log = Log(holding(rows), clock=lambda: NOON)
    log.verify()
    try:
        log.verify(str(noted))
    except IntegrityError:
        return True
    return False


def lines(folder: Path, count: int) -> tuple[int, int]:
    """Print how many flipped bits of a JSON Lines file are found, or do not let it open."""
    path, changed = folder / "case.jsonl", folder / "changed.jsonl"
    with open_log(path, clock=lambda: NOON, origin=ORIGIN) as log:
        log.append(*records(count))
        noted = log.checkpoint()
    data, hits, began, shown = path.read_bytes(), 0, time.monotonic(), 0
    for bit in range(8 * len(data)):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        changed.write_bytes(flipped)
        seen = _seen(changed, noted)
        hits += seen
        if not seen and shown < _MOST:
            shown += 1
            print(f"  missed: bit {bit} of {8 * len(data)}")
        for each in folder.glob("changed*"):
            each.unlink()
    spent = time.monotonic() - began
    print(f"JSON Lines, bits of the file: {hits:,} of {8 * len(data):,} found ({spent:.0f} s)")
    return hits, 8 * len(data)


def _seen(path: Path, noted: object) -> bool:
    try:
        with open_log(path, clock=lambda: NOON) as log:
            log.verify(str(noted))
    except TimelineError:
        return True
    return False


def main(count: int) -> int:
    """Print every score, and return how many changes were missed."""
    rows = list(log_of(count)._store.rows())
    size = sum(len(row.body or b"") + len(row.chain) for row in rows)
    print(f"{count} records, {size:,} bytes of bodies and chain values")
    from_there = _from_there(rows)
    done = [
        counted("memory, bits", bit_flips(rows), holding, from_there),
        counted("memory, rows moved", moves(rows), holding, _whole),
        counted("memory, rows edited", edits(rows), holding, _whole),
        by_checkpoint(rows),
    ]
    with tempfile.TemporaryDirectory() as folder:
        table = Table(Path(folder, "case.db"), rows)
        moved = for_a_table(chain(moves(rows), edits(rows)))
        done.append(counted("SQLite table, rows moved and edited", moved, table.changed, _whole))
        table.changed([evolve(row) for row in rows])
        flips = bit_flips(table.rows)
        done.append(counted("SQLite table, bits", flips, table.changed, from_there))
        table.store.close()
        done.append(lines(Path(folder), min(count, 10)))
    return sum(tried - hits for hits, tried in done)


if __name__ == "__main__":
    missed = main(int(sys.argv[1]) if sys.argv[1:] else 50)
    print(f"missed: {missed}")
    sys.exit(bool(missed))
