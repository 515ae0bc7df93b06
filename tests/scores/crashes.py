"""
Crashes by the thousand: processes killed while they append, and power failures (G1, G2, G3).

    nice -n 10 python -m tests.scores.crashes jsonl 2000

For each store named: how many children were killed, how many of them within an append, what was
lost; and for JSON Lines as many images of what a power failure may leave, and the control, a disk
that never flushes. Ends with 1 if anything was lost, or the control lost too little.
"""

import os
import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.log.crashes import Kills, Open
from tests.log.outages import NAME, Outages
from timeline.log import JSONLinesStore, SQLiteStore, TornTailWarning

STORES: dict[str, Open] = {
    "jsonl": lambda home: JSONLinesStore(home / NAME),
    "sqlite": lambda home: SQLiteStore(home / "case.db"),
}
SHARE = 10
"""One in so many kills has to hit within an append, and of the control's images be lost."""

STEP = 100
QUICK = Path("/dev/shm")  # noqa: S108 - images need no real disk, and there are many


def kills(name: str, count: int, folder: Path) -> bool:
    """Kill children, print what came of it, and return whether it is as promised."""
    found = Kills(folder, STORES[name], random.Random(count))
    _repeated(found.strike, lambda: found.count + len(found.lost), count, f"{name} kills")
    print(
        f"{name}: {found.count} kills, {found.halfway} within an append,"
        f" of which {found.kept} left the whole batch; {len(found.lost)} logs lost something"
    )
    _told(found.lost)
    return not found.lost and found.halfway * SHARE >= found.count


def outages(count: int, folder: Path, deaf: Iterable[int] = ()) -> Outages:
    """Look at images of power failures, and print what they lost."""
    found = Outages(folder=folder, rng=random.Random(count), deaf=frozenset(deaf))
    name = "jsonl control images, nothing flushed" if found.deaf else "jsonl images"
    _repeated(lambda: found.session(20), lambda: found.images, count, name)
    print(
        f"{name}: {found.images}, {found.halfway} of them of a moment within an append;"
        f" {len(found.lost)} lost something"
    )
    _told(found.lost if not found.deaf else [])
    return found


def main(name: str, count: int) -> int:
    """Run all that there is for a store; return the exit code."""
    warnings.simplefilter("ignore", TornTailWarning)
    right = []
    with TemporaryDirectory() as folder:
        right.append(kills(name, count, Path(folder)))
    if name == "jsonl":
        with TemporaryDirectory(dir=QUICK if QUICK.is_dir() else None) as folder:
            right.append(not outages(count, Path(folder)).lost)
        with TemporaryDirectory(dir=QUICK if QUICK.is_dir() else None) as folder:
            control = outages(max(count // SHARE, STEP), Path(folder), deaf=range(1_000))
            right.append(len(control.lost) * SHARE >= control.images)
    return 0 if all(right) else 1


def _repeated(work: Callable[[], None], done: Callable[[], int], count: int, name: str) -> None:
    start = time.monotonic()
    told = 0
    while done() < count:
        work()
        if done() // STEP > told:
            told = done() // STEP
            print(f"  {name}: {done()} in {time.monotonic() - start:.0f} s", file=sys.stderr)


def _told(lost: Iterable[str]) -> None:
    for each, times in Counter(lost).most_common(10):
        print(f"  {times} × {each}")


if __name__ == "__main__":
    if not hasattr(os, "fork"):
        sys.exit("needs fork and SIGKILL")
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
