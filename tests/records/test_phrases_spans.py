"""Distances from publication, and bounds."""

import pytest

from timeline.records.phrases import Tense, phrase

MONDAY = "2024-10-28"
EVENING = "2024-10-28T19:00Z"


def read(text: str, published: str = MONDAY, tense: Tense = Tense.PAST) -> str | None:
    """Return the EDTF of a phrase said in Kyiv."""
    reading = phrase(text, published=published, zone="Europe/Kyiv", tense=tense)
    return None if reading.when is None else reading.when.text


class TestDistances:
    """A number of units before publication, or after it."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("three days ago", "2024-10-25"),
            ("21 days ago", "2024-10-07"),
            ("twenty-one days ago", "2024-10-07"),
            ("a week ago", "2024-10-21~"),
            ("two weeks ago", "2024-10-14~"),
            ("two months ago", "2024-08~"),
            ("two years ago", "2022~"),
            ("two decades ago", "2004~"),
            ("two weekends ago", "[2024-10-19..2024-10-20]"),
            ("about two weeks ago", "2024-10-14~"),
            ("in three days", "2024-10-31"),
            ("in two weeks' time", "2024-11-11~"),
            ("two years from now", "2026~"),
        ],
    )
    def test_a_distance_is_as_exact_as_its_unit(self, text: str, expected: str) -> None:
        """Days are exact; weeks are about a day, months about a month."""
        assert read(text) == expected

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("a couple of days ago", "[2024-10-25~..2024-10-26~]"),
            ("a few days ago", "[2024-10-22~..2024-10-26~]"),
            ("several weeks ago", "[2024-08-26~..2024-10-07~]"),
            ("weeks ago", "[..2024-10-14~]"),
            ("more than two years ago", "[..2022~]"),
        ],
    )
    def test_a_vague_number_has_bounds_of_ours(self, text: str, expected: str) -> None:
        """A couple is 2 or 3, a few are 2 to 6, several 3 to 9, a plural at least 2."""
        assert read(text) == expected

    def test_hours_need_the_hour_of_publication(self) -> None:
        """A day is not enough."""
        assert phrase("two hours ago", published=MONDAY).rule == "hour-of-publication-unknown"

    def test_hours_are_counted_on_the_clock_of_the_place(self) -> None:
        """At 21:00 in Kyiv."""
        assert read("two hours ago", EVENING) == "2024-10-28T19~"


class TestSpans:
    """Stretches that begin or end at publication."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("over the past three days", "2024-10-25/2024-10-28"),
            ("the past five days", "2024-10-23/2024-10-28"),
            ("over the past week", "2024-10-21/2024-10-28"),
            ("over the last month", "2024-09-28~/2024-10-28"),
            ("over the past few days", "2024-10-22~..2024-10-26~/2024-10-28"),
            ("over the next two weeks", "2024-10-28/2024-11-11"),
            ("over the next several weeks", "2024-10-28/2024-11-18~..2024-12-30~"),
            ("over the coming weeks", "2024-10-28/2024-11-11~..2024-12-30~"),
        ],
    )
    def test_what_goes_over_a_span_lasted(self, text: str, expected: str) -> None:
        """An interval; the end that a vague number leaves open has bounds of ours."""
        assert read(text) == expected

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("in the past three days", "[2024-10-25..2024-10-28]"),
            ("within three days", "[2024-10-28..2024-10-31]"),
            ("in recent days", "[2024-10-19~..2024-10-28]"),
            ("in recent weeks", "[2024-08-26~..2024-10-28]"),
            ("in the coming days", "[2024-10-28..2024-11-06~]"),
            ("recently", "[..2024-10-28]"),
            ("soon", "[2024-10-28..]"),
        ],
    )
    def test_what_is_in_a_span_is_one_moment(self, text: str, expected: str) -> None:
        """A set; recent and coming ones are up to nine."""
        assert read(text) == expected

    def test_hours_are_counted_to_the_minute(self) -> None:
        """From the moment of publication back."""
        assert read("in the past 24 hours", EVENING) == "[2024-10-27T21:00..2024-10-28T21:00]"

    def test_hours_become_days_where_only_the_day_is_known(self) -> None:
        """Every day that they may touch."""
        assert read("in the past 24 hours") == "[2024-10-27..2024-10-28]"

    def test_hours_ahead_become_days_where_only_the_day_is_known(self) -> None:
        """The day of publication may end with them."""
        assert read("in the next 30 hours") == "[2024-10-28..2024-10-30]"


