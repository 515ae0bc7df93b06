"""Kinds: the stable names under which record classes are stored, and the keys they derive."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
from attrs import frozen

from timeline.canonical import JSON
from timeline.errors import FieldError, KindError
from timeline.records.fields import folded, nearest, strict

C = TypeVar("C", bound=type)

Upcaster = Callable[[dict[str, JSON]], dict[str, JSON]]
"""A pure function from the body of one version to the body of the next."""

NO_STEPS: Mapping[int, Upcaster] = MappingProxyType({})

_NAME = re.compile(r"[a-z][a-z0-9]*([-.][a-z0-9]+)*", re.ASCII)
_RESERVED = frozenset({"log", "erased"})


@frozen
class Kind:
    """
    A record class under its stored name.

    Args:
        name: Lower-case letters, digits, `-` and `.`; never a class path.
        version: Version of the stored form, from 1; it grows when fields change their meaning.
        identity: Fields from which the key of a happening is derived when none is given.
        record: The attrs class.
        upcasters: The whole chain that leads to the version, by the version each step is from;
            empty where the steps are registered one by one.
    """

    name: str
    version: int
    identity: tuple[str, ...]
    record: type
    upcasters: Mapping[int, Upcaster] = NO_STEPS


_BY_NAME: dict[str, Kind] = {}
_BY_CLASS: dict[type, Kind] = {}


def register(
    name: str,
    *,
    version: int,
    identity: Iterable[str],
    upcasters: Mapping[int, Upcaster] = NO_STEPS,
) -> Callable[[C], C]:
    """
    Return a decorator that registers an attrs class under a kind name.

    Args:
        name: Stable name of the kind: lower-case letters, digits, `-` and `.`.
        version: Version of the stored form, from 1.
        identity: Fields from which the key of a happening is derived when none is given.
        upcasters: Functions that bring older bodies up to it: `{1: step, 2: step}` at version 3.
            Given here they are checked as a whole; `upcaster` registers them one by one.

    Raises:
        KindError: The name is none, or taken; the class is no keyword-only attrs class; or the
            chain of upcasters has a gap, or a step that leads beyond the version.
    """
    steps = MappingProxyType(dict(upcasters))

    def registered(cls: C) -> C:
        entry = Kind(name, version, tuple(identity), cls, steps)
        _check(entry)
        if "__strict__" not in vars(cls):
            strict(cls)
        _BY_NAME[name] = _BY_CLASS[cls] = entry
        return cls

    return registered


def kind_of(cls: type) -> Kind:
    """Return the kind of a record class; a subclass is not of its parent's kind."""
    try:
        return _BY_CLASS[cls]
    except KeyError:
        advice = 'decorate the class with @timeline.kind("name", version=1, identity=(…))'
        raise KindError(cls.__name__, f"is not registered; {advice}") from None


def kind_named(name: str) -> Kind | None:
    """Return the kind of that stored name, or None where this program does not know it."""
    return _BY_NAME.get(name)


def kinds() -> tuple[Kind, ...]:
    """Return all kinds known to this program, by name."""
    return tuple(_BY_NAME[name] for name in sorted(_BY_NAME))


def derived_key(record: object) -> str:
    """
    Return the key that a record's identity fields give: `kind|value|value`, folded, lower case.

    Two records share it only if those fields say the same, so what differs is never joined.

    Raises:
        FieldError: An identity field is empty.
    """
    kind = kind_of(type(record))
    if not kind.identity:
        raise FieldError(type(record).__name__, "key", "is missing; this kind derives none")
    parts = [_part(record, name) for name in kind.identity]
    return "|".join([kind.name, *parts])


def _part(record: object, name: str) -> str:
    value = getattr(record, name)
    if value is None or value == ():
        msg = f"cannot be derived, because {name} is empty; give {name}=, or key="
        raise FieldError(type(record).__name__, "key", msg)
    values = value if isinstance(value, tuple) else (value,)
    spoken = ",".join(str(getattr(each, "name", each)) for each in values)
    kept = folded(spoken).casefold()
    return kept.replace("%", "%25").replace("#", "%23").replace("|", "%7C")


def _check(entry: Kind) -> None:
    if _NAME.fullmatch(entry.name) is None or entry.name in _RESERVED:
        advice = "use lower-case letters, digits, '-' and '.'; 'log' and 'erased' are taken"
        raise KindError(entry.name, f"is no kind name; {advice}")
    if entry.version < 1:
        raise KindError(entry.name, f"version {entry.version} is below 1")
    known = _BY_NAME.get(entry.name)
    if known is not None and _path(known.record) != _path(entry.record):
        raise KindError(entry.name, f"is already registered for {_path(known.record)}")
    _check_chain(entry)
    _check_class(entry)


def _check_chain(entry: Kind) -> None:
    if not entry.upcasters:
        return
    needed, given = set(range(1, entry.version)), set(entry.upcasters)
    if given - needed:
        beyond = ", ".join(map(str, sorted(given - needed)))
        problem = f"has steps from version {beyond}; it stands at {entry.version}, so name 1 to"
        raise KindError(entry.name, f"{problem} {entry.version - 1}")
    if needed - given:
        gaps = ", ".join(map(str, sorted(needed - given)))
        raise KindError(entry.name, f"has no step from version {gaps}; give every one of them")


def _check_class(entry: Kind) -> None:
    cls: Any = entry.record
    if not attrs.has(cls) or "__attrs_attrs__" not in vars(cls):
        raise KindError(entry.name, "is no attrs class; put @attrs.frozen(kw_only=True) below")
    names = [field.name for field in attrs.fields(cls)]
    if not all(field.kw_only for field in attrs.fields(cls)):
        raise KindError(entry.name, "has positional fields; use @attrs.frozen(kw_only=True)")
    for name in entry.identity:
        if name not in names:
            meant = nearest(name, names)
            hint = f"; did you mean {meant}?" if meant else ""
            raise KindError(entry.name, f"identity names {name!r}, which is no field{hint}")


def _path(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
