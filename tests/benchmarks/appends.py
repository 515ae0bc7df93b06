"""
Durable appends, side by side: the stores in a file, bare SQLite, and `eventsourcing` on SQLite.

    python -m tests.benchmarks.appends FOLDER 200 50

The numbers are how many single appends and how many batches; all take turns, so that each meets
the same disk and the same neighbours. `bare` is SQLite with the pragmas of our store and one table
of the same bytes: what a durable append costs at the least. `eventsourcing`, where it is installed,
saves events with the same fields in its own recorder and with its own settings, which are WAL and
no sync at a commit, so with less durability than ours. Records are made before the clock runs.

`pip install "eventsourcing>=9.5,<10"` brings the peer.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

from attrs import frozen

from timeline.ledger import Log
from timeline.log import SQLiteStore
from timeline.log.jsonl import JSONLinesStore
from timeline.log.sqlite import _PRAGMAS
from timeline.records import Event
from timeline.testing.rows import events

BATCH = 1_000

Append = Callable[[Sequence[Event]], Callable[[], object]]
"""Takes the records of an append, and returns what appends them."""


@frozen(slots=False)
class Told:
    """A report as an event of the other library."""

    originator_id: UUID
    originator_version: int
    key: str
    happened: str
    published: str
    source: str
    summary: str


def ours(log: Log) -> Append:
    """Return what appends to a log."""
    return lambda batch: lambda: log.append(*batch)


def bare(path: Path) -> Append:
    """Return what inserts as many bytes as our store has of a record into one table."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    connection.execute("CREATE TABLE record (pos INTEGER PRIMARY KEY, body BLOB, chain BLOB)")
    body, chain = b"x" * 380, b"c" * 32

    def insert(rows: Sequence[tuple[bytes, bytes]]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO record (body, chain) VALUES (?, ?)", rows)
        connection.execute("COMMIT")

    return lambda batch: partial(insert, [(body, chain)] * len(batch))


def other(path: Path) -> Append:
    """Return what saves the same fields with the other library."""
    os.environ |= {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    application = import_module("eventsourcing.application").Application()
    versions = count(1)

    def told(each: Event) -> Told:
        said = (each.key, each.happened.text, str(each.published), each.source.publisher)
        return Told(UUID(int=1), next(versions), *said, each.summary)

    return lambda batch: partial(application.save, *map(told, batch))


def taken(append: Append, batch: Sequence[Event]) -> tuple[float, float]:
    """Return how long an append takes, and how much of it the processor works, in seconds."""
    work = append(batch)
    start, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - worked


def main(folder: Path, singles: int, batches: int) -> None:
    """Print the rates of each side, and how many times bare SQLite a single append takes."""
    with TemporaryDirectory(dir=folder) as name:
        sides = {
            "bare": bare(Path(name, "bare.db")),
            "sqlite": ours(Log(SQLiteStore(Path(name, "case.db")))),
            "jsonl": ours(Log(JSONLinesStore(Path(name, "case.jsonl")))),
        }
        with suppress(ModuleNotFoundError):
            sides["eventsourcing"] = other(Path(name, "other.db"))
        alone: dict[str, list[tuple[float, float]]] = {side: [] for side in sides}
        many: dict[str, list[tuple[float, float]]] = {side: [] for side in sides}
        for turn in range(singles):
            batch = events(1, first=turn)
            for side, append in sides.items():
                alone[side].append(taken(append, batch))
        for turn in range(batches):
            batch = events(BATCH, first=singles + turn * BATCH)
            for side, append in sides.items():
                many[side].append(taken(append, batch))
    least, _ = medians(alone["bare"])
    for side in sides:
        (single, _), (batch_of, worked) = medians(alone[side]), medians(many[side])
        print(
            f"{side:>14} {single * 1e3:8.2f} ms a single append, {single / least:5.2f} times bare;"
            f" {BATCH / batch_of:10,.0f} records a second in batches of {BATCH:,},"
            f" {worked / BATCH * 1e6:5.1f} µs of processor time each"
        )


def medians(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the median time and the median processor time."""
    return median(each for each, _ in times), median(each for _, each in times)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
