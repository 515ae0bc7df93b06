"""Views: the chronology at a moment, looked up in the index, its entries made when looked at."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np
from attrs import define

from timeline.log import Recorded
from timeline.records import Instant, Judgement, Precedence, When
from timeline.resolution.columns import Integers, Sort
from timeline.resolution.entry import Entry
from timeline.resolution.identity import Identity, unknown_keys
from timeline.resolution.index import Built
from timeline.resolution.moments import NEVER, microseconds
from timeline.resolution.precedence import Ordering, Rule, rules
from timeline.resolution.problems import Problem, in_order
from timeline.resolution.resolved import resolved
from timeline.resolution.revision import Revision
from timeline.resolution.settled import overlaps
from timeline.resolution.unresolved import revision_problems


@define(slots=False, eq=False)
class View:
    """
    The chronology at one moment; nothing is decoded that is not looked at.

    Args:
        built: What was computed of the log when it was asked.
        published: Latest publication that counts; None for all.
        position: Latest position that counts.
    """

    built: Built
    published: Instant | None
    position: int

    @cached_property
    def rows(self) -> Integers:
        """Rows of the states in force, in the order of the entries."""
        if not self._rules[0]:
            return self._visible
        fixed = [self._row_of[key] for key in self._ordering[0]]
        return _moved(self._visible, fixed)

    def entry(self, row: int) -> Entry:
        """Return the entry of a row, made of the records that bear on it."""
        key = int(self.built.states.name[row])
        found = resolved(
            self._entries(self._bearing_on(key)),
            published=self.published,
            erasures=self.built.erasures,
        )
        name = self.built.names[key]
        return next(each for each in found.entries if each.key == name)

    def row_of(self, key: str) -> int | None:
        """Return the row of the entry that a key, or a key joined to it, leads to."""
        return self._row_of.get(self._identity.name(key))

    def of_kind(self, rows: Integers, kind: str) -> Integers:
        """Return those rows whose entries are of a stored kind."""
        code = self.built.kinds.get(kind, -1)
        found: Integers = rows[self.built.kind[self.built.states.account[rows]] == code]
        return found

    def overlapping(self, rows: Integers, first: int | None, last: int | None) -> Integers:
        """Return those rows whose entries may have been going on in a stretch of time."""
        told = [overlaps(each, first, last) for each in self.built.whens]
        when = self.built.when[self.built.states.account[rows]]
        found: Integers = rows[np.array([*told, False])[when]]
        return found

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be resolved."""
        amendments = self._entries(self._amending())
        revision = Revision(amendments, self.published, self.built.erasures)
        speaking = self._entries(self._speaking_of_nothing())
        spoken = Revision(speaking, self.published, self.built.erasures).live
        judged = self._standing(Judgement, Sort.JUDGEMENT)
        ordered = self._standing(Precedence, Sort.PRECEDENCE)
        reports = [each.report for each in spoken]
        known = _Known(self.built, self.position)
        found = [
            *revision_problems(revision),
            *unknown_keys([*judged, *ordered, *reports], known),
            *self._identity.contradictions(),
            *self._rules[1],
            *self._ordering[1],
        ]
        return in_order(found)

    @cached_property
    def _visible(self) -> Integers:
        by = NEVER - 1 if self.published is None else microseconds(self.published)
        return self.built.states.visible(by, self.position)

    @cached_property
    def _identity(self) -> Identity:
        return Identity(self._standing(Judgement, Sort.JUDGEMENT))

    @cached_property
    def _rules(self) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
        standing = self._standing(Precedence, Sort.PRECEDENCE)
        if not standing:
            return (), ()
        return rules(standing, self._identity, self._happened(standing))

    @cached_property
    def _ordering(self) -> tuple[tuple[str, ...], list[Problem]]:
        held = {key for each in self._rules[0] for key in (each.earlier, each.later)}
        happened = {key: self._when(self._row_of[key]) for key in held}
        ordering = Ordering(happened, self._rules[0])
        return ordering.keys(), ordering.problems

    def _happened(self, standing: Iterable[Recorded]) -> dict[str, When]:
        orders = (each.record for each in standing)
        pairs = ((each.earlier, each.later) for each in orders if isinstance(each, Precedence))
        names = {self._identity.name(key) for pair in pairs for key in pair}
        return {name: self._when(self._row_of[name]) for name in names if name in self._row_of}

    @cached_property
    def _row_of(self) -> "_RowOf":
        return _RowOf(self.built, self._visible)

    def _when(self, row: int) -> When:
        whens: list[When] = self.built.whens
        return whens[int(self.built.when[self.built.states.account[row]])]

    def _standing(
        self, kind: type[Judgement] | type[Precedence], sort: Sort
    ) -> tuple[Recorded, ...]:
        named = np.flatnonzero(self.built.columns.sort == sort).tolist()
        if not named:
            return ()
        entries = self._entries([*named, *self.built.accounts.withdrawing(named)])
        return Revision(entries, self.published, self.built.erasures).standing(kind)

    def _entries(self, positions: Iterable[int]) -> list[Recorded]:
        wanted = sorted({each for each in positions if 0 < each <= self.position})
        return [self.built.fetch(position) for position in wanted]

    def _bearing_on(self, key: int) -> list[int]:
        built = self.built
        found = built.accounts.bearing_on(key)
        for each in built.accounts.keys_with(key):
            for position in built.spoken_of.get(each, ()):
                found += built.accounts.bearing_on(int(built.columns.key[position]))
        return found

    def _amending(self) -> list[int]:
        sort, target = self.built.columns.sort, self.built.columns.target
        amending = (sort >= Sort.CORRECTION) & (sort != Sort.JUDGEMENT) & (sort != Sort.PRECEDENCE)
        found = np.flatnonzero(amending)
        while True:
            more = np.union1d(found, target[found])
            if len(more) == len(found):
                break
            found = more
        standing = self.built.accounts.withdrawing(found.tolist())
        return [*found.tolist(), *standing]

    def _speaking_of_nothing(self) -> list[int]:
        built, found = self.built, list[int]()
        for each in built.about:
            key = int(built.columns.key[each.position])
            if built.first_position[each.key] > self.position and key >= 0:
                found += built.accounts.bearing_on(key)
        return found


class _Known:
    """The keys that some record up to a position has."""

    def __init__(self, built: Built, position: int) -> None:
        self._built, self._position = built, position

    def __contains__(self, key: object) -> bool:
        code = self._built.codes.get(str(key))
        return code is not None and bool(self._built.first_position[code] <= self._position)


class _RowOf(Mapping[str, int]):
    """The visible row of an entry by its key, looked for when asked."""

    def __init__(self, built: Built, visible: Integers) -> None:
        self._built, self._visible = built, visible

    def __getitem__(self, key: str) -> int:
        found = np.flatnonzero(
            self._built.states.name[self._visible] == self._built.codes.get(key, -1)
        )
        if not found.size:
            raise KeyError(key)
        return int(self._visible[found[0]])

    def __iter__(self) -> Iterator[str]:
        return (self._built.names[code] for code in self._built.states.name[self._visible])

    def __len__(self) -> int:
        return len(self._visible)


def _moved(visible: Integers, fixed: list[int]) -> Integers:
    rest = visible[~np.isin(visible, fixed)]
    reached = np.maximum.accumulate(np.array(fixed, np.int64))
    return np.insert(rest, np.searchsorted(rest, reached), fixed)
