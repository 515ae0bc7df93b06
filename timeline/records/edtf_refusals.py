"""Why a text is no EDTF date: the first place that does not fit, and what would."""

import re

from timeline.errors import WhenError

_DIGITS = re.compile(r"[0-9X]*")
_OFFSET = re.compile(r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)[?~%]?")
_MARK = re.compile(r"[?~%]?")

_Step = tuple[re.Pattern[str], str]

_CALENDAR_STEPS: tuple[_Step, ...] = (
    (_MARK, ""),
    (re.compile("-?"), ""),
    (re.compile("[0-9X]{4}"), "a year of four digits, such as 2024, 0476 or 198X"),
    (_MARK, ""),
    (re.compile("-"), "a hyphen and a month, or the end of the date"),
    (_MARK, ""),
    (re.compile("[0-9X]{2}"), "a month of two digits"),
    (_MARK, ""),
    (re.compile("-"), "a hyphen and a day, or the end of the date"),
    (_MARK, ""),
    (re.compile("[0-9X]{2}"), "a day of two digits"),
    (re.compile("[?~%]?(?!T)|(?=T)"), "T right after the day"),
    (re.compile("T"), "T and a time of day, or the end of the date"),
    (re.compile("[0-9]{2}"), "an hour of two digits"),
    (re.compile(":"), "minutes, an offset such as +02:00, or the end of the date"),
    (re.compile("[0-9]{2}"), "minutes of two digits"),
    (re.compile(":"), "seconds, an offset such as +02:00, or the end of the date"),
    (re.compile("[0-9]{2}"), "seconds of two digits"),
    (re.compile(r"\."), "a fraction, an offset such as +02:00, or the end of the date"),
    (re.compile("[0-9]+"), "digits of a fraction"),
)

_LONG_STEPS: tuple[_Step, ...] = (
    (re.compile("[?~%]?Y-?"), ""),
    (re.compile("[1-9][0-9]*"), "the digits of a year, the first not 0"),
    (re.compile("(?:E(?=[0-9]))?"), ""),
    (re.compile("(?:(?<=E)[1-9][0-9]*)?(?<!E)"), "an exponent that does not begin with 0"),
    (re.compile("(?:S(?=[0-9]))?"), ""),
    (re.compile("(?:(?<=S)[1-9][0-9]*)?(?<!S)"), "a number of significant digits from 1"),
    (_MARK, ""),
)


def refusal(text: str, start: int, end: int) -> WhenError:
    """Return the error for a stretch of a text that is no date."""
    if start == end:
        return WhenError(text, start, "a date such as 2024-10-28")
    steps = _LONG_STEPS if "Y" in text[start : start + 2] else _CALENDAR_STEPS
    place = start
    for pattern, expected in steps:
        match = pattern.match(text, place, end)
        if match is None:
            return _misfit(text, place, end, expected)
        place = match.end()
    return _misfit(text, place, end, "the end of the date")


def _misfit(text: str, place: int, end: int, expected: str) -> WhenError:
    offset = _OFFSET.match(text, place, end)
    if offset is not None and "offset" in expected:
        return WhenError(text, offset.end(), "the end of the date")
    if expected.endswith("digits") or "digits," in expected:
        found = _DIGITS.match(text, place, end)
        place = place if found is None else found.end()
    return WhenError(text, place, _plainer(text, place, end) or expected)


def _plainer(text: str, place: int, end: int) -> str | None:
    if place >= end:
        return None
    if text[place].isspace():
        return "no blank and no line break"
    if text[place].isdigit() and not text[place].isascii():
        return "an ASCII digit, 0 to 9"
    if text[place] in "0123456789" and text[:place].isdigit():
        return "a year of four digits; longer ones begin with Y, full dates have hyphens"
    return None
