"""The slots that numbers fill, whatever the language; only the digits 0 to 9 are digits."""

import re
from collections.abc import Callable, Mapping

_NUMBER = re.compile(r"[0-9]{1,4}")
_YEAR = re.compile(r"[12][0-9]{3}")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_WALL_TIME = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})")
_FOUR_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})")
_ISO_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?")
_DOTTED_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
_NUMBERED_DATE = re.compile(r"[0-9]{1,4}(?:/[0-9]{1,4}){1,2}|[0-9]{1,4}(?:\.[0-9]{1,4}){2}")
_DOTTED_PAIR = re.compile(
    r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12][0-9]|3[01])"
)
_LAST_DAY = 31
_LAST_HOUR = 24
_HOUR = 60
_DAY_MINUTES = _LAST_HOUR * _HOUR


def _number(token: str) -> int | None:
    return int(token) if _NUMBER.fullmatch(token) else None


def _day_number(token: str) -> int | None:
    number = _number(token)
    return number if number is not None and 1 <= number <= _LAST_DAY else None


def _year(token: str) -> int | None:
    return int(token) if _YEAR.fullmatch(token) else None


def _two_digits(token: str) -> int | None:
    return int(token) if _TWO_DIGITS.fullmatch(token) else None


def _minutes(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    minutes = hour * _HOUR + minute
    return minutes if minute < _HOUR and minutes <= _DAY_MINUTES else None


def _wall_time(token: str) -> int | None:
    return _minutes(_WALL_TIME.fullmatch(token))


def _four_digits(token: str) -> int | None:
    return _minutes(_FOUR_DIGITS.fullmatch(token))


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def matching(token: str) -> str | None:
        return token if pattern.fullmatch(token) else None

    return matching


NUMERALS: Mapping[str, Callable[[str], int | str | None]] = {
    "NUMBER": _number,
    "DAY_NUMBER": _day_number,
    "YEAR": _year,
    "TWO_DIGITS": _two_digits,
    "WALL_TIME": _wall_time,
    "FOUR_DIGITS": _four_digits,
    "ISO_DATE": _matching(_ISO_DATE),
    "DOTTED_PAIR": _matching(_DOTTED_PAIR),
    "DOTTED_DATE": _matching(_DOTTED_DATE),
    "NUMBERED_DATE": _matching(_NUMBERED_DATE),
}
"""By slot, what one token means there, or `None`; times of day are minutes from midnight."""
