"""Sound parts: figures and places from their canonical bytes, or nothing where they are none."""

import json
from collections.abc import Callable
from typing import TypeVar

import attrs

from timeline.canonical import JSON, canonical_bytes
from timeline.errors import TimelineError
from timeline.records import EventRecord, Figures, Place, Quantity
from timeline.records.quantity_plain import from_plain

T = TypeVar("T")


def sound_quantity(told: bytes) -> Quantity | None:
    """Return the figure of its canonical bytes; None where they are of none."""
    return _made(told, from_plain)


def sound_figures(told: bytes, record: type[EventRecord]) -> Figures | None:
    """Return further figures that a record of a class may have; None where it may not."""
    found = _made(told, _figures)
    fields = attrs.fields_dict(record).keys()
    return None if found is None or fields & found.keys() else found


def sound_places(told: bytes) -> tuple[Place, ...] | None:
    """Return places of their canonical bytes, alone or in a list; None where they are none."""
    return _made(told, _places)


def _made(told: bytes, made: Callable[[JSON], T]) -> T | None:
    try:
        plain: JSON = json.loads(told)
        return made(plain) if canonical_bytes(plain) == told else None
    except (ArithmeticError, LookupError, TimelineError, TypeError, ValueError):
        return None


def _figures(plain: JSON) -> Figures:
    if not isinstance(plain, dict):
        raise TypeError
    return Figures({name: from_plain(figure) for name, figure in plain.items()})


def _places(plain: JSON) -> tuple[Place, ...]:
    several = plain if isinstance(plain, list) else [plain]
    return tuple(map(_place, several))


def _place(plain: JSON) -> Place:
    if not isinstance(plain, dict) or not all(type(each) is str for each in plain.values()):
        raise TypeError
    return Place(**plain)  # type: ignore[arg-type]  # its converters take text for each field
