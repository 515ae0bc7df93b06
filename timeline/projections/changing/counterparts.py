"""Which lines of one view are which of the other: matched by their keys, joined ones included."""

from collections.abc import Iterable

from attrs import frozen

from timeline.resolution import Entry


@frozen(kw_only=True)
class Counterparts:
    """
    What a line of the later view was, and what became of that.

    Args:
        olds: The lines that it was, in the order of their keys.
        parts: Keys of the lines that those became, in order, its own among them.
    """

    olds: tuple[Entry, ...]
    parts: tuple[str, ...]

    def own(self, key: str) -> Entry | None:
        """Return the one of that key, or None."""
        return next((each for each in self.olds if each.key == key), None)

    def is_plain(self, key: str) -> bool:
        """Return whether one line is one line of the same key: nothing merged or split."""
        return len(self.olds) == 1 and self.olds[0].key == key and self.parts == (key,)


class Matching:
    """
    The lines of two views by their keys.

    Args:
        old: Lines of the one.
        new: Lines of the other.
    """

    def __init__(self, old: Iterable[Entry], new: Iterable[Entry]) -> None:
        self._old = {key: entry for entry in old for key in entry.keys}
        self._new = {key: entry for entry in new for key in entry.keys}

    def of(self, entry: Entry) -> Counterparts:
        """Return what a line of the later view was, and what became of that."""
        olds = _matched(entry, self._old)
        parts = {each.key for old in olds for each in _matched(old, self._new)}
        return Counterparts(olds=olds, parts=tuple(sorted(parts)))

    def is_gone(self, entry: Entry) -> bool:
        """Return whether a line of the earlier view is none of the later."""
        return not _matched(entry, self._new)


def _matched(entry: Entry, others: dict[str, Entry]) -> tuple[Entry, ...]:
    found = {others[key].key: others[key] for key in entry.keys if key in others}
    return tuple(found[key] for key in sorted(found))
