"""The states of entries in chronological order, and those that are visible at a moment."""

from collections.abc import Callable

import numpy as np
from attrs import fields, frozen

from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.envelope import Rows
from timeline.resolution.moments import NEVER

LAST = int(np.iinfo(np.int32).max)

Ranks = Callable[[Integers | Narrow], Integers]
"""Returns numbers that sort as what stands behind the codes does."""


@frozen(kw_only=True, eq=False)
class States:
    """
    One row for each state of an entry, sorted by its date and then by its key.

    Args:
        name: Code of the entry's key.
        account: Position of the account that speaks for it.
        published_from: Rank of the first publication at which it is in this state.
        published_until: Rank of the first at which it no longer is.
        position_from: First position at which it is.
        position_until: First position at which it no longer is.
        dates: Every publication that begins or ends a state, µs since 1970, by rank.
    """

    name: Narrow
    account: Narrow
    published_from: Narrow
    published_until: Narrow
    position_from: Narrow
    position_until: Narrow
    dates: Integers

    def __len__(self) -> int:
        return len(self.name)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the columns, in their order."""
        return tuple(each.name for each in fields(cls))

    @property
    def nbytes(self) -> int:
        """Bytes that the columns take up."""
        return int(sum(getattr(self, name).nbytes for name in self.names()))

    def visible(self, published: int, position: int) -> Integers:
        """
        Return the rows in force at a moment, in chronological order.

        Args:
            published: Latest publication that counts, inclusive, µs since 1970.
            position: Latest position that counts, inclusive.
        """
        rank = np.int32(np.searchsorted(self.dates, published, side="right") - 1)
        at = np.int32(position)
        found = self.published_from <= rank
        found &= rank < self.published_until
        found &= self.position_from <= at
        found &= at < self.position_until
        return np.flatnonzero(found)


def states(rows: Rows, when: Ranks, key: Ranks) -> States:
    """
    Return the states of rectangles in chronological order.

    Args:
        rows: Who speaks for each happening, from when to when.
        when: Ranks of the times of accounts, by their positions.
        key: Ranks of keys, by their codes.
    """
    order = np.lexsort((key(rows.name), when(rows.account)))
    dates = np.unique(np.concatenate([rows.published_from, rows.published_until]))
    until = rows.published_until[order]
    return States(
        name=rows.name[order].astype(np.int32),
        account=rows.account[order].astype(np.int32),
        published_from=np.searchsorted(dates, rows.published_from[order]).astype(np.int32),
        published_until=np.where(until == NEVER, LAST, np.searchsorted(dates, until)).astype(
            np.int32
        ),
        position_from=rows.position_from[order].astype(np.int32),
        position_until=np.minimum(rows.position_until[order], LAST).astype(np.int32),
        dates=dates,
    )
