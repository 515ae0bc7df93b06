"""
Opening a log and asking once, with the index beside it, against only reading its rows.

    python -m tests.benchmarks.opening 100000 1000000

The rows are read with the store's own cursor, from start to end, and nothing is done with them.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.made_up import RECORDED, history, stored
from timeline.ledger import Log
from timeline.log import SQLiteStore
from timeline.resolution.index.index_file import index_path

ROUNDS = 5
GOAL = 20


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of some work, in seconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def main(count: int, folder: Path) -> None:
    """Print how long opening takes for a log of as many records."""
    path = folder / f"{count}.db"
    made, _ = stored(history(count))
    store = SQLiteStore(path)
    with store.writing() as writer:
        writer.add([("", row) for row in made.rows()])
    store.close()

    def opened() -> int:
        with Log(SQLiteStore(path), clock=lambda: RECORDED) as log:
            return len(log.as_of(published="2011-06-01T00:00Z", position=count * 4 // 5))

    def read() -> int:
        with Log(SQLiteStore(path), clock=lambda: RECORDED) as log:
            return sum(1 for _ in log._store.rows())

    first = seconds(opened, rounds=1)
    size = index_path(path).stat().st_size
    reading, opening = seconds(read), seconds(opened)
    print(f"{count:,} records, index of {size / count:.0f} bytes a record; median of {ROUNDS}")
    each = f"{first / count * 1e6:.1f} µs each"
    print(f"  rows taken in, index built {first * 1e3:10.0f} ms  {each}")
    print(f"  rows read                  {reading * 1e3:10.0f} ms")
    share = f"1/{reading / opening:.0f} of that, goal 1/{GOAL}"
    print(f"  opened, first as-of        {opening * 1e3:10.0f} ms  {share}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for given in sys.argv[1:] or ["100000"]:
            main(int(given), Path(folder))
