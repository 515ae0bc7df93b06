"""Two chronologies of one log put side by side, read from one index where that is possible."""

from functools import cached_property

from attrs import define, evolve

from timeline.chronology import Chronology
from timeline.errors import OtherChronologyError
from timeline.projections.changing.moves import moved
from timeline.resolution import Entry
from timeline.resolution.differing import Differing, differing
from timeline.resolution.views import View

_BY_DATE, _AS_LATER, _AS_EARLIER = range(3)
"""How unwillingly a line moves: a precedence moves its later line behind its earlier one."""


def sides(before: Chronology, after: Chronology) -> "Sides":
    """
    Return two chronologies side by side.

    Raises:
        OtherChronologyError: They are not of one log.
    """
    first, last = sorted((before, after), key=lambda each: each.position)
    digest = last.digest_at(first.position)
    if digest != first.digest:
        digests = (first.digest, digest) if first is before else (digest, first.digest)
        raise OtherChronologyError(first.position, *digests)
    return Sides(_read_from(before, last), _read_from(after, last))


def _read_from(known: Chronology, host: Chronology) -> Chronology:
    """Return a chronology as the index of another one has it; itself where that cannot be."""
    one, other = known.source, host.source
    if not (isinstance(one, View) and isinstance(other, View)) or one.built is other.built:
        return known
    if known.whole is not known:
        return known
    view = evolve(one, built=other.built)
    return evolve(known, source=view, rows=view.rows)


@define(slots=False)
class Sides:
    """
    Two chronologies of one log.

    Args:
        before: The one to start from.
        after: The other.
    """

    before: Chronology
    after: Chronology

    @cached_property
    def differing(self) -> Differing:
        """Which of their lines may differ."""
        one, other = self.before, self.after
        return differing((one.source, one.rows), (other.source, other.rows))

    @cached_property
    def old(self) -> dict[int, Entry]:
        """Entries of the one that may differ, by their places, in order."""
        return {at: self.before[at] for at in self.differing.touched_before.tolist()}

    @cached_property
    def new(self) -> dict[int, Entry]:
        """Entries of the other that may differ, by their places, in order."""
        return {at: self.after[at] for at in self.differing.touched_after.tolist()}

    @cached_property
    def moves(self) -> tuple[tuple[int, int], ...]:
        """Places in the one and in the other of the lines that moved, in the order of the other."""
        codes = self.differing
        old = {int(codes.before[at]): entry for at, entry in self.old.items()}
        movable = dict(self._held)
        for at, entry in self.new.items():
            was = old.get(int(codes.after[at]))
            if was is not None and was.happened != entry.happened:
                movable[int(codes.after[at])] = _BY_DATE
        return moved(codes.before, codes.after, movable)

    def key_before(self, at: int, known: Chronology) -> str:
        """Return the key of the line in front of a place of a chronology; empty at the first."""
        return known.source.keys(known.rows[at - 1 : at])[0] if at else ""

    @cached_property
    def _held(self) -> dict[int, int]:
        """How unwillingly each line moves that a precedence of either side is about."""
        keys: dict[str, int] = {}
        for known in (self.before, self.after):
            for rule in known.source.rules:
                keys.setdefault(rule.earlier, _AS_EARLIER)
                keys[rule.later] = _AS_LATER
        numbered = ((self.differing.number(key), keys[key]) for key in keys)
        return {code: kept for code, kept in numbered if code is not None}
