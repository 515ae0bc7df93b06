"""Making: the entries of many rows, piece by piece, without asking for each what bears on it."""

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from timeline.errors import TimelineError
from timeline.records import EventRecord, Judgement
from timeline.resolution.entry import Entry
from timeline.resolution.identity import Identity
from timeline.resolution.index.columns import Integers
from timeline.resolution.index.growing import Built
from timeline.resolution.index.stack import Visible
from timeline.resolution.policy import Policy
from timeline.resolution.resolved import happenings, lone
from timeline.resolution.revision import Revision
from timeline.resolution.status_rules import StatusRule

_FIRST_PIECE, _MOST_AT_ONCE, _GROWTH = 16, 1024, 4


@frozen
class Making:
    """
    How the entries of a view are made, many at a time.

    Most have one record that nothing bears on, which the index knows: they are made of it alone.
    The others of a piece are made in one revision over all that bears on any of them, which gives
    each what a revision of its own would: what bears on one happening does nothing to another.

    Args:
        built: What was computed of the log.
        visible: The entries known.
        revised: Returns the revision of the records that bear on some keys, by their codes.
        status: By which rule an entry has its status.
        policy: Which report speaks for an entry.
    """

    built: Built
    visible: Visible
    revised: Callable[[Sequence[int]], Revision]
    status: StatusRule
    policy: Policy

    def each(self, rows: Integers, single: Callable[[int], Entry]) -> Iterator[Entry]:
        """
        Return the entries of some rows, in their order.

        Args:
            rows: Handles of the entries.
            single: Makes the entry of one of them, and says why where it cannot.
        """
        start, size = 0, _FIRST_PIECE
        while start < len(rows):
            piece = rows[start : start + size]
            yield from self._piece(piece, single)
            start, size = start + size, min(size * _GROWTH, _MOST_AT_ONCE)

    def _piece(self, rows: Integers, single: Callable[[int], Entry]) -> Iterator[Entry]:
        names = self.visible.names(rows).tolist()
        try:
            made = self._made(rows)
        except TimelineError:
            made = {}  # made one by one, so that the error comes where its entry stands
        for row, name in zip(rows.tolist(), names, strict=True):
            found = made.get(name)
            yield single(row) if found is None else found

    def _made(self, rows: Integers) -> dict[int, Entry]:
        names, accounts = self.visible.names(rows), self.visible.accounts(rows)
        alone = self.built.alone(names)
        made: dict[int, Entry] = {}
        for name, position in zip(names[alone].tolist(), accounts[alone].tolist(), strict=True):
            report = self.built.fetch(position)
            if isinstance(report.record, EventRecord):
                made[name] = lone(report, report.record, self.status)
        others = names[~alone].tolist()
        return {**made, **self._together(others)} if others else made

    def _together(self, names: Sequence[int]) -> dict[int, Entry]:
        revision = self.revised(names)
        identity = Identity(revision.standing(Judgement))
        found = happenings(revision, identity, self.policy, self.status)
        keys = ((name, self.built.keys.value(name)) for name in names)
        return {name: found[key] for name, key in keys if key in found}
