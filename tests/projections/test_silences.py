"""Silences: what was declined, left without a number, dropped, and who fell silent."""

from datetime import timedelta

import pytest
from hypothesis import given

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from timeline.codec import Record, record_id
from timeline.errors import MomentError
from timeline.projections import Silences, Unsaid, Voice, silences
from timeline.records import Correction, Source, Speaker, Statement
from timeline.testing.histories import histories

AFTER, LATER = "2024-12-02T12:00Z", "2024-12-31T12:00Z"


def of(*records: Record, **given: object) -> Silences:
    """Return the silences of some records."""
    return silences(known(*records), until=LATER, **given)  # type: ignore[arg-type]  # as typed


def told(found: Silences) -> list[tuple[Unsaid, str]]:
    """Return what was not said, and in what way."""
    return [(each.way, each.of) for each in found.recorded]


def test_who_declines_is_silent_on_what_was_asked() -> None:
    """On each thing that it is about."""
    said = Statement(
        happened="2024-12-01",
        published="2024-12-01T12:00Z",
        source="P",
        summary="no details",
        speaker=Speaker(person="A"),
        stance="declines",
        about=("a#types", "a#equipment"),
    )
    assert told(of(strike("a", "2024-12-01"), said)) == [
        (Unsaid.DECLINED, "a#types"),
        (Unsaid.DECLINED, "a#equipment"),
    ]


def declined(**given: object) -> Statement:
    """Return that somebody declined to say."""
    return Statement(
        key="asked",
        happened="2024-11-30",
        published="2024-12-01T12:00Z",
        source="P",
        summary="no details",
        speaker=Speaker(person="A"),
        stance="declines",
        **given,  # type: ignore[arg-type]  # as typed
    )


def test_who_was_asked_nothing_in_particular_is_silent_on_that() -> None:
    """The key of the statement stands for it."""
    assert told(of(declined())) == [(Unsaid.DECLINED, "asked")]


def test_who_declines_gives_no_number_once() -> None:
    """That a figure of the statement is unknown is the same silence."""
    assert told(of(declined(figures={"killed": "unknown"}))) == [(Unsaid.DECLINED, "asked")]


def test_silence_has_its_words_and_its_record() -> None:
    """Who, under which key, since when, when, in what words, where."""
    said = declined(about="a")
    found = of(strike("a", "2024-12-01"), said).recorded[0]
    assert (found.origin.name, found.key, found.summary) == ("A", "asked", "no details")
    assert (f"{found.since:%Y-%m-%d}", found.said.text) == ("2024-12-01", "2024-11-30")
    assert found.ids == (record_id(said),)


def test_figure_without_a_number_is_a_silence() -> None:
    """Killed: unknown."""
    assert told(of(strike("a", "2024-12-01", killed="unknown"))) == [(Unsaid.UNKNOWN, "killed")]


def test_figure_that_is_not_there_is_no_recorded_silence() -> None:
    """Nobody recorded that nothing was said."""
    assert of(strike("a", "2024-12-01")).recorded == ()


def corrected(published: str | None) -> tuple[Record, ...]:
    """Return a strike with dead, and a correction in which they are no longer told."""
    first = strike("a", "2024-12-01", killed=2)
    again = strike("a", "2024-12-01", published=published or "2024-12-01T12:00Z")
    change = Correction(
        corrects=record_id(first), replacement=again, reason="r", published=published
    )
    return first, change


def test_figure_dropped_from_a_later_account() -> None:
    """The later state of a story no longer has it."""
    records = corrected("2024-12-02T12:00Z")
    found = of(*records)
    assert told(found) == [(Unsaid.DROPPED, "killed")]
    assert found.recorded[0].ids == tuple(record_id(each) for each in records)


def test_figures_dropped_at_once_are_told_by_name() -> None:
    """Two were told, and none is left; what is still told is no silence."""
    first = strike("a", "2024-12-01", killed=2, injured=3, launched=4)
    again = strike("a", "2024-12-01", published=AFTER, launched=4)
    change = Correction(corrects=record_id(first), replacement=again, reason="r", published=AFTER)
    assert told(of(first, change)) == [(Unsaid.DROPPED, "injured"), (Unsaid.DROPPED, "killed")]


def test_our_own_mistake_drops_nothing() -> None:
    """We had coded what nobody said."""
    assert of(*corrected(None)).recorded == ()


def daily(*days: int) -> list[Record]:
    """Return a strike of each of some days of December, told by one paper."""
    return [
        strike(f"k{day}", f"2024-12-{day:02}", published=f"2024-12-{day:02}T12:00Z", source="Radio")
        for day in days
    ]


