"""The time of day within an EDTF date: its length, its offset, and the limits of both."""

import re

from timeline.errors import WhenError
from timeline.records.edtf_parts import TimeOfDay
from timeline.records.time_units import TimeUnit

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

FURTHEST_BEHIND = -12 * HOUR
FURTHEST_AHEAD = 14 * HOUR

_MICROSECOND_DIGITS = 6
_MILLISECOND_DIGITS = 3


def time_of_day(match: re.Match[str]) -> TimeOfDay:
    """
    Return the time of day of a matched date.

    24:00 is the midnight that ends the day, as ISO 8601-1 has it again since its amendment of
    2022; a 61st second, also a leap second, has no place on an axis without leap seconds.

    Raises:
        WhenError: A number is out of its range.
    """
    hour, minute, second = match["hour"], match["minute"], match["second"]
    fraction, offset = match["fraction"], match["offset"]
    limit = "24" if _is_midnight(minute, second, fraction) else "23"
    _check(match, "hour", limit, "an hour from 00 to 23, or 24:00 for midnight")
    _check(match, "minute", "59", "a minute from 00 to 59")
    _check(match, "second", "59", "a second from 00 to 59; leap seconds are not counted")
    shift = None if offset is None else offset_shift(match.string, match.start("offset"), offset)
    return TimeOfDay(hour, minute, second, fraction, shift, offset == "Z")


def time_span(time: TimeOfDay) -> tuple[int, int, TimeUnit]:
    """
    Return when a time of day begins within its day, how long it lasts, and its precision.

    A fraction finer than a microsecond is the whole microsecond that holds it.
    """
    start = int(time.hour) * HOUR
    if time.minute is None:
        return start, HOUR, TimeUnit.HOUR
    start += int(time.minute) * MINUTE
    if time.second is None:
        return start, MINUTE, TimeUnit.MINUTE
    start += int(time.second) * SECOND
    if time.fraction is None:
        return start, SECOND, TimeUnit.SECOND
    digits = time.fraction[:_MICROSECOND_DIGITS]
    length = 10 ** (_MICROSECOND_DIGITS - len(digits))
    return start + int(digits) * length, length, _fraction_precision(len(digits))


def offset_shift(text: str, at: int, offset: str) -> int:
    """
    Return the microseconds that an offset, `Z`, `+03`, `+03:00` or `+0300`, is ahead of UTC.

    Args:
        text: The whole text, for the error.
        at: Where the offset begins in it.
        offset: The offset itself.

    Raises:
        WhenError: It is -00:00, or no place on earth keeps such a clock.
    """
    if offset == "Z":
        return 0
    hours, minutes = int(offset[1:3]), int(offset[3:].removeprefix(":") or "0")
    shift = hours * HOUR + minutes * MINUTE
    if offset[0] == "-":
        shift = -shift
    if minutes * MINUTE >= HOUR or not FURTHEST_BEHIND <= shift <= FURTHEST_AHEAD:
        raise WhenError(text, at, "an offset from -12:00 to +14:00")
    if offset[0] == "-" and not shift:
        raise WhenError(text, at, "Z or +00:00; a zero offset has no minus")
    return shift


def offset_text(shift: int) -> str:
    """Return an offset as EDTF writes it; zero is `Z`."""
    if not shift:
        return "Z"
    hours, minutes = divmod(abs(shift) // MINUTE, 60)
    return f"{'-' if shift < 0 else '+'}{hours:02}:{minutes:02}"


def _is_midnight(minute: str | None, second: str | None, fraction: str | None) -> bool:
    later = (minute or "") + (second or "") + (fraction or "")
    return minute is not None and not later.strip("0")


def _check(match: re.Match[str], name: str, limit: str, expected: str) -> None:
    found = match[name]
    if found is not None and found > limit:
        raise WhenError(match.string, match.start(name), expected)


def _fraction_precision(digits: int) -> TimeUnit:
    if digits < _MILLISECOND_DIGITS:
        return TimeUnit.SECOND
    return TimeUnit.MILLISECOND if digits < _MICROSECOND_DIGITS else TimeUnit.MICROSECOND
