"""
Design rules 1 to 3 read aloud, one function a sentence: slow, and obviously right.

What `timeline.resolution` computes is held against this, and against `oracle_answers`, which
reads the other rules.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from timeline.log import Recorded, Tombstone
from timeline.records import (
    Amendment,
    Correction,
    Erasure,
    EventRecord,
    Instant,
    Judgement,
    Reinstatement,
    Retraction,
    UnknownRecord,
    Verdict,
)
from timeline.records.fields import folded


@frozen(kw_only=True)
class Said:
    """
    What is said in the place of one event record.

    Args:
        id: Id of the record that says it.
        event: What it says.
        published: From when it counts.
        chain: Ids from the first account to this one.
    """

    id: str
    event: EventRecord
    published: Instant
    chain: tuple[str, ...]


@frozen(kw_only=True)
class World:
    """
    A log up to some position, and the latest publication that counts.

    Args:
        entries: What the log holds up to the position.
        by: Latest publication that counts; None for all.
        orders: Every erasure of the whole log, by the id that it erased.
    """

    entries: Sequence[Recorded]
    by: Instant | None
    orders: Mapping[str, Erasure]

    def find(self, identity: str) -> Recorded | None:
        """Return the entry of that id, seen or not."""
        return next((each for each in self.entries if each.id == identity), None)

    def is_visible(self, entry: Recorded) -> bool:
        """Amendments without `published` are visible at every date; erased bodies never."""
        if self.is_erased(entry.id):
            return False
        published = getattr(entry.record, "published", None)
        return published is None or self.by is None or published <= self.by

    def is_erased(self, identity: str) -> bool:
        """An erasure acts at every date, and at every position."""
        return identity in self.orders

    def is_withdrawn(self, identity: str) -> bool:
        """A visible, not withdrawn retraction or erasure names it; reinstating withdraws one."""
        if self.is_erased(identity):
            return True
        return any(
            self.is_visible(each) and not self.is_withdrawn(each.id)
            for each in self.entries
            if self.withdraws(each, identity)
        )

    def withdraws(self, entry: Recorded, identity: str) -> bool:
        """A retraction withdraws what it names, a reinstatement the retraction that it names."""
        if isinstance(entry.record, Retraction):
            return entry.record.retracts == identity and self.names_rightly(entry)
        if isinstance(entry.record, Reinstatement):
            return entry.record.reinstates == identity and self.names_rightly(entry)
        return False

    def names_rightly(self, entry: Recorded) -> bool:
        """Accounts are corrected, retractions reinstated, all but erasures retracted."""
        named = self.find(named_by(entry.record) or "")
        if named is None or isinstance(named.record, UnknownRecord | Tombstone):
            return True
        if isinstance(entry.record, Correction):
            return isinstance(named.record, EventRecord | Correction)
        if isinstance(entry.record, Reinstatement):
            return isinstance(named.record, Retraction)
        return not isinstance(named.record, Erasure)

    def acted_on(self, named: str) -> str:
        """What a correction acts on: what it names, or, if that was withdrawn, what that named."""
        entry = self.find(named)
        if entry is None or not self.is_withdrawn(named):
            return named
        behind = self.orders[named].corrected if named in self.orders else named_by(entry.record)
        passes = isinstance(entry.record, Correction | Tombstone) and behind is not None
        return self.acted_on(str(behind)) if passes else named

    def account(self, entry: Recorded) -> Said | None:
        """What an entry says, and from when, if it acts; replaced or not."""
        if not self.is_visible(entry) or self.is_withdrawn(entry.id):
            return None
        record = entry.record
        if isinstance(record, EventRecord):
            published = record.published
            return Said(id=entry.id, event=record, published=published, chain=(entry.id,))
        if not isinstance(record, Correction) or not self.names_rightly(entry):
            return None
        named = self.find(self.acted_on(record.corrects))
        before = self.account(named) if named else None
        if before is None:
            return None
        published = record.published or before.published
        chain = (*before.chain, entry.id)
        return Said(id=entry.id, event=record.replacement, published=published, chain=chain)

    def successors(self, identity: str) -> list[str]:
        """The acting corrections that act on an account."""
        return [
            each.id
            for each in self.entries
            if isinstance(each.record, Correction)
            and self.acted_on(each.record.corrects) == identity
            and self.account(each)
        ]

    def live(self) -> list[Said]:
        """The accounts that stand."""
        said = [account for each in self.entries if (account := self.account(each))]
        return [each for each in said if not self.successors(each.id)]

    def standing(self, kind: type[Amendment]) -> list[Recorded]:
        """The visible, not withdrawn amendments of a kind."""
        return [
            each
            for each in self.entries
            if isinstance(each.record, kind)
            and self.is_visible(each)
            and not self.is_withdrawn(each.id)
        ]

    def verdicts(self, verdict: Verdict) -> list[tuple[str, frozenset[str]]]:
        """The standing judgements of a verdict: id, and the two keys as they are compared."""
        return [
            (each.id, frozenset({folded(each.record.left), folded(each.record.right)}))
            for each in self.standing(Judgement)
            if isinstance(each.record, Judgement) and each.record.verdict is verdict
        ]

    def joined(self, key: str) -> frozenset[str]:
        """All keys that *same* judgements lead to from a key, itself among them."""
        pairs = [pair for _, pair in self.verdicts(Verdict.SAME)]
        known = frozenset({folded(key)})
        while True:
            more = known.union(*(pair for pair in pairs if pair & known))
            if more == known:
                return known
            known = more

    def name(self, key: str) -> str:
        """The smallest joined key names the happening."""
        return min(self.joined(key))

    def groups(self) -> dict[str, list[Said]]:
        """The live accounts of each happening, by its name, in order of publication, then id."""
        found: dict[str, list[Said]] = {}
        for each in sorted(self.live(), key=lambda said: (said.published, said.id)):
            found.setdefault(self.name(each.event.key), []).append(each)
        return found


def named_by(record: object) -> str | None:
    """Return the id that an amendment names."""
    for field in ("corrects", "retracts", "reinstates", "erases"):
        if hasattr(record, field):
            return str(getattr(record, field))
    return None
