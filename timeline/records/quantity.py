"""A figure with bounds: what `more than 600,000` leaves possible, and what sums make of it."""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import reduce
from operator import add
from typing import NoReturn

from attrs import field, frozen
from attrs.converters import optional

from timeline.errors import QuantityError
from timeline.records.exact_numbers import EXACT, Number, digits, number

_ONE_OF = ({"low", "more_than"}, {"high", "fewer_than"})
_END_NAMES = {"best"}.union(*_ONE_OF)


class Hedge(Enum):
    """How a figure is hedged; it follows from the numbers that are stated."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    FEWER_THAN = "fewer_than"
    BETWEEN = "between"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"


_HEDGES = {
    # Whether a low, a best and a high are stated, and whether a bound is excluded.
    (False, False, False, False): Hedge.UNKNOWN,
    (False, True, False, False): Hedge.ABOUT,
    (True, False, False, False): Hedge.AT_LEAST,
    (True, False, False, True): Hedge.MORE_THAN,
    (False, False, True, False): Hedge.AT_MOST,
    (False, False, True, True): Hedge.FEWER_THAN,
    (True, False, True, False): Hedge.BETWEEN,
}


def _unit(value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text.isprintable() or not text or text[0] in "0123456789+-" or set(text) & set("(),"):
        raise QuantityError(value, "is no unit", 'write words such as "drones"')
    return text


@frozen(kw_only=True, repr=False)
class Quantity:
    """
    A figure as it is stated: a least, a best and a greatest number, any of them unstated.

    Made by `exactly`, `about`, `at_least` and their like, or from words by `quantity`.
    It says how many or how much: where no low is stated it is 0 or more, but for differences
    (`below_zero`). Unknown is not zero. Bounds are not rounded to whole numbers, as more than
    3 may be 3.5 tonnes. One meaning has one form: `between(5, 5)` is `exactly(5)`.

    Attributes:
        low: Least possible number; None if not stated.
        best: The number that is put forward; None if only bounds are stated.
        high: Greatest possible number; None if open.
        low_excluded: The number is more than `low`, not `low` itself.
        high_excluded: The number is less than `high`, not `high` itself.
        below_zero: No low is stated, and yet the number may be negative.
        unit: What is counted or measured; None if not stated.

    Raises:
        QuantityError: The numbers contradict each other, or are no exact numbers.
    """

    low: Number | None = field(converter=optional(number))
    best: Number | None = field(converter=optional(number))
    high: Number | None = field(converter=optional(number))
    low_excluded: bool
    high_excluded: bool
    below_zero: bool
    unit: str | None = field(converter=optional(_unit))

    def __attrs_post_init__(self) -> None:
        steps = [step for step in (self.floor, self.best, self.high) if step is not None]
        on_low = self.low_excluded and self.low in steps[1:]
        on_high = self.high_excluded and self.high in steps[:-1]
        if steps != sorted(steps) or on_low or on_high:
            raise QuantityError(str(self), "contradicts itself", "state low <= best <= high")
        idle_low = self.low_excluded if self.low is None else self.below_zero
        idle_high = self.high_excluded and self.high is None
        point = self.high is not None and self.high == self.floor
        if idle_low or idle_high or (point and None in (self.low, self.best)):
            raise QuantityError(str(self), "is not in its one form", "use Quantity.estimate")

    @classmethod
    def stated(
        cls, ends: Mapping[str, Number], *, below_zero: bool = False, unit: str | None = None
    ) -> "Quantity":
        """Return a figure of named ends: `low` or `more_than`, `best`, `high` or `fewer_than`."""
        ends = {name: number(end) for name, end in ends.items()}
        if not ends.keys() <= _END_NAMES or any(pair <= ends.keys() for pair in _ONE_OF):
            raise QuantityError(ends, "names no ends of a figure", "use low, best and high")
        low, high = ends.get("low", ends.get("more_than")), ends.get("high", ends.get("fewer_than"))
        best = ends.get("best")
        signed = below_zero or (low is None and _negative(best, high))
        if high is not None and high == (low or 0) and not signed:
            low, best = high, high if best is None else best
        return cls(
            low=low,
            best=best,
            high=high,
            low_excluded="more_than" in ends,
            high_excluded="fewer_than" in ends,
            below_zero=signed,
            unit=unit,
        )

    @classmethod
    def estimate(
        cls,
        *,
        low: Number | None = None,
        best: Number | None = None,
        high: Number | None = None,
        unit: str | None = None,
    ) -> "Quantity":
        """Return a figure of up to three numbers, as conflict data codes low, best and high."""
        ends = {"low": low, "best": best, "high": high}
        return cls.stated({name: n for name, n in ends.items() if n is not None}, unit=unit)

    @classmethod
    def exactly(cls, value: Number, *, unit: str | None = None) -> "Quantity":
        """Return a figure without doubt; `exactly(0)` says that there were none."""
        return cls.between(value, value, unit=unit)

    @classmethod
    def about(
        cls, value: Number, *, margin: Number | None = None, unit: str | None = None
    ) -> "Quantity":
        """Return a best number, with bounds only where a margin to both sides is stated."""
        if margin is None:
            return cls.stated({"best": value}, unit=unit)
        low, high = EXACT.subtract(number(value), number(margin)), EXACT.add(value, margin)
        return cls.stated({"low": low, "best": value, "high": high}, unit=unit)

    @classmethod
    def at_least(cls, value: Number, *, unit: str | None = None) -> "Quantity":
        """Return an open figure that may be the number itself."""
        return cls.stated({"low": value}, unit=unit)

    @classmethod
    def more_than(cls, value: Number, *, unit: str | None = None) -> "Quantity":
        """Return an open figure that is not the number itself."""
        return cls.stated({"more_than": value}, unit=unit)

    @classmethod
    def at_most(cls, value: Number, *, unit: str | None = None) -> "Quantity":
        """Return a figure from 0 up to the number, and perhaps the number itself."""
        return cls.stated({"high": value}, unit=unit)

    @classmethod
    def fewer_than(cls, value: Number, *, unit: str | None = None) -> "Quantity":
        """Return a figure from 0 up to the number, but not the number itself."""
        return cls.stated({"fewer_than": value}, unit=unit)

    @classmethod
    def between(cls, low: Number, high: Number, *, unit: str | None = None) -> "Quantity":
        """Return a figure within two bounds, both possible, with no best number."""
        return cls.stated({"low": low, "high": high}, unit=unit)

    @classmethod
    def unknown(cls, *, unit: str | None = None) -> "Quantity":
        """Return a figure of which no number is stated; it is not zero."""
        return cls.stated({}, unit=unit)

    @property
    def floor(self) -> Number | None:
        """Least number that is possible: `low`, or else 0; None if it may be negative."""
        return 0 if self.low is None and not self.below_zero else self.low

    @property
    def is_unknown(self) -> bool:
        """Whether no number at all is stated."""
        return self.hedge is Hedge.UNKNOWN

    @property
    def is_signed(self) -> bool:
        """Whether it may be negative though no number stated is."""
        return self.below_zero and not _negative(self.best, self.high)

    @property
    def hedge(self) -> Hedge:
        """The one word for what is stated; ESTIMATE where no other word says all of it."""
        if self.low is not None and self.low == self.high:
            return Hedge.EXACTLY
        stated = (self.low is not None, self.best is not None, self.high is not None)
        return _HEDGES.get((*stated, self.low_excluded or self.high_excluded), Hedge.ESTIMATE)

    def __str__(self) -> str:
        bounds, unit = _bounds(self), f" {self.unit}" if self.unit else ""
        sign = ", perhaps below zero" if self.is_signed else ""
        if self.best is None:
            return (bounds or ("unknown number of" if unit else "unknown")) + unit + sign
        if self.hedge is Hedge.EXACTLY:
            return digits(self.best) + unit
        return f"about {digits(self.best)}{unit}{f' ({bounds})' if bounds else ''}{sign}"

    def __repr__(self) -> str:
        return f"quantity({str(self)!r})"

    def __add__(self, other: "Quantity") -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        floor, high = _plus(self.floor, other.floor), _plus(self.high, other.high)
        low_excluded = floor is not None and (self.low_excluded or other.low_excluded)
        says_nothing = floor == 0 and high is None and not low_excluded
        return Quantity(
            low=None if says_nothing else floor,
            best=_plus(self.best, other.best),
            high=high,
            low_excluded=low_excluded,
            high_excluded=high is not None and (self.high_excluded or other.high_excluded),
            below_zero=floor is None,
            unit=shared_unit(self, other),
        )

    def __sub__(self, other: "Quantity") -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        return self + _negated(other)

    def _unordered(self, other: object) -> NoReturn:
        advice = "compare their low, best or high, or ask conflict(a, b)"
        raise QuantityError(f"{self} and {other}", "have no certain order", advice)

    __lt__ = __le__ = __gt__ = __ge__ = _unordered


def quantity_sum(quantities: Iterable[Quantity]) -> Quantity:
    """
    Return the sum of figures of one unit, with the bounds that follow from theirs.

    The sum of no figures is unknown, not zero: nobody stated any.

    Raises:
        QuantityError: Two units differ, or the sum has over 15 digits.
    """
    terms = tuple(quantities)
    return reduce(add, terms) if terms else Quantity.unknown()


def _bounds(value: Quantity) -> str:
    low = None if value.low is None else digits(value.low)
    high = None if value.high is None else digits(value.high)
    if low and high and not (value.low_excluded or value.high_excluded):
        return f"{low} to {high}"
    least = low and f"{'more than' if value.low_excluded else 'at least'} {low}"
    most = high and f"{'fewer than' if value.high_excluded else 'at most'} {high}"
    return " and ".join(end for end in (least, most) if end)


def _negative(*numbers: Number | None) -> bool:
    return any(stated is not None and stated < 0 for stated in numbers)


def _plus(a: Number | None, b: Number | None) -> Number | None:
    return None if a is None or b is None else number(EXACT.add(a, b))


def _minus(value: Number | None) -> Number | None:
    return None if value is None else EXACT.minus(value)


def _negated(value: Quantity) -> Quantity:
    return Quantity(
        low=_minus(value.high),
        best=_minus(value.best),
        high=_minus(value.floor),
        low_excluded=value.high_excluded,
        high_excluded=value.low_excluded,
        below_zero=value.high is None,
        unit=value.unit,
    )


def shared_unit(a: Quantity, b: Quantity) -> str | None:
    """Return the unit that two figures share; one that is not stated agrees with any."""
    if a.unit is not None and b.unit is not None and a.unit != b.unit:
        raise QuantityError(f"{a} and {b}", "have two units", "write both figures in one unit")
    return a.unit if b.unit is None else b.unit
