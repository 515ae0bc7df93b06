"""Support: which origins a line rests on, who copied whom, and what falls without one of them."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections.falls import Content, Fall, falls, said
from timeline.projections.speaking import spoken
from timeline.projections.tables import table
from timeline.projections.wheels import wheels
from timeline.resolution import Account, Entry
from timeline.resolution.origins import Origin, compared, origin


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
    spoke = (each.account for each in spoken(chronology, entry) if each.figure is None)
    about = tuple({each.id: each for each in spoke}.values())
    return Support(
        key=entry.key,
        said=said(entry),
        backings=tuple(_backings(entry, about)),
        copies=tuple(_copies(entry)),
        circles=wheels(each.event.source for each in entry.accounts),
        falls=tuple(falls(entry, about, chronology.policy)),
    )


def _backings(entry: Entry, about: Sequence[Account]) -> Iterator[Backing]:
    reports = _by_origin(entry.accounts)
    statements = _by_origin(about)
    for voice in sorted(dict.fromkeys((*reports, *statements))):
        told, spoke = reports.get(voice, []), statements.get(voice, [])
        carried = (each.event.source.publisher for each in (*told, *spoke))
        yield Backing(
            origin=voice,
            reports=tuple(each.id for each in told),
            first=told[0].id if told else None,
            publishers=tuple(dict.fromkeys(carried)),
            statements=tuple(each.id for each in spoke),
        )


def _by_origin(accounts: Iterable[Account]) -> dict[Origin, list[Account]]:
    found: dict[Origin, list[Account]] = {}
    for each in accounts:
        found.setdefault(origin(each.event), []).append(each)
    return found


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


def _backing(each: Backing) -> tuple[object, ...]:
    return (each.origin, len(each.reports), ", ".join(each.publishers), len(each.statements))


def _fall(each: Fall) -> tuple[object, ...]:
    what = each.after if each.changes else "the same"
    return (f"{each.what} {each.name}", len(each.ids), what or "nothing")
