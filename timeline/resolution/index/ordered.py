"""Values kept once each, under codes in the order of arrival and labels in their own order."""

from abc import ABC, abstractmethod
from bisect import bisect_left
from typing import Generic, TypeVar

import numpy as np

from timeline.resolution.index.columns import Integers, Narrow

V = TypeVar("V", str, tuple[int, int, int, int])

_MOST_KEPT = 65_536
_STEP = 1 << 32


class Ordered(ABC, Generic[V]):
    """
    Values, each once: a code for each, and labels that sort as the values do.

    Most values are settled: their order is kept as one array of codes. The late ones, which came
    after, stand in a short list between them until `settle` puts all of them into the array.

    Args:
        settled: Codes in the order of their values; the values are stored already.
    """

    def __init__(self, settled: Narrow) -> None:
        self._settled = settled
        self._rank = np.empty(len(settled), np.int32)
        self._rank[settled] = np.arange(len(settled), dtype=np.int32)
        self._looked_up: dict[V, int] = {}
        self._late: dict[V, int] = {}
        self._fresh: list[tuple[V, int]] = []
        self._between: list[tuple[V, int]] = []
        self._places: list[int] = []
        self._labels: Integers = np.empty(0, np.int64)

    @abstractmethod
    def value(self, code: int) -> V:
        """Return the value of a code."""

    @abstractmethod
    def _store(self, value: V) -> None:
        """Keep a value under the next code."""

    def __len__(self) -> int:
        return len(self._settled) + len(self._late)

    @property
    def settled(self) -> Narrow:
        """Codes of the settled values, in the order of the values."""
        return self._settled

    @property
    def ranks(self) -> Narrow:
        """Place of each code in the order of the values; all of them must be settled."""
        return self._rank

    def find(self, value: V) -> int | None:
        """Return the code of a value that is known."""
        code = self._late.get(value)
        if code is None:
            code = self._looked_up.get(value)
        return self._searched(value) if code is None else code

    def code(self, value: V) -> int:
        """Return the code of a value, which is kept if it is new."""
        code = self.find(value)
        if code is None:
            code = len(self)
            self._store(value)
            self._late[value] = code
            self._fresh.append((value, code))
        return code

    def labels(self, codes: Integers | Narrow) -> Integers:
        """Return a number for each code; numbers sort as the values do, until more are kept."""
        self._arrange()
        base = len(self._settled)
        if not self._late:
            return self._rank[codes] * np.int64(2 * _STEP) + np.int64(_STEP)
        found = np.empty(len(codes), np.int64)
        old = codes < base
        found[old] = self._rank[codes[old]] * np.int64(2 * _STEP) + np.int64(_STEP)
        found[~old] = self._labels[codes[~old] - base]
        return found

    def settle(self) -> None:
        """Put the late values into the array."""
        self._arrange()
        codes = np.array([code for _, code in self._between], np.int32)
        places = np.array(self._places, np.int64)[codes - len(self._settled)]
        self._settled = np.insert(self._settled, places, codes)
        self._rank = np.empty(len(self._settled), np.int32)
        self._rank[self._settled] = np.arange(len(self._settled), dtype=np.int32)
        self._late, self._between, self._places = {}, [], []
        self._looked_up = {}

    def _searched(self, value: V) -> int | None:
        place = self._place(value)
        if place < len(self._settled):
            code = int(self._settled[place])
            if self.value(code) == value:
                if len(self._looked_up) >= _MOST_KEPT:
                    self._looked_up = {}
                self._looked_up[value] = code
                return code
        return None

    def _place(self, value: V) -> int:
        return bisect_left(self._settled, value, key=self.value)

    def _arrange(self) -> None:
        if not self._fresh:
            return
        self._places += [self._place(value) for value, _ in self._fresh]
        self._between += self._fresh
        self._between.sort()
        self._fresh = []
        base = len(self._settled)
        order = np.array([code for _, code in self._between], np.int64) - base
        self._labels = np.array(self._places, np.int64) * np.int64(2 * _STEP)
        self._labels[order] += np.arange(len(order), dtype=np.int64)
