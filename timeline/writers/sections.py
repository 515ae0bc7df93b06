"""Sections of a chronology: its entries, in its order, under the months in which they began."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

from arrow.locales import EnglishLocale
from attrs import frozen

from timeline.records import When
from timeline.records.civil import DAY, civil_date
from timeline.records.edtf import expression
from timeline.records.edtf_parts import Expression, Range
from timeline.records.zones import clock
from timeline.resolution import Entry

_ENGLISH = EnglishLocale()
_DECEMBER = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@frozen
class Section:
    """
    Entries that follow each other and began in the same month, or in the same wider time.

    Args:
        heading: That time, in words; a heading that comes again is marked as continued.
        anchor: Name to link to, unique among the sections.
        entries: The entries, in the order of the chronology.
    """

    heading: str
    anchor: str
    entries: tuple[Entry, ...]


def sections(entries: Iterable[Entry]) -> tuple[Section, ...]:
    """Return all entries in their order, in sections."""
    return tuple(_sections(entries))


def heading(happened: When) -> str:
    """
    Return the month in which something began, or the wider time that it may have begun in.

    Months are those of the time's own zone, as in its words.

    >>> heading(When("2024-10-28"))
    'October 2024'
    >>> heading(When("[..2024-10-27]"))
    'Before 28 October 2024'
    """
    start, shift = happened.start, _shift(happened)
    first = None if start.earliest is None else civil_date((start.earliest + shift) // DAY)
    last = None if start.latest is None else civil_date((start.latest + shift - 1) // DAY)
    if first and last:
        return _months(first[0], first[1], last[0], last[1])
    if first:
        return f"{_month(first[0], first[1])} or later"
    if start.latest is not None:
        return f"Before {_next_day(start.latest + shift)}"
    return "Beginning unknown"


def _sections(entries: Iterable[Entry]) -> Iterator[Section]:
    seen: Counter[str] = Counter()
    for words, group in groupby(entries, key=lambda each: heading(each.happened)):
        seen[words] += 1
        again = seen[words] > 1
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        anchor = f"s-{slug}-{seen[words]}" if again else f"s-{slug}"
        yield Section(f"{words} (continued)" if again else words, anchor, tuple(group))


def _months(year: int, month: int, last_year: int, last_month: int) -> str:
    whole_years = month == 1 and last_month == _DECEMBER
    if (year, month) == (last_year, last_month):
        return _month(year, month)
    if whole_years and year == last_year:
        return _year(year)
    if whole_years:
        return f"{_year(year)} to {_year(last_year)}"
    if year == last_year:
        return f"{_ENGLISH.month_name(month)} to {_month(last_year, last_month)}"
    return f"{_month(year, month)} to {_month(last_year, last_month)}"


def _next_day(bound: int) -> str:
    year, month, day = civil_date(-(-bound // DAY))
    if (month, day) == (1, 1):
        return _year(year)
    return _month(year, month) if day == 1 else f"{day} {_month(year, month)}"


def _month(year: int, month: int) -> str:
    return f"{_ENGLISH.month_name(month)} {_year(year)}"


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"


def _shift(happened: When) -> int:
    """Microseconds that the clock of its words is ahead of UTC when it may first have begun."""
    bounds = (happened.start.earliest, happened.start.latest)
    moment = next((each for each in bounds if each is not None), None)
    if moment is None:
        return 0
    parts = expression(happened.text)
    name = parts.suffix or happened.zone
    if name is None:
        return _written_shift(parts)
    zone = clock(name, text=happened.text, at=0).zone
    if isinstance(zone, int):
        return zone
    try:
        offset = (_EPOCH + moment * _MICROSECOND).astimezone(zone).utcoffset()
    except OverflowError:
        return 0
    return (offset or timedelta()) // _MICROSECOND


def _written_shift(parts: Expression) -> int:
    ranges = (each for each in parts.members if isinstance(each, Range))
    stated = next((each.first or each.last for each in ranges), None)
    return (stated.shift or 0) if stated else 0
