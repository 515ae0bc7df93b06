"""Forms: how each kind of value stands in the plain form of a record, and is read from it."""

import functools
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast

import attrs
from attrs import Attribute, Converter

from timeline.canonical import JSON
from timeline.errors import CodecError, shown
from timeline.records import Figures, Quantity, When, when
from timeline.records.instants import instant, instant_text
from timeline.records.quantity_plain import from_plain, to_plain


def exactly(kind: type) -> Callable[[object, object], object]:
    """Return what reads a value that stands as itself, and must be of that very type."""

    def exact(value: object, _: object) -> object:
        if type(value) is not kind:
            raise CodecError("value", f"{shown(value)} is not stored as {kind.__name__}")
        return value

    return exact


def member(value: object, kind: type[Enum]) -> Enum:
    """Return the member of a choice whose word is stored."""
    try:
        return kind(value)
    except ValueError:
        raise CodecError("value", f"{shown(value)} is no {kind.__name__}") from None


def with_value(field: "Attribute[Any]", kind: type) -> "Attribute[Any]":
    """Return a field with its default as a value, which is compared with and made only once."""
    value, convert = field.default, cast(Any, field.converter)
    made: Any = value if isinstance(value, cast(type, attrs.Factory)) else None
    if value is attrs.NOTHING or (made and made.takes_self):
        return field.evolve(converter=None)
    value = made.factory() if made else value
    if isinstance(convert, Converter):
        value = cast(Any, convert)(value, object.__new__(kind), field)
    elif convert is not None:
        value = convert(value)
    return field.evolve(default=value, converter=None)


def _decimal(value: object, _: object) -> Decimal:
    if not isinstance(value, str):
        raise CodecError("value", f"{shown(value)} is not stored as text")
    return Decimal(value)


def _instant(value: object, _: object) -> datetime:
    if not isinstance(value, str):
        raise CodecError("value", f"{shown(value)} is not stored as text")
    return _stored_instant(value)


@functools.lru_cache(maxsize=4096)
def _stored_instant(value: str) -> datetime:
    found = instant(value)
    if instant_text(found) != value:
        raise CodecError("value", f"{shown(value)} is not stored as {instant_text(found)}")
    return found


def _plain_when(value: When) -> JSON:
    if value.zone is None and value.assumed_by is None:
        return value.text
    given = {"text": value.text, "zone": value.zone, "assumed_by": value.assumed_by}
    return {name: part for name, part in given.items() if part is not None}


def _when(value: object, _: object) -> When:
    if isinstance(value, str):
        return when(value)
    if not isinstance(value, dict) or not {"text", "zone"} <= value.keys():
        raise CodecError("value", f"{shown(value)} is no stored time; it has text and zone")
    return When(value["text"], zone=value["zone"], assumed_by=value.get("assumed_by"))


def _plain_figures(value: Figures) -> JSON:
    return {name: to_plain(figure) for name, figure in value.items()}


def _figures(value: object, _: object) -> Figures:
    if not isinstance(value, dict):
        raise CodecError("value", f"{shown(value)} is not stored as an object")
    return Figures({name: from_plain(figure) for name, figure in value.items()})


FORMS: tuple[tuple[type, Callable[[Any], JSON], Callable[[Any, Any], Any]], ...] = (
    (datetime, instant_text, _instant),
    (Decimal, str, _decimal),
    (When, _plain_when, _when),
    (Quantity, to_plain, lambda value, _: from_plain(value)),
    (Figures, _plain_figures, _figures),
)
"""Of each type of value: what writes it, and what reads it."""
