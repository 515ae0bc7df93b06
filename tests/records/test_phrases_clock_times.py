"""Times of day, with zones, and parts of days."""

import pytest

from timeline.records.phrases import Tense, phrase
from timeline.records.when import When

MONDAY = "2024-10-28"
EVENING = "2024-10-28T19:00Z"
"""21:00 in Kyiv."""


def read(text: str, published: str = MONDAY, tense: Tense = Tense.PAST) -> str | None:
    """Return the EDTF of a phrase said in Kyiv."""
    reading = phrase(text, published=published, zone="Europe/Kyiv", tense=tense)
    return None if reading.when is None else reading.when.text


class TestClockTimes:
    """What a clock shows."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("at 4 a.m. on Friday", "2024-10-25T04"),
            ("Friday at 4 am", "2024-10-25T04"),
            ("4 p.m. Friday", "2024-10-25T16"),
            ("12 a.m. on Friday", "2024-10-25T00"),
            ("12 p.m. on Friday", "2024-10-25T12"),
            ("four in the morning on Friday", "2024-10-25T04"),
            ("4:30 p.m. on Friday", "2024-10-25T16:30"),
            ("16:30 on Friday", "2024-10-25T16:30"),
            ("from 19.00 on 27 October", "2024-10-27T19:00/"),
            ("noon on Friday", "2024-10-25T12:00"),
            ("at about 4 a.m. on Friday", "2024-10-25T04~"),
            ("on Friday at about 4 a.m.", "2024-10-25T04~"),
            ("today at 10:30", "2024-10-28T10:30"),
        ],
    )
    def test_a_time_is_as_exact_as_it_is_told(self, text: str, expected: str) -> None:
        """To the hour where no minutes are said; two numbers count to 24."""
        assert read(text) == expected

    @pytest.mark.parametrize("text", ["13 a.m.", "0 p.m.", "13:30 p.m.", "25:00", "10:75"])
    def test_a_time_that_no_clock_shows_is_not_read(self, text: str) -> None:
        """There is none to correct it to."""
        assert read(text) is None

    def test_midnight_may_begin_or_end_a_day(self) -> None:
        """English leaves it open."""
        assert read("midnight on Friday") == "[2024-10-25T00:00,2024-10-26T00:00]"

    def test_a_time_alone_is_the_last_that_the_clock_showed(self) -> None:
        """At 21:00, 22:30 was yesterday."""
        assert read("at 22:30", EVENING) == "2024-10-27T22:30"

    def test_a_time_alone_may_be_today(self) -> None:
        """At 21:00, 20:30 was half an hour ago."""
        assert read("at 20:30", EVENING) == "2024-10-28T20:30"

    def test_a_time_alone_in_the_future_is_the_next(self) -> None:
        """At 21:00, 20:30 is tomorrow."""
        assert read("at 20:30", EVENING, Tense.FUTURE) == "2024-10-29T20:30"

    @pytest.mark.parametrize("tense", [Tense.PAST, Tense.FUTURE])
    @pytest.mark.parametrize("published", [EVENING, "2024-10-28T19:00:30Z"])
    def test_a_time_alone_may_be_that_of_publication(self, published: str, tense: Tense) -> None:
        """Half a minute past nine is still nine."""
        assert read("at 21:00", published, tense) == "2024-10-28T21:00"

    def test_a_time_alone_is_of_the_day_where_no_more_is_known(self) -> None:
        """No hour of publication to compare with."""
        assert read("at 22:30") == "2024-10-28T22:30"

    def test_a_wall_time_that_never_was_is_not_read(self) -> None:
        """Clocks in Kyiv jumped from 3 to 4 on that day."""
        reading = phrase("at 3:30 on 31 March 2024", published=MONDAY, zone="Europe/Kyiv")
        assert (reading.when, reading.rule) == (None, "never-was")

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("from 9:30 to 11:00 on Thursday", "2024-10-24T09:30/2024-10-24T11:00"),
            ("Thursday 9:30 - 11:00", "2024-10-24T09:30/2024-10-24T11:00"),
            ("between 3:30 p.m. and 6 p.m.", "[2024-10-28T15:30..2024-10-28T18:00]"),
            ("from 11 p.m. to 1 a.m.", "2024-10-27T23/2024-10-28T01"),
        ],
    )
    def test_two_times_share_their_day(self, text: str, expected: str) -> None:
        """Or lie on either side of midnight."""
        assert read(text) == expected

    def test_half_of_the_day_is_not_lent(self) -> None:
        """*11:30 to 1:30 p.m.* begins in the morning, *1:00 to 1:30 p.m.* does not."""
        reading = phrase("from 1:00 to 1:30 p.m.", published=MONDAY)
        assert (reading.when, reading.rule) == (None, "half-of-day-unknown")


class TestZones:
    """Zones that are told with a time."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("at 4 a.m. Kyiv time on Friday", When("2024-10-25T04", zone="Europe/Kyiv")),
            ("16:00 London time on Friday", When("2024-10-25T16:00", zone="Europe/London")),
            ("4 p.m. New York time on Friday", When("2024-10-25T16", zone="America/New_York")),
            ("4 p.m. ET on Friday", When("2024-10-25T16", zone="America/New_York")),
            ("10:30 GMT on Friday", When("2024-10-25T10:30Z")),
            ("10:30 (UTC) on Friday", When("2024-10-25T10:30Z")),
            ("0730 GMT on Friday", When("2024-10-25T07:30Z")),
            ("4 p.m. EST on Friday", When("2024-10-25T16-05:00")),
            ("6:40 p.m. (GMT+8) on Friday", When("2024-10-25T18:40+08:00")),
            ("6:40 p.m. UTC-3 on Friday", When("2024-10-25T18:40-03:00")),
            ("10:30 local time on Friday", When("2024-10-25T10:30", zone="Asia/Tokyo")),
            ("5 a.m. (0200 GMT) on Friday", When("2024-10-25T05+03:00")),
            ("1 a.m. (2200 GMT) on Friday", When("2024-10-25T01+03:00")),
            ("9 p.m. (0100 GMT) on Friday", When("2024-10-25T21-04:00")),
        ],
    )
    def test_the_zone_of_a_clock_is_kept(self, text: str, expected: When) -> None:
        """Instead of that of the place; the day is that of the place."""
        assert phrase(text, published=MONDAY, zone="Asia/Tokyo").when == expected

    @pytest.mark.parametrize("text", ["10:30 CST", "10:30 IST", "10:30 Indianapolis time"])
    def test_letters_that_several_zones_share_are_not_read(self, text: str) -> None:
        """China and Chicago both say CST."""
        assert read(text) is None

    def test_a_time_alone_is_of_the_day_of_its_own_zone(self) -> None:
        """At 01:00 on Tuesday in Tokyo, 16:00 in London was on Monday."""
        reading = phrase("16:00 GMT", published="2024-10-28T16:30Z", zone="Asia/Tokyo")
        assert reading.when == When("2024-10-28T16:00Z")

    def test_a_zone_is_lent_to_the_other_time(self) -> None:
        """One GMT for both."""
        reading = phrase("between 10:30 and 11:30 GMT", published=EVENING, zone="Asia/Tokyo")
        assert reading.when == When("[2024-10-28T10:30Z..2024-10-28T11:30Z]")

    def test_two_zones_are_not_read(self) -> None:
        """EDTF has room for one."""
        reading = phrase("from 10:30 Kyiv time to 11:30 London time", published=MONDAY)
        assert (reading.when, reading.rule) == (None, "two-zones")

    def test_one_of_two_zones_is_not_read(self) -> None:
        """EDTF has room for one."""
        reading = phrase("10:30 GMT or 11:30 Kyiv time", published=MONDAY)
        assert (reading.when, reading.rule) == (None, "two-zones")

    @pytest.mark.parametrize("text", ["10:30 UTC+15", "10:30 GMT-13"])
    def test_an_offset_that_no_clock_keeps_is_not_read(self, text: str) -> None:
        """From -12 to +14."""
        assert phrase(text, published=MONDAY).rule == "no-such-offset"

    def test_clocks_that_cannot_both_be_right_are_not_read(self) -> None:
        """No zone is seven minutes off."""
        reading = phrase("5:07 a.m. (0200 GMT)", published=MONDAY)
        assert (reading.when, reading.rule) == (None, "clocks-that-differ")


