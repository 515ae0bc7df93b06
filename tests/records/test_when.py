"""`When`: kept as written, equal by what is written, and never ordered by `<`."""

import copy
import operator
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import arrow
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import WhenError
from timeline.records.edtf_parts import Edge
from timeline.records.time_units import TimeUnit
from timeline.records.when import When, when
from timeline.testing.times import edtf_texts, whens


@given(edtf_texts())
def test_text_comes_back_byte_for_byte(text: str) -> None:
    """Whatever is written, with whatever blanks, is what is kept."""
    assert When(text).text.encode() == text.encode()


@given(whens())
def test_normal_text_says_the_same(value: When) -> None:
    """`str` reads back to the same extent, zone included."""
    assert When(str(value)).extent == value.extent


@given(whens())
def test_normal_text_is_its_own(value: When) -> None:
    """`str` of what `str` gives is the same text."""
    assert str(When(str(value))) == str(value)


@given(whens())
def test_a_repr_builds_an_equal_value(value: When) -> None:
    """`repr` is the call that makes the value."""
    assert eval(repr(value), {"When": When}) == value  # noqa: S307 - our own text


def test_repr() -> None:
    """A zone in the text stays there."""
    assert repr(When("2024-10-28[Europe/Kyiv]")) == "When('2024-10-28[Europe/Kyiv]')"


@pytest.mark.parametrize(
    "other",
    [
        When("2024-10-28[Europe/Kyiv]"),
        When("2024-10-28", zone="Europe/Kyiv", assumed_by="the desk"),
        When("2024-10-28"),
        "2024-10-28",
    ],
    ids=repr,
)
def test_equality_is_of_what_is_written(other: object) -> None:
    """The same day written in another way, or by another's leave, is another value."""
    assert When("2024-10-28", zone="Europe/Kyiv") != other


def test_equal_values_are_one_in_a_set() -> None:
    """Equal values have equal hashes."""
    assert len({When("2024-10", zone="UTC"), When("2024-10", zone="UTC")}) == 1


def repickled(value: When) -> When:
    """Return what comes back from a pickle."""
    found = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
    assert isinstance(found, When)
    return found


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, repickled])
def test_copies_are_equal(copied: Callable[[When], When]) -> None:
    """Copying and pickling keep text, zone and bounds."""
    value = When("2024-10-28", zone="Europe/Kyiv", assumed_by="the desk")
    assert (copied(value), copied(value).sort_key) == (value, value.sort_key)


def test_a_value_cannot_change() -> None:
    """Neither its text nor what follows from it can be set."""
    with pytest.raises(FrozenInstanceError):
        When("2024").text = "2025"  # type: ignore[misc]  # that is the test


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_order_is_refused_by_name(compare: Callable[[object, object], bool]) -> None:
    """The error names both values and says what to ask instead."""
    with pytest.raises(TypeError) as caught:
        compare(When("2024"), When("2025"))
    message = str(caught.value)
    parts = ("When('2024')", "When('2025')", "relation(a, b)", "sort_key")
    assert [part in message for part in parts] == [True] * 4


@given(whens(), whens(), whens())
def test_sort_keys_are_a_total_order(a: When, b: When, c: When) -> None:
    """Any three sort, and the smallest of them is before or beside both others."""
    first, second, third = sorted((a.sort_key, b.sort_key, c.sort_key))
    assert first <= second <= third
    assert first <= third


@given(whens())
def test_sort_keys_are_whole_numbers(value: When) -> None:
    """Four of them, whatever is open."""
    assert [isinstance(part, int) for part in value.sort_key] == [True] * 4


def test_dates_sort_by_their_earliest_start() -> None:
    """Open starts come first, open ends last, and a month before the days in it."""
    texts = ["../2024", "/2024", "2024", "2024-10", "2024-10-28", "2024-10-28/", "2024-10-28/.."]
    values = [When(text) for text in reversed(texts)]
    assert [value.text for value in sorted(values, key=lambda value: value.sort_key)] == texts


@pytest.mark.parametrize(
    "text,ongoing",
    [
        ("2024-08/..", True),
        ("{2024-08..}", True),
        ("../..", True),
        ("2024-08/", False),
        ("[2024-08..]", False),
        ("2024-08/2024-09", False),
    ],
)
def test_ongoing(text: str, *, ongoing: bool) -> None:
    """It goes on if two dots stand at the end of what lasted."""
    assert When(text).ongoing is ongoing


