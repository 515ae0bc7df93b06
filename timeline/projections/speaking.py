"""Who speaks about a happening under another key: the statements that name it, found once."""

from collections.abc import Iterator

from attrs import frozen

from timeline.chronology import Chronology
from timeline.records import Statement
from timeline.resolution import Account, Entry
from timeline.resolution.identity import spoken_of


@frozen(kw_only=True)
class Spoken:
    """
    One account that speaks of a happening, or of one figure of it.

    Args:
        account: The account.
        figure: The figure; None for the happening as a whole.
    """

    account: Account
    figure: str | None


def spoken(chronology: Chronology, entry: Entry) -> Iterator[Spoken]:
    """
    Return what statements under other keys say of a happening, in the order of the chronology.

    All that was known at the moment counts, whatever is selected; the index knows who speaks.
    """
    keys = frozenset(entry.keys)
    for other in chronology.speaking_of(entry.keys):
        if other.key != entry.key:
            yield from _about(other, keys)


def _about(other: Entry, keys: frozenset[str]) -> Iterator[Spoken]:
    for account in other.accounts:
        if isinstance(account.event, Statement):
            for key, figure in dict.fromkeys(spoken_of(account.event)):
                if key in keys:
                    yield Spoken(account=account, figure=figure or None)
