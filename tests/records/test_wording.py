"""What a person would say."""

import arrow.locales
import pytest
from attrs import evolve
from hypothesis import given

from timeline.errors import WhenError
from timeline.records.edtf_parts import Edge
from timeline.records.when import When
from timeline.records.wording import wording
from timeline.records.wording_english import ENGLISH
from timeline.testing.times import whens


@pytest.mark.parametrize(
    "text,said",
    [
        ("2024-10-28", "28 October 2024"),
        ("2024-10-01", "1 October 2024"),
        ("2024-10", "October 2024"),
        ("2022", "2022"),
        ("0476", "the year 476"),
        ("0000", "1 BCE"),
        ("-0043", "44 BCE"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("Y170000002", "the year 170000002"),
        ("Y-17E7", "170000001 BCE"),
        ("Y1E900", "the year 1E900"),
        ("198X", "the 1980s"),
        ("190X", "between 1900 and 1909"),
        ("19XX", "between 1900 and 1999"),
        ("19", "between 1900 and 1999"),
        ("1950S2", "about 1950 (between 1900 and 1999)"),
        ("2024-10-XX", "some day in October 2024"),
        ("2024-XX-XX", "some day in 2024"),
        ("2024-XX", "some month in 2024"),
        ("1560-XX-25", "some time between 25 January 1560 and 25 December 1560 (1560-XX-25)"),
        ("1XX3", "some time between 1 January 1003 and 31 December 1993 (1XX3)"),
        ("2024-21", "spring 2024"),
        ("2024-28", "winter 2024 in the northern hemisphere"),
        ("2024-30", "summer 2024 in the southern hemisphere"),
        ("2024-34", "the second quarter of 2024"),
        ("2024-38", "the second four months of 2024"),
        ("2024-41", "the second half of 2024"),
    ],
)
def test_one_date(text: str, said: str) -> None:
    """Days, months, years, ages, unspecified digits and divisions of the year."""
    assert When(text).words() == said


@pytest.mark.parametrize(
    "text,said",
    [
        ("[2022-03-01..2022-03-05]", "between 1 and 5 March 2022"),
        ("2022-03-01..2022-03-05", "between 1 and 5 March 2022"),
        ("[2022-02-28..2022-03-05]", "between 28 February and 5 March 2022"),
        ("[2021-12-28..2022-03-05]", "between 28 December 2021 and 5 March 2022"),
        ("[2022-03..2022-05]", "between March and May 2022"),
        ("[1980..1985]", "between 1980 and 1985"),
        ("[..2024-10-28]", "some time before 28 October 2024 or on that day"),
        ("[..2024-10]", "some time before October 2024 or in that month"),
        ("..1984", "some time before 1984 or in that year"),
        ("[..198X]", "some time before the 1980s or at that time"),
        ("[1760-12..]", "some time after December 1760 or in that month"),
        ("[2024-10-28,2024-10-30]", "28 or 30 October 2024"),
        ("[2024-09-28,2024-10-30]", "28 September 2024 or 30 October 2024"),
        ("[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672"),
        ("{1960,1961-12}", "1960 and December 1961"),
        ("{1980..1985}", "1980 to 1985"),
        ("{..1984}", "until 1984"),
        ("{1984..}", "1984 until now"),
    ],
)
def test_sets_and_ranges(text: str, said: str) -> None:
    """One of them is meant, or all; what both ends share is said once."""
    assert When(text).words() == said


@pytest.mark.parametrize(
    "text,said",
    [
        ("2024-10-01/2024-10-05", "1 to 5 October 2024"),
        ("2024-02-28/2024-03-03", "28 February to 3 March 2024"),
        ("2024-08/2024-10", "August to October 2024"),
        ("2024-08/2024-08", "August 2024 to August 2024"),
        ("-0043-03-01/-0043-03-05", "1 to 5 March 44 BCE"),
        ("2024-08/2024-10-05", "August 2024 to 5 October 2024"),
        ("2024-08/..", "August 2024 until now"),
        ("2024-06-01/", "1 June 2024 until an unknown date"),
        ("../2024-10-28", "until 28 October 2024"),
        ("/2024-10-28", "an unknown date to 28 October 2024"),
        ("../..", "at all times"),
        ("1984~/2004", "about 1984 to 2004"),
        (
            "2024-10-27T19:00/2024-10-28T10:30[Europe/Kyiv]",
            "27 October 2024 19:00 to 28 October 2024 10:30 (Europe/Kyiv)",
        ),
        (
            "..2004-06-01/2004-06-20",
            "some time before 1 June 2004 or on that day to 20 June 2004",
        ),
    ],
)
def test_intervals(text: str, said: str) -> None:
    """From one date to another, until now, or until nobody knows when."""
    assert When(text).words() == said


@pytest.mark.parametrize(
    "text,said",
    [
        ("2022~", "about 2022"),
        ("2022-05?", "perhaps May 2022"),
        ("2022-05-03%", "perhaps about 3 May 2022"),
        ("2004?-06-~11", "11 June 2004 (year uncertain, day approximate)"),
        ("2004-%06-11", "11 June 2004 (month uncertain and approximate)"),
        ("2001-21~", "about spring 2001"),
        ("2024-10-28T19:00Z~", "about 28 October 2024 19:00 UTC"),
        ("2024?-10~", "October 2024 (year uncertain and approximate, month approximate)"),
    ],
)
def test_doubts(text: str, said: str) -> None:
    """A doubt about the whole comes first, doubts about parts come after it."""
    assert When(text).words() == said


@pytest.mark.parametrize(
    "text,said",
    [
        ("2024-10-28T19:00Z", "28 October 2024 19:00 UTC"),
        ("2024-10-28T19:00:05.5+02:00", "28 October 2024 19:00:05.5 UTC+02:00"),
        ("2024-10-28T19Z", "28 October 2024 between 19:00 and 20:00 UTC"),
        ("2024-10-28T19:00", "28 October 2024 19:00 (no zone given, read as UTC)"),
        (
            "2024-10-28T19:00+02:00/2024-10-28T20:00",
            "28 October 2024 19:00 UTC+02:00 to 28 October 2024 20:00 UTC+02:00",
        ),
        (
            "2024-10-27T03:30[Europe/Kyiv]",
            "27 October 2024 03:30 (Europe/Kyiv; clocks went back, either reading is meant)",
        ),
    ],
)
def test_times_of_day(text: str, said: str) -> None:
    """A time says whose clock shows it, and when it was shown twice."""
    assert When(text).words() == said


def test_a_zone_is_not_told_as_the_offset_of_the_start() -> None:
    """Where a zone is given, the end of an interval is in that zone, whatever its start has."""
    value = When("2024-10-28T19:00+05:00/2024-10-28T20:00", zone="Europe/Kyiv")
    said = "28 October 2024 19:00 UTC+05:00 to 28 October 2024 20:00 (Europe/Kyiv)"
    assert value.words() == said


def test_an_assumed_zone_says_who_assumed_it() -> None:
    """An assumption is never shown as if the source had said so."""
    value = When("2024-10-28", zone="Europe/Kyiv", assumed_by="the desk")
    assert value.words() == "28 October 2024 (Europe/Kyiv, assumed by the desk)"


@given(whens())
def test_everything_can_be_said(value: When) -> None:
    """There are words for every text, without braces or signs left over."""
    said = value.words()
    assert (bool(said.strip()), "{" in said, "  " in said) == (True, False, False)


@pytest.mark.parametrize("locale", ["en", "EN", "en-GB", "en_US"])
def test_regions_speak_their_language(locale: str) -> None:
    """The language of a locale decides."""
    assert wording(locale) is ENGLISH


def test_a_language_without_a_table_is_an_error() -> None:
    """Words are never half in one language and half in another."""
    with pytest.raises(WhenError, match="a language that has a wording"):
        When("2024").words("tlh")


def test_another_language_fills_the_table() -> None:
    """Month names are arrow's; the rest is data."""
    german = evolve(
        ENGLISH,
        language="de",
        day="{day}. {month} {year}",
        day_of_month="{day}.",
        intervals={**ENGLISH.intervals, (Edge.DATED, Edge.DATED): "{start} bis {end}"},
    )
    assert When("2024-05-01/2024-05-05").words(german) == "1. bis 5. Mai 2024"


def test_month_names_are_those_of_arrow() -> None:
    """No list of months of our own."""
    names = arrow.locales.get_locale("en").month_names[1:]
    assert [When(f"2024-{n:02}").words() for n in range(1, 13)] == [f"{m} 2024" for m in names]
