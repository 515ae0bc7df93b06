"""Headings of sections, and what stands under them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writers.stories import at, chronology_of
from timeline.records import When
from timeline.writers.sections import heading, sections

HEADINGS = {
    "2024-10-28": "October 2024",
    "2024-10": "October 2024",
    "2024-10~": "October 2024",
    "2024-10-28T10:30Z": "October 2024",
    "2024-10-27T19:00/2024-11-02": "October 2024",
    "2024-08/..": "August 2024",
    "[2024-10-01..2024-10-05]": "October 2024",
    "[2024-12-30..2025-01-03]": "December 2024 to January 2025",
    "2024-21": "March to May 2024",
    "2024": "2024",
    "198X": "1980 to 1989",
    "[..2024-10-27]": "Before 28 October 2024",
    "../2024-10-28T10:30": "Before 29 October 2024",
    "[..2024-09]": "Before October 2024",
    "/2024": "Before 2025",
    "[2024-10-28..]": "October 2024 or later",
    "/": "Beginning unknown",
    "../..": "Beginning unknown",
    "-0043-03-15": "March 44 BCE",
    "-0043": "44 BCE",
    "0000": "1 BCE",
    "0800": "800",
    "Y17E7": "170000000",
}


@pytest.mark.parametrize("text,words", HEADINGS.items())
def test_heading_says_what_is_known_of_the_start(text: str, words: str) -> None:
    """A month where it is known, else the wider time, and nothing that is not known."""
    assert heading(When(text)) == words


@pytest.mark.parametrize(
    "text,zone",
    [
        ("2024-11-01[Europe/Kyiv]", None),
        ("2024-11-01", "Europe/Kyiv"),
        ("2024-11-01", "+03:00"),
        ("2024-11-01T00:30+03:00", None),
        ("[2024-11-01..2024-11-02][Pacific/Kiritimati]", None),
        ("2024-11-30T23:30[Pacific/Pago_Pago]", None),
    ],
)
def test_months_are_those_of_the_own_zone(text: str, zone: str | None) -> None:
    """The first of November in Kyiv begins in October of UTC, and is still in November."""
    assert heading(When(text, zone=zone)) == "November 2024"


def test_far_years_in_a_zone_have_headings() -> None:
    """Years that no clock of the machine can show are read as UTC."""
    assert heading(When("Y12024[Europe/Kyiv]")).endswith("12024")


def test_same_month_is_one_section() -> None:
    """Entries that follow each other in one month stand together."""
    found = sections(chronology_of(at("2024-10-02"), at("2024-10-01"), at("2024-11-01")))
    assert [(each.heading, len(each.entries)) for each in found] == [
        ("October 2024", 2),
        ("November 2024", 1),
    ]


def test_vague_date_between_two_days_has_a_heading_of_its_own() -> None:
    """The year stands where the order puts it, and the month goes on behind it."""
    found = sections(chronology_of(at("2024-01-01"), at("2024"), at("2024-01-02")))
    assert [each.heading for each in found] == [
        "January 2024",
        "2024",
        "January 2024 (continued)",
    ]


def test_anchors_are_unique() -> None:
    """A month that comes again has another name to link to."""
    found = sections(chronology_of(at("2024-01-01"), at("2024"), at("2024-01-02")))
    assert [each.anchor for each in found] == ["s-january-2024", "s-2024", "s-january-2024-2"]


def test_no_entries_are_no_sections() -> None:
    """An empty chronology has none."""
    assert sections(chronology_of()) == ()


@given(st.sets(st.sampled_from(sorted(HEADINGS))))
def test_sections_keep_every_entry_in_its_order(dates: set[str]) -> None:
    """Put end to end, the sections are the chronology."""
    chronology = chronology_of(*map(at, sorted(dates)))
    assert [entry for each in sections(chronology) for entry in each.entries] == list(chronology)