def test_voice_that_is_silent_for_longer_than_ever() -> None:
    """Heard on three days, at most three days apart, and then no more."""
    found = of(*daily(1, 2, 5)).fallen
    assert [(each.voice, each.name, each.times) for each in found] == [
        (Voice.ORIGIN, "Radio", 3),
        (Voice.PUBLISHER, "Radio", 3),
    ]


def test_silence_has_its_length_and_its_last_record() -> None:
    """From 5 to 31 December, where three days was the longest pause."""
    records = daily(1, 2, 5)
    found = of(*records).fallen[0]
    assert (found.silent, found.longest) == (timedelta(days=26), timedelta(days=3))
    assert found.id == record_id(records[-1])


def test_silence_has_its_first_and_its_last_instant() -> None:
    """And how many there were between them, in whatever order they came."""
    found = of(*daily(9, 1, 5, 2)).fallen[0]
    assert (found.times, f"{found.first:%d}", f"{found.last:%d}") == (4, "01", "09")
    assert (found.longest, found.silent) == (timedelta(days=4), timedelta(days=22))


def test_voice_has_the_name_of_its_last_record() -> None:
    """Case and spaces do not make another voice."""
    records = [
        strike(f"k{at}", "2024-12-01", published=f"2024-12-0{at}T12:00Z", source=name)
        for at, name in enumerate(("RADIO", "radio", "Radio", "raDio"), 1)
    ]
    assert {each.name for each in of(*records).fallen} == {"raDio"}


def test_two_reports_of_one_instant_are_one_time() -> None:
    """Between them there is no pause."""
    twice = strike("other", "2024-12-02", published="2024-12-02T12:00Z", source="Radio")
    assert of(*daily(1, 2), twice).fallen == ()
    assert {each.times for each in of(*daily(1, 2, 5), twice).fallen} == {3}


def test_longest_silence_comes_first() -> None:
    """Then origins before publishers, by name."""
    quiet = [
        strike(f"b{at}", "2024-12-01", published=f"2024-11-0{at}T12:00Z", source=source)
        for at in (1, 2, 3)
        for source in ("Z", "B", Source(publisher="A", via="Z"))
    ]
    found = of(*daily(1, 2, 5), *quiet).fallen
    assert [(each.voice.value, each.name) for each in found] == [
        ("origin", "B"),
        ("origin", "Z"),
        ("publisher", "A"),
        ("publisher", "B"),
        ("publisher", "Z"),
        ("origin", "Radio"),
        ("publisher", "Radio"),
    ]


def test_pause_as_long_as_before_is_no_silence() -> None:
    """Fifteen days had passed between two words before, or more."""
    assert of(*daily(1, 16, 31)).fallen == ()
    assert of(*daily(1, 16, 20)).fallen == ()
    assert of(*daily(1, 8, 16)).fallen != ()


def test_two_words_are_too_few() -> None:
    """Unless two are asked for."""
    assert of(*daily(1, 2)).fallen == ()
    assert len(of(*daily(1, 2), times=2).fallen) == 2


def test_shortest_silence_is_exclusive() -> None:
    """26 days are not longer than 26 days, nor than a month."""
    for days, count in ((25, 2), (26, 0), (31, 0)):
        assert len(of(*daily(1, 2, 5), longer_than=timedelta(days=days)).fallen) == count


def test_moment_has_to_be_known() -> None:
    """Neither given, nor in the chronology."""
    with pytest.raises(MomentError, match="until="):
        silences(known(*daily(1)))


def test_moment_is_that_of_the_chronology() -> None:
    """As published by a day, silences last until that day, unless another one is given."""
    view = log_of([daily(1, 2, 5)]).as_of(published="2024-12-09T12:00Z")
    asked = [silences(view), silences(view, until="2024-12-10T12:00Z")]
    assert [f"{each.until:%d}" for each in asked] == ["09", "10"]
    assert [each.fallen[0].silent.days for each in asked] == [4, 5]


def test_one_word_has_no_pause() -> None:
    """The error says what to give."""
    with pytest.raises(MomentError, match="times=2"):
        of(*daily(1), times=1)


def test_prints_two_tables() -> None:
    """What was not said, and who fell silent."""
    first, second = str(of(strike("a", "2024-12-01", killed="unknown"), *daily(1, 2, 5))).split(
        "\n\n"
    )
    assert first.splitlines()[-1].split()[:2] == ["Paper", "gave"]
    assert second.splitlines()[-1].split()[:3] == ["Radio", "publisher", "3"]


@given(histories())
def test_every_silence_leads_back_to_the_log(history: tuple[Record, ...]) -> None:
    """Each names records of the log, and no silence is shorter than the pause it is held to."""
    log = log_of([history])
    found = silences(log.as_of(), until=LATER, times=2)
    ids = ids_in(log)
    assert {identity for each in found.recorded for identity in each.ids} <= ids
    assert all(each.id in ids and each.silent > each.longest for each in found.fallen)
