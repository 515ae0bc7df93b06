"""Whether two figures can both be true, and how near about is."""

from fractions import Fraction

from attrs import frozen

from timeline.errors import QuantityError
from timeline.records.exact_numbers import Number, number
from timeline.records.quantity import Quantity, shared_unit

End = tuple[Fraction, int]
"""A number, and -1 where an end lies just below it, 0 where on it, 1 where just above it."""


@frozen(kw_only=True)
class Span:
    """
    Which numbers are possible under a figure.

    Args:
        least: The least of them; None where there is none.
        greatest: The greatest of them; None where there is none.
    """

    least: End | None
    greatest: End | None

    def is_below(self, other: "Span") -> bool:
        """Return whether every number of it is less than every one of the other."""
        if self.greatest is None or other.least is None:
            return False
        return self.greatest < other.least


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
    one, other = possible(a, tolerance=tolerance), possible(b, tolerance=tolerance)
    return one.is_below(other) or other.is_below(one)


def possible(value: Quantity, *, tolerance: Number | None = None) -> Span:
    """
    Return which numbers are possible under a figure.

    Args:
        value: The figure.
        tolerance: As of `conflict`.

    Raises:
        QuantityError: The tolerance is negative.
    """
    if tolerance is not None and number(tolerance) < 0:
        raise QuantityError(tolerance, "is a negative tolerance", "write 0 or more, or None")
    return Span(least=_least(value, tolerance), greatest=_greatest(value, tolerance))


def _greatest(value: Quantity, tolerance: Number | None) -> End | None:
    if value.high is not None:
        return Fraction(value.high), -value.high_excluded
    if value.best is None or tolerance is None:
        return None
    return Fraction(value.best) + abs(Fraction(value.best)) * Fraction(tolerance), 0


def _least(value: Quantity, tolerance: Number | None) -> End | None:
    floor = None if value.floor is None else (Fraction(value.floor), int(value.low_excluded))
    if value.low is not None or value.best is None or tolerance is None:
        return floor
    nearest = Fraction(value.best) - abs(Fraction(value.best)) * Fraction(tolerance), 0
    return nearest if floor is None else max(floor, nearest)
