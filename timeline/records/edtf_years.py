"""Years beyond four digits, with an exponent, or of which only some digits are significant."""

import re

from timeline.errors import WhenError
from timeline.records.civil import DAY, day_number
from timeline.records.edtf_parts import LongYear
from timeline.records.time_units import TimeUnit

LONG_YEAR = re.compile(
    r"(?P<before>[?~%])?"
    r"(?:Y(?P<long>-?[1-9][0-9]*)(?:E(?P<exponent>[1-9][0-9]*))?|(?P<short>-?[0-9]{4})(?=S))"
    r"(?:S(?P<significant>[1-9][0-9]*))?(?P<after>[?~%])?"
)

MOST_DIGITS = 1_000
"""Digits of a year, written out; far beyond the age of anything, and still quick to handle."""

_SHORTEST_LONG = 5
_SIZES = (
    (1, TimeUnit.YEAR),
    (10, TimeUnit.DECADE),
    (100, TimeUnit.CENTURY),
    (1000, TimeUnit.MILLENNIUM),
)


def long_year(match: re.Match[str]) -> LongYear:
    """
    Return the year of a match of `LONG_YEAR`.

    `1950S2` is, by ISO 8601-2 (4.7.4), some year from 1900 to 1999 that is estimated to be 1950:
    the bounds are those hundred years, and `year` is the estimate.
    Readers that give 1950 alone claim more than the text does.

    Raises:
        WhenError: A year of four digits is written with `Y`, or one has too many digits.
    """
    year = _number(match)
    significant = None if match["significant"] is None else _significant(match)
    first, last = (year, year) if significant is None else _rounded(year, significant)
    return LongYear(
        match.start(),
        day_number(first, 1, 1) * DAY,
        day_number(last + 1, 1, 1) * DAY,
        next((unit for size, unit in _SIZES if last - first < size), TimeUnit.LONGER),
        year,
        match.string[_written_from(match) : _written_to(match)],
        significant,
        (match["before"], match["after"]),
    )


def _number(match: re.Match[str]) -> int:
    if match["long"] is None:
        return _short_number(match)
    mantissa, exponent = match["long"], match["exponent"]
    digits = len(mantissa.removeprefix("-"))
    if exponent is None and digits < _SHORTEST_LONG:
        raise WhenError(
            match.string, match.start("long"), "at least five digits after Y; fewer need no Y"
        )
    _check_size(match, digits, exponent)
    return int(mantissa + "0" * int(exponent or "0"))


def _short_number(match: re.Match[str]) -> int:
    if match["short"] == "-0000":
        raise WhenError(match.string, match.start("short"), "a year; year 0 has no minus: 0000")
    return int(match["short"])


def _check_size(match: re.Match[str], digits: int, exponent: str | None) -> None:
    zeros = 0 if exponent is None else int(exponent[:MOST_DIGITS])
    if digits + zeros > MOST_DIGITS:
        place = match.start("long" if exponent is None else "exponent")
        raise WhenError(match.string, place, f"a year of at most {MOST_DIGITS} digits")


def _significant(match: re.Match[str]) -> int:
    return int(match["significant"][:MOST_DIGITS])


def _rounded(year: int, significant: int) -> tuple[int, int]:
    size = 10 ** max(0, len(str(abs(year))) - significant)
    first = abs(year) // size * size
    bounds = (first, first + size - 1)
    return bounds if year >= 0 else (-bounds[1], -bounds[0])


def _written_from(match: re.Match[str]) -> int:
    return match.start() + (match["before"] is not None)


def _written_to(match: re.Match[str]) -> int:
    return match.end() - (match["after"] is not None)
