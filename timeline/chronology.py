"""The timeline as known at one moment: an immutable sequence of entries."""

from collections.abc import Iterator, Sequence
from typing import overload

from attrs import evolve, field, frozen

from timeline.errors import UnknownKeyError, UnknownKindError
from timeline.records import Instant, When, when
from timeline.records.fields import folded, member, nearest
from timeline.records.instants import instant_words
from timeline.records.kinds import kind_named, kinds
from timeline.resolution import Entry, Policy, Problem, Status
from timeline.resolution.explanation import explanation


@frozen(kw_only=True, repr=False)
class Chronology(Sequence[Entry]):
    """
    The happenings as known at one moment, in order; what `Log.as_of` returns.

    Args:
        entries: The entries, in chronological order.
        problems: What could not be resolved; never dropped, whatever is selected.
        position: Position of the log that was asked.
        digest: Chain value of the log at that position, 64 hex digits.
        published: Latest publication that counts, inclusive; None for all.
        policy: Which report speaks for an entry.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    position: int
    digest: str
    published: Instant | None
    policy: Policy = field(eq=False)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> "Chronology": ...
    def __getitem__(self, at: int | slice) -> "Entry | Chronology":
        found = self.entries[at]
        return found if isinstance(found, Entry) else evolve(self, entries=found)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def between(
        self, start: When | str | None = None, end: When | str | None = None
    ) -> "Chronology":
        """
        Return the entries that may have been going on in a stretch of time.

        Args:
            start: Its beginning: the first moment of that day, month or hour. None for open.
            end: Its end: the last moment of that day, month or hour. None for open.
        """
        first = None if start is None else when(start).start.earliest
        last = None if end is None else when(end).end.latest
        kept = tuple(each for each in self.entries if _overlaps(each.happened, first, last))
        return evolve(self, entries=kept)

    def where(
        self,
        *,
        kind: str | None = None,
        place: str | None = None,
        tag: str | None = None,
        status: Status | str | None = None,
    ) -> "Chronology":
        """
        Return the entries that meet every condition given.

        Args:
            kind: Stored kind, such as `strike`.
            place: Name of a place, country or region of a report; case does not matter.
            tag: A tag of a report.
            status: A status, or its words.

        Raises:
            UnknownKindError: No kind of that name is registered.
            ValueError: There is no such status.
        """
        wanted = None if status is None else member(Status, status)
        if kind is not None and kind_named(kind) is None:
            raise UnknownKindError(kind, nearest(kind, (each.name for each in kinds())))
        kept = tuple(
            each
            for each in self.entries
            if kind in (None, each.kind)
            and (place is None or _is_at(each, place))
            and (tag is None or tag in each.tags)
            and wanted in (None, each.status)
        )
        return evolve(self, entries=kept)

    def entry(self, key: str) -> Entry:
        """
        Return the entry of a key; every joined key leads to it.

        Raises:
            UnknownKeyError: No entry here has that key; the message names the nearest.
        """
        plain = folded(key)
        for each in self.entries:
            if plain in each.keys:
                return each
        raise UnknownKeyError(
            key, nearest(key, (name for each in self.entries for name in each.keys))
        )

    def explain(self, key: str) -> str:
        """
        Return in plain lines why the entry of a key reads as it does.

        Raises:
            UnknownKeyError: No entry here has that key.
        """
        return explanation(self.entry(key), self.policy)

    @property
    def known(self) -> str:
        """The moment of knowledge, in words."""
        by = f"by {instant_words(self.published)}" if self.published else "at any time"
        return f"as published {by} and recorded up to position {self.position}"

    def __repr__(self) -> str:
        return f"<Chronology of {len(self)} entries, {self.known}, {len(self.problems)} problems>"

    def __str__(self) -> str:
        return "\n".join([*(_line(each) for each in self.entries), *map(str, self.problems)])


def _line(entry: Entry) -> str:
    told = f" [{entry.figures_in_words}]" if entry.figures else ""
    return f"{entry.happened.words()} – {entry.summary}{told} ({entry.status})"


def _overlaps(happened: When, first: int | None, last: int | None) -> bool:
    start, end = happened.start.earliest, happened.end.latest
    begins_in_time = start is None or last is None or start < last
    return begins_in_time and (end is None or first is None or end > first)


def _is_at(entry: Entry, name: str) -> bool:
    wanted = folded(name).casefold()
    names = (part for place in entry.places for part in (place.name, place.country, place.region))
    return any(folded(each).casefold() == wanted for each in names if each)
