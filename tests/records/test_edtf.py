"""The grammar of EDTF: what is read, what is refused, and where it says the fault lies (G15)."""

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import WhenError
from timeline.records.edtf import LONGEST_DATE, MOST_MEMBERS, expression
from timeline.records.edtf_parts import CalendarDate, Edge, Joined, Range
from timeline.records.when import When
from timeline.testing.times import edtf_texts

LEVEL_0 = (
    "1985-04-12",
    "1985-04",
    "1985",
    "0000",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30",
    "1964/2008",
    "2004-06/2006-08",
    "2004-02-01/2005-02-08",
    "2004-02-01/2005-02",
    "2004-02-01/2005",
    "2005/2006-02",
)
LEVEL_1 = (
    "Y170000002",
    "Y-170000002",
    "2001-21",
    "1984?",
    "2004-06~",
    "2004-06-11%",
    "201X",
    "20XX",
    "2004-XX",
    "1985-04-XX",
    "1985-XX-XX",
    "1985-04-12/..",
    "../1985",
    "1985-04/",
    "/1985-04-12",
    "-1985",
)
LEVEL_2 = (
    "Y-17E7",
    "1950S2",
    "Y171010000S3",
    "Y3388E2S3",
    "2001-34",
    "[1667,1668,1670..1672]",
    "[..1760-12-03]",
    "[1760-12..]",
    "{1960,1961-12}",
    "{..1984}",
    "2004-06~-11",
    "2004?-06-11",
    "?2004-06-~11",
    "2004-%06-11",
    "156X-12-25",
    "XXXX-12-XX",
    "1XXX-XX",
    "1984-1X",
    "2004-06-~01/2004-06-~20",
    "2004-06-XX/2004-07-03",
    "..1984",
    "1984..",
    "1670..1673",
    "2004-06-01~/2004-06-20..",
)
PROFILE = (
    "2024-10-28T19:00",
    "2024-10-28T19",
    "2024-10-28T19:00~",
    "2024-10-27T19:00/2024-10-28T10:30",
    "2024-10-28[Europe/Kyiv]",
    "[2024-10-28,2024-10-30][+03:00]",
)


def refusal(text: str) -> WhenError | None:
    """Return the error that a text gives, if it gives one."""
    try:
        expression(text)
    except WhenError as error:
        return error
    return None


@pytest.mark.parametrize("text", LEVEL_0 + LEVEL_1 + LEVEL_2 + PROFILE)
def test_the_standard_and_the_profile_are_read(text: str) -> None:
    """Each form of ISO 8601-2 levels 0 to 2, and of the two additions, is taken."""
    assert expression(text).members


@given(edtf_texts())
def test_every_valid_text_is_read(text: str) -> None:
    """What is built by the rules of the standard is taken, however odd."""
    assert expression(text).members


@given(st.text(alphabet="0123456789X-/.,[]{}?~%TZ:+YES ux\n", max_size=30))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    """Nothing but a `WhenError` comes out, and its place lies in the text or at its end."""
    error = refusal(text)
    assert error is None or (error.text, 0 <= error.at <= len(text)) == (text, True)


@given(edtf_texts(), st.data())
def test_one_foreign_character_is_refused_where_it_stands(text: str, data: st.DataObject) -> None:
    """A letter that means nothing in EDTF is an error at or before its place."""
    place = data.draw(st.integers(0, len(text)))
    with pytest.raises(WhenError) as caught:
        expression(f"{text[:place]}q{text[place:]}")
    assert caught.value.at <= place + 1


