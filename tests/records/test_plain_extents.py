"""The short cut for plain dates: it says what the grammar says, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import WhenError
from timeline.records.bounds import extent_by_grammar
from timeline.records.extents import Extent
from timeline.records.plain_extents import plain_extent
from timeline.testing.times import edtf_texts, zones

marks = st.sampled_from(("", "", "", "?", "~", "%"))
numbers = st.integers(0, 61).map("{:02}".format)
years = st.one_of(
    st.integers(0, 9999).map("{:04}".format),
    st.integers(0, 999).map("{:03}X".format),
    st.integers(0, 99).map("{:02}XX".format),
    st.integers(0, 9999).map("-{:04}".format),
    st.sampled_from(("1XX3", "X024", "-198X", "2X24")),
)
units = st.one_of(st.integers(1, 12).map("{:02}".format), numbers, st.just("XX"))
dates = st.builds("{}{}-{}{}-{}{}".format, years, marks, units, marks, units, marks)
clocks = st.builds("T{}:{}".format, numbers, numbers)
fractions = st.one_of(st.just(""), st.integers(0, 10**8).map(".{}".format))
seconds = st.one_of(st.just(""), st.builds(":{}{}".format, numbers, fractions))
offsets = st.one_of(
    st.sampled_from(("", "Z", "-00:00", "+02", "-0930")),
    st.builds("{}{}:{}".format, st.sampled_from("+-"), numbers, numbers),
)
near_plain = st.one_of(
    years,
    st.builds("{}-{}{}".format, years, units, marks),
    dates,
    st.builds("{}{}{}{}{}".format, dates, clocks, seconds, offsets, marks),
    st.sampled_from(("", "..", "...")),
)
intervals = st.builds("{}/{}".format, near_plain, near_plain)
suffixed = st.builds("{}[{}]".format, st.one_of(near_plain, intervals), zones())
given_zones = st.one_of(st.none(), zones(), st.sampled_from(("+03:00", "UTC", "Mars/Olympus")))


def answer(text: str, zone: str | None) -> Extent | str:
    """Return what the grammar says of a text, or the error that it gives."""
    try:
        return extent_by_grammar(text, zone)
    except WhenError as error:
        return str(error)


def short_answer(text: str, zone: str | None) -> Extent | str | None:
    """Return what the short cut says of a text, or the error that it gives."""
    try:
        return plain_extent(text, zone)
    except WhenError as error:
        return str(error)


@given(st.one_of(near_plain, intervals, suffixed), given_zones)
def test_the_short_cut_agrees_with_the_grammar(text: str, zone: str | None) -> None:
    """On texts that look plain, half of them wrong, it gives the same extent or stands back."""
    found = short_answer(text, zone)
    assert found is None or found == answer(text, zone)


@given(zones().flatmap(lambda zone: st.tuples(edtf_texts(zone=zone), st.just(zone))))
def test_the_short_cut_agrees_on_every_text(case: tuple[str, str]) -> None:
    """On all valid texts in their zone it gives the same extent or stands back."""
    found = short_answer(*case)
    assert found is None or found == answer(*case)


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "2024-10",
        "2024-10-28",
        "2024-10-28T19:00",
        "2024-10-28T19:00:30.5+02:00",
        "2024-21",
        "2024-10-28~",
        "20XX",
        "2024-08/..",
        "2024-10-01/2024-10-05",
        "2024-10-27T19:00/2024-10-28T10:30[Europe/Kyiv]",
    ],
)
def test_the_short_cut_is_taken(text: str) -> None:
    """It answers for what most texts are."""
    assert plain_extent(text, None) is not None


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "2XXX", "", "[2024]", "-0000"])
def test_the_short_cut_stands_back(text: str) -> None:
    """It says nothing of what is wrong, or right and not plain."""
    assert plain_extent(text, None) is None
