"""Totals: sums over happenings, in full where certain, at the high end where only possible."""

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from tests.stories import told
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.errors import QuantityError, WhenError
from timeline.projections import Calendar, Left, Rule, Totals, running_total, total
from timeline.projections.counting import MOST_BUCKETS
from timeline.records import (
    Deployment,
    Event,
    Judgement,
    Place,
    Quantity,
    Speaker,
    Statement,
    Strike,
)
from timeline.records.fields import RefusedError
from timeline.testing.histories import histories


def rows(found: Totals) -> dict[str, str]:
    """Return what each row says, by its name."""
    return {each.name: str(each.sum) for each in found.rows}


def holds(figure: Quantity, number: int) -> bool:
    """Return whether a number is possible under a figure, by the meaning of its ends."""
    floor, high = figure.floor, figure.high
    above = floor is None or (number > floor if figure.low_excluded else number >= floor)
    below = high is None or (number < high if figure.high_excluded else number <= high)
    return above and below


# ---------------------------------------------------------------- what counts


def test_bounds_add_up_end_by_end() -> None:
    """Exact and open figures make an open sum."""
    found = total(
        known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-02", killed="at least 2")),
        "killed",
    )
    assert str(found.whole.sum) == "at least 5"


def test_silence_is_unknown_and_opens_the_high_end() -> None:
    """A strike that says nothing of the dead is counted as unknown, not as zero."""
    found = total(
        known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-02")), "killed"
    ).whole
    assert (str(found.sum), found.unknown, found.open) == ("at least 3", ("b",), 1)


def test_stated_zero_is_zero() -> None:
    """That there were none closes the high end."""
    found = total(
        known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-02", killed=0)), "killed"
    ).whole
    assert (str(found.sum), found.unknown) == ("3", ())


def test_what_cannot_have_the_figure_does_not_count() -> None:
    """An event that states no dead is no strike of unknown dead."""
    event = Event(
        key="pact",
        happened="2024-10-01",
        published="2024-12-01T12:00Z",
        source="P",
        summary="signed",
    )
    found = total(known(strike("a", "2024-10-01", killed=3), event), "killed").whole
    assert (str(found.sum), found.certain) == ("3", ("a",))


def test_total_of_nothing_is_unknown() -> None:
    """Where nobody states a figure, the sum is unknown, not zero."""
    assert str(total(known(), "killed").whole.sum) == "unknown"


def test_two_reports_of_one_happening_count_once() -> None:
    """The figure that the policy prefers, the latest, is the one."""
    one = strike("a", "2024-10-01", killed=3)
    other = strike("a", "2024-10-01", killed=5, published="2024-12-02T12:00Z", source="Other")
    found = total(known(one, other), "killed").whole
    assert (str(found.sum), found.certain) == ("5", ("a",))


def test_joined_keys_count_once() -> None:
    """Two keys that a judgement joins are one happening."""
    judged = Judgement(left="a", right="b", verdict="same", reason="r", by="desk")
    found = total(
        known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-01", killed=3), judged),
        "killed",
    )
    assert str(found.whole.sum) == "3"


def test_hull_spans_what_reports_state() -> None:
    """By the other rule, 3 and 5 are 3 to 5."""
    one = strike("a", "2024-10-01", killed=3)
    other = strike("a", "2024-10-01", killed=5, source="Other")
    found = total(known(one, other), "killed", rule="hull").whole
    assert (str(found.sum), len(found.ids)) == ("3 to 5", 2)


def test_hull_is_not_widened_by_one_who_does_not_know() -> None:
    """A report that states no number says nothing against one that does."""
    one = strike("a", "2024-10-01", killed=3)
    other = strike("a", "2024-10-01", killed="unknown", source="Other")
    assert str(total(known(one, other), "killed", rule="hull").whole.sum) == "3"


def test_plan_is_left_out_and_told() -> None:
    """What is only planned has killed nobody."""
    found = total(known(strike("a", "2024-10-01", killed=3, modality="planned")), "killed")
    assert (found.left_out, str(found.whole.sum)) == ((("a", Left.TO_COME),), "unknown")


