"""Dates with unspecified digits: the first and the last real day that `156X-12-3X` can mean."""

from collections.abc import Iterable, Iterator
from itertools import product

from timeline.records.civil import day_number, month_length
from timeline.records.time_units import TimeUnit

_MONTHS = range(1, 13)
_DAYS = range(1, 32)

_BY_FIRST_X = (TimeUnit.LONGER, TimeUnit.MILLENNIUM, TimeUnit.CENTURY, TimeUnit.DECADE)


def masked_days(year: str, month: str | None, day: str | None) -> tuple[int, int] | None:
    """
    Return the first and the last day number that a masked date can mean; `None` if there is none.

    Every `X` stands for one digit, each on its own, and only dates that exist count:
    `15XX-02-29` runs from 1504 to 1596, `15XX-02-3X` means nothing.

    Args:
        year: Four digits or `X`, after `-` where it lies before year 0.
        month: Two digits or `X`; no division of the year.
        day: Two digits or `X`.
    """
    months = _matching(month, _MONTHS)
    days = _matching(day, _DAYS)
    first = next(_days(masked_years(year), months, days), None)
    last = next(_days(masked_years(year, last_first=True), months[::-1], days[::-1]), None)
    return None if first is None or last is None else (first, last)


def masked_years(mask: str, *, last_first: bool = False) -> Iterator[int]:
    """Yield the years that a mask can mean, in order; there is no year -0."""
    past = mask.startswith("-")
    digits = "9876543210" if past != last_first else "0123456789"
    places = [digits if place == "X" else place for place in mask.removeprefix("-")]
    sign = -1 if past else 1
    for chosen in product(*places):
        year = sign * int("".join(chosen))
        if year or not past:
            yield year


def masked_precision(year: str, month: str | None, day: str | None) -> TimeUnit:
    """Return the smallest unit that holds all that the digits leave open."""
    if "X" in year:
        return _BY_FIRST_X[year.removeprefix("-").index("X")]
    if month is None or "X" in month:
        return TimeUnit.YEAR
    return TimeUnit.MONTH if day is None or "X" in day else TimeUnit.DAY


def _matching(mask: str | None, numbers: range) -> list[int]:
    if mask is None or mask == "XX":
        return list(numbers)
    found = [10 * tens + ones for tens in _digits(mask[0]) for ones in _digits(mask[1])]
    return [number for number in found if number in numbers]


def _digits(place: str) -> range:
    return range(10) if place == "X" else range(int(place), int(place) + 1)


def _days(years: Iterable[int], months: list[int], days: list[int]) -> Iterator[int]:
    for year, month, day in ((y, m, d) for y in years for m in months for d in days):
        if day <= month_length(year, month):
            yield day_number(year, month, day)
