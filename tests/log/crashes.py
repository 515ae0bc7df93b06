"""Crashes of the process: a child appends and tells of it through a pipe until it is killed."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from attrs import define, field

from tests.log.batches import LostError, batch, whole_batches
from timeline.errors import TimelineError
from timeline.ledger import Log
from timeline.log import Store
from timeline.testing.rows import NOON

Open = Callable[[Path], Store]
"""Opens the store under test in a folder, again and again."""

BEGUN, ACKNOWLEDGED = b"b", b"a"
"""What the child writes before and after each append."""

ROUNDS = 10
"""Kills before a new log is begun."""


@define
class Kills:
    """
    Kills in a row, in a folder, and what they did.

    Args:
        folder: An empty folder.
        opened: Opens the store.
        rng: Draws the moments.
        count: How many kills there were.
        halfway: How many of them hit within an append.
        kept: How many of those left the batch that was being appended.
        lost: What was wrong after those that lost something.
    """

    folder: Path
    opened: Open
    rng: random.Random
    count: int = 0
    halfway: int = 0
    kept: int = 0
    lost: list[str] = field(factory=list)

    def strike(self) -> None:
        """Kill one child at some moment, and look at what it left."""
        home = self.folder / f"log-{self.count // ROUNDS}"
        home.mkdir(exist_ok=True)
        try:
            whole = self._whole(home, acknowledged=0, begun=10_000)
            told = appended_until_killed(home, self.opened, whole, self._moment)
            self.count += 1
            begun, acknowledged = told.count(BEGUN), told.count(ACKNOWLEDGED)
            self.halfway += begun > acknowledged
            found = self._whole(home, acknowledged=whole + acknowledged, begun=whole + begun)
            self.kept += found > whole + acknowledged
        except (LostError, TimelineError) as error:
            self.lost.append(f"{home.name}: {type(error).__name__}: {error}")

    def _moment(self, once_acknowledged: float) -> float:
        """Return how long to wait, in seconds, after the first append, which took so long."""
        return self.rng.uniform(0, 3 * once_acknowledged)

    def _whole(self, home: Path, *, acknowledged: int, begun: int) -> int:
        """Return how many batches there are, after making the log where there is none."""
        with closing(self.opened(home)) as store:
            Log(store, clock=lambda: NOON)
            return whole_batches(store, acknowledged=acknowledged, begun=begun)


def appended_until_killed(
    home: Path, opened: Open, first: int, moment: Callable[[float], float]
) -> bytes:
    """
    Return what a child told that appended batches until it was killed.

    Args:
        home: Where the log is.
        opened: Opens the store.
        first: Number of the first batch.
        moment: Returns how many seconds to wait, given those that the first append took.

    Raises:
        LostError: The child could not append.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _append_for_ever(home, opened, first, writing)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        told = pipe.read(1)
        start = time.perf_counter()
        told += pipe.read(1)
        time.sleep(moment(time.perf_counter() - start))
        os.kill(child, signal.SIGKILL)
        while more := pipe.read(1024):
            told += more
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
        raise LostError("the child ended by itself")
    return told


def _append_for_ever(home: Path, opened: Open, number: int, pipe: int) -> None:
    """Append until killed; whatever ends a child before that is noticed by its exit."""
    with suppress(BaseException):
        log = Log(opened(home), clock=lambda: NOON)
        while True:
            records = batch(number)
            os.write(pipe, BEGUN)
            log.append(*records)
            os.write(pipe, ACKNOWLEDGED)
            number += 1
    os._exit(1)