class TestOneSidedBounds:
    """Before, by, until, since, after."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("before 3 March", "[..2024-03-02]"),
            ("prior to March 2022", "[..2022-02]"),
            ("before 2014", "[..2013]"),
            ("before the 1980s", "[..1979]"),
            ("before last week", "[..2024-10-20]"),
            ("before noon on Friday", "[..2024-10-25T11:59]"),
            ("before the end of March", "[..2024-03-31]"),
            ("before the spring of 2022", "[..2022-02]"),
            ("after 3 March", "[2024-03-04..]"),
            ("after 2014", "[2015..]"),
            ("after the third quarter of 2022", "[2022-10..]"),
            ("after 4 a.m. on Friday", "[2024-10-25T04:00..]"),
            ("after the beginning of March", "[2024-03-01..]"),
            ("by Friday", "[..2024-10-25]"),
            ("no later than 2014", "[..2014]"),
            ("by the end of March", "[..2024-03-31]"),
            ("until Friday", "/2024-10-25"),
            ("until now", "/.."),
            ("so far", "/.."),
            ("since Friday", "2024-10-25/.."),
            ("since last week", "2024-10-21..2024-10-27/.."),
            ("since 2014", "2014/.."),
            ("from Friday", "2024-10-25/"),
            ("starting on Friday", "2024-10-25/"),
            ("from June until now", "2024-06/.."),
            ("as of Friday", "2024-10-25"),
        ],
    )
    def test_a_bound_on_one_side(self, text: str, expected: str) -> None:
        """Before and after exclude what they name, by and until include it."""
        assert read(text) == expected

    def test_by_in_the_future_begins_at_publication(self) -> None:
        """What will happen has not happened."""
        assert read("by Friday", tense=Tense.FUTURE) == "[2024-10-28..2024-11-01]"

    def test_since_never_looks_ahead(self) -> None:
        """November of this year has not begun."""
        assert read("since November") == "2023-11/.."


class TestTwoSidedBounds:
    """From … to, between … and."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("from 5 March to 3 April", "2024-03-05/2024-04-03"),
            ("from 24 February to 2 April 2022", "2022-02-24/2022-04-02"),
            ("June to August 1992", "1992-06/1992-08"),
            ("from November to February", "2023-11/2024-02"),
            ("2014\u20132022", "2014/2022"),
            ("from 2014 until March 2022", "2014/2022-03"),
            ("from Monday to Friday", "2024-10-21/2024-10-25"),
            ("from Friday to Monday", "2024-10-25/2024-10-28"),
            ("from 1 to 5 March 2022", "2022-03-01/2022-03-05"),
            ("1-5 March 2022", "2022-03-01/2022-03-05"),
            ("March 1-5, 2022", "2022-03-01/2022-03-05"),
            ("from today till tomorrow", "2024-10-28/2024-10-29"),
            ("from 10 p.m. on Sunday to 6 a.m. on Monday", "2024-10-27T22/2024-10-28T06"),
        ],
    )
    def test_from_one_to_another_lasted(self, text: str, expected: str) -> None:
        """A year, month or week that one end leaves out, the other lends it."""
        assert read(text) == expected

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("between 1 and 5 March 2022", "[2022-03-01..2022-03-05]"),
            ("between March 1 and 5, 2022", "[2022-03-01..2022-03-05]"),
            ("between March and May 2022", "[2022-03..2022-05]"),
            ("between 2014 and 3 March 2022", "[2014-01-01..2022-03-03]"),
            ("between Friday and Sunday", "[2024-10-25..2024-10-27]"),
        ],
    )
    def test_between_two_is_one_moment(self, text: str, expected: str) -> None:
        """In days, where the two are written differently."""
        assert read(text) == expected

    def test_a_run_of_days_begins_with_one_of_the_month(self) -> None:
        """February has no 30th."""
        assert phrase("30-29 February 2024", published=MONDAY).rule == "no-such-date"

    def test_in_the_future_the_end_follows_the_start(self) -> None:
        """On a Monday, Tuesday is tomorrow, and the Monday after it next week."""
        assert read("from Tuesday to Monday", tense=Tense.FUTURE) == "2024-10-29/2024-11-04"

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("about 28 October", "2024-10-28~"),
            ("around March 2022", "2022-03~"),
            ("circa 1910", "1910~"),
            ("between about 3 March and 5 March 2022", "[2022-03-03~..2022-03-05]"),
        ],
    )
    def test_an_approximate_date_is_marked(self, text: str, expected: str) -> None:
        """As the source marks it."""
        assert read(text) == expected
