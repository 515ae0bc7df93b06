"""Whether two figures can both be true, and how near about is."""

from fractions import Fraction

from timeline.errors import QuantityError
from timeline.records.exact_numbers import Number, number
from timeline.records.quantity import Quantity, shared_unit


def conflict(a: Quantity, b: Quantity, *, tolerance: Number | None = None) -> bool:
    """
    Return whether no number is possible under both figures.

    Args:
        a: One figure.
        b: The other; a unit that is not stated agrees with any.
        tolerance: How far the number may lie from a stated best, as a share of it, on a side
            that states no bound: with `Decimal("0.1")`, *about 80* allows 72 to 88.
            None is any distance, so that *about* alone never conflicts.

    Raises:
        QuantityError: The units differ, or the tolerance is negative.
    """
    shared_unit(a, b)
    if tolerance is not None and number(tolerance) < 0:
        raise QuantityError(tolerance, "is a negative tolerance", "write 0 or more, or None")
    return _ends_before(a, b, tolerance) or _ends_before(b, a, tolerance)


def _ends_before(a: Quantity, b: Quantity, tolerance: Number | None) -> bool:
    high, low = _greatest(a, tolerance), _least(b, tolerance)
    if high is None or low is None:
        return False
    return high < low or (high == low and (a.high_excluded or b.low_excluded))


def _greatest(value: Quantity, tolerance: Number | None) -> Fraction | None:
    if value.high is not None or value.best is None or tolerance is None:
        return None if value.high is None else Fraction(value.high)
    return Fraction(value.best) + abs(Fraction(value.best)) * Fraction(tolerance)


def _least(value: Quantity, tolerance: Number | None) -> Fraction | None:
    floor = None if value.floor is None else Fraction(value.floor)
    if value.low is not None or value.best is None or tolerance is None:
        return floor
    nearest = Fraction(value.best) - abs(Fraction(value.best)) * Fraction(tolerance)
    return nearest if floor is None else max(floor, nearest)
