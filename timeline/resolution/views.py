"""Views: the chronology at a moment, looked up in the index, its entries made when looked at."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from attrs import define

from timeline.errors import MomentError
from timeline.log import Recorded
from timeline.records import Correction, EventRecord, Instant, Judgement, Precedence, When
from timeline.resolution.choosing import ASK_AGAIN, ERASED, Choosing, chooses_latest
from timeline.resolution.entry import Entry
from timeline.resolution.glimpses import Glancing, Glimpse, glimpse
from timeline.resolution.handles import RowOf, moved
from timeline.resolution.identity import Identity, unknown_keys
from timeline.resolution.index.columns import Integers, Narrow, Sort
from timeline.resolution.index.contestable import contested
from timeline.resolution.index.contested import Contested
from timeline.resolution.index.growing import Built
from timeline.resolution.index.stack import Visible
from timeline.resolution.index.voices import Plains
from timeline.resolution.look_alikes import look_alikes
from timeline.resolution.making import Making
from timeline.resolution.moments import NEVER, microseconds
from timeline.resolution.policy import LATEST_PUBLISHED, Policy
from timeline.resolution.precedence import Ordering, Rule, rules
from timeline.resolution.problems import Problem, in_order
from timeline.resolution.resolved import happenings
from timeline.resolution.revision import Revision
from timeline.resolution.status_rules import STANCES_AND_ORIGINS, StatusRule, is_of_library
from timeline.resolution.suspects import suspects
from timeline.resolution.unresolved import revision_problems


@define(slots=False, eq=False)
class View:
    """
    The chronology at one moment; nothing is decoded that is not looked at.

    Args:
        built: What was computed of the log when it was asked.
        published: Latest publication that counts; None for all.
        position: Latest position that counts.
        status: By which rule an entry has its status.
        policy: Which report speaks for an entry, and for each of its figures.
        glance: Sees what rows state of a figure; None where they cannot be looked at.
        plains: Reads rows as they are stored; None where they cannot be looked at.
    """

    built: Built
    published: Instant | None
    position: int
    status: StatusRule = STANCES_AND_ORIGINS
    policy: Policy = LATEST_PUBLISHED
    glance: Glancing | None = None
    plains: Plains | None = None

    @cached_property
    def rows(self) -> Integers:
        """Handles of the entries known, in their order."""
        if not self.rules:
            return self._visible.rows
        fixed = [self._row_of[key] for key in self._ordering[0]]
        return moved(self._visible.rows, fixed)

    def entry(self, row: int) -> Entry:
        """
        Return an entry, made of the records that bear on it.

        Raises:
            MomentError: All that it was made of was erased since this view was made.
        """
        name = self._name(row)
        revision = self._revised(self._bearing_on(name))
        identity = Identity(revision.standing(Judgement))
        found = happenings(revision, identity, self.policy, self.status)
        entry = found.get(self.built.keys.value(name))
        if entry is not None:
            return entry
        raise MomentError(ERASED, ASK_AGAIN)

    def each(self, rows: Integers) -> Iterator[Entry]:
        """
        Return some entries, one after the other, as `entry` makes each; they are made in pieces.

        Raises:
            MomentError: All that one was made of was erased since this view was made.
        """
        making = Making(self.built, self._visible, self._revised_of, self.status, self.policy)
        return making.each(rows, self.entry)

    def glimpse(self, rows: Integers, figure: str) -> Glimpse | None:
        """Return what some entries state of a figure, as far as that is told without them."""
        if self.glance is None or not is_of_library(self.status):
            return None
        accounts = self._visible.accounts(rows)
        return glimpse(self.built, self.names(rows), accounts, figure, self.glance)

    def revision(self, keys: Iterable[str]) -> Revision:
        """Return what stands, and what was withdrawn, among the records that bear on some keys."""
        codes = [code for code in map(self.built.keys.find, keys) if code is not None]
        return self._revised({each for code in codes for each in self._bearing_on(code)})

    def keys(self, rows: Integers) -> tuple[str, ...]:
        """Return the keys of some entries."""
        return tuple(map(self.built.keys.value, self.names(rows).tolist()))

    def names(self, rows: Integers) -> Narrow:
        """Return the codes of the keys of some entries."""
        return self._visible.names(rows)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The precedences between two entries that stand, those that cannot be followed too."""
        return self._rules[0]

    @cached_property
    def precedences(self) -> tuple[Recorded, ...]:
        """The log entries of the precedences that stand, in the order of their ids."""
        return self._standing(Precedence, Sort.PRECEDENCE)

    def speaking(self, rows: Integers) -> Narrow:
        """
        Return the position of the record that speaks for each of some entries.

        Raises:
            MomentError: What one of them is made of was erased since this view was made.
        """
        latest = self._visible.accounts(rows)
        if chooses_latest(self.policy):
            return latest
        return self._choosing.speaking(self.names(rows), latest)

    def speakers(self, keys: Iterable[str]) -> Integers:
        """Return the handles, in order, of the entries that statements about some keys bear on."""
        built = self.built
        codes = [code for code in map(built.keys.find, keys) if code is not None]
        owners = map(built.keys.value, built.key_of(built.speaking_of(codes)).tolist())
        found = [row for row in map(self.row_of, owners) if row is not None]
        there: Integers = self.rows[np.isin(self.rows, found)]
        return there

    def row_of(self, key: str) -> int | None:
        """Return the handle of the entry that a key, or a key joined to it, leads to."""
        return self._row_of.get(self._identity.name(key))

    def of_kind(self, rows: Integers, kind: str) -> Integers:
        """Return those of some entries that are of a stored kind."""
        code = self.built.kinds.get(kind, -1)
        found: Integers = rows[self.built.kind[self._visible.accounts(rows)] == code]
        return found

    def overlapping(self, rows: Integers, first: int | None, last: int | None) -> Integers:
        """Return those of some entries that may have been going on in a stretch of time."""
        told = self.built.times.overlapping(first, last)
        found: Integers = rows[told[self.built.when[self._visible.accounts(rows)]]]
        return found

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be resolved."""
        amendments = self._entries(suspects(self.built, self.position))
        revision = Revision(amendments, self.published, self.built.erasures)
        judged = self._standing(Judgement, Sort.JUDGEMENT)
        ordered = self.precedences
        known = _Known(self.built, self.position)
        found = [
            *revision_problems(revision),
            *unknown_keys([*judged, *ordered, *self._speaking_of_nothing()], known),
            *self._identity.contradictions(),
            *look_alikes(self._looking_alike(), self._identity),
            *self._rules[1],
            *self._ordering[1],
        ]
        return in_order(found)

    @cached_property
    def contested(self) -> Contested:
        """The happenings of which several accounts stand: all that a policy has a choice in."""
        return contested(self.built.contestable, *self._moment)

    @cached_property
    def _visible(self) -> Visible:
        """The entries in the order of who speaks for each, as far as the columns tell those."""
        found = self.built.stack.visible(*self._moment)
        if chooses_latest(self.policy):
            return found
        return self.built.stack.spoken_for(found, *self._choosing.placed())

    @property
    def _choosing(self) -> Choosing:
        return Choosing(self.built, self.policy, self.contested, self.plains)

    @property
    def _moment(self) -> tuple[int, int]:
        by = NEVER - 1 if self.published is None else microseconds(self.published)
        return by, self.position

    def _name(self, row: int) -> int:
        return int(self._visible.names(np.array([row]))[0])

    def _looking_alike(self) -> Iterator[str]:
        keys = self.built.keys
        groups = (map(keys.find, each) for each in self._identity.members.values())
        joined = ([code for code in each if code is not None] for each in groups)
        names = self._visible.names(self._visible.rows).astype(np.int64)
        return map(keys.value, self.built.looks.suspects(names, joined).tolist())

    @cached_property
    def _identity(self) -> Identity:
        return Identity(self._standing(Judgement, Sort.JUDGEMENT))

    @cached_property
    def _rules(self) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
        standing = self.precedences
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
    def _row_of(self) -> RowOf:
        return RowOf(self.built, self._visible)

    def _when(self, row: int) -> When:
        account = int(self._visible.accounts(np.array([row]))[0])
        record = self.built.fetch(account).record
        said = record.replacement if isinstance(record, Correction) else record
        assert isinstance(said, EventRecord)  # noqa: S101 - only these speak for an entry
        return said.happened

    def _standing(
        self, kind: type[Judgement] | type[Precedence], sort: Sort
    ) -> tuple[Recorded, ...]:
        named = self.built.of_sort(sort)
        if not named:
            return ()
        entries = self._entries([*named, *self.built.withdrawing(named)])
        return Revision(entries, self.published, self.built.erasures).standing(kind)

    def _revised(self, positions: Iterable[int]) -> Revision:
        return Revision(self._entries(positions), self.published, self.built.erasures)

    def _entries(self, positions: Iterable[int]) -> list[Recorded]:
        wanted = sorted({each for each in positions if 0 < each <= self.position})
        return [self.built.fetch(position) for position in wanted]

    def _revised_of(self, names: Sequence[int]) -> Revision:
        return self._revised(self._bearing_on(*names))

    def _bearing_on(self, *keys: int) -> list[int]:
        built, found = self.built, self.built.bearing_on(keys)
        spoken = built.speaking_of(keys)
        return found + built.bearing_on(built.key_of(spoken).tolist()) if spoken else found

    def _speaking_of_nothing(self) -> list[Recorded]:
        built = self.built
        keys = built.key_of(built.speaking_of_nothing(self.position)).tolist()
        entries = self._entries(built.bearing_on(keys))
        live = Revision(entries, self.published, built.erasures).live
        return [each.report for each in live]


class _Known:
    """The keys that some record up to a position has."""

    def __init__(self, built: Built, position: int) -> None:
        self._built, self._position = built, position

    def __contains__(self, key: object) -> bool:
        code = self._built.keys.find(str(key))
        first = self._built.first_position
        return code is not None and code < len(first) and bool(first[code] <= self._position)
