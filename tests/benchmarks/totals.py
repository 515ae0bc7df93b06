"""
Totals with bounds and records, against pandas doing the same sums without either.

    python tests/benchmarks/totals.py 100000

Both sum the dead of made-up strikes by month, in one run, in processor time on one thread.
`total` is measured twice: with its entries decoded as it looks at them, and over entries that
were made before. pandas is measured twice as well: over a frame that is there, and with the
frame made of the same entries, as it would have to be.
"""

import random
import sys
import time
from collections.abc import Callable

import pandas as pd

import timeline
from timeline.chronology import Chronology
from timeline.resolution import Policy

ROUNDS = 3
PUBLISHED = "2025-01-01T00:00Z"
FIGURES = ("3", "0", "at least 2", "about 5", "1 to 4", "unknown")
Answer = dict[str, tuple[int, int]]
"""Of each month the greatest low end, and how many strikes lie in it."""


def strikes(count: int) -> list[timeline.Strike]:
    """Return made-up strikes, each known to the day, in ten years."""
    rng = random.Random(7)
    return [
        timeline.Strike(
            key=f"strike-{number}",
            happened=day(rng),
            published=PUBLISHED,
            source="Made up",
            summary="A strike",
            killed=rng.choice(FIGURES),
        )
        for number in range(count)
    ]


def day(rng: random.Random) -> str:
    """Return a day of ten years, each month as long as the shortest."""
    return f"{2014 + rng.randrange(10)}-{1 + rng.randrange(12):02}-{1 + rng.randrange(28):02}"


def in_library(known: Chronology) -> Answer:
    """Return the sums by month, of the projection."""
    found = timeline.total(known, "killed", by="month")
    return {each.name: (int(each.sum.floor or 0), len(each.certain)) for each in found.rows}


def frame(known: Chronology) -> pd.DataFrame:
    """Return the months and low ends of a chronology's strikes."""
    told = [(each.happened.text[:7], each.figures["killed"].floor) for each in known]
    return pd.DataFrame(told, columns=["month", "low"])


def in_pandas(table: pd.DataFrame) -> Answer:
    """Return the sums by month, of pandas: low ends only."""
    found = table.groupby("month")["low"].agg(["sum", "count"])
    return {str(month): (int(low), int(count)) for month, low, count in found.itertuples()}


def seconds(work: Callable[[], Answer], rounds: int = ROUNDS) -> tuple[float, Answer]:
    """Return the median processor time of some work, and its answer."""
    taken, answer = [], Answer()
    for _ in range(rounds):
        start = time.process_time()
        answer = work()
        taken.append(time.process_time() - start)
    return sorted(taken)[rounds // 2], answer


def main(count: int) -> None:
    """Print the times of both, and their ratios."""
    log = timeline.open_log(":memory:")
    log.append(*strikes(count))
    known = log.as_of()
    kept = Policy(name="latest published, all made at once", rank=lambda _one, _among: ())
    made = log.as_of(policy=kept)
    table = frame(made)
    told = {
        "total, decoding included": seconds(lambda: in_library(known), 1),
        "total, entries made before": seconds(lambda: in_library(made)),
        "pandas, frame of made entries": seconds(lambda: in_pandas(frame(made))),
        "pandas, frame made before": seconds(lambda: in_pandas(table)),
    }
    fastest, expected = told["pandas, frame made before"]
    print(f"{count:,} strikes, {len(expected)} months; processor time, median of {ROUNDS}")
    for name, (taken, answer) in told.items():
        same = "same sums" if answer == expected else "OTHER SUMS"
        print(f"{name:>30} {taken * 1e3:11.1f} ms  {taken / fastest:9.1f} times  {same}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
