"""Handles of entries: looked up by their keys, and put behind those that precedences name first."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.growing import Built
from timeline.resolution.index.stack import Visible


class RowOf(Mapping[str, int]):
    """The handle of a visible entry by its key."""

    def __init__(self, built: Built, visible: Visible) -> None:
        self._built, self._visible = built, visible

    def __getitem__(self, key: str) -> int:
        code = self._built.keys.find(key)
        row = -1 if code is None or code >= len(self._rows) else int(self._rows[code])
        if row < 0:
            raise KeyError(key)
        return row

    def __iter__(self) -> Iterator[str]:
        return (self._built.keys.value(code) for code in self._names.tolist())

    def __len__(self) -> int:
        return len(self._visible.rows)

    @cached_property
    def _names(self) -> Narrow:
        return self._visible.names(self._visible.rows)

    @cached_property
    def _rows(self) -> Integers:
        """The handle of each code of a key; -1 where no entry is named by it."""
        found = np.full(int(self._names.max(initial=-1)) + 1, -1, np.int64)
        found[self._names] = self._visible.rows
        return found


def moved(visible: Integers, fixed: list[int]) -> Integers:
    """
    Return entries with some of them in another order, each as far behind as it must be.

    Args:
        visible: Handles of the entries, in their order.
        fixed: Handles of some, in the order that they are to have.
    """
    place = {row: at for at, row in enumerate(visible.tolist())} if fixed else {}
    rest = visible[~np.isin(visible, fixed)]
    reached = np.maximum.accumulate(np.array([place[row] for row in fixed], np.int64))
    before = np.searchsorted(np.flatnonzero(~np.isin(visible, fixed)), reached)
    return np.insert(rest, before, fixed)
