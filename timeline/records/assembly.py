"""Assembly: records put together field by field, without asking again about what is left out."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

import attrs
from attrs import Attribute, Converter, define

T = TypeVar("T")

_MOST_KEPT, _FEW, _SHORT = 4096, 6, 200

Reading = Callable[[object], object]
"""Returns the value of a field from its plain form."""


@define
class Assembly(Generic[T]):
    """
    Makes values of a class from their plain forms, as its constructor would.

    The fields that are given are read and converted as the constructor does; the others come
    from their defaults, which were converted once. Where it raises anything, ask the constructor,
    whose error says what is wrong and where.

    Args:
        kind: The class.
        names: Its fields, in their order.
        steps: What reads and then converts each.
        needed: Those that must be given.
        defaults: Values of the others.
    """

    kind: type[T]
    names: tuple[str, ...]
    steps: Mapping[str, tuple[Reading, Reading]]
    needed: frozenset[str]
    defaults: Mapping[str, object]

    def made(self, plain: Mapping[str, object]) -> T:
        """
        Return the value of a plain form.

        Raises:
            KeyError: A field is missing or unknown.
        """
        if not self.needed <= plain.keys():
            raise KeyError(self.kind.__name__)
        parts = dict(self.defaults)
        for name, told in plain.items():
            read, convert = self.steps[name]
            parts[name] = convert(read(told))
        made = object.__new__(self.kind)
        for name in self.names:
            object.__setattr__(made, name, parts[name])
        checks = getattr(made, "__attrs_post_init__", None)
        if checks is not None:
            checks()
        return made


def assembly(kind: type[T], reading: Callable[[object], Reading]) -> Assembly[T] | None:
    """
    Return what makes values of a class of attrs; None where its constructor does more than that.

    Args:
        kind: The class, with its types resolved.
        reading: Returns what reads a field of a type.
    """
    fields: tuple[Attribute[Any], ...] = attrs.fields(kind)  # type: ignore[arg-type]  # it is a class of attrs
    if not all(map(_is_plain, fields)):
        return None
    given = [each for each in fields if each.default is not attrs.NOTHING]
    return Assembly(
        kind=kind,
        names=tuple(each.name for each in fields),
        steps={each.name: (reading(each.type), _conversion(each, kind)) for each in fields},
        needed=frozenset(each.name for each in fields) - {each.name for each in given},
        defaults={each.name: _conversion(each, kind)(_default(each)) for each in given},
    )


def assembling(
    kind: type[T], careful: Callable[[object, object], T], reading: Callable[[object], Reading]
) -> Callable[[object, object], T]:
    """
    Return what reads values of a class; small ones that many records share are kept.

    Args:
        kind: The class, with its types resolved.
        careful: Reads them too, slowly, and says what is wrong and where.
        reading: Returns what reads a field of a type; it is asked when the first value is read.
    """

    @cache
    def quick() -> Assembly[T] | None:
        return assembly(kind, reading)

    @lru_cache(maxsize=_MOST_KEPT)
    def kept(told: tuple[tuple[str, str], ...]) -> T | None:
        return made(dict(told))

    def made(plain: Mapping[str, object]) -> T | None:
        found = quick()
        return None if found is None else found.made(plain)

    def read(value: object, told: object) -> T:
        found = None
        if type(value) is dict:
            with suppress(Exception):  # whatever it is, the careful way says it in our words
                found = kept(tuple(value.items())) if _is_small(value) else made(value)
        return careful(value, told) if found is None else found

    return read


def _is_small(value: Mapping[str, object]) -> bool:
    small = len(value) <= _FEW
    return small and all(type(each) is str and len(each) <= _SHORT for each in value.values())


def _is_plain(field: "Attribute[Any]") -> bool:
    takes_self = getattr(field.default, "takes_self", False)
    return field.init and field.alias == field.name and not (field.validator or takes_self)


def _default(field: "Attribute[Any]") -> object:
    made = getattr(field.default, "factory", None)
    return field.default if made is None else made()


def _conversion(field: "Attribute[Any]", kind: type) -> Reading:
    convert: Any = field.converter
    if not isinstance(convert, Converter):
        return _as_it_is if convert is None else _known(convert)
    whose: object = object.__new__(kind)
    converter: Any = convert

    def converted(value: object) -> object:
        return converter(value, whose, field)

    return converted


def _known(convert: Reading) -> Reading:
    return convert


def _as_it_is(value: object) -> object:
    return value
