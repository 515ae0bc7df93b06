"""What the fields of every record accept, and the errors that name a field."""

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any, TypeVar

import attrs
from attrs import Attribute, Converter

from timeline.errors import FieldError, MissingFieldError, TimelineError, UnknownFieldError, shown

T = TypeVar("T")
C = TypeVar("C", bound=type)
E = TypeVar("E", bound=Enum)

_ID = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class RefusedError(TimelineError, ValueError):
    """A value that a field may not hold; `named` turns it into a `FieldError`."""


def named(_: type, fields: list["Attribute[Any]"]) -> list["Attribute[Any]"]:
    """Return the fields with converters whose errors name the record and the field."""
    return [_naming_its_errors(field) for field in fields]


def strict(cls: C) -> C:
    """Return an attrs class whose constructor answers unknown and missing fields in our words."""
    strictly: Any = cls
    plain = strictly.__init__
    fields = [field for field in attrs.fields(cls) if field.init]
    known = tuple(field.name for field in fields)
    required = tuple(field.name for field in fields if field.default is attrs.NOTHING)

    @functools.wraps(plain)
    def checked(self: object, *args: object, **given: object) -> None:
        if args:
            first = (required or known)[0]
            problem = f"{shown(args[0])} stands without a name; write {first}=…"
            raise FieldError(cls.__name__, first, problem)
        for name in given:
            if name not in known:
                raise UnknownFieldError(cls.__name__, name, known, nearest(name, known))
        missing = tuple(name for name in required if name not in given)
        if missing:
            raise MissingFieldError(cls.__name__, missing)
        plain(self, **given)

    strictly.__init__ = checked
    strictly.__strict__ = True
    return cls


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a person most likely meant."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), None)


def text(value: str) -> str:
    """Return text that is not blank and can be stored as UTF-8."""
    if not isinstance(value, str):
        raise RefusedError(f"{shown(value)} is a {type(value).__name__}; write text")
    if not value.strip():
        raise RefusedError("is empty; say it, or leave an optional field out")
    lone = next((at for at, sign in enumerate(value) if "\ud800" <= sign <= "\udfff"), None)
    if lone is not None:
        raise RefusedError(f"has half a character at {lone + 1}; decode the text again as UTF-8")
    return value


def optional_text(value: str | None) -> str | None:
    """Return text, or None where nothing was given."""
    return None if value is None else text(value)


def texts(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return several texts, of which a single one may be given alone; each stands once."""
    given = [value] if isinstance(value, str) else several(value)
    return tuple(dict.fromkeys(text(each) for each in given))


def key_text(value: str) -> str:
    """Return the key of a happening: one line, without the `#` that names a figure of it."""
    key = text(value)
    if "#" in key or not _BREAKS.isdisjoint(key):
        raise RefusedError(f"{shown(key)} holds '#' or a line break; a key is one line without '#'")
    return key


def reference(value: str) -> str:
    """Return what a statement is about: a key, or `key#figure`."""
    whole = text(value)
    key, mark, figure = whole.partition("#")
    key_text(key)
    if mark:
        key_text(figure)
    return whole


def references(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return several references, of which a single one may be given alone."""
    given = [value] if isinstance(value, str) else several(value)
    return tuple(dict.fromkeys(reference(each) for each in given))


def record_identity(value: str) -> str:
    """Return the id of a record, as `record_id` writes it."""
    if _ID.fullmatch(text(value)) is None:
        raise RefusedError(f"{shown(value)} is no record id; give what record_id(record) returns")
    return value


def member(kind: type[E], value: E | str) -> E:
    """Return the member of a choice that a value names."""
    if isinstance(value, kind):
        return value
    by_words = {str(each.value): each for each in kind}
    found = by_words.get(value) if isinstance(value, str) else None
    if found is None:
        meant = nearest(str(value), by_words)
        hint = f"did you mean {meant!r}?" if meant else f"one of {', '.join(by_words)}"
        raise RefusedError(f"{shown(value)} is no {kind.__name__}; {hint}")
    return found


def several(value: Iterable[T]) -> Sequence[T]:
    """Return the items of a list-like value; mappings and single things are refused."""
    if isinstance(value, tuple | list):
        return value
    if isinstance(value, set | frozenset | dict | bytes) or not isinstance(value, Iterable):
        raise RefusedError(f"{shown(value)} is a {type(value).__name__}; give a list or a tuple")
    return tuple(value)


def folded(value: str) -> str:
    """Return a text as keys and names are compared: NFC, white space folded."""
    return unicodedata.normalize("NFC", " ".join(value.split()))


def _naming_its_errors(field: "Attribute[Any]") -> "Attribute[Any]":
    convert: Any = field.converter
    if convert is None or isinstance(convert, Converter):
        return field

    def converted(value: object, record: object) -> object:
        try:
            return convert(value)
        except TimelineError as error:
            raise FieldError(type(record).__name__, field.name, str(error)) from error

    return field.evolve(converter=Converter(converted, takes_self=True))
