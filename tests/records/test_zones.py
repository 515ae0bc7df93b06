"""Wall clocks: two readings in a fold, none in a gap, local days, and years far away."""

import pytest
import whenever
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import WhenError
from timeline.records.civil import CYCLE_DAYS, DAY, day_number
from timeline.records.edtf_times import HOUR, MINUTE, SECOND
from timeline.records.zones import Clock, clock
from timeline.testing.times import zones

KYIV = "Europe/Kyiv"


def zone_clock(name: str) -> Clock:
    """Return the clock of a zone that stands alone."""
    return clock(name, text=name, at=0)


def wall(year: int, month: int, day: int, time: int = 0) -> int:
    """Return a wall time in microseconds."""
    return day_number(year, month, day) * DAY + time


def microseconds(moment: whenever.Instant | whenever.ZonedDateTime) -> int:
    """Return an instant of the other library in microseconds."""
    return moment.timestamp(unit="nanosecond") // 1_000


def of_plain(local: whenever.PlainDateTime) -> int:
    """Return a wall time of the other library in microseconds."""
    return microseconds(local.assume_utc())


def skipped(local: whenever.PlainDateTime, zone: str) -> bool:
    """Return whether the other library says that a wall time never was."""
    try:
        local.assume_tz(zone, disambiguation="raise")
    except whenever.SkippedTime:
        return True
    except whenever.RepeatedTime:
        return False
    return False


@st.composite
def locals_near_a_jump(draw: st.DrawFn, *, zone: str) -> whenever.PlainDateTime:
    """Return wall times up to three hours from where a zone's rules change."""
    year = draw(st.integers(1880, 2090))
    start = whenever.ZonedDateTime(year, 1, 1, tz=zone, disambiguation="earlier")
    change = start.next_transition() or start
    seconds = draw(st.integers(-3 * 3600, 3 * 3600))
    return change.to_plain().add(seconds=seconds, naive_arithmetic_ok=True)


zones_and_locals = zones().flatmap(
    lambda zone: st.tuples(st.just(zone), locals_near_a_jump(zone=zone))
)


@given(zones_and_locals)
def test_what_never_was_agrees_with_whenever(case: tuple[str, whenever.PlainDateTime]) -> None:
    """A clock skips the wall times that an independent library says it skips."""
    zone, local = case
    assert (zone_clock(zone).gap(of_plain(local)) is not None) == skipped(local, zone)


@given(zones_and_locals)
def test_first_reading_agrees_with_whenever(case: tuple[str, whenever.PlainDateTime]) -> None:
    """The first instant at which a clock showed a time is that of an independent library."""
    zone, local = case
    found = zone_clock(zone).earliest(of_plain(local))
    expected = microseconds(local.assume_tz(zone, disambiguation="earlier"))
    assert found == expected or skipped(local, zone)


@given(zones_and_locals)
def test_last_reading_agrees_with_whenever(case: tuple[str, whenever.PlainDateTime]) -> None:
    """The last instant at which a clock showed a time is that of an independent library."""
    zone, local = case
    found = zone_clock(zone).latest(of_plain(local) + 1) - 1
    expected = microseconds(local.assume_tz(zone, disambiguation="later"))
    assert found == expected or skipped(local, zone)


@given(zones_and_locals)
def test_a_day_begins_where_whenever_says(case: tuple[str, whenever.PlainDateTime]) -> None:
    """The first instant of a local day, which need not be midnight, is that of the library."""
    zone, local = case
    day = local.assume_tz(zone, disambiguation="later").start_of("day")
    number = of_plain(day.to_plain().replace_time(whenever.Time(0)))
    assert zone_clock(zone).earliest(number) == microseconds(day)


@pytest.mark.parametrize(
    "day,hours", [((2024, 3, 31), 23), ((2024, 10, 27), 25), ((2024, 10, 28), 24)]
)
def test_local_days_have_local_lengths(day: tuple[int, int, int], hours: int) -> None:
    """In Kyiv the day when clocks go forward has 23 hours, the day they go back 25."""
    start, end = wall(*day), wall(*day) + DAY
    assert zone_clock(KYIV).latest(end) - zone_clock(KYIV).earliest(start) == hours * HOUR


