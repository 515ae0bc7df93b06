"""What a report says beside its line, in words."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.writers.stories import MONDAY, VOA, Sighting, at, chronology_of, denial, story, strike
from timeline.records import Event, Modality, Place, Precision, Quantity, Source, Stance, When
from timeline.resolution import Entry
from timeline.resolution.explained.explanation import who
from timeline.writers.reports import (
    Changed,
    Detail,
    changed,
    details,
    distinct,
    figure_source,
    newest,
    other_dates,
    place_words,
    replaced,
    speaking_of,
    when_words,
    words,
)


def entry(key: str) -> Entry:
    """Return an entry of the story."""
    return story().entry(key)


def test_details_are_the_fields_of_the_kind() -> None:
    """A statement's stance, subject, venue and medium are told; absent fields are not."""
    assert details(denial()) == (
        Detail("stance", ("denies",)),
        Detail("about", ("troops",)),
        Detail("venue", ("the Palace",)),
        Detail("medium", ("a briefing",)),
    )


def test_details_of_an_own_kind_are_told() -> None:
    """A field that the library has never heard of is told under its name."""
    sighting = Sighting(
        happened="2024", published=MONDAY, source=VOA, summary="seen", observers=("a", "b")
    )
    assert details(sighting) == (Detail("observers", ("a", "b")),)


def test_figures_are_no_details() -> None:
    """Figures are told elsewhere, with their bounds."""
    labels = [each.label for each in details(strike(killed="at least 1", published=MONDAY))]
    assert labels == ["weapons", "places"]


def test_modality_is_a_detail_where_it_did_not_simply_happen() -> None:
    """A plan says that it is one."""
    assert details(at("2024", modality="planned")) == (Detail("modality", ("planned",)),)


def test_replaced_account_shows_the_old_figure() -> None:
    """A correction shows what was said before, what now, and why."""
    (before,) = replaced(entry("strike").accounts[0])
    assert before.changes == (Changed("killed", "at least 1", "at least 2"),)
    assert before.reason == "A second body was found"
    assert before.published == datetime(2024, 10, 28, 19, tzinfo=UTC)


def test_uncorrected_account_replaced_nothing() -> None:
    """A report without corrections has no past."""
    assert replaced(entry("pact").accounts[0]) == ()


def test_every_differing_field_is_told() -> None:
    """Kind, date, words, sources and figures: nothing that changed is passed over."""
    before = Event(
        key="a", happened="2024-10", published=MONDAY, source="AP", summary="x", figures={"n": 1}
    )
    after = Sighting(
        key="a", happened="2024-11", published=MONDAY, source="AFP", summary="y", observers="z"
    )
    assert changed(before, after) == (
        Changed("kind", "event", "test.sighting"),
        Changed("happened", "October 2024 (2024-10)", "November 2024 (2024-11)"),
        Changed("source", "publisher: AP", "publisher: AFP"),
        Changed("summary", "x", "y"),
        Changed("observers", "none", "z"),
        Changed("n", "1", "not stated"),
    )


def test_figure_comes_from_the_preferred_report_that_states_it() -> None:
    """The page can say whose figure it shows."""
    found = figure_source(entry("troops"), "strength", story().policy)
    assert who(found) == "VOA via a briefing, citing Pentagon"


def test_other_dates_are_those_that_do_not_speak_for_the_entry() -> None:
    """A report that dates it otherwise is seen."""
    assert other_dates(entry("troops")) == (When("2024-10"),)


def test_equal_sources_stand_once() -> None:
    """Two reports of one paper that cite nobody are one line."""
    events = (at("2024", key="a", summary="x"), at("2024", key="a", summary="y"))
    assert len(distinct(chronology_of(*events)[0])) == 1


def test_denials_are_found_by_what_they_deny() -> None:
    """A denied entry leads to the statement that denies it."""
    ((where, statement),) = speaking_of(story())["troops"]
    assert (where.key, statement.stance) == ("denial", Stance.DENIES)


def test_newest_is_the_latest_recorded_report() -> None:
    """Amendments and problems do not count, only what is shown."""
    assert newest(story()) == max(each.recorded for shown in story() for each in shown.reports)


def test_nothing_is_newest_of_nothing() -> None:
    """An empty chronology has no newest report."""
    assert newest(chronology_of()) is None


@pytest.mark.parametrize(
    "value,said",
    [
        (When("2024-10"), "October 2024 (2024-10)"),
        (Quantity.at_least(13), "at least 13"),
        (Modality.PLANNED, "planned"),
        (datetime(2024, 10, 28, 19, tzinfo=UTC), "2024-10-28T19:00Z"),
        (("a", "b"), "a; b"),
        ((), "none"),
        (None, "none"),
        (Decimal("1.5"), "1.5"),
        (Source(publisher="AP", via="AFP"), "publisher: AP, via: publisher: AFP"),
        (Place(name="Kyiv", country="UA"), "Kyiv, UA"),
    ],
)
def test_words_are_found_for_any_value(value: object, said: str) -> None:
    """Whatever a field of a user's kind holds, it can be told."""
    assert words(value) == said


def test_place_is_told_with_all_that_is_known_of_it() -> None:
    """Region, country, coordinates and what they stand for."""
    place = Place(
        name="Kherson",
        region="Kherson region",
        country="UA",
        latitude="46.6354",
        longitude="32.6169",
        precision=Precision.TOWN,
    )
    assert place_words(place) == "Kherson, Kherson region, UA (46.6354, 32.6169, town)"


def test_year_is_not_said_twice() -> None:
    """Words that equal the EDTF text stand alone."""
    assert when_words(When("2024")) == "2024"
