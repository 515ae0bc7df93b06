"""Voices: what one account says of a happening, and when the same origin says otherwise."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from timeline.records import (
    Correction,
    Instant,
    Quantity,
    Source,
    Stance,
    Statement,
    When,
    every_figure,
)
from timeline.records.instants import instant_words
from timeline.resolution import Account, Entry
from timeline.resolution.identity import spoken_of
from timeline.resolution.origins import Origin, origin
from timeline.resolution.status import is_to_come, word


class Side(StrEnum):
    """Where a position stands."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@frozen(kw_only=True)
class Position:
    """
    One voice on a happening, or on one figure of it.

    Args:
        about: The key, or key and figure as in `dprk-troops#strength`.
        figure: Name of that figure; None for the happening as a whole.
        origin: Whose word it is.
        stance: How it stands; a report of the happening itself asserts it, or, if it speaks of
            what may come, expects it.
        side: For, against or neither, as it counts for the status.
        quantity: The number it gives for the figure; None if it gives none.
        since: When it was first published: by the record, or, word for word the same, by the
            account that its publisher corrected with it.
        published: When the record was published.
        until: When the same voice was published with another word, or its account replaced by
            the publisher; None where it is the latest.
        said: When it was said; for a report of the happening, when that took place.
        summary: What is said, in the words of the record.
        quotes: In the words of the speaker.
        source: Through whom, with whom that one repeats.
        id: The record.
    """

    about: str
    figure: str | None
    origin: Origin
    stance: Stance
    side: Side
    quantity: Quantity | None
    since: Instant
    published: Instant
    until: Instant | None
    said: When
    summary: str
    quotes: tuple[str, ...]
    source: Source
    id: str

    @property
    def current(self) -> bool:
        """Whether it is the voice's latest word."""
        return self.until is None

    def __str__(self) -> str:
        number = "" if self.quantity is None else f" {self.quantity}"
        return f"{self.origin} {self.stance.value} {self.about}{number}"


@frozen(kw_only=True)
class Turned:
    """
    A voice that changed its position.

    Args:
        before: What it said before.
        after: What it said then.
    """

    before: Position
    after: Position

    @property
    def ids(self) -> tuple[str, str]:
        """The two records."""
        return (self.before.id, self.after.id)

    def __str__(self) -> str:
        return f"{self.before} until {instant_words(self.after.published)}, then {self.after}"


Voiced = Callable[[Account], Iterator[Position]]
"""What an account says, as positions."""


def reporting(account: Account, *, key: str) -> Iterator[Position]:
    """Return what a report of a happening says: that it is so, and each of its figures."""
    to_come = is_to_come(account.event)
    stance = Stance.EXPECTS if to_come else Stance.ASSERTS
    side = Side.NEITHER if to_come else Side.FOR
    yield _position(account, key, None, stance, side)
    for name in every_figure(account.event):
        yield _position(account, key, name, stance, side)


def speaking(account: Account, *, entry: Entry, figure: str | None) -> Iterator[Position]:
    """Return what a statement under another key says of a happening, or of a figure of it."""
    event = account.event
    if not isinstance(event, Statement) or not _speaks(event, entry, figure):
        return
    sides = {True: Side.FOR, False: Side.AGAINST, None: Side.NEITHER}
    side = sides[word(event, of_itself=False)]
    yield _position(account, entry.key, figure, event.stance, side)


def _speaks(event: Statement, entry: Entry, figure: str | None) -> bool:
    told = ((key, each or None) for key, each in spoken_of(event))
    return any(key in entry.keys and each == figure for key, each in told)


def _position(
    account: Account, key: str, figure: str | None, stance: Stance, side: Side
) -> Position:
    event = account.event
    return Position(
        about=key if figure is None else f"{key}#{figure}",
        figure=figure,
        origin=origin(event),
        stance=stance,
        side=side,
        quantity=None if figure is None else every_figure(event).get(figure),
        since=account.published,
        published=account.published,
        until=None,
        said=event.happened,
        summary=event.summary,
        quotes=tuple(each.quote for each in event.evidence if each.quote),
        source=event.source,
        id=account.id,
    )


def with_former(account: Account, voiced: Voiced) -> Iterator[Position]:
    """Return what an account says, and what its publisher had it say before and took back."""
    now = {_word(each): each for each in voiced(account)}
    held, after, later = set(now), set(now), account
    while later.before is not None:
        if _by_publisher(later):
            before = {_word(each): each for each in voiced(later.before)}
            for word, each in before.items():
                if word in held:
                    now[word] = evolve(now[word], since=each.since)
                elif word not in after:
                    yield evolve(each, until=later.published)
            held, after = held & before.keys(), set(before)
        later = later.before
    yield from now.values()


def _by_publisher(account: Account) -> bool:
    made = account.correction
    record = None if made is None else made.record
    return isinstance(record, Correction) and record.published is not None


def ended(found: Sequence[Position]) -> list[Position]:
    """
    Return positions with the ends that later words of the same voice put to them.

    Args:
        found: Positions in the order of publication, then of ids.
    """
    following: dict[tuple[Origin, str], _Later] = {}
    made: list[Position] = []
    for each in reversed(found):
        later = following.setdefault((each.origin, each.about), _Later())
        until = later.ends(each) if each.current else None
        if each.current:
            later.take(each)
        made.append(each if until is None else evolve(each, until=until))
    return made[::-1]


class _Later:
    """What a voice is to say yet, seen from the end: the first of each that can end a word."""

    def __init__(self) -> None:
        self._sides: dict[Side, Instant] = {}
        self._figures: list[Position] = []
        self._at_once: list[Position] = []

    def take(self, each: Position) -> None:
        """Take in a position that stands before all that were."""
        if each.side is Side.NEITHER:
            return
        self._sides[each.side] = each.published
        if each.quantity is not None:
            self._at_once.append(each)

    def ends(self, each: Position) -> Instant | None:
        """Return when a later word put an end to a position that stands before all of them."""
        if self._at_once and each.published < self._at_once[0].published:
            self._pass()
        ends = [at for side, at in self._sides.items() if _ends(each, side)]
        if each.quantity is not None:
            others = (other for other in self._figures if other.quantity != each.quantity)
            ends += [other.published for other in others]
        return min(ends, default=None)

    def _pass(self) -> None:
        """Keep the first of the figures, and the first unlike it: one of them ends any other."""
        for each in self._at_once:
            unlike = (other for other in self._figures if other.quantity != each.quantity)
            self._figures = [each, *list(unlike)[:1]]
        self._at_once = []


def _ends(each: Position, side: Side) -> bool:
    """Return whether a later word ends a position by its side, whatever figure it gives."""
    turns = each.side is not Side.NEITHER and each.side is not side
    return turns or each.stance is Stance.DOES_NOT_DENY


def turned(found: Sequence[Position]) -> Iterator[Turned]:
    """
    Return where a voice changed its position: from one word to the next that differs.

    Args:
        found: Positions in the order of publication, then of ids.
    """
    last: dict[tuple[Origin, str], Position] = {}
    for each in found:
        if each.side is Side.NEITHER and each.stance is not Stance.DOES_NOT_DENY:
            continue
        before = last.get((each.origin, each.about))
        if before is not None and _differs(before, each):
            yield Turned(before=before, after=each)
        last[each.origin, each.about] = each


def _differs(before: Position, after: Position) -> bool:
    if before.side is not after.side:
        return True
    return None not in (before.quantity, after.quantity) and before.quantity != after.quantity


def _word(each: Position) -> tuple[str, Stance, Quantity | None]:
    return (each.about, each.stance, each.quantity)
