"""Falls: what a line would say without one origin, or without one publisher."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from attrs import define, frozen

from timeline.records import EventRecord, Figures, Instant, When, every_figure
from timeline.resolution import Account, Entry, Policy, Status
from timeline.resolution.origins import Origin, compared, origin
from timeline.resolution.policy import LATEST_PUBLISHED
from timeline.resolution.status import is_to_come, status_of, word


class Withdrawn(StrEnum):
    """What is thought away."""

    ORIGIN = "origin"
    """Everything that is the word of one speaker or first publisher, whoever carries it."""

    PUBLISHER = "publisher"
    """Everything that was published by one, or by others who name it as whom they repeat."""


@frozen(kw_only=True)
class Content:
    """
    What a line says, as far as support decides it.

    Args:
        status: Its status.
        happened: When.
        figures: Its figures.
    """

    status: Status
    happened: When
    figures: Figures

    def __str__(self) -> str:
        told = "; ".join(f"{name} {figure}" for name, figure in self.figures.items())
        return f"{self.status}, {self.happened.words()}{f' [{told}]' if told else ''}"


@frozen(kw_only=True)
class Fall:
    """
    What falls if one origin or one publisher is withdrawn.

    Args:
        what: What is thought away.
        name: Its name.
        ids: Records that go with it: reports, and statements about the happening.
        before: What the line says.
        after: What it would say; None if no report were left.
    """

    what: Withdrawn
    name: str
    ids: tuple[str, ...]
    before: Content
    after: Content | None

    @property
    def changes(self) -> bool:
        """Whether the line would say something else."""
        return self.before != self.after


def said(entry: Entry) -> Content:
    """Return what a line says."""
    return Content(status=entry.status, happened=entry.happened, figures=entry.figures)


def falls(entry: Entry, about: Sequence[Account], policy: Policy) -> Iterator[Fall]:
    """
    Return what falls without each origin, then without each publisher, by name.

    By the policy of the library the work follows the records that fall; by any other one, all
    that are left are ranked anew for each.

    Args:
        entry: The happening.
        about: Accounts of statements about it as a whole, under other keys.
        policy: By which its date and its figures are chosen.
    """
    ground, every = _Ground(entry, about, policy), (*entry.accounts, *about)
    voices: dict[Origin, list[Account]] = {}
    for each in every:
        voices.setdefault(origin(each.event), []).append(each)
    for voice in sorted(voices):
        yield ground.fall(Withdrawn.ORIGIN, voice.name, voices[voice])
    names: dict[str, str] = {}
    published: dict[str, list[Account]] = {}
    for each in every:
        chain = [(compared(name), name) for name in _publishers(each.event)]
        for plain in dict.fromkeys(plain for plain, _ in chain):
            published.setdefault(plain, []).append(each)
        for plain, name in chain:
            names.setdefault(plain, name)
    for plain in sorted(names):
        yield ground.fall(Withdrawn.PUBLISHER, names[plain], published[plain])


@define(slots=False, eq=False)
class _Ground:
    """A line with all that bears on its status, from which some of it is thought away."""

    entry: Entry
    about: Sequence[Account]
    policy: Policy

    def fall(self, what: Withdrawn, name: str, gone: Sequence[Account]) -> Fall:
        ids = dict.fromkeys(each.id for each in gone)
        left = len(self.entry.accounts) - len(self._reports.keys() & ids.keys())
        return Fall(
            what=what,
            name=name,
            ids=tuple(ids),
            before=self._before,
            after=self._without(gone, ids) if left else None,
        )

    def _without(self, gone: Sequence[Account], ids: Collection[str]) -> Content:
        status = self.entry.status
        if status is not Status.WITHDRAWN_UPSTREAM:
            status = self._status(gone, ids)
        if self.policy == LATEST_PUBLISHED:
            happened = _first(reversed(self._ordered), ids).event.happened
            return Content(status=status, happened=happened, figures=self._figures(ids))
        left = [each for each in self.entry.accounts if each.id not in ids]
        happened = self.policy.preferred(left).event.happened
        return Content(status=status, happened=happened, figures=self.policy.figures(left))

    def _status(self, gone: Iterable[Account], ids: Collection[str]) -> Status:
        """Return the status that is left: the words of other origins are as they were."""
        touched = dict.fromkeys(origin(each.event) for each in gone)
        counted = Counter(self._counted)
        for voice in touched:
            counted[self._latest(voice, ())] -= 1
            counted[self._latest(voice, ids)] += 1
        told = [each for each in gone if each.id in self._reports]
        return status_of(
            reports=len(self._reports) - len(told),
            echoing=0,
            to_come=self._to_come - sum(is_to_come(each.event) for each in told),
            supporting=counted[True],
            denying=counted[False],
        )

    def _figures(self, ids: Collection[str]) -> Figures:
        stated = {
            name: next((each for each in reversed(stating) if each.id not in ids), None)
            for name, stating in self._stating.items()
        }
        return Figures(
            {name: every_figure(each.event)[name] for name, each in stated.items() if each}
        )

    def _latest(self, voice: Origin, ids: Collection[str]) -> bool | None:
        """Return an origin's last word for or against it, some records left out."""
        words = reversed(self._words.get(voice, ()))
        return next((is_so for identity, is_so in words if identity not in ids), None)

    @cached_property
    def _before(self) -> Content:
        return said(self.entry)

    @cached_property
    def _reports(self) -> dict[str, Account]:
        return {each.id: each for each in self.entry.accounts}

    @cached_property
    def _to_come(self) -> int:
        return sum(is_to_come(each.event) for each in self.entry.accounts)

    @cached_property
    def _ordered(self) -> list[Account]:
        return sorted(self.entry.accounts, key=_place)

    @cached_property
    def _stating(self) -> dict[str, list[Account]]:
        found: dict[str, list[Account]] = {}
        for each in self._ordered:
            for name in every_figure(each.event):
                found.setdefault(name, []).append(each)
        return found

    @cached_property
    def _words(self) -> dict[Origin, list[tuple[str, bool]]]:
        """What each origin said for or against it, in the order of publication, then of ids."""
        found: dict[Origin, list[tuple[str, bool]]] = {}
        for each in sorted((*self.entry.accounts, *self.about), key=_place):
            is_so = word(each.event, of_itself=each.id in self._reports)
            if is_so is not None:
                found.setdefault(origin(each.event), []).append((each.id, is_so))
        return found

    @cached_property
    def _counted(self) -> Counter[bool | None]:
        """How many origins say in the end that it is so, and how many deny it."""
        return Counter(words[-1][1] for words in self._words.values())


def _place(each: Account) -> tuple[Instant, str]:
    return (each.published, each.id)


def _first(accounts: Iterable[Account], ids: Collection[str]) -> Account:
    return next(each for each in accounts if each.id not in ids)


def _publishers(event: EventRecord) -> tuple[str, ...]:
    return tuple(each.publisher for each in event.source.chain)
