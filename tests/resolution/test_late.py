"""What came late: thresholds, bounds of uncertain time, and the clocks that count."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.codec import Record, record_id
from timeline.errors import FieldError
from timeline.ledger import Log, open_log
from timeline.records import (
    Correction,
    Erasure,
    Event,
    Instant,
    Judgement,
    Reinstatement,
    Retraction,
    When,
)
from timeline.resolution.late import Delay, Late, Lateness
from timeline.resolution.revision import published_clock
from timeline.testing.histories import DATES, histories
from timeline.testing.times import whens

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


def event(happened: str = "2024-10-25", published: str = "2024-10-25T12:00Z", **more: Any) -> Event:
    """Return a report."""
    return Event(happened=happened, published=published, source="P", summary="seen", **more)


def log_of(*history: Record) -> Log:
    """Return a log that took in those records at noon of the first of November."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*history)
    return log


def positions(found: Sequence[Late]) -> list[int]:
    """Return where they are in the log."""
    return [each.entry.position for each in found]


def test_record_is_late_by_its_own_publication() -> None:
    """A week later, to the microsecond: longer than that is late, that long is not."""
    log = log_of(event())
    (found,) = log.late(published=7 * DAY - MICROSECOND)
    assert found.since_published == 7 * DAY
    assert log.late(published=7 * DAY) == ()


def test_correction_counts_by_its_own_publication() -> None:
    """It came the day after, however old the report that it corrects."""
    first = event(published="2024-01-01T12:00Z")
    second = event(published="2024-10-31T12:00Z", tags="new")
    change = Correction(
        corrects=record_id(first), replacement=second, reason="r", published=second.published
    )
    log = log_of(first, change)
    assert positions(log.late(published=2 * DAY)) == [1]
    assert [each.since_published for each in log.late(published=DAY / 2)] == [305 * DAY, DAY]


def test_amendment_of_our_own_is_never_late() -> None:
    """It is no news: no publisher said it, so nothing came late."""
    first = event()
    mended = Correction(corrects=record_id(first), replacement=event(tags="new"), reason="r")
    gone = Retraction(retracts=record_id(first), cause="coded in error", reason="r")
    judged = Judgement(left="a", right="b", verdict="same", reason="r", by="desk")
    log = log_of(first, mended, gone, judged)
    assert positions(log.late(published=timedelta(0), happened=timedelta(0))) == [1]


def test_retraction_and_reinstatement_count_by_their_publication() -> None:
    """They report no happening, so there is no delay since one."""
    first = event(published="2024-10-31T12:00Z")
    gone = Retraction(
        retracts=record_id(first), cause="withdrawn", reason="r", published="2024-10-20T12:00Z"
    )
    back = Reinstatement(reinstates=record_id(gone), reason="r", published="2024-10-21T12:00Z")
    found = log_of(first, gone, back).late(published=7 * DAY)
    assert [(each.entry.position, each.since_happened) for each in found] == [(2, None), (3, None)]


def test_what_was_published_after_it_was_recorded_is_not_late() -> None:
    """Under an embargo, or announced: even after no time at all."""
    log = log_of(event(happened="2024-12-01", published="2024-11-20T12:00Z"))
    assert log.late(published=timedelta(0), happened=timedelta(0)) == ()
    assert log.late(happened=timedelta(0), lateness="possible") == ()


def test_embargoed_report_of_long_ago_is_late_by_the_other_clock() -> None:
    """Its delay since publication lies below 0."""
    (found,) = log_of(event(published="2024-11-03T12:00Z")).late(happened=DAY)
    assert found.since_published == -2 * DAY


def test_delay_since_a_day_has_two_bounds() -> None:
    """It happened at some moment of the 25th: more than 6 and a half days, at most 7 and a half."""
    (found,) = log_of(event()).late(happened=DAY)
    assert found.since_happened == Delay(int(6.5 * DAY / MICROSECOND), int(7.5 * DAY / MICROSECOND))


