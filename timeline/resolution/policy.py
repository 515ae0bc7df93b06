"""Policies: which of several live reports gives an entry its date, its words and its figures."""

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from timeline.errors import FieldError
from timeline.records import Figures, Quantity, every_figure
from timeline.records.fields import named, text
from timeline.resolution import rankings
from timeline.resolution.rankings import SourcesFirst
from timeline.resolution.revision import Account

Ranking = Callable[[Account, Sequence[Account]], tuple[int, ...]]
"""How much an account is preferred among all of its entry; greater is better."""

AND_STATUS = "; status: "
"""Stands in a token between the name of a policy and that of a status rule."""

FigureRanking = Callable[[Quantity, Account, Sequence[Account], str], tuple[int, ...]]
"""
How much an account is preferred for one figure, among all that state it; greater is better.

Given the figure as it states it, the account, all accounts that state it, and the figure's name.
"""


@frozen(kw_only=True, field_transformer=named)
class Policy:
    """
    A named choice among reports that all stand.

    Equal ranks are decided by the later publication, then by the greater id, never by arrival.
    A rank may look at whatever an account holds, and at all accounts of the entry, but must depend
    on nothing else: accounts are not ranked again while they stay the same.

    Args:
        name: Name to print beside what was chosen; it stands in tokens, so give a policy that
            chooses otherwise than before a new one.
        rank: How much an account is preferred among all.
        figure_rank: How much it is preferred for a figure; as `rank` has it, if not given.

    Raises:
        FieldError: The name is blank, or that of a policy of the library.
    """

    name: str = field(converter=text)
    rank: Ranking
    figure_rank: FigureRanking | None = None

    def __attrs_post_init__(self) -> None:
        if AND_STATUS in self.name:
            problem = f"holds {AND_STATUS!r}, which parts a policy from a status rule in tokens"
            raise FieldError("Policy", "name", problem)
        known = _ranks(self.name)
        if known is not None and known != (self.rank, self.figure_rank):
            problem = f"{self.name!r} is a policy of the library; give yours another name"
            raise FieldError("Policy", "name", problem)

    def preferred(self, accounts: Sequence[Account]) -> Account:
        """Return the account that speaks for the entry."""
        return max(accounts, key=lambda each: (self.rank(each, accounts), each.published, each.id))

    def stating(self, accounts: Sequence[Account], figure: str) -> Account:
        """Return the account that a figure is taken from, among those that state it."""
        stated = [each for each in accounts if figure in every_figure(each.event)]
        ranked = self.figure_rank
        if ranked is None:
            return self.preferred(stated)
        return max(
            stated,
            key=lambda each: (
                ranked(every_figure(each.event)[figure], each, stated, figure),
                each.published,
                each.id,
            ),
        )

    def figures(self, accounts: Sequence[Account]) -> Figures:
        """Return each figure that any account states, from the preferred one that states it."""
        names = dict.fromkeys(name for each in accounts for name in every_figure(each.event))
        chosen = {name: self.stating(accounts, name) for name in names}
        return Figures({name: every_figure(each.event)[name] for name, each in chosen.items()})


Ranks = tuple[Ranking, FigureRanking | None]

_OF_THE_LIBRARY: Mapping[str, Ranks] = {
    "latest published": (rankings.alike, None),
    "most precise": (rankings.precision, rankings.figure_precision),
    "most origins": (rankings.backing, rankings.figure_backing),
}
"""How the policies rank that a token needs no more of than their name."""


def _ranks(name: str) -> Ranks | None:
    sources = SourcesFirst.named(name)
    return _OF_THE_LIBRARY.get(name) if sources is None else (sources, None)


def policy_named(name: str) -> Policy | None:
    """Return the policy of the library that a token names; None where it has none of that name."""
    known = {each.name: each for each in (LATEST_PUBLISHED, MOST_PRECISE, MOST_ORIGINS)}
    sources = SourcesFirst.named(name)
    return known.get(name) if sources is None else Policy(name=name, rank=sources)


def source_first(*publishers: str) -> Policy:
    """
    Return the policy by which a named source speaks where it reports, then the next one named.

    Where none of them reports, and among several reports of one, the latest published speaks.
    A source counts by its own publisher, not by whom it repeats; case and white space do not
    matter. Its name in tokens has the publishers in it.

    Raises:
        FieldError: No publisher is named, or one of them is blank or named twice.
    """
    rank = SourcesFirst.of(publishers)
    return Policy(name=rank.name, rank=rank)


LATEST_PUBLISHED = Policy(name="latest published", rank=rankings.alike)
"""The report that was published last speaks for the entry."""

MOST_PRECISE = Policy(
    name="most precise", rank=rankings.precision, figure_rank=rankings.figure_precision
)
"""The report with the narrowest date speaks; each figure is taken as it is stated most narrowly."""

MOST_ORIGINS = Policy(
    name="most origins", rank=rankings.backing, figure_rank=rankings.figure_backing
)
"""The date, and each figure, that most independent origins give; of equals the latest published."""
