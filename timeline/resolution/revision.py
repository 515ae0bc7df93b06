"""Which accounts stand: retractions, reinstatements, corrections and erasures (rules 1 and 2)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from attrs import define, evolve, field, frozen

from timeline.log import Recorded, Tombstone, Withheld
from timeline.records import (
    Amendment,
    Correction,
    Erasure,
    EventRecord,
    Instant,
    Reinstatement,
    Retraction,
    UnknownRecord,
)

N = TypeVar("N", str, int)


@frozen(kw_only=True, eq=False)
class Account:
    """
    What is now said in the place of one event record.

    Args:
        report: The log entry that says it: the event record's, or its latest correction's, with
            the event record as it now reads.
        published: From when it stands on the published clock.
        before: What it stands in the place of; None for an event record.
        correction: Log entry of the correction that put it there, with its reason.
    """

    report: Recorded
    event: EventRecord
    published: Instant
    before: "Account | None" = field(default=None, repr=False)
    correction: Recorded | None = field(default=None, repr=False)

    @property
    def chain(self) -> tuple[Recorded, ...]:
        """Log entries from the first account to this one, each with its event record."""
        return tuple(each.report for each in self._back())[::-1]

    @property
    def corrections(self) -> tuple[Recorded, ...]:
        """Log entries of the corrections that led here, with their reasons."""
        found = (each.correction for each in self._back())
        return tuple(each for each in found if each is not None)[::-1]

    def _back(self) -> Iterator["Account"]:
        account: Account | None = self
        while account is not None:
            yield account
            account = account.before

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Account):
            return NotImplemented
        alike = (self.published, self.event) == (other.published, other.event)
        return alike and self.chain == other.chain

    def __hash__(self) -> int:
        return hash((self.report.id, self.published))

    @property
    def id(self) -> str:
        """Id to name in the next correction or retraction of it."""
        return self.report.id


@define(slots=False)
class Revision:
    """
    What stands among the entries of a log, as published by an instant.

    A pure function of the set of entries: their order never matters.

    Args:
        entries: Log entries up to the position asked for.
        published: Latest publication that counts, inclusive; None for all.
        erasures: Every erasure of the whole log by the id it erased, since a body that is gone
            is gone from earlier views too.
    """

    entries: Sequence[Recorded]
    published: Instant | None = None
    erasures: Mapping[str, Erasure] = field(factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Recorded]:
        """Every entry up to the position, seen or not, by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def visible(self) -> dict[str, Recorded]:
        """The entries that were published by then, erased ones left out."""
        return {each.id: each for each in self.entries if self._is_visible(each)}

    @cached_property
    def erased(self) -> dict[str, str]:
        """Ids of erased records up to the position, with the id of the erasure where known."""
        buried = {
            each.id: each.record.erased_by
            for each in self.entries
            if isinstance(each.record, Tombstone)
        }
        named = {
            each.record.erases: each.id
            for each in self.entries
            if isinstance(each.record, Erasure) and each.record.erases in self.by_id
        }
        return {**{each: "" for each in self.erasures if each in self.by_id}, **buried, **named}

    @cached_property
    def withdrawals(self) -> dict[str, list[Recorded]]:
        """Retractions and reinstatements that are visible and name a record they may name."""
        found: dict[str, list[Recorded]] = {}
        for entry in self.visible.values():
            if isinstance(entry.record, Retraction | Reinstatement) and self.names_rightly(entry):
                found.setdefault(target(entry.record), []).append(entry)
        return found

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """Ids of the records that a standing retraction, reinstatement or erasure withdraws."""
        gone = set(self.erased)
        needs = {each: [by.id for by in named] for each, named in self.withdrawals.items()}
        for each in dependencies_first(needs, lambda node: needs.get(node, ())):
            if any(by not in gone for by in needs.get(each, ())):
                gone.add(each)
        return frozenset(gone)

    def names_rightly(self, entry: Recorded) -> bool:
        """Whether an amendment names a record of the sort that it can act on, or an absent one."""
        named = self.by_id.get(target(entry.record))
        if named is None or isinstance(named.record, Tombstone | UnknownRecord):
            return True
        if isinstance(entry.record, Correction):
            return isinstance(named.record, EventRecord | Correction)
        if isinstance(entry.record, Reinstatement):
            return isinstance(named.record, Retraction)
        return not isinstance(named.record, Erasure)

    def base(self, correction: Correction) -> str:
        """Return what a correction acts on: what it names, past corrections that were withdrawn."""
        named = correction.corrects
        while named in self.withdrawn:
            behind = self._behind(named)
            if behind is None:
                return named
            named = behind
        return named

    @cached_property
    def bases(self) -> dict[str, str]:
        """What each visible, not withdrawn correction acts on, by the correction's id."""
        return {
            entry.id: self.base(entry.record)
            for entry in self.visible.values()
            if isinstance(entry.record, Correction)
            and entry.id not in self.withdrawn
            and self.names_rightly(entry)
        }

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """Every account that stands or was replaced, by the id of the record that says it."""
        found: dict[str, Account] = {}
        for entry in self.visible.values():
            if isinstance(entry.record, EventRecord) and entry.id not in self.withdrawn:
                found[entry.id] = Account(
                    report=entry,
                    event=entry.record,
                    published=entry.record.published,
                )
        for each in dependencies_first(self.bases, lambda node: _one(self.bases.get(node))):
            if each in self.bases and self.bases[each] in found:
                found[each] = replaced(found[self.bases[each]], self.visible[each])
        return found

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """Acting corrections of each account, by the account's id."""
        found: dict[str, list[str]] = {}
        for each, base in self.bases.items():
            if each in self.accounts:
                found.setdefault(base, []).append(each)
        return {base: tuple(sorted(each)) for base, each in found.items()}

    @cached_property
    def live(self) -> tuple[Account, ...]:
        """The accounts that stand, in the order of their ids."""
        standing = self.accounts.keys() - self.successors.keys()
        return tuple(self.accounts[each] for each in sorted(standing))

    def standing(self, kind: type[Amendment]) -> tuple[Recorded, ...]:
        """Return the visible amendments of a kind that are not withdrawn, in order of ids."""
        found = [
            each
            for each in self.visible.values()
            if isinstance(each.record, kind) and each.id not in self.withdrawn
        ]
        return tuple(sorted(found, key=lambda each: each.id))

    def _is_visible(self, entry: Recorded) -> bool:
        if isinstance(entry.record, Tombstone | Withheld) or entry.id in self.erasures:
            return False
        clock = published_clock(entry)
        return clock is None or self.published is None or clock <= self.published

    def _behind(self, named: str) -> str | None:
        entry = self.by_id.get(named)
        if entry is None:
            return None
        if isinstance(entry.record, Correction):
            return entry.record.corrects
        erasure = self.erasures.get(named)
        return erasure.corrected if erasure else None


