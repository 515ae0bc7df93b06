"""Glances: what many rows state of a figure, seen in their bytes and kept as columns of numbers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from threading import Lock

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.canonical import canonical_bytes
from timeline.errors import TimelineError
from timeline.log.port import Row, Store
from timeline.log.sightings import NONE, UNREAD, Sightings
from timeline.log.sound_rows import SOUND, Sound
from timeline.records import Quantity, Statement
from timeline.records.quantity_plain import to_plain

Positions = NDArray[np.int64]
Codes = NDArray[np.int32]

SILENT, WITHOUT, UNSEEN = -1, -2, -3
"""Instead of a figure: it is of a kind that has it and states none; of one that has no such
figure, and states none; or the bytes do not tell, and the record has to be decoded."""

_ROWS_AT_ONCE, _WIDEST_GAP = 512, 16


@frozen(kw_only=True, eq=False)
class Glance:
    """
    What some rows state of a figure.

    Args:
        stated: Code of the figure of each; or `SILENT`, `WITHOUT`, `UNSEEN`.
        figures: The figures by their codes.
        digests: The 32 bytes of every content id, by position; zeros where a row is not seen.
    """

    stated: Codes
    figures: Sequence[Quantity]
    digests: NDArray[np.uint8]


class Glances:
    """
    The figures of a log's rows, without its records.

    Rows are read in ranges, each once. What is surely a valid record of one of the library's
    kinds is seen; all else is left to who decodes it, and says what is wrong there. Of each row
    up to the last one that was asked for, 33 bytes are kept in memory, and four for every name
    of a figure.

    Args:
        store: Where the rows are.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._lock = store, Lock()
        self._seen = Sightings()

    def glance(self, positions: Positions, figure: str) -> Glance:
        """
        Return what the rows at some positions state of a figure.

        Args:
            positions: The positions, in any order.
            figure: Name of the figure.
        """
        with self._lock:
            seen = self._seen
            seen.reach(int(positions.max(initial=0)) + 1)
            self._read(np.unique(positions[seen.state[positions] == UNREAD]))
            stated = np.full(len(positions), UNSEEN, np.int32)
            for kind, sound in SOUND.items():
                here = np.flatnonzero(seen.state[positions] == seen.number(kind))
                if len(here):
                    stated[here] = self._stated(positions[here], figure, kind, sound)
            return Glance(stated=stated, figures=seen.quantities.values, digests=seen.digests)

    def forget(self) -> None:
        """Let go of all that was seen, since some of it was erased."""
        with self._lock:
            self._seen = Sightings()

    @property
    def nbytes(self) -> int:
        """Bytes that the columns take up."""
        return self._seen.nbytes

    def _read(self, positions: Positions) -> None:
        for several in _runs(positions):
            first, last = int(several[0]), int(several[-1])
            chosen = self._rows(first, last + 1)
            if last - first >= len(several):
                chosen = filter(_among(several), chosen)
            while piece := list(islice(chosen, _ROWS_AT_ONCE)):
                self._seen.take(piece)

    def _rows(self, start: int, stop: int) -> Iterator[Row]:
        with suppress(TimelineError):  # who decodes the row at fault tells it, in its place
            yield from self._store.rows(start, stop)

    def _stated(self, positions: Positions, figure: str, kind: str, sound: Sound) -> Codes:
        seen = self._seen
        if figure in sound.own:
            codes = seen.codes(figure)[positions]
            return np.where(codes == NONE, np.int32(SILENT), codes - np.int32(1))
        others = (each.get(figure) for each in seen.figures(kind).values)
        told = np.array([WITHOUT, *map(self._code, others)], np.int32)
        if sound.record is Statement:
            told[told >= 0] = UNSEEN
        found: Codes = told[seen.codes("figures")[positions]]
        return found

    def _code(self, figure: Quantity | None) -> int:
        if figure is None:
            return WITHOUT
        return int(self._seen.quantities.of([canonical_bytes(to_plain(figure))])[0]) - 1


def _among(positions: Positions) -> Callable[[Row], bool]:
    wanted = frozenset(positions.tolist())
    return lambda row: row.position in wanted


def _runs(positions: Positions) -> Iterable[Positions]:
    """Return positions that ascend in stretches that are worth reading as one."""
    if not len(positions):
        return []
    return np.split(positions, np.flatnonzero(np.diff(positions) > _WIDEST_GAP) + 1)
