"""Weeks, months, seasons, years and longer, and parts of them."""

import pytest

from timeline.records.phrases import Tense, phrase

MONDAY = "2024-10-28"


def read(text: str, published: str = MONDAY, tense: Tense = Tense.PAST) -> str | None:
    """Return the EDTF of a phrase of which only the day of publication is known."""
    reading = phrase(text, published=published, zone="Europe/Kyiv", tense=tense)
    return None if reading.when is None else reading.when.text


class TestPeriods:
    """This, last and next."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("this week", "[2024-10-28..2024-11-03]"),
            ("last week", "[2024-10-21..2024-10-27]"),
            ("next week", "[2024-11-04..2024-11-10]"),
            ("this month", "2024-10"),
            ("last month", "2024-09"),
            ("next month", "2024-11"),
            ("this quarter", "2024-36"),
            ("last quarter", "2024-35"),
            ("next quarter", "2025-33"),
            ("this year", "2024"),
            ("last year", "2023"),
            ("next year", "2025"),
            ("last year's", "2023"),
            ("this decade", "202X"),
            ("this century", "20XX"),
            ("last century", "19XX"),
            ("the week of 24 October", "[2024-10-21..2024-10-27]"),
        ],
    )
    def test_a_period_is_one_moment_within(self, text: str, expected: str) -> None:
        """A week has no EDTF of its own, so it is a set of seven days."""
        assert read(text) == expected

    def test_a_week_ends_with_its_sunday(self) -> None:
        """As in ISO 8601, also in English."""
        assert read("this week", "2024-10-27") == "[2024-10-21..2024-10-27]"

    def test_the_month_before_a_long_one(self) -> None:
        """31 October less a month is no day; the month is."""
        assert read("last month", "2024-10-31") == "2024-09"


class TestWeekends:
    """Saturday and Sunday."""

    @pytest.mark.parametrize("text", ["the weekend", "over the weekend", "at the weekend"])
    def test_the_weekend_is_the_latest(self, text: str) -> None:
        """On a Monday it is over."""
        assert read(text) == "[2024-10-26..2024-10-27]"

    def test_the_weekend_may_have_begun(self) -> None:
        """On a Saturday it goes on."""
        assert read("the weekend", "2024-10-26") == "[2024-10-26..2024-10-27]"

    def test_the_weekend_in_the_future_is_the_next(self) -> None:
        """On a Monday it is five days off."""
        assert read("the weekend", tense=Tense.FUTURE) == "[2024-11-02..2024-11-03]"

    def test_last_weekend_is_that_of_last_week(self) -> None:
        """On a Sunday it is not this one."""
        assert read("last weekend", "2024-10-27") == "[2024-10-19..2024-10-20]"

    def test_a_weekend_may_be_named_by_a_day_of_it(self) -> None:
        """12 October was a Saturday."""
        assert read("the weekend of 12 October") == "[2024-10-12..2024-10-13]"

    def test_a_weekend_is_not_named_by_another_day(self) -> None:
        """10 October was a Thursday."""
        assert read("the weekend of 10 October") is None


class TestMonths:
    """With a year and without."""

    @pytest.mark.parametrize(
        "text", ["October 2022", "Oct. 2022", "in October, 2022", "October of 2022", "2022-10"]
    )
    def test_a_month_and_a_year(self, text: str) -> None:
        """No day is added."""
        assert read(text) == "2022-10"

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("in October", "2024-10"),
            ("in June", "2024-06"),
            ("in November", "2024-11"),
            ("in December", "2023-12"),
        ],
    )
    def test_a_month_without_a_year_is_the_latest(self, text: str, expected: str) -> None:
        """Up to the month after publication's."""
        assert read(text) == expected

    def test_a_month_in_the_future_is_the_first_not_over(self) -> None:
        """Nine months off."""
        assert read("in June", tense=Tense.FUTURE) == "2025-06"

    def test_a_month_in_the_future_may_have_begun(self) -> None:
        """It *will* happen in October, said in October."""
        assert read("in October", tense=Tense.FUTURE) == "2024-10"

    def test_last_names_a_month_of_last_year(self) -> None:
        """December of this year is not over."""
        assert read("last December") == "2023-12"

    def test_last_may_name_a_month_of_this_year_or_the_last(self) -> None:
        """People differ."""
        assert read("last June") == "[2023-06,2024-06]"

    def test_next_may_name_a_month_of_this_year_or_the_next(self) -> None:
        """People differ."""
        assert read("next December") == "[2024-12,2025-12]"

    def test_a_month_of_a_year_that_is_counted(self) -> None:
        """The year is said."""
        assert read("October of next year") == "2025-10"


