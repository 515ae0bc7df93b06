"""Silences: who declined to say, what went unsaid, what was dropped, and who fell silent."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.errors import MomentError
from timeline.projections.tables import table
from timeline.records import (
    Correction,
    Instant,
    Instantish,
    Stance,
    Statement,
    When,
    every_figure,
    instant,
)
from timeline.records.instants import instant_words
from timeline.resolution import Account, Entry
from timeline.resolution.origins import Origin, compared, origin


class Unsaid(StrEnum):
    """In what way something was not said."""

    DECLINED = "declined to say"
    """A statement whose speaker was asked and did not say."""

    UNKNOWN = "gave no number"
    """A report that has a figure, and no number for it."""

    DROPPED = "no longer says"
    """A publisher's later account leaves out a figure that its account before gave."""


@frozen(kw_only=True)
class Silence:
    """
    One thing that was not said.

    Args:
        way: In what way.
        origin: Who did not say it.
        key: Key under which it is recorded.
        of: What of: a key, a key and figure, or the name of a figure.
        since: When that was published.
        said: When it was not said.
        summary: The words of the record.
        ids: The records: of one that was dropped, that which gave it, and that which does not.
    """

    way: Unsaid
    origin: Origin
    key: str
    of: str
    since: Instant
    said: When
    summary: str
    ids: tuple[str, ...]


class Voice(StrEnum):
    """Whose silence it is."""

    ORIGIN = "origin"
    PUBLISHER = "publisher"


@frozen(kw_only=True)
class Fallen:
    """
    A voice that used to be heard and no longer is.

    Args:
        voice: Whether it is an origin, or a publisher who may carry others.
        name: Its name.
        times: How many instants it published at.
        first: When it was first published.
        last: When it was last published.
        longest: The longest pause between two of its publications.
        silent: How long it has been silent since.
        id: The last record.
    """

    voice: Voice
    name: str
    times: int
    first: Instant
    last: Instant
    longest: timedelta
    silent: timedelta
    id: str


@frozen(kw_only=True)
class Silences:
    """
    What was not said.

    Args:
        until: The moment that silences are measured to.
        recorded: What was declined, left without a number, or dropped, in chronological order.
        fallen: Voices that fell silent, the longest silence first.
    """

    until: Instant
    recorded: tuple[Silence, ...]
    fallen: tuple[Fallen, ...] = field()

    def __str__(self) -> str:
        """Return aligned tables: what was not said, then who fell silent."""
        first = table(("who", "in what way", "of", "since", "what"), map(_silence, self.recorded))
        headings = ("who", "as", "times", "last", "longest pause", "silent for")
        return f"{first}\n\n{table(headings, map(_fallen, self.fallen))}"


def silences(
    chronology: Chronology,
    *,
    until: Instantish | None = None,
    times: int = 3,
    longer_than: timedelta = timedelta(),
) -> Silences:
    """
    Return what was not said, and who is no longer heard.

    A voice fell silent if it was published at several instants, and has been silent for longer
    than ever between two of them. That is a question to ask, and no finding: it may have had
    nothing to say, or nobody may have looked.

    Args:
        chronology: What is known; select by place, kind or tag to ask about that.
        until: The moment that silences are measured to; what the chronology was published by,
            if it has such a date and none is given here.
        times: At how many instants a voice must have been published.
        longer_than: Shortest silence that counts, exclusive.

    Raises:
        InstantError: The moment has no offset.
        MomentError: There is no moment, or a voice would have to be heard less than twice.
    """
    moment = chronology.published if until is None else instant(until)
    if moment is None:
        advice = "give until=, or ask the log with published="
        raise MomentError("nobody says until when silences last", advice)
    if times < 2:  # noqa: PLR2004 - one instant has no pause
        raise MomentError(f"a voice heard {times} times has no pause", "give times=2 or more")
    heard: dict[tuple[Voice, str], list[tuple[Account, str]]] = {}
    recorded: list[Silence] = []
    for entry in chronology:
        for account in entry.accounts:
            recorded += _unsaid(account, entry)
            for voice, name in _voices(account):
                heard.setdefault((voice, compared(name)), []).append((account, name))
    fallen = (_silent(voice, told, moment, times) for (voice, _), told in sorted(heard.items()))
    found = [each for each in fallen if each is not None and each.silent > longer_than]
    ranked = sorted(found, key=lambda each: (-each.silent, each.voice, each.name))
    return Silences(until=moment, recorded=tuple(recorded), fallen=tuple(ranked))


def _voices(account: Account) -> tuple[tuple[Voice, str], ...]:
    publisher = account.event.source.publisher
    return ((Voice.ORIGIN, origin(account.event).name), (Voice.PUBLISHER, publisher))


def _unsaid(account: Account, entry: Entry) -> Iterator[Silence]:
    event = account.event
    figures = every_figure(event)
    if isinstance(event, Statement) and event.stance is Stance.DECLINES:
        for about in event.about or (entry.key,):
            yield _silence_of(Unsaid.DECLINED, account, entry, about)
    else:
        for name in (name for name in figures if figures[name].is_unknown):
            yield _silence_of(Unsaid.UNKNOWN, account, entry, name)
    made, before = account.correction, account.before
    record = None if made is None else made.record
    if before is not None and isinstance(record, Correction) and record.published is not None:
        for name in sorted(every_figure(before.event).keys() - figures.keys()):
            yield _silence_of(Unsaid.DROPPED, account, entry, name)


def _silence_of(way: Unsaid, account: Account, entry: Entry, of: str) -> Silence:
    behind = (account.before.id,) if way is Unsaid.DROPPED and account.before else ()
    return Silence(
        way=way,
        origin=origin(account.event),
        key=entry.key,
        of=of,
        since=account.published,
        said=account.event.happened,
        summary=account.event.summary,
        ids=(*behind, account.id),
    )


def _silent(
    voice: Voice, told: Sequence[tuple[Account, str]], moment: Instant, times: int
) -> Fallen | None:
    ordered = sorted(told, key=lambda each: (each[0].published, each[0].id))
    instants = sorted({each.published for each, _ in ordered})
    if len(instants) < times:
        return None
    longest = max(after - before for before, after in pairwise(instants))
    silent = moment - instants[-1]
    if silent <= longest:
        return None
    return Fallen(
        voice=voice,
        name=ordered[-1][1],
        times=len(instants),
        first=instants[0],
        last=instants[-1],
        longest=longest,
        silent=silent,
        id=ordered[-1][0].id,
    )


def _silence(each: Silence) -> tuple[object, ...]:
    return (each.origin, each.way, each.of, instant_words(each.since), each.summary)


def _fallen(each: Fallen) -> tuple[object, ...]:
    last = instant_words(each.last)
    return (each.name, each.voice, each.times, last, each.longest, each.silent)
