"""Weeks, months, years and longer: `this week`, `last year`, `the 1980s`, `the 19th century`."""

from timeline.records.phrasing.answers import Refusal
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, day_wall, floored, one, shifted

_DECADE = 10
_CENTURY = 100
_LAST_CENTURY = 29


def this(said: Said, *, unit: Unit) -> Stretch:
    """Return the week, month or year of publication; *this weekend* is that of its week."""
    return one(said.day, unit)


def last(said: Said, *, unit: Unit) -> Stretch:
    """Return the week, weekend, month, … before that of publication."""
    return one(shifted(floored(said.day, unit), unit, -1), unit)


def next_one(said: Said, *, unit: Unit) -> Stretch:
    """Return the week, weekend, month, … after that of publication."""
    return one(shifted(floored(said.day, unit), unit, 1), unit)


def weekend(said: Said) -> Stretch:
    """Return *the weekend*: the latest that had begun, or the first one not over."""
    this_week = one(said.day, Unit.WEEKEND)
    begun = this_week.first <= said.day
    return this_week if begun or said.ahead else last(said, unit=Unit.WEEKEND)


def week_of(_: Said, *, day: Stretch) -> Stretch:
    """Return *the week of 28 October*: the one from Monday to Sunday that holds the day."""
    return one(day.first, Unit.WEEK)


def weekend_of(_: Said, *, day: Stretch) -> Stretch | None:
    """Return *the weekend of 12 October*, a Saturday or a Sunday."""
    weekend = one(day.first, Unit.WEEKEND)
    return weekend if weekend.first <= day.first else None


def year(_: Said, *, year: int) -> Stretch:
    """Return *2024*."""
    return one(day_wall(year, 1, 1), Unit.YEAR)


def short_year(said: Said, *, two_digits: int) -> Stretch:
    """Return *'82*: the latest such year that had begun."""
    return one(day_wall(_latest(said, two_digits), 1, 1), Unit.YEAR)


def decade(_: Said, *, year: int) -> Stretch | Refusal | None:
    """Return *the 1980s*; *the 1900s* may be ten years or a hundred."""
    if year % _CENTURY == 0:
        return Refusal("decade-or-century")
    return None if year % _DECADE else one(day_wall(year, 1, 1), Unit.DECADE)


def short_decade(said: Said, *, two_digits: int) -> Stretch | None:
    """Return *the 80s*: the latest such decade that had begun."""
    if two_digits % _DECADE:
        return None
    return one(day_wall(_latest(said, two_digits), 1, 1), Unit.DECADE)


def century(_: Said, *, nth: int) -> Stretch | None:
    """Return *the 19th century*: 1800 to 1899, as EDTF has it."""
    if not 1 < nth <= _LAST_CENTURY:
        return None
    return one(day_wall((nth - 1) * _CENTURY, 1, 1), Unit.CENTURY)


def _latest(said: Said, two_digits: int) -> int:
    this_year = int(said.day.year)
    return this_year - (this_year - two_digits) % _CENTURY
