"""Tellings: what reports gave for a figure, what put an end to each, and how they compare."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import evolve

from timeline.log import Recorded
from timeline.projections.rivals import Others, Rivals, pairs
from timeline.projections.told import Compared, Comparison, Told
from timeline.records import EventRecord, Instant, Quantity, every_figure
from timeline.records.exact_numbers import Number
from timeline.records.quantity_conflict import Span, possible
from timeline.resolution.life.course import Course
from timeline.resolution.origins import Origin, origin
from timeline.resolution.revision import target


def tellings(course: Course) -> list[Told]:
    """Return what each report gave, as it began to stand, with what put an end to it."""
    standing: dict[str, Told] = {}
    found: list[Told] = []
    for step in course.steps:
        since = course.moment(step.at)
        enders = _enders(course.turning(step)) if step.gone else {}
        for identity in step.gone:
            by = enders.get(identity) or enders[""]
            found.append(evolve(standing.pop(identity), until=since, ended_by=by))
        for report in step.come:
            standing[report.id] = _telling(report, course.figure, since)
    told = sorted([*found, *standing.values()], key=lambda each: (each.since, each.id))
    return list(restated(told))


def given(report: Recorded, figure: str) -> Quantity:
    """Return a figure that a report gives."""
    event = report.record
    assert isinstance(event, EventRecord)  # noqa: S101 - a report bears its event record
    return every_figure(event)[figure]


def _telling(report: Recorded, figure: str, since: Instant) -> Told:
    event = report.record
    assert isinstance(event, EventRecord)  # noqa: S101 - a report bears its event record
    return Told(
        quantity=given(report, figure),
        origin=origin(event),
        source=event.source,
        id=report.id,
        position=report.position,
        since=since,
        until=None,
        ended_by=(),
    )


def _enders(turning: Iterable[Recorded]) -> dict[str, tuple[str, ...]]:
    """Return what put an end to each report: what names it; under `""` all that turned then."""
    there = sorted((each.id, target(each.record)) for each in turning)
    naming: dict[str, list[str]] = {}
    for identity, named in there:
        naming.setdefault("", []).append(identity)
        if named:
            naming.setdefault(named, []).append(identity)
    return {named: tuple(ids) for named, ids in naming.items()}


def restated(told: Sequence[Told]) -> Iterator[Told]:
    """Return the tellings, each with the next other figure of its origin while it stood."""
    following: dict[Origin, tuple[Told, Told | None]] = {}
    made: list[Told] = []
    for _, group in groupby(reversed(told), key=lambda each: each.since):
        begun = list(group)
        made += [_restating(each, following.get(each.origin)) for each in begun]
        for each in begun:
            following[each.origin] = each, _other(each, following.get(each.origin))
    return reversed(made)


def _restating(each: Told, following: tuple[Told, Told | None] | None) -> Told:
    """Return a telling with the one that restated it, if one did while it stood."""
    found = _other(each, following)
    if found is None or (each.until is not None and found.since >= each.until):
        return each
    return evolve(each, restated_by=found.id, restated=found.since)


def _other(each: Told, following: tuple[Told, Told | None] | None) -> Told | None:
    """Return the next telling of another figure, of the next one and the next unlike that."""
    if following is None or following[0].quantity != each.quantity:
        return following and following[0]
    return following[1]


def compared(told: Sequence[Told], tolerance: Number | None) -> Iterator[Compared]:
    """Return how every two tellings of different origins that stood at once compare."""
    spans = _spans(told, tolerance)
    for first, second in pairs(told, Others(told)):
        result = _comparison(told[first].quantity, told[second].quantity, spans)
        yield Compared(first=told[first], second=told[second], result=result)


def conflicts(told: Sequence[Told], tolerance: Number | None) -> Iterator[Compared]:
    """Return those of them that cannot both be true, in the same order, without the others."""
    for first, second in pairs(told, Rivals(told, _spans(told, tolerance))):
        yield Compared(first=told[first], second=told[second], result=Comparison.CONFLICT)


def _spans(told: Iterable[Told], tolerance: Number | None) -> dict[Quantity, Span]:
    figures = dict.fromkeys(each.quantity for each in told)
    return {each: possible(each, tolerance=tolerance) for each in figures}


def _comparison(one: Quantity, other: Quantity, spans: Mapping[Quantity, Span]) -> Comparison:
    if None not in (one.unit, other.unit) and one.unit != other.unit:
        return Comparison.OTHER_UNITS
    clash = spans[one].is_below(spans[other]) or spans[other].is_below(spans[one])
    return Comparison.CONFLICT if clash else Comparison.AGREE
