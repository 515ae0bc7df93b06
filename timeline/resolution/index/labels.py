"""Which keys bear on each other: labels of clusters of keys, and the marks on some of them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from timeline.resolution.index.columns import Integers, Narrow


class Labels:
    """Clusters of key codes, each of one key until it is joined to another; they never part."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._marks: set[int] = set()

    def join(self, left: int, right: int) -> None:
        """Let two keys be of one cluster."""
        one, other = self.of(left), self.of(right)
        if one == other:
            return
        into, out = self._members.setdefault(one, [one]), self._members.setdefault(other, [other])
        if len(into) < len(out):
            one, other, into, out = other, one, out, into
        into += out
        del self._members[other]
        self._parents[one] = self._parents[other] = one

    @property
    def joined(self) -> list[int]:
        """The keys that are joined to others."""
        return list(self._parents)

    def single(self, keys: Integers | Narrow) -> NDArray[np.bool_]:
        """Return for each of some keys whether it is joined to no other."""
        if not self._parents:
            return np.ones(len(keys), dtype=bool)
        return np.array([self.of(key) not in self._members for key in keys.tolist()], bool)

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

    def keys_with(self, keys: Iterable[int]) -> list[int]:
        """Return all keys of the clusters of some keys, these among them, in order, once each."""
        if not self._parents:
            return sorted(set(keys))
        roots = {self.of(key) for key in keys}
        return sorted(each for root in roots for each in self._members.get(root, [root]))

    @property
    def clusters(self) -> set[int]:
        """The labels of the marked clusters."""
        return {self.of(key) for key in self._marks}

    def marked(self, keys: Integers | Narrow, count: int) -> NDArray[np.bool_]:
        """
        Return for each key code whether its cluster is marked; a code of -1 is not.

        Args:
            keys: Codes.
            count: Number of all codes.
        """
        table = np.zeros(count + 1, dtype=bool)
        table[self.keys_with(self._marks)] = True
        return table[keys]
