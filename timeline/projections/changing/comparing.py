"""Two views compared: each line that may differ is put beside what it was, and what it did."""

from collections.abc import Iterable, Iterator

from timeline.chronology import Chronology
from timeline.projections.changing.change import Change, ChangeKind
from timeline.projections.changing.counterparts import Counterparts, Matching
from timeline.projections.changing.fates import Fate, Fates
from timeline.projections.changing.line import line
from timeline.projections.changing.regrouping import regrouped
from timeline.projections.changing.reordering import reordered
from timeline.projections.changing.reported import Reported
from timeline.projections.changing.sides import Sides
from timeline.projections.changing.worded import Telling, worded
from timeline.resolution import Account, Entry
from timeline.resolution.explained.grounds import Ground, grounds
from timeline.resolution.revision import Revision


class Comparing:
    """
    The changes between two chronologies.

    Args:
        sides: The two.
    """

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._old, self._new = list(sides.old.values()), sides.new
        self._by_key = {each.key: each for each in self._new.values()}
        self._matching = Matching(self._old, self._new.values())

    def placed(self) -> dict[int, list[Change]]:
        """Return the changes of the lines of the later view, by their places there."""
        found: dict[int, list[Change]] = {}
        for at, entry in self._new.items():
            if told := list(self._of(at, entry)):
                found[at] = told
        for at, change in reordered(self._sides):
            found.setdefault(at, []).append(change)
        return found

    def gone(self) -> Iterator[Change]:
        """Return the lines that are gone, in their order."""
        for entry in self._old:
            if self._matching.is_gone(entry):
                yield self._left(entry)

    def _of(self, at: int, entry: Entry) -> Iterator[Change]:
        parts = self._matching.of(entry)
        if not parts.olds:
            yield self._appeared(at, entry)
            return
        old = parts.own(entry.key) or parts.olds[0]
        if parts.is_plain(entry.key) and old == entry:
            return
        keys = {*entry.keys, *(key for each in parts.olds for key in each.keys)}
        fates = self._fates(keys)
        reported = Reported(fates, entry.key, line(old))
        told = list(reported.changes(*_accounts(entry, parts, self._elsewhere(entry, parts))))
        was = _telling(self._sides.before, old, fates.before)
        now = _telling(self._sides.after, entry, fates.after)
        if not parts.is_plain(entry.key):
            follows = None if parts.own(entry.key) else self._in_front(at)
            yield regrouped(entry, parts, fates, follows)
        yield from told
        yield from worded(was, now, reported.behind)

    def _fates(self, keys: Iterable[str]) -> Fates:
        wanted = sorted(keys)
        one, other = self._sides.before.source, self._sides.after.source
        return Fates(one.revision(wanted), other.revision(wanted))

    def _appeared(self, at: int, entry: Entry) -> Change:
        fates = self._fates(entry.keys)
        found = [fates.came(each.id) for each in entry.accounts]
        again = all(each.kind is ChangeKind.REINSTATED for each in found)
        told = line(entry)
        figures = f" [{entry.figures_in_words}]" if entry.figures else ""
        return Change(
            kind=ChangeKind.REINSTATED if again else ChangeKind.NEW,
            key=entry.key,
            words=f"{entry.happened.words()}: {entry.summary}{figures}",
            before=None,
            after=told,
            follows=self._in_front(at),
            line=told,
            ids=told.reports,
            grounds=_behind(found, fates),
        )

    def _left(self, entry: Entry) -> Change:
        fates = self._fates(entry.keys)
        found = [fates.went(each.id) for each in entry.accounts]
        withdrawn = all(each.kind is ChangeKind.RETRACTED for each in found)
        told = line(entry)
        return Change(
            kind=ChangeKind.RETRACTED if withdrawn else ChangeKind.GONE,
            key=entry.key,
            words=entry.summary,
            before=told,
            after=None,
            line=told,
            ids=told.reports,
            grounds=_behind(found, fates),
        )

    def _elsewhere(self, entry: Entry, parts: Counterparts) -> frozenset[str]:
        """Return the ids of the accounts that other lines of the later view now have."""
        others = (self._by_key[key] for key in parts.parts if key != entry.key)
        return frozenset(account.id for each in others for account in each.accounts)

    def _in_front(self, at: int) -> str:
        return self._sides.key_before(at, self._sides.after)


def _accounts(
    entry: Entry, parts: Counterparts, elsewhere: frozenset[str]
) -> tuple[dict[str, Account], dict[str, Account]]:
    """Return the accounts that a line had and has, without what only moved from line to line."""
    after = {each.id: each for each in entry.accounts}
    before = {each.id: each for old in parts.olds for each in old.accounts}
    if parts.is_plain(entry.key):
        return before, after
    is_first = parts.parts[0] == entry.key
    gone = {identity for identity in before if identity not in after}
    kept = set() if not is_first else {each for each in gone if each not in elsewhere}
    return {key: each for key, each in before.items() if key in after or key in kept}, after


def _telling(known: Chronology, entry: Entry, revision: Revision) -> Telling:
    return Telling(entry=entry, policy=known.policy, revision=revision)


def _behind(found: Iterable[Fate], fates: Fates) -> tuple[Ground, ...]:
    by_id = {**fates.before.by_id, **fates.after.by_id}
    return grounds((by for each in found for by in each.by), by_id)
