"""
Totals with bounds and records, against pandas doing the same sums without either.

    python tests/benchmarks/totals.py 100000

Both sum the dead of made-up strikes by month, in one run, in processor time on one thread, from
three beginnings: the stored rows, which both decode; entries that were made before; and columns
that are ready on both sides. pandas decodes with `json.loads` what it needs of a row and nothing
else, and checks nothing; `total` checks that each row holds a valid record, and can name the
happenings and the records behind each sum. What it saw of the rows stays with the log: the next
question, at any other moment, is that of the fourth line, and pandas decodes again.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from attrs import evolve

import timeline
from timeline.chronology import Chronology
from timeline.resolution.revision import Revision
from timeline.resolution.settled import Settled

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


def decoded(bodies: Sequence[bytes]) -> pd.DataFrame:
    """Return the months and low ends of stored rows, decoded as far as that needs."""
    rows = (json.loads(body)["body"] for body in bodies)
    told = [(each["happened"][:7], low(each["killed"])) for each in rows]
    return pd.DataFrame(told, columns=["month", "low"])


def low(killed: dict[str, list[int]]) -> int:
    """Return the low end of a stored figure."""
    if "between" in killed:
        return killed["between"][0]
    return int(str(killed.get("exactly", killed.get("at_least", 0))))


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


def with_entries(known: Chronology) -> Chronology:
    """Return a chronology whose entries are all made."""
    source = Settled(entries=tuple(known), problems=(), revised=Revision(()))
    return evolve(known, source=source, rows=np.arange(len(known)))


def main(count: int) -> None:
    """Print the times of both, and their ratios."""
    log = timeline.open_log(":memory:")
    log.append(*strikes(count))
    known = log.as_of()
    bodies = [row.body for row in log._store.rows(1) if row.body is not None]
    in_rows = seconds(lambda: in_library(known), 1)
    made = with_entries(known)
    table = frame(made)
    told = {
        "stored rows": (in_rows, lambda: in_pandas(decoded(bodies))),
        "entries": (seconds(lambda: in_library(made[:])), lambda: in_pandas(frame(made))),
        "columns": (seconds(lambda: in_library(known)), lambda: in_pandas(table)),
        "next as_of": (
            seconds(lambda: in_library(log.as_of())),
            lambda: in_pandas(decoded(bodies)),
        ),
    }
    print(f"{count:,} strikes, {12 * 10} months; processor time, median of {ROUNDS}")
    for name, ((mine, answer), theirs) in told.items():
        other, expected = seconds(theirs)
        same = "same sums" if answer == expected else "OTHER SUMS"
        ratio = f"{mine / other:6.2f} times the time"
        print(
            f"{name:>12}  total {mine * 1e3:9.1f} ms  pandas {other * 1e3:9.1f} ms  {ratio}  {same}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
