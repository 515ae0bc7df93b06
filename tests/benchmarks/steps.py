"""What a log in memory costs step by step: its first as-of, further ones, entries, appends."""

import gc
import time
from collections.abc import Callable
from statistics import median

from attrs import define, field

import timeline
from tests.benchmarks.made_up import opened, published_text
from timeline.ledger import Log
from timeline.log import MemoryStore

ROUNDS = 7
ENOUGH = 0.5
FIRST = 50

Work = Callable[[], object]


def seconds(work: Work) -> float:
    """Return the median processor time of some work in seconds; long work is done but once."""
    taken: list[float] = []
    gc.collect()
    gc.disable()
    try:
        while len(taken) < ROUNDS and sum(taken) < ENOUGH:
            taken.append(once(work))
    finally:
        gc.enable()
    return median(taken)


def once(work: Work) -> float:
    """Return the processor time of some work in seconds: nothing measured here has two threads."""
    started = time.process_time()
    work()
    return time.process_time() - started


@define
class Case:
    """
    Rows of a log, to be opened afresh for each step, so that nothing is decoded beforehand.

    Args:
        store: The rows.
        count: How many.
        latest: When the last of them was published, µs since 1970.
    """

    store: MemoryStore
    count: int
    latest: int
    _appended: int = field(default=0, init=False)
    _asked: int = field(default=0, init=False)

    def built(self) -> Log:
        """Return the log, asked once, so with its index built."""
        log = opened(self.store)
        len(log.as_of())
        return log

    def asked(self, log: Log) -> timeline.Chronology:
        """Return the chronology at a moment on both clocks, at another one each time."""
        self._asked += 1
        by = published_text(self.latest * 7 // 10 + self._asked)
        return log.as_of(published=by, position=self.count * 8 // 10 - self._asked)

    def one_more(self) -> timeline.Event:
        """Return a record that the log does not have yet."""
        self._appended += 1
        return timeline.Event(
            key=f"new{self._appended}",
            happened="2024-03-04",
            published="2024-03-05T12:00Z",
            source="Herald",
            summary="Another report",
        )


def build(case: Case) -> float:
    """Measure taking the rows in and building the index: the first as-of."""
    return seconds(case.built)


def as_of(case: Case) -> float:
    """Measure a further as-of, and how many entries it has."""
    log = case.built()
    return seconds(lambda: len(case.asked(log)))


def problems(case: Case) -> float:
    """Measure what could not be resolved, nothing being decoded yet."""
    log = case.built()
    return once(lambda: case.asked(log).problems)


def entries(case: Case) -> float:
    """Measure making the first entries, nothing being decoded yet."""
    log = case.built()
    return once(lambda: tuple(log.as_of()[:FIRST]))


def entries_again(case: Case) -> float:
    """Measure making the first entries once more."""
    log = case.built()
    tuple(log.as_of()[:FIRST])
    return once(lambda: tuple(log.as_of()[:FIRST]))


def append(case: Case) -> float:
    """Measure appending one record to the log in memory."""
    log = case.built()
    return seconds(lambda: log.append(case.one_more()))


def append_then_as_of(case: Case) -> float:
    """Measure an as-of after one more record came, without the append."""
    log, taken = case.built(), list[float]()
    while len(taken) < ROUNDS and sum(taken) < ENOUGH:
        log.append(case.one_more())
        taken.append(once(lambda: len(log.as_of())))
    return median(taken)


STEPS: dict[str, Callable[[Case], float]] = {
    "rows to first as-of": build,
    "as-of": as_of,
    "problems": problems,
    "50 entries": entries,
    "50 entries again": entries_again,
    "append one": append,
    "as-of after append": append_then_as_of,
}
