"""
Totals with bounds and records, against pandas doing the same sums without either.

    python tests/benchmarks/totals.py 100000

Both sum the dead of made-up strikes by month, in one run, in processor time on one thread, from
three beginnings: the stored rows, which both decode; entries that were made before; and columns
that are ready on both sides. pandas decodes with `json.loads` what it needs of a row and nothing
else, and checks nothing; `total` makes every record, with its checks, and names the happenings
and the records behind each sum.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Sequence

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


def main(count: int) -> None:
    """Print the times of both, and their ratios."""
    log = timeline.open_log(":memory:")
    log.append(*strikes(count))
    known = log.as_of()
    kept = Policy(name="latest published, all made at once", rank=lambda _one, _among: ())
    made = log.as_of(policy=kept)
    bodies = [row.body for row in log._store.rows(1) if row.body is not None]
    table = frame(made)
    told = {
        "stored rows": (lambda: in_library(known), lambda: in_pandas(decoded(bodies))),
        "entries": (lambda: in_library(made[:]), lambda: in_pandas(frame(made))),
        "columns": (lambda: in_library(known), lambda: in_pandas(table)),
    }
    print(f"{count:,} strikes, {12 * 10} months; processor time, median of {ROUNDS}")
    for name, (ours, theirs) in told.items():
        rounds = 1 if name == "stored rows" else ROUNDS
        (mine, answer), (other, expected) = seconds(ours, rounds), seconds(theirs)
        same = "same sums" if answer == expected else "OTHER SUMS"
        ratio = f"{mine / other:6.1f} times the time"
        print(
            f"{name:>12}  total {mine * 1e3:9.1f} ms  pandas {other * 1e3:9.1f} ms  {ratio}  {same}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
