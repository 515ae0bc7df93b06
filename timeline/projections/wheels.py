"""Circular reporting: publishers that repeat one another until it comes round again."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from timeline.records import Source
from timeline.resolution.origins import compared


def wheels(sources: Iterable[Source]) -> tuple[tuple[str, ...], ...]:
    """
    Return the circles among publishers who repeat one another, each once.

    A circle is told from its smallest name, in the direction of *repeats*; of publishers that
    are in several circles, one through each of them is told. One who repeats itself is a circle
    of one.

    Args:
        sources: Sources with whom each repeats.
    """
    names: dict[str, str] = {}
    repeats: dict[str, dict[str, None]] = {}
    for source in sources:
        chain = [each.publisher for each in source.chain]
        for name in chain:
            names.setdefault(compared(name), name)
        for one, other in pairwise(chain):
            repeats.setdefault(compared(one), {})[compared(other)] = None
    found = {_turned(circle) for start in repeats if (circle := _circle(start, repeats))}
    return tuple(tuple(names[each] for each in circle) for circle in sorted(found))


def _circle(start: str, repeats: Mapping[str, Mapping[str, None]]) -> tuple[str, ...]:
    """Return the shortest way from a publisher back to itself; none where there is none."""
    came_from: dict[str, str] = {}
    rank = [start]
    for each in rank:
        for other in sorted(repeats.get(each, {})):
            if other == start:
                return _way(each, start, came_from)
            if other not in came_from:
                came_from[other] = each
                rank.append(other)
    return ()


def _way(last: str, start: str, came_from: Mapping[str, str]) -> tuple[str, ...]:
    found = [last]
    while found[-1] != start:
        found.append(came_from[found[-1]])
    return tuple(reversed(found))


def _turned(circle: tuple[str, ...]) -> tuple[str, ...]:
    at = circle.index(min(circle))
    return circle[at:] + circle[:at]
