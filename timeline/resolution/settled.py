"""A chronology whose entries are all made at once: the plain way, which anything may decide."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from attrs import frozen

from timeline.log import Recorded
from timeline.records import Judgement, Precedence, Statement, When
from timeline.records.fields import folded
from timeline.resolution.entry import Entry
from timeline.resolution.identity import Identity, spoken_of
from timeline.resolution.index.columns import Integers
from timeline.resolution.precedence import Rule, rules
from timeline.resolution.problems import Problem
from timeline.resolution.revision import Revision


@frozen(kw_only=True, eq=False)
class Settled:
    """
    Entries in their order, with what a `View` answers about them.

    The index is asked for nothing here. So it is the way for a policy whose class overrides how
    `Policy` chooses: that one may answer for a single report, too, as it likes.

    Args:
        entries: The entries in order.
        problems: What could not be resolved.
        revised: What stands among all records of its moment.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    revised: Revision

    @property
    def rows(self) -> Integers:
        """Index of each entry."""
        return np.arange(len(self.entries), dtype=np.int64)

    def entry(self, row: int) -> Entry:
        """Return an entry."""
        return self.entries[row]

    def each(self, rows: Integers) -> Iterator[Entry]:
        """Return some entries, one after the other."""
        return (self.entries[row] for row in rows.tolist())

    def glimpse(self, rows: Integers, figure: str) -> None:
        """Return nothing: the entries are there, and tell of themselves."""

    def revision(self, keys: Iterable[str]) -> Revision:
        """Return what stands, and what was withdrawn, among the records that bear on some keys."""
        del keys  # all records are here, and those of other keys do no harm
        return self.revised

    def keys(self, rows: Integers) -> tuple[str, ...]:
        """Return the keys of some entries."""
        return tuple(self.entries[row].key for row in rows.tolist())

    def speakers(self, keys: Iterable[str]) -> Integers:
        """Return the index, in order, of each entry with a statement about one of some keys."""
        wanted = frozenset(keys)
        return _those(self.rows, lambda row: not wanted.isdisjoint(_spoken(self.entries[row])))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The precedences between two entries that stand, those that cannot be followed too."""
        identity = Identity(self.revised.standing(Judgement))
        happened = {each.key: each.happened for each in self.entries}
        return rules(self.precedences, identity, happened)[0]

    @property
    def precedences(self) -> tuple[Recorded, ...]:
        """The log entries of the precedences that stand, in the order of their ids."""
        return self.revised.standing(Precedence)

    def row_of(self, key: str) -> int | None:
        """Return the index of the entry that a key, or a key joined to it, leads to."""
        plain = folded(key)
        return next((at for at, each in enumerate(self.entries) if plain in each.keys), None)

    def of_kind(self, rows: Integers, kind: str) -> Integers:
        """Return those rows whose entries are of a stored kind."""
        return _those(rows, lambda row: self.entries[row].kind == kind)

    def overlapping(self, rows: Integers, first: int | None, last: int | None) -> Integers:
        """Return those rows whose entries may have been going on in a stretch of time."""
        return _those(rows, lambda row: overlaps(self.entries[row].happened, first, last))


def _spoken(entry: Entry) -> Iterator[str]:
    """Return every key that a report of an entry speaks of."""
    events = (each.event for each in entry.accounts)
    statements = (each for each in events if isinstance(each, Statement))
    return (key for each in statements for key, _ in spoken_of(each))


def overlaps(happened: When, first: int | None, last: int | None) -> bool:
    """Return whether a time may have been going on from one moment to another, µs since 1970."""
    start, end = happened.start.earliest, happened.end.latest
    begins_in_time = start is None or last is None or start < last
    return begins_in_time and (end is None or first is None or end > first)


def _those(rows: Integers, wanted: Callable[[int], bool]) -> Integers:
    return np.array([row for row in rows.tolist() if wanted(row)], np.int64)
