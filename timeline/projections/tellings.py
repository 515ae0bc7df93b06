"""Tellings: what reports gave for a figure, from when to when it stood, and its rivals."""

from collections.abc import Iterator, Sequence
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


@frozen
class Step:
    """
    One stretch with what is not as in the one before.

    Args:
        stretch: The stretch.
        gone: Reports that no longer stand.
        come: Reports that did not stand before, in no order.
    """

    stretch: Version | Gap
    gone: Sequence[Recorded]
    come: Sequence[Recorded]


def steps(stretches: Stretches) -> Iterator[Step]:
    """Return the stretches by what changed from one to the next: few of many reports."""
    before: dict[int, Recorded] = {}
    for stretch in stretches:
        reports = stretch.reports if isinstance(stretch, Version) else ()
        now = dict(zip(map(id, reports), reports, strict=True))
        gone = {before[each].id: before[each] for each in before.keys() - now.keys()}
        come = {now[each].id: now[each] for each in now.keys() - before.keys()}
        yield Step(
            stretch,
            [each for name, each in gone.items() if name not in come],
            [each for name, each in come.items() if name not in gone],
        )
        before = now


def tellings(stretches: Stretches, figure: str, clock: Clock) -> list[Told]:
    """Return what each report gave, as it began to stand, with what put an end to it."""
    standing: dict[str, Told] = {}
    found: list[Told] = []
    before: Version | Gap | None = None
    for step in steps(stretches):
        since = begun(step.stretch, clock)
        ended = [each.id for each in step.gone if each.id in standing]
        enders = _enders(before, step.stretch, clock) if ended else {}
        for identity in ended:
            by = enders.get(identity) or enders[""]
            found.append(evolve(standing.pop(identity), until=since, ended_by=by))
        for report in step.come:
            if (quantity := given(report, figure)) is not None:
                standing[report.id] = _telling(report, quantity, since)
        before = step.stretch
    told = sorted([*found, *standing.values()], key=lambda each: (each.since, each.id))
    return _restated(told)


def given(report: Recorded, figure: str) -> Quantity | None:
    """Return a figure that a report gives, or None."""
    record = report.record
    return every_figure(record).get(figure) if isinstance(record, EventRecord) else None


def _telling(report: Recorded, quantity: Quantity, since: Instant) -> Told:
    event = report.record
    assert isinstance(event, EventRecord)  # noqa: S101 - a report bears its event record
    return Told(
        quantity=quantity,
        origin=origin(event),
        source=event.source,
        id=report.id,
        position=report.position,
        since=since,
        until=None,
        ended_by=(),
    )


def _enders(
    before: Version | Gap | None, stretch: Version | Gap, clock: Clock
) -> dict[str, tuple[str, ...]]:
    """Return what put an end to each report: what names it; under `""` all that turned then."""
    turns = (*(before.ended_by if before is not None else ()), *stretch.begun_by)
    there = {each.record.id: each.record for each in turns if each.clock is clock}
    naming: dict[str, list[str]] = {"": sorted(there)}
    for key, each in sorted(there.items()):
        if named := target(each.record):
            naming.setdefault(named, []).append(key)
    return {named: tuple(keys) for named, keys in naming.items()}


def begun(stretch: Version | Gap, clock: Clock) -> Instant:
    """Return when a stretch began, on a clock."""
    return stretch.published_from if clock is Clock.PUBLISHED else stretch.recorded_from


def _restated(told: list[Told]) -> list[Told]:
    """Return the tellings, each with the next other figure of its origin while it stood."""
    following: dict[Origin, list[list[Told]]] = {}
    made: list[Told] = []
    for each in reversed(told):
        runs = following.setdefault(each.origin, [])
        found = _next_other(each, runs)
        if runs and runs[-1][-1].quantity == each.quantity:
            runs[-1].append(each)
        else:
            runs.append([each])
        restates = found is not None and (each.until is None or found.since < each.until)
        made.append(
            evolve(each, restated_by=found.id, restated=found.since)
            if restates and found is not None
            else each
        )
    return made[::-1]


def _next_other(each: Told, runs: Sequence[Sequence[Told]]) -> Told | None:
    """Return the next telling of another figure, from runs of equal ones, the last first."""
    for run in reversed(runs):
        if run[0].quantity != each.quantity and run[0].since > each.since:
            return next(other for other in reversed(run) if other.since > each.since)
    return None


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
