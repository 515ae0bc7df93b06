"""The one form in which a figure is stored: its hedge, and what that states."""

from collections.abc import Hashable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from timeline.errors import QuantityError
from timeline.records.exact_numbers import MOST_DIGITS, Number, number
from timeline.records.quantity import Hedge, Quantity

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What a plain form is made of: whole numbers as they are, decimals as text."""


def to_plain(value: Quantity) -> dict[str, Plain]:
    """Return the one plain form, such as `{"at_least": 13, "unit": "people"}`."""
    plain: dict[str, Plain] = {value.hedge.value: _stated(value)}
    if value.is_signed:
        plain["below_zero"] = True
    if value.unit is not None:
        plain["unit"] = value.unit
    return plain


def from_plain(plain: object) -> Quantity:
    """
    Return the figure of a plain form.

    Raises:
        QuantityError: It is not the plain form of any figure, letter by letter.
    """
    if type(plain) is dict:
        told = tuple((name, *_hashable(each)) for name, each in plain.items())
        if all(mark is not None for *_, mark in told):
            return _kept(told)
    return _read(plain)


def _hashable(told: object) -> tuple[Hashable, Hashable]:
    """Return a part of a plain form and its type, which tells 1 from True; or twice None."""
    if isinstance(told, int | str):
        return told, type(told).__name__
    if isinstance(told, list) and all(isinstance(each, int | str) for each in told):
        return tuple(told), tuple(map(type, told))
    return None, None


@lru_cache(maxsize=4096)
def _kept(told: tuple[tuple[str, Hashable, Hashable], ...]) -> Quantity:
    return _read({n: list(each) if isinstance(each, tuple) else each for n, each, _ in told})


def _read(plain: object) -> Quantity:
    hedges = [hedge for hedge in Hedge if isinstance(plain, dict) and hedge.value in plain]
    if not isinstance(plain, dict) or len(hedges) != 1:
        raise QuantityError(plain, "is no figure", 'write one hedge, such as {"at_least": 13}')
    ends = _ends(hedges[0], plain[hedges[0].value])
    below_zero = plain.get("below_zero") is True
    made = Quantity.stated(ends, below_zero=below_zero, unit=plain.get("unit"))
    if to_plain(made) != plain:
        raise QuantityError(plain, "is not in its one form", f"write {to_plain(made)}")
    return made


def _stated(value: Quantity) -> Plain:
    ends = {
        "more_than" if value.low_excluded else "low": value.low,
        "best": value.best,
        "fewer_than" if value.high_excluded else "high": value.high,
    }
    named = {name: _plain_number(end) for name, end in ends.items() if end is not None}
    if value.hedge is Hedge.ESTIMATE:
        return named
    if value.hedge is Hedge.BETWEEN:
        return list(named.values())
    return next(iter(named.values()), True)


def _plain_number(value: Number) -> Plain:
    return value if isinstance(value, int) else f"{value:f}"


_ENDS = {
    Hedge.ABOUT: "best",
    Hedge.AT_LEAST: "low",
    Hedge.MORE_THAN: "more_than",
    Hedge.AT_MOST: "high",
    Hedge.FEWER_THAN: "fewer_than",
}


def _ends(hedge: Hedge, stated: object) -> dict[str, Number]:
    if hedge is Hedge.EXACTLY:
        return {"low": _read_number(stated), "high": _read_number(stated)}
    if hedge in _ENDS:
        return {_ENDS[hedge]: _read_number(stated)}
    if hedge is Hedge.BETWEEN and isinstance(stated, list):
        return dict(zip(("low", "high"), map(_read_number, stated), strict=False))
    if hedge is Hedge.ESTIMATE and isinstance(stated, dict):
        return {name: _read_number(end) for name, end in stated.items()}
    if hedge is Hedge.UNKNOWN and stated is True:
        return {}
    raise QuantityError(stated, f"is not what {hedge.value} states", "see to_plain")


def _read_number(stated: object) -> Number:
    if not isinstance(stated, int | str):
        raise QuantityError(stated, "is no stored number", 'write 2, or "1.5" for a decimal')
    try:
        return number(Decimal(stated[: 4 * MOST_DIGITS]) if isinstance(stated, str) else stated)
    except InvalidOperation:
        raise QuantityError(stated, "is no stored number", 'write "1.5" for a decimal') from None