def test_statement_is_left_out_and_told() -> None:
    """A figure in a statement is about a happening that counts by itself."""
    said = Statement(
        key="said",
        happened="2024-10-01",
        published="2024-12-01T12:00Z",
        source="P",
        summary="five dead",
        speaker=Speaker(person="A"),
        figures={"killed": 5},
    )
    found = total(known(strike("a", "2024-10-01", killed=5), said), "killed")
    assert (found.left_out, str(found.whole.sum)) == ((("said", Left.SPOKEN),), "5")


def test_what_all_deny_counts_at_the_high_end_only() -> None:
    """Its own source reported it, and then denied it."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 quoting Singh: closed [killed 2]
        2024-03-06: s2 has Singh deny bridge
    """)
    found = total(story.known(), "killed").whole
    assert (str(found.sum), found.possible) == ("0 to 2", ("bridge",))


def test_units_are_summed_apart() -> None:
    """Drones and missiles do not add up."""
    found = total(
        known(
            strike("a", "2024-10-01", launched="3 drones"),
            strike("b", "2024-10-01", launched="2 missiles"),
        ),
        "launched",
    )
    assert [str(each.sum) for each in found.overall] == ["3 drones", "2 missiles"]


def test_no_single_whole_of_two_units() -> None:
    """The error names both units."""
    found = total(
        known(
            strike("a", "2024-10-01", launched="3 drones"),
            strike("b", "2024-10-01", launched="2 missiles"),
        ),
        "launched",
    )
    with pytest.raises(QuantityError, match="drones, missiles"):
        _ = found.whole


def test_number_without_a_unit_belongs_to_the_only_one() -> None:
    """5 and 3 drones are 8 drones."""
    found = total(
        known(
            strike("a", "2024-10-01", launched="3 drones"), strike("b", "2024-10-01", launched=5)
        ),
        "launched",
    )
    assert str(found.whole.sum) == "8 drones"


def test_unknown_opens_each_unit() -> None:
    """What is not known may be of either."""
    found = total(
        known(
            strike("a", "2024-10-01", launched="3 drones"),
            strike("b", "2024-10-01", launched="2 missiles"),
            strike("c", "2024-10-01"),
        ),
        "launched",
    )
    assert [str(each.sum) for each in found.overall] == ["at least 3 drones", "at least 2 missiles"]


# ---------------------------------------------------------------- buckets and groups


def test_day_within_its_month_counts_in_full() -> None:
    """A day lies wholly in one month."""
    assert rows(total(known(strike("a", "2024-10-31", killed=3)), "killed", by="month")) == {
        "2024-10": "3"
    }


def test_night_over_two_days_is_forced_into_neither() -> None:
    """Each of the two days has none of it at least, and all of it at most."""
    found = total(
        known(strike("a", "2024-10-27T19:00/2024-10-28T10:30", killed=3)), "killed", by=Calendar.DAY
    )
    assert rows(found) == {"2024-10-27": "0 to 3", "2024-10-28": "0 to 3"}
    assert str(found.whole.sum) == "3"


def test_day_of_another_zone_straddles_two_days_of_utc() -> None:
    """A day in Kyiv begins before that of UTC; counted by Kyiv's days it lies in one."""
    view = known(strike("a", "2024-10-28[Europe/Kyiv]", killed=3))
    assert rows(total(view, "killed", by="day")) == {"2024-10-27": "0 to 3", "2024-10-28": "0 to 3"}
    assert rows(total(view, "killed", by="day", zone="Europe/Kyiv")) == {"2024-10-28": "3"}


def test_open_end_counts_as_possible_in_rows_of_others_and_opens_none() -> None:
    """What still goes on may have killed in any month since; only a month of another is shown."""
    view = known(
        strike("a", "2024-08/..", killed=3),
        strike("b", "2024-10", killed=1),
        strike("c", "2024-07", killed=1),
    )
    found = total(view, "killed", by="month")
    assert (rows(found), found.beyond) == ({"2024-07": "1", "2024-10": "1 to 4"}, ("a",))


def test_century_opens_no_rows_of_its_own() -> None:
    """What touches more buckets than can be read opens none."""
    found = total(known(strike("a", "19XX", killed=3)), "killed", by="day")
    assert (found.rows, found.beyond) == ((), ("a",))


def test_widest_that_opens_rows() -> None:
    """Up to the limit every bucket has its row."""
    found = total(known(strike("a", "2023-01-01/2024-02-04", killed=3)), "killed", by="day")
    assert len(found.rows) == MOST_BUCKETS


