"""What became of a report between two moments: corrected, withdrawn, put back, or not yet."""

from attrs import frozen

from timeline.log import Recorded
from timeline.projections.changing.change import ChangeKind
from timeline.resolution.revision import Revision


@frozen(kw_only=True)
class Fate:
    """
    What became of an account that stands in one of two views only.

    Args:
        kind: What sort of change it is.
        by: Log entries of the amendments that did it.
    """

    kind: ChangeKind
    by: tuple[Recorded, ...] = ()


@frozen
class Fates:
    """
    What became of the accounts on which the same records bear, at two moments.

    Args:
        before: What stood at the one.
        after: What stands at the other.
    """

    before: Revision
    after: Revision

    def went(self, account: str) -> Fate:
        """Return why an account that stood stands no more."""
        after = self.after
        if account not in after.visible:
            return Fate(kind=ChangeKind.REPORT_GONE)
        if withdrawn := self._withdrawing(account, self.before, after):
            return Fate(kind=ChangeKind.RETRACTED, by=withdrawn)
        named = after.successors.get(account, ())
        if named:
            return Fate(kind=ChangeKind.CORRECTED, by=tuple(after.by_id[each] for each in named))
        return Fate(kind=ChangeKind.REPORT_GONE)

    def came(self, account: str) -> Fate:
        """Return why an account stands that did not."""
        before, after = self.before, self.after
        made = after.accounts[account].corrections
        is_new = account not in before.visible
        if not is_new and (withdrawn := self._withdrawing(account, after, before)):
            return Fate(kind=ChangeKind.REINSTATED, by=self._withdrawing_all(withdrawn))
        named = before.successors.get(account, ())
        if not is_new and named:
            gone = (self._withdrawing(each, before, after) for each in named)
            return Fate(kind=ChangeKind.REINSTATED, by=tuple(by for each in gone for by in each))
        if made:
            new = tuple(each for each in made if each.id not in before.visible)
            return Fate(kind=ChangeKind.CORRECTED, by=new or made[-1:])
        return Fate(kind=ChangeKind.REPORTED_AGAIN)

    def withdrawing(self, named: str) -> tuple[Recorded, ...]:
        """Return what withdraws a record in the later view."""
        return _standing(named, self.after)

    def _withdrawing(self, account: str, stood: Revision, at: Revision) -> tuple[Recorded, ...]:
        """Return what withdraws, at one moment, an account that stands at another."""
        known = stood.accounts.get(account)
        chain = () if known is None else tuple(each.id for each in known.chain)
        return tuple(by for each in dict.fromkeys([account, *chain]) for by in _standing(each, at))

    def _withdrawing_all(self, retractions: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
        return tuple(by for each in retractions for by in _standing(each.id, self.after))


def _standing(named: str, at: Revision) -> tuple[Recorded, ...]:
    """Return the amendments that withdraw a record, and are not withdrawn themselves."""
    found = at.withdrawals.get(named, ())
    return tuple(each for each in found if each.id not in at.withdrawn)
