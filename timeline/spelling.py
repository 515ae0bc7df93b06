"""Spelling: the canonical text of a record of ours, written straight from its fields."""

import functools
from collections.abc import Callable, Hashable
from datetime import datetime
from enum import Enum
from itertools import compress
from json import encoder
from operator import attrgetter, is_not, ne
from types import NoneType
from typing import Any, get_args, get_origin

import attrs

from timeline.canonical import JSON, LARGEST_INTEGER, shallow_bytes
from timeline.forms import FORMS, with_value
from timeline.records import Amendment, EventRecord
from timeline.records.instants import instant_text
from timeline.records.kinds import kind_of

Spell = Callable[[Any], str]
"""Returns the canonical text of a value of one type."""

_OURS = "timeline.records."
_MOST_KEPT = 4096
_quoted: Spell = encoder.encode_basestring


def is_ours(record: object) -> bool:
    """Tell whether a record is of a built-in kind, whose fields hold only what was checked."""
    return type(record).__module__.startswith(_OURS)


def spelled(record: EventRecord | Amendment) -> bytes | None:
    """
    Return the canonical bytes of the body of a record of a built-in kind.

    It is what `canonical_member` makes of the plain form, which is asked where None is returned:
    of what is nested deep, or holds what canonical bytes cannot hold, and is refused in words.
    """
    if not is_ours(record):
        return None
    try:
        return shallow_bytes(_object(record))
    except _OtherwiseError:
        return None


def _object(value: object) -> str:
    kind: type = type(value)
    return _fields(kind)(value)


@functools.cache
def _fields(kind: type) -> Spell:
    """Return what spells the fields of a class that do not hold their default, sorted by name."""
    fields = [with_value(each, kind) for each in attrs.fields(attrs.resolve_types(kind))]
    fields.sort(key=lambda each: each.name)
    names = [each.name for each in fields]
    spells = [_spell(each.type) for each in fields]
    defaults = [each.default for each in fields]
    values = attrgetter(*names)

    @functools.cache
    def pattern(given: bytes) -> tuple[str, tuple[Spell, ...], tuple[tuple[int, object], ...]]:
        chosen = ",".join(f'"{each}":%s' for each in compress(names, given))
        told = enumerate(compress(defaults, given))
        optional = tuple((at, each) for at, each in told if each is not attrs.NOTHING)
        return f"{{{chosen}}}", tuple(compress(spells, given)), optional

    def spell(value: object) -> str:
        found = values(value)
        given = bytes(map(is_not, found, defaults))  # most hold their default itself
        told = list(compress(found, given))
        form, into, optional = pattern(given)
        for at, default in optional:
            if told[at] == default:  # like it, if not the same
                given = bytes(map(ne, found, defaults))
                told, (form, into, _) = list(compress(found, given)), pattern(given)
                break
        return form % tuple([text(each) for text, each in zip(into, told, strict=True)])

    return spell


def _spell(kind: object) -> Spell:
    """Return what spells the values of a field of some type."""
    known = _SPELLED.get(kind)
    if known is not None:
        return known
    inner = [each for each in get_args(kind) if each not in {NoneType, Ellipsis}]
    if inner:
        return (_listed if get_origin(kind) is tuple else _optional)(_spell(inner[0]))
    assert isinstance(kind, type)  # noqa: S101 - fields of built-in kinds have no other types
    return _choice(kind) if issubclass(kind, Enum) else _nested(kind)


def _listed(item: Spell) -> Spell:
    return lambda value: f"[{','.join(map(item, value))}]"


def _optional(there: Spell) -> Spell:
    return lambda value: "null" if value is None else there(value)


def _choice(kind: type[Enum]) -> Spell:
    texts = {each: _quoted(each.value) for each in kind}
    return lambda value: texts[value]


def _nested(kind: type) -> Spell:
    """Return what spells a class within another; it is made late, since sources nest."""

    def spell(value: Hashable) -> str:
        return _fields(kind)(value)

    types = {each.type for each in attrs.fields(attrs.resolve_types(kind))}
    only_texts = types <= {str, str | None, kind | None}  # so what is equal is spelled alike
    return functools.lru_cache(maxsize=_MOST_KEPT)(spell) if only_texts else spell


def _replacement(value: EventRecord) -> str:
    kind = kind_of(type(value))
    if not is_ours(value):
        raise _OtherwiseError
    return f'{{"body":{_object(value)},"kind":{_quoted(kind.name)},"version":{kind.version}}}'


def _plain(value: JSON) -> str:
    """Return the canonical text of a plain form, which is small and surely one."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise _OtherwiseError
        return str(value)
    if isinstance(value, list):
        return f"[{','.join(map(_plain, value))}]"
    return f"{{{','.join(f'{_quoted(name)}:{_plain(value[name])}' for name in sorted(value))}}}"


def _of_plain(plain: Callable[[Any], JSON]) -> Spell:
    return lambda value: _plain(plain(value))


class _OtherwiseError(Exception):
    """What is to be written by way of the plain form, which says what is wrong with it."""


_SPELLED: dict[object, Spell] = {
    str: _quoted,
    datetime: lambda value: f'"{instant_text(value)}"',
    EventRecord: _replacement,
    **{kind: _of_plain(plain) for kind, plain, _ in FORMS if kind is not datetime},
}