def test_day_that_a_zone_left_out_has_no_row() -> None:
    """Samoa had no 30 December 2011."""
    view = known(strike("a", "2011-12-29/2011-12-31[Pacific/Apia]", killed=3))
    found = total(view, "killed", by="day", zone="Pacific/Apia")
    assert [each.name for each in found.rows] == ["2011-12-29", "2011-12-31"]


def test_week_is_named_by_iso() -> None:
    """30 December 2024 is in the first week of 2025."""
    found = total(known(strike("a", "2024-12-30", killed=3)), "killed", by="week")
    assert rows(found) == {"2025-W01": "3"}


def test_several_places_share_a_figure_in_an_unknown_way() -> None:
    """Each place has none of it at least, and all of it at most."""
    view = known(
        strike("a", "2024-10-01", killed=3, places=("Kyiv", "Lviv")),
        strike("b", "2024-10-01", killed=1, places="Kyiv"),
    )
    assert rows(total(view, "killed", by="place")) == {"Kyiv": "1 to 4", "Lviv": "0 to 3"}


def test_what_nobody_says_is_a_row_of_its_own() -> None:
    """Without an attacker a strike is in no side's row."""
    view = known(
        strike("a", "2024-10-01", killed=3), strike("b", "2024-10-01", killed=1, attacker="X")
    )
    assert rows(total(view, "killed", by="side")) == {"X": "1", "(not stated)": "3"}


def test_side_of_a_deployment_is_for_whom_it_acts() -> None:
    """Strengths are counted by side, too."""
    sent = Deployment(
        key="d",
        happened="2024-10",
        published="2024-12-01T12:00Z",
        source="P",
        summary="s",
        side="X",
        strength=9,
    )
    assert rows(total(known(sent), "strength", by="side")) == {"X": "9"}


def test_place_is_that_of_the_report_that_states_the_figure() -> None:
    """Another report's places are not those of this one's figure."""
    one = strike("a", "2024-10-01", launched=9, places="Ukraine")
    other = strike("a", "2024-10-01", intercepted=6, places="Kyiv", source="Other")
    assert rows(total(known(one, other), "launched", by="place")) == {"Ukraine": "9"}


@pytest.mark.parametrize("by, name", [("weapon", "drone"), ("country", "UA"), ("kind", "strike")])
def test_other_groups(by: str, name: str) -> None:
    """Weapons, countries and kinds."""
    place = Place(name="Kyiv", country="UA")
    view = known(strike("a", "2024-10-01", killed=3, weapons="drone", places=place))
    assert rows(total(view, "killed", by=by)) == {name: "3"}


def test_groups_of_ones_own() -> None:
    """A function of an entry names its group, or several."""
    view = known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-01", killed=1))
    found = total(view, "killed", by=lambda entry: entry.key if entry.key == "a" else ("x", "y"))
    assert rows(found) == {"a": "3", "x": "0 to 1", "y": "0 to 1"}


def test_unknown_word_to_count_by_is_refused() -> None:
    """The error names what there is."""
    with pytest.raises(RefusedError, match="Group"):
        total(known(), "killed", by="moon")


def test_unknown_zone_is_refused() -> None:
    """The error names the zone."""
    with pytest.raises(WhenError, match="Europe/Kiew"):
        total(known(), "killed", by="day", zone="Europe/Kiew")


def test_prints_an_aligned_table() -> None:
    """Numbers stand to the right, and what is left out stands below."""
    view = known(
        strike("a", "2024-10-01", killed=3),
        strike("b", "2024-11", killed=20),
        strike("p", "2024-12", killed=1, modality="planned"),
    )
    assert str(total(view, "killed", by="month")).splitlines() == [
        "month    killed  certain  possible  unknown",
        "-------  ------  -------  --------  -------",
        "2024-10       3        1         0        0",
        "2024-11      20        1         0        0",
        "all          23        2         0        0",
        "left out, only planned or expected: p",
    ]


# ---------------------------------------------------------------- running totals


def test_running_total_counts_what_is_over_low_and_what_has_begun_high() -> None:
    """A night over two months has begun in the first and is over in the second."""
    view = known(
        strike("a", "2024-10-01", killed=3), strike("b", "2024-10-31/2024-11-01", killed=2)
    )
    assert rows(running_total(view, "killed", by="month")) == {"2024-10": "3 to 5", "2024-11": "5"}


