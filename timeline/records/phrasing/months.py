"""Months, with a year or without: `in June`, `February 2022`, `March next year`, `last May`."""

from attrs import evolve

from timeline.records.phrasing import recurrence
from timeline.records.phrasing.answers import Choice
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, day_wall, floored, one, shifted


def month(said: Said, *, month: int, year: int | None = None) -> Stretch:
    """Return a month, of the year that `year_of_month` gives where none is said."""
    if year is not None:
        return one(day_wall(year, month, 1), Unit.MONTH)
    found = one(day_wall(year_of_month(said, month), month, 1), Unit.MONTH)
    return evolve(found, recurs=Unit.YEAR)


def year_of_month(said: Said, month: int) -> int:
    """
    Return the year of a month that is named without one.

    In the past: that of the latest such month up to the one after publication's, since news says
    *next week's vote on 4 November* without a year, and adds the year or *last* to what was
    eleven months ago. In the future: that of the first such month not over.
    """
    if said.ahead:
        return int(said.day.year) + (month < int(said.day.month))
    following = shifted(floored(said.day, Unit.MONTH), Unit.MONTH, 1)
    return int(following.year) - (month > int(following.month))


def last_month_named(said: Said, *, month: int) -> Stretch | Choice:
    """Return *last June*; see `recurrence.last`."""
    return recurrence.last(said, _turn(said, month), Unit.YEAR)


def next_month_named(said: Said, *, month: int) -> Stretch | Choice:
    """Return *next June*; see `recurrence.next_one`."""
    return recurrence.next_one(said, _turn(said, month), Unit.YEAR)


def this_month_named(said: Said, *, month: int) -> Stretch:
    """Return *this June*: the one in the year of publication."""
    return _turn(said, month)(0)


def month_of(_: Said, *, month: int, within: Stretch) -> Stretch:
    """Return *March next year*, *June of this year*."""
    return one(day_wall(within.first.year, month, 1), Unit.MONTH)


def _turn(said: Said, month: int) -> recurrence.Turn:
    def turn(years: int) -> Stretch:
        return one(day_wall(said.day.year + years, month, 1), Unit.MONTH)

    return turn