def published_clock(entry: Recorded) -> Instant | None:
    """Return when an entry's record was published; None where it counts at every date."""
    if isinstance(entry.record, EventRecord):
        return entry.record.published
    return entry.record.clock if isinstance(entry.record, Amendment) else None


def target(record: object) -> str:
    """Return the id that an amendment names; the empty text where it names none."""
    if isinstance(record, Correction):
        return record.corrects
    if isinstance(record, Retraction):
        return record.retracts
    if isinstance(record, Reinstatement):
        return record.reinstates
    return record.erases if isinstance(record, Erasure) else ""


def dependencies_first(roots: Iterable[N], needs: Callable[[N], Iterable[N]]) -> Iterator[N]:
    """Return the roots and all they need, each once, each after what it needs."""
    done: set[N] = set()
    for root in roots:
        stack = [(root, iter(needs(root)))]
        while stack:
            node, rest = stack[-1]
            following = next((each for each in rest if each not in done), None)
            if node in done or following is None:
                stack.pop()
                if node not in done:
                    done.add(node)
                    yield node
            else:
                stack.append((following, iter(needs(following))))


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def replaced(before: Account, entry: Recorded) -> Account:
    """
    Return what a correction puts in the place of an account.

    Args:
        before: The account.
        entry: Log entry of the correction.
    """
    record = entry.record
    assert isinstance(record, Correction)  # noqa: S101 - only corrections have a base
    report = evolve(entry, record=record.replacement)
    return Account(
        report=report,
        event=record.replacement,
        published=before.published if record.published is None else record.published,
        before=before,
        correction=entry,
    )
