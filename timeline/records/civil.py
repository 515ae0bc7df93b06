"""
Day numbers and civil dates: the proleptic Gregorian calendar in whole numbers, without limits.

Years are astronomical: year 0 is 1 BCE, year -1 is 2 BCE.
Day 0 is 1970-01-01.
The method is Howard Hinnant's, <https://howardhinnant.github.io/date_algorithms.html>:
a year begins in March, so the leap day is its last day.
"""

DAY = 86_400_000_000
"""Microseconds of a day, without leap seconds."""

CYCLE_DAYS = 146_097
"""Days of 400 years, after which the calendar, weekdays included, repeats."""

_EPOCH_FROM_MARCH = 719_468
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


def is_leap(year: int) -> bool:
    """Return whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the days of a month, 1 to 12, of a year."""
    return _MONTH_LENGTHS[month - 1] + (month == _FEBRUARY and is_leap(year))


def day_number(year: int, month: int, day: int) -> int:
    """
    Return the days from 1970-01-01 to a date.

    Args:
        year: Any whole number, astronomical.
        month: From 1; a month above 12 lies in a later year, so month 13 is the next January.
        day: From 1; not checked, a day beyond the month's last one lies in the next month.
    """
    shifted = month - 3
    march_year = year + shifted // 12
    day_of_year = (153 * (shifted % 12) + 2) // 5 + day - 1
    leap_days = march_year // 4 - march_year // 100 + march_year // 400
    return march_year * 365 + leap_days + day_of_year - _EPOCH_FROM_MARCH


def civil_date(day_number: int) -> tuple[int, int, int]:
    """Return the year, month and day of a day number; the inverse of `day_number`."""
    cycle, day_of_cycle = divmod(day_number + _EPOCH_FROM_MARCH, CYCLE_DAYS)
    leap_days = day_of_cycle // 1460 - day_of_cycle // 36_524 + day_of_cycle // 146_096
    year_of_cycle = (day_of_cycle - leap_days) // 365
    days_before = 365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100
    day_of_year = day_of_cycle - days_before
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    march_year = cycle * 400 + year_of_cycle
    return march_year + (shifted + 2) // 12, (shifted + 2) % 12 + 1, day
