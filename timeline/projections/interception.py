"""Interception: what is left of a salvo, and the rate of it, where none can exceed the launched."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from timeline.projections.sums import bounded, minus, plus
from timeline.records import Quantity
from timeline.records.exact_numbers import Number

_THOUSAND = 1000


@frozen(kw_only=True)
class Rate:
    """
    A share between 0 and 1; both bounds can be reached, or come as near as one likes.

    Args:
        low: Least possible.
        high: Greatest possible.
        of: Number of strikes that it speaks of.
    """

    low: Fraction
    high: Fraction
    of: int

    def __str__(self) -> str:
        """Return it in per cent, to one place; two bounds are rounded outwards."""
        if self.low == self.high:
            return f"{float(self.low):.1%}"
        low = self.low.numerator * _THOUSAND // self.low.denominator
        high = -(-self.high.numerator * _THOUSAND // self.high.denominator)
        return f"{low / 10:.1f}% to {high / 10:.1f}%"


@frozen(kw_only=True)
class Salvo:
    """
    What was launched, and what of it is accounted for; none of it below zero.

    Args:
        launched: How many.
        stopped: How many of them were intercepted.
        others: How many of them ended otherwise, by each further figure.
    """

    launched: Quantity
    stopped: Quantity
    others: tuple[Quantity, ...] = ()

    @property
    def parts(self) -> tuple[Quantity, ...]:
        """All that is accounted for."""
        return (self.stopped, *self.others)

    @property
    def fewest(self) -> Number:
        """Least number that is accounted for."""
        return _least(self.parts)

    @property
    def contradiction(self) -> str | None:
        """Why the figures cannot all be true, in words; None where they can."""
        units = {each.unit for each in (self.launched, *self.parts) if each.unit is not None}
        if len(units) > 1:
            return f"counted in several units: {', '.join(sorted(units))}"
        most, strict = self.launched.high, self.launched.high_excluded
        strict = strict or any(each.low_excluded for each in self.parts)
        if most is None or self.fewest < most or (self.fewest == most and not strict):
            return None
        return f"{self.fewest:,} or more accounted for, of {most:,} or fewer launched"


def balance(salvo: Salvo) -> Quantity:
    """
    Return how many of a salvo got through or are unaccounted for.

    The bounds are those of *launched less all that is accounted for*, over every choice of
    numbers that the figures allow and in which no more is accounted for than was launched.
    Where the figures contradict each other it is unknown.
    """
    if salvo.contradiction is not None:
        return Quantity.unknown(unit=salvo.launched.unit)
    launched, parts = salvo.launched, salvo.parts
    greatest: Number | None = 0
    bests: Number | None = 0
    for each in parts:
        greatest, bests = plus(greatest, each.high), plus(bests, each.best)
    low = minus(_floor(launched), greatest)
    best = minus(launched.best, bests)
    strictly = launched.low_excluded or any(each.high_excluded for each in parts)
    below = launched.high_excluded or any(each.low_excluded for each in parts)
    return bounded(
        low=max(0, low) if low is not None else 0,
        best=best if best is not None and best >= 0 else None,
        high=minus(launched.high, salvo.fewest),
        low_excluded=strictly and low is not None and low >= 0,
        high_excluded=below,
        unit=launched.unit,
    )


def rate(salvos: Iterable[Salvo]) -> Rate | None:
    """
    Return the share of the launched that was intercepted, over several salvos together.

    Each salvo may be any that its figures allow, with no more accounted for than was launched.
    The greatest ratio takes of each the fewest launched that still allow the most to be stopped;
    the least takes the fewest stopped of the most launched. (A ratio of sums is at least *r* just
    where the sum of *stopped less r times launched* is at least 0, and for every *r* up to 1 that
    is greatest, salvo by salvo, there.) None where there is no salvo, or none was launched.
    """
    told = list(salvos)
    most = [each.launched.high for each in told]
    if not any(each is None or each > 0 for each in most):
        return None
    best = [_best(each) for each in told]
    high = Fraction(1) if None in best else _ratio(each for each in best if each is not None)
    fewest = [_floor(each.stopped) for each in told]
    closed = [each for each in most if each is not None]
    low = Fraction(0)
    if len(closed) == len(most):
        low = _ratio(zip(fewest, closed, strict=True))
    return Rate(low=low, high=high, of=len(told))


def _best(salvo: Salvo) -> tuple[Number, Number] | None:
    """Return the stopped and the launched of the greatest ratio; None where it nears 1."""
    others, stopped, most = _least(salvo.others), salvo.stopped.high, salvo.launched.high
    ideal = most if stopped is None else plus(stopped, others)
    if ideal is None:
        return None
    launched = max(ideal, _floor(salvo.launched))
    launched = launched if most is None else min(launched, most)
    room = minus(launched, others) or 0
    return (room if stopped is None else min(stopped, room)), launched


def _ratio(pairs: Iterable[tuple[Number, Number]]) -> Fraction:
    stopped, launched = Fraction(0), Fraction(0)
    for one, other in pairs:
        stopped, launched = stopped + Fraction(one), launched + Fraction(other)
    return stopped / launched if launched else Fraction(0)


def _least(parts: Iterable[Quantity]) -> Number:
    least: Number | None = 0
    for each in parts:
        least = plus(least, _floor(each))
    return least or 0


def _floor(figure: Quantity) -> Number:
    return max(0, figure.floor or 0)
