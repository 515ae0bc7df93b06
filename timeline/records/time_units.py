"""The units in which time is known, from the microsecond to more than a millennium."""

from enum import IntEnum


class TimeUnit(IntEnum):
    """
    A unit of time; as a precision, the smallest one that holds all that a text leaves open.

    `2024-10` and `2024-10-XX` are known to the month, `156X-12-25` to the decade.
    A span or a set is known as finely as the coarsest date in it.
    Finer is less.
    """

    MICROSECOND = 1
    MILLISECOND = 2
    SECOND = 3
    MINUTE = 4
    HOUR = 5
    DAY = 6
    MONTH = 7
    SEASON = 8
    QUARTER = 9
    QUADRIMESTER = 10
    SEMESTER = 11
    YEAR = 12
    DECADE = 13
    CENTURY = 14
    MILLENNIUM = 15
    LONGER = 16
    """More than a millennium, as in `XXXX` or `Y17E7S1`."""

    UNKNOWN = 17
    """No date is written, as in `../..`."""