@pytest.mark.parametrize(
    "text,at,expected",
    [
        ("", 0, "a date such as 2024-10-28"),
        ("2022-13", 5, "a month from 01 to 12, or a division from 21 to 41"),
        ("2022-00", 5, "a month from 01 to 12"),
        ("2022-21-05", 5, "a month from 01 to 12 before a day"),
        ("2022-02-30", 8, "a day from 01 to 28"),
        ("2024-04-31", 8, "a day from 01 to 30"),
        ("1900-02-29", 8, "a day from 01 to 28"),
        ("2022-2-3", 6, "a month of two digits"),
        ("2022-02-3", 9, "a day of two digits"),
        ("2024-", 5, "a month of two digits"),
        ("20241028", 4, "full dates have hyphens"),
        ("12345", 4, "longer ones begin with Y"),
        ("2024-302", 7, "a hyphen and a day, or the end of the date"),
        ("2024-W44", 5, "a month of two digits"),
        ("+2024", 0, "a year of four digits"),
        ("-0000", 0, "year 0 has no minus"),
        ("-00", 0, "no minus before zero"),
        ("-0000S2", 0, "year 0 has no minus"),
        ("Y9999", 1, "at least five digits after Y"),
        ("Y012345", 1, "the first not 0"),
        ("Y17E7-12-26", 5, "the end of the date"),
        ("Y12345S0", 7, "a number of significant digits from 1"),
        ("2024??", 5, "a hyphen and a month"),
        ("2024 ", 4, "no blank"),
        (" 2024", 0, "no blank"),
        ("2024\n", 4, "no blank and no line break"),
        ("٢٠٢٤", 0, "an ASCII digit"),
        ("2024-1\N{ARABIC-INDIC DIGIT ZERO}", 6, "an ASCII digit"),
        ("\N{FULLWIDTH DIGIT TWO}024", 0, "an ASCII digit"),
        ("2024-10-28T1", 12, "an hour of two digits"),
        ("2024-10-28T25:00", 11, "an hour from 00 to 23"),
        ("2024-10-28T24:01", 11, "an hour from 00 to 23"),
        ("2024-10-28T10:60", 14, "a minute from 00 to 59"),
        ("2024-10-28T10:10:60", 17, "leap seconds are not counted"),
        ("2024-10-28T10:10:1", 18, "seconds of two digits"),
        ("2024-10-28T10:10:10Z10", 20, "the end of the date"),
        ("2024-10-28T10:10-00:00", 16, "a zero offset has no minus"),
        ("2024-10-28T10:10+14:01", 16, "an offset from -12:00 to +14:00"),
        ("2024-10-28T10:10+02:60", 16, "an offset from -12:00 to +14:00"),
        ("2024-10-XXT10:10", 10, "no time of day"),
        ("15XX-02-3X", 8, "digits that some real date has"),
        ("15XX-2X", 5, "digits that some real date has"),
        ("2012///4444", 5, "one slash"),
        ("2023/24", 5, "two digits are a century only alone"),
        ("2024,2025", 4, "brackets around several dates"),
        ("2024-10-28 19:00", 10, "T between the day and the time of day"),
        ("2024-10-28[Europe/Kyiv", 10, "T and a time of day"),
        ("2024-10-28T10:10:10.5q", 21, "an offset such as +02:00, or the end of the date"),
        ("[1999", 5, "] to close the set"),
        ("[1999}", 6, "] to close the set"),
        ("{1999]", 6, "} to close the set"),
        ("[]", 1, "a date such as"),
        ("[1999,]", 6, "a date such as"),
        ("[1999,..2001]", 6, "only the first of a set may begin with .."),
        ("[1999..,2001]", 7, "only the last of a set may end with .."),
        ("[..]", 1, "a date before or after the two dots"),
        ("{1987-10..1988}", 10, "as precise as"),
        ("[1999/2001]", 5, "a hyphen and a month, or the end of the date"),
    ],
)
def test_a_fault_is_shown_where_it_is(text: str, at: int, expected: str) -> None:
    """The error has the place of the first thing that does not fit, and what would."""
    with pytest.raises(WhenError) as caught:
        expression(text)
    assert (caught.value.at, expected in caught.value.expected) == (at, True)


@pytest.mark.parametrize(
    "text,at",
    [
        ("1" * 5_000, LONGEST_DATE),
        ("Y" + "1" * 5_000, LONGEST_DATE),
        ("Y" + "1" * 1_050, 1),
        ("Y1E999999999", 3),
        ("Y1E" + "9" * 1_000, 3),
        ("[" + ",".join(["1999"] * 10_000) + "]", 5 * MOST_MEMBERS),
        ("2024-10-28T10:00:00." + "1" * 5_000, LONGEST_DATE),
        ("[" * 5_000, 5_000),
        ("9" * 2_000_000, 1_101_000),
        ("2024[" + "A" * 1_000_000 + "]", 5),
    ],
    ids=lambda given: f"{str(given)[:8]}…{len(str(given))}",
)
def test_huge_texts_are_refused_at_little_cost(text: str, at: int) -> None:
    """Years, sets and texts beyond the limits cost under 50 ms, and the error says where."""
    started = time.process_time_ns()
    with pytest.raises(WhenError) as caught:
        When(text)
    assert (caught.value.at, time.process_time_ns() - started < 50_000_000) == (at, True)


def test_an_interval_keeps_what_is_written_at_its_ends() -> None:
    """An empty end is unknown and two dots are open: two different things."""
    assert (expression("/").members, expression("../..").members) == (
        (Edge.UNKNOWN, Edge.UNKNOWN),
        (Edge.OPEN, Edge.OPEN),
    )


@pytest.mark.parametrize(
    "text,joined",
    [
        ("2024", Joined.ALONE),
        ("2024/2025", Joined.INTERVAL),
        ("[2024,2025]", Joined.ONE_OF),
        ("{2024,2025}", Joined.ALL_OF),
    ],
)
def test_how_members_belong_together(text: str, joined: Joined) -> None:
    """Brackets mean one of them, braces all of them, a slash from one to the other."""
    assert expression(text).joined is joined


@pytest.mark.parametrize("text", ["[1667,1668]", "[1667, 1668]", "[ 1667 ,  1668 ]"])
def test_blanks_around_members_mean_nothing(text: str) -> None:
    """A set may be written with blanks between its members."""
    assert len(expression(text).members) == 2


@pytest.mark.parametrize(
    "text,suffix",
    [
        ("2024-10-28[Europe/Kyiv]", "Europe/Kyiv"),
        ("2024/2025[+03:00]", "+03:00"),
        ("[2024,2025][Europe/Kyiv]", "Europe/Kyiv"),
        ("[2024,2025]", None),
    ],
)
def test_a_zone_is_told_from_a_set(text: str, suffix: str | None) -> None:
    """Brackets at the end are a zone unless they open the text."""
    assert expression(text).suffix == suffix


@pytest.mark.parametrize("text,mask", [("19", "19XX"), ("198", "198X"), ("-04", "-04XX")])
def test_short_years_are_centuries_and_decades(text: str, mask: str) -> None:
    """Two digits are a century, three a decade, as ISO 8601-1 has them."""
    member = expression(text).members[0]
    assert isinstance(member, Range)
    assert isinstance(member.first, CalendarDate)
    assert member.first.year == mask


def test_memory_stays_small() -> None:
    """A set of 10,000 members is refused within two megabytes."""
    text = "[" + ",".join(["1999"] * 10_000) + "]"
    tracemalloc.start()
    with pytest.raises(WhenError):
        expression(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
