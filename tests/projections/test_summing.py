"""Sums of many at once: those that are made share by share, to the last digit and name."""

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.plain_totals import plain_totals
from tests.projections.views import known, strike
from timeline.codec import Record
from timeline.errors import QuantityError
from timeline.projections import Calendar, Rule, total
from timeline.projections.brought import brought, exact
from timeline.projections.figured import Figured
from timeline.records import Instant, Quantity, Strike
from timeline.testing.figures import quantities
from timeline.testing.histories import histories, moments

ZONES = st.sampled_from(["UTC", "Europe/Kyiv", "Pacific/Apia", "-12:00"])
TIMES = st.sampled_from(
    [
        *("2024-10-01", "2024-10-31", "2024-10", "2024", "19XX", "2024-10-27T02:30+02:00"),
        *("2011-12-29/2011-12-31", "../2024-10-02", "2024-10-02/..", "2024-10-30/2024-11-02"),
        *("-4000", "Y170000002", "[2024-09-30,2024-10-02]"),
    ]
)


@st.composite
def many_strikes(draw: st.DrawFn) -> list[Strike]:
    """Return strikes with any figures, of any units, at times near and far."""
    count = draw(st.integers(0, 12))
    figures = st.none() | quantities()
    return [
        strike(f"s{at:02}", draw(TIMES), killed=draw(figures), source=draw(st.sampled_from("PQ")))
        for at in range(count)
    ]


@given(many_strikes(), st.sampled_from(Calendar), ZONES)
def test_rows_are_those_summed_share_by_share(
    strikes: list[Strike], by: Calendar, zone: str
) -> None:
    """Sums, names, records, counts of open ones, and what reaches beyond: in the same order."""
    view = known(*strikes)
    try:
        expected = plain_totals(view, "killed", by, Rule.CHOSEN, zone)
    except QuantityError:
        with pytest.raises(QuantityError):
            total(view, "killed", by=by, zone=zone)
        return
    found = total(view, "killed", by=by, zone=zone)
    assert (found.rows, found.overall, found.beyond) == expected


@given(
    histories(most=20),
    moments(),
    st.sampled_from(["killed", "launched", "strength"]),
    st.sampled_from(Calendar),
    st.sampled_from(Rule),
)
def test_rows_of_a_history_are_those_summed_share_by_share(
    history: tuple[Record, ...], published: Instant | None, figure: str, by: Calendar, rule: Rule
) -> None:
    """Joined, corrected, disputed and withdrawn happenings too, under both rules."""
    view = log_of([history]).as_of(published=published)
    found = total(view, figure, by=by, rule=rule)
    assert (found.rows, found.overall, found.beyond) == plain_totals(view, figure, by, rule, "UTC")


def test_sum_that_eight_bytes_cannot_hold_is_exact() -> None:
    """Fifteen digits on each side of the point, added up once."""
    told = [Decimal(123456789012345), Decimal("0.000000000000001")]
    view = known(*(strike(f"s{at}", "2024-10-01", killed=each) for at, each in enumerate(told)))
    whole = total(view, "killed", by="day").whole.sum
    assert whole == Quantity.exactly(Decimal("123456789012345.000000000000001"))


@pytest.mark.parametrize(
    "numbers", [("4000.000000000000001",) * 3, ("4000.000000000000001", 4500, 4600)]
)
def test_sum_that_eight_bytes_would_turn_round_is_exact(numbers: tuple[str | int, ...]) -> None:
    """Each number fits into eight bytes, in units of its last digit, and all together do not."""
    told = [Decimal(each) for each in numbers]
    view = known(*(strike(f"s{at}", "2024-10-01", killed=each) for at, each in enumerate(told)))
    assert total(view, "killed", by="day").rows[0].sum == Quantity.exactly(sum(told))


def test_columns_are_summed_as_python_has_them_where_eight_bytes_might_not_do() -> None:
    """The number of additions counts, not only the largest number."""
    least = 2**62 // 10
    assert exact([least], 10).dtype.kind == "i"
    assert exact([-least, least + 1], 10).dtype.kind == "O"


@pytest.mark.parametrize(
    "figure,expected",
    [
        (Quantity.between(-3, 5), Quantity.between(-2, 6)),
        (Quantity.more_than(-3), Quantity.more_than(-2)),
        (Quantity.fewer_than(-3), Quantity.stated({"high": 1}, below_zero=True)),
        (Quantity.between(3, 5), Quantity.between(1, 6)),
        (Quantity.more_than(3), Quantity.at_least(1)),
        (Quantity.fewer_than(5), Quantity.stated({"low": 1, "fewer_than": 6})),
    ],
)
def test_figure_that_may_be_below_zero_lowers_a_sum_that_it_may_be_in(
    figure: Quantity, expected: Quantity
) -> None:
    """It may count or not: the low end takes what is below zero, the high end what is above."""
    view = known(
        strike("a", "2024-10-01", killed=1), strike("b", "2024-10-31/2024-11-01", killed=figure)
    )
    assert total(view, "killed", by="month").rows[0].sum == evolve(expected, best=None)


def test_sum_beyond_fifteen_digits_is_refused() -> None:
    """Never rounded, never wrapped round."""
    view = known(*(strike(f"s{at}", "2024-10-01", killed=999_999_999_999_999) for at in range(2)))
    with pytest.raises(QuantityError, match="15 digits"):
        total(view, "killed", by="day")


def test_decimals_that_add_up_to_whole_numbers_are_whole() -> None:
    """One form for one number."""
    told = [Decimal("0.25"), Decimal("0.75"), 1]
    view = known(*(strike(f"s{at}", "2024-10-01", killed=each) for at, each in enumerate(told)))
    assert type(total(view, "killed", by="day").rows[0].sum.low) is int


def test_second_total_looks_at_no_entry() -> None:
    """What the happenings bring is kept with the chronology; other rows are made of it."""
    log = log_of([[strike("a", "2024-10-01", killed=3)]])
    view = log.as_of()
    first = total(view, "killed", by="day")
    log.close()
    assert total(view, "killed", by="month").overall == first.overall


def test_selections_of_one_chronology_are_summed_apart() -> None:
    """What is kept belongs to the selection, not to what it is from."""
    view = known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-02", killed=4))
    told = [str(total(each, "killed").whole.sum) for each in (view, view[1:], view)]
    assert told == ["7", "4", "7"]


def test_each_figure_and_rule_is_kept_apart() -> None:
    """One chronology is asked for several."""
    reports = [
        strike("a", "2024-10-01", killed=3, injured=9, source="P"),
        strike("a", "2024-10-01", killed=5, source="Q"),
    ]
    view = known(*reports)
    asked = [("killed", "hull"), ("injured", "hull"), ("killed", "hull")]
    told = [str(total(view, figure, rule=rule).whole.sum) for figure, rule in asked]
    assert told == ["3 to 5", "9", "3 to 5"]


def test_columns_are_of_eight_bytes_where_that_is_enough() -> None:
    """Python's own numbers only where a sum might not fit."""
    view = known(strike("a", "2024-10-01", killed=3))
    told = brought(view, "killed", Rule.CHOSEN)
    narrow, wide = Figured(told.figures, 10), Figured([Quantity.exactly(10**14)], 10**6)
    assert [each.dtype.kind for each in (narrow.floors, wide.floors)] == ["i", "O"]
