"""
As-of on a warm index, against an `eventsourcing` application that replays for the same answer.

    pip install "eventsourcing>=9.5,<10"
    python -m tests.benchmarks.replay 10000 100000 1000000

The question is that of `as_of.py`: how many happenings are known at a moment on both clocks, and
which accounts speak for the first fifty. Everything is in memory, in one process, on one
thread, in processor time.

Of the ways in which that library reads up to a point, the fastest is taken: one event-sourced log,
`EventSourcedLog.get(lte=position)`, whose events hold nothing but the integers that the answer
needs. An aggregate for each happening took five times as long when tried, as each is fetched and
rebuilt by itself, and needs a version for each where the question has one position for all; the
notification log took a quarter longer. What was read is then folded in plain Python; `fold alone`
is what would be left if reading cost nothing. A projection would be faster, but knows the present
only, and a snapshot helps at those moments alone at which one was taken.

Our side is measured twice. `index` looks the answer up in the index. `log` asks `Log.as_of`, and
has the first fifty entries made as well, each with its reports decoded, its figures, its status.
"""

import argparse
import heapq
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from statistics import median
from types import ModuleType
from uuid import UUID

import numpy as np
from attrs import frozen

from tests.benchmarks.made_up import (
    History,
    columns,
    halved,
    history,
    index,
    opened,
    published_text,
    stored,
)
from tests.benchmarks.steps import FIRST, once, seconds
from timeline.log import MemoryStore

ROUNDS = 3
BATCH = 10_000
INSTALL = 'eventsourcing is not installed; pip install "eventsourcing>=9.5,<10"'

Answer = tuple[int, list[int]]
Ask = Callable[[int, int], Answer]


@frozen(slots=False)
class Reported:
    """
    One record as an event of the other library, its version being its position.

    Args:
        originator_id: The log.
        originator_version: Position, from 1.
        key: Number of the key.
        happened: Day.
        published: µs since 1970.
        identity: First eight bytes of the id, which break ties.
        target: Position of the account that is corrected; 0 for a report.
    """

    originator_id: UUID
    originator_version: int
    key: int
    happened: int
    published: int
    identity: int
    target: int


class Replay:
    """
    The records in an application of the other library, on its recorder in memory.

    Args:
        library: `eventsourcing.application`.
        told: The records.
        ids: Id of each position.
    """

    def __init__(self, library: ModuleType, told: History, ids: list[str]) -> None:
        name = UUID(int=1)
        application = library.Application()
        self._log = library.EventSourcedLog(application.events, name, Reported)
        table = (told.key, told.happened, told.published, halved(ids)[0], told.target)
        rows = zip(*(each.tolist() for each in table), strict=True)
        made = [Reported(name, at, *row) for at, row in enumerate(rows)][1:]
        for start in range(0, len(made), BATCH):
            application.save(*made[start : start + BATCH])

    def asked(self, published: int, position: int) -> Answer:
        """Return the answer, read and folded afresh."""
        return folded(self.read(position), published)

    def read(self, position: int) -> list[Reported]:
        """Return the events up to a position."""
        return list(self._log.get(lte=position))


def folded(events: Iterable[Reported], published: int) -> Answer:
    """Return how many happenings are known, and the positions of the first fifty accounts."""
    seen = [each for each in events if each.published <= published]
    replaced = {each.target for each in seen}
    best: dict[int, Reported] = {}
    for each in seen:
        if each.originator_version in replaced:
            continue
        known = best.get(each.key)
        rank = (each.published, each.identity)
        if known is None or rank > (known.published, known.identity):
            best[each.key] = each
    first = heapq.nsmallest(FIRST, best.values(), key=lambda each: (each.happened, each.key))
    return len(best), [each.originator_version for each in first]


def in_index(told: History, ids: list[str]) -> Ask:
    """Return the as-of as a look into the index."""
    found = index(told, columns(told, halved(ids)))

    def asked(published: int, position: int) -> Answer:
        rows = found.visible(published, position)
        return len(rows), found.account[rows[:FIRST]].tolist()

    return asked


def in_log(store: MemoryStore) -> Ask:
    """Return the as-of as the public interface gives it, with its first entries."""
    log = opened(store)

    def asked(published: int, position: int) -> Answer:
        known = log.as_of(published=published_text(published), position=position)
        speaking = (known.policy.preferred(each.accounts) for each in known[:FIRST])
        return len(known), [each.report.position for each in speaking]

    return asked


def main(count: int, library: ModuleType) -> None:
    """Print the times of each side, and their ratios; both must give one answer."""
    told = history(count)
    store, ids = stored(told)
    replay = Replay(library, told, ids)
    sides = {"index": in_index(told, ids), "log": in_log(store)}
    by, position = int(np.quantile(told.published[1:], 0.7)), int(count * 0.8)
    answer = replay.asked(by, position)
    for name, ask in sides.items():
        assert ask(by, position) == answer, f"{name} has another answer"
    taken = {name: seconds(lambda ask=ask: ask(by, position)) for name, ask in sides.items()}  # type: ignore[misc]  # a default binds it
    events = replay.read(position)
    whole = median(once(lambda: replay.asked(by, position)) for _ in range(ROUNDS))
    alone = median(once(lambda: folded(events, by)) for _ in range(ROUNDS))
    print(f"{count:,} records, {answer[0]:,} happenings known, the same answer on every side")
    for side, each in taken.items():
        print(f"{side:>12} {each * 1e3:12.3f} ms")
    for name, each in {"replay": whole, "fold alone": alone}.items():
        ratios = "  ".join(f"{each / ours:8,.0f} times {side}" for side, ours in taken.items())
        print(f"{name:>12} {each * 1e3:12.3f} ms  {ratios}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="As-of against replaying.")
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000])
    try:
        application = import_module("eventsourcing.application")
    except ModuleNotFoundError:
        sys.exit(INSTALL)
    for size in parser.parse_args().sizes:
        main(size, application)
