"""Who speaks for each happening along the axis of publication, as records come and go."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from timeline.resolution.moments import NEVER

Rank = tuple[int, int, int]
"""Publication by which an account counts, then its id: the greatest speaks for its happening."""

Row = tuple[int, int, int, int, int, int]
"""Name, account, published from and until, position from and until."""


@frozen
class Acting:
    """
    What an account says while it acts.

    Args:
        base: Position of the account in whose place it stands; None for an event record.
        rank: Its rank among the accounts of its happening.
        start: First publication at which it is visible; it never falls with the rank.
    """

    base: int | None
    rank: Rank
    start: int


@define
class _Line:
    """The accounts of one group, in the order of their ranks."""

    name: int
    keys: list[int]
    ranks: list[Rank] = field(factory=list)
    members: list[int] = field(factory=list)


@frozen
class _Open:
    """A rectangle that still goes on."""

    name: int
    start: int
    end: int
    position: int


class Lines:
    """
    The lines of a cluster of keys, which merge as judgements join them.

    Of two that merge, the accounts of the shorter move to the longer, so each account moves but
    a few times, however many merge.

    Args:
        order: Place of each key's code in the order of the keys' texts; a group is named by its
            least key.
        high: Where every line ends.
    """

    def __init__(self, order: Sequence[int], high: int) -> None:
        self._order, self._high = order, high
        self._of_key: dict[int, _Line] = {}
        self._members: dict[int, tuple[int, Acting]] = {}
        self._open: dict[int, _Open] = {}
        self._rows: list[Row] = []

    def put(self, account: int, key: int, acting: Acting, at: int) -> None:
        """Let an account stand in the line of its key."""
        known = self._members.get(account)
        if known is not None:
            if known[1].rank == acting.rank and known[1].start == acting.start:
                return
            self.drop(account, at)
        self._members[account] = (key, acting)
        self._insert(self._line(key), account, at)

    def drop(self, account: int, at: int) -> None:
        """Take an account out of its line, if it stands in one."""
        known = self._members.pop(account, None)
        if known is not None:
            line = self._line(known[0])
            place = bisect_left(line.ranks, known[1].rank)
            del line.ranks[place], line.members[place]
            self._close(account, at)
            self._show(line, place - 1, at)

    def join(self, left: int, right: int, at: int) -> None:
        """Merge the lines of two keys."""
        one, other = self._line(left), self._line(right)
        if one is other:
            return
        if len(one.members) + len(one.keys) < len(other.members) + len(other.keys):
            one, other = other, one
        name = min(one.name, other.name, key=self._order.__getitem__)
        renamed = name != one.name
        one.name = name
        for key in other.keys:
            self._of_key[key] = one
        one.keys += other.keys
        for account in other.members:
            self._close(account, at)
            self._insert(one, account, at)
        if renamed:
            for place in range(len(one.members)):
                self._show(one, place, at)

    def regroup(self, joined: Iterable[tuple[int, int]], at: int) -> None:
        """Part all lines, and merge those of the keys given."""
        members, self._members = self._members, {}
        for account in members:
            self._close(account, at)
        self._of_key = {}
        for left, right in joined:
            self.join(left, right, at)
        for account, (key, acting) in members.items():
            self.put(account, key, acting, at)

    def ended(self) -> Iterator[Row]:
        """Return every rectangle, those that still go on too."""
        yield from self._rows
        for account, each in self._open.items():
            yield (each.name, account, each.start, each.end, each.position, NEVER)

    def _line(self, key: int) -> _Line:
        if key not in self._of_key:
            self._of_key[key] = _Line(key, [key])
        return self._of_key[key]

    def _insert(self, line: _Line, account: int, at: int) -> None:
        rank = self._members[account][1].rank
        place = bisect_left(line.ranks, rank)
        line.ranks.insert(place, rank)
        line.members.insert(place, account)
        self._show(line, place, at)
        self._show(line, place - 1, at)

    def _show(self, line: _Line, place: int, at: int) -> None:
        if not 0 <= place < len(line.members):
            return
        account = line.members[place]
        start = self._members[account][1].start
        last = place + 1 == len(line.members)
        end = self._high if last else self._members[line.members[place + 1]][1].start
        known = self._open.get(account)
        if known is not None and (known.name, known.start, known.end) == (line.name, start, end):
            return
        self._close(account, at)
        if start < end:
            self._open[account] = _Open(line.name, start, end, at)

    def _close(self, account: int, at: int) -> None:
        known = self._open.pop(account, None)
        if known is not None and known.position < at:
            row = (known.name, account, known.start, known.end, known.position, at)
            self._rows.append(row)