def test_running_total_starts_with_what_has_no_known_start() -> None:
    """What may have been at any time before is possible from the first row on."""
    view = known(strike("a", "[..2024-11-05]", killed=3), strike("b", "2024-10-01", killed=1))
    assert rows(running_total(view, "killed", by="month")) == {"2024-10": "1 to 4", "2024-11": "4"}


def test_what_goes_on_is_never_over() -> None:
    """Its figure stays possible."""
    view = known(strike("a", "2024-10/..", killed=3), strike("b", "2024-11-01", killed=1))
    assert rows(running_total(view, "killed", by="month")) == {
        "2024-10": "0 to 3",
        "2024-11": "1 to 4",
    }


# ---------------------------------------------------------------- laws

FIGURES = st.sampled_from(
    [0, 2, "at least 1", "at most 2", "more than 1", "1 to 3", "unknown", None]
)
TIMES = st.sampled_from(
    ["2024-10", "2024-10-07", "2024-10-31/2024-11-01", "[2024-10-30..2024-12-02]", "2024-11"]
)
SOME = 2
"""How far above its floor an open figure is tried."""


@st.composite
def few_strikes(draw: st.DrawFn) -> tuple[Strike, ...]:
    """Return a few strikes, each reported once to three times, with small figures."""
    found = []
    for key in ("a", "b", "c")[: draw(st.integers(1, 3))]:
        for source in ("P", "Q", "R")[: draw(st.integers(1, 2))]:
            given = {"killed": draw(FIGURES), "source": source}
            found.append(strike(key, draw(TIMES), **given))
    return tuple(found)


MONTHS = ("2024-10", "2024-11", "2024-12")
Dead = tuple[int, int, int]


def resolutions(report: Strike) -> Iterator[Dead]:
    """Return every way in which the dead of one report can lie in three months."""
    figure = report.killed or Quantity.unknown()
    least = int(figure.floor or 0)
    most = least + SOME if figure.high is None else int(figure.high)
    for dead in (number for number in range(least, most + 1) if holds(figure, number)):
        parts = range(dead + 1)
        for split in ((a, b, dead - a - b) for a in parts for b in parts if a + b <= dead):
            if may_lie(report, split):
                yield split


def may_lie(report: Strike, split: Dead) -> bool:
    """Return whether dead can lie in just those months; one moment lies in one of them."""
    touched = {
        "2024-10": (0,),
        "2024-10-07": (0,),
        "2024-11": (1,),
        "2024-10-31/2024-11-01": (0, 1),
        "[2024-10-30..2024-12-02]": (0, 1, 2),
    }[report.happened.text]
    within = all(at in touched for at in range(3) if split[at])
    return within and (report.happened.lasted or sum(map(bool, split)) <= 1)


def worlds(records: tuple[Strike, ...]) -> list[tuple[Dead, ...]]:
    """Return every resolution of all claims: of each happening, one report is right."""
    by_key: dict[str, list[Strike]] = {}
    for each in records:
        by_key.setdefault(each.key, []).append(each)
    ways = []
    for reports in by_key.values():
        stated = [
            each for each in reports if each.killed is not None and not each.killed.is_unknown
        ]
        figures = stated or reports[:1]
        dated = [evolved(each, other) for each in figures for other in reports]
        ways.append(sorted({way for each in dated for way in resolutions(each)}))
    return list(product(*ways))


def evolved(figure: Strike, dated: Strike) -> Strike:
    """Return the figure of one report on the date of another."""
    return strike(figure.key, dated.happened.text, killed=figure.killed)


@given(few_strikes())
def test_bounds_contain_every_resolution_of_the_claims(records: tuple[Strike, ...]) -> None:
    """Whichever report is right, whatever number it allows, wherever it lies: it is in bounds."""
    found = total(known(*records), "killed", by="month", rule=Rule.HULL)
    by_month = {each.name: each.sum for each in found.rows}
    for world in worlds(records):
        dead = [sum(each[at] for each in world) for at in range(3)]
        assert holds(found.whole.sum, sum(dead))
        for at, month in enumerate(MONTHS):
            assert dead[at] == 0 if month not in by_month else holds(by_month[month], dead[at])