def test_how_ends_are_written() -> None:
    """An end is dated, unknown, or open."""
    assert (When("/2024").began, When("2024/..").ended) == (Edge.UNKNOWN, Edge.OPEN)


@pytest.mark.parametrize(
    "text,unit",
    [
        ("2024-10-28/2024", TimeUnit.YEAR),
        ("[2024-10-28,2024-11]", TimeUnit.MONTH),
        ("2024-10-28T10:00/2024-10-28T11:00:00", TimeUnit.MINUTE),
        ("2024/..", TimeUnit.YEAR),
        ("../..", TimeUnit.UNKNOWN),
    ],
)
def test_precision_is_that_of_the_coarsest_date(text: str, unit: TimeUnit) -> None:
    """A span is known as finely as the coarser of its ends."""
    assert When(text).precision is unit


@pytest.mark.parametrize(
    "given,text",
    [
        ("2024-10", "2024-10"),
        (date(2024, 10, 28), "2024-10-28"),
        (datetime(2024, 10, 28, 19, tzinfo=UTC), "2024-10-28T19:00:00+00:00"),
        (
            datetime(2024, 10, 28, 19, 0, 0, 5, tzinfo=timezone(timedelta(hours=2))),
            "2024-10-28T19:00:00.000005+02:00",
        ),
        (
            datetime(2024, 10, 28, 19, tzinfo=ZoneInfo("Europe/Kyiv")),
            "2024-10-28T19:00:00+02:00[Europe/Kyiv]",
        ),
        (
            datetime(1900, 1, 1, tzinfo=ZoneInfo("Europe/Kyiv")),
            "1899-12-31T21:57:56+00:00",
        ),
        (
            datetime(2024, 10, 28, 19, tzinfo=timezone(timedelta(hours=-15))),
            "2024-10-29T10:00:00+00:00",
        ),
        (
            arrow.Arrow(2024, 10, 28, 19, tzinfo="Europe/Kyiv"),
            "2024-10-28T19:00:00+02:00[Europe/Kyiv]",
        ),
    ],
    ids=repr,
)
def test_what_people_give(given: "str | date | arrow.Arrow", text: str) -> None:
    """Texts, dates, and datetimes and Arrows with their offset become values."""
    assert when(given).text == text


@given(st.datetimes(timezones=st.timezones(), allow_imaginary=False))
def test_a_datetime_lies_in_its_own_bounds(given: datetime) -> None:
    """Whatever its zone, the bounds hold the instant."""
    try:
        moment = given.astimezone(UTC)
    except OverflowError:
        return
    number = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    start = when(given).start
    assert start.earliest is not None
    assert start.latest is not None
    assert start.earliest <= number < start.latest


def test_a_value_is_itself() -> None:
    """The converter leaves a `When` alone."""
    value = When("2024")
    assert when(value) is value


@pytest.mark.parametrize(
    "given,expected",
    [
        (datetime(2024, 10, 28), "such as '2024-10-28T00:00:00+00:00'"),  # noqa: DTZ001 - the test
        (2024, "not int"),
        (None, "not NoneType"),
        (20.24, "not float"),
    ],
)
def test_what_is_no_time_is_refused(given: object, expected: str) -> None:
    """The error says what to write instead."""
    with pytest.raises(WhenError) as caught:
        when(given)  # type: ignore[arg-type]  # wrong types are the test
    assert expected in caught.value.expected


@pytest.mark.parametrize(
    "text,zone,expected",
    [
        (2024, None, "text, not int"),
        ("2024", ZoneInfo("UTC"), "the name of a zone"),
        ("2024", "Mars/Olympus", "a zone such as Europe/Kyiv"),
    ],
)
def test_wrong_arguments_are_refused(text: str, zone: str, expected: str) -> None:
    """Text and zone are text."""
    with pytest.raises(WhenError) as caught:
        When(text, zone=zone)
    assert expected in caught.value.expected


def test_an_assumption_needs_a_zone() -> None:
    """Who assumed a zone cannot be said where none is given."""
    with pytest.raises(WhenError, match="a zone= that 'the desk' assumed"):
        When("2024-10-28", assumed_by="the desk")
