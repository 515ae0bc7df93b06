"""
What changed between two moments, against comparing every line of the two, in one run.

    python -m tests.benchmarks.changes 10000 100000 1000000

The naive way makes every entry of both chronologies and compares them line by line; it is asked
only of logs up to a size. Both give the same changes, which is checked wherever both are asked.
"""

import gc
import sys
import time
from statistics import median

import timeline
from tests.benchmarks.made_up import History, history, opened, published_text, stored
from tests.resolution.policies import gone_through
from timeline.ledger import Log
from timeline.log import MemoryStore
from timeline.projections import Changes
from timeline.resolution import LATEST_PUBLISHED

ROUNDS = 5
DIFFERENCES = 100
GROWING = (10, 100, 1_000, 10_000)
NAIVE_UP_TO = 10_000
NAIVE = gone_through(LATEST_PUBLISHED)


def dates(told: History, differences: int) -> tuple[str, str]:
    """Return two dates between which so many records were published, in the middle of it all."""
    ordered = sorted(told.published[1:].tolist())
    start = len(ordered) // 2
    return published_text(ordered[start]), published_text(ordered[start + differences])


def changed(log: Log, moments: tuple[str, str], *, naively: bool = False) -> Changes:
    """Return what changed, asked afresh."""
    policy = NAIVE if naively else LATEST_PUBLISHED
    before, after = (log.as_of(published=each, policy=policy) for each in moments)
    return timeline.changes(before, after)


def seconds(store: MemoryStore, moments: tuple[str, str]) -> tuple[float, Changes]:
    """Return the median time of a question to a log that was asked before, with the answer."""
    taken, log = [], opened(store)
    len(log.as_of())
    gc.collect()
    gc.freeze()  # the rows of a store in memory are millions of objects to look through
    for _ in range(ROUNDS):
        log._reader.forget()
        started = time.perf_counter()
        found = changed(log, moments)
        taken.append(time.perf_counter() - started)
    return median(taken), found


def main(count: int) -> None:
    """Print how long it takes in a log of as many records."""
    told = history(count)
    store, _ = stored(told)
    print(f"{count:,} records")
    for differences in (each for each in GROWING if each < count // 2):
        moments = dates(told, differences)
        taken, found = seconds(store, moments)
        line = f"  {differences:6,} records between: {taken * 1e3:9.1f} ms, {len(found):6,} changes"
        if differences == DIFFERENCES and count <= NAIVE_UP_TO:
            started = time.perf_counter()
            naive = changed(opened(store), moments, naively=True)
            naively = time.perf_counter() - started
            assert naive == found, "the two ways differ"
            line += f"; naively {naively * 1e3:,.0f} ms, {naively / taken:,.0f} times as long"
        print(line, flush=True)


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10000"]):
        main(size)
