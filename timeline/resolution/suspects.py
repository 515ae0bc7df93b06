"""Which records may hold a problem, told by their columns: no others are decoded for it."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from timeline.resolution.index.columns import Columns, Integers, Narrow, Sort
from timeline.resolution.index.growing import Built

Flags = NDArray[np.bool_]

_CORRECTABLE = (Sort.EVENT, Sort.CORRECTION, Sort.GONE, Sort.UNKNOWN)
_REINSTATABLE = (Sort.RETRACTION, Sort.GONE, Sort.UNKNOWN)


def suspects(built: Built, position: int) -> list[int]:
    """
    Return the positions of all records that may be in the problems of revision, or bear on them.

    Those are amendments that name nothing or something of the wrong sort, what is unknown or
    erased, rival corrections, and corrections where anything was withdrawn.

    Args:
        built: The log.
        position: Latest position that counts.
    """
    columns = built.columns
    odd = np.flatnonzero(_odd(columns, position))
    pending = [*odd[odd <= position].tolist(), *built.bearing_on(_disturbed(built))]
    found: set[int] = {0}
    while pending:
        fresh = list(_named_by(pending, columns.target, found))
        pending = built.withdrawing(fresh)
    return sorted(found)


def _named_by(pending: Iterable[int], target: Integers | Narrow, found: set[int]) -> Iterator[int]:
    """Return what is pending and what that names, as far as it goes; each is found only once."""
    for each in pending:
        at = each
        while at not in found:
            found.add(at)
            yield at
            at = int(target[at])


def _odd(columns: Columns, position: int) -> Flags:
    sort, target = columns.sort, columns.target
    aims = sort[target]
    names = (sort == Sort.CORRECTION) | (sort == Sort.RETRACTION) | (sort == Sort.REINSTATEMENT)
    wrong: Flags = names & ((target == 0) | (target > position))
    wrong |= (sort == Sort.CORRECTION) & ~np.isin(aims, _CORRECTABLE)
    wrong |= (sort == Sort.CORRECTION) & (aims == Sort.GONE)
    wrong |= (sort == Sort.REINSTATEMENT) & ~np.isin(aims, _REINSTATABLE)
    wrong |= (sort == Sort.RETRACTION) & (aims == Sort.ERASURE)
    found: Flags = wrong | np.isin(sort, (Sort.UNKNOWN, Sort.GONE, Sort.ERASURE))
    return found


def _disturbed(built: Built) -> list[int]:
    """Return the keys of corrections that have rivals, or bear on what was withdrawn."""
    sort, key = built.columns.sort, built.columns.key
    gone = np.isin(sort, (Sort.RETRACTION, Sort.REINSTATEMENT, Sort.GONE)) & (key >= 0)
    near = built.keys_with(np.unique(key[gone]).tolist())
    corrected = np.unique(key[sort == Sort.CORRECTION])
    among = corrected[np.isin(corrected, np.array(near, np.int64))]
    found: list[int] = np.union1d(among, key[_rivals(built.columns)]).tolist()
    return found


def _rivals(columns: Columns) -> Integers:
    """Return the rows of corrections that name what another correction names too."""
    corrections = np.flatnonzero((columns.sort == Sort.CORRECTION) & (columns.target > 0))
    named = columns.target[corrections]
    _, at, times = np.unique(named, return_inverse=True, return_counts=True)
    found: Integers = corrections[times[at] > 1]
    return found
