"""Record ↔ canonical bytes, content ids, and upcasting: the only importer of cattrs."""

import functools
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast, get_origin

import attrs
import cattrs
from attrs import Attribute, Converter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import StructureHandlerNotFoundError
from cattrs.gen import make_dict_unstructure_fn_from_attrs

from timeline.canonical import JSON, canonical_bytes
from timeline.content import content_id
from timeline.errors import CodecError, TimelineError, shown
from timeline.records import (
    Amendment,
    EventRecord,
    Figures,
    Quantity,
    UnknownRecord,
    When,
    when,
)
from timeline.records.assembly import assembling
from timeline.records.instants import instant, instant_text
from timeline.records.kinds import kind_named, kind_of
from timeline.records.quantity_plain import from_plain, to_plain
from timeline.records.upcasting import current_body, plain_parts

Record = EventRecord | Amendment | UnknownRecord
"""Anything that can be in a log."""


def record_id(record: Record) -> str:
    """
    Return the content id of a record: `sha256:` and the hash of its kind, version and body.

    The same content has the same id in every log, whoever recorded it and when.
    """
    return content_id(to_plain_record(record))


def to_plain_record(record: object) -> dict[str, JSON]:
    """Return kind, version and body of a record as JSON values; defaults are left out."""
    if isinstance(record, UnknownRecord):
        return {"kind": record.kind, "version": record.version, "body": _parsed(record.body)}
    if not isinstance(record, EventRecord | Amendment):
        raise CodecError("$", _no_record(record))
    kind = kind_of(type(record))
    try:
        body: JSON = _CONVERTER.unstructure(record)
    except (AttributeError, TypeError, ValueError) as error:
        raise CodecError(f"$.{kind.name}", f"cannot be stored: {error}") from error
    return {"kind": kind.name, "version": kind.version, "body": body}


def check_returns(record: Record, plain: Mapping[str, JSON]) -> None:
    """
    Do nothing where a record comes back from its plain form as it was.

    The built-in kinds check their fields themselves; a user's kind may leave one unchecked, and
    what cannot be read again must not be stored.

    Raises:
        CodecError: It cannot be read back, or says something else then.
    """
    if type(record).__module__.startswith("timeline.records."):
        return
    kind = kind_of(type(record))
    advice = "give each field of your kind a converter that makes it what its type says"
    try:
        back = from_plain_record(plain)
    except (TypeError, ValueError, CodecError, StructureHandlerNotFoundError) as error:
        raise CodecError(f"$.{kind.name}", f"cannot be read back ({error}); {advice}") from error
    if back != record:
        raise CodecError(f"$.{kind.name}", f"does not come back as it was; {advice}")


def from_plain_record(plain: Mapping[str, JSON]) -> Record:
    """
    Return the record of a plain form; older versions are upcast, unknown kinds carried through.

    Raises:
        CodecError: A known kind's body does not fit its class; the message names the place.
    """
    name, version, body = plain_parts(plain)
    kind, current = kind_named(name), current_body(plain)
    if kind is None or current is None:
        return UnknownRecord(kind=name, version=version, body=canonical_bytes(body))
    try:
        return cast(Record, _CONVERTER.structure(current, kind.record))
    except cattrs.BaseValidationError as error:
        raise _first_fault(name, error) from error
    except TimelineError as error:
        raise CodecError(f"$.{name}", str(error)) from error


def _no_record(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} is no record; append(*records) takes them one by one"
    name = type(value).__name__
    return f"{shown(value)} is a {name}, not a record; give a Strike, an Event"


def _parsed(body: bytes) -> JSON:
    return cast(JSON, json.loads(body))


def _first_fault(kind: str, error: cattrs.BaseValidationError) -> CodecError:
    path, inner = _deepest(error, f"$.{kind}")
    if isinstance(inner, cattrs.ForbiddenExtraKeysError):
        return CodecError(path, f"unknown field {shown(', '.join(sorted(inner.extra_fields)))}")
    if isinstance(inner, KeyError):
        return CodecError(path, f"field {inner} is missing")
    return CodecError(path, str(inner))


