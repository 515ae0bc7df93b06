"""
Durable appends: the stores in a file side by side, one record at a time and by the thousand.

    python tests/benchmarks/appends.py FOLDER 200 50

The numbers are how many single appends and how many batches; all stores take turns, so that each
meets the same disk at the same time.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.ledger import Log
from timeline.log import SQLiteStore
from timeline.log.jsonl import JSONLinesStore
from timeline.testing.rows import events

BATCH = 1_000


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(folder: Path, singles: int, batches: int) -> None:
    """Print the rates of each store."""
    with TemporaryDirectory(dir=folder) as name:
        logs = {
            "jsonl": Log(JSONLinesStore(Path(name, "case.jsonl"))),
            "sqlite": Log(SQLiteStore(Path(name, "case.db"))),
        }
        taken = {each: [0.0, 0.0] for each in logs}
        for turn in range(singles):
            for each, log in logs.items():
                (event,) = events(1, first=turn)
                taken[each][0] += seconds(lambda log=log, event=event: log.append(event))  # type: ignore[misc]  # a default binds it
        for turn in range(batches):
            batch = events(BATCH, first=singles + turn * BATCH)
            for each, log in logs.items():
                taken[each][1] += seconds(lambda log=log, batch=batch: log.append(*batch))  # type: ignore[misc]  # as above
        for each, (single, many) in taken.items():
            print(
                f"{each:>8} {singles / single:8.0f} single appends a second,"
                f" {batches * BATCH / many:10,.0f} records a second in batches of {BATCH:,}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
