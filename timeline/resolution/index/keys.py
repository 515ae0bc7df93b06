"""The keys of a log, packed: every text once, in one run of bytes."""

from array import array

import numpy as np
from numpy.typing import NDArray

from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.ordered import Ordered


class Keys(Ordered[str]):
    """
    Keys by their codes.

    Args:
        texts: UTF-8 bytes of all keys, one after the other.
        ends: Where each one ends.
        settled: Codes in the order of their texts.
    """

    def __init__(
        self,
        texts: NDArray[np.uint8] | None = None,
        ends: Integers | None = None,
        settled: Narrow | None = None,
    ) -> None:
        super().__init__(np.empty(0, np.int32) if settled is None else settled)
        self._texts = bytearray() if texts is None else bytearray(texts.tobytes())
        self._ends = array("q")
        if ends is not None:
            self._ends.frombytes(ends.tobytes())

    def value(self, code: int) -> str:
        """Return the text of a code."""
        start = self._ends[code - 1] if code else 0
        return self._texts[start : self._ends[code]].decode()

    def packed(self) -> tuple[NDArray[np.uint8], Integers]:
        """Return the bytes of all keys, and where each one ends."""
        return np.frombuffer(bytes(self._texts), np.uint8), np.array(self._ends, np.int64)

    @property
    def nbytes(self) -> int:
        """Bytes that the texts take up, without the order."""
        return len(self._texts) + self._ends.itemsize * len(self._ends)

    def _store(self, value: str) -> None:
        self._texts += value.encode()
        self._ends.append(len(self._texts))
