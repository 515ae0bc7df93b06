"""Positions: ends, and who stands against whom, against a look at every two of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import combinations, product

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.projections.counted_calls import calls
from tests.projections.shapes import reported
from tests.projections.test_rivals import figures
from tests.projections.views import known
from timeline.chronology import Chronology
from timeline.projections import Opposed, Opposition, Positions, Side, positions
from timeline.projections.voices import Position, ended
from timeline.records import Quantity, Source, Stance, When
from timeline.records.exact_numbers import Number
from timeline.records.quantity_conflict import conflict
from timeline.resolution.origins import Origin

START = datetime(2024, 10, 20, tzinfo=UTC)
SIDES = {
    Stance.ASSERTS: Side.FOR,
    Stance.DENIES: Side.AGAINST,
    Stance.DOES_NOT_DENY: Side.NEITHER,
    Stance.WARNS: Side.NEITHER,
}


@st.composite
def several_positions(draw: st.DrawFn) -> list[Position]:
    """Return positions of two voices on a happening and on a figure of it, by publication."""
    found = []
    for number in range(draw(st.integers(0, 10))):
        stance, about = draw(st.sampled_from(list(SIDES))), draw(st.sampled_from(["k", "k#killed"]))
        quantity = draw(st.none() | figures()) if about == "k#killed" else None
        published = START + timedelta(days=draw(st.integers(0, 4)))
        found.append(position(draw(st.sampled_from("AB")), stance, quantity, published, number))
        found[-1] = evolve(found[-1], about=about, figure=about.partition("#")[2] or None)
    return sorted(found, key=lambda each: (each.published, each.id))


def position(
    who: str, stance: Stance, quantity: Quantity | None, published: datetime, number: int
) -> Position:
    """Return a position on a figure that nothing ended yet."""
    return Position(
        about="k#killed",
        figure="killed",
        origin=Origin(who.casefold(), who),
        stance=stance,
        side=SIDES[stance],
        quantity=quantity,
        since=published,
        published=published,
        until=None,
        said=When("2024"),
        summary="",
        quotes=(),
        source=Source(publisher=who),
        id=f"sha256:{number:064}",
    )


def plain_until(each: Position, later: Sequence[Position]) -> datetime | None:
    """Return when the first word that ends one was published."""
    for other in later:
        same = (each.origin, each.about) == (other.origin, other.about)
        if same and other.side is not Side.NEITHER and ends(each, other):
            return other.published
    return None


def ends(each: Position, other: Position) -> bool:
    """Return whether a later word, which is for or against, ends one."""
    if each.side is not Side.NEITHER and each.side is not other.side:
        return True
    if each.stance is Stance.DOES_NOT_DENY:
        return True
    differs = None not in (each.quantity, other.quantity) and each.quantity != other.quantity
    return differs and each.published < other.published


def plain_opposed(found: Positions) -> Iterator[Opposed]:
    """Return who stands against whom, by a look at every two."""
    firsts: dict[object, Position] = {}
    for each in found.current:
        leaves_open = each.stance is Stance.DOES_NOT_DENY
        word = (each.origin, each.about, each.side, leaves_open, each.quantity)
        firsts.setdefault(word, each)
    voices = list(firsts.values())
    across = found.figure is not None
    for one, other in product(voices, [each for each in voices if each.side is Side.AGAINST]):
        if one.about == other.about or (across and other.figure is None):
            if one.side is Side.FOR and one.origin != other.origin:
                yield Opposed(first=one, second=other, way=Opposition.CONTRADICTS)
            elif one.stance is Stance.DOES_NOT_DENY:
                yield Opposed(first=one, second=other, way=Opposition.LEAVES_OPEN)
    for one, other in combinations([each for each in voices if each.side is not Side.AGAINST], 2):
        way = plain_way(one, other, found.tolerance)
        if way is not None and one.about == other.about:
            yield Opposed(first=one, second=other, way=way)


def plain_way(one: Position, other: Position, tolerance: Number | None) -> Opposition | None:
    """Return in what way the figures of two positions differ."""
    if one.quantity is None or other.quantity is None:
        return None
    units = {one.quantity.unit, other.quantity.unit} - {None}
    if len(units) > 1:
        return Opposition.OTHER_UNIT
    clash = conflict(one.quantity, other.quantity, tolerance=tolerance)
    return Opposition.OTHER_FIGURE if clash else None


@given(several_positions())
def test_each_ends_with_the_first_later_word_that_ends_it(found: Sequence[Position]) -> None:
    """The same voice, of the same thing, for or against it."""
    expected = [plain_until(each, found[at + 1 :]) for at, each in enumerate(found)]
    assert [each.until for each in ended(found)] == expected


@given(
    several_positions(),
    st.sampled_from([None, 0, Decimal("0.5")]),
    st.sampled_from([None, "killed"]),
)
def test_those_opposed_are_those_of_a_look_at_every_two(
    told: Sequence[Position], tolerance: Number | None, figure: str | None
) -> None:
    """In the same order, with a figure that was asked for and without."""
    found = Positions(key="k", figure=figure, tolerance=tolerance, all=tuple(told), turned=())
    assert found.opposed == tuple(plain_opposed(found))


def test_twice_the_reports_take_twice_the_work() -> None:
    """Of one origin that repeats itself, and of one each; statements likewise."""
    for origins in (2, 10**6):
        few, many = (known(*reported(count, origins=origins)) for count in (150, 300))
        assert len(few) + len(many) > 0
        assert looked_at(many) < 2.5 * looked_at(few)


def looked_at(view: Chronology) -> int:
    """Return how much work it is to say who stands where on a strike."""
    return calls(lambda: positions(view, "s").opposed)
