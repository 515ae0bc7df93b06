"""Parts of longer stretches: `early March`, `late last week`, `the end of 2008`."""

from collections.abc import Mapping
from enum import Enum

from attrs import evolve

from timeline.records.phrasing.answers import Answer, Refusal, lasted
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, hull, one, shifted, through

PART_OF_A_PART = Refusal("part-of-a-part")


class Part(Enum):
    """A third of something, more or less."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


_Numbers = tuple[int, int]
_Cuts = Mapping[Part, _Numbers]


def _cuts(early: _Numbers, mid: _Numbers, late: _Numbers) -> _Cuts:
    return {Part.EARLY: early, Part.MID: mid, Part.LATE: late}


_PARTS: Mapping[Unit, tuple[Unit, _Cuts]] = {
    Unit.WEEK: (Unit.DAY, _cuts((0, 2), (1, 3), (3, 6))),
    Unit.SEASON: (Unit.MONTH, _cuts((0, 0), (1, 1), (2, 2))),
    Unit.QUARTER: (Unit.MONTH, _cuts((0, 0), (1, 1), (2, 2))),
    Unit.HALF: (Unit.MONTH, _cuts((0, 1), (2, 3), (4, 5))),
    Unit.YEAR: (Unit.MONTH, _cuts((0, 3), (4, 7), (8, 11))),
    Unit.DECADE: (Unit.YEAR, _cuts((0, 3), (3, 6), (6, 9))),
    Unit.CENTURY: (Unit.YEAR, _cuts((0, 33), (33, 66), (66, 99))),
}
"""
What is cut into parts, in which unit, and the first and last one of each part, from 0.

A convention, not a definition: the bounds within are marked approximate.
"""

_MONTH_DAYS = {Part.EARLY: (1, 10), Part.MID: (11, 20)}
_LATE_DAY = 21


def part(_: Said, *, part: Part, within: Stretch) -> Stretch | Refusal:
    """Return about a third of a week, month, year, …: a month's days 1–10, 11–20 and 21 on."""
    if within.whole is Unit.MONTH:
        return _marked(part, _days(part, within), within)
    if within.whole is None or within.whole not in _PARTS:
        return PART_OF_A_PART
    unit, cuts = _PARTS[within.whole]
    first, last = (shifted(within.first, unit, number) for number in cuts[part])
    return _marked(part, hull(one(first, unit), one(last, unit)), within)


def earlier(said: Said, *, within: Stretch) -> Stretch | Refusal:
    """Return *earlier this month*: from its beginning to the day of publication."""
    if within.whole is Unit.DAY:
        return within
    if not within.first <= said.day <= within.last_day:
        return part(said, part=Part.EARLY, within=within)
    return through(within.first, said.day)


def later(said: Said, *, within: Stretch) -> Stretch | Refusal:
    """Return *later this year*: from the day of publication to its end."""
    if within.whole is Unit.DAY:
        return within
    if not within.first <= said.day <= within.last_day:
        return part(said, part=Part.LATE, within=within)
    return through(said.day, within.last_day)


def rest(said: Said, *, within: Stretch) -> Answer | Refusal:
    """Return *the rest of the year*: all of it from the day of publication on."""
    if not within.first <= said.day <= within.last_day:
        return Refusal("not-the-present")
    stretch = through(said.day, within.last_day)
    return lasted(stretch.first_text, stretch.last_text)


def so_far(said: Said, *, within: Stretch) -> Answer | Refusal:
    """Return *so far this year*: all of it up to the day of publication."""
    if not within.first <= said.day <= within.last_day:
        return Refusal("not-the-present")
    stretch = through(within.first, said.day)
    return lasted(stretch.first_text, stretch.last_text)


def throughout(_: Said, *, within: Stretch) -> Answer:
    """Return *throughout 2022*: it lasted from the first day to the last."""
    days = through(within.first_day, within.last_day)
    return lasted(days.first_text, days.last_text)


def _days(part: Part, month: Stretch) -> Stretch:
    if part is Part.LATE:
        return through(shifted(month.first, Unit.DAY, _LATE_DAY - 1), month.last_day)
    first, last = _MONTH_DAYS[part]
    return through(
        shifted(month.first, Unit.DAY, first - 1), shifted(month.first, Unit.DAY, last - 1)
    )


def _marked(part: Part, stretch: Stretch, within: Stretch) -> Stretch:
    return evolve(
        stretch,
        whole=None,
        first_about=part is not Part.EARLY,
        last_about=part is not Part.LATE,
        recurs=within.recurs,
    )
