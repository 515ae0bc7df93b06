"""Numbers without rounding: what is taken for one, its one form, and its digits in print."""

from decimal import Context, Decimal, Inexact, InvalidOperation

from timeline.errors import QuantityError

Number = int | Decimal
"""A whole number or a decimal; never a float."""

MOST_DIGITS = 15
"""Most digits on each side of the point, so that any JSON reader keeps a whole number."""

EXACT = Context(prec=4 * MOST_DIGITS, traps=[Inexact, InvalidOperation])
"""Arithmetic that never rounds, whatever the program's own decimal context is."""

_FINEST = Decimal(1).scaleb(-MOST_DIGITS)
_LIMIT = 10**MOST_DIGITS
_THOUSANDS = 3


def number(value: object) -> Number:
    """
    Return a number in its one form: int if whole, else a Decimal without trailing zeros.

    So `Decimal("1.0")` is 1: how finely something was measured is not kept.

    Raises:
        QuantityError: It is a float, a bool, not finite, or has over 15 digits on a side.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        advice = 'write 2, Decimal("1.5") or quantity("1.5")'
        raise QuantityError(value, f"is a {type(value).__name__}, not an int or a Decimal", advice)
    if isinstance(value, Decimal) and not value.is_finite():
        raise QuantityError(value, "is not finite", "write Quantity.unknown()")
    if not -_LIMIT < value < _LIMIT:
        given = value if isinstance(value, Decimal) else "the int"
        raise QuantityError(given, "has over 15 digits", "write it in a larger unit")
    if isinstance(value, int):
        return int(value)
    try:
        short = EXACT.quantize(value, _FINEST).normalize(EXACT)
    except Inexact:
        raise QuantityError(value, "has over 15 decimal places", "round it") from None
    return int(short) if short == short.to_integral_value() else short


def digits(value: Number) -> str:
    """Return a number as it is printed: `10,000`, `1.5`, and `1.1250`, as 1.125 may be 1,125."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    whole, _, places = text.lstrip("-").partition(".")
    unclear = len(places) == _THOUSANDS and whole != "0" and "," not in whole
    return f"{text}0" if unclear else text
