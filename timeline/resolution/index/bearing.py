"""Which records bear on the entry of a key: its own, those of joined keys, and what names them."""

from collections.abc import Iterable

import numpy as np

from timeline.resolution.index.columns import Integers, Narrow


class ByKey:
    """
    Positions by the code of a key, in order.

    Most stand in one array, grouped by their keys; those that came later, in lists.

    Args:
        keys: Code of each position's key; -1 for none. These are grouped.
        positions: The positions; 0, 1, 2, … if not given.
    """

    def __init__(self, keys: Narrow, positions: Narrow | None = None) -> None:
        having = np.flatnonzero(keys >= 0)
        of = keys[having]
        grouped = having[np.argsort(of, kind="stable")]
        self._grouped = (grouped if positions is None else positions[grouped]).astype(np.int32)
        self._edges = np.zeros(int(of.max()) + 2 if len(of) else 1, np.int32)
        np.cumsum(np.bincount(of), out=self._edges[1:])
        self._late: dict[int, list[int]] = {}

    @property
    def nbytes(self) -> int:
        """Bytes that the array takes up."""
        return self._grouped.nbytes + self._edges.nbytes

    def add(self, position: int, key: int) -> None:
        """Let a position have a key."""
        self._late.setdefault(key, []).append(position)

    def counts(self, keys: Integers | Narrow) -> Integers:
        """Return how many positions each of some keys has."""
        inside = np.minimum(keys, len(self._edges) - 2)
        found = np.zeros(len(keys), np.int64)
        if len(self._edges) > 1:
            counted = self._edges[inside + 1] - self._edges[inside]
            found = np.where(keys == inside, counted, 0).astype(np.int64)
        if self._late:
            found += np.array([len(self._late.get(key, ())) for key in keys.tolist()], np.int64)
        return found

    def of(self, key: int) -> list[int]:
        """Return the positions of a key."""
        late = self._late.get(key, [])
        if key + 1 >= len(self._edges):
            return late
        found: list[int] = self._grouped[self._edges[key] : self._edges[key + 1]].tolist()
        return found + late

    def within(self, keys: Iterable[int]) -> Integers:
        """Return the positions of some keys, in order, once each."""
        parts: list[Narrow | list[int]] = []
        for key in keys:
            if key + 1 < len(self._edges):
                parts.append(self._grouped[self._edges[key] : self._edges[key + 1]])
            if key in self._late:
                parts.append(self._late[key])
        if not parts:
            return np.empty(0, np.int64)
        return np.unique(np.concatenate(parts)).astype(np.int64)