@pytest.mark.parametrize(
    "days,lateness,count",
    [
        (6.5, "certain", 1),
        (6.6, "certain", 0),
        (6.6, "possible", 1),
        (7.4, "possible", 1),
        (7.5, "possible", 0),
    ],
)
def test_threshold_counts_certainly_or_possibly(days: float, lateness: str, count: int) -> None:
    """By default the shortest possible delay counts; the longest by name."""
    log = log_of(event())
    assert len(log.late(happened=days * DAY, lateness=lateness)) == count
    if lateness == "certain":
        assert len(log.late(happened=days * DAY)) == count


def test_what_lasted_counts_from_any_moment_of_it() -> None:
    """Certainly late only after it was over; possibly, from when it may have begun."""
    log = log_of(event(happened="2024-10-01/2024-10-25"))
    (found,) = log.late(happened=6 * DAY)
    assert found.since_happened == Delay(
        int(6.5 * DAY / MICROSECOND), int(31.5 * DAY / MICROSECOND)
    )
    assert log.late(happened=7 * DAY) == ()
    assert positions(log.late(happened=31 * DAY, lateness=Lateness.POSSIBLE)) == [1]


def test_open_ends_are_open_bounds() -> None:
    """What still goes on is never certainly late; what has no known beginning is possibly so."""
    ongoing, old = event(happened="2024-10-01/.."), event(happened="../2024-10-01")
    log = log_of(ongoing, old)
    assert positions(log.late(happened=timedelta(0))) == [2]
    found = log.late(happened=DAY, lateness=Lateness.POSSIBLE)
    assert [each.since_happened for each in found] == [
        Delay(None, int(31.5 * DAY / MICROSECOND)),
        Delay(int(30.5 * DAY / MICROSECOND), None),
    ]
    never_ending = log.late(happened=timedelta.max, lateness=Lateness.POSSIBLE)
    assert positions(never_ending) == [2]


@pytest.mark.parametrize("text", ["-0043-03-15", "-0500", "Y-170000000", "Y-17E9", "Y17E9", "9999"])
def test_years_beyond_the_calendar_of_datetime_are_counted(text: str) -> None:
    """Before our era, and farther than eight bytes hold: exact bounds, and no error."""
    log = log_of(event(happened=text), event())
    happened = When(text).span
    recorded = int((NOON - datetime(1970, 1, 1, tzinfo=UTC)) / MICROSECOND)
    found = {each.entry.position: each.since_happened for each in log.late(published=DAY)}
    assert happened.earliest is not None
    assert happened.latest is not None
    assert found[1] == Delay(recorded - happened.latest, recorded - happened.earliest)
    longer = positions(log.late(happened=timedelta(days=365_000)))
    assert longer == ([1] if happened.latest < -365_000 * 86_400 * 10**6 else [])
    longest = positions(log.late(happened=timedelta.max, lateness="possible"))
    past = recorded - happened.earliest > timedelta.max // MICROSECOND
    assert longest == ([1] if past else [])


def test_late_by_either_length_is_late() -> None:
    """Both are told of each."""
    log = log_of(
        event(happened="2024-10-31", published="2024-10-01T12:00Z"),
        event(happened="2024-01-01", published="2024-11-01T10:00Z"),
        event(happened="2024-10-31", published="2024-11-01T10:00Z"),
    )
    assert positions(log.late(published=7 * DAY, happened=30 * DAY)) == [1, 2]


def test_erased_record_is_not_told() -> None:
    """Its body is gone, and its publication with it."""
    first = event()
    log = log_of(first, event(tags="other"))
    log.append(Erasure(erases=record_id(first), authority="court", reason="r"))
    assert positions(log.late(published=DAY)) == [2]


@pytest.mark.parametrize(
    "given,problem",
    [
        ({}, "is not given"),
        ({"published": -DAY}, "lies below 0"),
        ({"happened": 7}, "give a timedelta"),
    ],
)
def test_wrong_length_is_refused(given: dict[str, Any], problem: str) -> None:
    """Neither of them, one below nothing, and a number without a unit."""
    with pytest.raises(FieldError, match=problem):
        log_of().late(**given)


