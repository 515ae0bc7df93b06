"""What may be a state of a fold: a value with one plain form, from which it comes back."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

import attrs
from attrs import frozen
from attrs.exceptions import FrozenInstanceError

from timeline.canonical import JSON
from timeline.errors import CodecError, shown
from timeline.records import Figures, Quantity, When, instant
from timeline.records.instants import instant_text
from timeline.records.quantity_plain import from_plain, to_plain

S = TypeVar("S")
Writing = Callable[[Any, str], JSON]
"""Returns the plain form of a value; the text is its JSON path, for messages."""
Reading = Callable[[Any], Any]

ALLOWED = (
    "a state is an int, a str, a bool, a Decimal, a datetime, an Enum, a value of this library, "
    "or a frozen attrs class with fields of these, of tuple[X, ...], Mapping[str, X] and X | None"
)


@frozen
class Form:
    """How values of one type are written, and read again."""

    written: Writing
    read: Reading


@frozen
class States(Generic[S]):
    """
    The stored form of the states of one fold.

    Args:
        kind: The class of each state.
        form: How they are written and read.
    """

    kind: type[S]
    form: Form

    def to_bytes(self, state: S) -> bytes:
        """
        Return the bytes of a state, with its mappings in the order that they have.

        Raises:
            CodecError: It holds what it may not; the message names the place.
        """
        plain = self.form.written(state, "$")
        try:
            return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
        except ValueError as error:
            raise CodecError("$", f"cannot be written: {error}") from error

    def from_bytes(self, data: bytes) -> S:
        """
        Return the state of these bytes; mappings in it are read-only.

        Raises:
            CodecError: They are those of another class.
        """
        try:
            state = self.form.read(json.loads(data))
        except (ValueError, TypeError, LookupError, ArithmeticError) as error:
            raise CodecError("$", f"is no {self.kind.__name__}: {error}") from error
        if type(state) is not self.kind:
            raise CodecError("$", f"is no {self.kind.__name__}")
        return state


def states(initial: S) -> States[S]:
    """
    Return the stored form of the states of a fold that begins with this one.

    Raises:
        CodecError: It is of a class that no state can be of; the message names the place.
    """
    if isinstance(initial, tuple | Mapping) and type(initial) is not Figures:
        problem = f"a bare {type(initial).__name__} does not say what is in it"
        raise CodecError("$", f"{problem}; make it a field of a frozen attrs class")
    found = States(type(initial), _form(type(initial), "$", {}))
    if found.from_bytes(found.to_bytes(initial)) != initial:
        raise CodecError("$", f"{shown(initial)} does not come back as it was")
    return found


def _form(hint: Any, path: str, known: dict[type, Form]) -> Form:  # noqa: ANN401 - any type hint
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _optional(inner, path, known)
    if origin is tuple:
        return _tuple(inner, path, known)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(inner, path, known)
    if hint in _FORMS:
        return _FORMS[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum(hint, path)
    if isinstance(hint, type) and attrs.has(hint):
        return known[hint] if hint in known else _fields(hint, path, known)
    raise CodecError(path, f"{getattr(hint, '__name__', hint)} cannot be kept; {ALLOWED}")


def _optional(inner: tuple[Any, ...], path: str, known: dict[type, Form]) -> Form:
    rest = [each for each in inner if each is not NoneType]
    if len(rest) != 1:
        raise CodecError(path, f"{' | '.join(map(str, inner))} may be several things; {ALLOWED}")
    form = _form(rest[0], path, known)
    return Form(
        lambda value, at: None if value is None else form.written(value, at),
        lambda plain: None if plain is None else form.read(plain),
    )


def _tuple(inner: tuple[Any, ...], path: str, known: dict[type, Form]) -> Form:
    if len(inner) != 2 or inner[1] is not Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        raise CodecError(path, "is no tuple[X, ...]; make the parts fields of a class")
    form = _form(inner[0], f"{path}[]", known)

    def written(value: Any, at: str) -> JSON:  # noqa: ANN401 - checked here
        _check_type(value, tuple, at)
        return [form.written(each, f"{at}[{number}]") for number, each in enumerate(value)]

    def read(plain: Any) -> Any:  # noqa: ANN401 - from JSON
        _check_type(plain, list, path)
        return tuple(form.read(each) for each in plain)

    return Form(written, read)


def _mapping(inner: tuple[Any, ...], path: str, known: dict[type, Form]) -> Form:
    if len(inner) != 2 or inner[0] is not str:  # noqa: PLR2004 - Mapping[str, X]
        raise CodecError(path, "is no Mapping[str, X]; keys are text")
    form = _form(inner[1], f"{path}{{}}", known)

    def written(value: Any, at: str) -> JSON:  # noqa: ANN401 - checked here
        if not isinstance(value, Mapping):
            raise CodecError(at, f"{shown(value)} is no mapping")
        for name in value:
            _check_type(name, str, f"{at}: key")
        return {name: form.written(each, f"{at}.{name}") for name, each in value.items()}

    def read(plain: Any) -> Any:  # noqa: ANN401 - from JSON
        _check_type(plain, dict, path)
        return MappingProxyType({name: form.read(each) for name, each in plain.items()})

    return Form(written, read)


def _enum(kind: type[Enum], path: str) -> Form:
    if not all(type(each.value) in {str, int} for each in kind):
        raise CodecError(path, f"{kind.__name__} has a member that is no text and no integer")

    def written(value: Any, at: str) -> JSON:  # noqa: ANN401 - checked here
        _check_type(value, kind, at)
        plain: JSON = value.value
        return plain

    return Form(written, kind)


def _fields(kind: type, path: str, known: dict[type, Form]) -> Form:
    if not _is_frozen(kind):
        raise CodecError(path, f"{kind.__name__} can be changed; use @attrs.frozen")
    forms: list[tuple[str, str, Form]] = []

    def written(value: Any, at: str) -> JSON:  # noqa: ANN401 - checked here
        _check_type(value, kind, at)
        return {name: form.written(getattr(value, name), f"{at}.{name}") for name, _, form in forms}

    def read(plain: Any) -> Any:  # noqa: ANN401 - from JSON
        _check_type(plain, dict, path)
        if plain.keys() != {name for name, _, _ in forms}:
            raise CodecError(path, f"has not the fields of {kind.__name__}")
        return kind(**{alias: form.read(plain[name]) for name, alias, form in forms})

    known[kind] = Form(written, read)
    for each in _resolved(kind, path):
        if not each.init:
            raise CodecError(f"{path}.{each.name}", "is not given to the class; init=False")
        form = _form(each.type, f"{path}.{each.name}", known)
        forms.append((each.name, each.alias or each.name, form))
    return known[kind]


def _resolved(kind: type, path: str) -> "tuple[attrs.Attribute[Any], ...]":
    try:
        resolved: type = attrs.resolve_types(kind)
    except NameError as error:
        raise CodecError(path, f"the annotations of {kind.__name__}: {error}") from error
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(resolved)
    return fields


def _is_frozen(kind: type) -> bool:
    names = [each.name for each in attrs.fields(kind)]
    try:
        setattr(object.__new__(kind), names[0] if names else "nothing", None)
    except FrozenInstanceError:
        return True
    except Exception:  # noqa: BLE001 - a class that refuses otherwise may accept it elsewhere
        return False
    return False


def _check_type(value: object, kind: type, path: str) -> None:
    if type(value) is not kind:
        raise CodecError(path, f"{shown(value)} is a {type(value).__name__}, no {kind.__name__}")


def _exactly(kind: type, plain: Callable[[Any], JSON], read: Reading) -> Form:
    def written(value: Any, at: str) -> JSON:  # noqa: ANN401 - checked here
        _check_type(value, kind, at)
        return plain(value)

    return Form(written, read)


def _as_is(kind: type) -> Form:
    def read(plain: Any) -> Any:  # noqa: ANN401 - checked here
        _check_type(plain, kind, "$")
        return plain

    return _exactly(kind, lambda value: value, read)


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise CodecError("$", f"{value} is no number")
    return str(value)


def _moment(value: datetime) -> str:
    return instant_text(instant(value))


def _plain_when(value: When) -> JSON:
    return {"text": value.text, "zone": value.zone, "assumed_by": value.assumed_by}


def _read_when(plain: Any) -> When:  # noqa: ANN401 - from JSON
    return When(plain["text"], zone=plain["zone"], assumed_by=plain["assumed_by"])


def _plain_figures(value: Figures) -> JSON:
    return {name: to_plain(each) for name, each in value.items()}


def _read_figures(plain: Any) -> Figures:  # noqa: ANN401 - from JSON
    return Figures({name: from_plain(each) for name, each in plain.items()})


_FORMS: dict[Any, Form] = {
    **{kind: _as_is(kind) for kind in (str, int, bool)},
    Decimal: _exactly(Decimal, _number, Decimal),
    datetime: _exactly(datetime, _moment, instant),
    When: _exactly(When, _plain_when, _read_when),
    Quantity: _exactly(Quantity, to_plain, from_plain),
    Figures: _exactly(Figures, _plain_figures, _read_figures),
}
