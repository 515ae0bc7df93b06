"""Laws of phrases: on whatever the tables can say, and whatever people may write."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.records.phrases import LANGUAGES, Reading, Tense, phrase
from timeline.records.phrasing.ukrainian import UKRAINIAN
from timeline.records.when import When
from timeline.testing.phrases import phrase_texts, places, publications, tenses

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)

Published = datetime | date

weekdays = st.integers(1, 7)
anything = st.one_of(phrase_texts(), phrase_texts(language=UKRAINIAN), st.text(max_size=60))
broken = phrase_texts().flatmap(
    lambda text: st.lists(st.sampled_from(text.split()), max_size=12).map(" ".join)
)


def local_day(published: Published, zone: str | None) -> date:
    """Return the day of publication on the wall of a place."""
    if isinstance(published, datetime):
        return published.astimezone(ZoneInfo(zone or "UTC")).date()
    return published


def day_of(reading: Reading) -> date:
    """Return the day that a reading states; a day that a zone skipped fits no law."""
    assume(reading.rule != "never-was")
    assert reading.when is not None
    return date.fromisoformat(reading.when.text)


def contains(outer: When, inner: When) -> bool:
    """Return whether every moment of one lies in the other."""
    first, last = outer.start.earliest, outer.end.latest
    start, end = inner.start.earliest, inner.end.latest
    assert first is not None
    assert last is not None
    return start is not None and end is not None and first <= start and end <= last


@given(st.one_of(anything, broken), publications(), places(), tenses())
def test_no_text_raises(text: str, published: Published, zone: str | None, tense: Tense) -> None:
    """There is a reading, or a rule that says why not."""
    for language in LANGUAGES:
        reading = phrase(text, published=published, zone=zone, tense=tense, language=language)
        assert reading.rule


@given(phrase_texts(), publications(), places(), tenses())
def test_the_earliest_is_before_the_latest(
    text: str, published: Published, zone: str | None, tense: Tense
) -> None:
    """Of the start, of the end, and of one as against the other."""
    when = phrase(text, published=published, zone=zone, tense=tense).when
    assume(when is not None)
    assert when is not None
    for first, last in (
        (when.start.earliest, when.start.latest),
        (when.end.earliest, when.end.latest),
        (when.start.earliest, when.end.latest),
    ):
        assert first is None or last is None or first < last


@given(phrase_texts(), publications(), places(), tenses())
def test_the_same_question_has_the_same_answer(
    text: str, published: Published, zone: str | None, tense: Tense
) -> None:
    """Nothing but the arguments counts."""
    first = phrase(text, published=published, zone=zone, tense=tense)
    assert phrase(text, published=published, zone=zone, tense=tense) == first


@given(phrase_texts(), publications(), st.sampled_from(("", " ", "\n\t")))
def test_case_and_blanks_do_not_matter(text: str, published: Published, blanks: str) -> None:
    """A phrase may begin a sentence, or stand in a headline."""
    shouted = blanks + f" {blanks}".join(text.upper().split()) + blanks
    first, second = (phrase(each, published=published) for each in (text, shouted))
    assert (second.when, second.rule) == (first.when, first.rule)


@given(phrase_texts(language=UKRAINIAN), publications(), tenses())
def test_case_does_not_matter_in_ukrainian(text: str, published: Published, tense: Tense) -> None:
    """Cyrillic has capitals too."""
    first, second = (
        phrase(each, published=published, tense=tense, language="uk")
        for each in (text, text.upper())
    )
    assert (second.when, second.rule) == (first.when, first.rule)


@given(phrase_texts(), publications())
def test_a_reading_without_a_zone_says_who_assumed_it(text: str, published: Published) -> None:
    """But for a time whose zone the phrase tells."""
    when = phrase(text, published=published).when
    assume(when is not None)
    assert when is not None
    assumed = (when.zone, when.assumed_by) == ("UTC", "phrase")
    assert assumed or when.assumed_by is None


@given(weekdays, publications(), places())
def test_a_bare_weekday_lies_in_the_week_up_to_publication(
    weekday: int, published: Published, zone: str | None
) -> None:
    """The day of publication included."""
    found = day_of(phrase(WEEKDAYS[weekday - 1], published=published, zone=zone))
    assert timedelta(0) <= local_day(published, zone) - found < timedelta(7)


@given(weekdays, publications(), places())
def test_a_bare_weekday_in_the_future_lies_in_the_week_from_publication(
    weekday: int, published: Published, zone: str | None
) -> None:
    """The day of publication included."""
    reading = phrase(WEEKDAYS[weekday - 1], published=published, zone=zone, tense=Tense.FUTURE)
    assert timedelta(0) <= day_of(reading) - local_day(published, zone) < timedelta(7)


@given(weekdays, publications(), places(), st.sampled_from((Tense.PAST, Tense.FUTURE)))
def test_a_weekday_is_that_weekday(
    weekday: int, published: Published, zone: str | None, tense: Tense
) -> None:
    """In the zone of the place."""
    name = WEEKDAYS[weekday - 1]
    reading = phrase(f"on {name}", published=published, zone=zone, tense=tense)
    assert day_of(reading).isoweekday() == weekday


@given(publications(), places())
def test_yesterday_today_and_tomorrow_are_days_in_a_row(
    published: Published, zone: str | None
) -> None:
    """On the wall of the place."""
    days = [
        day_of(phrase(text, published=published, zone=zone))
        for text in ("yesterday", "today", "tomorrow")
    ]
    today = local_day(published, zone)
    assert days == [today - timedelta(1), today, today + timedelta(1)]


@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)), publications(), places())
def test_a_month_contains_its_days(day: date, published: Published, zone: str | None) -> None:
    """Neither has a year, so both take the same one."""
    month = MONTHS[day.month - 1]
    wider = phrase(f"in {month}", published=published, zone=zone).when
    narrower = phrase(f"on {day.day} {month}", published=published, zone=zone).when
    assume(narrower is not None)
    assert wider is not None
    assert narrower is not None
    assert contains(wider, narrower)


@given(
    st.sampled_from(("last week", "this month", "next year", "the 1980s", "March", "2022")),
    st.sampled_from(("early", "mid", "late", "the end of", "the beginning of")),
    publications(),
    places(),
)
def test_a_whole_contains_its_parts(
    whole: str, part: str, published: Published, zone: str | None
) -> None:
    """Whatever the conventions are."""
    wider = phrase(whole, published=published, zone=zone).when
    narrower = phrase(f"{part} {whole}", published=published, zone=zone).when
    assert wider is not None
    assume(narrower is not None)
    assert narrower is not None
    assert contains(wider, narrower)


@given(weekdays, publications(), places())
def test_an_unknown_tense_contains_both(
    weekday: int, published: Published, zone: str | None
) -> None:
    """The past one and the future one."""
    name = WEEKDAYS[weekday - 1]
    readings = [phrase(name, published=published, zone=zone, tense=each).when for each in Tense]
    past, future, unknown = readings
    assume(None not in readings)
    assert unknown is not None
    assert past is not None
    assert future is not None
    assert contains(unknown, past)
    assert contains(unknown, future)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), publications())
def test_a_written_date_is_that_date(day: date, published: Published) -> None:
    """Whenever it was published."""
    text = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    assert day_of(phrase(text, published=published)) == day
