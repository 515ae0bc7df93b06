"""What `phrase` takes and gives: the zone, the tense, the words it used, and what it refuses."""

import time
from datetime import date, datetime

import arrow
import pytest

from timeline.errors import InstantError, WhenError
from timeline.records.phrases import Reading, Tense, phrase
from timeline.records.phrasing.english import ENGLISH
from timeline.records.when import When

ARTICLE = "2024-10-28T19:00Z"
"""A Monday, 21:00 in Kyiv."""


def read(text: str, tense: Tense = Tense.PAST) -> Reading:
    """Return how a phrase of an article in Kyiv is read."""
    return phrase(text, published=ARTICLE, zone="Europe/Kyiv", tense=tense)


class TestOneArticle:
    """The times that one news story needs."""

    @pytest.mark.parametrize(
        "text, expected",
        [
            ("on Monday", "2024-10-28"),
            ("Earlier on Monday", "2024-10-28"),
            ("Friday", "2024-10-25"),
            ("last week", "[2024-10-21..2024-10-27]"),
            ("in June", "2024-06"),
            ("in August", "2024-08"),
            ("since February 2022", "2022-02/.."),
            ("overnight", "[2024-10-27T18:00~..2024-10-28T09:00~]"),
            ("over the next several weeks", "2024-10-28/2024-11-18~..2024-12-30~"),
            ("Oct. 28, 2024", "2024-10-28"),
        ],
    )
    def test_a_phrase_of_the_article_has_its_time(self, text: str, expected: str) -> None:
        """Each is told in the past, on the Monday of publication."""
        assert read(text).when == When(expected, zone="Europe/Kyiv")

    def test_a_verb_in_the_future_looks_ahead(self) -> None:
        """The defence secretary *will host* his counterpart on Wednesday."""
        assert read("on Wednesday", Tense.FUTURE).when == When("2024-10-30", zone="Europe/Kyiv")


class TestPublication:
    """When a report was published, and where."""

    @pytest.mark.parametrize(
        "published",
        [
            "2024-10-28T19:00Z",
            datetime.fromisoformat("2024-10-28T15:00-04:00"),
            arrow.Arrow(2024, 10, 28, 21, tzinfo="Europe/Kyiv"),
            date(2024, 10, 28),
            "2024-10-28",
        ],
    )
    def test_an_instant_or_a_day_will_do(
        self, published: str | datetime | arrow.Arrow | date
    ) -> None:
        """Where only the day is known, nothing is invented."""
        reading = phrase("yesterday", published=published, zone="Europe/Kyiv")
        assert reading.when == When("2024-10-27", zone="Europe/Kyiv")

    def test_the_day_is_that_of_the_place(self) -> None:
        """Late in the evening in London it is tomorrow in Kyiv."""
        reading = phrase("today", published="2024-10-28T23:30Z", zone="Europe/Kyiv")
        assert reading.when == When("2024-10-29", zone="Europe/Kyiv")

    def test_a_zone_may_be_an_offset(self) -> None:
        """As for `When`."""
        reading = phrase("today", published="2024-10-28T23:30Z", zone="+03:00")
        assert reading.when == When("2024-10-29", zone="+03:00")

    def test_without_a_zone_utc_is_assumed_and_said(self) -> None:
        """The reader is told who assumed it."""
        reading = phrase("today", published="2024-10-28T23:30Z")
        assert reading.when == When("2024-10-28", zone="UTC", assumed_by="phrase")

    @pytest.mark.parametrize(
        "published",
        [
            "2024-10-28T19:00",
            datetime(2024, 10, 28, 19),  # noqa: DTZ001 - that it has none is the point
            "Monday",
            "2024-02-30",
            2024,
        ],
    )
    def test_anything_else_is_refused(self, published: object) -> None:
        """An instant without an offset is no instant."""
        with pytest.raises(InstantError):
            phrase("today", published=published)  # type: ignore[arg-type]  # the point of the test

    def test_an_unknown_zone_is_refused(self) -> None:
        """Also where the phrase would not need it."""
        with pytest.raises(WhenError, match="did you mean Europe/Kyiv"):
            phrase("in 2022", published=ARTICLE, zone="Europe/Kyif")

    def test_a_day_out_of_the_calendar_of_a_zone_is_refused(self) -> None:
        """Clocks west of Greenwich showed no year yet."""
        with pytest.raises(InstantError, match="outside the years 1 to 9999"):
            phrase("today", published="0001-01-01T00:00Z", zone="America/New_York")


class TestUnknownTense:
    """Both readings, where they differ."""

    def test_a_day_of_either_side_is_one_of_two(self) -> None:
        """Whether Wednesday was or will be, nobody said."""
        reading = read("on Wednesday", Tense.UNKNOWN)
        assert reading.when == When("[2024-10-23,2024-10-30]", zone="Europe/Kyiv")

    def test_its_rule_says_that_either_is_possible(self) -> None:
        """The name of the rule holds that of the rule that both used."""
        assert read("on Wednesday", Tense.UNKNOWN).rule == "past-or-future(weekday)"

    def test_what_does_not_depend_on_the_tense_is_read(self) -> None:
        """Yesterday is yesterday."""
        assert read("yesterday", Tense.UNKNOWN) == read("yesterday")

    def test_bounds_on_one_side_are_not_read(self) -> None:
        """One of them would say nothing."""
        assert read("by Friday", Tense.UNKNOWN).rule == "tense-unknown"

    def test_two_intervals_are_not_read(self) -> None:
        """EDTF has no set of intervals."""
        assert read("from Tuesday to Friday", Tense.UNKNOWN).rule == "tense-unknown"


