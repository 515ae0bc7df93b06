"""The timeline as known at one moment: an immutable sequence of entries."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import eq
from typing import TypeVar, overload

import numpy as np
from attrs import evolve, field, frozen

from timeline.errors import SelectionError, UnknownKeyError, UnknownKindError
from timeline.records import Instant, When, when
from timeline.records.fields import folded, member, nearest
from timeline.records.instants import instant_words
from timeline.records.kinds import kind_named, kinds
from timeline.resolution import Entry, Policy, Problem, Status
from timeline.resolution.citation import Token, choice
from timeline.resolution.explained.explaining import Explaining, explanation
from timeline.resolution.explained.explanation import Explanation
from timeline.resolution.explained.placing import Placing
from timeline.resolution.glimpses import Glimpse
from timeline.resolution.index.columns import Integers
from timeline.resolution.rules_version import RULES
from timeline.resolution.settled import Settled
from timeline.resolution.status_rules import StatusRule
from timeline.resolution.views import View

T = TypeVar("T")


@frozen(kw_only=True, repr=False, eq=False)
class Chronology(Sequence[Entry]):
    """
    The happenings as known at one moment, in order; what `Log.as_of` returns.

    Its length, slices and selections by date and kind are looked up; an entry is made when it is
    looked at. Two are equal if they are of the same moment of the same log, and hold the same
    entries. It stays as it is while the log grows; only what is erased goes from it too.

    Args:
        source: Where its entries come from.
        rows: Which of them it holds, in chronological order.
        position: Position of the log that was asked.
        digest: Chain value of the log at that position, 64 hex digits.
        published: Latest publication that counts, inclusive; None for all.
        policy: Which report speaks for an entry.
        status_rule: By which rule an entry has its status.
        digest_at: Looks the chain value up that its log has at a position it holds.
    """

    source: View | Settled = field(repr=False)
    rows: Integers = field(repr=False)
    position: int
    digest: str
    published: Instant | None
    policy: Policy
    status_rule: StatusRule
    digest_at: Callable[[int], str] = field(repr=False)
    _kept: dict[str, object] = field(factory=dict, init=False, repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be resolved; never dropped, whatever is selected."""
        return self.source.problems

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> "Chronology": ...
    def __getitem__(self, at: int | slice) -> "Entry | Chronology":
        if isinstance(at, slice):
            return evolve(self, rows=self.rows[at])
        return self.source.entry(int(self.rows[at]))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Entry]:
        return self.source.each(self.rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Chronology):
            return NotImplemented
        alike = self._moment() == other._moment() and len(self) == len(other)
        return alike and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash((*self._moment(), len(self)))

    def _moment(self) -> tuple[int, str, Instant | None, str]:
        return (self.position, self.digest, self.published, self._choice)

    @property
    def _choice(self) -> str:
        return choice(self.policy, self.status_rule)

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
        return evolve(self, rows=self.source.overlapping(self.rows, first, last))

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
        rows = self.rows if kind is None else self.source.of_kind(self.rows, kind)
        if not (place is None and tag is None and wanted is None):
            looked_at = zip(rows.tolist(), self.source.each(rows), strict=True)
            kept = [row for row, each in looked_at if _is_wanted(each, place, tag, wanted)]
            rows = np.array(kept, np.int64)
        return evolve(self, rows=rows)

    def entry(self, key: str) -> Entry:
        """
        Return the entry of a key; every joined key leads to it.

        Raises:
            UnknownKeyError: No entry here has that key; the message names the nearest.
        """
        row = self.source.row_of(key)
        if row is None or row not in self.rows:
            names = (name for each in self for name in each.keys)
            raise UnknownKeyError(key, nearest(key, names))
        return self.source.entry(row)

    def speaking_of(self, keys: Iterable[str]) -> Iterator[Entry]:
        """
        Return the entries with a statement about some keys, in order, and perhaps a few others.

        They are looked up, in all that was known at the moment, whatever is selected.

        Args:
            keys: Keys of happenings, as their entries name them.
        """
        return self.source.each(self.source.speakers(keys))

    def glimpse(self, figure: str) -> Glimpse | None:
        """Return what is told of a figure without making the entries; None where nothing is."""
        return self.source.glimpse(self.rows, figure)

    def explain(self, line: Entry | str, field: str | None = None) -> Explanation:
        """
        Return why a line reads as it does; its text has it in plain lines.

        Args:
            line: The entry, its key, or a key joined to it.
            field: What alone is asked for: `happened`, `order`, `summary`, `status`, or the name
                of a figure such as `killed`; everything if not given.

        Raises:
            FieldError: The line has no such field or figure.
            UnknownKeyError: No entry here has that key.
        """
        entry = self.entry(line if isinstance(line, str) else line.key)
        revision = self.source.revision(entry.keys)
        rule = self.status_rule.name
        told = Explaining(entry=entry, policy=self.policy, rule=rule, revision=revision)
        return explanation(told, self._placing(entry), field)

    def _placing(self, entry: Entry) -> Placing:
        at = int(np.flatnonzero(self.rows == self.source.row_of(entry.key))[0])
        return Placing(
            lines=(self[at - 1] if at else None, entry, next(iter(self[at + 1 : at + 2]), None)),
            place=at + 1,
            count=len(self),
            rules=self.source.rules,
            standing=self.source.precedences,
        )

    @property
    def whole(self) -> "Chronology":
        """All that was known at its moment; itself, where nothing was selected from that."""
        rows = self.source.rows
        return self if np.array_equal(self.rows, rows) else evolve(self, rows=rows)

    @property
    def token(self) -> Token:
        """
        Its name: a line for a footnote, by which `Log.as_of(token=…)` gives it again.

        Raises:
            SelectionError: It is a selection; only the whole that it is from has a token.
        """
        whole = self.whole
        if whole is not self:
            raise SelectionError(len(self), len(whole))
        return Token(
            position=self.position,
            digest=self.digest,
            published=self.published,
            rules=RULES,
            policy=self._choice,
        )

    def kept(self, name: str, kind: type[T], made: Callable[[], T]) -> T:
        """
        Return what was computed of it before, or else compute it; it goes when the value goes.

        Args:
            name: What it is, whatever it depends on included.
            kind: Its type.
            made: Computes it; only the first time.
        """
        found = self._kept.get(name)
        if not isinstance(found, kind):
            found = self._kept[name] = made()
        return found

    @property
    def known(self) -> str:
        """The moment of knowledge, in words."""
        by = f"by {instant_words(self.published)}" if self.published else "at any time"
        return f"as published {by} and recorded up to position {self.position}"

    def __repr__(self) -> str:
        return f"<Chronology of {len(self)} entries, {self.known}>"

    def __str__(self) -> str:
        return "\n".join([*map(_line, self), *map(str, self.problems)])


def _line(entry: Entry) -> str:
    told = f" [{entry.figures_in_words}]" if entry.figures else ""
    return f"{entry.happened.words()} – {entry.summary}{told} ({entry.status})"


def _is_wanted(entry: Entry, place: str | None, tag: str | None, status: Status | None) -> bool:
    there = place is None or _is_at(entry, place)
    return there and (tag is None or tag in entry.tags) and status in {None, entry.status}


def _is_at(entry: Entry, name: str) -> bool:
    wanted = folded(name).casefold()
    names = (part for place in entry.places for part in (place.name, place.country, place.region))
    return any(folded(each).casefold() == wanted for each in names if each)
