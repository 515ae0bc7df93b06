"""Policies: which of several live reports gives an entry its date, its words and its figures."""

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from timeline.errors import FieldError
from timeline.records import Figures, every_figure
from timeline.records.fields import named, text
from timeline.resolution.revision import Account

Ranking = Callable[[Account, Sequence[Account]], tuple[int, ...]]
"""How much an account is preferred among all of its entry; greater is better."""


@frozen(kw_only=True, field_transformer=named)
class Policy:
    """
    A named choice among reports that all stand.

    Equal ranks are decided by the later publication, then by the greater id, never by arrival.

    Args:
        name: Name to print beside what was chosen; it stands in tokens, so give a policy that
            chooses otherwise than before a new one.
        rank: How much an account is preferred among all.

    Raises:
        FieldError: The name is blank, or that of a policy of the library.
    """

    name: str = field(converter=text)
    rank: Ranking

    def __attrs_post_init__(self) -> None:
        if _OF_THE_LIBRARY.get(self.name, self.rank) is not self.rank:
            problem = f"{self.name!r} is a policy of the library; give yours another name"
            raise FieldError("Policy", "name", problem)

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


_OF_THE_LIBRARY: Mapping[str, Ranking] = {"latest published": _alike}
"""How the policies rank that a token needs no more of than their name."""

LATEST_PUBLISHED = Policy(name="latest published", rank=_alike)
"""The report that was published last speaks for the entry."""
