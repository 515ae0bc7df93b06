"""Explanations as JSON values: every class an object, every value a word or a number."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum

import attrs

from timeline.canonical import JSON
from timeline.records import Quantity, When
from timeline.records.instants import instant_text


def plain(value: object) -> JSON:
    """
    Return a reason, or anything within one, as JSON values.

    Raises:
        TypeError: It holds what has no plain form.
    """
    if value is None or (isinstance(value, str | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    for known, form in _FORMS.items():
        if isinstance(value, known):
            return form(value)
    kind = type(value)
    if attrs.has(kind):
        names = (each.name for each in attrs.fields(kind))
        return {name: plain(getattr(value, name)) for name in names}
    raise TypeError(f"{type(value).__name__} has no plain form")


def _word(value: object) -> JSON:
    found: JSON = value.value if isinstance(value, Enum) else str(value)
    return found


def _instant(value: object) -> JSON:
    return instant_text(value) if isinstance(value, datetime) else str(value)


_FORMS: Mapping[type, Callable[[object], JSON]] = {
    Enum: _word,
    When: str,
    Quantity: str,
    datetime: _instant,
}
"""How values are written that are no classes of an explanation."""