def test_wrong_lateness_is_refused_with_the_nearest() -> None:
    """A choice is told by its words."""
    with pytest.raises(ValueError, match="did you mean 'possible'"):
        log_of().late(happened=DAY, lateness="posible")


@pytest.mark.parametrize(
    "happened,told",
    [
        ("2024-10-25", "6 to 7 days after it happened"),
        ("2024-11-01", "at most 12 hours after it happened"),
        ("2024-10-30T11:00Z/2024-11-01T09:59:59Z", "2 hours to 2 days after it happened"),
        ("2024-11-01T11:58:30Z", "1 minute after it happened"),
        ("2024-11-02", "before it happened"),
        ("../2024-10-25", "more than 6 days after it happened"),
        ("2024-10-25/..", "at most 7 days after it happened"),
        ("../..", "at some time after it happened"),
        ("-0043-03-15", "2,067 years after it happened"),
    ],
)
def test_delay_is_printed_in_words(happened: str, told: str) -> None:
    """In the largest unit, rounded down, with both bounds where they differ."""
    log = log_of(event(happened=happened))
    (found,) = log.late(published=DAY)
    identity = found.entry.id[:19]
    expected = f"position 1, {identity}: seen: recorded 7 days after it was published, {told}"
    assert str(found) == expected


def test_amendment_and_embargo_are_printed_in_words() -> None:
    """A retraction says what it is; what was recorded first, how long before."""
    first = event(published="2024-11-01T15:00Z")
    gone = Retraction(
        retracts=record_id(first), cause="withdrawn", reason="r", published="2024-10-31T11:59:30Z"
    )
    told = [str(each) for each in log_of(first, gone).late(published=DAY, happened=DAY)]
    assert told[0].endswith(
        "seen: recorded 3 hours before it was published, 6 to 7 days after it happened"
    )
    assert told[1].endswith("retraction: recorded 24 hours after it was published")


@given(
    st.lists(st.tuples(whens(), st.sampled_from(DATES)), max_size=8),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=40)),
    st.none() | st.timedeltas(timedelta(0)) | st.timedeltas(timedelta(0), timedelta(days=40)),
    st.sampled_from(Lateness),
)
def test_late_is_what_the_naive_definition_has(
    told: list[tuple[When, Instant]],
    published: timedelta | None,
    happened: timedelta | None,
    lateness: Lateness,
) -> None:
    """Every record looked at by itself: longer than the length, for the first or last moment."""
    records = [
        Event(key=f"k{at}", happened=when, published=by, source="P", summary="s")
        for at, (when, by) in enumerate(told)
    ]
    if published is None and happened is None:
        published = DAY
    log = log_of(*records)
    recorded = int((NOON - datetime(1970, 1, 1, tzinfo=UTC)) / MICROSECOND)
    expected = [
        at
        for at, (when, by) in enumerate(told, 1)
        if (published is not None and NOON - by > published)
        or (happened is not None and _is_longer(when, recorded, happened // MICROSECOND, lateness))
    ]
    assert (
        positions(log.late(published=published, happened=happened, lateness=lateness)) == expected
    )


def _is_longer(when: When, recorded: int, than: int, lateness: Lateness) -> bool:
    """Whether the delay is longer from every moment, or from one."""
    last = None if when.end.latest is None else when.end.latest - 1
    first = when.start.earliest
    if lateness is Lateness.CERTAIN:
        return last is not None and recorded - last > than
    return first is None or recorded - first > than


@given(histories(erasures=True))
def test_what_is_late_is_in_the_log_with_its_delays(history: Sequence[Record]) -> None:
    """With a length of 0, all that was published before it was recorded, in order."""
    log = log_of(*history)
    found = log.late(published=timedelta(0))
    clocks = {each.position: published_clock(each) for each in log}
    assert positions(found) == [at for at, clock in clocks.items() if clock is not None]
    for each in found:
        assert clocks[each.entry.position] == NOON - each.since_published