class TestSeasons:
    """Seasons and quarters, which EDTF writes as divisions of a year."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("in the spring of 2022", "2022-21"),
            ("summer 2022", "2022-22"),
            ("the fall of 2022", "2022-23"),
            ("the winter of 2022-23", "2022-24"),
            ("the winter of 1941\u201342", "1941-24"),
            ("autumn", "2024-23"),
            ("in spring", "2024-21"),
            ("in winter", "2023-24"),
            ("spring last year", "2023-21"),
            ("last winter", "2023-24"),
            ("last summer", "[2023-22,2024-22]"),
            ("next spring", "2025-21"),
            ("the third quarter of 2024", "2024-35"),
            ("Q3 2024", "2024-35"),
            ("the third quarter of this year", "2024-35"),
            ("the fourth quarter", "2024-36"),
            ("the first half of 2024", "2024-40"),
            ("the second half of last year", "2023-41"),
        ],
    )
    def test_a_division_of_a_year(self, text: str, expected: str) -> None:
        """Without a year it is the latest that had begun."""
        assert read(text) == expected

    def test_a_winter_that_goes_on_began_last_year(self) -> None:
        """In January it is that of December."""
        assert read("this winter", "2025-01-15") == "2024-24"

    def test_last_winter_is_one_that_is_over(self) -> None:
        """In January, that of December goes on."""
        assert read("last winter", "2025-01-15") == "2023-24"

    def test_a_winter_of_years_that_do_not_meet_is_not_read(self) -> None:
        """A winter has two years in a row."""
        assert phrase("the winter of 2022-24", published=MONDAY).rule == "winter-of-two-years"

    def test_a_season_in_the_future_is_the_first_not_over(self) -> None:
        """Five months off."""
        assert read("in spring", tense=Tense.FUTURE) == "2025-21"


class TestYears:
    """Years, decades and centuries."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("2008", "2008"),
            ("in 2008", "2008"),
            ("the year 1066", "1066"),
            ("'82", "1982"),
            ("the 1980s", "198X"),
            ("the 1980's", "198X"),
            ("in the '80s", "198X"),
            ("the 20s", "202X"),
            ("the nineties", "199X"),
            ("the 19th century", "18XX"),
            ("the twentieth century", "19XX"),
        ],
    )
    def test_years_keep_their_precision(self, text: str, expected: str) -> None:
        """Two digits are the latest such years that had begun."""
        assert read(text) == expected

    def test_a_decade_begins_with_a_nought(self) -> None:
        """There is no such decade."""
        assert read("the 1985s") is None


class TestParts:
    """Thirds, with bounds that are ours and marked as such."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("early March", "[2024-03-01..2024-03-10~]"),
            ("mid-March", "[2024-03-11~..2024-03-20~]"),
            ("late February 2024", "[2024-02-21~..2024-02-29]"),
            ("the beginning of March", "[2024-03-01..2024-03-10~]"),
            ("the end of the month", "[2024-10-21~..2024-10-31]"),
            ("early last week", "[2024-10-21..2024-10-23~]"),
            ("late last week", "[2024-10-24~..2024-10-27]"),
            ("the middle of next week", "[2024-11-05~..2024-11-07~]"),
            ("early 2009", "[2009-01..2009-04~]"),
            ("mid-2011", "[2011-05~..2011-08~]"),
            ("the end of last year", "[2023-09~..2023-12]"),
            ("early this quarter", "2024-10~"),
            ("early in the first half of 2024", "[2024-01..2024-02~]"),
            ("the early 1980s", "[1980..1983~]"),
            ("the late 1990s", "[1996~..1999]"),
            ("the early 19th century", "[1800..1833~]"),
            ("late summer", "2024-08~"),
        ],
    )
    def test_a_part_is_a_third(self, text: str, expected: str) -> None:
        """Only the bounds that the whole has too are certain."""
        assert read(text) == expected

    def test_a_weekend_has_no_thirds(self) -> None:
        """It has two days."""
        assert phrase("late last weekend", published=MONDAY).rule == "part-of-a-part"

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("earlier this month", "[2024-10-01..2024-10-28]"),
            ("earlier in the year", "[2024-01-01..2024-10-28]"),
            ("later this month", "[2024-10-28..2024-10-31]"),
            ("later in 2024", "[2024-10-28..2024-12-31]"),
        ],
    )
    def test_earlier_and_later_are_cut_at_publication(self, text: str, expected: str) -> None:
        """The day itself counts."""
        assert read(text) == expected

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("throughout 2022", "2022-01-01/2022-12-31"),
            ("all of last week", "2024-10-21/2024-10-27"),
            ("all year", "2024-01-01/2024-12-31"),
            ("so far this year", "2024-01-01/2024-10-28"),
            ("the rest of the year", "2024-10-28/2024-12-31"),
        ],
    )
    def test_what_went_on_is_an_interval(self, text: str, expected: str) -> None:
        """It lasted from the first day to the last."""
        assert read(text) == expected

    def test_there_is_no_rest_of_the_past(self) -> None:
        """Last year is over."""
        assert phrase("the rest of last year", published=MONDAY).rule == "not-the-present"
