"""Totals by the calendar, share by share and row by row: slow, and plain to read."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from timeline.chronology import Chronology
from timeline.projections.buckets import Buckets, Calendar
from timeline.projections.counting import MOST_BUCKETS, Counted, Total, Units, summed
from timeline.projections.shares import Left, Rule, Share, shares


def plain_totals(
    known: Chronology, figure: str, by: Calendar, rule: Rule, zone: str
) -> tuple[tuple[Total, ...], tuple[Total, ...], tuple[str, ...]]:
    """Return the rows, the whole, and what reaches beyond the rows."""
    told = (shares(each, figure, rule, known.policy) for each in known)
    found = [share for each in told if not isinstance(each, Left) for share in each or ()]
    units = Units(share.figure for share in found)
    rows, beyond = by_calendar(found, Buckets(by, zone), units)
    return rows, summed([(None, [(each, True) for each in found])], units), beyond


def by_calendar(
    found: Sequence[Share], buckets: Buckets, units: Units
) -> tuple[tuple[Total, ...], tuple[str, ...]]:
    """Return the sum of each bucket, in order, and the keys of what reaches beyond them."""
    rows: dict[int, Counted] = {}
    wide: list[tuple[Share, int | None, int | None]] = []
    for share in found:
        first, last = buckets.reach(share.window)
        if first is None or last is None or last - first >= MOST_BUCKETS:
            wide.append((share, first, last))
            continue
        for at in filter(buckets.exists, range(first, last + 1)):
            rows.setdefault(at, []).append((share, first == last))
    places = sorted(rows)
    for share, first, last in wide:
        start = 0 if first is None else bisect_left(places, first)
        end = len(places) if last is None else bisect_right(places, last)
        for at in places[start:end]:
            rows[at].append((share, False))
    made = summed([(buckets.bucket(at), rows[at]) for at in places], units)
    return made, tuple(dict.fromkeys(share.entry.key for share, _, _ in wide))
