"""Record ↔ canonical bytes, content ids, and upcasting: the only importer of cattrs."""

import functools
import json
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, cast, get_origin

import attrs
import cattrs
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import StructureHandlerNotFoundError
from cattrs.gen import make_dict_unstructure_fn_from_attrs

from timeline.canonical import JSON, canonical_bytes
from timeline.content import Content, content, said
from timeline.errors import CodecError, TimelineError, shown
from timeline.forms import FORMS, exactly, member, with_value
from timeline.records import (
    Amendment,
    EventRecord,
    UnknownRecord,
)
from timeline.records.assembly import assembling
from timeline.records.kinds import kind_named, kind_of
from timeline.records.upcasting import current_body, plain_parts
from timeline.spelling import is_ours, spelled

Record = EventRecord | Amendment | UnknownRecord
"""Anything that can be in a log."""


def record_id(record: Record) -> str:
    """
    Return the content id of a record: `sha256:` and the hash of its kind, version and body.

    The same content has the same id in every log, whoever recorded it and when.
    """
    return content_of(record).id


def content_of(record: Record) -> Content:
    """
    Return what a record says, in canonical bytes.

    Raises:
        CodecError: It is no record, or holds what cannot be stored.
    """
    body = spelled(record) if isinstance(record, EventRecord | Amendment) else None
    if body is None:
        return content(to_plain_record(record))
    kind = kind_of(type(record))
    return said(body, kind.name, kind.version)


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


def check_returns(record: Record) -> None:
    """
    Do nothing where a record comes back from its plain form as it was.

    The built-in kinds check their fields themselves; a user's kind may leave one unchecked, and
    what cannot be read again must not be stored.

    Raises:
        CodecError: It cannot be read back, or says something else then.
    """
    if is_ours(record):
        return
    kind = kind_of(type(record))
    advice = "give each field of your kind a converter that makes it what its type says"
    try:
        back = from_plain_record(to_plain_record(record))
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
    fields = [with_value(each, kind) for each in attrs.fields(attrs.resolve_types(kind))]
    return make_dict_unstructure_fn_from_attrs(
        fields, kind, _CONVERTER, {}, _cattrs_omit_if_default=True
    )


def _converter() -> cattrs.Converter:
    made = cattrs.Converter(
        forbid_extra_keys=True, omit_if_default=True, unstruct_collection_overrides={tuple: list}
    )
    made.register_unstructure_hook_factory(attrs.has, _plain_hook)
    for scalar in (str, int, bool):
        made.register_structure_hook(scalar, exactly(scalar))
    for kind, plain, structured in FORMS:
        made.register_unstructure_hook(kind, plain)
        made.register_structure_hook(kind, structured)
    made.register_structure_hook_func(lambda t: isinstance(t, type) and issubclass(t, Enum), member)
    made.register_structure_hook_func(lambda t: t is EventRecord, _replacement)
    made.register_structure_hook_factory(_is_assembled, _assembling)
    made.register_structure_hook_factory(_is_tuple, _tuple_hook)
    made.register_unstructure_hook_func(lambda t: t is EventRecord, to_plain_record)
    return made


_OF_THEIR_OWN = frozenset({EventRecord, *(each for each, *_ in FORMS)})

_CONVERTER = _converter()
