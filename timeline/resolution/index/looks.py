"""How all keys of a log look, as columns of hashes: which of many keys may look like another."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from timeline.resolution.index.columns import Integers
from timeline.resolution.skeletons import BIDI_CONTROLS, looks


class Looks:
    """
    The looks of keys by their codes, each computed once, as keys are taken in.

    Equal looks have equal hashes, so a key that shares no hash with another one looks like none.
    """

    def __init__(self) -> None:
        self._plain, self._caseless = array("q"), array("q")
        self._hiding = array("b")
        self._suspected = np.empty(0, np.bool_)

    def __len__(self) -> int:
        return len(self._hiding)

    def take(self, keys: Iterable[str]) -> None:
        """Take in the keys of the codes that follow those known."""
        for key in keys:
            plain, caseless = looks(key)
            self._plain.append(hash(plain))
            self._caseless.append(hash(caseless))
            self._hiding.append(not (key.isascii() or BIDI_CONTROLS.isdisjoint(key)))

    def suspects(self, names: Integers, groups: Iterable[Sequence[int]] = ()) -> Integers:
        """
        Return those keys that may look like another one of them, or that hold bidi controls.

        Args:
            names: Codes of the keys that name entries, each once.
            groups: Codes of the keys that judgements join, the one that names the group first;
                a group that names no entry is left out.
        """
        if len(self._suspected) < len(self):
            self._suspected = self._among(np.arange(len(self), dtype=np.int64))
        listed = list(groups)
        here = np.isin(np.array([each[0] for each in listed], np.int64), names)
        joined = [code for at in np.flatnonzero(here).tolist() for code in listed[at]]
        codes = np.union1d(names, np.array(joined, np.int64)) if joined else names
        codes = codes[self._suspected[codes]]
        found: Integers = codes[self._among(codes)]
        return found

    def _among(self, codes: Integers) -> NDArray[np.bool_]:
        """Return for each of some keys whether it shares a hash with another, or holds controls."""
        wanted: NDArray[np.bool_] = np.array(self._hiding, np.bool_)[codes]
        for column in (self._plain, self._caseless):
            wanted |= _repeated(np.array(column, np.int64)[codes])
        return wanted


def _repeated(values: Integers) -> NDArray[np.bool_]:
    order = np.argsort(values)
    same = np.zeros(len(values), dtype=bool)
    following = values[order][1:] == values[order][:-1]
    same[order[1:]] |= following
    same[order[:-1]] |= following
    return same
