"""Seasons and quarters: `autumn`, `last summer`, `the spring of 2022`, `the third quarter`."""

from timeline.records.phrasing import recurrence
from timeline.records.phrasing.answers import Choice, Refusal
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, day_wall, one

WINTER = 12
"""The month in which winter begins; seasons are named by their first month."""

_QUARTER_MONTHS = 3
_QUARTERS = 4
_HALF_MONTHS = 6
_HALVES = 2
_CENTURY = 100


def season(said: Said, *, season: int) -> Stretch:
    """Return the latest such season that had begun, or the first one not over."""
    return recurrence.bare(said, _turn(said, season, Unit.SEASON), Unit.YEAR)


def last_season(said: Said, *, season: int) -> Stretch | Choice:
    """Return *last summer*; see `recurrence.last`."""
    return recurrence.last(said, _turn(said, season, Unit.SEASON), Unit.YEAR)


def next_season(said: Said, *, season: int) -> Stretch | Choice:
    """Return *next summer*; see `recurrence.next_one`."""
    return recurrence.next_one(said, _turn(said, season, Unit.SEASON), Unit.YEAR)


def season_of_year(_: Said, *, season: int, year: int) -> Stretch | Refusal:
    """Return *the spring of 2022*; a winter of one year may be that which began or ended in it."""
    if season == WINTER:
        return Refusal("winter-of-two-years")
    return one(day_wall(year, season, 1), Unit.SEASON)


def season_of(said: Said, *, season: int, within: Stretch) -> Stretch | Refusal:
    """Return *summer last year*."""
    return season_of_year(said, season=season, year=within.first.year)


def winter(_: Said, *, year: int, two_digits: int) -> Stretch | Refusal:
    """Return *the winter of 2022-23*."""
    if (year + 1) % _CENTURY != two_digits:
        return Refusal("winter-of-two-years")
    return one(day_wall(year, WINTER, 1), Unit.SEASON)


def quarter(said: Said, *, nth: int) -> Stretch | None:
    """Return the latest such quarter that had begun, or the first one not over."""
    if nth > _QUARTERS:
        return None
    month = _QUARTER_MONTHS * (nth - 1) + 1
    return recurrence.bare(said, _turn(said, month, Unit.QUARTER), Unit.YEAR)


def quarter_of_year(_: Said, *, nth: int, year: int) -> Stretch | None:
    """Return *the third quarter of 2024*."""
    if nth > _QUARTERS:
        return None
    return one(day_wall(year, _QUARTER_MONTHS * (nth - 1) + 1, 1), Unit.QUARTER)


def quarter_of(said: Said, *, nth: int, within: Stretch) -> Stretch | None:
    """Return *the third quarter of last year*."""
    return quarter_of_year(said, nth=nth, year=within.first.year)


def half_of_year(_: Said, *, nth: int, year: int) -> Stretch | None:
    """Return *the first half of 2024*."""
    if nth > _HALVES:
        return None
    return one(day_wall(year, _HALF_MONTHS * (nth - 1) + 1, 1), Unit.HALF)


def half_of(said: Said, *, nth: int, within: Stretch) -> Stretch | None:
    """Return *the second half of this year*."""
    return half_of_year(said, nth=nth, year=within.first.year)


def _turn(said: Said, month: int, unit: Unit) -> recurrence.Turn:
    def turn(years: int) -> Stretch:
        return one(day_wall(said.day.year + years, month, 1), unit)

    return turn