def _deepest(error: BaseException, path: str) -> tuple[str, BaseException]:
    while isinstance(error, cattrs.ClassValidationError | cattrs.IterableValidationError):
        noted, bare = error.group_exceptions()
        error, note = noted[0] if noted else (bare[0], None)
        if isinstance(note, cattrs.AttributeValidationNote):
            path = f"{path}.{note.name}"
        elif isinstance(note, cattrs.IterableValidationNote):
            path = f"{path}[{note.index}]"
    return path, error


def _exactly(kind: type) -> Callable[[object, object], object]:
    def exact(value: object, _: object) -> object:
        if type(value) is not kind:
            raise CodecError("value", f"{shown(value)} is not stored as {kind.__name__}")
        return value

    return exact


def _member(value: object, kind: type[Enum]) -> Enum:
    try:
        return kind(value)
    except ValueError:
        raise CodecError("value", f"{shown(value)} is no {kind.__name__}") from None


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


def _replacement(value: object, _: object) -> EventRecord:
    if not isinstance(value, dict) or value.keys() != {"kind", "version", "body"}:
        raise CodecError("value", "a replacement has kind, version and body")
    found = from_plain_record(value)
    if not isinstance(found, EventRecord):
        raise CodecError("value", f"{shown(value['kind'])} is no kind of event record")
    return found


def _is_assembled(kind: object) -> bool:
    """Whether a class is one of the library's own, whose constructors do nothing else."""
    ours = isinstance(kind, type) and kind.__module__.startswith("timeline.records.")
    return ours and attrs.has(cast(type, kind)) and kind not in _OF_THEIR_OWN


def _assembling(kind: type, converter: cattrs.Converter) -> Callable[[object, type], object]:
    careful: Any = converter.gen_structure_attrs_fromdict(kind)
    return assembling(attrs.resolve_types(kind), careful, _reading)


def _reading(kind: object) -> Callable[[object], object]:
    told = cast(Any, kind)
    structure = _CONVERTER.get_structure_hook(told)
    return lambda value: structure(value, told)


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _tuple_hook(kind: type, converter: cattrs.Converter) -> Callable[[object, type], object]:
    items = homogenous_tuple_structure_factory(kind, converter)

    def listed(value: object, tuple_of: type) -> object:
        if not isinstance(value, list):
            raise CodecError("value", f"{shown(value)} is not stored as a list")
        return items(value, tuple_of)

    return listed


def _plain_hook(kind: type) -> Callable[[object], JSON]:
    """Return what writes the fields of a class, made when first asked for: sources nest."""

    def written(value: object) -> JSON:
        return _field_writer(kind)(value)

    return written


@functools.cache
def _field_writer(kind: type) -> Callable[[object], JSON]:
    fields = [_with_value(each, kind) for each in attrs.fields(attrs.resolve_types(kind))]
    return make_dict_unstructure_fn_from_attrs(
        fields, kind, _CONVERTER, {}, _cattrs_omit_if_default=True
    )


def _with_value(field: "Attribute[Any]", kind: type) -> "Attribute[Any]":
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


def _converter() -> cattrs.Converter:
    made = cattrs.Converter(
        forbid_extra_keys=True, omit_if_default=True, unstruct_collection_overrides={tuple: list}
    )
    made.register_unstructure_hook_factory(attrs.has, _plain_hook)
    for scalar in (str, int, bool):
        made.register_structure_hook(scalar, _exactly(scalar))
    for kind, plain, structured in _FORMS:
        made.register_unstructure_hook(kind, plain)
        made.register_structure_hook(kind, structured)
    made.register_structure_hook_func(
        lambda t: isinstance(t, type) and issubclass(t, Enum), _member
    )
    made.register_structure_hook_func(lambda t: t is EventRecord, _replacement)
    made.register_structure_hook_factory(_is_assembled, _assembling)
    made.register_structure_hook_factory(_is_tuple, _tuple_hook)
    made.register_unstructure_hook_func(lambda t: t is EventRecord, to_plain_record)
    return made


_FORMS: tuple[tuple[type, Callable[[Any], JSON], Callable[[Any, Any], Any]], ...] = (
    (datetime, instant_text, _instant),
    (Decimal, str, _decimal),
    (When, _plain_when, _when),
    (Quantity, to_plain, lambda value, _: from_plain(value)),
    (Figures, _plain_figures, _figures),
)

_OF_THEIR_OWN = frozenset({EventRecord, *(each for each, *_ in _FORMS)})

_CONVERTER = _converter()