@given(few_strikes())
def test_bounds_are_reached_by_some_resolution(records: tuple[Strike, ...]) -> None:
    """No bound is wider than it must be; one that is itself excluded is only come near."""
    found = total(known(*records), "killed", by="month", rule=Rule.HULL)
    dead = [[sum(each[at] for each in world) for at in range(3)] for world in worlds(records)]
    for each in found.rows:
        counts = [world[MONTHS.index(each.name)] for world in dead]
        low, high = each.sum.floor or 0, each.sum.high
        assert min(counts) > low if each.sum.low_excluded else min(counts) == low
        if high is not None:
            assert max(counts) < high if each.sum.high_excluded else max(counts) == high


@given(few_strikes())
def test_running_bounds_contain_every_resolution(records: tuple[Strike, ...]) -> None:
    """By the end of each month, whatever has happened by then is in bounds."""
    found = running_total(known(*records), "killed", by="month", rule=Rule.HULL)
    for each in found.rows:
        last = MONTHS.index(each.name)
        for world in worlds(records):
            assert holds(each.sum, sum(sum(dead[: last + 1]) for dead in world))


def alike(found: Totals) -> tuple[object, ...]:
    """Return all that totals say, without the order of names within a cell."""
    cells = [
        (each.name, each.sum, each.open, *map(sorted, (each.certain, each.possible, each.ids)))
        for each in (*found.rows, *found.overall)
    ]
    return cells, sorted(found.beyond), sorted(found.left_out)


WAYS = st.sampled_from([None, "day", "week", "month", "year", "place", "side", "kind"])
RULES = st.sampled_from(Rule)


@given(histories(), WAYS, RULES, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(
    history: tuple[Record, ...], by: str | None, rule: Rule, random: Random
) -> None:
    """The same records in another order make the same totals."""
    shuffled = list(history)
    random.shuffle(shuffled)
    one, other = (
        total(log_of([each]).as_of(), "killed", by=by, rule=rule) for each in (history, shuffled)
    )
    assert alike(one) == alike(other)


@given(histories(), WAYS, RULES)
def test_grouping_does_not_change_the_whole(
    history: tuple[Record, ...], by: str | None, rule: Rule
) -> None:
    """All together is the same however it is counted, and no row reaches above it."""
    view = log_of([history]).as_of()
    found, plain = total(view, "killed", by=by, rule=rule), total(view, "killed", rule=rule)
    assert found.overall == plain.overall
    whole = found.whole.sum
    for each in found.rows:
        assert whole.high is None or (each.sum.high is not None and each.sum.high <= whole.high)
    assert sum(each.sum.floor or 0 for each in found.rows) <= (whole.floor or 0)


@given(histories(), WAYS, RULES)
def test_every_cell_leads_back_to_the_log(
    history: tuple[Record, ...], by: str | None, rule: Rule
) -> None:
    """Each row names records that the log has, and happenings that the chronology has."""
    log = log_of([history])
    view = log.as_of()
    found = total(view, "killed", by=by, rule=rule)
    running = running_total(view, "killed", by="month", rule=rule)
    for each in (*found.rows, *found.overall, *running.rows):
        assert set(each.ids) <= ids_in(log)
        assert {*each.certain, *each.possible, *each.unknown} <= keys(view)
    for each in (*found.rows, *found.overall):
        assert bool(each.ids) == bool(each.certain or each.possible)


@given(histories(), WAYS)
def test_no_happening_twice_in_a_row(history: tuple[Record, ...], by: str | None) -> None:
    """In each row a happening is certain, or possible, or neither; once."""
    for each in total(log_of([history]).as_of(), "killed", by=by).rows:
        named = [*each.certain, *each.possible]
        assert len(named) == len(set(named))


@given(histories())
def test_last_running_row_is_the_whole_where_all_is_over(history: tuple[Record, ...]) -> None:
    """Where everything is dated on both sides and sure, the running total ends in the total."""
    view = log_of([history]).as_of()
    found = running_total(view, "killed", by="year")
    shown = total(view, "killed", by="year")
    dated = not any(entry.happened.span.latest is None for entry in view)
    if found.rows and dated and not shown.whole.possible:
        assert found.rows[-1].sum == shown.whole.sum


def keys(view: Chronology) -> set[str]:
    """Return the keys of a chronology."""
    return {entry.key for entry in view}
