"""Regions of the plane that the two clocks span: where something holds, and their algebra."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import field, frozen

from timeline.resolution.moments import ALWAYS, NEVER

Edges = tuple[int, ...]
"""Positions at which something begins and ends to hold, in turn; half-open."""

Keep = Callable[[bool, bool], bool]
"""Whether a point is kept, by whether it is in the one and in the other."""


@frozen(order=True)
class Rectangle:
    """
    A half-open rectangle on the two clocks.

    Args:
        position_from: First position in it.
        published_from: First publication in it, µs since 1970; `ALWAYS` where it has none.
        position_until: First position behind it; `NEVER` where it goes on.
        published_until: First publication behind it; `NEVER` where it goes on.
    """

    position_from: int
    published_from: int
    position_until: int
    published_until: int


@frozen
class Region:
    """
    A set of points, each a publication in µs since 1970 and a position of the log.

    Two regions that hold the same points are equal.

    Args:
        steps: From which publication on which positions are in it; the first is `ALWAYS`, and
            no two neighbours have the same positions.
    """

    steps: tuple[tuple[int, Edges], ...] = field(default=((ALWAYS, ()),))

    def __bool__(self) -> bool:
        return any(edges for _, edges in self.steps)

    def __contains__(self, point: tuple[int, int]) -> bool:
        published, position = point
        at = bisect_right(self.steps, published, key=_start) - 1
        return _is_within(self.steps[at][1], position)

    def __or__(self, other: "Region") -> "Region":
        return _combined(self, other, _in_either) if self and other else self or other

    def __and__(self, other: "Region") -> "Region":
        return _combined(self, other, _in_both) if self and other else NOWHERE

    def __sub__(self, other: "Region") -> "Region":
        return _combined(self, other, _in_first) if self and other else self

    @property
    def first_position(self) -> int:
        """The least position in it; `NEVER` where it holds no point."""
        return min((edges[0] for _, edges in self.steps if edges), default=NEVER)

    def rectangles(self) -> Iterator[Rectangle]:
        """Return it in rectangles without overlap, each as long on the positions as can be."""
        begun: dict[tuple[int, int], int] = {}
        for start, edges in (*self.steps, (NEVER, ())):
            spans = set(zip(edges[::2], edges[1::2], strict=True))
            for span in sorted(begun.keys() - spans):
                yield Rectangle(span[0], begun.pop(span), span[1], start)
            for span in spans - begun.keys():
                begun[span] = start


NOWHERE = Region()
"""No point at all."""

EVERYWHERE = Region(((ALWAYS, (0, NEVER)),))
"""All points."""


def quadrant(published: int, position: int) -> Region:
    """Return all points from a publication and from a position on."""
    if published == ALWAYS:
        return Region(((ALWAYS, (position, NEVER)),))
    return Region(((ALWAYS, ()), (published, (position, NEVER))))


def union(regions: Iterable[Region]) -> Region:
    """Return the points that are in any of them; by halves, so that many small ones stay cheap."""
    found = [each for each in regions if each]
    while len(found) > 1:
        pairs = zip(found[::2], found[1::2], strict=False)
        found = [one | other for one, other in pairs] + found[len(found) // 2 * 2 :]
    return found[0] if found else NOWHERE


def _combined(one: Region, other: Region, keep: Keep) -> Region:
    steps: list[tuple[int, Edges]] = []
    for start, first, second in _aligned(one.steps, other.steps):
        edges = _edges(first, second, keep)
        if not steps or steps[-1][1] != edges:
            steps.append((start, edges))
    return Region(tuple(steps))


def _aligned(
    one: Sequence[tuple[int, Edges]], other: Sequence[tuple[int, Edges]]
) -> Iterator[tuple[int, Edges, Edges]]:
    starts = sorted({start for start, _ in (*one, *other)})
    here, there = -1, -1
    for start in starts:
        here += here + 1 < len(one) and one[here + 1][0] == start
        there += there + 1 < len(other) and other[there + 1][0] == start
        yield start, one[here][1], other[there][1]


def _edges(one: Edges, other: Edges, keep: Keep) -> Edges:
    found: list[int] = []
    for at in sorted({*one, *other}):
        if keep(_is_within(one, at), _is_within(other, at)) is not bool(len(found) % 2):
            found.append(at)
    return tuple(found)


def _is_within(edges: Edges, position: int) -> bool:
    return bisect_right(edges, position) % 2 == 1


def _start(step: tuple[int, Edges]) -> int:
    return step[0]


def _in_either(first: bool, second: bool) -> bool:  # noqa: FBT001 - a truth table
    return first or second


def _in_both(first: bool, second: bool) -> bool:  # noqa: FBT001 - a truth table
    return first and second


def _in_first(first: bool, second: bool) -> bool:  # noqa: FBT001 - a truth table
    return first and not second
