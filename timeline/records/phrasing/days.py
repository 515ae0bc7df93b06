"""Days of the calendar: `28 October`, `Oct. 28, 2024`, `the 28th`, `the day before yesterday`."""

from attrs import evolve

from timeline.records.civil import month_length
from timeline.records.phrasing.answers import Refusal
from timeline.records.phrasing.months import year_of_month
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, day_wall, floored, one, shifted

NO_SUCH_DATE = Refusal("no-such-date")

_LAST_MONTH = 12
_LEAP_DAY = (2, 29)
_LONGEST_WITHOUT_LEAP = 8


def relative_day(said: Said, *, days: int) -> Stretch:
    """Return *today*, *yesterday*, *the day after tomorrow*."""
    return one(shifted(said.day, Unit.DAY, days), Unit.DAY)


def date(said: Said, *, day_number: int, month: int, year: int | None = None) -> Stretch | Refusal:
    """
    Return a day of a month; without a year it is that of the month, see `year_of_month`.

    A day that lies ahead is the first one from publication on; 29 February is the nearest one
    that exists, on the side that the tense tells.
    """
    if year is not None:
        return _day(year, month, day_number)
    first = year_of_month(said, month)
    step = 1 if said.ahead else -1
    years = range(first, first + step * (_LONGEST_WITHOUT_LEAP + 2), step)
    if (month, day_number) != _LEAP_DAY:
        years = years[:2]
    days = (_day(year, month, day_number) for year in years)
    stretches = [day for day in days if isinstance(day, Stretch)]
    wanted = [day for day in stretches if not said.ahead or day.first >= said.day]
    return evolve(wanted[0], recurs=Unit.YEAR) if wanted else NO_SUCH_DATE


def date_of(said: Said, *, day_number: int, month: int, within: Stretch) -> Stretch | Refusal:
    """Return *28 October last year*."""
    return date(said, day_number=day_number, month=month, year=within.first.year)


def day_of(_: Said, *, day_number: int, within: Stretch) -> Stretch | Refusal:
    """Return *the 5th of last month*."""
    return _day(within.first.year, within.first.month, day_number)


def day_of_month(said: Said, *, day_number: int) -> Stretch:
    """Return *the 28th*: the latest one up to publication, or the first one from it on."""
    step = 1 if said.ahead else -1
    months = (shifted(floored(said.day, Unit.MONTH), Unit.MONTH, step * n) for n in range(4))
    days = (_day(month.year, month.month, day_number) for month in months)
    return next(
        evolve(day, recurs=Unit.MONTH)
        for day in days
        if isinstance(day, Stretch) and (day.first - said.day).days * step >= 0
    )


def weekday_date(_: Said, *, weekday: int, day: Stretch) -> Stretch | Refusal:
    """Return *Monday, October 28*; the two must agree."""
    agrees = day.first.isoweekday() == weekday
    return day if agrees else Refusal("weekday-contradicts-date")


def iso_date(_: Said, *, iso_date: str) -> Stretch | Refusal:
    """Return *2024-10-28* or *2024-10*."""
    parts = [int(part) for part in iso_date.split("-")]
    if len(parts) > len(("year", "month")):
        return _day(*parts)
    return one(day_wall(parts[0], parts[1], 1), Unit.MONTH)


def dotted_date(_: Said, *, dotted_date: str) -> Stretch | Refusal:
    """Return *28.10.2024*, for languages that write the day first."""
    day, month, year = (int(part) for part in dotted_date.split("."))
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> Stretch | Refusal:
    if not 1 <= month <= _LAST_MONTH or not 1 <= day <= month_length(year, month):
        return NO_SUCH_DATE
    return one(day_wall(year, month, day), Unit.DAY)
