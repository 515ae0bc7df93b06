"""Which account speaks for its happening, where records were withdrawn, moved or joined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from timeline.resolution.index.lines import Acting, Lines, Rank, Row
from timeline.resolution.moments import ALWAYS, NEVER

NOBODY: tuple[None, None] = (None, None)


@frozen(kw_only=True)
class Node:
    """
    An account, or what is left of an erased one, with all in integers.

    Args:
        position: Position in the log, which names the node too.
        published: Own publication, µs since 1970; `ALWAYS` where it has none.
        target: Position of what it corrects; None for an event, and where that is nowhere.
        root: Position of the event record that its chain begins with.
        key: Code of the key of its happening.
        rank: Its content id, as two integers: enough to order them.
        event: Whether it is an event record, and not a correction.
        gone: Erased: it says nothing, and what names it acts on what it named.
        start: Publication from which its whole chain is visible, nothing being withdrawn.
        counted: Publication by which it counts, nothing being withdrawn.
    """

    position: int
    published: int
    target: int | None
    root: int
    key: int
    rank: tuple[int, int]
    event: bool
    gone: bool
    start: int
    counted: int


@frozen(kw_only=True)
class Withdrawal:
    """A retraction or a reinstatement: what it names is withdrawn while it stands."""

    position: int
    published: int
    target: int


@frozen
class Joining:
    """A judgement that two keys are the same."""

    position: int
    left: int
    right: int


@frozen(kw_only=True)
class Cluster:
    """
    Records that can bear on each other's accounts: nothing outside of it does.

    Args:
        nodes: Accounts, by position.
        withdrawals: Retractions and reinstatements, by position.
        joinings: Judgements that join keys, by position.
    """

    nodes: Mapping[int, Node]
    withdrawals: Mapping[int, Withdrawal]
    joinings: Mapping[int, Joining]

    @property
    def positions(self) -> list[int]:
        """Every position, in order."""
        return sorted([*self.nodes, *self.withdrawals, *self.joinings])


def swept(cluster: Cluster, order: Sequence[int]) -> Iterator[Row]:
    """
    Return the rectangles in which one account of a cluster speaks for one happening.

    The axis of publication is cut into strips at each publication that can end an account, so
    that within a strip each one, once visible, stays; then the axis of positions is gone along
    once for each strip, and only what a record changes is looked at.

    Args:
        cluster: The records.
        order: Place of each key's code in the order of the keys' texts.
    """
    for low, high in strips(cluster):
        yield from _Strip(cluster, order, low, high).rows()


def strips(cluster: Cluster) -> list[tuple[int, int]]:
    """Return the strips of publications, from and until, that a cluster is gone through in."""
    breaks = sorted({ALWAYS, *_breaks(cluster)})
    return list(zip(breaks, [*breaks[1:], NEVER], strict=True))


def _breaks(cluster: Cluster) -> Iterator[int]:
    named = {each.target for each in cluster.withdrawals.values()}
    nodes = cluster.nodes.values()
    disturbed = {each.root for each in nodes if each.gone or each.position in named}
    for withdrawal in cluster.withdrawals.values():
        yield withdrawal.published
    for node in cluster.nodes.values():
        parent = None if node.target is None else cluster.nodes[node.target]
        if parent is not None and node.root in disturbed:
            yield from (node.published, parent.published)
        elif parent is not None and (node.start != node.counted or node.key != parent.key):
            yield node.start


class _Strip:
    """The walk along the positions within one strip of publications."""

    def __init__(self, cluster: Cluster, order: Sequence[int], low: int, high: int) -> None:
        self._cluster, self._order, self._low, self._high = cluster, order, low, high
        self._here: set[int] = set()
        self._naming = _by_target(cluster.withdrawals.values())
        self._children = _by_target(cluster.nodes.values())
        self._leads: dict[int, tuple[int | None, Acting | None]] = {}
        self._acting: dict[int, Acting] = {}
        self._followers: dict[int, set[int]] = {}
        self._hidden: set[int] = set()
        self._lines = Lines(order, high)

    def rows(self) -> Iterator[Row]:
        """Return the rectangles of this strip."""
        for position in self._cluster.positions:
            self._here.add(position)
            if position in self._cluster.nodes:
                self._recheck([position], position)
            elif position in self._cluster.joinings:
                self._join(position)
            else:
                self._withdraw(self._cluster.withdrawals[position].target, position)
        return self._lines.ended()

    def _withdraw(self, target: int, position: int) -> None:
        while target in self._cluster.withdrawals:
            target = self._cluster.withdrawals[target].target
        if target in self._cluster.joinings:
            self._part(position)
        elif target in self._cluster.nodes:
            self._recheck([target], position)

    def _is_withdrawn(self, position: int) -> bool:
        for each in self._naming.get(position, ()):
            there = each in self._here and self._cluster.withdrawals[each].published <= self._low
            if there and not self._is_withdrawn(each):
                return True
        return False

    def _recheck(self, roots: list[int], position: int) -> None:
        affected: set[int] = set()
        here = self._here
        waiting = [each for each in roots if each in here]
        while waiting:
            node = self._cluster.nodes[waiting.pop()]
            found = self._lead(node)
            if self._leads.get(node.position) == found:
                continue
            self._leads[node.position] = found
            affected |= self._act(node, found[1] if found[0] == node.position else None)
            waiting += [
                each for each in self._children.get(node.position, ()) if each in self._here
            ]
        while affected:
            each = max(affected)
            affected.remove(each)
            affected |= self._place(each, position)

    def _lead(self, node: Node) -> tuple[int | None, Acting | None]:
        if not node.gone and not self._is_withdrawn(node.position):
            return (node.position, self._what(node))
        if node.target is None:
            return NOBODY
        return self._leads.get(node.target, NOBODY)

    def _what(self, node: Node) -> Acting | None:
        if node.published >= self._high:
            return None
        if node.event:
            return Acting(None, (node.published, *node.rank), max(node.published, self._low))
        base, before = (None, None) if node.target is None else self._leads.get(node.target, NOBODY)
        if base is None or before is None:
            return None
        published = before.rank[0] if node.published == ALWAYS else node.published
        start = max(before.start, node.published, self._low)
        return Acting(base, (published, *node.rank), start)

    def _act(self, node: Node, found: Acting | None) -> set[int]:
        before = self._acting.pop(node.position, None)
        if before is not None and before.base is not None:
            self._followers[before.base].discard(node.position)
        if found is not None:
            self._acting[node.position] = found
            if found.base is not None:
                self._followers.setdefault(found.base, set()).add(node.position)
        bases = {each.base for each in (before, found) if each is not None}
        return {node.position, *(base for base in bases if base is not None)}

    def _place(self, position: int, at: int) -> set[int]:
        acting = self._acting.get(position)
        hidden = acting is not None and self._is_hidden(position, acting)
        changed = hidden != (position in self._hidden)
        (self._hidden.add if hidden else self._hidden.discard)(position)
        if acting is None or hidden:
            self._lines.drop(position, at)
        else:
            self._lines.put(position, self._cluster.nodes[position].key, acting, at)
        base = None if acting is None else acting.base
        return {base} if base is not None and (changed or hidden) else set()

    def _is_hidden(self, position: int, acting: Acting) -> bool:
        key = self._cluster.nodes[position].key
        followers = self._followers.get(position, ())
        return not all(self._covers(each, key, acting.rank) for each in followers)

    def _covers(self, follower: int, key: int, rank: Rank) -> bool:
        """Whether in the line of a key something of a higher rank stands from its start on."""
        acting, same = self._acting[follower], self._cluster.nodes[follower].key == key
        if follower not in self._hidden:
            return same and acting.rank > rank
        return any(self._covers(each, key, rank) for each in self._followers.get(follower, ()))

    def _join(self, position: int) -> None:
        if not self._is_withdrawn(position):
            joining = self._cluster.joinings[position]
            self._lines.join(joining.left, joining.right, position)

    def _part(self, at: int) -> None:
        standing = [
            (each.left, each.right)
            for each in self._cluster.joinings.values()
            if each.position in self._here and not self._is_withdrawn(each.position)
        ]
        self._lines.regroup(standing, at)


def _by_target(named: Iterable[Node | Withdrawal]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for each in named:
        if each.target is not None:
            found.setdefault(each.target, []).append(each.position)
    return found
