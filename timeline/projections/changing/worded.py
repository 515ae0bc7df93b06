"""Changes of what a line says: its date, its words, its figures and its status."""

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from timeline.projections.changing.amounts import amount, direction
from timeline.projections.changing.change import Change, ChangeKind, Value, in_words
from timeline.projections.changing.line import line
from timeline.records import Quantity, Statement, When, every_figure
from timeline.records.instants import instant_words
from timeline.resolution import Entry, Policy, Status
from timeline.resolution.explained.grounds import Ground, attribution
from timeline.resolution.identity import spoken_of
from timeline.resolution.revision import Revision

Behind = Callable[[Iterable[str]], tuple[Ground, ...]]
"""Returns the amendments that did something to some accounts."""

_AGAINST = frozenset({Status.DISPUTED, Status.DENIED})
_CHOSEN = frozenset(ChangeKind) - {ChangeKind.DISPUTED, ChangeKind.STATUS}
"""What one account says, and not all of them together."""

_DIRECTED = frozenset({ChangeKind.RAISED, ChangeKind.LOWERED})


@frozen(kw_only=True)
class Telling:
    """
    One view of a line.

    Args:
        entry: The line.
        policy: Which report speaks for it.
        revision: What stands among the records that bear on it.
    """

    entry: Entry
    policy: Policy
    revision: Revision

    @property
    def speaking(self) -> set[str]:
        """Id of the account that speaks for it."""
        return {self.policy.preferred(self.entry.accounts).id}

    def stating(self, figure: str) -> set[str]:
        """Return the id of the account that a figure is from; none where nothing states it."""
        found = [each for each in self.entry.accounts if figure in every_figure(each.event)]
        return {self.policy.stating(found, figure).id} if found else set()

    def according(self, figure: str) -> tuple[str, ...]:
        """Return who speaks for it, or states a figure, and when that was published."""
        ids = self.stating(figure) if figure else self.speaking
        said = [each for each in self.entry.accounts if each.id in ids]
        return tuple(
            f"{attribution(each.event)}, published {instant_words(each.published)}" for each in said
        )

    @property
    def voices(self) -> set[str]:
        """Ids of all accounts that report it, or speak about it under another key."""
        about = {
            each.id
            for each in self.revision.live
            if isinstance(each.event, Statement)
            and not {key for key, _ in spoken_of(each.event)}.isdisjoint(self.entry.keys)
        }
        return about | {each.id for each in self.entry.accounts}


def worded(before: Telling, after: Telling, behind: Behind) -> Iterator[Change]:
    """
    Return what changed in what a line says.

    Args:
        before: The line as it stood.
        after: As it stands.
        behind: What was done to its reports.
    """
    was, now = before.entry, after.entry
    for kind, old, new in _pairs(was, now):
        if old != new:
            ids = before.speaking | after.speaking
            yield _change(kind, (before, after), (old, new), ids, behind)
    for name in sorted(was.figures.keys() | now.figures.keys()):
        figures = was.figures.get(name), now.figures.get(name)
        if figures[0] != figures[1]:
            ids = before.stating(name) | after.stating(name)
            kind = direction(*figures)
            yield _change(kind, (before, after), figures, ids, behind, figure=name)
    if was.status != now.status:
        kind = ChangeKind.DISPUTED if _is_newly_disputed(was, now) else ChangeKind.STATUS
        ids = (before.voices ^ after.voices) or after.voices
        yield _change(kind, (before, after), (was.status, now.status), ids, behind)


def _pairs(was: Entry, now: Entry) -> Iterator[tuple[ChangeKind, Value, Value]]:
    yield ChangeKind.REDATED, was.happened, now.happened
    yield ChangeKind.REWORDED, was.summary, now.summary
    yield ChangeKind.RECLASSIFIED, was.kind, now.kind
    yield ChangeKind.MODALITY, was.modality, now.modality


def _is_newly_disputed(was: Entry, now: Entry) -> bool:
    return now.status in _AGAINST and was.status not in _AGAINST


def _change(  # noqa: PLR0913, PLR0917 - what a change has
    kind: ChangeKind,
    told: tuple[Telling, Telling],
    values: tuple[Value, Value],
    ids: set[str],
    behind: Behind,
    figure: str = "",
) -> Change:
    return Change(
        kind=kind,
        key=told[1].entry.key,
        words=_words(kind, values, figure),
        before=values[0],
        after=values[1],
        figure=figure,
        line=line(told[0].entry),
        according=told[1].according(figure) if kind in _CHOSEN else (),
        ids=tuple(sorted(ids)),
        grounds=behind(ids),
    )


def _words(kind: ChangeKind, values: tuple[Value, Value], figure: str) -> str:
    before, after = values
    if isinstance(before, When) and in_words(before) == in_words(after):
        return f"{in_words(before)}, {before} → {after}"
    if not figure:
        return f"{in_words(before)} → {in_words(after)}"
    told = [f"{figure} {each}" if each is not None else f"no {figure}" for each in values]
    change = " → ".join(told)
    if kind in _DIRECTED and isinstance(before, Quantity) and isinstance(after, Quantity):
        by = amount(before, after)
        return f"{change}, by {by}" if by else change
    return change
