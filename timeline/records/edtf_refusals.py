"""Why a text is no EDTF date: the first place that does not fit, and what would."""

import re
from typing import NamedTuple

from timeline.errors import WhenError

_DIGITS = re.compile(r"[0-9X]*")
_OFFSET = re.compile(r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)[?~%]?")
_PLAINER = (
    (
        re.compile("(?<=[0-9]{2}) (?=[0-9]{2}:)"),
        "T between the day and the time of day, not a blank",
    ),
    (re.compile(r"\s"), "no blank and no line break"),
    (
        re.compile(","),
        "brackets around several dates: [ ] if one of them is meant, { } if all are",
    ),
    (re.compile(r"(?![0-9])\d"), "an ASCII digit, 0 to 9"),
    (
        re.compile("(?<=[0-9]{4})[0-9]"),
        "a year of four digits; longer ones begin with Y, full dates have hyphens",
    ),
)
"""What stands at a fault, and words plainer than what the grammar expects there."""


class _Step(NamedTuple):
    """
    The next piece of a date, and what is expected where it is missing.

    Args:
        of_digits: The fault lies after the digits that are there.
        or_offset: An offset may stand here, and then ends the date.
    """

    pattern: re.Pattern[str]
    expected: str = ""
    of_digits: bool = False
    or_offset: bool = False


_MARK = _Step(re.compile(r"[?~%]?"))

_CALENDAR_STEPS = (
    _MARK,
    _Step(re.compile("-?")),
    _Step(
        re.compile("[0-9X]{4}"), "a year of four digits, such as 2024, 0476 or 198X", of_digits=True
    ),
    _MARK,
    _Step(re.compile("-"), "a hyphen and a month, or the end of the date"),
    _MARK,
    _Step(re.compile("[0-9X]{2}"), "a month of two digits", of_digits=True),
    _MARK,
    _Step(re.compile("-"), "a hyphen and a day, or the end of the date"),
    _MARK,
    _Step(re.compile("[0-9X]{2}"), "a day of two digits", of_digits=True),
    _MARK,
    _Step(re.compile("T"), "T and a time of day, or the end of the date"),
    _Step(re.compile("[0-9]{2}"), "an hour of two digits", of_digits=True),
    _Step(
        re.compile(":"),
        "minutes, an offset such as +02:00, or the end of the date",
        or_offset=True,
    ),
    _Step(re.compile("[0-9]{2}"), "minutes of two digits", of_digits=True),
    _Step(
        re.compile(":"),
        "seconds, an offset such as +02:00, or the end of the date",
        or_offset=True,
    ),
    _Step(re.compile("[0-9]{2}"), "seconds of two digits", of_digits=True),
    _Step(
        re.compile(r"\."),
        "a fraction, an offset such as +02:00, or the end of the date",
        or_offset=True,
    ),
    _Step(re.compile("[0-9]+"), "digits of a fraction"),
    _Step(re.compile(r"(?!)"), "an offset such as +02:00, or the end of the date", or_offset=True),
)

_LONG_STEPS = (
    _Step(re.compile("[?~%]?Y-?")),
    _Step(re.compile("[1-9][0-9]*"), "the digits of a year, the first not 0"),
    _Step(re.compile("(?:E(?=[0-9]))?")),
    _Step(re.compile("(?:(?<=E)[1-9][0-9]*)?(?<!E)"), "an exponent that does not begin with 0"),
    _Step(re.compile("(?:S(?=[0-9]))?")),
    _Step(re.compile("(?:(?<=S)[1-9][0-9]*)?(?<!S)"), "a number of significant digits from 1"),
    _MARK,
    _Step(re.compile("(?!)"), "the end of the date"),
)


def refusal(text: str, start: int, end: int) -> WhenError:
    """Return the error for a stretch of a text that is no date."""
    if start == end:
        return WhenError(text, start, "a date such as 2024-10-28")
    steps = _LONG_STEPS if "Y" in text[start : start + 2] else _CALENDAR_STEPS
    place = start
    for step in steps:
        match = step.pattern.match(text, place, end)
        if match is None:
            return _misfit(text, place, end, step)
        place = match.end()
    return WhenError(text, place, "the end of the date")


def _misfit(text: str, place: int, end: int, step: _Step) -> WhenError:
    offset = _OFFSET.match(text, place, end) if step.or_offset else None
    if offset is not None:
        return WhenError(text, offset.end(), "the end of the date")
    if step.of_digits:
        found = _DIGITS.match(text, place, end)
        place = place if found is None else found.end()
    return WhenError(text, place, _plainer(text, place, end) or step.expected)


def _plainer(text: str, place: int, end: int) -> str | None:
    found = (expected for pattern, expected in _PLAINER if pattern.match(text, place, end))
    return next(found, None)
