"""What was decided of contested happenings before, so that only what changed is decided anew."""

import numpy as np
from attrs import define, field, frozen

from timeline.resolution.index.columns import Narrow
from timeline.resolution.index.contested import Contested, edges, ranges

MOST_KEPT = 4
"""Choosers whose last decisions are kept."""


@frozen(kw_only=True, eq=False)
class Decided:
    """
    Contested happenings, and the account that was chosen of each.

    Args:
        among: The happenings, with their accounts.
        chosen: Position of the account chosen of each.
    """

    among: Contested
    chosen: Narrow

    def again(self, asked: Contested) -> Narrow:
        """
        Return what was chosen of the happenings that have the same accounts as then, else -1.

        The same links mean the same accounts: each stands in the place of the nearest record that
        is not withdrawn, and what is withdrawn is no link.

        Args:
            asked: Happenings.
        """
        found = np.full(len(asked), -1, np.int32)
        if not len(self.among):
            return found
        then = self.among
        at = np.minimum(np.searchsorted(then.name, asked.name), len(then) - 1)
        lengths, others = np.diff(asked.start), np.diff(then.start)[at]
        here = np.flatnonzero(lengths == others)
        if not len(here):
            return found
        counts = lengths[here]
        now, was = ranges(asked.start[here], counts), ranges(then.start[at[here]], counts)
        here = here[np.logical_and.reduceat(asked.link[now] == then.link[was], edges(counts)[:-1])]
        found[here] = self.chosen[at[here]]
        return found

    def overruled(self, later: "Decided") -> "Decided":
        """Return these decisions, with later ones in the place of those on the same happenings."""
        kept = np.flatnonzero(~np.isin(self.among.name, later.among.name))
        among = self.among.those(kept).with_others(later.among)
        order = np.argsort(among.name)
        chosen = np.append(self.chosen[kept], later.chosen)
        return Decided(among=among.those(order), chosen=chosen[order])


NOTHING = Decided(among=Contested.none(), chosen=np.zeros(0, np.int32))


@define(eq=False)
class Decisions:
    """What a few choosers decided last, of each happening."""

    _kept: tuple[tuple[object, Decided], ...] = field(default=(), init=False)

    def last(self, chooser: object) -> Decided:
        """Return what somebody decided last."""
        return next((decided for each, decided in self._kept if each == chooser), NOTHING)

    def keep(self, chooser: object, decided: Decided) -> None:
        """Keep what somebody decided, in the place of what they decided before."""
        others = tuple(each for each in self._kept if each[0] != chooser)
        self._kept = ((chooser, decided), *others)[:MOST_KEPT]
