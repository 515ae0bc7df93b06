"""How two times stand to each other: certainly, possibly, or nobody can say."""

from enum import Enum
from typing import Protocol

from timeline.records.extents import SortKey


class Placed(Protocol):
    """Anything with a place in the order of time; a `When` and an `Extent` have one."""

    @property
    def sort_key(self) -> SortKey:
        """Start earliest and latest, end earliest and latest."""

    @property
    def lasted(self) -> bool:
        """Whether it went on from start to end, as against one unknown moment."""


class Relation(Enum):
    """
    What is known of the order of two times.

    *Certainly* holds for every way in which the two can have been, *possibly* for at least one;
    what is possible is before, after, or sharing at least a microsecond.
    """

    CERTAINLY_BEFORE = "certainly before"
    POSSIBLY_BEFORE = "possibly before"
    """Before, or sharing a moment; certainly not after."""

    SAME = "same"
    """Both say the same; where that is no exact instant, their order within it is not known."""

    OVERLAPPING = "overlapping"
    """They certainly share a moment."""

    POSSIBLY_AFTER = "possibly after"
    """After, or sharing a moment; certainly not before."""

    CERTAINLY_AFTER = "certainly after"
    UNKNOWN = "unknown"
    """Before, after or sharing a moment: what is known excludes none of them."""


def relation(first: Placed, second: Placed) -> Relation:
    """
    Return how the first time stands to the second.

    >>> from timeline.records.when import When
    >>> relation(When("2024-10-27"), When("2024-10-28")).value
    'certainly before'
    >>> relation(When("2024-10"), When("2024-10-28")).value
    'unknown'
    """
    first_key, second_key = first.sort_key, second.sort_key
    start, start_latest, end_earliest, end = first_key
    other_start, other_start_latest, other_end_earliest, other_end = second_key
    if end <= other_start:
        return Relation.CERTAINLY_BEFORE
    if other_end <= start:
        return Relation.CERTAINLY_AFTER
    if first_key == second_key and first.lasted is second.lasted:
        return Relation.SAME
    after = other_end_earliest + 1 < start_latest
    if end_earliest + 1 < other_start_latest:
        return Relation.UNKNOWN if after else Relation.POSSIBLY_BEFORE
    return Relation.POSSIBLY_AFTER if after else Relation.OVERLAPPING
