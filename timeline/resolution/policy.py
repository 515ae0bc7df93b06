"""Policies: which of several live reports gives an entry its date, its words and its figures."""

from collections.abc import Callable, Sequence

from attrs import frozen

from timeline.records import Figures, every_figure
from timeline.resolution.revision import Account

Ranking = Callable[[Account, Sequence[Account]], tuple[int, ...]]
"""How much an account is preferred among all of its entry; greater is better."""


@frozen(kw_only=True)
class Policy:
    """
    A named choice among reports that all stand.

    Equal ranks are decided by the later publication, then by the greater id, never by arrival.

    Args:
        name: Name to print beside what was chosen.
        rank: How much an account is preferred among all.
    """

    name: str
    rank: Ranking

    def preferred(self, accounts: Sequence[Account]) -> Account:
        """Return the account that speaks for the entry."""
        return max(accounts, key=lambda each: (self.rank(each, accounts), each.published, each.id))

    def figures(self, accounts: Sequence[Account]) -> Figures:
        """Return each figure that any account states, from the preferred one that states it."""
        stating: dict[str, list[Account]] = {}
        for account in accounts:
            for name in every_figure(account.event):
                stating.setdefault(name, []).append(account)
        chosen = {name: self.preferred(each) for name, each in stating.items()}
        return Figures({name: every_figure(each.event)[name] for name, each in chosen.items()})


def _alike(_account: Account, _among: Sequence[Account]) -> tuple[int, ...]:
    return ()


LATEST_PUBLISHED = Policy(name="latest published", rank=_alike)
"""The report that was published last speaks for the entry."""
