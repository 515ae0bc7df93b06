"""Strikes: what was launched, stopped and left, and rates that no figures can break."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from timeline.codec import Record
from timeline.errors import QuantityError
from timeline.projections import Rule, StrikeLine, strikes
from timeline.projections.interception import Rate, Salvo, balance, rate
from timeline.records import Quantity, quantity
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
