"""Buckets: days, weeks, months and years of a zone, side by side without a gap."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.buckets import Buckets, Calendar
from timeline.records import When
from timeline.records.civil import DAY
from timeline.records.windows import contains

ZONES = st.sampled_from(["UTC", "Europe/Kyiv", "America/New_York", "Pacific/Apia", "+05:30"])
MOMENTS = st.integers(-(10**17), 10**17)


@given(st.sampled_from(Calendar), ZONES, MOMENTS)
def test_every_moment_is_in_its_bucket(calendar: Calendar, zone: str, moment: int) -> None:
    """And the next bucket begins where it ends."""
    buckets = Buckets(calendar, zone)
    at = buckets.at(moment)
    here, following = buckets.bucket(at), buckets.bucket(at + 1)
    assert contains(here.window, moment)
    assert here.window.latest == following.window.earliest


@given(st.dates())
def test_names_are_those_of_the_calendar(date: dt.date) -> None:
    """Days, ISO weeks, months and years, as the standard library has them."""
    moment = (date - dt.date(1970, 1, 1)).days * DAY
    year, week, _ = date.isocalendar()
    expected = {
        "day": date.isoformat(),
        "week": f"{year:04}-W{week:02}",
        "month": date.isoformat()[:7],
        "year": f"{date.year:04}",
    }
    for calendar in Calendar:
        buckets = Buckets(calendar)
        assert buckets.bucket(buckets.at(moment)).name == expected[calendar]


@pytest.mark.parametrize("text", ["2024-10-28", "2024-10", "2024", "-0044-03", "Y12345"])
def test_bucket_of_a_date_is_the_date(text: str) -> None:
    """A bucket has the moments that a `When` of its name has."""
    calendar = {0: Calendar.YEAR, 1: Calendar.MONTH, 2: Calendar.DAY}[text.lstrip("-").count("-")]
    buckets, span = Buckets(calendar), When(text).span
    assert span.earliest is not None
    assert buckets.bucket(buckets.at(span.earliest)).window == span


def test_day_of_kyiv_begins_at_its_midnight() -> None:
    """Also on the day when clocks go back, which is longer."""
    buckets = Buckets(Calendar.DAY, "Europe/Kyiv")
    span = When("2024-10-27[Europe/Kyiv]").span
    assert span.earliest is not None
    assert buckets.bucket(buckets.at(span.earliest)).window == span


def test_day_that_was_left_out_has_no_moment_of_its_own() -> None:
    """Samoa had no 30 December 2011: the moments around it are in the days beside it."""
    buckets = Buckets(Calendar.DAY, "Pacific/Apia")
    span = When("2011-12-31[Pacific/Apia]").span
    assert span.earliest is not None
    names = [
        buckets.bucket(buckets.at(moment)).name for moment in (span.earliest - 1, span.earliest)
    ]
    assert names == ["2011-12-29", "2011-12-31"]