class TestPartsOfDays:
    """Morning, evening, night; their conventional ends are marked."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("Friday morning", "[2024-10-25T04:00~..2024-10-25T11:59]"),
            ("on the morning of 25 October", "[2024-10-25T04:00~..2024-10-25T11:59]"),
            ("this morning", "[2024-10-28T04:00~..2024-10-28T11:59]"),
            ("yesterday afternoon", "[2024-10-27T12:00..2024-10-27T18:00~]"),
            ("Friday evening", "[2024-10-25T17:00~..2024-10-25T23:00~]"),
            ("Friday night", "[2024-10-25T18:00~..2024-10-26T06:00~]"),
            ("late on Friday night", "[2024-10-25T21:00~..2024-10-26T03:00~]"),
            ("early Friday morning", "[2024-10-25T04:00~..2024-10-25T09:00~]"),
            ("in the early hours of Sunday", "[2024-10-27T00:00..2024-10-27T06:00~]"),
            ("early on Friday", "[2024-10-25T00:00..2024-10-25T09:00~]"),
            ("late Friday", "[2024-10-25T17:00~..2024-10-25T23:59]"),
            ("tonight", "[2024-10-28T18:00~..2024-10-29T06:00~]"),
            ("last night", "[2024-10-27T18:00~..2024-10-28T06:00~]"),
        ],
    )
    def test_a_part_of_a_day_is_one_moment(self, text: str, expected: str) -> None:
        """A night belongs to the day on which it begins."""
        assert read(text) == expected

    def test_a_part_of_one_of_two_days_is_one_of_two(self) -> None:
        """*Last Monday*, said on a Wednesday, may be of either week."""
        assert read("last Monday afternoon", "2024-10-30") == (
            "[2024-10-21T12:00..2024-10-21T18:00~,2024-10-28T12:00..2024-10-28T18:00~]"
        )


class TestNights:
    """Nights have two days."""

    @pytest.mark.parametrize(
        "text",
        [
            "overnight",
            "overnight into Monday",
            "one night into Monday",
            "overnight from Sunday to Monday",
            "on the night of October 28",
        ],
    )
    def test_the_night_before_publication(self, text: str) -> None:
        """Told on a Monday, in the past."""
        assert read(text) == "[2024-10-27T18:00~..2024-10-28T09:00~]"

    def test_overnight_in_the_future_is_the_coming_night(self) -> None:
        """Snow is expected overnight."""
        assert read("overnight", tense=Tense.FUTURE) == "[2024-10-28T18:00~..2024-10-29T09:00~]"

    def test_the_night_of_a_day_may_be_either(self) -> None:
        """In translations from Ukrainian it is the one before, in English the one after."""
        assert read("on the night of October 25") == (
            "[2024-10-24T18:00~..2024-10-25T09:00~,2024-10-25T18:00~..2024-10-26T06:00~]"
        )

    def test_a_night_joins_two_days_in_a_row(self) -> None:
        """Friday and Sunday have none in common."""
        reading = phrase("overnight from Friday to Sunday", published=MONDAY)
        assert (reading.when, reading.rule) == (None, "no-one-night")
