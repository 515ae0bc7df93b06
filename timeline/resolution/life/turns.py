"""Turns: which record began or ended a stretch of a happening's life, how, and on which clock."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from itertools import chain

from attrs import field, frozen

from timeline.log import Recorded, Tombstone
from timeline.records import (
    Amendment,
    Correction,
    EventRecord,
    Instant,
    Judgement,
    Reinstatement,
    Retraction,
    Statement,
)
from timeline.records.instants import instant_words
from timeline.resolution.life.board import Content
from timeline.resolution.life.patches import Absent, Held, Patch
from timeline.resolution.life.reach import clock_of, said
from timeline.resolution.life.regions import NOWHERE
from timeline.resolution.life.sheet import Sheet
from timeline.resolution.moments import NEVER
from timeline.resolution.problems import short
from timeline.resolution.revision import dependencies_first, published_clock, target
from timeline.resolution.status import Status


class Clock(StrEnum):
    """On which clock something turned; stable, for programs."""

    PUBLISHED = "published"
    """Whoever read what was public could see it turn, at that publication."""

    RECORDED = "recorded"
    """The log came to say something else of publications that were there already: in hindsight."""


class Way(StrEnum):
    """By what sort of record something turned; stable, for programs."""

    REPORT = "report"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    REINSTATEMENT = "reinstatement"
    JOINING = "joining"
    """A judgement that keys are the same, or one that was put back."""

    PARTING = "parting"
    """Such a judgement was withdrawn."""

    STATEMENT = "statement"
    """Somebody spoke about the happening, under another key."""

    ERASED = "erased record"
    """Its body is gone, and with it what it said; what it did to others is left."""


@frozen(kw_only=True)
class Turn:
    """
    One record by which a stretch of a life began or ended.

    Args:
        clock: On which clock.
        way: By what sort of record.
        record: The log entry.
    """

    clock: Clock
    way: Way
    record: Recorded = field(repr=False)

    @property
    def reason(self) -> str | None:
        """Why, if an amendment; None for a report, which needs no reason."""
        record = self.record.record
        given = getattr(record, "reason", None) if isinstance(record, Amendment | Tombstone) else ""
        return given or None

    def __str__(self) -> str:
        clock, why = self.published, self.reason
        published = "" if clock is None else f", published {instant_words(clock)}"
        told = f"{self.way} {short(self.record.id)} at position {self.record.position}{published}"
        return f"{told}: {why}" if why else told

    @property
    def published(self) -> Instant | None:
        """When the record was published; None where it counts at every date."""
        return published_clock(self.record)


class Turns:
    """
    The turns of a happening's life.

    Args:
        sheet: What stands of it.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._line, self._reach = sheet, sheet.line, sheet.line.reach
        self._by_id = self._reach.revision.by_id
        self._at_position = {each.position: each for each in self._reach.entries}
        self._last = max(self._at_position, default=0)
        self._at_clock: dict[int, list[Recorded]] = {}
        for each in self._reach.entries:
            self._at_clock.setdefault(clock_of(each), []).append(each)

    def begun(self, patch: Patch) -> tuple[Turn, ...]:
        """Return by which records a patch begins, those on the published clock first."""
        where, row = patch.where, self._row(patch)
        before = self._sheet.held(where.published_from - 1, row)
        public = self._public(where.published_from, row, before, patch.held)
        return (*public, *self._in_hindsight(patch, where.position_from - 1, where.position_from))

    def ended(self, patch: Patch) -> tuple[Turn, ...]:
        """Return by which records a patch ends, likewise; none where what it holds goes on."""
        where, row, found = patch.where, self._row(patch), list[Turn]()
        if where.published_until != NEVER:
            after = self._sheet.held(where.published_until, row)
            found += self._public(where.published_until, row, patch.held, after)
        if where.position_until != NEVER:
            found += self._in_hindsight(patch, where.position_until, where.position_until)
        return tuple(found)

    def _row(self, patch: Patch) -> int:
        """Return the last position of a patch: what counts there is a function of a set."""
        return min(patch.where.position_until, self._last + 1) - 1

    def _in_hindsight(self, patch: Patch, beside: int, position: int) -> Iterator[Turn]:
        """Return the turn at a position, if something else stands beside the patch."""
        if self._sheet.differs(patch, beside):
            entry = self.entry(position)
            published = max(patch.where.published_from, clock_of(entry))
            way = self._way(entry, (published, position))
            yield Turn(clock=Clock.RECORDED, way=way, record=entry)

    def _public(self, edge: int, row: int, before: Held, after: Held) -> Iterator[Turn]:
        """Return the turns at a publication, as known at a position, if something changes."""
        if before == after or (isinstance(before, Absent) and isinstance(after, Absent)):
            return iter(())
        return self.public(edge, row, turned=_status(before) != _status(after))

    def public(self, edge: int, row: int, *, turned: bool) -> Iterator[Turn]:
        """
        Return the turns at a publication at which what stands changes, in the order of ids.

        Args:
            edge: The publication, µs since 1970.
            row: The position up to which records count.
            turned: Whether the status changes, too.
        """
        known = [each for each in self._at_clock.get(edge, ()) if each.position <= row]
        place = (edge, row)
        acting = [each for each in known if self._acts(each, place)]
        if turned:
            acting += [each for each in known if self._echoes(each, place)]
        for each in sorted(acting or known, key=lambda each: each.id):
            yield Turn(clock=Clock.PUBLISHED, way=self._way(each, place), record=each)

    def entry(self, position: int) -> Recorded:
        """Return the log entry at a position, which bears on the happening."""
        return self._at_position[position]

    def _acts(self, entry: Recorded, place: tuple[int, int]) -> bool:
        """Whether a record does something to the happening at a place."""
        if isinstance(entry.record, Retraction | Reinstatement):
            return place in self._reach.standing(entry) and self._has_aim(entry, place)
        if not self._is_acting(entry, place):
            return False
        if self._is_of_it(entry, place):
            return True
        bases = self._reach.bases(entry.record) if isinstance(entry.record, Correction) else {}
        acted_on = (self._by_id[base] for base, where in bases.items() if place in where)
        others = (each for each in self._chained[entry.id] if self._is_acting(each, place))
        return any(self._is_of_it(each, place) for each in chain(acted_on, others))

    def _has_aim(self, entry: Recorded, place: tuple[int, int]) -> bool:
        """Whether what is withdrawn or put back in the end can bear on the happening."""
        aim = [entry, *self._named(entry)][-1]
        if isinstance(aim.record, Judgement):
            return aim.position <= place[1]
        chained = chain([aim], self._chained.get(aim.id, ()))
        seen = (each for each in chained if place in self._reach.visible(each))
        return any(self._is_of_it(each, place) for each in seen)

    def _is_acting(self, entry: Recorded, place: tuple[int, int]) -> bool:
        return place in self._reach.acting(entry.id)

    def _echoes(self, entry: Recorded, place: tuple[int, int]) -> bool:
        """Whether a report is there, and withdrawn, so that others only echo it."""
        withdrawn = place in self._reach.withdrawn.get(entry.id, NOWHERE)
        return withdrawn and self._is_of_it(entry, place) and place in self._reach.visible(entry)

    def _is_of_it(self, entry: Recorded, place: tuple[int, int]) -> bool:
        """Whether a record says something of the happening: reports it, or speaks about it."""
        event = said(entry)
        if event is None:
            return False
        about = isinstance(event, Statement) and place in self._line.spoken_of(event)
        return about or place in self._line.group(event)

    def _named(self, entry: Recorded) -> Iterator[Recorded]:
        """Return what a withdrawal names, what that names, and so on up to what it is about."""
        while isinstance(entry.record, Retraction | Reinstatement):
            behind = self._by_id.get(target(entry.record))
            if behind is None:
                return
            yield behind
            entry = behind

    @cached_property
    def _chained(self) -> Mapping[str, list[Recorded]]:
        """All records that correct one another, with the first of them, by the id of each."""
        found: dict[str, list[Recorded]] = {}
        behind = {each.id: self._reach.behind(each) for each in self._reach.entries}
        for each in dependencies_first(behind, lambda node: filter(None, [behind.get(node)])):
            if each in self._by_id:
                found[each] = found.get(behind[each], [])
                found[each].append(self._by_id[each])
        return found

    def _way(self, entry: Recorded, place: tuple[int, int]) -> Way:
        record = entry.record
        if isinstance(record, Retraction | Reinstatement):
            return self._way_of_withdrawal(entry)
        if isinstance(record, EventRecord):
            return Way.REPORT if place in self._line.group(record) else Way.STATEMENT
        if isinstance(record, Correction):
            return Way.CORRECTION
        return Way.JOINING if isinstance(record, Judgement) else Way.ERASED

    def _way_of_withdrawal(self, entry: Recorded) -> Way:
        named = list(self._named(entry))
        joined = bool(named) and isinstance(named[-1].record, Judgement)
        if len(named) % 2:
            return Way.PARTING if joined else Way.RETRACTION
        return Way.JOINING if joined else Way.REINSTATEMENT


def _status(held: Held) -> Status | None:
    return held.status if isinstance(held, Content) else None
