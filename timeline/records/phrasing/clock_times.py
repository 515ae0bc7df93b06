"""Times of day: `4 a.m. Kyiv time`, `10:30 GMT`, `noon on Tuesday`."""

from arrow import Arrow
from attrs import evolve, frozen

from timeline.records.phrasing.answers import Choice, Refusal
from timeline.records.phrasing.said import Said, wall
from timeline.records.phrasing.stretches import (
    CLOCK_UNITS,
    Stretch,
    Unit,
    about,
    clock_zone,
    floored,
    one,
    shifted,
)

HALF_UNKNOWN = Refusal("half-of-day-unknown")

_HOUR = 60
_NOON = 12
_DAY_MINUTES = 24 * _HOUR
_QUARTER_HOUR = 15
_FURTHEST_BEHIND = 9 * _HOUR + 45
_FURTHEST_AHEAD = 14 * _HOUR


@frozen
class Face:
    """
    What a clock shows, with the zone that was named, if one was.

    Args:
        minutes: From midnight; 24:00 is the midnight that ends a day.
        unit: `HOUR` where no minutes are said: *at 4 a.m.* is known to the hour.
        half_said: It was said to be before noon or after it.
    """

    minutes: int
    unit: Unit
    zone: str | None = None
    half_said: bool = False


def wall_time(_: Said, *, wall_time: int) -> Face:
    """Return 16:30 of *16:30*: without a.m. or p.m. news counts to 24."""
    return Face(wall_time, Unit.MINUTE)


def compact_time(_: Said, *, four_digits: int, zone: str) -> Face:
    """Return 07:30 of *0730 GMT*."""
    return Face(four_digits, Unit.MINUTE, zone=zone)


def half_day_hour(_: Said, *, number: int, half: int) -> Face | Refusal:
    """Return 16 of *4 p.m.*; `half` is 0 for the hours before noon and 12 for those after."""
    if not 1 <= number <= _NOON:
        return Refusal("no-such-time")
    return Face((number % _NOON + half) * _HOUR, Unit.HOUR, half_said=True)


def half_day_time(_: Said, *, wall_time: int, half: int) -> Face | Refusal:
    """Return 16:30 of *4:30 p.m.*."""
    hour, minute = divmod(wall_time, _HOUR)
    if not 1 <= hour <= _NOON:
        return Refusal("no-such-time")
    return Face((hour % _NOON + half) * _HOUR + minute, Unit.MINUTE, half_said=True)


def noon(_: Said) -> Face:
    """Return 12:00."""
    return Face(_NOON * _HOUR, Unit.MINUTE)


def zoned(_: Said, *, face: Face, zone: str) -> Face:
    """Return a time on the clock of a zone."""
    return evolve(face, zone=zone)


def with_utc(_: Said, *, face: Face, utc: Face) -> Face | Refusal:
    """Return *5 a.m. (0200 GMT)*: a time whose offset the two clocks tell."""
    ahead = (face.minutes - utc.minutes + _FURTHEST_BEHIND) % _DAY_MINUTES - _FURTHEST_BEHIND
    if utc.zone != "Z" or ahead % _QUARTER_HOUR or ahead > _FURTHEST_AHEAD:
        return Refusal("clocks-that-differ")
    hours, minutes = divmod(abs(ahead), _HOUR)
    offset = f"{'-' if ahead < 0 else '+'}{hours:02}:{minutes:02}" if ahead else "Z"
    return evolve(face, zone=offset)


def on_day(_: Said, *, face: Face, day: Stretch) -> Stretch:
    """Return a time of a day."""
    return _at(face, day)


def about_on_day(_: Said, *, face: Face, day: Stretch) -> Stretch:
    """Return *Monday at about 4 a.m.*."""
    return about(_at(face, day))


def alone(said: Said, *, face: Face) -> Stretch:
    """
    Return a time whose day is not said: the last time that the clock showed it, or the next.

    Where only the day of publication is known, it is that day.
    """
    local = _local(said, face.zone)
    today = _at(face, one(said.day if local is None else local, Unit.DAY))
    today = evolve(today, recurs=Unit.DAY)
    if local is None:
        return today
    if said.ahead:
        return today if today.first >= floored(local, face.unit) else _later(today, 1)
    return today if today.first <= local else _later(today, -1)


def midnight_on(_: Said, *, day: Stretch) -> Choice:
    """Return the midnights that begin and end a day: which one is meant, English leaves open."""
    start = _at(Face(0, Unit.MINUTE), day)
    return Choice((start, _later(start, 1)))


def midnight(said: Said) -> Stretch:
    """Return the midnight before the moment of publication, or the next one."""
    return _at(Face(_DAY_MINUTES if said.ahead else 0, Unit.MINUTE), one(said.day, Unit.DAY))


def hours_off(said: Said, count: int, unit: Unit) -> Stretch | Refusal:
    """Return what the clock showed some hours or minutes from publication."""
    if said.moment is None:
        return Refusal("hour-of-publication-unknown")
    return one(shifted(said.moment, unit, count), unit)


def same_clock(first: Stretch, last: Stretch) -> tuple[Stretch, Stretch] | Refusal:
    """
    Return two stretches, a zone named with one of them given to the other: *4:00 to 5:00 GMT*.

    *2:00 to 2:30 p.m.* leaves open in which half of the day it began.
    """
    both_times = first.unit in CLOCK_UNITS and last.unit in CLOCK_UNITS
    if both_times and (_of_either_half(first, last) or _of_either_half(last, first)):
        return HALF_UNKNOWN
    if both_times and first.zone is None:
        first = evolve(first, zone=last.zone)
    elif both_times and last.zone is None:
        last = evolve(last, zone=first.zone)
    return (first, last) if clock_zone(first) == clock_zone(last) else Refusal("two-zones")


def _of_either_half(stretch: Stretch, other: Stretch) -> bool:
    is_open = stretch.single and not stretch.half_said and stretch.first.hour < _NOON
    return is_open and other.half_said


def _at(face: Face, day: Stretch) -> Stretch:
    wall = shifted(day.first, Unit.MINUTE, face.minutes)
    return Stretch(
        first=wall,
        last=wall,
        unit=face.unit,
        recurs=day.recurs,
        zone=face.zone,
        half_said=face.half_said,
    )


def _later(stretch: Stretch, days: int) -> Stretch:
    day = shifted(stretch.first, Unit.DAY, days)
    return evolve(stretch, first=day, last=day)


def _local(said: Said, zone: str | None) -> Arrow | None:
    if said.instant is None or zone is None:
        return said.moment
    return wall(said.instant, "UTC" if zone == "Z" else zone)
