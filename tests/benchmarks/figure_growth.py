"""
How the history of a figure grows with the reports of one happening, in three shapes.

    python -m tests.benchmarks.figure_growth 1000 2000 4000 8000 16000

Measured in processor time; the ratios are those from one size to the next: 2 is linear where the
sizes double. The log is built and its index asked beforehand; nothing of it is decoded.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import timeline
from timeline.codec import Record

START = datetime(2024, 1, 1, tzinfo=UTC)


def chain_of_corrections(count: int) -> Iterator[Record]:
    """Return a report, and corrections that each take the place of the last one."""
    first = report(0, "0", "Gazette")
    yield first
    last = timeline.record_id(first)
    for at in range(1, count):
        replacement = report(at, str(at), "Gazette")
        correction = timeline.Correction(
            corrects=last,
            replacement=replacement,
            reason="counted again",
            published=replacement.published,
        )
        yield correction
        last = timeline.record_id(correction)


def separate_origins(count: int) -> Iterator[Record]:
    """Return reports of an origin each, of which the first conflicts with almost all others."""
    yield report(0, "at most 9", "Gazette")
    for at in range(1, count):
        yield report(at, f"at least {at}", f"Paper {at}")


def one_origin(count: int) -> Iterator[Record]:
    """Return reports of one origin, each with another figure than the one before."""
    for at in range(count):
        yield report(at, str(at % 7), "Gazette")


def one_origin_in_no_order(count: int) -> Iterator[Record]:
    """Return the same reports as they may arrive."""
    reports = list(one_origin(count))
    random.Random(7).shuffle(reports)
    yield from reports


SHAPES: tuple[Callable[[int], Iterator[Record]], ...] = (
    *(chain_of_corrections, separate_origins),
    *(one_origin, one_origin_in_no_order),
)


def report(minute: int, killed: str, publisher: str) -> timeline.Strike:
    """Return a report, published so many minutes after the first."""
    return timeline.Strike(
        key="s",
        happened="2024-01-01",
        published=START + timedelta(minutes=minute),
        source=publisher,
        summary="A strike",
        killed=killed,
    )


def log_of(records: Iterator[Record]) -> timeline.Log:
    """Return a log in memory, its index built."""
    log = timeline.open_log(":memory:")
    log.append(*records)
    len(log.as_of())
    return log


def history(log: timeline.Log, clock: str) -> timeline.projections.FigureHistory:
    """Return the history of the figure on a clock."""
    return timeline.figure_history(log, "s", "killed", clock=clock)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def tell(name: str, taken: Sequence[float]) -> None:
    """Print how long each size took, and how it grew."""
    grown = "  ".join(f"{b / a:.2f}" for a, b in pairwise(taken))
    times = "  ".join(f"{each * 1e3:8.0f} ms" for each in taken)
    print(f"{name:>46}  {times}  ratios {grown}", flush=True)


def main() -> None:
    """Print how each shape grows, on either clock, and how finding its conflicts does."""
    parser = argparse.ArgumentParser(description="How the history of a figure grows.")
    parser.add_argument("sizes", type=int, nargs="+", help="how many reports")
    parser.add_argument("--only", nargs="*", help="names of shapes", default=[])
    given = parser.parse_args()
    sizes = given.sizes
    for shape in (each for each in SHAPES if not given.only or each.__name__ in given.only):
        for clock in ("published", "recorded"):
            logs = [log_of(shape(size)) for size in sizes]
            tell(
                f"{shape.__name__}, {clock}",
                [seconds(partial(history, log, clock)) for log in logs],
            )
            histories = [history(log, clock) for log in logs]
            clashing = [seconds(partial(getattr, each, "conflicts")) for each in histories]
            tell(f"{len(histories[-1].conflicts):,} conflicts", clashing)


if __name__ == "__main__":
    main()
