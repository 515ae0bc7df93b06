"""Padding: how far doubts may reach, only where a policy says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.records.civil import DAY
from timeline.records.padding import FIVE_UNITS, NO_PADDING, ONE_UNIT, Padding, padded
from timeline.records.time_units import TimeUnit
from timeline.records.when import When
from timeline.records.windows import contains
from timeline.testing.times import whens

policies = st.sampled_from((NO_PADDING, ONE_UNIT, FIVE_UNITS))


@pytest.mark.parametrize(
    "text,before,after",
    [
        ("2022~", 366, 366),
        ("2022?", 366, 366),
        ("2022%", 732, 732),
        ("2022-05~", 31, 31),
        ("2022-05-03~", 1, 1),
        ("2022-05~-03", 31, 31),
        ("2022-~05-03", 31, 31),
        ("2022-05-~03", 1, 1),
        ("?2022-05-~03", 367, 367),
        ("156X~", 3_653, 3_653),
        ("16XX~", 36_525, 36_525),
        ("1950S2~", 36_525, 36_525),
        ("2001-21~", 92, 92),
        ("2022", 0, 0),
        ("2022~/2024", 366, 0),
        ("2022/2024~", 0, 366),
        ("[2022~,2024]", 366, 0),
        ("[2022..2024~]", 0, 366),
    ],
)
def test_one_unit(text: str, before: int, after: int) -> None:
    """Bounds move by the greatest length of the unit that is in doubt, in days."""
    span, wide = When(text).span, padded(When(text), ONE_UNIT)
    bounds = (span.earliest, span.latest, wide.start.earliest, wide.end.latest)
    assert None not in bounds
    earliest, latest, wide_earliest, wide_latest = (bound or 0 for bound in bounds)
    assert (earliest - wide_earliest, wide_latest - latest) == (before * DAY, after * DAY)


@given(whens(), policies)
def test_padding_only_widens(value: When, policy: Padding) -> None:
    """No window loses a moment."""
    wide = padded(value, policy)
    assert contains(wide.start, value.start)
    assert contains(wide.end, value.end)


@given(whens())
def test_no_padding_changes_nothing(value: When) -> None:
    """The policy that is off gives the extent of the value itself."""
    assert padded(value, NO_PADDING) == value.extent


@given(whens())
def test_five_units_reach_further_than_one(value: When) -> None:
    """A wider policy holds a narrower one."""
    wide, narrow = padded(value, FIVE_UNITS), padded(value, ONE_UNIT)
    assert contains(wide.start, narrow.start)
    assert contains(wide.end, narrow.end)


def test_a_policy_of_ones_own() -> None:
    """Whoever knows the source better may say how far its doubts reach."""
    policy = Padding("the parish register", about=10, unsure=0, both=10)
    wide = padded(When("1530~"), policy)
    assert wide.start.earliest == (When("1530").start.earliest or 0) - 10 * 366 * DAY


def test_padding_may_cross_a_change_of_clocks() -> None:
    """An offset agrees with its zone at the time that is written, not at those around it."""
    found = When("2024-03-31T04:00+03:00~[Europe/Kyiv]")
    assert contains(padded(found, ONE_UNIT).start, found.start)


def test_padding_keeps_what_lasted() -> None:
    """A span stays a span, and its precision is what was written."""
    wide = padded(When("2022~/2024"), ONE_UNIT)
    assert (wide.lasted, wide.precision) == (True, TimeUnit.YEAR)
