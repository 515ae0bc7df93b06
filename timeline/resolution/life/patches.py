"""Patches: the plane of the two clocks, cut where what stands of a happening changes."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve, field, frozen

from timeline.resolution.life.bearings import Bearing
from timeline.resolution.life.board import Board, Content
from timeline.resolution.life.regions import Rectangle
from timeline.resolution.moments import NEVER


@frozen
class Absent:
    """
    Nothing stands.

    Args:
        ended: Something had, by then and up to there.
    """

    ended: bool


NOT_YET = Absent(ended=False)
ENDED = Absent(ended=True)

Held = Content | Absent
"""What a place on the two clocks holds."""


@frozen(order=True)
class Patch:
    """
    A rectangle that holds one thing.

    Args:
        where: The rectangle.
        held: What it holds.
    """

    where: Rectangle
    held: Held = field(order=False)


def patches(bearings: Sequence[Bearing], axis: Sequence[int], board: Board) -> list[Patch]:
    """
    Return where what stands is the same, in order; places where nothing stood yet are left out.

    At each position the axis of publication is cut only where something changes, so no two
    patches that hold the same are neighbours on it; along the positions, a patch goes on for as
    long as neither of its ends moves. What a bearing does not touch is not looked at.

    Args:
        bearings: All that bears on the happening.
        axis: Every publication that begins or ends a bearing, sorted, from `ALWAYS` to `NEVER`.
        board: What stands, while bearings come and go.
    """
    walk = _Walk(axis, board)
    for position, coming, going in _by_position(bearings):
        walk.go_on(position, coming, going)
    return sorted(walk.ended())


def _by_position(
    bearings: Iterable[Bearing],
) -> Iterator[tuple[int, list[Bearing], list[Bearing]]]:
    steps = [(each.where.position_from, True, each) for each in bearings]
    steps += [(each.where.position_until, False, each) for each in bearings]
    for position, group in groupby(sorted(steps, key=_step), key=_step):
        if position != NEVER:
            here = list(group)
            yield (
                position,
                [each for _, comes, each in here if comes],
                [each for _, comes, each in here if not comes],
            )


def _step(step: tuple[int, bool, Bearing]) -> int:
    return step[0]


@frozen
class _Run:
    """A stretch of slots that hold one thing, since some position."""

    start: int
    stop: int
    since: int
    held: Held


class _Walk:
    """The line of one position, and what is known to have ended before."""

    def __init__(self, axis: Sequence[int], board: Board) -> None:
        self._axis, self._board = axis, board
        self._lived = len(axis) - 1
        self._cuts: list[int] = []
        self._counts: dict[int, int] = {}
        self._runs = [_Run(0, self._lived, 0, NOT_YET)]
        self._found: list[Patch] = []

    def go_on(self, position: int, coming: Iterable[Bearing], going: Iterable[Bearing]) -> None:
        """Go on to a position, at which something comes to bear, and something no longer does."""
        touched: list[tuple[int, int]] = []
        for each in coming:
            slots = self._cut(each, 1)
            touched += [slots] * self._board.put(each)
        for each in going:
            slots = self._cut(each, -1)
            touched += [slots] * self._board.take(each)
        if touched:
            low, high = min(low for low, _ in touched), max(high for _, high in touched)
            self._change(position, low, high)

    def ended(self) -> Iterator[Patch]:
        """Return every patch, those that go on too."""
        self._close(self._runs, NEVER)
        return iter(self._found)

    def _change(self, position: int, low: int, high: int) -> None:
        slots, held = self._read(low, high)
        live = (slot for slot, each in zip(slots, held, strict=True) if each is not None)
        first = next(live, self._lived)
        if first < self._lived:
            self._count(first, 1)  # for good: what is empty behind it has ended
            high, self._lived = max(high, self._lived), first
            slots, held = self._read(low, high)
        runs = [
            _Run(start, stop, position, each or (NOT_YET if start < self._lived else ENDED))
            for start, stop, each in zip(slots, [*slots[1:], high], held, strict=True)
        ]
        self._replace(position, runs)

    def _read(self, low: int, high: int) -> tuple[list[int], list[Content | None]]:
        within = self._cuts[bisect_right(self._cuts, low) : bisect_left(self._cuts, high)]
        slots = [low, *within]
        return slots, list(self._board.contents(slots))

    def _replace(self, position: int, runs: Sequence[_Run]) -> None:
        low, high = runs[0].start, runs[-1].stop
        left = max(bisect_right(self._runs, low, key=_start) - 2, 0)
        right = bisect_left(self._runs, high, key=_start) + 1
        old = self._runs[left:right]
        kept = [evolve(each, stop=min(each.stop, low)) for each in old if each.start < low]
        behind = [evolve(each, start=max(each.start, high)) for each in old if each.stop > high]
        known = {(each.start, each.stop): each for each in old}
        new = []
        for each in _merged([*kept, *runs, *behind]):
            before = known.get((each.start, each.stop))
            if before is not None and before.held == each.held:
                new.append(known.pop((each.start, each.stop)))
            else:
                new.append(evolve(each, since=position))
        self._close(known.values(), position)
        self._runs[left:right] = new

    def _close(self, runs: Iterable[_Run], position: int) -> None:
        for each in runs:
            if each.held is not NOT_YET and each.since < position:
                start, stop = self._axis[each.start], self._axis[each.stop]
                self._found.append(Patch(Rectangle(each.since, start, position, stop), each.held))

    def _cut(self, bearing: Bearing, by: int) -> tuple[int, int]:
        low, high = self._board.slots(bearing)
        self._count(low, by)
        self._count(high, by)
        return low, high

    def _count(self, slot: int, by: int) -> None:
        count = self._counts.get(slot, 0)
        self._counts[slot] = count + by
        if not count:
            insort(self._cuts, slot)
        elif not count + by:
            del self._cuts[bisect_left(self._cuts, slot)]


def _merged(runs: Iterable[_Run]) -> Iterator[_Run]:
    last: _Run | None = None
    for each in runs:
        if last is None or last.held != each.held:
            if last is not None:
                yield last
            last = each
        else:
            last = evolve(last, stop=each.stop)
    if last is not None:
        yield last


def _start(run: _Run) -> int:
    return run.start
