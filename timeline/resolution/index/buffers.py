"""Arrays that grow at their end, while what was handed out of them stays as it was."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_LEAST_ROOM = 1_024


class Buffer:
    """
    One column of numbers, or of rows of numbers, that grows at its end.

    What `now` returned never changes: growth happens behind it, and `put` replaces the whole.

    Args:
        given: What it holds at first; its type and the shape of its rows are those of the column.
    """

    def __init__(self, given: NDArray[Any]) -> None:
        self._held = given
        self._count = len(given)

    def __len__(self) -> int:
        return self._count

    @property
    def now(self) -> NDArray[Any]:
        """The values so far, not to be written to."""
        found = self._held[: self._count]
        found.flags.writeable = False
        return found

    def extend(self, values: NDArray[Any]) -> None:
        """Add values at the end."""
        if not len(values):
            return
        count = self._count + len(values)
        if count > len(self._held):
            room = max(_LEAST_ROOM, count + count // 8)
            held = np.empty((room, *self._held.shape[1:]), self._held.dtype)
            held[: self._count] = self.now
            self._held = held
        self._held[self._count : count] = values
        self._count = count

    def put(self, at: NDArray[Any], values: NDArray[Any]) -> None:
        """Replace values, in a copy: what was handed out keeps the old ones."""
        if len(at):
            self._held = self._held[: self._count].copy()
            self._held[at] = values


def column(kind: str, *, width: int | None = None) -> Buffer:
    """Return an empty column of a numpy type, such as `int64`."""
    return Buffer(np.empty(0 if width is None else (0, width), np.dtype(kind)))
