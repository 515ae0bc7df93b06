"""
A short cut through most dates: `2024-10-28`, `2024-10-28T19:00Z`, `1984~`, `198X`, `2024-10-XX`.

It answers only where it is sure; what it says is what the grammar in `timeline.records.edtf`
says, sooner.
"""

import re
from typing import NamedTuple

from timeline.records.civil import DAY, day_number, month_length
from timeline.records.edtf_seasons import DIVISIONS, division_days
from timeline.records.edtf_times import HOUR, MINUTE, SECOND
from timeline.records.time_units import TimeUnit

_DATE = re.compile(
    r"[?~%]?(-?[0-9]{2}(?:[0-9][0-9X]|XX))[?~%]?"
    r"(?:-[?~%]?([0-9]{2}|XX)[?~%]?"
    r"(?:-[?~%]?([0-9]{2}|XX)[?~%]?"
    r"(?:T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,6}))?)?"
    r"(Z|[+-](?:0[0-9]|1[01])(?::?[0-5][0-9])?)?[?~%]?)?)?)?"
)
_FRACTION_UNITS = (
    *[TimeUnit.SECOND] * 3,
    *[TimeUnit.MILLISECOND] * 3,
    TimeUnit.MICROSECOND,
)
_MICROSECONDS = [10 ** (6 - digits) for digits in range(7)]
_LAST_MONTH = 12
_SHORTEST_MONTH = 28


class PlainDate(NamedTuple):
    """Half-open bounds on the wall clock, and how far that is ahead of UTC if it is written."""

    earliest: int
    latest: int
    unit: TimeUnit
    shift: int | None = None


def plain_date(text: str, start: int, end: int) -> PlainDate | None:
    """Return what a stretch of a text says if it is a plain date; else, right or wrong, `None`."""
    match = _DATE.fullmatch(text, start, end)
    if match is None:
        return None
    year, month, day, *time = match.groups()
    if "X" in year:
        return _of_many_years(year, month, day) if time[0] is None else None
    if month == "XX" or day == "XX":
        return _unspecified(year, month, day) if time[0] is None else None
    found = _specified(year, month, day)
    if found is None or time[0] is None:
        return found
    return _timed(found.earliest, *time)


def _specified(year_text: str, month_text: str | None, day_text: str | None) -> PlainDate | None:
    year = int(year_text)
    if not year and year_text[0] == "-":
        return None
    if month_text is None:
        return _days(day_number(year, 1, 1), day_number(year + 1, 1, 1), TimeUnit.YEAR)
    month = int(month_text)
    if not 1 <= month <= _LAST_MONTH:
        return _division(year, year, month_text) if day_text is None else None
    first, length = day_number(year, month, 1), month_length(year, month)
    if day_text is None:
        return _days(first, first + length, TimeUnit.MONTH)
    day = int(day_text)
    if not 1 <= day <= length:
        return None
    return _days(first + day - 1, first + day, TimeUnit.DAY)


def _timed(day: int, hour: str, minute: str, *rest: str | None) -> PlainDate | None:
    second, fraction, offset = rest
    shift = None if offset is None else _shift(offset)
    if not shift and offset is not None and offset[0] == "-":
        return None
    start = day + int(hour) * HOUR + int(minute) * MINUTE
    if second is None:
        return PlainDate(start, start + MINUTE, TimeUnit.MINUTE, shift)
    start += int(second) * SECOND
    if fraction is None:
        return PlainDate(start, start + SECOND, TimeUnit.SECOND, shift)
    length = _MICROSECONDS[len(fraction)]
    start += int(fraction) * length
    return PlainDate(start, start + length, _FRACTION_UNITS[len(fraction)], shift)


def _shift(offset: str) -> int:
    if offset == "Z":
        return 0
    minutes = int(offset[-2:]) if len(offset) > len("+00") else 0
    shift = int(offset[1:3]) * HOUR + minutes * MINUTE
    return -shift if offset[0] == "-" else shift


def _unspecified(year: str, month: str | None, day: str | None) -> PlainDate | None:
    if month == "XX":
        found = _specified(year, None, None) if day in (None, "XX") else None
    else:
        found = _specified(year, month, None)
    return found if found is None or found.unit in (TimeUnit.YEAR, TimeUnit.MONTH) else None


def _of_many_years(mask: str, month_text: str | None, day_text: str | None) -> PlainDate | None:
    if mask[0] == "-":
        return None
    first, last = int(mask.replace("X", "0")), int(mask.replace("X", "9"))
    unit = TimeUnit.CENTURY if mask.endswith("XX") else TimeUnit.DECADE
    if month_text in (None, "XX"):
        whole = day_text in (None, "XX")
        return _days(day_number(first, 1, 1), day_number(last + 1, 1, 1), unit) if whole else None
    month = int(month_text)
    if not 1 <= month <= _LAST_MONTH:
        return _division(first, last, month_text, least=unit) if day_text is None else None
    if day_text in (None, "XX"):
        return _days(day_number(first, month, 1), day_number(last, month + 1, 1), unit)
    day = int(day_text)
    if not 1 <= day <= _SHORTEST_MONTH:
        return None
    return _days(day_number(first, month, day), day_number(last, month, day) + 1, unit)


def _division(
    first: int, last: int, code: str, *, least: TimeUnit = TimeUnit.DAY
) -> PlainDate | None:
    if code not in DIVISIONS:
        return None
    return _days(*division_days(first, last, code), max(DIVISIONS[code][2], least))


def _days(first: int, after: int, unit: TimeUnit) -> PlainDate:
    return PlainDate(first * DAY, after * DAY, unit)
