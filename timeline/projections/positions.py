"""Positions: who says what of a happening and of its figures, since when, and against whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, partial

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections.rival_figures import Stated
from timeline.projections.speaking import spoken
from timeline.projections.tables import table
from timeline.projections.voices import (
    Position,
    Side,
    Turned,
    ended,
    reporting,
    speaking,
    turned,
    with_former,
)
from timeline.records import Quantity, Stance
from timeline.records.exact_numbers import Number
from timeline.records.instants import instant_words
from timeline.records.quantity_conflict import Span, possible
from timeline.resolution.origins import Origin


class Opposition(StrEnum):
    """In what way two positions stand against each other."""

    CONTRADICTS = "contradicts"
    """One says that it is so, the other denies or disputes it."""

    LEAVES_OPEN = "leaves open what the other denies"
    """One denies or disputes it, the other expressly does not deny it."""

    OTHER_FIGURE = "gives another figure"
    """Both give a figure, and no number is possible under both."""

    OTHER_UNIT = "counts in another unit than"
    """Both give a figure, in units that do not compare."""


@frozen(kw_only=True)
class Opposed:
    """
    Two positions that stand against each other.

    Args:
        first: The one that is for it, that leaves it open, or that spoke first.
        second: The other.
        way: In what way.
    """

    first: Position
    second: Position
    way: Opposition

    @property
    def ids(self) -> tuple[str, str]:
        """The two records."""
        return (self.first.id, self.second.id)

    def __str__(self) -> str:
        return f"{self.first} {self.way.value}: {self.second}"


@frozen(kw_only=True, slots=False)
class Positions:
    """
    Who says what of a happening.

    Args:
        key: Key of the happening.
        figure: The figure that was asked for; None for every position.
        tolerance: As it was given; see `timeline.records.quantity_conflict.conflict`.
        all: Every position, former ones too, in the order of publication, then of ids.
        turned: Voices that changed their position.
    """

    key: str
    figure: str | None
    tolerance: Number | None
    all: tuple[Position, ...]
    turned: tuple[Turned, ...] = field(repr=False)

    @cached_property
    def opposed(self) -> tuple[Opposed, ...]:
        """
        Current ones that stand against each other.

        They are found when they are looked at, one for each pair: a hundred that say so and a
        hundred that deny it make ten thousand.
        """
        return tuple(_opposed(self.current, self.tolerance, across=self.figure is not None))

    @property
    def current(self) -> tuple[Position, ...]:
        """The latest word of each voice."""
        return tuple(each for each in self.all if each.current)

    def of(self, *stances: Stance | str) -> tuple[Position, ...]:
        """
        Return the current positions of some stances.

        Raises:
            ValueError: There is no such stance.
        """
        wanted = {Stance(each) for each in stances}
        return tuple(each for each in self.current if each.stance in wanted)

    def __str__(self) -> str:
        """Return an aligned table, then who stands against whom, and who changed position."""
        headings = ("who", "stance", "about", "figure", "since", "until", "through", "what")
        told = [table(headings, map(_row, self.all))]
        told += [f"opposed: {each}" for each in self.opposed]
        told += [f"turned: {each}" for each in self.turned]
        return "\n".join(told)


def positions(
    chronology: Chronology,
    key: str,
    figure: str | None = None,
    *,
    tolerance: Number | None = None,
) -> Positions:
    """
    Return who asserts, confirms, denies, disputes or leaves open a happening, or one figure of it.

    A report of the happening asserts it, by its origin, and asserts each figure that it states.
    An origin's latest word that is for, against, or does not deny stands, and its earlier ones
    are former; warnings, comments and the like stand beside it. Where a publisher corrected its
    story, the account before is a former position too; a coding mistake of ours is none.

    Args:
        chronology: What was known. Statements are looked for in all of it, also where it is a
            selection.
        key: Key of the happening; every joined key leads to it.
        figure: Only positions on that figure, and denials of the happening as a whole, which
            deny its figures too; every position if not given.
        tolerance: How far from a stated best number another may lie, as a share of it; see
            `timeline.records.quantity_conflict.conflict`.

    Raises:
        QuantityError: The tolerance is negative.
        UnknownKeyError: No entry has that key; the message names the nearest.
    """
    if tolerance is not None:
        possible(Quantity.unknown(), tolerance=tolerance)
    entry = chronology.whole.entry(key)
    found: list[Position] = []
    for account in entry.accounts:
        found += with_former(account, partial(reporting, key=entry.key))
    for said in spoken(chronology, entry):
        found += with_former(said.account, partial(speaking, entry=entry, figure=said.figure))
    found = ended(sorted(found, key=lambda each: (each.published, each.id)))
    if figure is not None:
        found = [each for each in found if _concerns(each, figure)]
    return Positions(
        key=entry.key,
        figure=figure,
        tolerance=tolerance,
        all=tuple(found),
        turned=tuple(turned(found)),
    )


def _concerns(each: Position, figure: str) -> bool:
    return each.figure == figure or (each.figure is None and each.side is Side.AGAINST)


def _opposed(
    current: Sequence[Position], tolerance: Number | None, *, across: bool
) -> Iterator[Opposed]:
    firsts = {_word(each): each for each in current[::-1]}
    voices = sorted(firsts.values(), key=lambda each: (each.published, each.id))
    against: dict[str | None, list[int]] = {}
    for at, each in enumerate(voices):
        if each.side is Side.AGAINST:
            against.setdefault(each.about, []).append(at)
            if across and each.figure is None:
                against.setdefault(None, []).append(at)
    for each in voices:
        if each.side is Side.FOR or each.stance is Stance.DOES_NOT_DENY:
            alike = {*against.get(each.about, ()), *against.get(None, ())}
            yield from _denied(each, (voices[at] for at in sorted(alike)))
    yield from _other_figures([each for each in voices if each.side is not Side.AGAINST], tolerance)


def _denied(each: Position, against: Iterable[Position]) -> Iterator[Opposed]:
    for other in against:
        if each.side is Side.FOR and each.origin != other.origin:
            yield Opposed(first=each, second=other, way=Opposition.CONTRADICTS)
        elif each.stance is Stance.DOES_NOT_DENY:
            yield Opposed(first=each, second=other, way=Opposition.LEAVES_OPEN)


def _word(each: Position) -> tuple[Origin, str, Side, bool, Quantity | None]:
    leaves_open = each.stance is Stance.DOES_NOT_DENY
    return (each.origin, each.about, each.side, leaves_open, each.quantity)


def _stated(voices: Sequence[Position], tolerance: Number | None) -> Mapping[str, Stated]:
    """Return, for what each figure is of, where those stated of it are found; none is yet."""
    figures: dict[str, dict[Quantity, Span]] = {}
    for each in voices:
        if each.quantity is not None:
            span = possible(each.quantity, tolerance=tolerance)
            figures.setdefault(each.about, {})[each.quantity] = span
    return {about: Stated(spans) for about, spans in figures.items()}


def _other_figures(voices: Sequence[Position], tolerance: Number | None) -> Iterator[Opposed]:
    """Return the pairs of other figures; those that can both be true are not looked at."""
    found: list[tuple[int, int, Opposition]] = []
    known = _stated(voices, tolerance)
    for at, each in enumerate(voices):
        if each.quantity is not None:
            stated = known[each.about]
            found += [(on, at, Opposition.OTHER_FIGURE) for on in stated.against(each.quantity)]
            found += [(on, at, Opposition.OTHER_UNIT) for on in stated.in_others(each.quantity)]
            stated.take(at, each.quantity)
    for first, second, way in sorted(found):
        yield Opposed(first=voices[first], second=voices[second], way=way)


def _row(each: Position) -> tuple[object, ...]:
    until = None if each.until is None else instant_words(each.until)
    what = "; ".join([each.summary, *(f"“{quote}”" for quote in each.quotes)])
    since = instant_words(each.since)
    return (
        *(each.origin, each.stance.value, each.about, each.quantity),
        *(since, until, each.source, what),
    )
