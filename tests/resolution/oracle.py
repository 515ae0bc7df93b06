"""
Design rules 1 to 3 read aloud, one function a sentence: slow, and obviously right.

What `timeline.resolution` computes is held against this.
"""

from collections.abc import Sequence

from attrs import frozen

from timeline.log import Recorded
from timeline.records import (
    Amendment,
    Correction,
    Erasure,
    EventRecord,
    Instant,
    Judgement,
    Reinstatement,
    Retraction,
    Verdict,
)


@frozen
class World:
    """A log up to some position, and the latest publication that counts."""

    entries: Sequence[Recorded]
    by: Instant | None

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
        """An erasure acts at every date."""
        return any(
            isinstance(each.record, Erasure) and each.record.erases == identity
            for each in self.entries
        )

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
        named = self.find(identity)
        if isinstance(entry.record, Retraction):
            right = named is None or not isinstance(named.record, Erasure)
            return entry.record.retracts == identity and right
        if isinstance(entry.record, Reinstatement):
            right = named is None or isinstance(named.record, Retraction)
            return entry.record.reinstates == identity and right
        return False

    def acts_on(self, correction: Correction) -> Recorded | None:
        """What a correction names, or, where that is a withdrawn correction, what that named."""
        named = self.find(correction.corrects)
        if named is None or not isinstance(named.record, EventRecord | Correction):
            return None
        if isinstance(named.record, Correction) and self.is_withdrawn(named.id):
            return self.acts_on(named.record)
        return named

    def account(self, entry: Recorded) -> tuple[EventRecord, Instant] | None:
        """What an entry says, and from when, if it acts; replaced or not."""
        if not self.is_visible(entry) or self.is_withdrawn(entry.id):
            return None
        if isinstance(entry.record, EventRecord):
            return entry.record, entry.record.published
        if not isinstance(entry.record, Correction):
            return None
        named = self.acts_on(entry.record)
        before = self.account(named) if named else None
        if before is None:
            return None
        return entry.record.replacement, entry.record.published or before[1]

    def is_superseded(self, entry: Recorded) -> bool:
        """An acting correction acts on it."""
        for each in self.entries:
            if isinstance(each.record, Correction) and self.account(each):
                named = self.acts_on(each.record)
                if named is not None and named.id == entry.id:
                    return True
        return False

    def live(self) -> dict[str, tuple[EventRecord, Instant]]:
        """The accounts that stand, by the id of what says them."""
        return {
            each.id: account
            for each in self.entries
            if (account := self.account(each)) and not self.is_superseded(each)
        }

    def standing(self, kind: type[Amendment]) -> list[Recorded]:
        """The visible, not withdrawn amendments of a kind."""
        return [
            each
            for each in self.entries
            if isinstance(each.record, kind)
            and self.is_visible(each)
            and not self.is_withdrawn(each.id)
        ]

    def joined(self, key: str) -> frozenset[str]:
        """All keys that *same* judgements lead to from a key."""
        known = {key}
        while True:
            more = set(known)
            for each in self.standing(Judgement):
                judgement = each.record
                assert isinstance(judgement, Judgement)
                pair = {judgement.left, judgement.right}
                if judgement.verdict is Verdict.SAME and pair & known:
                    more |= pair
            if more == known:
                return frozenset(known)
            known = more

    def groups(self) -> dict[str, dict[str, tuple[EventRecord, Instant]]]:
        """The live accounts of each happening, by the smallest of its joined keys."""
        found: dict[str, dict[str, tuple[EventRecord, Instant]]] = {}
        for identity, account in self.live().items():
            name = min(self.joined(account[0].key))
            found.setdefault(name, {})[identity] = account
        return found
