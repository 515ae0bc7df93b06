"""Unspecified digits: bounds are those of the real dates that they can mean, no more."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.records.civil import day_number, month_length
from timeline.records.edtf_masks import masked_days, masked_precision, masked_years
from timeline.records.time_units import TimeUnit

digits = st.sampled_from("X0123456789")
year_masks = st.builds("{}{}{}{}{}".format, st.sampled_from(("", "-")), *[digits] * 4)
two_digit_masks = st.builds("{}{}".format, digits, digits)


YEARS = [(f"{'-' if year < 0 else ''}{abs(year):04}", year) for year in range(-9_999, 10_000)]
TWO_DIGITS = [(f"{number:02}", number) for number in range(1, 32)]


def fitting(mask: str, numbers: list[tuple[str, int]]) -> list[int]:
    """Return the numbers whose text can be what a mask stands for, by trying each of them."""
    pattern = re.compile(mask.replace("X", "[0-9]"))
    return [number for text, number in numbers if pattern.fullmatch(text)]


def every_day(year: str, month: str, day: str) -> list[int]:
    """Return all days that a mask can mean, by trying every date there is."""
    return [
        day_number(y, m, d)
        for y in fitting(year, YEARS)
        for m in fitting(month, TWO_DIGITS[:12])
        for d in fitting(day, TWO_DIGITS)
        if d <= month_length(y, m)
    ]


@given(year_masks.filter(lambda mask: mask.count("X") < 3), two_digit_masks, two_digit_masks)
def test_bounds_are_those_of_all_dates_tried(year: str, month: str, day: str) -> None:
    """First and last day equal the naive definition: try every date, keep what fits."""
    days = every_day(year, month, day)
    assert masked_days(year, month, day) == ((days[0], days[-1]) if days else None)


@given(year_masks)
def test_years_are_all_that_fit_in_order(mask: str) -> None:
    """A mask means every year whose digits fit, the earliest first."""
    assert list(masked_years(mask)) == fitting(mask, YEARS)


@given(year_masks)
def test_years_backwards_are_the_same_years(mask: str) -> None:
    """The last first is the first last."""
    assert list(masked_years(mask, last_first=True)) == list(masked_years(mask))[::-1]


@pytest.mark.parametrize(
    "mask,first,last",
    [
        ("15XX-02-29", (1504, 2, 29), (1596, 2, 29)),
        ("156X-12-31", (1560, 12, 31), (1569, 12, 31)),
        ("15XX-01-3X", (1500, 1, 30), (1599, 1, 31)),
        ("1500-1X-25", (1500, 10, 25), (1500, 12, 25)),
        ("1560-X2-31", (1560, 12, 31), (1560, 12, 31)),
        ("XXXX-12-XX", (0, 12, 1), (9999, 12, 31)),
        ("-01XX-XX-XX", (-199, 1, 1), (-100, 12, 31)),
        ("-00XX-01-01", (-99, 1, 1), (-1, 1, 1)),
    ],
)
def test_known_masks(mask: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    """Only dates that exist count: 29 February needs a leap year, and there is no year -0."""
    sign = "-" if mask.startswith("-") else ""
    year, month, day = mask.removeprefix("-").split("-")
    assert masked_days(sign + year, month, day) == (day_number(*first), day_number(*last))


@pytest.mark.parametrize("mask", ["15XX-02-3X", "156X-09-31", "15X1-02-29", "15XX-2X-25"])
def test_masks_that_mean_nothing(mask: str) -> None:
    """Some digits fit no real date."""
    year, month, day = mask.split("-")
    assert masked_days(year, month, day) is None


@pytest.mark.parametrize(
    "mask,unit",
    [
        ("156X", TimeUnit.DECADE),
        ("15XX", TimeUnit.CENTURY),
        ("1XX3", TimeUnit.MILLENNIUM),
        ("XXXX", TimeUnit.LONGER),
        ("-156X", TimeUnit.DECADE),
        ("156X-12-25", TimeUnit.DECADE),
        ("1560-XX", TimeUnit.YEAR),
        ("1560-1X-25", TimeUnit.YEAR),
        ("1560-12-XX", TimeUnit.MONTH),
        ("1560-12-2X", TimeUnit.MONTH),
    ],
)
def test_precision_is_the_unit_that_holds_what_is_open(mask: str, unit: TimeUnit) -> None:
    """The first X decides: what it leaves open lies within the unit before it."""
    sign = "-" if mask.startswith("-") else ""
    year, month, day = (*mask.removeprefix("-").split("-"), None, None)[:3]
    assert masked_precision(f"{sign}{year}", month, day) is unit
