"""Rivals: pairs of tellings that stood at once, against a look at every pair."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.projections.counted_calls import calls
from tests.projections.plain_tellings import plain_compared, plain_restated
from timeline.projections import Comparison
from timeline.projections.tellings import compared, conflicts, restated
from timeline.projections.told import Told
from timeline.records import Quantity, Source
from timeline.records.exact_numbers import Number
from timeline.resolution.origins import Origin

START = datetime(2024, 10, 20, tzinfo=UTC)

SMALL = st.sampled_from([0, 1, 2, 3, Decimal("2.5")])
UNITS = st.sampled_from([None, None, None, "drones", "people"])


def figures() -> st.SearchStrategy[Quantity]:
    """Return figures of few numbers, so that ends meet, in two units or in none."""
    return st.one_of(
        *(
            st.builds(made, SMALL, unit=UNITS)
            for made in (
                *(Quantity.exactly, Quantity.about, Quantity.at_least, Quantity.more_than),
                Quantity.at_most,
            )
        ),
        st.builds(Quantity.unknown, unit=UNITS),
        st.builds(lambda high, unit: Quantity.fewer_than(high, unit=unit), st.just(3), UNITS),
        st.builds(lambda best, unit: Quantity.about(-best, unit=unit), SMALL, UNITS),
        st.builds(lambda low, unit: Quantity.between(low, low + 1, unit=unit), SMALL, UNITS),
    )


@st.composite
def several_told(draw: st.DrawFn) -> list[Told]:
    """Return tellings of few origins at few moments, in the order in which they began."""
    moments = st.integers(0, 5)
    found = []
    for number in range(draw(st.integers(0, 12))):
        since, lasted = draw(moments), draw(st.none() | moments)
        until = None if lasted is None else START + timedelta(days=since + lasted)
        each = telling(draw(figures()), draw(st.sampled_from("ABC")), since, number)
        found.append(evolve(each, until=until))
    return sorted(found, key=lambda each: (each.since, each.id))


def telling(quantity: Quantity, who: str, since: int, number: int) -> Told:
    """Return a telling that goes on, begun so many days after the first."""
    return Told(
        quantity=quantity,
        origin=Origin(who.casefold(), who),
        source=Source(publisher=who),
        id=f"sha256:{number:064}",
        position=number + 1,
        since=START + timedelta(days=since),
        until=None,
        ended_by=(),
    )


@given(several_told(), st.sampled_from([None, 0, Decimal("0.5"), 1]))
def test_pairs_and_conflicts_are_those_of_a_look_at_every_pair(
    told: Sequence[Told], tolerance: Number | None
) -> None:
    """The same ones in the same order, whoever restated what, with a tolerance and without."""
    known = list(restated(told))
    expected = list(plain_compared(known, tolerance))
    assert list(compared(known, tolerance)) == expected
    clashing = [each for each in expected if each.result is Comparison.CONFLICT]
    assert list(conflicts(known, tolerance)) == clashing


@given(several_told())
def test_each_is_restated_by_the_next_other_figure_of_its_origin(told: Sequence[Told]) -> None:
    """While it stood; what its origin says at the same moment restates nothing."""
    known = list(restated(told))
    assert [each.restated_by for each in known] == plain_restated(told)
    by_id = {each.id: each for each in told}
    for each in known:
        assert each.restated == (by_id[each.restated_by].since if each.restated_by else None)


def test_figures_that_agree_are_not_looked_at_in_pairs() -> None:
    """Twice as many origins, each with a figure of its own that all can be true: twice the work."""

    def looked_at(count: int) -> int:
        told = [telling(Quantity.at_least(at), f"o{at}", at, at) for at in range(count)]
        return calls(lambda: list(conflicts(told, None)))

    assert looked_at(800) < 2.4 * looked_at(400)


def test_own_figures_are_not_looked_at_in_pairs() -> None:
    """Nor where one origin says so many things at one moment, none of which another could be."""

    def looked_at(count: int) -> int:
        told = [telling(Quantity.exactly(at), "a", 0, at) for at in range(count)]
        return calls(lambda: list(conflicts(list(restated(told)), None)))

    assert looked_at(800) < 2.4 * looked_at(400)


def test_what_stands_no_longer_is_not_looked_at() -> None:
    """Each is gone when the next one begins, with which it would conflict."""

    def looked_at(count: int) -> int:
        begun = [telling(Quantity.exactly(at), f"o{at}", at, at) for at in range(count)]
        told = [evolve(each, until=each.since + timedelta(hours=1)) for each in begun]
        return calls(lambda: list(conflicts(told, None)))

    assert looked_at(800) < 2.4 * looked_at(400)


def test_what_conflicts_is_found_among_many_that_agree() -> None:
    """One of them cannot be true beside the last one."""
    many = [telling(Quantity.at_least(0), f"o{at}", at, at) for at in range(50)]
    one, other = (
        telling(Quantity.exactly(2), "x", 50, 50),
        telling(Quantity.exactly(3), "y", 51, 51),
    )
    assert [each.ids for each in conflicts([*many, one, other], None)] == [(one.id, other.id)]
