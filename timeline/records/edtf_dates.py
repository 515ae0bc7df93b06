"""One EDTF date: its syntax, and the wall-clock bounds of what it says."""

import re

from timeline.errors import WhenError
from timeline.records.civil import DAY, day_number, month_length
from timeline.records.edtf_masks import masked_days, masked_precision, masked_years
from timeline.records.edtf_parts import CalendarDate, Stated, TimeOfDay
from timeline.records.edtf_refusals import refusal
from timeline.records.edtf_seasons import DIVISIONS, division_days
from timeline.records.edtf_times import time_of_day, time_span
from timeline.records.edtf_years import LONG_YEAR, long_year
from timeline.records.time_units import TimeUnit

CALENDAR_DATE = re.compile(
    r"(?P<before_year>[?~%])?(?P<year>-?[0-9X]{4})(?P<after_year>[?~%])?"
    r"(?:-(?P<before_month>[?~%])?(?P<month>[0-9X]{2})(?P<after_month>[?~%])?"
    r"(?:-(?P<before_day>[?~%])?(?P<day>[0-9X]{2})(?P<after_day>[?~%])?"
    r"(?P<time>T(?P<hour>[0-9]{2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?)?)?"
    r"(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?(?P<end_mark>[?~%])?"
    r")?)?)?"
)

SHORT_YEAR = re.compile(r"(?P<before>[?~%])?(?P<year>-?[0-9]{2,3})(?P<after>[?~%])?")
"""A century of two digits or a decade of three; only alone, as `2023/24` means something else."""

_LAST_MONTH = 12


def stated_date(text: str, start: int, end: int) -> Stated:
    """
    Return the date that a stretch of a text states.

    Raises:
        WhenError: It states none, or one that does not exist.
    """
    match = CALENDAR_DATE.fullmatch(text, start, end)
    if match is not None:
        return _calendar_date(match)
    match = LONG_YEAR.fullmatch(text, start, end)
    if match is not None:
        return long_year(match)
    raise refusal(text, start, end)


def short_year(match: re.Match[str]) -> CalendarDate:
    """Return the century `19` as `19XX`, the decade `198` as `198X`."""
    year = match["year"]
    sign, digits = ("-", year[1:]) if year[0] == "-" else ("", year)
    if sign and not int(digits):
        raise WhenError(match.string, match.start("year"), "no minus before zero; write 0")
    mask = sign + digits.ljust(4, "X")
    earliest, latest, precision = _year_bounds(mask)
    marks = (match["before"], match["after"], None, None, None, None)
    return CalendarDate(
        match.start(), earliest, latest, precision, mask, None, None, marks, None, None
    )


def _calendar_date(match: re.Match[str]) -> CalendarDate:
    marks, (year, month, day), time_text = _groups(match)
    time: TimeOfDay | None = None
    if year == "-0000":
        raise WhenError(match.string, match.start("year"), "a year; year 0 has no minus: 0000")
    if month is None:
        earliest, latest, precision = _year_bounds(year)
    elif day is None:
        earliest, latest, precision = _month_bounds(match, year, month)
    else:
        earliest, latest, precision = _day_bounds(match, year, month, day)
    if time_text is not None:
        _check_whole_day(match, precision)
        time = time_of_day(match)
        offset, length, precision = time_span(time)
        earliest += offset
        latest = earliest + length
    return CalendarDate(
        match.start(),
        earliest,
        latest,
        precision,
        year,
        month,
        day,
        marks,
        time,
        match["end_mark"],
    )


_Parts = tuple[str, str | None, str | None]


def _groups(match: re.Match[str]) -> tuple[tuple[str | None, ...], _Parts, str | None]:
    found = match.groups()
    marks = (found[0], *found[2:4], *found[5:7], found[8])
    return marks, (found[1], found[4], found[7]), found[9]


def _year_bounds(year: str) -> tuple[int, int, TimeUnit]:
    first, last = _years(year)
    precision = masked_precision(year, None, None)
    return day_number(first, 1, 1) * DAY, day_number(last + 1, 1, 1) * DAY, precision


def _month_bounds(match: re.Match[str], year: str, month: str) -> tuple[int, int, TimeUnit]:
    if month in DIVISIONS:
        first, last = _years(year)
        start, stop = division_days(first, last, month)
        length = DIVISIONS[month][2]
        precision = max(length, masked_precision(year, None, None)) if "X" in year else length
        return start * DAY, stop * DAY, precision
    if "X" in year or "X" in month:
        return _masked_bounds(match, year, month, None)
    number = _month(match, month)
    start = day_number(int(year), number, 1)
    return start * DAY, (start + month_length(int(year), number)) * DAY, TimeUnit.MONTH


def _day_bounds(match: re.Match[str], year: str, month: str, day: str) -> tuple[int, int, TimeUnit]:
    if "X" in year or "X" in month or "X" in day:
        return _masked_bounds(match, year, month, day)
    number = _month(match, month)
    length = month_length(int(year), number)
    if not 1 <= int(day) <= length:
        raise WhenError(match.string, match.start("day"), f"a day from 01 to {length}")
    start = day_number(int(year), number, int(day)) * DAY
    return start, start + DAY, TimeUnit.DAY


def _masked_bounds(
    match: re.Match[str], year: str, month: str, day: str | None
) -> tuple[int, int, TimeUnit]:
    if "X" not in month:
        _month(match, month)
    found = masked_days(year, month, day)
    if found is None:
        place = match.start("month" if day is None else "day")
        raise WhenError(match.string, place, "digits that some real date has")
    return found[0] * DAY, (found[1] + 1) * DAY, masked_precision(year, month, day)


def _years(year: str) -> tuple[int, int]:
    if "X" not in year:
        return int(year), int(year)
    return next(masked_years(year)), next(masked_years(year, last_first=True))


def _month(match: re.Match[str], month: str) -> int:
    number = int(month)
    if 1 <= number <= _LAST_MONTH:
        return number
    if month in DIVISIONS:
        raise WhenError(match.string, match.start("month"), "a month from 01 to 12 before a day")
    raise WhenError(
        match.string, match.start("month"), "a month from 01 to 12, or a division from 21 to 41"
    )


def _check_whole_day(match: re.Match[str], precision: TimeUnit) -> None:
    if precision is not TimeUnit.DAY:
        raise WhenError(match.string, match.start("time"), "no time of day: the day has an X")
