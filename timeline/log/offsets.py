"""Where the lines of a file begin, and how far it is committed."""

from array import array
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from timeline.log.lines import MARK

Read = Callable[[int, int], bytes]
"""Returns that many bytes from an offset, and fewer only at the end of the file."""

PIECE = 4 * 1024 * 1024

_LINE_END = 10


class Offsets:
    """
    The offsets of whole, committed lines, found without reading what is in them.

    Committed are the bytes up to the last line end, or up to the first line that begins with the
    mark of an append that did not end. Nobody changes them, so they are looked at once.
    """

    def __init__(self) -> None:
        self._starts = array("q")
        self.length = 0

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Return the first byte of line `start`, and the one behind line `stop - 1`."""
        end = self._starts[stop] if stop < len(self._starts) else self.length
        return self._starts[start], end

    def cuts(self, start: int, stop: int) -> list[int]:
        """Return the offset of each of those lines, and of the byte behind the last."""
        return [*self._starts[start:stop], self.span(start, stop)[1]]

    def extend(self, read: Read) -> None:
        """Take in the lines that were committed since."""
        at = self.length
        while block := read(PIECE, at):
            signs = np.frombuffer(block, np.uint8)
            ends = np.flatnonzero(signs == _LINE_END) + (at + 1)
            marked = self._marked(signs, at, ends)
            self._take(ends if marked is None else ends[ends <= marked])
            if marked is not None:
                return
            at += len(block)

    def _marked(self, signs: NDArray[np.uint8], at: int, ends: NDArray[np.int64]) -> int | None:
        begins = np.append(self.length, ends)
        begins = begins[(begins >= at) & (begins < at + len(signs))]
        marked = begins[signs[begins - at] == MARK[0]]
        return int(marked[0]) if len(marked) else None

    def _take(self, ends: NDArray[np.int64]) -> None:
        if len(ends):
            self._starts.frombytes(np.append(self.length, ends[:-1]).astype(np.int64).tobytes())
            self.length = int(ends[-1])
