"""Tellings and lines of a figure, version by version and report by report: slow, and plain."""

from collections.abc import Iterable, Iterator, Sequence

from timeline.log import Recorded
from timeline.projections.figure_history import Chosen
from timeline.projections.told import Compared, Comparison, Told
from timeline.records import EventRecord, Instant, Quantity, every_figure
from timeline.records.exact_numbers import Number
from timeline.records.quantity_conflict import conflict
from timeline.resolution.life.stretches import Gap, Version
from timeline.resolution.life.turns import Clock
from timeline.resolution.revision import target

Stretches = Sequence[Version | Gap]

Stood = tuple[str, Instant, Instant | None, tuple[str, ...]]
"""A record, from when to when it stood, and what ended it."""


def plain_tellings(stretches: Stretches, figure: str, clock: Clock) -> list[Stood]:
    """Return what gave a figure, from when to when, and by which records that ended."""
    found: list[Stood] = []
    began: dict[str, Instant] = {}
    for at, stretch in enumerate(stretches):
        now = {each.id for each in reports(stretch) if gives(each, figure) is not None}
        since = begun(stretch, clock)
        turns = (*(stretches[at - 1].ended_by if at else ()), *stretch.begun_by)
        there = {each.record.id: each.record for each in turns if each.clock is clock}
        for gone in began.keys() - now:
            naming = [key for key, each in there.items() if target(each.record) == gone]
            found.append((gone, began.pop(gone), since, tuple(sorted(naming or there))))
        for come in now - began.keys():
            began[come] = since
    found += [(each, since, None, ()) for each, since in began.items()]
    return sorted(found, key=lambda each: (each[1], each[0]))


def plain_restated(told: Iterable[Told]) -> list[str | None]:
    """Return for each telling the next of its origin, while it stood, with another figure."""
    every = list(told)
    return [next((other.id for other in every if restates(each, other)), None) for each in every]


def restates(each: Told, other: Told) -> bool:
    """Return whether an origin said otherwise while a telling of it stood."""
    in_time = each.since < other.since and (each.until is None or other.since < each.until)
    return in_time and each.origin == other.origin and each.quantity != other.quantity


def plain_line(stretches: Stretches, figure: str, clock: Clock) -> Iterator[Chosen]:
    """Return the figure of the line, from stretch to stretch; neighbours alike are one."""
    told: list[tuple[Quantity | None, tuple[str, ...], Instant]] = []
    for stretch in stretches:
        quantity = stretch.figures.get(figure) if isinstance(stretch, Version) else None
        behind = [each.id for each in reports(stretch) if gives(each, figure) == quantity]
        ids = () if quantity is None else tuple(behind)
        if not told or (told[-1][0], set(told[-1][1])) != (quantity, set(ids)):
            told.append((quantity, ids, begun(stretch, clock)))
    ends = [*(each[2] for each in told), None][1:]
    for (quantity, ids, since), until in zip(told, ends, strict=True):
        yield Chosen(quantity=quantity, since=since, until=until, ids=ids)


def plain_compared(told: Sequence[Told], tolerance: Number | None) -> Iterator[Compared]:
    """Return every two tellings of different origins of which one stood when the other began."""
    for at, second in enumerate(told):
        for first in told[:at]:
            stood = first.end is None or second.since < first.end
            if stood and first.origin != second.origin:
                result = plain_comparison(first.quantity, second.quantity, tolerance)
                yield Compared(first=first, second=second, result=result)


def plain_comparison(one: Quantity, other: Quantity, tolerance: Number | None) -> Comparison:
    """Return how two figures compare."""
    if one.unit and other.unit and one.unit != other.unit:
        return Comparison.OTHER_UNITS
    clash = conflict(one, other, tolerance=tolerance)
    return Comparison.CONFLICT if clash else Comparison.AGREE


def begun(stretch: Version | Gap, clock: Clock) -> Instant:
    """Return when a stretch began, on a clock."""
    return stretch.published_from if clock is Clock.PUBLISHED else stretch.recorded_from


def reports(stretch: object) -> tuple[Recorded, ...]:
    """Return the reports of a stretch."""
    return stretch.reports if isinstance(stretch, Version) else ()


def gives(report: Recorded, figure: str) -> Quantity | None:
    """Return the figure that a report gives."""
    record = report.record
    return every_figure(record).get(figure) if isinstance(record, EventRecord) else None
