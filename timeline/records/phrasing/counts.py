"""Numbers of a phrase: `twenty-one`, `3`, `28th`."""

from timeline.records.phrasing.answers import Count
from timeline.records.phrasing.said import Said


def tens_and_ones(_: Said, *, tens: int, ones: int) -> Count:
    """Return 21 of *twenty-one*."""
    return Count(tens + ones, tens + ones)


def count_of(_: Said, *, number: int) -> Count:
    """Return a number in digits."""
    return Count(number, number)


def nth_of(_: Said, *, number: int) -> int:
    """Return 28 of *28th*."""
    return number
