"""The divisions of a year, 21 to 41: seasons, quarters, thirds, halves, and their bounds."""

from timeline.records.civil import day_number
from timeline.records.time_units import TimeUnit

DIVISIONS: dict[str, tuple[int, int, TimeUnit]] = {
    "21": (3, 3, TimeUnit.SEASON),
    "22": (6, 3, TimeUnit.SEASON),
    "23": (9, 3, TimeUnit.SEASON),
    "24": (12, 3, TimeUnit.SEASON),
    "25": (3, 3, TimeUnit.SEASON),
    "26": (6, 3, TimeUnit.SEASON),
    "27": (9, 3, TimeUnit.SEASON),
    "28": (12, 3, TimeUnit.SEASON),
    "29": (9, 3, TimeUnit.SEASON),
    "30": (12, 3, TimeUnit.SEASON),
    "31": (3, 3, TimeUnit.SEASON),
    "32": (6, 3, TimeUnit.SEASON),
    "33": (1, 3, TimeUnit.QUARTER),
    "34": (4, 3, TimeUnit.QUARTER),
    "35": (7, 3, TimeUnit.QUARTER),
    "36": (10, 3, TimeUnit.QUARTER),
    "37": (1, 4, TimeUnit.QUADRIMESTER),
    "38": (5, 4, TimeUnit.QUADRIMESTER),
    "39": (9, 4, TimeUnit.QUADRIMESTER),
    "40": (1, 6, TimeUnit.SEMESTER),
    "41": (7, 6, TimeUnit.SEMESTER),
}
"""
First month, number of months and precision of each code.

ISO 8601-2 names the seasons and leaves their bounds open; the choice here:

- Seasons are those of meteorologists, whole months: northern spring is March to May.
- A season belongs to the year in which it begins: the northern winter of 2003, `2003-24`, is
  December 2003 to February 2004, and the southern summer `2003-30` is the same three months.
- 21 to 24, "independent of location", are read as northern; write 29 to 32 for the south.
- Quarters (33 to 36), quadrimesters (37 to 39) and semestrals (40 and 41) begin in January.
"""


def division_days(first_year: int, last_year: int, code: str) -> tuple[int, int]:
    """Return the first day of a division in one year, and the day after the one in another."""
    month, length, _ = DIVISIONS[code]
    return day_number(first_year, month, 1), day_number(last_year, month + length, 1)
