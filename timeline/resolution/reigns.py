"""Who speaks for each happening, from when to when: every record of a log put to its rule."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timeline.resolution.columns import Columns, Integers, Sort
from timeline.resolution.envelope import Rows, envelope, joined, kept
from timeline.resolution.labels import Labels
from timeline.resolution.lineage import lineage
from timeline.resolution.sweep import Cluster, Joining, Node, Withdrawal, swept

Flags = NDArray[np.bool_]


def reigns(columns: Columns) -> Rows:
    """
    Return the rectangles on the two clocks in which each account speaks for its happening.

    Most happenings are only reported and corrected: those are computed all at once. Where
    something was withdrawn, erased, moved to another key or judged the same, the records that
    bear on each other are gone through one after the other.

    Args:
        columns: The log.
    """
    return Accounts(columns).reigns()


class Accounts:
    """
    The accounts of a log, and which records bear on which.

    Args:
        columns: The log.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        sort, named = columns.sort, columns.target
        chained = (sort == Sort.CORRECTION) | ((sort == Sort.GONE) & (named > 0))
        correctable = (sort == Sort.EVENT) | chained
        everyone = np.arange(len(columns), dtype=np.int64)
        self._parent = np.where(chained & correctable[named], named, everyone)
        self._lineage = lineage(self._parent, columns.published, everyone)
        self._valid = correctable & (sort[self._lineage.root] == Sort.EVENT)
        self._key = np.where(columns.key >= 0, columns.key, columns.key[self._lineage.root])
        self._withdrawals = np.flatnonzero(self._withdrawing())
        self._labels = self._labelled()

    def reigns(self) -> Rows:
        """Return the rectangles in which each account speaks for its happening."""
        rows = joined([self.plain(), self.others()])
        wanted = rows.position_from < rows.position_until
        return kept(rows, wanted & (rows.published_from < rows.published_until))

    def bearing_on(self, key: int) -> list[int]:
        """Return the positions of all records that bear on the entry of a key."""
        keys = self._labels.keys_with(key)
        found = [each for code in keys for each in self._of_key(code)]
        found += [at for at, pair in self._columns.joined.items() if pair[0] in keys]
        aimed = set(found)
        found += [at for at in self._withdrawals.tolist() if self.aim(at) in aimed]
        return found

    def keys_with(self, key: int) -> list[int]:
        """Return the codes of all keys whose records bear on the entry of a key."""
        return self._labels.keys_with(key)

    def withdrawing(self, aims: Iterable[int]) -> list[int]:
        """Return the positions of what withdraws those records, directly or not."""
        aimed = set(aims)
        return [at for at in self._withdrawals.tolist() if self.aim(at) in aimed]

    def _of_key(self, key: int) -> list[int]:
        order, edges = self._by_key
        found: list[int] = order[edges[key] : edges[key + 1]].tolist()
        return found

    @cached_property
    def _by_key(self) -> tuple[Integers, Integers]:
        valid = np.flatnonzero(self._valid)
        order = valid[np.argsort(self._key[valid], kind="stable")]
        counts = np.bincount(self._key[valid], minlength=len(self._columns.order))
        return order, np.concatenate([[0], np.cumsum(counts)])

    def plain(self) -> Rows:
        """Return the rectangles of happenings that are only reported and corrected."""
        found = self._lineage
        chosen = np.flatnonzero(self._valid & ~self._labels.marked(self._key))
        chosen = _by_rank(self._columns, chosen, self._key[chosen], found.published[chosen])
        rows = envelope(self._key[chosen], found.published[chosen], found.since[chosen])
        columns = {name: getattr(rows, name) for name in Rows.names()}
        return Rows(**{**columns, "account": chosen[rows.account]})

    def others(self) -> Rows:
        """Return the rectangles of all other happenings."""
        order = self._columns.order.tolist()
        found = [row for cluster in self._clusters() for row in swept(cluster, order)]
        table = np.array(found, dtype=np.int64).reshape(-1, len(Rows.names()))
        return Rows(**dict(zip(Rows.names(), table.T, strict=True)))

    def _withdrawing(self) -> Flags:
        sort, named = self._columns.sort, self._columns.target
        aims = sort[named]
        retracts: Flags = (sort == Sort.RETRACTION) & (named > 0) & (aims != Sort.ERASURE)
        reinstates: Flags = (sort == Sort.REINSTATEMENT) & (aims == Sort.RETRACTION)
        return retracts | reinstates

    def aim(self, position: int) -> int:
        """Return the position of what a withdrawal is about in the end."""
        while self._columns.sort[position] in {Sort.RETRACTION, Sort.REINSTATEMENT}:
            position = int(self._columns.target[position])
        return position

    def _labelled(self) -> Labels:
        labels = Labels(len(self._columns.order))
        for left, right in self._columns.joined.values():
            labels.join(left, right)
            labels.mark(left)
        child = np.flatnonzero(self._valid & (self._parent != np.arange(len(self._parent))))
        parent = self._parent[child]
        for odd in child[self._is_odd(child, parent)]:
            labels.join(int(self._key[odd]), int(self._key[self._parent[odd]]))
            labels.mark(int(self._key[odd]))
        for each in self._withdrawals:
            aim = self.aim(int(each))
            if self._valid[aim]:
                labels.mark(int(self._key[aim]))
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

    def _clusters(self) -> Iterator[Cluster]:
        labels = self._labels
        nodes: dict[int, dict[int, Node]] = {label: {} for label in labels.clusters}
        withdrawals: dict[int, dict[int, Withdrawal]] = {label: {} for label in nodes}
        joinings: dict[int, dict[int, Joining]] = {label: {} for label in nodes}
        for position in np.flatnonzero(self._valid & labels.marked(self._key)).tolist():
            label = labels.of(int(self._key[position]))
            nodes[label][position] = self._node(position)
        for position, (left, right) in self._columns.joined.items():
            joinings[labels.of(left)][position] = Joining(position=position, left=left, right=right)
        for position in self._withdrawals.tolist():
            aimed = self._label_of_aim(self.aim(position))
            if aimed is not None:
                withdrawals[aimed][position] = self._withdrawal(position)
        for each in sorted(nodes):
            yield Cluster(nodes=nodes[each], withdrawals=withdrawals[each], joinings=joinings[each])

    def _label_of_aim(self, aim: int) -> int | None:
        if aim in self._columns.joined:
            return self._labels.of(self._columns.joined[aim][0])
        return self._labels.of(int(self._key[aim])) if self._valid[aim] else None

    def _node(self, position: int) -> Node:
        columns, found = self._columns, self._lineage
        parent = int(self._parent[position])
        return Node(
            position=position,
            published=int(columns.published[position]),
            target=None if parent == position else parent,
            key=int(self._key[position]),
            rank=(int(columns.id[0][position]), int(columns.id[1][position])),
            event=columns.sort[position] == Sort.EVENT,
            gone=columns.sort[position] == Sort.GONE,
            start=int(found.start[position]),
            counted=int(found.published[position]),
        )

    def _withdrawal(self, position: int) -> Withdrawal:
        return Withdrawal(
            position=position,
            published=int(self._columns.published[position]),
            target=int(self._columns.target[position]),
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
