"""
Deaths in conflict events, taken in as records, and summed by month against the file itself.

Run `python tests/scores/ucdp_totals.py PATH`, where PATH is a CSV file of georeferenced events
in the form of the Uppsala Conflict Data Program, with a row of tags below the headings. Low,
best and high come from the file as they stand; what lies wholly in a month counts in full, what
may lie in several counts in the high end of each. The direct sums are made of the columns alone.
"""

import csv
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from attrs import define

import timeline
from timeline.projections import Totals

RELEASED = "2022-06-01T00:00Z"
"""When the release was published; assumed, and the same for all rows."""

Row = dict[str, str]


@define
class Sums:
    """
    Direct sums of one month.

    Args:
        low: Deaths at least, of events that lie wholly in it.
        best: Deaths, of the same; None where some event may lie in another month.
        high: Deaths at most, of all that touch it.
    """

    low: int = 0
    best: int | None = 0
    high: int = 0


def rows_of(path: Path) -> list[Row]:
    """Return the events of a file, without its row of tags."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["id"].isdigit()]


def record(row: Row) -> timeline.Event:
    """Return an event as a record; whether a stretch is a window or a duration nobody says."""
    start, end = row["date_start"][:10], row["date_end"][:10]
    return timeline.Event(
        key=f"ucdp-{row['id']}",
        happened=start if start == end else f"[{start}..{end}]",
        published=RELEASED,
        source="Uppsala Conflict Data Program",
        summary=row["conflict_name"],
        figures={"deaths": figure(row)},
        places=timeline.Place(name=row["adm_1"] or row["country"], precision="region"),
    )


def deaths(row: Row) -> dict[str, int]:
    """Return low, best and high; where they cross, the least and the greatest are the ends."""
    stated = {name: int(row[name]) for name in ("low", "best", "high")}
    return {**stated, "low": min(stated.values()), "high": max(stated.values())}


def figure(row: Row) -> timeline.Quantity:
    """Return the deaths of an event as a figure."""
    stated = deaths(row)
    return timeline.Quantity.estimate(low=stated["low"], best=stated["best"], high=stated["high"])


def crossed(row: Row) -> bool:
    """Return whether the file's own ends cross."""
    return deaths(row) != {name: int(row[name]) for name in ("low", "best", "high")}


def months(row: Row) -> list[str]:
    """Return the months that an event touches."""
    start, end = row["date_start"], row["date_end"]
    first, last = (int(each[:4]) * 12 + int(each[5:7]) - 1 for each in (start, end))
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1)]


def direct(rows: list[Row]) -> dict[str, Sums]:
    """Return the sums of each month, of the columns alone."""
    found: dict[str, Sums] = defaultdict(Sums)
    for row in rows:
        touched = months(row)
        for month in touched:
            sums = found[month]
            sums.high += deaths(row)["high"]
            if len(touched) > 1:
                sums.best = None
                continue
            sums.low += deaths(row)["low"]
            sums.best = None if sums.best is None else sums.best + deaths(row)["best"]
    return found


def told(totals: Totals) -> dict[str, Sums]:
    """Return the sums of each month, as the projection has them."""
    found = {}
    for each in totals.rows:
        floor, best, high = each.sum.floor, each.sum.best, each.sum.high
        found[each.name] = Sums(
            int(floor or 0), None if best is None else int(best), int(high or 0)
        )
    return found


def crossing(totals: Totals) -> list[str]:
    """Return the names of the rows whose bounds cross."""
    found = []
    for each in totals.rows:
        ends = (each.sum.floor, each.sum.best, each.sum.high)
        steps = [end for end in ends if end is not None]
        found += [each.name] if steps != sorted(steps) else []
    return found


def main(path: Path) -> None:
    """Print how many months are right, the whole, and how long it took."""
    rows = rows_of(path)
    log = timeline.open_log(":memory:")
    log.append(*map(record, rows))
    known = log.as_of()
    start = time.perf_counter()
    totals = timeline.total(known, "deaths", by="month")
    taken = time.perf_counter() - start
    expected, found = direct(rows), told(totals)
    whole = totals.whole.sum
    plain = tuple(sum(deaths(row)[end] for row in rows) for end in ("low", "best", "high"))
    same = (whole.floor, whole.best, whole.high) == plain
    right = sum(expected[month] == found.get(month) for month in expected)
    ids = Counter(identity for each in totals.overall for identity in each.ids)
    print(f"{len(rows):,} events, {sum(len(months(row)) > 1 for row in rows)} in several months")
    print(f"{sum(map(crossed, rows))} whose low, best and high cross in the file; widened")
    print(f"months: {right} of {len(expected)} right, of {len(found)} told")
    print(f"whole: {whole}, {'the same as' if same else 'NOT'} the sums of the columns")
    print(f"rows whose bounds cross: {len(crossing(totals))}")
    print(f"records behind the whole: {len(ids):,} of {len(log):,}")
    print(f"{taken:.2f} s, decoding included")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
