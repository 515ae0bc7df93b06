"""Rules 1 to 3 over columns, at one moment: for clusters in which too much bears on too much."""

from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.resolution.index.columns import Columns, Integers, Narrow, Sort
from timeline.resolution.moments import ALWAYS

Flags = NDArray[np.bool_]

_REINSTATED = (Sort.RETRACTION, Sort.UNKNOWN)


@frozen(kw_only=True, eq=False)
class Crowd:
    """
    The rows of clusters whose rectangles would be too many: looked at anew for each moment.

    Every question costs as many steps as there are rows, times the doublings of the longest
    chain, however they bear on each other.

    Args:
        columns: The rows, closed: what bears on one of them is among them.
        position: Their positions in the log; that of row 0 is 0.
        code: Codes of the keys in the log, by the codes in `columns`.
    """

    columns: Columns
    position: Integers
    code: Narrow

    def speaking(self, published: int, position: int) -> tuple[Narrow, Narrow]:
        """
        Return the happenings known at a moment, by the codes of their names, with who speaks.

        Args:
            published: Latest publication that counts, inclusive, µs since 1970.
            position: Latest position that counts, inclusive.
        """
        found = self.live(published, position)
        name = found.name
        last = np.append(name[1:] != name[:-1], [True])[: len(name)]
        return name[last], found.account[last]

    def live(self, published: int, position: int) -> "Live":
        """
        Return all accounts that stand at a moment.

        Args:
            published: Latest publication that counts, inclusive, µs since 1970.
            position: Latest position that counts, inclusive.
        """
        columns = self.columns
        there: Flags = (self.position <= position) & (self.position > 0)
        visible: Flags = there & (columns.published <= published) & (columns.sort != Sort.GONE)
        gone = _withdrawn(columns, visible) & there
        acts, base = _acting(columns, visible, gone, there)
        superseded = np.zeros(len(columns), dtype=bool)
        superseded[base[acts & (columns.sort == Sort.CORRECTION)]] = True
        live = np.flatnonzero(acts & ~superseded)
        counted = _counted(columns, base)
        name = _names(columns, visible & ~gone)[columns.key[live]]
        first, second = columns.id
        order = np.lexsort((second[live], first[live], counted[live], name))
        live, name = live[order], name[order]
        return Live(
            name=self.code[name],
            account=self.position[live].astype(np.int32),
            row=live,
            base=base,
        )


@frozen(kw_only=True, eq=False)
class Live:
    """
    The accounts that stand at a moment: by their happenings, then by publication, then by ids.

    Args:
        name: Code of the name of each one's happening.
        account: Position of the record that says it.
        row: Row of that record among those of the crowd.
        base: Row of what stands behind each row of the crowd; its own where nothing does.
    """

    name: Narrow
    account: Narrow
    row: Integers
    base: Integers


def withdrawing(columns: Columns) -> Flags:
    """Return which rows withdraw what they name, while they stand."""
    sort, named = columns.sort, columns.target
    aims = sort[named]
    retracts: Flags = (sort == Sort.RETRACTION) & (named > 0) & (aims != Sort.ERASURE)
    reinstates: Flags = (sort == Sort.REINSTATEMENT) & np.isin(aims, _REINSTATED)
    return retracts | reinstates


def parents(columns: Columns) -> Integers:
    """Return the row of what each correction corrects; its own row where that is no account."""
    sort, named = columns.sort, columns.target
    chained = (sort == Sort.CORRECTION) | ((sort == Sort.GONE) & (named > 0))
    correctable = (sort == Sort.EVENT) | chained
    everyone = np.arange(len(columns), dtype=np.int64)
    return np.where(chained & correctable[named], named, everyone)


def aims(columns: Columns, rows: Integers) -> Integers:
    """Return the row of what each of some withdrawals is about in the end."""
    ahead = np.arange(len(columns), dtype=np.int64)
    ahead[rows] = columns.target[rows]
    return _followed(ahead)[rows]


def _withdrawn(columns: Columns, visible: Flags) -> Flags:
    gone: Flags = columns.sort == Sort.GONE
    rows = np.flatnonzero(withdrawing(columns))
    depth = _depths(columns, rows)
    deepest_first = np.argsort(-depth, kind="stable")
    rows, depth = rows[deepest_first], depth[deepest_first]
    edges = [0, *(np.flatnonzero(np.diff(depth)) + 1).tolist(), len(rows)]
    target: Integers = np.asarray(columns.target, np.int64)
    for start, end in pairwise(edges):
        here = rows[start:end]
        gone[target[here[visible[here] & ~gone[here]]]] = True
    return gone


def _depths(columns: Columns, rows: Integers) -> Integers:
    """Return how many withdrawals lead from each of them to what it is about."""
    ahead = np.arange(len(columns), dtype=np.int64)
    steps = np.zeros(len(columns), np.int64)
    ahead[rows], steps[rows] = columns.target[rows], 1
    while np.any(steps[ahead]):
        steps += steps[ahead]
        ahead = ahead[ahead]
    return steps[rows]


def _acting(columns: Columns, visible: Flags, gone: Flags, there: Flags) -> tuple[Flags, Integers]:
    parent = parents(columns)
    everyone = np.arange(len(columns), dtype=np.int64)
    passed = gone & (parent != everyone)
    behind = _followed(np.where(passed, parent, everyone))
    base = np.where(parent != everyone, behind[parent], everyone)
    acts: Flags = visible & ~gone & there[base]
    acts &= (columns.sort == Sort.EVENT) | (base != everyone)
    acts &= (columns.sort == Sort.EVENT) | (columns.sort == Sort.CORRECTION)
    ahead = base.copy()
    while True:
        acts &= acts[ahead]
        further = ahead[ahead]
        if np.array_equal(further, ahead):
            return acts, base
        ahead = further


def _counted(columns: Columns, base: Integers) -> Integers:
    everyone = np.arange(len(columns), dtype=np.int64)
    told = _followed(np.where(columns.published == ALWAYS, base, everyone))
    return columns.published[told]


def _names(columns: Columns, standing: Flags) -> Integers:
    """Return for each key code that of the least key joined with it."""
    pairs = [pair for row, pair in columns.joined.items() if standing[row]]
    least = np.arange(len(columns.order), dtype=np.int64)
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    order = columns.order.astype(np.int64)
    left, right = order[left], order[right]
    while True:
        before = least.copy()
        low = np.minimum(least[left], least[right])
        np.minimum.at(least, before[left], low)
        np.minimum.at(least, before[right], low)
        least = _followed(least)
        if np.array_equal(least, before):
            break
    code = np.empty(len(least), np.int64)
    code[order] = np.arange(len(least))
    return code[least[order]]


def _followed(ahead: Integers) -> Integers:
    while True:
        further = ahead[ahead]
        if np.array_equal(further, ahead):
            return ahead
        ahead = further
