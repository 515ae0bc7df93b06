"""Tellings: what reports gave for a figure, from when to when it stood, and its rivals."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from timeline.log import Recorded
from timeline.records import EventRecord, Instant, Quantity, Source, every_figure
from timeline.records.exact_numbers import Number
from timeline.records.quantity_conflict import conflict
from timeline.resolution.life.stretches import Gap, Version
from timeline.resolution.life.turns import Clock
from timeline.resolution.origins import Origin, origin
from timeline.resolution.problems import short
from timeline.resolution.revision import target


class Comparison(StrEnum):
    """How two figures that stood at the same time compare."""

    AGREE = "can both be true"
    CONFLICT = "cannot both be true"
    OTHER_UNITS = "are in two units"


@frozen(kw_only=True)
class Told:
    """
    One figure as one report gave it, for a stretch of one clock.

    Args:
        quantity: The figure: low, best, high and unit as stated.
        origin: Whose word it is.
        source: Through whom.
        id: The record: an event record, or the correction whose account it is.
        position: Its position in the log.
        since: From when it stood, on the clock that was asked.
        until: From when it no longer stood; None where it still does.
        ended_by: The records by which it ceased to stand: a correction, a retraction, an
            erasure, a judgement that parted keys.
        restated_by: The record by which the same origin later gave another figure while this
            report stood on; None if it did not.
        restated: When it did, on that clock.
    """

    quantity: Quantity
    origin: Origin
    source: Source
    id: str
    position: int
    since: Instant
    until: Instant | None
    ended_by: tuple[str, ...]
    restated_by: str | None = None
    restated: Instant | None = None

    @property
    def end(self) -> Instant | None:
        """From when it no longer stood as the latest word of its origin; None if it still does."""
        return min((each for each in (self.until, self.restated) if each), default=None)

    @property
    def stands(self) -> bool:
        """Whether it still stands, as the latest word of its origin."""
        return self.end is None

    def __str__(self) -> str:
        return f"{self.origin}: {self.quantity} ({short(self.id)})"


@frozen(kw_only=True)
class Compared:
    """
    Two figures of two origins that stood at the same time.

    Args:
        first: The one that stood earlier.
        second: The other.
        result: Whether they can both be true, under the tolerance that was given.
    """

    first: Told
    second: Told
    result: Comparison

    @property
    def ids(self) -> tuple[str, str]:
        """The two records."""
        return (self.first.id, self.second.id)

    def __str__(self) -> str:
        return f"{self.first} and {self.second} {self.result}"


Stretches = Sequence[Version | Gap]


def tellings(stretches: Stretches, figure: str, clock: Clock) -> list[Told]:
    """Return what each report gave, as it began to stand, with what put an end to it."""
    standing: dict[str, Told] = {}
    found: list[Told] = []
    before: Version | Gap | None = None
    for stretch in stretches:
        reports = stretch.reports if isinstance(stretch, Version) else ()
        now = {each.id: each for each in reports if figure in _figures(each)}
        since = begun(stretch, clock)
        for identity in [each for each in standing if each not in now]:
            ended = _enders(identity, before, stretch, clock)
            found.append(evolve(standing.pop(identity), until=since, ended_by=ended))
        for identity in [each for each in now if each not in standing]:
            standing[identity] = _telling(now[identity], figure, since)
        before = stretch
    told = sorted([*found, *standing.values()], key=lambda each: (each.since, each.id))
    return _restated(told)


def _telling(report: Recorded, figure: str, since: Instant) -> Told:
    event = report.record
    assert isinstance(event, EventRecord)  # noqa: S101 - a report bears its event record
    return Told(
        quantity=every_figure(event)[figure],
        origin=origin(event),
        source=event.source,
        id=report.id,
        position=report.position,
        since=since,
        until=None,
        ended_by=(),
    )


def _enders(
    identity: str, before: Version | Gap | None, stretch: Version | Gap, clock: Clock
) -> tuple[str, ...]:
    """Return what put an end to a report: what names it, or else all that turned just then."""
    turns = (*(before.ended_by if before is not None else ()), *stretch.begun_by)
    there = {each.record.id: each.record for each in turns if each.clock is clock}
    naming = [key for key, each in there.items() if target(each.record) == identity]
    return tuple(sorted(naming or there))


def _figures(report: Recorded) -> Iterable[str]:
    return every_figure(report.record) if isinstance(report.record, EventRecord) else ()


def begun(stretch: Version | Gap, clock: Clock) -> Instant:
    """Return when a stretch began, on a clock."""
    return stretch.published_from if clock is Clock.PUBLISHED else stretch.recorded_from


def _restated(told: list[Told]) -> list[Told]:
    """Return the tellings, each with the next other figure of its origin while it stood."""
    following: dict[Origin, list[Told]] = {}
    made: list[Told] = []
    for each in reversed(told):
        later = following.setdefault(each.origin, [])
        found = next((other for other in reversed(later) if _restates(each, other)), None)
        later.append(each)
        made.append(
            each if found is None else evolve(each, restated_by=found.id, restated=found.since)
        )
    return made[::-1]


def _restates(each: Told, other: Told) -> bool:
    in_time = each.since < other.since and (each.until is None or other.since < each.until)
    return in_time and each.quantity != other.quantity


def compared(told: Sequence[Told], tolerance: Number | None) -> Iterator[Compared]:
    """Return how every two tellings of different origins that stood at once compare."""
    standing: list[Told] = []
    for second in told:
        standing = [each for each in standing if _goes_on(each, second.since)]
        for first in standing:
            if first.origin != second.origin:
                result = _comparison(first.quantity, second.quantity, tolerance)
                yield Compared(first=first, second=second, result=result)
        standing.append(second)


def _goes_on(each: Told, moment: Instant) -> bool:
    return each.end is None or moment < each.end


def _comparison(one: Quantity, other: Quantity, tolerance: Number | None) -> Comparison:
    if None not in (one.unit, other.unit) and one.unit != other.unit:
        return Comparison.OTHER_UNITS
    clash = conflict(one, other, tolerance=tolerance)
    return Comparison.CONFLICT if clash else Comparison.AGREE
