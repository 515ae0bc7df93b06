"""Days: weekdays and dates, with a year and without, as they are told in the past or future."""

import pytest

from timeline.records.phrases import Reading, Tense, phrase

MONDAY = "2024-10-28"
WEDNESDAY = "2024-10-30"


def text_of(reading: Reading) -> str | None:
    """Return the EDTF of a reading."""
    return None if reading.when is None else reading.when.text


def read(text: str, published: str = MONDAY, tense: Tense = Tense.PAST) -> str | None:
    """Return the EDTF of a phrase of which only the day of publication is known."""
    return text_of(phrase(text, published=published, zone="Europe/Kyiv", tense=tense))


class TestRelativeDays:
    """Days counted from that of publication."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("today", "2024-10-28"),
            ("yesterday", "2024-10-27"),
            ("tomorrow", "2024-10-29"),
            ("the day before yesterday", "2024-10-26"),
            ("the day after tomorrow", "2024-10-30"),
            ("earlier today", "2024-10-28"),
            ("today's", "2024-10-28"),
            ("now", "2024-10-28"),
        ],
    )
    def test_a_day_is_counted_from_publication(self, text: str, expected: str) -> None:
        """Whatever the tense."""
        assert read(text) == expected

    def test_a_day_that_a_zone_skipped_is_not_read(self) -> None:
        """Samoa had no 30 December 2011."""
        reading = phrase("yesterday", published="2011-12-31", zone="Pacific/Apia")
        assert (reading.when, reading.rule) == (None, "never-was")


class TestWeekdays:
    """Bare weekdays, and those with a word before them."""

    @pytest.mark.parametrize("text", ["Monday", "on Monday", "Monday's", "MONDAY", "Mon."])
    def test_the_day_of_publication_counts(self, text: str) -> None:
        """Two in five weekdays in news are that day."""
        assert read(text) == "2024-10-28"

    def test_another_weekday_is_the_latest_before(self) -> None:
        """Tuesday was six days ago."""
        assert read("Tuesday") == "2024-10-22"

    def test_in_the_future_it_is_the_next(self) -> None:
        """Tuesday is tomorrow."""
        assert read("Tuesday", tense=Tense.FUTURE) == "2024-10-29"

    def test_in_the_future_the_day_of_publication_counts(self) -> None:
        """It *will* be said today."""
        assert read("Monday", tense=Tense.FUTURE) == "2024-10-28"

    def test_last_is_in_the_week_before(self) -> None:
        """On a Monday no other day of this week is over."""
        assert read("last Friday") == "2024-10-25"

    def test_last_may_be_in_this_week_or_the_one_before(self) -> None:
        """On Wednesday, last Monday was two days ago, or nine."""
        assert read("last Monday", WEDNESDAY) == "[2024-10-21,2024-10-28]"

    def test_last_is_never_the_day_of_publication(self) -> None:
        """That would be today."""
        assert read("last Monday") == "2024-10-21"

    def test_next_is_in_the_week_after(self) -> None:
        """On Wednesday, Monday of this week is over."""
        assert read("next Monday", WEDNESDAY) == "2024-11-04"

    def test_next_may_be_in_this_week_or_the_one_after(self) -> None:
        """On Wednesday, next Friday is in two days, or nine."""
        assert read("next Friday", WEDNESDAY) == "[2024-11-01,2024-11-08]"

    def test_next_is_never_the_day_of_publication(self) -> None:
        """That would be today."""
        assert read("next Monday") == "2024-11-04"

    def test_this_is_in_the_week_of_publication(self) -> None:
        """From Monday to Sunday."""
        assert read("this Sunday", WEDNESDAY) == "2024-11-03"

    def test_this_past_is_the_latest_before_the_day(self) -> None:
        """No doubt about the week."""
        assert read("this past Monday", WEDNESDAY) == "2024-10-28"

    def test_coming_is_the_first_after_the_day(self) -> None:
        """No doubt about the week."""
        assert read("this coming Friday", WEDNESDAY) == "2024-11-01"

    @pytest.mark.parametrize(
        "text", ["Tuesday next week", "Tuesday of next week", "next week Tuesday"]
    )
    def test_a_week_may_be_named(self, text: str) -> None:
        """The day lies in it."""
        assert read(text) == "2024-11-05"

    def test_this_past_is_never_the_day_of_publication(self) -> None:
        """That would be today."""
        assert read("this past Monday") == "2024-10-21"

    def test_coming_is_never_the_day_of_publication(self) -> None:
        """That would be today."""
        assert read("this coming Monday") == "2024-11-04"

    def test_two_days_are_one_of_them(self) -> None:
        """In the order of time, whichever was named first."""
        assert read("Monday or Tuesday") == "[2024-10-22,2024-10-28]"

    def test_both_days_are_all_of_them(self) -> None:
        """It happened on each."""
        assert read("on Saturday and Sunday") == "{2024-10-26,2024-10-27}"

    def test_a_time_and_a_day_are_no_choice(self) -> None:
        """*3 p.m. or later on Monday* is not one of two days."""
        assert read("3 p.m. or later on Monday") is None


class TestDates:
    """A day and a month, in the orders of English."""

    @pytest.mark.parametrize(
        "text",
        [
            "28 October 2024",
            "28 Oct. 2024",
            "28th October, 2024",
            "the 28th of October 2024",
            "October 28, 2024",
            "October 28th, 2024",
            "Oct. 28, 2024",
            "Monday, October 28, 2024",
            "Monday 28 October 2024",
            "on October 28, 2024,",
            "2024-10-28",
            "28 October this year",
        ],
    )
    def test_a_whole_date_is_that_day(self, text: str) -> None:
        """In any order but that of bare numbers."""
        assert read(text, "2024-12-01") == "2024-10-28"

    @pytest.mark.parametrize(
        "text", ["28 October", "October 28", "October 28th", "Monday, Oct. 28"]
    )
    def test_a_date_without_a_year_is_the_latest(self, text: str) -> None:
        """Up to the month after publication's."""
        assert read(text, "2025-01-15") == "2024-10-28"

    def test_a_date_of_next_month_lies_ahead(self) -> None:
        """Eleven months ago would be told with its year."""
        assert read("November 5") == "2024-11-05"

    def test_a_date_two_months_ahead_is_of_last_year(self) -> None:
        """Told in the past."""
        assert read("December 25") == "2023-12-25"

    def test_a_date_in_the_future_is_the_first(self) -> None:
        """From the day of publication on."""
        assert read("October 27", tense=Tense.FUTURE) == "2025-10-27"

    def test_a_date_in_the_future_may_be_today(self) -> None:
        """It *will* happen on 28 October, said that morning."""
        assert read("October 28", tense=Tense.FUTURE) == "2024-10-28"

    def test_the_turn_of_the_year_is_no_barrier(self) -> None:
        """On 3 January, 30 December was four days ago."""
        assert read("December 30", "2025-01-03") == "2024-12-30"

    def test_a_leap_day_is_the_latest_there_was(self) -> None:
        """2023 had none."""
        assert read("February 29", "2023-08-10") == "2020-02-29"

    def test_a_leap_day_after_a_century_is_found(self) -> None:
        """1900 was no leap year."""
        assert read("February 29", "1903-08-10") == "1896-02-29"

    def test_a_leap_day_in_the_future_is_the_next(self) -> None:
        """2027 has none."""
        assert read("February 29", "2025-08-10", Tense.FUTURE) == "2028-02-29"

    def test_a_day_of_last_year(self) -> None:
        """The year counts from that of publication."""
        assert read("28 October last year") == "2023-10-28"

    def test_a_day_of_the_month_is_the_latest(self) -> None:
        """*The 29th* of this month is tomorrow."""
        assert read("the 29th") == "2024-09-29"

    def test_a_day_of_the_month_in_the_future_is_the_next(self) -> None:
        """*The 27th* of this month is over."""
        assert read("the 27th", tense=Tense.FUTURE) == "2024-11-27"

    def test_a_day_of_the_month_skips_short_months(self) -> None:
        """June has no 31st."""
        assert read("on the 31st", "2024-07-05") == "2024-05-31"

    def test_a_day_of_a_month_that_is_said(self) -> None:
        """No guess about the month."""
        assert read("the 5th of last month") == "2024-09-05"

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("two days after 3 March 2022", "2022-03-05"),
            ("a week from Monday", "2024-11-04"),
            ("two days before 1 March 2024", "2024-02-28"),
            ("two months after 3 March 2022", "2022-05~"),
        ],
    )
    def test_a_day_may_be_counted_from_another(self, text: str, expected: str) -> None:
        """Months are told less exactly than days."""
        assert read(text) == expected
