"""Local times: days of 23 and 25 hours, folds, gaps, and offsets that must agree with a zone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import WhenError
from timeline.records.bounds import extent
from timeline.records.edtf_times import HOUR, MINUTE
from timeline.records.when import When
from timeline.records.windows import Window
from timeline.testing.times import edtf_texts, zones

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def at(text: str) -> int:
    """Return the moment that an ISO text in UTC names."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)


def window(earliest: str, latest: str) -> Window:
    """Return the window between two ISO texts."""
    return Window(at(earliest), at(latest))


@pytest.mark.parametrize(
    "text,zone,hours",
    [
        ("2024-10-28", "Europe/Kyiv", 24),
        ("2024-03-31", "Europe/Kyiv", 23),
        ("2024-10-27", "Europe/Kyiv", 25),
        ("2024-03-31[Europe/Kyiv]", None, 23),
        ("2024-10-27", "+03:00", 24),
        ("2011-12", "Pacific/Apia", 30 * 24),
    ],
)
def test_a_local_day_has_local_bounds(text: str, zone: str | None, hours: int) -> None:
    """Days are as long as the clocks of their zone made them."""
    span = When(text, zone=zone).span
    assert span.latest is not None
    assert span.earliest is not None
    assert span.latest - span.earliest == hours * HOUR


def test_a_bare_day_belongs_to_utc() -> None:
    """Without a zone a day is that of UTC."""
    assert When("2024-10-28").span == window("2024-10-28", "2024-10-29")


def test_a_day_in_kyiv_is_not_a_day_in_utc() -> None:
    """In winter it begins two hours sooner."""
    assert When("2024-10-28[Europe/Kyiv]").span == window("2024-10-27T22:00", "2024-10-28T22:00")


def test_a_folded_minute_covers_both_readings() -> None:
    """03:30 came twice: the window runs from the first to the end of the second."""
    found = When("2024-10-27T03:30[Europe/Kyiv]")
    assert (found.span, found.folded) == (window("2024-10-27T00:30", "2024-10-27T01:31"), True)


def test_an_offset_chooses_the_reading_of_a_folded_minute() -> None:
    """With its offset a folded time is exact again."""
    found = When("2024-10-27T03:30+02:00[Europe/Kyiv]")
    assert (found.span, found.folded) == (window("2024-10-27T01:30", "2024-10-27T01:31"), False)


def test_a_day_with_a_fold_is_not_folded() -> None:
    """A day of 25 hours is one day; only a time of day can be shown twice."""
    assert not When("2024-10-27[Europe/Kyiv]").folded


@pytest.mark.parametrize(
    "text,before,after",
    [
        ("2024-03-31T03:30[Europe/Kyiv]", "2024-03-31T02:59", "2024-03-31T04:00"),
        ("2024-03-31T03:30:00[Europe/Kyiv]", "2024-03-31T02:59:59", "2024-03-31T04:00:00"),
        ("2024-03-31T03[Europe/Kyiv]", "2024-03-31T02", "2024-03-31T04"),
        ("2011-12-30[Pacific/Apia]", "2011-12-29", "2011-12-31"),
    ],
)
def test_a_time_that_never_was_is_refused_with_its_neighbours(
    text: str, before: str, after: str
) -> None:
    """The error names the last time before the clock jumped and the first one after."""
    with pytest.raises(WhenError) as caught:
        extent(text, None)
    assert caught.value.expected.endswith(f"write {before} or {after}")


def test_an_hour_that_is_half_in_a_gap_is_its_other_half() -> None:
    """On Lord Howe clocks go forward by half an hour, from 02:00 to 02:30."""
    span = When("2024-10-06T02[Australia/Lord_Howe]").span
    assert span.latest is not None
    assert span.earliest is not None
    assert span.latest - span.earliest == 30 * MINUTE


@pytest.mark.parametrize(
    "text,at,expected",
    [
        ("2024-10-28T19:00+01:00[Europe/Kyiv]", 0, "an offset that Europe/Kyiv had then: +02:00"),
        ("2024-10-27T03:30+01:00[Europe/Kyiv]", 0, "had then: +03:00 or +02:00"),
        ("2024-03-31T03:30+02:00[Europe/Kyiv]", 0, "had then: none, its clocks jumped"),
        ("2024-10-28T19:00+02:00[+03:00]", 0, "an offset that +03:00 had then: +03:00"),
        ("2024-10-28[Europe/Kyv]", 11, "did you mean Europe/Kyiv?"),
    ],
)
def test_a_zone_that_contradicts_the_text_is_refused(text: str, at: int, expected: str) -> None:
    """An offset must be one that the zone named beside it had at that time (RFC 9557)."""
    with pytest.raises(WhenError) as caught:
        extent(text, None)
    assert (caught.value.at, expected in caught.value.expected) == (at, True)


def test_z_agrees_with_every_zone() -> None:
    """Z says the instant and nothing of the clock on the wall (RFC 9557)."""
    assert When("2024-10-28T17:00Z[Europe/Kyiv]").span == When("2024-10-28T19:00+02:00").span


def test_two_zones_are_refused() -> None:
    """A zone in the text and another one beside it cannot both be meant."""
    with pytest.raises(WhenError, match="the zone given beside the text, UTC, or none"):
        extent("2024-10-28[Europe/Kyiv]", "UTC")


def test_the_same_zone_twice_is_one() -> None:
    """A zone may be given beside a text that names it too."""
    assert extent("2024-10-28[Europe/Kyiv]", "Europe/Kyiv") == extent("2024-10-28", "Europe/Kyiv")


def test_the_end_of_an_interval_takes_the_offset_of_its_start() -> None:
    """ISO 8601-1 lets the end of an interval leave out what its start says."""
    found = When("2024-10-28T19:00+02:00/2024-10-28T20:00")
    assert found.end == window("2024-10-28T18:00", "2024-10-28T18:01")


def test_a_zone_wins_over_the_offset_of_the_start() -> None:
    """A zone is given for local times, so the end is one."""
    found = When("2024-10-28T19:00+05:00/2024-10-28T20:00", zone="Europe/Kyiv")
    assert found.end == window("2024-10-28T18:00", "2024-10-28T18:01")


@given(zones().flatmap(lambda zone: st.tuples(edtf_texts(zone=zone), st.just(zone))))
def test_a_zone_in_the_text_is_a_zone_beside_it(case: tuple[str, str]) -> None:
    """Both ways to give a zone say the same."""
    text, zone = case
    assert extent(f"{text}[{zone}]", None) == extent(text, zone)
