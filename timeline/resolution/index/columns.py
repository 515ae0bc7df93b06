"""The rows of a log as integer columns: what bears on which account stands, and nothing else."""

from collections.abc import Callable, Mapping
from enum import IntEnum

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Narrow = NDArray[np.int32]
"""Ranks, codes and positions: four bytes each, so that more of them fit where they are compared."""


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


@frozen(kw_only=True, eq=False)
class Columns:
    """
    A log, or some of its rows, in the order of their positions; row 0 stands for the genesis.

    Args:
        sort: What each row holds, as `Sort`.
        published: Own publication, µs since 1970; `ALWAYS` where it has none.
        target: Row of the record that a row names; 0 where it names none that is there.
        key: Code of the key of an event record or replacement; what other rows hold is not read.
        id: Content ids as two columns of eight bytes each: enough to order them.
        joined: Keys that each *same* judgement joins, by its row.
        order: Place of each key's code in the order of the keys' texts.
    """

    sort: NDArray[np.int8]
    published: Integers
    target: Integers | Narrow
    key: Integers | Narrow
    id: tuple[NDArray[np.uint64], NDArray[np.uint64]]
    joined: Mapping[int, tuple[int, int]]
    order: Integers | Narrow

    def __len__(self) -> int:
        return len(self.sort)


@frozen(kw_only=True, eq=False)
class Subset:
    """
    Some rows of columns as columns of their own.

    Args:
        columns: The rows, with keys coded anew; row 0 stands for the genesis.
        row: Where each row stands in the columns that it is from; that of row 0 is 0.
        code: Code of each key in the columns that it is from.
    """

    columns: Columns
    row: Integers
    code: Integers


def subset(columns: Columns, rows: Integers, ranks: Callable[[Integers], Integers]) -> Subset:
    """
    Return some rows as columns of their own; what they name must be among them to be named.

    Args:
        columns: Where they are from; its `order` is not read.
        rows: The rows, in order, without row 0.
        ranks: Returns numbers for codes of keys, which sort as the keys' texts do.
    """
    row = np.concatenate([[0], rows]).astype(np.int64)
    pairs = {at: columns.joined[at] for at in columns.joined.keys() & set(rows.tolist())}
    key = columns.key[row]
    joined = np.array([each for pair in pairs.values() for each in pair], np.int64)
    code = np.unique(np.concatenate([key[key >= 0], joined])).astype(np.int64)
    named = columns.target[row]
    target = np.minimum(np.searchsorted(row, named), len(row) - 1)
    order = np.empty(len(code), np.int64)
    order[np.argsort(ranks(code))] = np.arange(len(code))
    local = {
        int(np.searchsorted(row, at)): (
            int(np.searchsorted(code, left)),
            int(np.searchsorted(code, right)),
        )
        for at, (left, right) in pairs.items()
    }
    found = Columns(
        sort=columns.sort[row],
        published=columns.published[row],
        target=np.where(row[target] == named, target, 0),
        key=np.where(key >= 0, np.searchsorted(code, key), -1),
        id=(columns.id[0][row], columns.id[1][row]),
        joined=local,
        order=order,
    )
    return Subset(columns=found, row=row, code=code)
