"""Strikes: what was launched, stopped and left, and rates that no figures can break."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from timeline.codec import Record, record_id
from timeline.errors import QuantityError
from timeline.projections import Rule, StrikeLine, strikes
from timeline.projections.interception import Rate, Salvo, balance, rate
from timeline.records import Quantity, Speaker, Statement, quantity
from timeline.testing.histories import histories


def line(**given: object) -> StrikeLine:
    """Return the line of one strike."""
    return strikes(known(strike("a", "2024-10-28", **given)), accounted=("lost", "left")).lines[0]


def test_launched_less_intercepted_is_left() -> None:
    """100 less 66 is 34."""
    assert str(line(launched=100, intercepted=66).through) == "34"


def test_rate_of_exact_figures_is_exact() -> None:
    """66 of 100."""
    assert str(line(launched=100, intercepted=66).rate) == "66.0%"


def test_further_figures_account_for_the_rest() -> None:
    """66, 24 and 4 of 100 leave 6, and the rate stays that of those shot down."""
    found = line(launched=100, intercepted=66, figures={"lost": 24, "left": 4})
    assert (str(found.through), str(found.rate)) == ("6", "66.0%")


def test_all_accounted_for_leaves_none() -> None:
    """54 and 52 of 106 leave no one."""
    assert str(line(launched=106, intercepted=54, figures={"lost": 52}).through) == "0"


def test_unknown_launched_leaves_no_rate() -> None:
    """21 destroyed of who knows how many: no rate, and what is left is unknown."""
    found = line(intercepted=21)
    assert (found.rate, str(found.through)) == (None, "unknown")


def test_unknown_intercepted_leaves_at_most_the_launched() -> None:
    """Nobody says how many of 50 were shot down."""
    assert str(line(launched=50).through) == "0 to 50"


def test_open_interception_never_exceeds_the_launched() -> None:
    """At least 66 of 100 is 66 % to all of them."""
    found = line(launched=100, intercepted="at least 66")
    assert (str(found.rate), str(found.through)) == ("66.0% to 100.0%", "0 to 34")


def test_rate_of_an_open_launch_begins_at_none() -> None:
    """76 of at least 188 may be as few as one likes, and 76 of 188 at most."""
    found = line(launched="at least 188", intercepted=76)
    assert (found.rate, str(found.through)) == (
        Rate(low=Fraction(0), high=Fraction(76, 188), of=1),
        "at least 112",
    )


@pytest.mark.parametrize(
    "launched, stopped, lost, shown",
    [
        (3, 1, None, "33.3%"),
        (3, "1 to 3", None, "33.3% to 100.0%"),
        ("1 to 3", 1, None, "33.3% to 100.0%"),
        ("10 to 20", "at least 5", 5, "25.0% to 75.0%"),
        ("at least 10", "5 to 8", 5, "0.0% to 61.6%"),
        ("at least 10", "at least 5", None, "0.0% to 100.0%"),
        ("at most 20", 5, None, "25.0% to 100.0%"),
        (20, "at most 5", "at least 1", "0.0% to 25.0%"),
        (20, "at least 5", "12 to 13", "25.0% to 40.0%"),
        (5, "at most 3", 5, "0.0%"),
        ("5 to 9", "at most 3", 5, "0.0% to 37.5%"),
        (0, 0, None, "None"),
        ("0 to 5", 0, None, "0.0%"),
    ],
)
def test_rate_at_its_ends(
    launched: int | str, stopped: int | str, lost: int | str | None, shown: str
) -> None:
    """The least of the most launched, and the most of the fewest that allow it."""
    figures = {} if lost is None else {"lost": lost}
    assert str(line(launched=launched, intercepted=stopped, figures=figures).rate) == shown


def test_rate_is_rounded_outwards() -> None:
    """One to two of three: 33.3 % to 66.7 %."""
    assert str(line(launched=3, intercepted="1 to 2").rate) == "33.3% to 66.7%"


def test_more_stopped_than_launched_is_told() -> None:
    """The figures cannot be true together, so nothing is derived from them."""
    found = line(launched=50, intercepted=60)
    assert found.contradiction == "60 or more accounted for, of 50 or fewer launched"
    assert (found.rate, found.through.is_unknown) == (None, True)


def test_excluded_end_can_contradict_too() -> None:
    """More than 50 of 50."""
    assert line(launched=50, intercepted="more than 50").contradiction is not None


def test_units_that_differ_are_told() -> None:
    """Missiles are not among the drones."""
    found = line(launched="50 drones", intercepted="20 missiles")
    assert found.contradiction == "counted in several units: drones, missiles"


@pytest.mark.parametrize(
    "launched, stopped, left",
    [
        ("about 100", "about 66", "about 34"),
        ("about 66", "about 66", "about 0"),
        ("about 50", "about 60", "unknown"),
        ("about 5", "about 6", "unknown"),
        ("90 to 110", "60 to 70", "20 to 50"),
        ("50 to 60", "55 to 70", "0 to 5"),
        ("more than 10", 10, "more than 0"),
        ("more than 10", "8 to 20", "unknown"),
        ("more than 10", "fewer than 8", "more than 2"),
        (10, "more than 8", "at least 0 and fewer than 2"),
        ("fewer than 10", 8, "at least 0 and fewer than 2"),
        ("50 drones", "20 drones", "30 drones"),
        ("50 drones", 20, "30 drones"),
        (50, "20 drones", "30"),
    ],
)
def test_ends_of_what_is_left(launched: int | str, stopped: int | str, left: str) -> None:
    """Each end, and the best number, as far as the figures hold them."""
    assert str(line(launched=launched, intercepted=stopped).through) == left


@pytest.mark.parametrize(
    "launched, stopped, found",
    [
        (10, 10, None),
        (10, 11, "11 or more accounted for, of 10 or fewer launched"),
        ("fewer than 10", 10, "10 or more accounted for, of 10 or fewer launched"),
        ("fewer than 10", 9, None),
        ("at least 10", 99, None),
        (10, "more than 9", None),
        ("5,000", "6,000", "6,000 or more accounted for, of 5,000 or fewer launched"),
    ],
)
def test_what_contradicts_itself(
    launched: int | str, stopped: int | str, found: str | None
) -> None:
    """Where no number is possible under both."""
    assert line(launched=launched, intercepted=stopped).contradiction == found


def test_every_part_counts_for_a_contradiction() -> None:
    """6 shot down, 3 lost and 2 that left, of 10."""
    found = line(launched=10, intercepted=6, figures={"lost": 3, "left": 2})
    assert found.contradiction == "11 or more accounted for, of 10 or fewer launched"


def test_reports_of_one_strike_in_two_units_are_told() -> None:
    """By the rule that takes all of them; what is left of them nobody can say."""
    one = strike("a", "2024-10-28", launched="50 drones", source="P")
    other = strike("a", "2024-10-28", launched="50 missiles", source="Q")
    found = strikes(known(one, other), rule="hull").lines[0]
    assert found.contradiction == "reports count launched in several units"
    assert (found.through.is_unknown, found.rate) == (True, None)
    assert dict(found.behind)["launched"] == (record_id(one), record_id(other))


@pytest.mark.parametrize("stance", ["denies", "confirms"])
def test_strike_that_is_denied_by_all_may_be_nothing(stance: str) -> None:
    """It counts at the high end alone, and in no rate."""
    voice = Speaker(person="A")
    said = Statement(
        key="said",
        happened="2024-12-02",
        published="2024-12-02T12:00Z",
        source="Paper",
        summary="x",
        speaker=voice,
        stance=stance,
        about="a",
    )
    view = known(
        strike("a", "2024-10-28", launched=10, intercepted=4, speaker=voice),
        strike("b", "2024-10-28", launched=10, intercepted=8),
        said,
    )
    found = strikes(view).sums[0]
    told = (str(found.launched), str(found.intercepted), str(found.through), str(found.rate))
    expected = {
        "denies": ("10 to 20", "8 to 12", "2 to 8", "80.0%"),
        "confirms": ("20", "12", "8", "60.0%"),
    }
    assert told == expected[stance]
    assert found.rate is not None
    assert found.rate.of == {"denies": 1, "confirms": 2}[stance]


def test_strike_with_a_contradiction_is_in_no_rate() -> None:
    """The others of the same attacker are."""
    view = known(
        strike("a", "2024-10-28", launched=10, intercepted=11),
        strike("b", "2024-10-28", launched=10, intercepted=8),
        strike("c", "2024-10-28", intercepted=8),
        strike("d", "2024-10-28", launched=10),
    )
    found = strikes(view).sums[0].rate
    assert found == Rate(low=Fraction(4, 5), high=Fraction(4, 5), of=1)


def test_who_attacked_is_told_by_every_report() -> None:
    """Each name once, by name; who says nothing is passed over."""
    view = known(
        *(
            strike("a", "2024-10-28", attacker=attacker, target=target, source=f"S{attacker}")
            for attacker, target in (("Y", "bridge"), ("X", "dam"), (None, "dam"))
        )
    )
    found = strikes(view).lines[0]
    assert (found.attacker, found.target) == ("X / Y", "bridge / dam")


def test_sums_without_a_name_come_last() -> None:
    """Attackers by name, and then whose attack nobody knows."""
    view = known(
        strike("a", "2024-10-28"),
        strike("b", "2024-10-28", attacker="Y"),
        strike("c", "2024-10-28", attacker="X"),
    )
    found = strikes(view).sums
    assert [(each.attacker, each.strikes) for each in found] == [
        ("X", ("c",)),
        ("Y", ("b",)),
        (None, ("a",)),
    ]


def test_what_else_became_of_them_is_told_by_name() -> None:
    """Only what was asked for and stated."""
    view = known(strike("a", "2024-10-28", launched=9, figures={"lost": 2, "seen": 3}))
    found = strikes(view, accounted=("lost", "left")).lines[0]
    assert [(name, str(figure)) for name, figure in found.accounted] == [("lost", "2")]
    assert "seen" not in dict(found.behind)


def test_sums_are_by_attacker() -> None:
    """The two directions of one night do not add up."""
    view = known(
        strike("a", "2024-10-28", attacker="X", launched=100, intercepted=66),
        strike("b", "2024-10-28", attacker="X", launched=50, intercepted="40 to 50"),
        strike("c", "2024-10-28", attacker="Y", intercepted=21),
    )
    found = [
        (each.attacker, str(each.launched), str(each.through), str(each.rate))
        for each in strikes(view).sums
    ]
    assert found == [
        ("X", "150", "34 to 44", "70.6% to 77.4%"),
        ("Y", "unknown", "unknown", "None"),
    ]


def test_units_of_one_attacker_must_agree() -> None:
    """Select them apart."""
    view = known(
        strike("a", "2024-10-28", launched="2 drones"),
        strike("b", "2024-10-28", launched="2 missiles"),
    )
    with pytest.raises(QuantityError, match="two units"):
        strikes(view)


def test_planned_strike_is_listed_and_counts_nowhere() -> None:
    """What may come was not launched."""
    found = strikes(known(strike("a", "2024-10-28", launched=100, modality="planned")))
    assert (found.lines, found.sums, found.planned) == ((), (), ("a",))


def test_hull_of_two_reports() -> None:
    """76 and about 80 shot down: of 188, by the hull of both."""
    one = strike("a", "2024-10-28", launched=188, intercepted=76)
    other = strike("a", "2024-10-28", intercepted="78 to 82", source="Other")
    found = strikes(known(one, other), rule="hull").lines[0]
    assert str(found.through) == "106 to 112"


def test_every_figure_names_its_record() -> None:
    """Launched and intercepted come from two reports."""
    one = strike("a", "2024-10-28", launched=100)
    other = strike("a", "2024-10-28", intercepted=66, source="Other")
    behind = dict(strikes(known(one, other)).lines[0].behind)
    assert (len(behind["launched"]), behind["launched"] != behind["intercepted"]) == (1, True)


def test_prints_an_aligned_table() -> None:
    """Each strike, the sums below, and what contradicts itself."""
    view = known(
        strike("a", "2024-10-28", attacker="X", launched=100, intercepted=66, killed=2),
        strike("b", "2024-10-28", launched=5, intercepted=6),
    )
    assert str(strikes(view)).splitlines() == [
        "strike  attacker  launched  intercepted  through or unknown   rate  killed   injured",
        "------  --------  --------  -----------  ------------------  -----  -------  -------",
        "a       X              100           66  34                  66.0%  2        unknown",
        "b                        5            6  unknown                    unknown  unknown",
        "all 1   X              100           66  34                  66.0%  2        unknown",
        "all 1                    5            6  unknown                    unknown  unknown",
        "contradiction: b: 6 or more accounted for, of 5 or fewer launched",
    ]


# ---------------------------------------------------------------- laws

SMALL: st.SearchStrategy[int | str] = st.sampled_from(
    [0, 1, 3, "at least 1", "at most 2", "more than 1", "1 to 3", "fewer than 3", "unknown"]
)
WIDE = 5
"""Largest number that an open figure is tried with."""


def numbers(figure: Quantity) -> Iterator[int]:
    """Return the whole numbers that a figure allows, up to a limit."""
    for number in range(WIDE + 1):
        low = figure.floor is not None and (
            number < figure.floor or (figure.low_excluded and number == figure.floor)
        )
        high = figure.high is not None and (
            number > figure.high or (figure.high_excluded and number == figure.high)
        )
        if not (low or high):
            yield number


def worlds(salvo: Salvo) -> list[tuple[int, int, int]]:
    """Return launched, stopped and left in every world that the figures allow."""
    every = product(numbers(salvo.launched), *map(numbers, salvo.parts))
    return [
        (launched, parts[0], launched - sum(parts))
        for launched, *parts in every
        if sum(parts) <= launched
    ]


@st.composite
def salvos(draw: st.DrawFn) -> Salvo:
    """Return salvos of small figures, some with a further one."""
    others = draw(st.lists(SMALL, max_size=1))
    launched, stopped = quantity(draw(SMALL)), quantity(draw(SMALL))
    return Salvo(launched=launched, stopped=stopped, others=tuple(map(quantity, others)))


@given(salvos())
def test_what_is_left_contains_every_world(salvo: Salvo) -> None:
    """Bounds hold in every world, and are those of some world where they are closed."""
    found = [left for _, _, left in worlds(salvo)]
    if salvo.contradiction is not None:
        assert found == []
        return
    left = balance(salvo)
    least, most = left.floor, left.high
    assert least is not None
    assert all(least + left.low_excluded <= each for each in found)
    assert most is None or all(each <= most for each in found)
    if found and most is not None and not (left.high_excluded or left.low_excluded):
        assert (min(found), max(found)) == (least, most)


@given(st.lists(salvos(), min_size=1, max_size=2))
def test_rate_contains_every_world_and_never_crosses(given_salvos: list[Salvo]) -> None:
    """Of one salvo and of several together, 0 <= low <= rate <= high <= 1."""
    told = [each for each in given_salvos if each.contradiction is None]
    found = rate(told)
    ratios = [
        Fraction(sum(stopped for _, stopped, _ in world), sum(launched for launched, _, _ in world))
        for world in product(*map(worlds, told))
        if any(launched for launched, _, _ in world)
    ]
    if found is None:
        assert ratios == []
        return
    assert 0 <= found.low <= found.high <= 1
    assert all(found.low <= each <= found.high for each in ratios)


ENDS: st.SearchStrategy[int | str] = st.sampled_from([0, 1, 3, "1 to 3", "at most 2", "2 to 4"])
CLOSED = ENDS.map(quantity)


@given(st.lists(st.tuples(CLOSED, CLOSED), min_size=1, max_size=3))
def test_rate_of_closed_figures_is_reached(pairs: list[tuple[Quantity, Quantity]]) -> None:
    """Some world has the least rate, and some world the greatest."""
    made = [Salvo(launched=launched, stopped=stopped) for launched, stopped in pairs]
    told = [each for each in made if each.contradiction is None]
    found = rate(told)
    ratios = [
        Fraction(sum(stopped for _, stopped, _ in world), sum(launched for launched, _, _ in world))
        for world in product(*map(worlds, told))
        if any(launched for launched, _, _ in world)
    ]
    if found is not None:
        assert (found.low, found.high) == (min(ratios), max(ratios))


@given(histories(), st.sampled_from(Rule))
def test_every_line_leads_back_to_the_log(history: tuple[Record, ...], rule: Rule) -> None:
    """Each strike and each sum names records that the log has."""
    log = log_of([history])
    found = strikes(log.as_of(), rule=rule)
    behind = [*(each.ids for each in found.lines), *(each.ids for each in found.sums)]
    assert all(ids and set(ids) <= ids_in(log) for ids in behind)
    assert sorted(key for each in found.sums for key in each.strikes) == sorted(
        each.key for each in found.lines
    )