class TestRule:
    """The name of the rule that was used."""

    def test_a_simple_rule_has_a_simple_name(self) -> None:
        """Lead-ins add nothing to it."""
        assert read("on Friday").rule == "weekday"

    def test_a_rule_holds_the_rules_of_its_parts(self) -> None:
        """So what was read can be retraced."""
        assert read("from 5 March to late April").rule == (
            "from-to(date-without-year, part(month-without-year))"
        )


class TestText:
    """The words that a reading used."""

    def test_a_reading_gives_the_words_as_given(self) -> None:
        """But for the blanks around them."""
        assert read("  on  Friday\n").text == "on  Friday"

    def test_an_unread_phrase_gives_none(self) -> None:
        """No word was understood for certain."""
        assert read("on Friday evening or so").text == ""

    def test_a_phrase_that_is_understood_and_refused_gives_its_words(self) -> None:
        """The rule is about them."""
        assert read("for two days").text == "for two days"


class TestRefusals:
    """No time, and a name that says why."""

    @pytest.mark.parametrize(
        "text, rule",
        [
            ("28/10/2024", "order-of-day-and-month"),
            ("7/8/07", "order-of-day-and-month"),
            ("3-7-2017", "order-of-day-and-month"),
            ("4.12", "order-of-day-and-month"),
            ("for two days", "duration"),
            ("a fifty-year", "unread"),
            ("27-year", "duration"),
            ("for weeks", "duration"),
            ("every Monday", "repeated"),
            ("on Mondays", "repeated"),
            ("twice a week", "repeated"),
            ("daily", "repeated"),
            ("that day", "told-before"),
            ("the following week", "told-before"),
            ("three days later", "told-before"),
            ("in the morning", "part-of-which-day"),
            ("at 4", "half-of-day-unknown"),
            ("4 o'clock on Monday", "unread"),
            ("at 1945", "clock-time-or-year"),
            ("30 February", "no-such-date"),
            ("31 June 2024", "no-such-date"),
            ("Tuesday, 28 October", "weekday-contradicts-date"),
            ("the 1900s", "decade-or-century"),
            ("the winter of 2023", "winter-of-two-years"),
            ("the last year", "calendar-or-rolling"),
            ("from 2022 to 2021", "end-before-start"),
            ("since next year", "since-the-future"),
            ("in 9000 years", "outside-the-calendar"),
            ("", "empty"),
            (" \n", "empty"),
            ("Douglas era", "unread"),
            ("since the invasion of Ukraine", "unread"),
            ("on Friday with", "unread"),
        ],
    )
    def test_a_phrase_without_one_time_says_why(self, text: str, rule: str) -> None:
        """Never a guess."""
        reading = read(text)
        assert (reading.when, reading.rule) == (None, rule)

    def test_a_text_that_is_none_is_refused(self) -> None:
        """A mistake of the program, not of a source."""
        with pytest.raises(WhenError, match="text, not NoneType"):
            phrase(None, published=ARTICLE)  # type: ignore[arg-type]  # the point of the test

    def test_an_unknown_language_is_refused(self) -> None:
        """The message names those that are known."""
        with pytest.raises(WhenError, match=r"\(en, uk\)"):
            phrase("today", published=ARTICLE, language="tlh")

    def test_a_language_may_be_a_table(self) -> None:
        """Users may bring their own."""
        assert phrase("today", published=ARTICLE, language=ENGLISH).rule == "day"

    def test_a_language_may_have_a_region(self) -> None:
        """As for `When.words`."""
        assert phrase("today", published=ARTICLE, language="en-GB").rule == "day"

    @pytest.mark.parametrize(
        "text",
        ["\u0662\u0668 October", "in \u0968\u0966\u0968\u096a", "\uff12 days ago", "2² days ago"],
    )
    def test_digits_of_other_scripts_are_no_digits(self, text: str) -> None:
        """Python's own number parsing takes them."""
        assert read(text).rule == "unread"

    @pytest.mark.parametrize("dash", ["-", "\u2010", "\u2013", "\u2014", "\u2212"])
    def test_all_dashes_are_one(self, dash: str) -> None:
        """Typesetters choose."""
        assert read(f"mid{dash}October").when == read("mid-October").when

    def test_all_apostrophes_are_one(self) -> None:
        """Typesetters choose."""
        assert read("the \u201980s").when == When("198X", zone="Europe/Kyiv")


class TestHostileInput:
    """What is long is refused quickly."""

    @pytest.mark.parametrize(
        "text",
        [
            "x" * 1_000_000,
            " " * 1_000_000 + "x",
            "1" * 5_000,
            "early " * 29,
            "monday and " * 15,
            "two weeks before " * 10,
            "the end of " * 10,
            "10:30 " * 29,
            "a.a." * 50,
            "'" * 29,
            "1-" * 15,
            "from may to " * 10,
        ],
    )
    def test_a_hostile_text_takes_less_than_50_milliseconds(self, text: str) -> None:
        """Patterns are matched without backtracking over what was found once."""
        read("today")
        before = time.perf_counter()
        reading = read(text)
        assert time.perf_counter() - before < 0.05
        assert reading.when is None

    @pytest.mark.parametrize("text", ["x" * 201, "may " * 31])
    def test_a_text_that_is_too_long_says_so(self, text: str) -> None:
        """In characters, or in words."""
        assert read(text).rule == "too-long"
