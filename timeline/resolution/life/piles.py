"""Layers: what is piled up over the axis of publication, and what lies on top of each slot."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from timeline.resolution.index.columns import Integers

NOTHING = -1
"""What lies on top where there is nothing; as an index it means the last of a table."""

Slots = Sequence[int] | Integers
"""Places on the axis of publication, from 0: one for each stretch between two publications."""


class Layer(Protocol):
    """Something that grows and shrinks as pieces are put on it and taken off again."""

    def put(self, rank: int, low: int, high: int) -> bool:
        """Put a piece on the slots from low up to high; return whether that changed anything."""

    def take(self, rank: int, low: int, high: int) -> bool:
        """Take a piece that was put there off again; return whether that changed anything."""


class Count:
    """
    How many pieces lie on each slot.

    Args:
        slots: Number of slots.
    """

    def __init__(self, slots: int) -> None:
        self.of = np.zeros(slots, np.int64)

    def put(self, _rank: int, low: int, high: int) -> bool:
        """Count a piece."""
        self.of[low:high] += 1
        return True

    def take(self, _rank: int, low: int, high: int) -> bool:
        """Count a piece no more."""
        self.of[low:high] -= 1
        return True


class Members:
    """
    Which pieces lie on each slot, as the two sums of the numbers that stand for them.

    Args:
        slots: Number of slots.
        numbers: Two columns of numbers by rank, each as good as random.
    """

    def __init__(self, slots: int, numbers: Sequence[NDArray[np.uint64]]) -> None:
        self._numbers = numbers
        self.sums = tuple(np.zeros(slots, np.uint64) for _ in numbers)

    def put(self, rank: int, low: int, high: int) -> bool:
        """Let a piece be one of them."""
        for total, number in zip(self.sums, self._numbers, strict=True):
            total[low:high] += number[rank]
        return True

    def take(self, rank: int, low: int, high: int) -> bool:
        """Let a piece be one of them no more."""
        for total, number in zip(self.sums, self._numbers, strict=True):
            total[low:high] -= number[rank]
        return True


class Top:
    """
    Which piece of the highest rank lies on each slot.

    It keeps slots of its own, as few as its pieces need, so that many small tops stay small.

    Args:
        edges: Every slot at which a piece of it begins, or behind which one ends.
    """

    def __init__(self, edges: Iterable[int]) -> None:
        self._edges = sorted(set(edges))
        self._starts = np.array(self._edges, np.int64)
        self._depth = np.zeros(len(self._edges), np.int64)
        self.of = np.full(len(self._edges), NOTHING, np.int64)
        self._pieces: list[tuple[int, int, int]] = []

    def put(self, rank: int, low: int, high: int) -> bool:
        """Put a piece below those of higher rank and above all others."""
        start, stop = self.within(low, high)
        insort(self._pieces, (rank, start, stop))
        self._depth[start:stop] += 1
        here = self.of[start:stop]
        changed = bool((here < rank).any())
        np.maximum(here, rank, out=here)
        return changed

    def take(self, rank: int, low: int, high: int) -> bool:
        """Take a piece away; what lies below it comes up."""
        start, stop = self.within(low, high)
        del self._pieces[bisect_left(self._pieces, (rank, start, stop))]
        self._depth[start:stop] -= 1
        here = self.of[start:stop]
        before = here.copy()
        here[here == rank] = NOTHING
        self._fill(bisect_left(self._pieces, (rank + 1, 0, 0)), start, stop)
        return bool((here != before).any())

    def at(self, slots: Slots) -> Integers:
        """Return the rank on top of each of some slots, `NOTHING` where none is."""
        places = np.searchsorted(self._starts, slots, side="right") - 1
        found: Integers = np.where(places < 0, NOTHING, self.of[places])
        return found

    def within(self, low: int, high: int) -> tuple[int, int]:
        """Return the slots of its own that stand for some of the axis."""
        return bisect_left(self._edges, low), bisect_left(self._edges, high)

    @property
    def widths(self) -> Integers:
        """How many slots of the axis each of its own stands for; the last one is nobody's."""
        return np.diff(self._starts)

    def _fill(self, below: int, start: int, stop: int) -> None:
        for rank, low, high in reversed(self._pieces[:below]):
            bare = (self.of[start:stop] == NOTHING) & (self._depth[start:stop] > 0)
            if not bare.any():
                return
            here = self.of[max(low, start) : max(min(high, stop), start)]
            here[here == NOTHING] = rank


class Voice:
    """
    What one origin says, which is what it said last, counted with what the others say.

    Args:
        edges: As of a `Top`.
        supporting: Where origins that say that it is so are counted.
        denying: Where those that deny it are.
    """

    def __init__(self, edges: Iterable[int], supporting: Count, denying: Count) -> None:
        self._top = Top(edges)
        self._widths = self._top.widths
        self._counted = ((1, supporting), (0, denying))

    def put(self, rank: int, low: int, high: int) -> bool:
        """Let it say something: by an odd rank that it is so, by an even one that it is not."""
        return self._heard(self._top.put, rank, low, high)

    def take(self, rank: int, low: int, high: int) -> bool:
        """Let it not have said something."""
        return self._heard(self._top.take, rank, low, high)

    def _heard(
        self, change: Callable[[int, int, int], bool], rank: int, low: int, high: int
    ) -> bool:
        start, stop = self._top.within(low, high)
        before = self._top.of[start:stop].copy()
        if not change(rank, low, high):
            return False
        after, changed = self._top.of[start:stop], False
        for odd, count in self._counted:
            more = _said(after, odd) - _said(before, odd)
            changed |= bool(more.any())
            count.of[low:high] += np.repeat(more, self._widths[start:stop])
        return changed


def _said(ranks: Integers, odd: int) -> Integers:
    said: Integers = ((ranks != NOTHING) & (ranks % 2 == odd)).astype(np.int64)
    return said
