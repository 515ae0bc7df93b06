"""Gaps and overlaps: when nothing is known to have happened, and what shared its time."""

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections.tables import table
from timeline.records import Relation, relation
from timeline.records.civil import DAY, civil_date
from timeline.records.windows import Window, intersection
from timeline.resolution import Entry

_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60_000_000
_HOUR = 60


@frozen(kw_only=True)
class Quiet:
    """
    A stretch in which nothing is known to have happened.

    Args:
        window: Its moments: from the latest possible end before it to the earliest possible
            start behind it.
        before: Keys of what may have lasted until it began.
        after: Keys of what may have begun when it ended.
        perhaps: Keys of what may lie in it, as its time is open on a side: one moment of which
            only the latest or only the earliest is known.
        ids: The records of those before and after.
    """

    window: Window
    before: tuple[str, ...]
    after: tuple[str, ...]
    perhaps: tuple[str, ...]
    ids: tuple[str, ...] = field(repr=False)

    @property
    def length(self) -> int:
        """How long it is, in microseconds."""
        start, end = self.window.earliest, self.window.latest
        return end - start if start is not None and end is not None else 0


@frozen(kw_only=True)
class Quiets:
    """
    The gaps of a chronology.

    Args:
        longer_than: Shortest length that counts, exclusive.
        all: The gaps, in order.
    """

    longer_than: timedelta
    all: tuple[Quiet, ...]

    def __str__(self) -> str:
        return table(
            ("from", "until", "length", "after", "before", "perhaps"), map(_quiet, self.all)
        )


def gaps(chronology: Chronology, *, longer_than: timedelta = timedelta()) -> Quiets:
    """
    Return the stretches in which nothing is known to have happened.

    What lasted without a known end is taken to go on, so no gap follows it; likewise none comes
    before what has no known beginning. One moment of which only the latest, or only the earliest
    is known does not fill the time before or behind it: it is told beside each gap that it may
    lie in. Before the first happening and behind the last there is no gap.

    Args:
        chronology: The happenings; select them with `where`.
        longer_than: Shortest length that counts, exclusive.
    """
    placed = [each for each in chronology if _fills(each)]
    loose = _Loose([each for each in chronology if not _fills(each)])
    starts: dict[int | None, list[Entry]] = {}
    for each in placed:
        starts.setdefault(each.happened.span.earliest, []).append(each)
    least, found = longer_than // _MICROSECOND, list[Quiet]()
    until: int | None = None
    last: list[Entry] = []
    for start in sorted(starts, key=lambda at: (at is not None, at or 0)):
        if until is not None and start is not None and start - until > least:
            found.append(_between((until, start), last, starts[start], loose))
        for each in starts[start]:
            end = each.happened.span.latest
            if end is None:
                return Quiets(longer_than=longer_than, all=tuple(found))
            if until is None or end > until:
                until, last = end, [each]
            elif end == until:
                last.append(each)
    return Quiets(longer_than=longer_than, all=tuple(found))


def _fills(entry: Entry) -> bool:
    span = entry.happened.span
    return entry.happened.lasted or (span.earliest is not None and span.latest is not None)


