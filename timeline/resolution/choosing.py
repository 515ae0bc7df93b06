"""Choosing: which account speaks for a happening of which several stand, under any policy."""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import define

from timeline.errors import MomentError
from timeline.log import Recorded
from timeline.records import Correction, EventRecord
from timeline.resolution.index.columns import Narrow
from timeline.resolution.index.contested import Contested, Links
from timeline.resolution.index.decided import Decided
from timeline.resolution.index.growing import Built
from timeline.resolution.index.voices import Plains
from timeline.resolution.policy import Policy
from timeline.resolution.ranked import told
from timeline.resolution.rankings import alike
from timeline.resolution.revision import Account, dependencies_first, replaced

ERASED = "an entry of this chronology was erased from the log since it was asked"
ASK_AGAIN = "ask the log again with as_of"


def chooses_latest(policy: Policy) -> bool:
    """Return whether a policy lets the latest published account speak, as the index does."""
    return policy.rank is alike


@define(eq=False)
class Choosing:
    """
    The choice of a policy among the accounts that stand at a moment.

    Only the accounts are looked at that are asked for, and not again those that were looked at
    for an earlier question and are the same.

    Args:
        built: What was computed of the log.
        policy: Which report speaks for an entry.
        contested: The happenings of which several accounts stand.
        plains: Where rows are read as they are stored; None for nowhere.
    """

    built: Built
    policy: Policy
    contested: Contested
    plains: Plains | None

    def placed(self) -> tuple[Narrow, Narrow]:
        """
        Return the names of happenings, and who speaks for each, where columns differ by that.

        Where all accounts of a happening have one kind and one time, as far as order and
        selection know times, its place is the same whoever speaks: it is left out.

        Raises:
            MomentError: What one of them is made of was erased since the log was asked.
        """
        contested, built = self.contested, self.built
        apart = contested.differing(built.when[contested.account])
        apart |= contested.differing(built.kind[contested.account])
        asked = contested.those(np.flatnonzero(apart))
        return asked.name, self._chosen(asked)

    def speaking(self, names: Narrow, accounts: Narrow) -> Narrow:
        """
        Return who speaks for some happenings.

        Args:
            names: Codes of their names.
            accounts: Position of the account that was published last, of each.

        Raises:
            MomentError: What one of them is made of was erased since the log was asked.
        """
        asked = self.contested.those(np.flatnonzero(np.isin(self.contested.name, names)))
        found = accounts.copy()
        if len(asked):
            at = np.minimum(np.searchsorted(asked.name, names), len(asked) - 1)
            several = asked.name[at] == names
            found[several] = self._chosen(asked)[at[several]]
        return found

    def _chosen(self, asked: Contested) -> Narrow:
        found = told(self.policy.rank, self.built, asked, self.plains)
        untold = np.flatnonzero(found < 0)
        if len(untold):
            found[untold] = self._decided(asked.those(untold))
        return found

    def _decided(self, asked: Contested) -> Narrow:
        before = self.built.decisions.last(self.policy)
        found = before.again(asked)
        fresh = np.flatnonzero(found < 0)
        if len(fresh):
            among = asked.those(fresh)
            chosen = (self._preferred(*each) for each in among.each())
            decided = Decided(among=among, chosen=np.fromiter(chosen, np.int32, len(fresh)))
            found[fresh] = decided.chosen
            self.built.decisions.keep(self.policy, before.overruled(decided))
        return found

    def _preferred(self, positions: Sequence[int], links: Links) -> int:
        made = accounts(links, self.built.fetch)
        among = tuple(made[each] for each in positions)
        return self.policy.preferred(among).report.position


def accounts(links: Links, fetch: Callable[[int], Recorded]) -> dict[int, Account]:
    """
    Return the accounts that some records say, by their positions.

    Args:
        links: Positions of the records, and of what each stands in the place of.
        fetch: Where entries are decoded.

    Raises:
        MomentError: One of them was erased since the log was asked.
    """
    behind = dict(links)
    found: dict[int, Account] = {}
    for each in dependencies_first(behind, lambda at: () if behind[at] == at else (behind[at],)):
        entry = fetch(each)
        if isinstance(entry.record, EventRecord):
            record = entry.record
            found[each] = Account(report=entry, event=record, published=record.published)
        elif isinstance(entry.record, Correction):
            found[each] = replaced(found[behind[each]], entry)
        else:
            raise MomentError(ERASED, ASK_AGAIN)
    return found
