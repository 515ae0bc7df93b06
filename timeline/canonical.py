"""The canonical bytes of a value: one form each, a subset of RFC 8785 (JCS)."""

import json
from typing import NoReturn

from timeline.errors import CodecError, shown

JSON = None | bool | int | str | list["JSON"] | dict[str, "JSON"]
"""What canonical bytes can hold; there is no float."""

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64
LARGEST_RECORD = 1024 * 1024

_SCALARS = str | int | None
_TEXT = frozenset({str})
_SURELY_EXACT = 15
"""Digits of an integer that is surely within 2^53−1."""


def canonical_bytes(value: JSON) -> bytes:
    """
    Return the one byte form of a value: RFC 8785 without floats and without wide integers.

    Raises:
        CodecError: A float, an integer beyond 2^53−1, a lone surrogate, a key outside the basic
            plane, nesting deeper than 64, or another type; the message names the place.
    """
    return of_fair_size(_encoded(value, "$", 0))


def canonical_member(name: str, value: JSON) -> bytes:
    """
    Return the canonical bytes of a value that will stand under a name in an object.

    Raises:
        CodecError: As for `canonical_bytes`; the message names the place within that object.
    """
    return _encoded(value, f"$.{name}", 1)


def shallow_bytes(text: str) -> bytes | None:
    """
    Return the bytes of a text that is surely canonical but for what cannot be seen at a glance.

    None is returned where it may be nested too deeply, have a key outside the basic plane, or
    hold half a character.
    """
    if text.count("[") + text.count("{") >= DEEPEST:
        return None
    try:
        return text.encode() if text.isascii() or _basic(text) else None
    except UnicodeEncodeError:
        return None


def of_fair_size(encoded: bytes) -> bytes:
    """
    Return canonical bytes as they are.

    Raises:
        CodecError: They are too long for a record.
    """
    if len(encoded) > LARGEST_RECORD:
        raise CodecError("$", f"{len(encoded)} bytes are more than {LARGEST_RECORD}")
    return encoded


def parse_canonical(data: bytes) -> JSON:
    """
    Return the value of canonical bytes; any other bytes of the same value are refused.

    Raises:
        CodecError: Not UTF-8, not JSON, a doubled key, or not the canonical form.
    """
    if len(data) > LARGEST_RECORD:
        raise CodecError("$", f"{len(data)} bytes are more than {LARGEST_RECORD}")
    try:
        return _plainly_canonical(data.decode())
    except (ValueError, RecursionError):
        return _parsed_with_care(data)


def _plainly_canonical(text: str) -> JSON:
    value: JSON = _QUICK.decode(text)
    shallow = text.count("[") + text.count("{") <= DEEPEST
    if shallow and (text.isascii() or _basic(text)) and _ENCODER.encode(value) == text:
        return value
    raise ValueError


def _basic(text: str) -> bool:
    return len(text.encode("utf-16-le")) == 2 * len(text)


def _encoded(value: JSON, path: str, depth: int) -> bytes:
    if not _is_surely_plain(value):
        _check(value, path, depth)
    try:
        text = _ENCODER.encode(value)
        encoded = text.encode()
        shallow = text.count("[") + text.count("{") + depth <= DEEPEST
        if not (shallow and (text.isascii() or _basic(text))):
            _check(value, path, depth)
    except RecursionError:
        _check(value, path, depth)
        raise
    except UnicodeEncodeError:
        _check(value, path, depth)
        _refuse_surrogate(value, path)
    return encoded


def _is_surely_plain(value: object) -> bool:
    """Tell whether all types are those of JSON itself; depth and the signs of keys are not seen."""
    pending = [value]
    for each in pending:
        if isinstance(each, dict):
            if {*map(type, each)} - _TEXT:
                return False
            pending += [item for item in each.values() if type(item) is not str]
        elif isinstance(each, list):
            pending += each
        elif type(each) is int:
            if not -LARGEST_INTEGER <= each <= LARGEST_INTEGER:
                return False
        elif type(each) is not str and type(each) is not bool and each is not None:
            return False
        if len(pending) > LARGEST_RECORD:
            return False  # what holds itself would never end
    return True


def _parsed_with_care(data: bytes) -> JSON:
    try:
        value: JSON = json.loads(data.decode(), parse_float=_no_float, parse_constant=_no_float)
    except UnicodeDecodeError as error:
        raise CodecError("$", f"byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise CodecError("$", f"is not JSON: {error.msg} at character {error.pos + 1}") from None
    except (RecursionError, ValueError) as error:
        raise CodecError("$", str(error) or "is nested too deeply") from None
    if canonical_bytes(value) != data:
        raise CodecError("$", "is JSON, but not in canonical form")
    return value


def _check(value: object, path: str, depth: int) -> None:
    if depth > DEEPEST:
        raise CodecError(path, f"is nested deeper than {DEEPEST}")
    if isinstance(value, dict):
        _check_object(value, path, depth)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            _check(item, f"{path}[{at}]", depth + 1)
    elif not isinstance(value, _SCALARS):
        raise CodecError(path, f"{shown(value)} is a {type(value).__name__}; write text")
    elif isinstance(value, int) and not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
        raise CodecError(path, f"{shown(value)} is beyond 2^53-1; write it as text")


def _check_object(value: dict[object, object], path: str, depth: int) -> None:
    for name, item in value.items():
        if not isinstance(name, str) or any(sign > "\uffff" for sign in name):
            raise CodecError(path, f"{shown(name)} cannot be a key; use text of the basic plane")
        _check(item, f"{path}.{name}", depth + 1)


def _no_float(text: str) -> NoReturn:
    raise CodecError("$", f"{shown(text)} is no integer; write decimals as text")


def _short_integer(text: str) -> int:
    if len(text) > _SURELY_EXACT:
        raise ValueError
    return int(text)


def _refuse_surrogate(value: object, path: str) -> NoReturn:
    place = _surrogate(value, path) or path
    raise CodecError(place, "holds half a character; decode the text again as UTF-8")


def _surrogate(value: object, path: str) -> str | None:
    if isinstance(value, str):
        return path if any("\ud800" <= sign <= "\udfff" for sign in value) else None
    if isinstance(value, dict):
        inside = [(f"{path}.{name}", item) for name, item in value.items()]
        inside += [(f"{path}: key", name) for name in value]
    elif isinstance(value, list):
        inside = [(f"{path}[{at}]", item) for at, item in enumerate(value)]
    else:
        return None
    return next((found for where, item in inside if (found := _surrogate(item, where))), None)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,  # _check ends at DEEPEST
    sort_keys=True,
    separators=(",", ":"),
)
_QUICK = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float, parse_int=_short_integer)
