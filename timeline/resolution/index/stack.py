"""Tiers one over the other: of each entry the latest computed state counts, in one order."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.envelope import Rows, joined, kept
from timeline.resolution.index.states import LAST, States, states
from timeline.resolution.index.taken import Taken
from timeline.resolution.index.tiers import Tier
from timeline.resolution.moments import NEVER

Flags = NDArray[np.bool_]


@frozen(kw_only=True, eq=False)
class Visible:
    """
    The entries known at a moment, in chronological order.

    Args:
        rows: Handles of the entries: rows of the lowest tier, and behind them all others.
        states: The lowest tier.
        name: Code of the key of each of the others.
        account: Position of the account that speaks for each of the others.
    """

    rows: Integers
    states: States
    name: Narrow
    account: Narrow

    def names(self, rows: Integers) -> Narrow:
        """Return the codes of the keys of some entries."""
        return self._told(rows, self.states.name, self.name)

    def accounts(self, rows: Integers) -> Narrow:
        """Return the positions of the accounts that speak for some entries."""
        return self._told(rows, self.states.account, self.account)

    def _told(self, rows: Integers, low: Narrow, others: Narrow) -> Narrow:
        if not len(others):
            return low[rows]
        found = np.empty(len(rows), np.int32)
        is_low = rows < len(low)
        found[is_low] = low[rows[is_low]]
        found[~is_low] = others[rows[~is_low] - len(low)]
        return found


class Stack:
    """
    The tiers of an index.

    Args:
        tiers: The lowest tier, which has all keys that there were; then those of later rows.
        taken: The log.
    """

    def __init__(self, tiers: Sequence[Tier], taken: Taken) -> None:
        self._tiers, self._taken = tuple(tiers), taken
        self._base = tiers[0].states
        self._stale = [self._renewed_after(at) for at in range(len(tiers))]
        renewed = self._stale[0]
        self._live = None if renewed is None else ~renewed[self._base.name]

    def visible(self, published: int, position: int) -> Visible:
        """
        Return the entries known at a moment.

        Args:
            published: Latest publication that counts, inclusive, µs since 1970.
            position: Latest position that counts, inclusive.
        """
        found = self._base.visible(published, position)
        if self._live is not None:
            found = found[self._live[found]]
        rest, places = self._rest
        seen = rest.visible(published, position)
        names, accounts = self._crowds(published, position)
        name, account = np.append(rest.name, names), np.append(rest.account, accounts)
        others = np.append(seen, np.arange(len(rest), len(name)))
        place = places[seen]
        if len(names):
            place = np.append(place, self._places(names, accounts))
            order = np.lexsort((self._keys(name[others]), self._whens(account[others])))
            others, place = others[order], place[order]
        if len(others):
            found = np.insert(found, np.searchsorted(found, place), others + len(self._base))
        return Visible(rows=found, states=self._base, name=name, account=account)

    def spoken_for(self, visible: Visible, names: Narrow, accounts: Narrow) -> Visible:
        """
        Return the entries known with other accounts that speak for some, each in its new place.

        Args:
            visible: The entries.
            names: Codes of the keys of some of them.
            accounts: Position of the account that is to speak for each of those.
        """
        moved = np.zeros(len(self._taken.keys), dtype=bool)
        moved[names] = True
        rows = visible.rows[~moved[visible.names(visible.rows)]]
        fresh = np.arange(len(names)) + len(self._base) + len(visible.name)
        name, account = np.append(visible.name, names), np.append(visible.account, accounts)
        is_low = rows < len(self._base)
        low, others = rows[is_low], np.append(rows[~is_low], fresh) - len(self._base)
        order = np.lexsort((self._keys(name[others]), self._whens(account[others])))
        others = others[order]
        place = self._places(name[others], account[others])
        found = np.insert(low, np.searchsorted(low, place), others + len(self._base))
        return Visible(rows=found, states=self._base, name=name, account=account)

    def _renewed_after(self, at: int) -> Flags | None:
        later = [each.keys for each in self._tiers[at + 1 :] if each.keys is not None]
        if not later:
            return None
        found = np.zeros(len(self._taken.keys), dtype=bool)
        found[np.concatenate(later)] = True
        return found

    @cached_property
    def _rest(self) -> tuple[States, Integers]:
        parts = []
        for each, stale in zip(self._tiers[1:], self._stale[1:], strict=True):
            rows = _rectangles(each.states)
            parts.append(rows if stale is None else kept(rows, ~stale[rows.name]))
        empty = np.empty(0, np.int64)
        none = Rows(**dict.fromkeys(Rows.names(), empty))
        rest = states(joined([none, *parts]), self._whens, self._keys)
        return rest, self._places(rest.name, rest.account)

    def _crowds(self, published: int, position: int) -> tuple[Narrow, Narrow]:
        names, accounts = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for each, stale in zip(self._tiers, self._stale, strict=True):
            if each.crowd is not None:
                name, account = each.crowd.speaking(published, position)
                wanted = slice(None) if stale is None else ~stale[name]
                names.append(name[wanted])
                accounts.append(account[wanted])
        return np.concatenate(names), np.concatenate(accounts)

    def _whens(self, accounts: Integers | Narrow) -> Integers:
        return self._taken.times.labels(self._taken.rows["when"].now[accounts])

    def _keys(self, names: Integers | Narrow) -> Integers:
        return self._taken.keys.labels(names)

    def _places(self, names: Narrow, accounts: Narrow) -> Integers:
        """Return before which row of the lowest tier each entry belongs."""
        when, key = self._whens(accounts), self._keys(names)
        low, high = np.zeros(len(names), np.int64), np.full(len(names), len(self._base))
        while np.any(low < high):
            middle = np.minimum((low + high) // 2, max(len(self._base) - 1, 0))
            there = self._whens(self._base.account[middle])
            same = self._keys(self._base.name[middle]) < key
            before = ((there < when) | ((there == when) & same)) & (low < high)
            low = np.where(before, middle + 1, low)
            high = np.where(before | (low >= high), high, middle)
        return low


def _rectangles(of: States) -> Rows:
    until = of.published_until
    ended = until != LAST
    dates = of.dates if len(of.dates) else np.zeros(1, np.int64)
    last = of.position_until.astype(np.int64)
    return Rows(
        name=of.name.astype(np.int64),
        account=of.account.astype(np.int64),
        published_from=dates[of.published_from],
        published_until=np.where(ended, dates[np.where(ended, until, 0)], NEVER),
        position_from=of.position_from.astype(np.int64),
        position_until=np.where(last == LAST, NEVER, last),
    )
