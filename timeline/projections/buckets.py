"""Days, weeks and months in a zone, as stretches of the time axis with their names."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from timeline.records.civil import DAY, civil_date, day_number
from timeline.records.windows import Window
from timeline.records.zones import clock
from timeline.resolution.index.columns import Integers

_MONTHS = 12
_WEEK = 7
_THURSDAY = 3
_MONDAY_BEFORE_EPOCH = -3


class Calendar(StrEnum):
    """A stretch of the calendar to count by."""

    DAY = "day"
    WEEK = "week"
    """From Monday, named by its ISO week: `2024-W44`."""

    MONTH = "month"
    YEAR = "year"


@frozen(kw_only=True, order=True)
class Bucket:
    """
    One day, week, month or year.

    Args:
        at: Its place among those of its sort, from the one that 1970-01-01 is in.
        name: What it is called, as in `2024-10-28`, `2024-W44`, `2024-10`.
        window: Its moments.
    """

    at: int
    name: str = field(order=False)
    window: Window = field(order=False)

    def __str__(self) -> str:
        return self.name


@define(slots=False)
class Buckets:
    """
    The buckets of one sort in one zone, by their places.

    Args:
        calendar: Which sort.
        zone: IANA name or offset; a day begins when it begins there.

    Raises:
        WhenError: There is no such zone.
    """

    calendar: Calendar
    zone: str = "UTC"

    def __attrs_post_init__(self) -> None:
        self._starts: dict[int, int] = {}
        self._clock = clock(self.zone, text=self.zone, at=0)

    def start(self, at: int) -> int:
        """Return the first moment of a bucket, in microseconds since 1970 UTC."""
        if at not in self._starts:
            self._starts[at] = self._clock.earliest(_FIRST_DAYS[self.calendar](at) * DAY)
        return self._starts[at]

    def at(self, moment: int) -> int:
        """Return the place of the bucket that a moment is in."""
        guess = _PLACES[self.calendar](moment // DAY)
        if moment < self.start(guess):  # no zone is a day away from UTC
            return guess - 1
        return guess if moment < self.start(guess + 1) else guess + 1

    def places(self, moments: NDArray[np.object_] | Integers) -> Integers:
        """Return the place of the bucket that each of some moments is in."""
        if not len(moments):
            return np.empty(0, np.int64)
        first, last = self.at(int(moments.min())), self.at(int(moments.max()))
        if last - first < len(moments):
            starts = np.array([self.start(at) for at in range(first, last + 1)], moments.dtype)
            return np.searchsorted(starts, moments, side="right").astype(np.int64) - 1 + first
        told, where = np.unique(moments, return_inverse=True)
        return np.array([self.at(int(each)) for each in told.tolist()], np.int64)[where]

    def exists(self, at: int) -> bool:
        """Return whether a bucket has moments; a day that a zone left out has none."""
        return self.start(at) < self.start(at + 1)

    def bucket(self, at: int) -> Bucket:
        """
        Return a bucket.

        Raises:
            WhenError: It does not exist.
        """
        name = _NAMES[self.calendar](_FIRST_DAYS[self.calendar](at))
        return Bucket(at=at, name=name, window=Window(self.start(at), self.start(at + 1)))

    def reach(self, window: Window) -> tuple[int | None, int | None]:
        """Return the places of the first and the last bucket that a window touches."""
        first = None if window.earliest is None else self.at(window.earliest)
        last = None if window.latest is None else self.at(window.latest - 1)
        return first, last

    @cached_property
    def heading(self) -> str:
        """What stands above a column of them."""
        return self.calendar.value if self.zone == "UTC" else f"{self.calendar} ({self.zone})"


def _month_of(day: int) -> int:
    year, month, _ = civil_date(day)
    return (year - 1970) * _MONTHS + month - 1


def _first_of_month(at: int) -> int:
    return day_number(1970 + at // _MONTHS, at % _MONTHS + 1, 1)


def _day_name(day: int) -> str:
    year, month, date = civil_date(day)
    return f"{_year(year)}-{month:02}-{date:02}"


def _week_name(monday: int) -> str:
    year, _, _ = civil_date(monday + _THURSDAY)
    week = (monday + _THURSDAY - day_number(year, 1, 1)) // _WEEK + 1
    return f"{_year(year)}-W{week:02}"


def _month_name(day: int) -> str:
    year, month, _ = civil_date(day)
    return f"{_year(year)}-{month:02}"


def _year_name(day: int) -> str:
    return _year(civil_date(day)[0])


def _year(year: int) -> str:
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


_PLACES: Mapping[Calendar, Callable[[int], int]] = {
    Calendar.DAY: lambda day: day,
    Calendar.WEEK: lambda day: (day - _MONDAY_BEFORE_EPOCH) // _WEEK,
    Calendar.MONTH: _month_of,
    Calendar.YEAR: lambda day: civil_date(day)[0] - 1970,
}
_FIRST_DAYS: Mapping[Calendar, Callable[[int], int]] = {
    Calendar.DAY: lambda at: at,
    Calendar.WEEK: lambda at: at * _WEEK + _MONDAY_BEFORE_EPOCH,
    Calendar.MONTH: _first_of_month,
    Calendar.YEAR: lambda at: day_number(1970 + at, 1, 1),
}
_NAMES: Mapping[Calendar, Callable[[int], str]] = {
    Calendar.DAY: _day_name,
    Calendar.WEEK: _week_name,
    Calendar.MONTH: _month_name,
    Calendar.YEAR: _year_name,
}
