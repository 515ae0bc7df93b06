"""Which account speaks for its happening, from when to when on both clocks: the plain case."""

import numpy as np
from attrs import fields, frozen
from numpy.typing import NDArray

from timeline.resolution.moments import NEVER

Integers = NDArray[np.int64]


@frozen(kw_only=True)
class Rows:
    """
    Rectangles on the two clocks, in each of which one account speaks for one happening.

    Args:
        name: Code of the happening's key.
        account: Index of the account that speaks.
        published_from: First publication at which it does, µs since 1970.
        published_until: First publication at which it no longer does.
        position_from: First position at which it does.
        position_until: First position at which it no longer does.
    """

    name: Integers
    account: Integers
    published_from: Integers
    published_until: Integers
    position_from: Integers
    position_until: Integers

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the columns, in their order."""
        return tuple(each.name for each in fields(cls))


def envelope(group: Integers, start: Integers, since: Integers) -> Rows:
    """
    Return the rectangles of accounts each of which, once there, stays.

    Of those that are visible, the last one of a group speaks for it. So each account speaks from
    its publication until the next one's, at any position from its own; and where the next one
    came into the log later than it did, on until that came. Rectangles number at most twice the
    accounts: each account ends the reign of but one earlier one, the last before it that came
    into the log no later.

    Args:
        group: Code of each account's happening; the accounts of one stand together.
        start: Publication of each account; it never falls within a group.
        since: Position of each account; a correction may share that of what it corrects.
    """
    count = len(group)
    index = np.arange(count, dtype=np.int64)
    ends = np.append(group[1:] != group[:-1], [True])[:count]
    following = np.where(ends, NEVER, np.append(start[1:], [NEVER])[:count])
    before = _nearest_smaller(group, since, or_equal=True)
    after = _next_smaller(group, since)
    held = np.flatnonzero(before >= 0)
    until = np.where(after[held] < count, start[np.minimum(after[held], count - 1)], NEVER)
    name = np.concatenate([group, group[held]])
    account = np.concatenate([index, before[held]])
    rows = Rows(
        name=name,
        account=account,
        published_from=np.concatenate([start, start[held]]),
        published_until=np.concatenate([following, until]),
        position_from=np.concatenate([since, since[before[held]]]),
        position_until=np.concatenate([np.full(count, NEVER), since[held]]),
    )
    return kept(rows, rows.published_from < rows.published_until)


def kept(rows: Rows, wanted: NDArray[np.bool_]) -> Rows:
    """Return the rectangles that are wanted, in their order."""
    return Rows(**{name: getattr(rows, name)[wanted] for name in Rows.names()})


def joined(parts: "list[Rows]") -> Rows:
    """Return the rectangles of several parts, one after the other."""
    return Rows(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in Rows.names()}
    )


def _nearest_smaller(group: Integers, since: Integers, *, or_equal: bool) -> Integers:
    found = np.arange(len(group), dtype=np.int64) - 1
    if len(group):
        found[np.append([True], group[1:] != group[:-1])] = -1
    passed = np.greater if or_equal else np.greater_equal
    waiting = np.flatnonzero((found >= 0) & passed(since[found], since))
    while waiting.size:
        found[waiting] = found[found[waiting]]
        here = found[waiting]
        waiting = waiting[(here >= 0) & passed(since[here], since[waiting])]
    return found


def _next_smaller(group: Integers, since: Integers) -> Integers:
    last = len(group) - 1
    return last - _nearest_smaller(group[::-1], since[::-1], or_equal=False)[::-1]
