"""One stated date in a person's words."""

from functools import cache

import arrow.locales
from attrs import evolve

from timeline.records.civil import DAY, civil_date
from timeline.records.edtf_doubts import Mark, date_marks, date_units
from timeline.records.edtf_masks import masked_years
from timeline.records.edtf_parts import CalendarDate, LongYear, Stated, TimeOfDay
from timeline.records.edtf_seasons import DIVISIONS
from timeline.records.edtf_times import offset_text
from timeline.records.time_units import TimeUnit
from timeline.records.wording_tables import Wording

_FIRST_FAMILIAR = 1_000
_LAST_FAMILIAR = 9_999
_LONGEST_SAID = 15
_DECADE = 10
_CENTURY = 100


def date_words(stated: Stated, table: Wording) -> str:
    """Return a date with its doubts."""
    marks = date_marks(stated)
    if isinstance(stated, LongYear):
        said = _long_year_words(stated, table)
    else:
        said = _calendar_words(stated, table)
    if len(set(marks)) == 1:
        return _marked(marks[0], said, table)
    noted = [
        _part_words(unit, mark, table)
        for unit, mark in zip(date_units(stated), marks, strict=True)
        if mark is not None
    ]
    return table.note.format(said=said, note=table.listed.join(noted))


def shortened(first: Stated, last: Stated, table: Wording) -> str:
    """Return the first of two dates without what the last one says again: `1` of `1 to 5 March`."""
    if not isinstance(first, CalendarDate) or not isinstance(last, CalendarDate):
        return date_words(first, table)
    is_other = first.year == last.year and _digits(first) != _digits(last)
    if not is_other or not _is_plain(first) or not _is_plain(last):
        return date_words(first, table)
    if first.day is None or last.day is None or first.month is None:
        return _shortened_month(first, last, table)
    template = table.day_of_month if first.month == last.month else table.day_of_year
    return template.format(day=int(first.day), month=_month_name(int(first.month), table))


def _shortened_month(first: CalendarDate, last: CalendarDate, table: Wording) -> str:
    both_months = first.precision is TimeUnit.MONTH is last.precision
    if first.month is None or not both_months:
        return date_words(first, table)
    return table.month_of_year.format(month=_month_name(int(first.month), table))


def _is_plain(stated: CalendarDate) -> bool:
    text = stated.year + (stated.month or "") + (stated.day or "")
    return stated.time is None and not any(stated.marks) and "X" not in text


def _calendar_words(stated: CalendarDate, table: Wording) -> str:
    said = _masked_words(stated, table) if "X" in _digits(stated) else _plain_words(stated, table)
    return said if stated.time is None else _timed(said, stated.time, table)


def _digits(stated: CalendarDate) -> str:
    return "-".join(part for part in (stated.year, stated.month, stated.day) if part is not None)


def _plain_words(stated: CalendarDate, table: Wording) -> str:
    year = int(stated.year)
    if stated.month is None:
        return _lone_year_words(year, table)
    if stated.month in DIVISIONS:
        return table.divisions[stated.month].format(year=year_words(year, table))
    if stated.day is None:
        month = _month_name(int(stated.month), table)
        return table.month.format(month=month, year=year_words(year, table))
    return _day_words((year, int(stated.month), int(stated.day)), table)


def _masked_words(stated: CalendarDate, table: Wording) -> str:
    if stated.month is None and stated.year.rstrip("X").find("X") < 0:
        return _masked_year_words(stated.year, table)
    if "X" not in stated.year and stated.month is not None:
        known = stated.month != "XX"
        date = evolve(stated, day=None, month=stated.month if known else None, time=None)
        if stated.day is None and not known:
            return table.some_month.format(date=_plain_words(date, table))
        if stated.day == "XX" and "X" not in _digits(date):
            return table.some_day.format(date=_plain_words(date, table))
    first = _day_words(civil_date(stated.earliest // DAY), table)
    last = _day_words(civil_date(stated.latest // DAY - 1), table)
    return table.masked.format(first=first, last=last, text=_digits(stated))


def _masked_year_words(mask: str, table: Wording) -> str:
    first, last = next(masked_years(mask)), next(masked_years(mask, last_first=True))
    if last - first == _DECADE - 1 and first % _CENTURY and first > 0:
        return table.decade.format(year=first)
    return table.years.format(first=year_words(first, table), last=year_words(last, table))


def _long_year_words(stated: LongYear, table: Wording) -> str:
    if len(str(abs(stated.year))) > _LONGEST_SAID:
        return table.lone_year.format(year=stated.written.removeprefix("Y"))
    if stated.significant is None:
        return _lone_year_words(stated.year, table)
    return table.estimated_year.format(
        year=year_words(stated.year, table),
        first=year_words(civil_date(stated.earliest // DAY)[0], table),
        last=year_words(civil_date(stated.latest // DAY - 1)[0], table),
    )


def _lone_year_words(year: int, table: Wording) -> str:
    said = year_words(year, table)
    familiar = year <= 0 or _FIRST_FAMILIAR <= year <= _LAST_FAMILIAR
    return said if familiar else table.lone_year.format(year=said)


def year_words(year: int, table: Wording) -> str:
    """Return a year; those before year 1 count backwards from 1 BCE."""
    return str(year) if year > 0 else table.before_christ.format(year=1 - year)


def _day_words(date: tuple[int, int, int], table: Wording) -> str:
    year, month, day = date
    return table.day.format(day=day, month=_month_name(month, table), year=year_words(year, table))


def _timed(said: str, time: TimeOfDay, table: Wording) -> str:
    if time.minute is None:
        following = f"{int(time.hour) + 1:02}:00"
        said = table.hour.format(date=said, time=f"{time.hour}:00", next=following)
    else:
        second = "" if time.second is None else f":{time.second}"
        fraction = "" if time.fraction is None else f".{time.fraction}"
        said = table.time.format(date=said, time=f"{time.hour}:{time.minute}{second}{fraction}")
    if time.shift is None:
        return said
    return f"{said} UTC{offset_text(time.shift).removesuffix('Z')}"


def _marked(mark: Mark | None, said: str, table: Wording) -> str:
    if mark is None:
        return said
    templates = {Mark.ABOUT: table.about, Mark.UNSURE: table.unsure, Mark.BOTH: table.both}
    return templates[mark].format(date=said)


def _part_words(unit: TimeUnit, mark: Mark, table: Wording) -> str:
    templates = {
        Mark.ABOUT: table.part_about,
        Mark.UNSURE: table.part_unsure,
        Mark.BOTH: table.part_both,
    }
    return templates[mark].format(part=table.parts.get(unit, table.parts[TimeUnit.MINUTE]))


def _month_name(month: int, table: Wording) -> str:
    return _month_names(table.language)[month]


@cache
def _month_names(language: str) -> tuple[str, ...]:
    locale = arrow.locales.get_locale(language)
    return ("", *(locale.month_name(month) for month in range(1, 13)))
