"""Which lines moved: the fewest whose moving turns one order into another."""

from collections.abc import Mapping

import numpy as np

from timeline.resolution.index.columns import Integers


def moved(
    before: Integers, after: Integers, movable: Mapping[int, int]
) -> tuple[tuple[int, int], ...]:
    """
    Return the lines that moved, by their places in both lists, in the order of the second.

    Lines that nothing can have moved stay, whatever is cheaper; among the others as few as
    possible move, and of equally few the ones that are moved the more willingly. A line that is
    not in both lists does not count.

    Args:
        before: A number for each line, in order.
        after: Likewise; the lines in both that are not movable stand in the same order.
        movable: How unwillingly each line moves that can have moved.
    """
    if not movable:
        return ()
    places = [_places(each, max(_highest(before), _highest(after))) for each in (before, after)]
    both = (places[0] >= 0) & (places[1] >= 0)
    fixed = both.copy()
    fixed[[each for each in movable if each < len(fixed)]] = False
    there = [each for each in movable if each < len(both) and both[each]]
    passed = [np.cumsum(fixed[each]) for each in (before, after)]
    ordered = sorted(there, key=lambda each: int(places[1][each]))
    staying = [each for each in ordered if passed[0][places[0][each]] == passed[1][places[1][each]]]
    weights = [len(ordered) * (max(movable.values()) + 1) + movable[each] for each in staying]
    kept = {staying[at] for at in heaviest([int(places[0][each]) for each in staying], weights)}
    going = (each for each in ordered if each not in kept)
    return tuple((int(places[0][each]), int(places[1][each])) for each in going)


def heaviest(values: list[int], weights: list[int]) -> list[int]:
    """
    Return the indices of the rising subsequence of the greatest weight; of equals, a fixed one.

    Args:
        values: Different numbers.
        weights: A positive weight for each.
    """
    ranks = {value: rank for rank, value in enumerate(sorted(values), start=1)}
    best = [(0, -1)] * (len(values) + 1)
    before: list[int] = []
    for at, (value, weight) in enumerate(zip(values, weights, strict=True)):
        reached, last = _best_below(best, ranks[value])
        before.append(last)
        _raise(best, ranks[value], (reached + weight, at))
    found: list[int] = []
    at = _best_below(best, len(values) + 1)[1]
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _best_below(best: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    found, rank = (0, -1), rank - 1
    while rank > 0:
        found = max(found, best[rank])
        rank -= rank & -rank
    return found


def _raise(best: list[tuple[int, int]], rank: int, to: tuple[int, int]) -> None:
    while rank < len(best):
        best[rank] = max(best[rank], to)
        rank += rank & -rank


def _places(codes: Integers, highest: int) -> Integers:
    found = np.full(highest + 1, -1, np.int64)
    found[codes] = np.arange(len(codes))
    return found


def _highest(codes: Integers) -> int:
    return int(codes.max(initial=-1))
