"""Years beyond four digits, exponents, and years of which only some digits are significant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.records.civil import DAY, civil_date, day_number
from timeline.records.time_units import TimeUnit
from timeline.records.when import When


def years(text: str) -> tuple[int, int]:
    """Return the first and the last year of a text."""
    span = When(text).span
    assert span.earliest is not None
    assert span.latest is not None
    return civil_date(span.earliest // DAY)[0], civil_date(span.latest // DAY - 1)[0]


@given(st.integers(10_000, 10**900), st.sampled_from((1, -1)))
def test_a_long_year_is_that_year(year: int, sign: int) -> None:
    """A year of up to a thousand digits is exact, on either side of year 0."""
    assert years(f"Y{sign * year}") == (sign * year, sign * year)


@pytest.mark.parametrize(
    "text,first,last",
    [
        ("Y17E7", 170_000_000, 170_000_000),
        ("Y-17E7", -170_000_000, -170_000_000),
        ("Y170000002", 170_000_002, 170_000_002),
        ("1950S2", 1900, 1999),
        ("1950S1", 1000, 1999),
        ("1953S3", 1950, 1959),
        ("1953S4", 1953, 1953),
        ("1953S9", 1953, 1953),
        ("-1950S2", -1999, -1900),
        ("Y171010000S3", 171_000_000, 171_999_999),
        ("Y3388E2S3", 338_000, 338_999),
        ("Y-17101E3S3", -17_199_999, -17_100_000),
        ("0050S1", 50, 59),
        ("0000S1", 0, 0),
    ],
)
def test_significant_digits_bound_the_year(text: str, first: int, last: int) -> None:
    """Digits that are not significant may be any: 1950S2 is some year from 1900 to 1999."""
    assert years(text) == (first, last)


@pytest.mark.parametrize(
    "text,first,last",
    [
        ("-198X", -1989, -1980),
        ("-01XX", -199, -100),
        ("-000X", -9, -1),
        ("-04", -499, -400),
        ("019", 190, 199),
        ("XXXX", 0, 9999),
    ],
)
def test_unspecified_digits_before_year_zero(text: str, first: int, last: int) -> None:
    """Before year 0 the digits count the other way, and there is no year -0."""
    assert years(text) == (first, last)


@pytest.mark.parametrize(
    "text,unit",
    [
        ("Y170000002", TimeUnit.YEAR),
        ("1953S4", TimeUnit.YEAR),
        ("1953S3", TimeUnit.DECADE),
        ("1953S2", TimeUnit.CENTURY),
        ("1953S1", TimeUnit.MILLENNIUM),
        ("Y17E7S1", TimeUnit.LONGER),
    ],
)
def test_precision(text: str, unit: TimeUnit) -> None:
    """A year is known as finely as its significant digits leave it."""
    assert When(text).precision is unit


@pytest.mark.parametrize(
    "text,year", [("0000", 0), ("-0001", -1), ("-0044", -44), ("0007", 7), ("9999", 9999)]
)
def test_four_digits_are_astronomical_years(text: str, year: int) -> None:
    """Year 0000 is 1 BCE and -0001 the year before it."""
    assert When(text).span.earliest == day_number(year, 1, 1) * DAY
