"""What texts say on the time axis: windows of start and end (G15)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import WhenError
from timeline.records.bounds import extent
from timeline.records.extents import AFTER_ALL, BEFORE_ALL
from timeline.records.when import When
from timeline.records.windows import Window, contains
from timeline.testing.times import date_texts, edtf_texts, moments, whens

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def at(text: str | None) -> int | None:
    """Return the moment that an ISO text in UTC names; `None` for `None`."""
    if text is None:
        return None
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)


def window(earliest: str | None, latest: str | None) -> Window:
    """Return the window between two ISO texts."""
    return Window(at(earliest), at(latest))


@pytest.mark.parametrize(
    "text,earliest,latest",
    [
        ("2024-10-28", "2024-10-28", "2024-10-29"),
        ("2024-10", "2024-10-01", "2024-11-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("2024", "2024-01-01", "2025-01-01"),
        ("198X", "1980-01-01", "1990-01-01"),
        ("19XX", "1900-01-01", "2000-01-01"),
        ("19", "1900-01-01", "2000-01-01"),
        ("2024-10-XX", "2024-10-01", "2024-11-01"),
        ("2024-XX-25", "2024-01-25", "2024-12-26"),
        ("2024-XX-XX", "2024-01-01", "2025-01-01"),
        ("156X-12-25", "1560-12-25", "1569-12-26"),
        ("156X-02-XX", "1560-02-01", "1569-03-01"),
        ("15XX-02-29", "1504-02-29", "1596-03-01"),
        ("156X-XX", "1560-01-01", "1570-01-01"),
        ("1984-1X", "1984-10-01", "1985-01-01"),
        ("[2024-10-01..2024-10-05]", "2024-10-01", "2024-10-06"),
        ("2024-10-01..2024-10-05", "2024-10-01", "2024-10-06"),
        ("[2024-10-01,2024-10-05]", "2024-10-01", "2024-10-06"),
        ("[..2024-10-28]", None, "2024-10-29"),
        ("[2024-10-28..]", "2024-10-28", None),
        ("..2024-10-28", None, "2024-10-29"),
        ("[..2023,2024-10-05..]", None, None),
    ],
)
def test_one_unknown_moment(text: str, earliest: str | None, latest: str | None) -> None:
    """Its start and its end window are both all that the text leaves open."""
    found = When(text)
    expected = window(earliest, latest)
    assert (found.start, found.end, found.lasted) == (expected, expected, False)


@pytest.mark.parametrize(
    "text,start,end",
    [
        (
            "2024-10-01/2024-10-05",
            ("2024-10-01", "2024-10-02"),
            ("2024-10-05", "2024-10-06"),
        ),
        ("2024-08/2024-10", ("2024-08-01", "2024-09-01"), ("2024-10-01", "2024-11-01")),
        ("2004-02-01/2005", ("2004-02-01", "2004-02-02"), ("2005-01-01", "2006-01-01")),
        (
            "2024-10-27T19:00Z/2024-10-28T10:30Z",
            ("2024-10-27T19:00", "2024-10-27T19:01"),
            ("2024-10-28T10:30", "2024-10-28T10:31"),
        ),
        ("2024-08/..", ("2024-08-01", "2024-09-01"), ("2024-08-01", None)),
        ("2024-06-01/", ("2024-06-01", "2024-06-02"), ("2024-06-01", None)),
        ("../2024-10-28", (None, "2024-10-29"), ("2024-10-28", "2024-10-29")),
        ("/2024-10-28", (None, "2024-10-29"), ("2024-10-28", "2024-10-29")),
        ("../..", (None, None), (None, None)),
        ("{1960,1961-12}", ("1960-01-01", "1961-01-01"), ("1961-12-01", "1962-01-01")),
        ("{1670..1672}", ("1670-01-01", "1671-01-01"), ("1672-01-01", "1673-01-01")),
        ("{1960,1960-05}", ("1960-01-01", "1960-06-01"), ("1960-05-01", "1961-01-01")),
        ("{..1984}", (None, "1985-01-01"), ("1984-01-01", "1985-01-01")),
        ("..2004-06-01/2004-06-20", (None, "2004-06-02"), ("2004-06-20", "2004-06-21")),
    ],
)
def test_what_lasted(
    text: str, start: tuple[str | None, str | None], end: tuple[str | None, str | None]
) -> None:
    """The start lies in the first date, the end in the last one."""
    found = When(text)
    assert (found.start, found.end, found.lasted) == (window(*start), window(*end), True)


@pytest.mark.parametrize(
    "text,start,end",
    [
        ("2024-10-28/2024-10", ("2024-10-28", "2024-10-29"), ("2024-10-28", "2024-11-01")),
        ("2024-10/2024-10-05", ("2024-10-01", "2024-10-06"), ("2024-10-05", "2024-10-06")),
        ("1111-01-01/1111", ("1111-01-01", "1111-01-02"), ("1111-01-01", "1112-01-01")),
    ],
)
def test_nothing_ends_before_it_starts(
    text: str, start: tuple[str, str], end: tuple[str, str]
) -> None:
    """Where start and end overlap, each narrows the other."""
    assert (When(text).start, When(text).end) == (window(*start), window(*end))


@pytest.mark.parametrize(
    "text",
    [
        "2022/2021",
        "2024-10-28/2024-10-27",
        "2000-10/2000-05",
        "-1000/-2000",
        "2024-10-28T10:00Z/2024-10-28T10:00+02:00",
    ],
)
def test_an_end_before_the_start_is_refused(text: str) -> None:
    """The error stands at the end, and says that it is before the start."""
    with pytest.raises(WhenError, match="an end that is not before its start") as caught:
        extent(text, None)
    assert caught.value.at == text.index("/") + 1


def test_a_range_in_a_set_that_runs_backwards_is_refused() -> None:
    """The error stands at the second date of the range."""
    with pytest.raises(WhenError, match="a date not before the one before the two dots") as caught:
        extent("{2002..2001}", None)
    assert caught.value.at == 7


@given(moments().flatmap(lambda moment: st.tuples(st.just(moment), date_texts(moment=moment))))
def test_a_date_holds_the_moment_it_was_written_for(case: tuple[int, str]) -> None:
    """However a moment is written, the bounds of the text hold it."""
    moment, text = case
    assert contains(When(text), moment)


@given(whens())
def test_bounds_are_in_order(when: When) -> None:
    """No earliest comes after its latest, and no end window lies before the start window."""
    start, start_latest, end, end_latest = when.sort_key
    assert start <= start_latest <= end_latest
    assert start <= end <= end_latest


@given(st.one_of(moments()), st.data())
def test_a_coarser_date_holds_the_finer_one(moment: int, data: st.DataObject) -> None:
    """Leaving off a part of a date, or putting X for a digit, never shrinks its bounds."""
    text = data.draw(st.sampled_from([str(When(exact(moment)))[:length] for length in (19, 16)]))
    for _ in range(3):
        wider = data.draw(st.sampled_from(wider_texts(text)))
        assert contains(When(wider), When(text))
        text = wider


def exact(moment: int) -> str:
    """Return a moment of the years 0 to 9999 to the second, as EDTF."""
    found = EPOCH + timedelta(microseconds=max(moment, at("1000-01-01") or 0))
    return found.strftime("%Y-%m-%dT%H:%M:%S")


def wider_texts(text: str) -> list[str]:
    """Return a date as it is, without its last part, and with an X for each of its digits."""
    shorter = text.rpartition("T")[0] or text.rpartition("-")[0] or text
    if "T" in text:
        return [shorter]
    return [shorter, *(text[:n] + "X" + text[n + 1 :] for n, c in enumerate(text) if c.isdigit())]


@given(edtf_texts())
def test_bounds_are_whole_numbers(text: str) -> None:
    """There is never a float, whatever is written."""
    found = extent(text, None)
    bounds = [
        bound for window in (found.start, found.end) for bound in (window.earliest, window.latest)
    ]
    assert {type(bound) for bound in bounds} <= {int, type(None)}


@pytest.mark.parametrize(
    "text,key",
    [
        ("../2024", (BEFORE_ALL, BEFORE_ALL)),
        ("/2024", (BEFORE_ALL, at("2025-01-01"))),
        ("[..2024]", (BEFORE_ALL, at("2025-01-01"))),
    ],
)
def test_an_open_start_is_before_all(text: str, key: tuple[int, int]) -> None:
    """What never began sorts before what began nobody knows when."""
    assert When(text).sort_key[:2] == key


@pytest.mark.parametrize(
    "text,key",
    [
        ("2024/..", (AFTER_ALL, AFTER_ALL)),
        ("2024/", (at("2024-01-01"), AFTER_ALL)),
        ("[2024..]", (at("2024-01-01"), AFTER_ALL)),
    ],
)
def test_an_open_end_is_after_all(text: str, key: tuple[int, int]) -> None:
    """What still goes on sorts after what ended nobody knows when."""
    assert When(text).sort_key[2:] == key
