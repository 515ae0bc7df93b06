"""
How time and memory grow with the log: in plain histories, and in shapes that are hard on it.

    python -m tests.benchmarks.growth columns 10000 100000 1000000 10000000
    python -m tests.benchmarks.growth log 10000 100000 1000000
    python -m tests.benchmarks.growth shapes 12500 25000 50000 100000

`columns` measures the index over integer columns, `log` all of it through a log in memory.
`shapes` prints, for each shape and each step, by how much the time grows when the records double:
2 is linear. It begins with logs much smaller than asked for, and leaves a step alone where the
next log would take it longer than a budget; it says at how many records that was.
"""

import argparse
import gc
import resource
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from statistics import median

import numpy as np
from attrs import frozen

from tests.benchmarks.made_up import Draft, columns, history, index, made_up_halves, stored
from tests.benchmarks.shapes import HOUR, SHAPES
from tests.benchmarks.steps import FIRST, STEPS, Case, Work, seconds

SMALLEST = 90
GOAL = 160
WORSE = 2.8
"""Ratio that is no longer linear: 2, and what noise adds on a busy machine."""

MOST_MEMORY = 6 * 2**30
"""Bytes that the shapes may take; a step that wants more fails by itself."""


def kept(make: Work) -> tuple[int, int]:
    """Return how many bytes what is made keeps, and how many it takes at the most meanwhile."""
    gc.collect()
    tracemalloc.start()
    made = make()
    gc.collect()
    found = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return found


def memory(make: Work, count: int) -> str:
    """Return in words what something keeps for each record."""
    stays, most = kept(make)
    return f"{stays / count:8.0f} bytes a record kept (goal {GOAL}), {most / count:.0f} meanwhile"


# ---------------------------------------------------------------- columns


def measure_columns(count: int) -> None:
    """Print what building the index over columns and looking into it costs."""
    told = history(count)
    given = columns(told, made_up_halves(count))
    build = partial(index, told, given)
    found = build()
    by, position = int(np.quantile(given.published[1:], 0.7)), int(count * 0.8)

    def asked() -> object:
        rows = found.visible(by, position)
        return len(rows), found.account[rows[:FIRST]].tolist()

    line("build", seconds(build), count)
    line("as-of and first 50 accounts", seconds(asked), count)
    print(f"{'':>12}{'memory, without columns':>32} {memory(build, count)}")


# ---------------------------------------------------------------- log


def measure_log(count: int) -> None:
    """Print what a log in memory costs from taking its rows in to the next append."""
    told = history(count)
    case = Case(store=stored(told)[0], count=count, latest=int(told.published.max()))
    for name, step in STEPS.items():
        line(name, step(case), count)
    print(f"{'':>12}{'memory, columns and keys too':>32} {memory(case.built, count)}")


def line(name: str, taken: float, count: int) -> None:
    """Print what one step took."""
    each = taken / count * 1e6
    print(f"{count:>12,}{name:>32} {taken * 1e3:10.2f} ms {each:10.3f} µs a record", flush=True)


# ---------------------------------------------------------------- shapes


@frozen
class Run:
    """How long a step took at how many records, or why it did not end."""

    count: int
    taken: float
    failed: str = ""


def measure_shape(shape: Callable[[Draft, int], None], sizes: Sequence[int], budget: float) -> None:
    """Print how each step grows with a shape."""
    runs: dict[str, list[Run]] = {name: [] for name in STEPS}
    for count in sizes:
        waiting = [name for name, done in runs.items() if may_go_on(done, budget)]
        if not waiting:
            break
        made = Draft()
        shape(made, count)
        case = Case(store=made.store(), count=count, latest=count * HOUR)
        for name in waiting:
            runs[name].append(run(partial(STEPS[name], case), count))
    for name, done in runs.items():
        print(f"{shape.__name__:>26}{name:>22} {summary(done)}", flush=True)


def run(step: Callable[[], float], count: int) -> Run:
    """Return what became of a step."""
    try:
        return Run(count, step())
    except (RecursionError, MemoryError) as error:
        return Run(count, 0, type(error).__name__)


def may_go_on(done: Sequence[Run], budget: float) -> bool:
    """Return whether a step may be tried with twice the records."""
    if len(done) < 2:
        return True
    growth = max(2, done[-1].taken / done[-2].taken) if done[-2].taken else 2
    return not done[-1].failed and done[-1].taken * growth < budget


def summary(done: Sequence[Run]) -> str:
    """Return in words how far a step came, and how it grew."""
    last = done[-1]
    if last.failed:
        return f"{last.count:>10,} {last.failed}"
    ratios = [b.taken / a.taken for a, b in pairwise(done)][-3:]
    told = " ".join(f"{each:5.1f}" for each in ratios)
    worse = "  worse than linear" if median(ratios or [0]) > WORSE else ""
    return f"{last.count:>10,} {last.taken * 1e3:10.1f} ms  {told}{worse}"


def with_smaller(sizes: Sequence[int]) -> Iterator[int]:
    """Return sizes, and before them the least one halved again and again."""
    halved = [min(sizes)]
    while halved[0] // 2 >= SMALLEST:
        halved.insert(0, halved[0] // 2)
    yield from halved[:-1]
    yield from sorted(sizes)


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description="How time and memory grow with the log.")
    parser.add_argument("what", choices=["columns", "log", "shapes"])
    parser.add_argument("sizes", type=int, nargs="+", help="how many records")
    parser.add_argument("--budget", type=float, default=20, help="seconds for a step of a shape")
    parser.add_argument("--only", nargs="*", help="names of shapes", default=[])
    given = parser.parse_args()
    if given.what == "shapes":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        for shape in SHAPES:
            if not given.only or shape.__name__ in given.only:
                measure_shape(shape, list(with_smaller(given.sizes)), given.budget)
        return
    for count in given.sizes:
        (measure_columns if given.what == "columns" else measure_log)(count)


if __name__ == "__main__":
    main()
