"""Runs of ids: eight sorted bytes of each and its position, merged as they grow in number."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

FOLD: Final = 8
"""Runs are merged when one comes out of it that is so many times as long, or about that."""

_BITS: Final = FOLD.bit_length() - 1

LONGEST: Final = 2**23
"""Ids of a run that is not merged any more: 96 MiB as bytes."""

_KEY, _OFFSET = np.dtype(">u8"), np.dtype(">u4")

Keys = NDArray[np.uint64]
"""The first eight bytes of ids, as numbers."""


@frozen(kw_only=True, eq=False)
class Run:
    """
    Where the ids of some rows in succession are.

    Args:
        first: Position of the first row.
        last: Position of the last row.
        keys: Keys of those that have an id, ascending.
        at: Position of each.
    """

    first: int
    last: int
    keys: Keys
    at: NDArray[np.int64]

    def __len__(self) -> int:
        return self.last - self.first + 1

    @property
    def stored(self) -> bytes:
        """All keys, then as many offsets from the first position; big-endian, 8 and 4 bytes."""
        return self.keys.astype(_KEY).tobytes() + (self.at - self.first).astype(_OFFSET).tobytes()


def run(first: int, last: int, known: Iterable[tuple[bytes, int]]) -> Run:
    """Return the run of some rows, of the ids that they have and their positions."""
    found = list(known)
    keys, at = keys_of([each for each, _ in found]), np.array([at for _, at in found], np.int64)
    order = np.argsort(keys, kind="stable")
    return Run(first=first, last=last, keys=keys[order], at=at[order])


def read_run(first: int, last: int, stored: bytes) -> Run | None:
    """Return the run that is stored, or None where these are no bytes of one."""
    count, rest = divmod(len(stored), _KEY.itemsize + _OFFSET.itemsize)
    if rest or count > last - first + 1:
        return None
    keys = np.frombuffer(stored, _KEY, count).astype(np.uint64)
    offsets = np.frombuffer(stored, _OFFSET, count, count * _KEY.itemsize)
    return Run(first=first, last=last, keys=keys, at=offsets.astype(np.int64) + first)


def merged(runs: Sequence[Run]) -> Run:
    """Return one run of several that follow one another."""
    keys, at = (np.concatenate(each) for each in zip(*((r.keys, r.at) for r in runs), strict=True))
    order = np.argsort(keys, kind="stable")
    return Run(first=runs[0].first, last=runs[-1].last, keys=keys[order], at=at[order])


def to_merge(lengths: Sequence[int]) -> int:
    """
    Return how many of the last runs are to become one; 0 where all may stay.

    The lengths from one power of eight to the next are a level. The last runs up to a level are
    merged as soon as what comes out is above it. So each id is written once for each level, and
    of each level there are at most seven runs.

    Args:
        lengths: How many rows each run is of, in the order of their positions.
    """
    levels = [(each.bit_length() - 1) // _BITS for each in lengths]
    level, total = 0, 0
    for at in range(len(lengths) - 1, -1, -1):
        level, total = max(level, levels[at]), total + lengths[at]
        if total > LONGEST:
            return 0
        is_whole = at == 0 or levels[at - 1] > level
        if is_whole and (total.bit_length() - 1) // _BITS > level:
            return len(lengths) - at
    return 0


def likely(runs: Iterable[Run], keys: Keys) -> Iterator[tuple[int, int]]:
    """Return, for each of some keys, every position at which there is an id that begins so."""
    order = keys.argsort()
    asked = keys[order]
    for each in runs:
        if not len(each.keys):
            continue
        start = each.keys.searchsorted(asked)
        hits = (each.keys.take(start, mode="clip") == asked).nonzero()[0]
        for place in hits.tolist():
            which, first = int(order[place]), int(start[place])
            last = int(each.keys.searchsorted(asked[place], "right"))
            yield from ((which, int(at)) for at in each.at[first:last])


def keys_of(ids: Iterable[bytes]) -> Keys:
    """Return the keys of raw ids."""
    first = b"".join(each[: _KEY.itemsize] for each in ids)
    return np.frombuffer(first, _KEY).astype(np.uint64)
