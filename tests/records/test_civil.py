"""Day numbers and civil dates: a bijection, equal to `datetime` where that reaches."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.records.civil import CYCLE_DAYS, civil_date, day_number, is_leap, month_length

EPOCH = date(1970, 1, 1)
days = st.integers(-(10**7), 10**7)


@given(days)
def test_a_day_number_comes_back_from_its_date(day: int) -> None:
    """Day number → date → day number is the identity on twenty million days and more."""
    assert day_number(*civil_date(day)) == day


@given(st.integers(-(10**40), 10**40))
def test_years_have_no_limit(day: int) -> None:
    """The identity holds for any whole number, not only for those of a machine word."""
    assert day_number(*civil_date(day)) == day


@given(days)
def test_a_date_exists(day: int) -> None:
    """What comes out is a month from 1 to 12 and a day that this month has."""
    year, month, number = civil_date(day)
    assert (1 <= month <= 12, 1 <= number <= month_length(year, month)) == (True, True)


@given(days)
def test_the_next_day_number_is_the_next_date(day: int) -> None:
    """Dates follow each other in the order of their numbers."""
    assert civil_date(day) < civil_date(day + 1)


@given(st.dates())
def test_dates_are_those_of_datetime(day: date) -> None:
    """On the years 1 to 9999 the numbers are those of the standard library."""
    assert day_number(day.year, day.month, day.day) == (day - EPOCH).days


@given(st.dates())
def test_numbers_are_those_of_datetime(day: date) -> None:
    """On the years 1 to 9999 the dates are those of the standard library."""
    assert EPOCH + timedelta(days=day_number(*civil_date((day - EPOCH).days))) == day


@given(days)
def test_the_calendar_repeats_after_four_hundred_years(day: int) -> None:
    """146,097 days later it is the same day of the same month."""
    year, month, number = civil_date(day)
    assert civil_date(day + CYCLE_DAYS) == (year + 400, month, number)


@pytest.mark.parametrize(
    "date,number",
    [((1970, 1, 1), 0), ((1969, 12, 31), -1), ((0, 3, 1), -719_468), ((0, 2, 29), -719_469)],
)
def test_known_dates(date: tuple[int, int, int], number: int) -> None:
    """The epoch, the day before it, and the leap day of year 0, which is 1 BCE."""
    assert day_number(*date) == number


def test_month_thirteen_is_the_next_january() -> None:
    """Months above 12 run on into the next year, as the end of a December needs."""
    assert day_number(2024, 13, 1) == day_number(2025, 1, 1)


@pytest.mark.parametrize(
    "year,leap", [(2024, True), (2023, False), (1900, False), (2000, True), (0, True), (-4, True)]
)
def test_leap_years(year: int, *, leap: bool) -> None:
    """Every fourth year but for centuries, unless they are of 400, also before year 1."""
    assert is_leap(year) is leap