class _Loose:
    """
    Happenings of one moment of which an end is not known, by the one that is.

    Args:
        entries: The happenings, in the order of the chronology.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._keys = [each.key for each in entries]
        spans = [(at, each.happened.span) for at, each in enumerate(entries)]
        self._by = sorted((each.latest, at) for at, each in spans if each.latest is not None)
        self._from = sorted((each.earliest, at) for at, each in spans if each.earliest is not None)
        self._any = [at for at, each in spans if each.latest is None and each.earliest is None]

    def within(self, start: int, until: int) -> tuple[str, ...]:
        """Return the keys of those that may lie between two moments."""
        by = self._by[bisect_right(self._by, (start, len(self._keys))) :]
        begun = self._from[: bisect_left(self._from, (until, 0))]
        found = sorted([*self._any, *(at for _, at in by), *(at for _, at in begun)])
        return tuple(self._keys[at] for at in found)


def _between(
    window: tuple[int, int], last: Sequence[Entry], following: Sequence[Entry], loose: _Loose
) -> Quiet:
    return Quiet(
        window=Window(*window),
        before=tuple(each.key for each in last),
        after=tuple(each.key for each in following),
        perhaps=loose.within(*window),
        ids=_ids(*last, *following),
    )


@frozen(kw_only=True)
class Overlap:
    """
    Two happenings that share time, or may.

    Args:
        first: Key of the one that stands first in the chronology.
        second: Key of the other.
        relation: How the first stands to the second; only *overlapping* is certain to share one.
        window: The moments that both may have had.
        ids: The records of both.
    """

    first: str
    second: str
    relation: Relation
    window: Window
    ids: tuple[str, ...] = field(repr=False)

    @property
    def certain(self) -> bool:
        """Whether they share a moment for certain."""
        return self.relation is Relation.OVERLAPPING

    def __str__(self) -> str:
        return f"{self.first}, {self.second}: {self.relation.value}"


@frozen(kw_only=True)
class Overlaps:
    """
    The pairs of a chronology that share time, or may.

    Args:
        all: The pairs, in the order of the chronology.
    """

    all: tuple[Overlap, ...]

    @property
    def certain(self) -> tuple[Overlap, ...]:
        """Those that share a moment for certain."""
        return tuple(each for each in self.all if each.certain)

    def __str__(self) -> str:
        return table(("first", "second", "relation", "from", "until"), map(_overlap, self.all))


def overlaps(chronology: Chronology) -> Overlaps:
    """
    Return each two happenings whose times share a moment, for certain or possibly.

    The work is that of sorting, and of the pairs that are found: vague dates share much, so
    select what you ask about.

    Args:
        chronology: The happenings.
    """
    places = {each.key: at for at, each in enumerate(chronology)}
    ordered = sorted(chronology, key=lambda each: (each.happened.sort_key, each.key))
    going_on: list[tuple[float, int, Entry]] = []
    found: list[Overlap] = []
    for entry in ordered:
        start, end = entry.happened.span.earliest, entry.happened.span.latest
        while going_on and start is not None and going_on[0][0] <= start:
            heapq.heappop(going_on)
        found += [_pair(*_by_place(places, other, entry)) for _, _, other in going_on]
        ends = float("inf") if end is None else end
        heapq.heappush(going_on, (ends, places[entry.key], entry))
    ranked = sorted(found, key=lambda each: (places[each.first], places[each.second]))
    return Overlaps(all=tuple(ranked))


def _by_place(places: dict[str, int], one: Entry, other: Entry) -> tuple[Entry, Entry]:
    return (one, other) if places[one.key] < places[other.key] else (other, one)


def _pair(first: Entry, second: Entry) -> Overlap:
    shared = intersection(first.happened, second.happened)
    assert shared is not None  # noqa: S101 - what is over by then was taken out
    return Overlap(
        first=first.key,
        second=second.key,
        relation=relation(first.happened, second.happened),
        window=shared,
        ids=_ids(first, second),
    )


def _ids(*entries: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(account.id for each in entries for account in each.accounts))


def _moment(at: int | None) -> str | None:
    if at is None:
        return None
    (year, month, day), minute = civil_date(at // DAY), at % DAY // _MINUTE
    date = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
    return f"{date}T{minute // _HOUR:02}:{minute % _HOUR:02}Z"


def _quiet(each: Quiet) -> tuple[object, ...]:
    window, keys = each.window, (each.before, each.after, each.perhaps)
    length = f"{each.length / DAY:.1f} days"
    return (_moment(window.earliest), _moment(window.latest), length, *map(", ".join, keys))


def _overlap(each: Overlap) -> tuple[object, ...]:
    window = each.window
    return (
        *(each.first, each.second, each.relation.value),
        *(_moment(window.earliest), _moment(window.latest)),
    )
