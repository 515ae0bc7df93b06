"""Whether a figure rose, fell, or only became more or less certain, and by how much."""

import math
from decimal import Decimal

from timeline.projections.changing.change import ChangeKind
from timeline.records import Quantity
from timeline.records.exact_numbers import EXACT, Number, digits

Ends = tuple[Number | None, Number | None]
"""The least and the greatest number that is put forward; None where it is open."""


def direction(before: Quantity | None, after: Quantity | None) -> ChangeKind:
    """
    Return what sort of change it is from one figure to another.

    What counts is the best number where one is put forward, and else the bounds. A figure rose
    if none of the two ends fell and one rose; where the one lies within the other, or the units
    differ, no more than the certainty is said to have changed.
    """
    if before is None:
        return ChangeKind.STATED
    if after is None:
        return ChangeKind.UNSTATED
    if _of_two_units(before, after):
        return ChangeKind.CERTAINTY
    steps = _steps(_ends(before), _ends(after))
    if max(steps) > 0 and min(steps) >= 0:
        return ChangeKind.RAISED
    if min(steps) < 0 and max(steps) <= 0:
        return ChangeKind.LOWERED
    return ChangeKind.CERTAINTY


def amount(before: Quantity, after: Quantity) -> str:
    """
    Return by how much a figure rose or fell, in words: `1,000 to 2,000`.

    Each end that is known on both sides gives one amount; two that are equal are one. Empty
    where no end is known on both sides.
    """
    pairs = zip(_ends(before), _ends(after), strict=True)
    known = [(was, now) for was, now in pairs if was is not None and now is not None]
    found = sorted({abs(EXACT.subtract(now, was)) for was, now in known})
    told = [digits(_plain(each)) for each in found if each]
    return " to ".join(told[:1] + told[-1:] if len(told) > 1 else told)


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value.normalize(EXACT)


def _ends(figure: Quantity) -> Ends:
    return (figure.best, figure.best) if figure.best is not None else (figure.floor, figure.high)


def _steps(before: Ends, after: Ends) -> tuple[int, int]:
    low = _sign(before[0], after[0], -math.inf)
    return low, _sign(before[1], after[1], math.inf)


def _sign(before: Number | None, after: Number | None, end: float) -> int:
    was, now = (Decimal(end) if each is None else Decimal(each) for each in (before, after))
    return (now > was) - (now < was)


def _of_two_units(before: Quantity, after: Quantity) -> bool:
    return None not in {before.unit, after.unit} and before.unit != after.unit
