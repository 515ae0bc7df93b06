"""The rows of a log as integer columns: what bears on which account stands, and nothing else."""

from collections.abc import Mapping
from enum import IntEnum

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Integers = NDArray[np.int64]


class Sort(IntEnum):
    """What a row holds, as far as it bears on which account stands."""

    OTHER = 0
    EVENT = 1
    CORRECTION = 2
    RETRACTION = 3
    REINSTATEMENT = 4
    JUDGEMENT = 5
    PRECEDENCE = 6
    ERASURE = 7
    UNKNOWN = 8
    GONE = 9


@frozen(kw_only=True)
class Columns:
    """
    A log up to some position; row 0 is the genesis, so a row's index is its position.

    Args:
        sort: What each row holds, as `Sort`.
        published: Own publication, µs since 1970; `ALWAYS` where it has none.
        target: Position of the record that a row names; 0 where it names none that is there.
        key: Code of the key of an event record or replacement; -1 for other rows.
        id: Content ids as two columns of eight bytes each: enough to order them.
        joined: Keys that each *same* judgement joins, by its position.
        order: Place of each key's code in the order of the keys' texts.
    """

    sort: NDArray[np.int8]
    published: Integers
    target: Integers
    key: Integers
    id: tuple[NDArray[np.uint64], NDArray[np.uint64]]
    joined: Mapping[int, tuple[int, int]]
    order: Integers

    def __len__(self) -> int:
        return len(self.sort)
