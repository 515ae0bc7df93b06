"""Exact instants: what is taken, what is refused, and the one stored form."""

from datetime import UTC, datetime, timedelta, timezone

import arrow
import pytest
from hypothesis import given

from timeline.errors import InstantError
from timeline.records.instants import Instant, instant, instant_text, instant_words, moved
from timeline.testing.sources import instants

NOON = datetime(2024, 10, 28, 19, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "2024-10-28T19:10Z",
        "2024-10-28T15:10-04:00",
        "2024-10-28 19:10:00.000000+00:00",
        NOON,
        datetime(2024, 10, 28, 15, 10, tzinfo=timezone(timedelta(hours=-4))),
        arrow.Arrow(2024, 10, 28, 21, 10, tzinfo="Europe/Kyiv"),
    ],
    ids=str,
)
def test_what_people_type_is_one_instant_in_utc(given: "datetime | arrow.Arrow | str") -> None:
    """Text with an offset, a datetime and an Arrow name the same moment."""
    assert (instant(given), instant(given).tzinfo) == (NOON, UTC)


@pytest.mark.parametrize(
    "given,problem",
    [
        ("2024-10-28T19:10", "has no offset"),
        (datetime(2024, 10, 28, 19, 10), "has no offset"),  # noqa: DTZ001 - that is the point
        ("2024-10-28", "is no exact instant"),
        ("2024-02-30T10:00Z", "is no real moment"),
        ("2024-10-28T24:10Z", "is no real moment"),
        ("2024-10-28T19:10Z\n", "is no exact instant"),
        ("٢٠٢٤-10-28T19:10Z", "is no exact instant"),
        ("28 October 2024", "is no exact instant"),
        ("0001-01-01T00:00+05:00", "lies outside the years"),
        (20241028, "is a int, not an instant"),
    ],
)
def test_what_is_no_instant_is_refused(given: object, problem: str) -> None:
    """The error says what is wrong, and how to write an instant with its offset."""
    with pytest.raises(InstantError) as caught:
        instant(given)  # type: ignore[arg-type]  # wrong types are part of the test
    assert problem in str(caught.value)
    assert "2024-10-28T15:10-04:00" in str(caught.value)


@given(instants())
def test_stored_form_comes_back(moment: Instant) -> None:
    """Instant → text → instant is the identity, and the text has one length."""
    assert (instant(instant_text(moment)), len(instant_text(moment))) == (moment, 27)


def test_stored_form_of_an_early_year_has_four_digits() -> None:
    """Years before 1000 keep their zeros."""
    assert instant_text(datetime(7, 1, 2, tzinfo=UTC)) == "0007-01-02T00:00:00.000000Z"


def test_words_leave_out_seconds_that_are_zero() -> None:
    """An instant on the minute is printed to the minute, always with its Z."""
    assert instant_words(NOON) == "2024-10-28T19:10Z"
    assert instant_words(NOON + timedelta(seconds=5)) == "2024-10-28T19:10:05Z"


def test_moved_gives_the_local_wall_time() -> None:
    """An instant in a zone is the same moment under its local hour."""
    assert moved(NOON, "Europe/Kyiv").format("HH:mm") == "21:10"
