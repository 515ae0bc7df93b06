"""The divisions of a year, 21 to 41, and the bounds that this library gives them."""

import pytest

from timeline.records.civil import DAY, day_number
from timeline.records.time_units import TimeUnit
from timeline.records.when import When


def days(text: str) -> tuple[int | None, int | None]:
    """Return the first day of a text and the one after its last, as day numbers."""
    span = When(text).span
    assert span.earliest is not None
    assert span.latest is not None
    return span.earliest // DAY, span.latest // DAY


@pytest.mark.parametrize(
    "text,first,after",
    [
        ("2001-21", (2001, 3, 1), (2001, 6, 1)),
        ("2001-22", (2001, 6, 1), (2001, 9, 1)),
        ("2001-23", (2001, 9, 1), (2001, 12, 1)),
        ("2001-24", (2001, 12, 1), (2002, 3, 1)),
        ("2001-25", (2001, 3, 1), (2001, 6, 1)),
        ("2001-28", (2001, 12, 1), (2002, 3, 1)),
        ("2001-29", (2001, 9, 1), (2001, 12, 1)),
        ("2001-30", (2001, 12, 1), (2002, 3, 1)),
        ("2001-31", (2001, 3, 1), (2001, 6, 1)),
        ("2001-32", (2001, 6, 1), (2001, 9, 1)),
        ("2001-33", (2001, 1, 1), (2001, 4, 1)),
        ("2001-36", (2001, 10, 1), (2002, 1, 1)),
        ("2001-37", (2001, 1, 1), (2001, 5, 1)),
        ("2001-39", (2001, 9, 1), (2002, 1, 1)),
        ("2001-40", (2001, 1, 1), (2001, 7, 1)),
        ("2001-41", (2001, 7, 1), (2002, 1, 1)),
        ("-2003-22", (-2003, 6, 1), (-2003, 9, 1)),
        ("200X-21", (2000, 3, 1), (2009, 6, 1)),
    ],
)
def test_bounds(text: str, first: tuple[int, int, int], after: tuple[int, int, int]) -> None:
    """Seasons are a meteorologist's, northern unless the code says southern."""
    assert days(text) == (day_number(*first), day_number(*after))


@pytest.mark.parametrize(
    "text,unit",
    [
        ("2001-21", TimeUnit.SEASON),
        ("2001-32", TimeUnit.SEASON),
        ("2001-33", TimeUnit.QUARTER),
        ("2001-37", TimeUnit.QUADRIMESTER),
        ("2001-41", TimeUnit.SEMESTER),
        ("200X-21", TimeUnit.DECADE),
        ("20XX-41", TimeUnit.CENTURY),
        ("XXXX-21", TimeUnit.LONGER),
    ],
)
def test_precision(text: str, unit: TimeUnit) -> None:
    """A division is known as finely as its own length, unless its year is not."""
    assert When(text).precision is unit


def test_a_year_is_its_quarters() -> None:
    """The four quarters follow each other from January to December without a gap."""
    quarters = [days(f"2001-{code}") for code in range(33, 37)]
    assert [quarter[1] for quarter in quarters[:-1]] == [quarter[0] for quarter in quarters[1:]]
    assert (quarters[0][0], quarters[-1][1]) == days("2001")
