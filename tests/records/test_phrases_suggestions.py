"""Suggestions: asked for by name, and marked as what they are."""

import pytest

from timeline.errors import MissingExtraError
from timeline.records.phrases import Reading, Tense, phrase, suggestion
from timeline.records.when import When

PUBLISHED = "2024-10-28T19:00Z"
UNREAD = "1 month and 2 days ago"


def suggested(text: str, tense: Tense = Tense.PAST, published: str = PUBLISHED) -> Reading:
    """Return a suggestion for a phrase said in Kyiv."""
    return suggestion(text, published=published, zone="Europe/Kyiv", tense=tense)


@pytest.fixture
def _no_dateparser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.records.phrasing.suggestions.find_spec", lambda _: None)


def test_a_phrase_that_is_read_needs_no_suggestion() -> None:
    """It has the rule that read it."""
    assert suggested("on Friday") == phrase("on Friday", published=PUBLISHED, zone="Europe/Kyiv")


@pytest.mark.usefixtures("_no_dateparser")
def test_without_the_extra_a_reading_is_there() -> None:
    """It is imported only where it is used."""
    assert suggested("on Friday").rule == "weekday"


@pytest.mark.usefixtures("_no_dateparser")
def test_without_the_extra_a_suggestion_is_refused() -> None:
    """The message tells how to install it."""
    with pytest.raises(MissingExtraError, match=r"timeline-ledger\[dates\]"):
        suggested(UNREAD)


def test_a_suggestion_is_marked() -> None:
    """No rule of ours gave it."""
    reading = suggested(UNREAD)
    assert reading == Reading(
        When("2024-09-26", zone="Europe/Kyiv"), "suggested-by-dateparser", UNREAD
    )


def test_a_suggestion_keeps_the_period_that_was_found() -> None:
    """A time of day is known to the minute, on the clock of the place."""
    reading = suggested("15 minutes and 1 hour ago")
    assert reading.when == When("2024-10-28T19:45", zone="Europe/Kyiv")


def test_no_time_of_day_is_suggested_where_the_hour_is_unknown() -> None:
    """It would be counted from midnight."""
    assert suggested("15 minutes and 1 hour ago", published="2024-10-28").when is None


def test_what_nobody_reads_has_no_suggestion() -> None:
    """The reason is that of the reading."""
    assert suggested("Douglas era").rule == "unread"
