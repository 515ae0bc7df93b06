"""Support: which origins a line rests on, who copied whom, and what falls without one of them."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections.speaking import Spoken, spoken
from timeline.projections.tables import table
from timeline.projections.wheels import wheels
from timeline.records import EventRecord, Figures, When
from timeline.resolution import Account, Entry, Policy, Status
from timeline.resolution.origins import Origin, compared, origin
from timeline.resolution.status import standing


class Withdrawn(StrEnum):
    """What is thought away."""

    ORIGIN = "origin"
    """Everything that is the word of one speaker or first publisher, whoever carries it."""

    PUBLISHER = "publisher"
    """Everything that was published by one, or by others who name it as whom they repeat."""


@frozen(kw_only=True)
class Backing:
    """
    What one origin brings.

    Args:
        origin: Whose word it is.
        reports: Records that report the happening on its word, in the order of publication.
        first: The one that was published first; the others repeat it or say more.
        publishers: Who carried it, first published first.
        statements: Records of its statements about the happening under other keys.
    """

    origin: Origin
    reports: tuple[str, ...]
    first: str | None
    publishers: tuple[str, ...]
    statements: tuple[str, ...]


@frozen(kw_only=True)
class Copy:
    """
    A report that repeats another publisher.

    Args:
        id: The record.
        publisher: Who repeats.
        repeats: Whom, the nearest first, to the end of the chain.
        of: Reports of the happening by the publisher at the end of that chain.
    """

    id: str
    publisher: str
    repeats: tuple[str, ...]
    of: tuple[str, ...]


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


@frozen(kw_only=True)
class Support:
    """
    What a line rests on.

    Args:
        key: Key of the happening.
        said: What its line says.
        backings: What each origin of its reports brings, by name.
        copies: Reports that repeat another publisher.
        circles: Publishers that repeat one another in a circle, each once, smallest name first.
        falls: What falls without each origin, then without each publisher, by name.
    """

    key: str
    said: Content
    backings: tuple[Backing, ...]
    copies: tuple[Copy, ...]
    circles: tuple[tuple[str, ...], ...]
    falls: tuple[Fall, ...] = field(repr=False)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The independent origins of its reports."""
        return tuple(each.origin for each in self.backings if each.reports)

    @property
    def rests_on_one(self) -> bool:
        """Whether all reports are the word of one origin."""
        return len(self.origins) == 1

    def __str__(self) -> str:
        """Return aligned tables: what each origin brings, and what would fall without it."""
        brought = table(
            ("origin", "reports", "through", "statements"), map(_backing, self.backings)
        )
        fallen = table(("without", "records", "the line would say"), map(_fall, self.falls))
        told = [f"{self.key}: {self.said}", brought]
        told += [f"circle: {' via '.join((*each, each[0]))}" for each in self.circles]
        return "\n".join([*told, "", fallen])


def support(chronology: Chronology, key: str) -> Support:
    """
    Return what the line of a happening rests on, and what falls without each part of that.

    Copies count once, by the rule of origins. Publishers that repeat one another in a circle
    have no known first voice: each counts as the origin that its own chain ends in, and the
    circle is told. Whether what is left only echoes a publisher that withdrew its own report is
    taken over from the line as it is.

    Args:
        chronology: What was known; all of it is searched for statements, also in a selection.
        key: Key of the happening; every joined key leads to it.

    Raises:
        UnknownKeyError: No entry has that key; the message names the nearest.
    """
    entry = chronology.whole.entry(key)
    about = [each for each in spoken(chronology, entry) if each.figure is None]
    ground = _Ground(entry, about, chronology.policy)
    return Support(
        key=entry.key,
        said=_said(entry),
        backings=tuple(_backings(entry, about)),
        copies=tuple(_copies(entry)),
        circles=wheels(each.event.source for each in entry.accounts),
        falls=tuple(ground.falls()),
    )


def _said(entry: Entry) -> Content:
    return Content(status=entry.status, happened=entry.happened, figures=entry.figures)


def _backings(entry: Entry, about: Sequence[Spoken]) -> Iterator[Backing]:
    statements = list(dict.fromkeys(each.account for each in about))
    voices = sorted({origin(each.event) for each in (*entry.accounts, *statements)})
    for voice in voices:
        reports = [each for each in entry.accounts if origin(each.event) == voice]
        spoke = [each for each in statements if origin(each.event) == voice]
        carried = (each.event.source.publisher for each in (*reports, *spoke))
        yield Backing(
            origin=voice,
            reports=tuple(each.id for each in reports),
            first=reports[0].id if reports else None,
            publishers=tuple(dict.fromkeys(carried)),
            statements=tuple(each.id for each in spoke),
        )


def _copies(entry: Entry) -> Iterator[Copy]:
    by_publisher: dict[str, list[str]] = {}
    for each in entry.accounts:
        by_publisher.setdefault(compared(each.event.source.publisher), []).append(each.id)
    for each in entry.accounts:
        chain = [link.publisher for link in each.event.source.chain]
        if len(chain) > 1:
            of = by_publisher.get(compared(chain[-1]), [])
            yield Copy(
                id=each.id,
                publisher=chain[0],
                repeats=tuple(chain[1:]),
                of=tuple(identity for identity in of if identity != each.id),
            )


class _Ground:
    """A line with all that bears on its status."""

    def __init__(self, entry: Entry, about: Sequence[Spoken], policy: Policy) -> None:
        self._entry, self._policy = entry, policy
        self._about = list(dict.fromkeys(each.account for each in about))

    def falls(self) -> Iterator[Fall]:
        every = (*self._entry.accounts, *self._about)
        for voice in sorted({origin(each.event) for each in every}):
            gone = [each for each in every if origin(each.event) == voice]
            yield self._fall(Withdrawn.ORIGIN, voice.name, gone)
        names: dict[str, str] = {}
        for each in every:
            for name in _publishers(each.event):
                names.setdefault(compared(name), name)
        for plain in sorted(names):
            gone = [each for each in every if plain in map(compared, _publishers(each.event))]
            yield self._fall(Withdrawn.PUBLISHER, names[plain], gone)

    def _fall(self, what: Withdrawn, name: str, gone: Sequence[Account]) -> Fall:
        ids = {each.id for each in gone}
        left = [each for each in self._entry.accounts if each.id not in ids]
        about = [each for each in self._about if each.id not in ids]
        return Fall(
            what=what,
            name=name,
            ids=tuple(dict.fromkeys(each.id for each in gone)),
            before=_said(self._entry),
            after=self._without(left, about) if left else None,
        )

    def _without(self, left: Sequence[Account], about: Sequence[Account]) -> Content:
        status = self._entry.status
        if status is not Status.WITHDRAWN_UPSTREAM:
            status = standing(left, about, ()).status
        return Content(
            status=status,
            happened=self._policy.preferred(left).event.happened,
            figures=self._policy.figures(left),
        )


def _publishers(event: EventRecord) -> tuple[str, ...]:
    return tuple(each.publisher for each in event.source.chain)


def _backing(each: Backing) -> tuple[object, ...]:
    return (each.origin, len(each.reports), ", ".join(each.publishers), len(each.statements))


def _fall(each: Fall) -> tuple[object, ...]:
    what = each.after if each.changes else "the same"
    return (f"{each.what} {each.name}", len(each.ids), what or "nothing")
