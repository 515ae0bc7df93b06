"""Which keys bear on each other: labels of clusters of keys, and the marks on some of them."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timeline.resolution.columns import Integers


class Labels:
    """
    Clusters of key codes, each of one key until it is joined to another.

    Args:
        count: Number of key codes.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._parents: dict[int, int] = {}
        self._marks: set[int] = set()

    def join(self, left: int, right: int) -> None:
        """Let two keys be of one cluster."""
        one, other = self.of(left), self.of(right)
        low, high = sorted((one, other))
        self._parents.setdefault(low, low)
        self._parents[high] = low

    def mark(self, key: int) -> None:
        """Mark the cluster of a key."""
        self._marks.add(key)

    def of(self, key: int) -> int:
        """Return the label of a key's cluster: one of its keys."""
        root = key
        while self._parents.get(root, root) != root:
            root = self._parents[root]
        while self._parents.get(key, key) != root:
            self._parents[key], key = root, self._parents[key]
        return root

    def keys_with(self, key: int) -> list[int]:
        """Return all keys of the cluster of a key, itself among them."""
        root = self.of(key)
        return self._members.get(root, [key]) if root in self._parents else [key]

    @cached_property
    def _members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for key in list(self._parents):
            found.setdefault(self.of(key), []).append(key)
        return found

    @property
    def clusters(self) -> set[int]:
        """The labels of the marked clusters."""
        return {self.of(key) for key in self._marks}

    def marked(self, keys: Integers) -> NDArray[np.bool_]:
        """Return for each key code whether its cluster is marked; a code of -1 is not."""
        table = np.zeros(self._count + 1, dtype=bool)
        clusters = self.clusters
        members = {*self._parents, *self._marks}
        table[[key for key in members if self.of(key) in clusters]] = True
        return table[keys]
