"""What changed between two views of one log, line by line, with the records behind it."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import frozen

from timeline.chronology import Chronology
from timeline.records.fields import folded
from timeline.resolution import Account, Entry
from timeline.resolution.explanation import difference, who


class ChangeKind(StrEnum):
    """What sort of change it is; stable, for programs."""

    NEW = "new"
    GONE = "gone"
    MERGED = "merged"
    SPLIT = "split"
    REPORTED_AGAIN = "reported again"
    CORRECTED = "corrected"
    REPORT_GONE = "report gone"
    REDATED = "re-dated"
    REWORDED = "reworded"
    FIGURE = "figure"
    STATUS = "status"


@frozen(kw_only=True)
class Change:
    """
    One change of one happening.

    Args:
        kind: What sort of change.
        key: Key of the happening, in the later view where it is still there.
        before: What stood, in words; None where there was nothing.
        after: What stands now, in words; None where nothing does.
        ids: The records behind it.
    """

    kind: ChangeKind
    key: str
    before: str | None
    after: str | None
    ids: tuple[str, ...]

    def __str__(self) -> str:
        if self.before is None or self.after is None:
            return f"{self.kind}: {self.key}: {self.before or self.after}"
        return f"{self.kind}: {self.key}: {self.before} → {self.after}"


def changes(before: Chronology, after: Chronology) -> tuple[Change, ...]:
    """
    Return what changed from one view to another: in the order of the later, then what is gone.

    Entries are matched by their keys, joined ones included, so a merge or a split is told as such.

    Args:
        before: The view to start from.
        after: Another view of the same log, at any other moment.
    """
    earlier = {key: entry for entry in before for key in _every_key(entry)}
    later = {key: entry for entry in after for key in _every_key(entry)}
    found: list[Change] = []
    for entry in after:
        found += _of(entry, _matched(entry, earlier), later)
    for entry in before:
        if not _matched(entry, later):
            found.append(_change(ChangeKind.GONE, entry.key, entry.summary, None, entry.accounts))
    return tuple(found)


def _of(entry: Entry, olds: tuple[Entry, ...], later: dict[str, Entry]) -> Iterator[Change]:
    if not olds:
        told = f"{entry.happened.words()}: {entry.summary}{_figures(entry)}"
        yield _change(ChangeKind.NEW, entry.key, None, told, entry.accounts)
        return
    parts = {each.key: None for old in olds for each in _matched(old, later)}
    if len(olds) > 1:
        names = " and ".join(each.key for each in olds)
        yield _change(ChangeKind.MERGED, entry.key, names, entry.key, entry.accounts)
    if len(parts) > 1 and entry.key == next(iter(parts)):
        yield _change(ChangeKind.SPLIT, entry.key, olds[0].key, " and ".join(parts), entry.accounts)
    yield from _reports(entry, olds)
    yield from _line(entry, next((old for old in olds if old.key == entry.key), olds[0]))


def _line(entry: Entry, old: Entry) -> Iterator[Change]:
    pairs = (
        (ChangeKind.REDATED, old.happened.words(), entry.happened.words()),
        (ChangeKind.REWORDED, old.summary, entry.summary),
        (ChangeKind.STATUS, str(old.status), str(entry.status)),
    )
    for kind, was, now in pairs:
        if was != now:
            yield _change(kind, entry.key, was, now, entry.accounts)
    for name in sorted(old.figures.keys() | entry.figures.keys()):
        was, now = (
            f"{name} {each.figures[name]}" if name in each.figures else f"no {name}"
            for each in (old, entry)
        )
        if was != now:
            yield _change(ChangeKind.FIGURE, entry.key, was, now, entry.accounts)


def _reports(entry: Entry, olds: tuple[Entry, ...]) -> Iterator[Change]:
    known = {account.id: account for old in olds for account in old.accounts}
    replaced: set[str] = set()
    for account in entry.accounts:
        if account.id in known:
            continue
        behind = [each for each in account.chain[:-1] if each.id in known]
        if behind:
            replaced |= {each.id for each in behind}
            told = difference(behind[-1], account.report)
            yield _change(ChangeKind.CORRECTED, entry.key, None, told, [account])
        else:
            told = f"{who(account)}: {account.event.summary}"
            yield _change(ChangeKind.REPORTED_AGAIN, entry.key, None, told, [account])
    now = {account.id for account in entry.accounts}
    for identity, account in known.items():
        if identity not in now | replaced and _within(account, entry):
            told = f"{who(account)}: {account.event.summary}"
            yield _change(ChangeKind.REPORT_GONE, entry.key, told, None, [account])


def _within(account: Account, entry: Entry) -> bool:
    return folded(account.event.key) in _every_key(entry)


def _every_key(entry: Entry) -> frozenset[str]:
    return frozenset(entry.keys) | {folded(each.event.key) for each in entry.accounts}


def _matched(entry: Entry, others: dict[str, Entry]) -> tuple[Entry, ...]:
    found = {others[key].key: others[key] for key in sorted(_every_key(entry)) if key in others}
    return tuple(found.values())


def _figures(entry: Entry) -> str:
    return f" [{entry.figures_in_words}]" if entry.figures else ""


def _change(
    kind: ChangeKind, key: str, before: str | None, after: str | None, behind: Iterable[Account]
) -> Change:
    ids = tuple(sorted(each.id for each in behind))
    return Change(kind=kind, key=key, before=before, after=after, ids=ids)
