"""
Crashes by the thousand: processes killed while they append, and power failures (G1, G2, G3).

    nice -n 10 python -m tests.scores.crashes jsonl 2000

For the store named: how many children were killed, how many of them within an append, what was
lost; then as many images of what a power failure may leave, and the controls, which promise too
little: a disk that never flushes, or other settings of SQLite. Ends with 1 if anything was lost,
or a control lost too little. Beside them stand settings and disks of which it is only told what
they lose. Another argument says where the logs are, as on a disk that flushes quickly.
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

from attrs import frozen

from tests.log.crashes import Kills, Open
from tests.log.outages import JSON_LINES, NAME, Medium, Outages
from tests.log.power import Trust
from tests.log.sqlite_outages import NAME as DATABASE
from tests.log.sqlite_outages import NEVER, NORMAL, SMALL, WAL, sqlite
from timeline.log import JSONLinesStore, SQLiteStore, TornTailWarning

STORES: dict[str, Open] = {
    "jsonl": lambda home: JSONLinesStore(home / NAME),
    "sqlite": lambda home: SQLiteStore(home / DATABASE),
}


@frozen(kw_only=True)
class Look:
    """
    Images to be looked at.

    Args:
        name: What they are of.
        medium: What the log is kept in.
        deaf: Flushes that do nothing.
        trust: What becomes of a sector in the middle of a write.
        share: How much of the count.
        least: The share that has to be lost, for a control; None where it is only told.
    """

    name: str
    medium: Medium
    deaf: frozenset[int] = frozenset()
    trust: Trust = Trust.WHOLE
    share: float = 0.1
    least: float | None = 0.0


DEAF = frozenset(range(1_000))
LOOKS: dict[str, list[Look]] = {
    "jsonl": [
        Look(name="images", medium=JSON_LINES, share=1),
        Look(name="control, nothing flushed", medium=JSON_LINES, deaf=DEAF, least=0.1),
    ],
    "sqlite": [
        Look(name="images", medium=sqlite(), share=0.5),
        Look(name="images, pages spilled", medium=sqlite(SMALL), share=0.5),
        Look(name="images, torn sectors", medium=sqlite(SMALL), trust=Trust.TORN),
        Look(name="images, garbled blocks", medium=sqlite(), trust=Trust.GARBLED),
        Look(
            name="control, synchronous=OFF",
            medium=sqlite(NEVER),
            least=0.1,
        ),
        Look(name="control, WAL and NORMAL", medium=sqlite(WAL | NORMAL), least=0.1),
        Look(name="told, TRUNCATE and NORMAL", medium=sqlite(NORMAL), least=None),
        Look(name="told, WAL and EXTRA", medium=sqlite(WAL), least=None),
        Look(
            name="told, spilled and garbled",
            medium=sqlite(SMALL),
            trust=Trust.GARBLED,
            least=None,
        ),
    ],
}
SHARE = 10
"""One in so many kills has to hit within an append."""

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


def looked_at(store: str, look: Look, count: int, folder: Path) -> bool:
    """Look at images, print what they lost, and return whether it is as promised."""
    found = Outages(
        folder=folder,
        rng=random.Random(count),
        medium=look.medium,
        deaf=look.deaf,
        trust=look.trust,
    )
    name = f"{store} {look.name}"
    _repeated(lambda: found.session(20), lambda: found.images, count, name)
    print(
        f"{name}: {found.images}, {found.halfway} of them of a moment within an append;"
        f" {len(found.lost)} lost something"
    )
    _told([] if look.least else found.lost)
    if look.least is None:
        return True
    return len(found.lost) >= look.least * found.images if look.least else not found.lost


def main(name: str, count: int, where: str | None = None) -> int:
    """Run all that there is for a store; return the exit code."""
    warnings.simplefilter("ignore", TornTailWarning)
    warnings.filterwarnings("ignore", ".*was put into WAL mode", RuntimeWarning)
    right = []
    with TemporaryDirectory(dir=where) as folder:
        right.append(kills(name, count, Path(folder)))
    for look in LOOKS[name]:
        with TemporaryDirectory(dir=QUICK if QUICK.is_dir() else where) as folder:
            images = max(round(look.share * count), STEP)
            right.append(looked_at(name, look, images, Path(folder)))
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
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream
    sys.exit(main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:]))
