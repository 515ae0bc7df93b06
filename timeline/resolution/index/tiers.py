"""States of entries, computed for all keys at once or for those that new rows touched."""

from collections.abc import Iterable

import numpy as np
from attrs import frozen

from timeline.resolution.index.columns import Columns, Integers, Narrow, subset
from timeline.resolution.index.crowds import Crowd
from timeline.resolution.index.envelope import Rows
from timeline.resolution.index.limits import Limits
from timeline.resolution.index.reigns import reigns
from timeline.resolution.index.states import States, states
from timeline.resolution.index.taken import Taken


@frozen(kw_only=True, eq=False)
class Tier:
    """
    The states of the entries of some keys, as they were when it was computed.

    Args:
        keys: Codes of the keys, in order; None for all that there were.
        states: Their states.
        crowd: The rows that are looked at for each moment; None where there are none.
    """

    keys: Narrow | None
    states: States
    crowd: Crowd | None

    @property
    def nbytes(self) -> int:
        """Bytes that its columns take up."""
        return self.states.nbytes


def whole(taken: Taken, limits: Limits) -> Tier:
    """
    Return the states of all entries of a log.

    Args:
        taken: The log; the order of its keys must be settled.
        limits: Which clusters are crowds.
    """
    everything = taken.columns()
    columns = Columns(
        sort=everything.sort,
        published=everything.published,
        target=everything.target,
        key=everything.key,
        id=everything.id,
        joined=everything.joined,
        order=taken.keys.ranks,
    )
    found = reigns(columns, limits)
    return Tier(
        keys=None,
        states=_sorted(taken, found.rows),
        crowd=crowd_of(taken, columns, found.crowd),
    )


def part(taken: Taken, keys: Iterable[int], limits: Limits) -> Tier:
    """
    Return the states of the entries of some keys.

    Args:
        taken: The log.
        keys: Codes of the keys, closed: those that bear on one of them are among them.
        limits: Which clusters are crowds.
    """
    wanted = np.array(sorted(keys), np.int32)
    everything = taken.columns()
    of = subset(everything, taken.bearing.within(wanted.tolist()), taken.keys.labels)
    found = reigns(of.columns, limits)
    rows = found.rows
    placed = Rows(
        name=of.code[rows.name],
        account=of.row[rows.account],
        published_from=rows.published_from,
        published_until=rows.published_until,
        position_from=of.row[rows.position_from],
        position_until=_until(rows.position_until, of.row),
    )
    return Tier(
        keys=wanted,
        states=_sorted(taken, placed),
        crowd=crowd_of(taken, everything, of.row[found.crowd]),
    )


def _until(local: Integers, row: Integers) -> Integers:
    ended = local < len(row)
    return np.where(ended, row[np.where(ended, local, 0)], local)


def _sorted(taken: Taken, rows: Rows) -> States:
    when = taken.rows["when"].now
    return states(rows, lambda accounts: taken.times.labels(when[accounts]), taken.keys.labels)


def crowd_of(taken: Taken, columns: Columns, rows: Integers) -> Crowd | None:
    """
    Return rows as what is looked at for each moment; None where there are none.

    Args:
        taken: The log.
        columns: Its columns.
        rows: Positions, closed: what bears on one of them is among them.
    """
    if not len(rows):
        return None
    of = subset(columns, rows, taken.keys.labels)
    return Crowd(columns=of.columns, position=of.row, code=of.code.astype(np.int32))