def test_a_folded_time_has_two_readings() -> None:
    """03:30 came twice when Kyiv went back to winter time, an hour apart."""
    kyiv, time = zone_clock(KYIV), wall(2024, 10, 27, 3 * HOUR + 30 * MINUTE)
    assert kyiv.latest(time + 1) - 1 - kyiv.earliest(time) == HOUR


def test_the_minute_before_a_fold_has_one_reading() -> None:
    """02:59 ends when 03:00 is first shown, not when it is shown again."""
    kyiv, minute = zone_clock(KYIV), wall(2024, 10, 27, 2 * HOUR + 59 * MINUTE)
    assert kyiv.latest(minute + MINUTE) - kyiv.earliest(minute) == MINUTE


def test_a_gap_names_where_the_clock_jumped() -> None:
    """03:30 never was on the day Kyiv went forward: its clock jumped from 03:00 to 04:00."""
    gap = zone_clock(KYIV).gap(wall(2024, 3, 31, 3 * HOUR + 30 * MINUTE))
    assert gap is not None
    assert (gap.before, gap.after) == (
        wall(2024, 3, 31, 3 * HOUR),
        wall(2024, 3, 31, 4 * HOUR),
    )


def test_before_year_one_a_zone_keeps_its_oldest_offset() -> None:
    """In 44 BCE Kyiv's clock is two hours, two minutes and four seconds ahead."""
    ides = wall(-43, 3, 15)
    ahead = 2 * HOUR + 2 * MINUTE + 4 * SECOND
    assert zone_clock(KYIV).earliest(ides) == ides - ahead


@given(st.integers(9_599, 9_997), st.integers(1, 10**6), st.integers(0, 366))
def test_after_year_9999_rules_go_on(year: int, cycles: int, day: int) -> None:
    """A zone reads a far day as the same day of the 400-year cycle that `zoneinfo` reaches."""
    near, ahead = wall(year, 1, 1) + day * DAY, cycles * CYCLE_DAYS * DAY
    assert zone_clock(KYIV).earliest(near + ahead) == zone_clock(KYIV).earliest(near) + ahead


@pytest.mark.parametrize(
    "name,hours", [("+03:00", 3), ("-12:00", -12), ("+14:00", 14), ("+00:00", 0)]
)
def test_an_offset_is_a_clock(name: str, hours: int) -> None:
    """A fixed offset is a zone of its own."""
    assert zone_clock(name).earliest(wall(2024, 10, 28)) == wall(2024, 10, 28) - hours * HOUR


def test_an_offset_has_no_gap() -> None:
    """A clock that never moves shows every time."""
    assert zone_clock("+03:00").gap(wall(2024, 3, 31, 3 * HOUR)) is None


@pytest.mark.parametrize(
    "name", ["", "Kyiv", "europe/kyiv", "../etc/passwd", "/etc/passwd", "right/UTC", "A" * 10**6]
)
def test_unknown_zones_are_refused(name: str) -> None:
    """What is no IANA zone is an error, and never opens a file."""
    with pytest.raises(WhenError, match="expected a zone such as Europe/Kyiv"):
        zone_clock(name)


def test_a_misspelt_zone_gets_a_suggestion() -> None:
    """The error names the nearest zone that exists."""
    with pytest.raises(WhenError, match="did you mean Europe/Kyiv"):
        zone_clock("Europe/Kyv")


@pytest.mark.parametrize("name", ["-00:00", "+14:01", "-12:01", "+03:60"])
def test_impossible_offsets_are_refused(name: str) -> None:
    """No clock on earth is further than 12 hours behind or 14 ahead, and zero has no minus."""
    with pytest.raises(WhenError):
        zone_clock(name)
