"""Who speaks for each happening, from when to when: every record of a log put to its rule."""

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.resolution.index.columns import Columns, Integers, Sort
from timeline.resolution.index.crowds import aims, parents, withdrawing
from timeline.resolution.index.envelope import Rows, envelope, joined, kept
from timeline.resolution.index.labels import Labels
from timeline.resolution.index.limits import USUAL, Limits
from timeline.resolution.index.lineage import lineage
from timeline.resolution.index.sweep import Cluster, Joining, Node, Withdrawal, strips, swept

Flags = NDArray[np.bool_]


@frozen(kw_only=True, eq=False)
class Reigns:
    """
    Who speaks for each happening, from when to when.

    Args:
        rows: Rectangles on the two clocks in which an account speaks for its happening.
        crowd: Rows of the clusters that are left to be looked at for each moment, in order.
    """

    rows: Rows
    crowd: Integers


def reigns(columns: Columns, limits: Limits = USUAL) -> Reigns:
    """
    Return who speaks for each happening, from when to when.

    Most happenings are only reported and corrected: those are computed all at once. Where
    something was withdrawn, erased, moved to another key or judged the same, the records that
    bear on each other are gone through one after the other, as long as they are few.

    Args:
        columns: The log, or rows of it, closed: what bears on one of them is among them.
        limits: How many are few.
    """
    accounts = _Accounts(columns)
    found, crowd = accounts.others(limits)
    rows = joined([accounts.plain(), found])
    wanted = rows.position_from < rows.position_until
    rows = kept(rows, wanted & (rows.published_from < rows.published_until))
    return Reigns(rows=rows, crowd=np.array(sorted(crowd), np.int64))


class _Accounts:
    """The accounts among some rows, and which rows bear on which."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        sort = columns.sort
        self._parent = parents(columns)
        everyone = np.arange(len(columns), dtype=np.int64)
        self._lineage = lineage(self._parent, columns.published, everyone)
        chained = self._parent != everyone
        self._valid = (sort == Sort.EVENT) | chained
        self._valid &= sort[self._lineage.root] == Sort.EVENT
        said = (sort == Sort.EVENT) | (sort == Sort.CORRECTION)
        self._key = np.where(said, columns.key, columns.key[self._lineage.root])
        self._withdrawals = np.flatnonzero(withdrawing(columns))
        self._aims = aims(columns, self._withdrawals)
        self._labels = self._labelled()

    def plain(self) -> Rows:
        """Return the rectangles of happenings that are only reported and corrected."""
        found, columns = self._lineage, self._columns
        marked = self._labels.marked(self._key, len(columns.order))
        chosen = np.flatnonzero(self._valid & ~marked)
        chosen = _by_rank(columns, chosen, self._key[chosen], found.published[chosen])
        rows = envelope(self._key[chosen], found.published[chosen], found.since[chosen])
        named = {name: getattr(rows, name) for name in Rows.names()}
        return Rows(**{**named, "account": chosen[rows.account]})

    def others(self, limits: Limits) -> tuple[Rows, list[int]]:
        """Return the rectangles of all other happenings, and the rows of those left out."""
        order = self._columns.order.tolist()
        found: list[tuple[int, ...]] = []
        crowd: list[int] = []
        for rows in self._clusters():
            cluster = self._cluster(rows) if len(rows) <= limits.largest else None
            if cluster is None or len(strips(cluster)) * len(rows) > limits.most_steps:
                crowd += rows
            else:
                found += swept(cluster, order)
        table = np.array(found, dtype=np.int64).reshape(-1, len(Rows.names()))
        return Rows(**dict(zip(Rows.names(), table.T, strict=True))), crowd

    def _labelled(self) -> Labels:
        labels = Labels()
        for left, right in self._columns.joined.values():
            labels.join(left, right)
            labels.mark(left)
        child = np.flatnonzero(self._valid & (self._parent != np.arange(len(self._parent))))
        odd = child[self._is_odd(child, self._parent[child])]
        moved = self._key[odd] != self._key[self._parent[odd]]
        for each in odd[moved].tolist():
            labels.join(int(self._key[each]), int(self._key[self._parent[each]]))
        aimed = self._aims[self._valid[self._aims]]
        for key in np.unique(self._key[np.concatenate([odd, aimed])]).tolist():
            labels.mark(key)
        return labels

    def _is_odd(self, child: Integers, parent: Integers) -> Flags:
        found, sort = self._lineage, self._columns.sort
        backwards: Flags = found.start[child] != found.published[child]
        moved: Flags = self._key[child] != self._key[parent]
        gone: Flags = (sort[child] == Sort.GONE) | (sort[parent] == Sort.GONE)
        return backwards | moved | gone | self._is_below(child, parent)

    def _is_below(self, child: Integers, parent: Integers) -> Flags:
        published, (first, second) = self._lineage.published, self._columns.id
        same: Flags = published[child] == published[parent]
        alike: Flags = first[child] == first[parent]
        lower: Flags = (first[child] < first[parent]) | (alike & (second[child] < second[parent]))
        return (published[child] < published[parent]) | (same & lower)

    def _clusters(self) -> Iterator[list[int]]:
        labels, key = self._labels, self._key
        found: dict[int, list[int]] = {label: [] for label in labels.clusters}
        marked = labels.marked(key, len(self._columns.order))
        for row in np.flatnonzero(self._valid & marked).tolist():
            found[labels.of(int(key[row]))].append(row)
        for row, (left, _) in self._columns.joined.items():
            found[labels.of(left)].append(row)
        for row, aim in zip(self._withdrawals.tolist(), self._aims.tolist(), strict=True):
            if aim in self._columns.joined:
                found[labels.of(self._columns.joined[aim][0])].append(row)
            elif self._valid[aim]:
                found[labels.of(int(key[aim]))].append(row)
        for label in sorted(found):
            yield sorted(found[label])

    def _cluster(self, rows: list[int]) -> Cluster:
        joinings = {
            row: Joining(row, *self._columns.joined[row])
            for row in rows
            if row in self._columns.joined
        }
        nodes = {row: self._node(row) for row in rows if self._valid[row]}
        others = [row for row in rows if row not in joinings and row not in nodes]
        withdrawals = {row: self._withdrawal(row) for row in others}
        return Cluster(nodes=nodes, withdrawals=withdrawals, joinings=joinings)

    def _node(self, row: int) -> Node:
        columns, found = self._columns, self._lineage
        parent = int(self._parent[row])
        return Node(
            position=row,
            published=int(columns.published[row]),
            target=None if parent == row else parent,
            root=int(found.root[row]),
            key=int(self._key[row]),
            rank=(int(columns.id[0][row]), int(columns.id[1][row])),
            event=columns.sort[row] == Sort.EVENT,
            gone=columns.sort[row] == Sort.GONE,
            start=int(found.start[row]),
            counted=int(found.published[row]),
        )

    def _withdrawal(self, row: int) -> Withdrawal:
        return Withdrawal(
            position=row,
            published=int(self._columns.published[row]),
            target=int(self._columns.target[row]),
        )


def _by_rank(columns: Columns, chosen: Integers, key: Integers, published: Integers) -> Integers:
    order = np.lexsort((published, key))
    chosen, key, published = chosen[order], key[order], published[order]
    tied = np.zeros(len(chosen), dtype=bool)
    same = (key[1:] == key[:-1]) & (published[1:] == published[:-1])
    tied[1:] |= same
    tied[:-1] |= same
    some = chosen[tied]
    first, second = columns.id
    by_id = np.lexsort((second[some], first[some], published[tied], key[tied]))
    chosen[tied] = some[by_id]
    return chosen
