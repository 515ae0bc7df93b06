"""Sequence: what came before what, how sure that is, and the records that say so."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import combinations

from attrs import frozen

from timeline.chronology import Chronology
from timeline.ledger import Log
from timeline.projections.tables import table
from timeline.records import Judgement, Precedence, Relation, relation
from timeline.resolution import Entry
from timeline.resolution.identity import Identity
from timeline.resolution.revision import Revision


class Surety(StrEnum):
    """What the order of two happenings rests on."""

    DATES = "by their dates"
    RECORDED = "by what is recorded of their order"
    """One precedence, or several that lead from one to the other, with dates between them."""

    TOGETHER = "they overlap"
    """They certainly share a moment, and nothing is recorded of their order."""

    DISPUTED = "recorded both ways"
    """What is recorded leads from either to the other."""

    OPEN = "not known"


@frozen(kw_only=True)
class Step:
    """
    How two happenings follow each other.

    Args:
        first: Key of the one that stands first in the chronology.
        second: Key of the other.
        surety: What that order rests on.
        relation: What their dates alone say.
        reasons: What the precedences say, from the first to the second.
        ids: Their records, and those of the two happenings.
    """

    first: str
    second: str
    surety: Surety
    relation: Relation
    reasons: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether the first came before the second, as far as dates and records say."""
        return self.surety in {Surety.DATES, Surety.RECORDED}

    def __str__(self) -> str:
        then = "then" if self.sure else "or"
        why = "; ".join(self.reasons) or f"dates: {self.relation.value}"
        return f"{self.first} {then} {self.second}: {self.surety} ({why})"


@frozen(kw_only=True)
class Steps:
    """
    How some happenings follow one another, each two of them.

    Args:
        keys: The happenings, in the order of the chronology.
        all: One step for each two of them, in that order.
    """

    keys: tuple[str, ...]
    all: tuple[Step, ...]

    def __str__(self) -> str:
        headings = ("first", "second", "order", "dates alone", "as recorded")
        return table(headings, map(_row, self.all))


def sequence(log: Log, chronology: Chronology, *keys: str) -> Steps:
    """
    Return in what order happenings came, and how sure each step of it is.

    A step is sure by dates where the one was certainly over before the other began, and by
    records where precedences lead from the one to the other; a way may go over happenings that
    were not asked for, from precedence to precedence, and over certain dates between them.

    Args:
        log: The log that the chronology is of; its precedences are read, up to the same position.
        chronology: What was known.
        keys: The happenings.

    Raises:
        UnknownKeyError: No entry has a key; the message names the nearest.
    """
    known = chronology.whole
    wanted = {entry.key: entry for entry in map(known.entry, keys)}
    ways = _Ways(log, known)
    ordered = [each.key for each in known if each.key in wanted]
    steps = tuple(ways.step(wanted[one], wanted[other]) for one, other in combinations(ordered, 2))
    return Steps(keys=tuple(ordered), all=steps)


class _Ways:
    """What leads from one happening to another: standing precedences, and certain dates."""

    def __init__(self, log: Log, known: Chronology) -> None:
        entries = [each for each in log if each.position <= known.position]
        revision = Revision(entries, known.published)
        identity = Identity(revision.standing(Judgement))
        self._told: dict[str, list[tuple[str, str, str]]] = {}
        for each in revision.standing(Precedence):
            rule = each.record
            if isinstance(rule, Precedence):
                earlier, later = identity.name(rule.earlier), identity.name(rule.later)
                reason = f"{rule.reason} – {rule.source}"
                self._told.setdefault(earlier, []).append((later, each.id, reason))
        named = {later for told in self._told.values() for later, _, _ in told} | set(self._told)
        self._entries = {each.key: each for each in known if each.key in named}

    def step(self, first: Entry, second: Entry) -> Step:
        told = relation(first.happened, second.happened)
        there, back = self._way(first, second), self._way(second, first)
        surety = Surety.OPEN
        if told is Relation.CERTAINLY_BEFORE:
            surety, there = Surety.DATES, there or ()
        elif there is not None:
            surety = Surety.RECORDED if back is None else Surety.DISPUTED
        elif told is Relation.OVERLAPPING:
            surety = Surety.TOGETHER
        accounts = [*first.accounts, *second.accounts]
        return Step(
            first=first.key,
            second=second.key,
            surety=surety,
            relation=told,
            reasons=tuple(reason for _, reason in there or ()),
            ids=(*(identity for identity, _ in there or ()), *(each.id for each in accounts)),
        )

    def _way(self, first: Entry, second: Entry) -> tuple[tuple[str, str], ...] | None:
        """Return the fewest precedences that lead from one to another, with dates between."""
        entries = {**self._entries, first.key: first, second.key: second}
        reached: dict[str, tuple[tuple[str, str], ...]] = {first.key: ()}
        rank, dates = [first.key], _Dates(entries)
        for key in rank:
            for following, by in self._next(key, dates):
                if following not in reached:
                    reached[following] = (*reached[key], *by)
                    rank.append(following)
        found = reached.get(second.key)
        return found or None

    def _next(self, key: str, dates: "_Dates") -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        for later, identity, reason in self._told.get(key, ()):
            yield later, ((identity, reason),)
        for other in dates.following(key):
            yield other, ()


class _Dates:
    """
    Happenings by when they began, of which each is come to once.

    Args:
        entries: The happenings by their keys.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._places = {key: at for at, key in enumerate(entries)}
        self._ends = {key: each.happened.sort_key[3] for key, each in entries.items()}
        begun = sorted((each.happened.sort_key[0], key) for key, each in entries.items())
        self._starts, self._keys = [at for at, _ in begun], [key for _, key in begun]

    def following(self, key: str) -> list[str]:
        """Return what certainly came after a happening, without what was returned before."""
        if key not in self._ends:
            return []
        first = bisect_left(self._starts, self._ends[key])
        found = self._keys[first:]
        del self._starts[first:], self._keys[first:]
        return sorted(found, key=self._places.__getitem__)


def _row(each: Step) -> tuple[object, ...]:
    return (each.first, each.second, each.surety, each.relation.value, "; ".join(each.reasons))
