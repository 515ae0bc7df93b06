"""Buckets: days, weeks, months and years of a zone, side by side without a gap."""

import datetime as dt
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.buckets import Buckets, Calendar
from timeline.records import When
from timeline.records.civil import DAY
from timeline.records.windows import Window, contains

ZONES = st.sampled_from(
    [
        *("UTC", "Europe/Kyiv", "America/New_York", "Pacific/Apia", "Pacific/Kiritimati"),
        *("America/Juneau", "Asia/Manila", "+05:30", "-12:00"),
    ]
)
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


@given(st.sampled_from(Calendar), ZONES, st.integers(-(10**6), 10**6))
def test_bucket_begins_at_its_first_moment(calendar: Calendar, zone: str, at: int) -> None:
    """The moment before is in an earlier one, and the last moment is in it still."""
    buckets = Buckets(calendar, zone)
    if not buckets.exists(at):
        return
    first, following = buckets.start(at), buckets.start(at + 1)
    assert (buckets.at(first), buckets.at(following - 1)) == (at, at)
    assert buckets.at(first - 1) < at < buckets.at(following)


@pytest.mark.parametrize(
    "calendar, name",
    [("day", "1970-01-01"), ("week", "1970-W01"), ("month", "1970-01"), ("year", "1970")],
)
def test_places_are_counted_from_1970(calendar: str, name: str) -> None:
    """The bucket that its first day is in has the place 0."""
    buckets = Buckets(Calendar(calendar))
    assert (buckets.at(0), buckets.bucket(0).name) == (0, name)
    assert buckets.bucket(-1).window.latest == buckets.bucket(0).window.earliest


@pytest.mark.parametrize("name", ["-12345", "-0044", "-0001", "0000", "0001", "0970", "12345"])
def test_years_have_four_digits_or_more(name: str) -> None:
    """Also before our era, and far away."""
    buckets = Buckets(Calendar.YEAR)
    assert buckets.bucket(int(name) - 1970).name == name


def test_buckets_stand_in_the_order_of_their_places() -> None:
    """Those of one place in two zones, or of two sorts, stand beside one another."""
    here, there, week = (
        Buckets(Calendar.DAY),
        Buckets(Calendar.DAY, "+05:30"),
        Buckets(Calendar.WEEK),
    )
    assert here.bucket(3) < there.bucket(4)
    for one, other in permutations([each.bucket(3) for each in (here, there, week)], 2):
        assert not one < other


def test_window_reaches_from_its_first_to_its_last_bucket() -> None:
    """What ends at midnight is not in the next day, and an open side has no bucket."""
    buckets = Buckets(Calendar.DAY)
    assert buckets.reach(Window(0, DAY)) == (0, 0)
    assert buckets.reach(Window(-1, DAY + 1)) == (-1, 1)
    assert buckets.reach(Window(None, 1)) == (None, 0)
    assert buckets.reach(Window(1, None)) == (0, None)


def test_heading_names_the_zone_where_it_is_not_utc() -> None:
    """A table says whose days they are."""
    assert Buckets(Calendar.DAY).heading == "day"
    assert Buckets(Calendar.WEEK, "Europe/Kyiv").heading == "week (Europe/Kyiv)"


@given(
    st.sampled_from(Calendar),
    ZONES,
    st.lists(MOMENTS | st.integers(0, 10 * DAY), max_size=30),
    st.sampled_from([np.int64, np.object_]),
)
def test_places_of_many_moments_are_those_of_each(
    calendar: Calendar, zone: str, moments: list[int], kind: type
) -> None:
    """Near together or far apart, in eight bytes or in numbers of any size."""
    buckets = Buckets(calendar, zone)
    found = buckets.places(np.array(moments, kind))
    assert found.tolist() == [buckets.at(each) for each in moments]


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
