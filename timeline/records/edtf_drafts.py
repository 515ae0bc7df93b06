"""What texts in the EDTF draft of 2012 are written as now, since ISO 8601-2:2019."""

import re
from collections.abc import Callable

from timeline.errors import WhenError, shown

_REPLACED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile("unknown"), "", "nothing, for an end that is unknown"),
    (re.compile("open"), "..", "two dots, for an open end"),
    (re.compile("(?<=[0-9uxX-])[ux]|[ux](?=[0-9uxX-])"), "X", "X for an unspecified digit"),
    (re.compile("y(?=-?[0-9])"), "Y", "Y before a long year"),
    (re.compile("(?<=[0-9])e(?=[0-9])"), "E", "E before an exponent"),
    (re.compile("(?<=[0-9])p(?=[0-9])"), "S", "S before the number of significant digits"),
    (re.compile(r"\?~"), "%", "% for uncertain and approximate"),
)
"""What the draft wrote, what replaces it, and that in words."""

_GROUPED = re.compile(r"[()]|\)?[?~]{1,2}")
_HEMISPHERE = re.compile(r"\^[A-Za-z]+")
_LONGEST = 2_000


def draft_error(text: str, parse: Callable[[str], object]) -> WhenError | None:
    """
    Return the error for a text of the draft of 2012, saying what to write now; `None` for others.

    Args:
        text: A text that was refused.
        parse: What refused it; a text counts as a draft one if its renewed form is taken.
    """
    if len(text) > _LONGEST:
        return None
    return _replaced(text, parse) or _grouped(text, parse) or _located(text, parse)


def _replaced(text: str, parse: Callable[[str], object]) -> WhenError | None:
    renewed = text
    for pattern, replacement, _ in _REPLACED:
        renewed = pattern.sub(replacement, renewed)
    if renewed == text or not _is_taken(renewed, parse):
        return None
    found = [(pattern.search(text), meaning) for pattern, _, meaning in _REPLACED]
    match, meaning = next((match, meaning) for match, meaning in found if match is not None)
    advice = f"write {shown(renewed)}; {match[0]!r} is EDTF of 2012"
    return WhenError(text, match.start(), f"{meaning}: {advice}")


def _grouped(text: str, parse: Callable[[str], object]) -> WhenError | None:
    if "(" not in text or "%" in text or not _is_taken(_GROUPED.sub("", text), parse):
        return None
    advice = "no parentheses, which are EDTF of 2012: a qualifier stands right of the last part "
    return WhenError(text, text.index("("), advice + "that it is for, or left of the only one")


def _located(text: str, parse: Callable[[str], object]) -> WhenError | None:
    if not _HEMISPHERE.search(text) or not _is_taken(_HEMISPHERE.sub("", text), parse):
        return None
    advice = "a season from 25 to 32, which names its hemisphere; ^ is EDTF of 2012"
    return WhenError(text, text.index("^"), advice)


def _is_taken(text: str, parse: Callable[[str], object]) -> bool:
    try:
        parse(text)
    except WhenError:
        return False
    return True
