"""Ukrainian: the same meanings by another table, in all its cases."""

# ruff: noqa: RUF001 - these are Cyrillic letters, not Latin ones that look like them

import pytest

from timeline.records.phrases import Reading, Tense, phrase


def read(text: str, tense: Tense = Tense.PAST) -> Reading:
    """Return how a phrase is read that was said in Kyiv on a Monday, at 21:00."""
    published = "2024-10-28T19:00Z"
    return phrase(text, published=published, zone="Europe/Kyiv", tense=tense, language="uk")


@pytest.mark.parametrize(
    "text,expected",
    [
        ("у понеділок", "2024-10-28"),
        ("в п'ятницю", "2024-10-25"),
        ("в п’ятницю", "2024-10-25"),
        ("минулої п'ятниці", "2024-10-25"),
        ("минулого вівторка", "2024-10-22"),
        ("вчора", "2024-10-27"),
        ("минулого тижня у вівторок", "2024-10-22"),
        ("28 жовтня", "2024-10-28"),
        ("28 жовтня 2024 року", "2024-10-28"),
        ("28-го жовтня", "2024-10-28"),
        ("03.04.2024", "2024-04-03"),
        ("минулого тижня", "[2024-10-21..2024-10-27]"),
        ("наступного місяця", "2024-11"),
        ("у жовтні", "2024-10"),
        ("в жовтні минулого року", "2023-10"),
        ("у лютому 2022 року", "2022-02"),
        ("на початку березня", "[2024-03-01..2024-03-10~]"),
        ("восени", "2024-23"),
        ("навесні 2022 року", "2022-21"),
        ("у 1980-х роках", "198X"),
        ("у 2022 році", "2022"),
        ("у третьому кварталі цього року", "2024-35"),
        ("три дні тому", "2024-10-25"),
        ("тиждень тому", "2024-10-21~"),
        ("кілька днів тому", "[2024-10-19~..2024-10-26~]"),
        ("через два тижні", "2024-11-11~"),
        ("останніми днями", "[2024-10-19~..2024-10-28]"),
        ("протягом останніх трьох днів", "2024-10-25/2024-10-28"),
        ("протягом найближчих кількох тижнів", "2024-10-28/2024-11-11~..2024-12-30~"),
        ("вночі", "[2024-10-27T18:00~..2024-10-28T09:00~]"),
        ("в ніч на 28 жовтня", "[2024-10-27T18:00~..2024-10-28T09:00~]"),
        ("у вівторок ввечері", "[2024-10-22T17:00~..2024-10-22T23:00~]"),
        ("о 10:30", "2024-10-28T10:30"),
        ("о 4-й годині ранку за київським часом", "2024-10-28T04"),
        ("об 11:00 28 жовтня", "2024-10-28T11:00"),
        ("з 5 березня до 3 квітня", "2024-03-05/2024-04-03"),
        ("між 1 та 5 березня 2022 року", "[2022-03-01..2022-03-05]"),
        ("після 3 березня", "[2024-03-04..]"),
        ("не пізніше п'ятниці", "[..2024-10-25]"),
        ("ще з лютого 2022 року", "2022-02/.."),
        ("протягом 2022 року", "2022-01-01/2022-12-31"),
    ],
)
def test_a_phrase_is_read(text: str, expected: str) -> None:
    """The functions that give the meaning are those of English."""
    when = read(text).when
    assert when is not None
    assert (when.text, when.zone) == (expected, "Europe/Kyiv")


@pytest.mark.parametrize(
    "form", ["середа", "у середу", "минулої середи", "наступної середи", "у цю середу"]
)
def test_a_weekday_is_known_in_every_case(form: str) -> None:
    """Each of them is a Wednesday."""
    when = read(form).when
    assert when is not None
    assert when.text.strip("[]")[:10] in ("2024-10-23", "2024-10-30", "2024-11-06")


def test_the_future_looks_ahead() -> None:
    """As in English."""
    when = read("у середу", Tense.FUTURE).when
    assert when is not None
    assert when.text == "2024-10-30"


@pytest.mark.parametrize(
    "text,rule",
    [
        ("до п'ятниці", "until-or-before"),
        ("щодня", "repeated"),
        ("кожної середи", "repeated"),
        ("два дні", "duration"),
        ("03/04/2024", "order-of-day-and-month"),
        ("on Monday", "unread"),
    ],
)
def test_a_phrase_without_one_time_says_why(text: str, rule: str) -> None:
    """*До п'ятниці* may be until or before."""
    assert (read(text).when, read(text).rule) == (None, rule)
