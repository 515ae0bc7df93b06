"""
How far `~`, `?` and `%` may reach, by policies that are named and never applied unasked.

The bounds of a `When` are those of the date that is written, however doubtful: what "about 2022"
leaves open is for the reader to decide.
"""

from itertools import takewhile
from typing import Protocol

from attrs import evolve, frozen

from timeline.records.bounds import extent_of
from timeline.records.civil import DAY
from timeline.records.edtf import expression
from timeline.records.edtf_doubts import Mark, date_marks, date_units
from timeline.records.edtf_parts import CalendarDate, Edge, Member, Range, Stated
from timeline.records.edtf_times import HOUR, MINUTE, SECOND
from timeline.records.extents import Extent
from timeline.records.time_units import TimeUnit

LENGTHS = {
    TimeUnit.MICROSECOND: 1,
    TimeUnit.MILLISECOND: 1_000,
    TimeUnit.SECOND: SECOND,
    TimeUnit.MINUTE: MINUTE,
    TimeUnit.HOUR: HOUR,
    TimeUnit.DAY: DAY,
    TimeUnit.MONTH: 31 * DAY,
    TimeUnit.SEASON: 92 * DAY,
    TimeUnit.QUARTER: 92 * DAY,
    TimeUnit.QUADRIMESTER: 123 * DAY,
    TimeUnit.SEMESTER: 184 * DAY,
    TimeUnit.YEAR: 366 * DAY,
    TimeUnit.DECADE: 3_653 * DAY,
    TimeUnit.CENTURY: 36_525 * DAY,
    TimeUnit.MILLENNIUM: 365_243 * DAY,
}
"""The greatest length of each unit, so that a padding is never too small."""


@frozen
class Padding:
    """
    A policy: how many units of the doubted part a doubtful date may be off, to either side.

    `2022-05-03~` is off by days, `2022-05~-03` by months, `2022-05-~03` by days, and
    `?2022-05-~03` by years and days.

    Args:
        name: What reports call it.
        about: Units for `~`.
        unsure: Units for `?`.
        both: Units for `%`.
    """

    name: str
    about: int
    unsure: int
    both: int


NO_PADDING = Padding("no padding", about=0, unsure=0, both=0)
ONE_UNIT = Padding("one unit", about=1, unsure=1, both=2)
"""One day, month or year to either side, two for `%`: what python-edtf does unless told."""

FIVE_UNITS = Padding("five units", about=5, unsure=5, both=10)
"""A *circa* as museum catalogues mean it: 1530~ is from 1525 to 1535."""


class Written(Protocol):
    """What padding reads; a `When` has it."""

    @property
    def text(self) -> str:
        """EDTF text."""

    @property
    def zone(self) -> str | None:
        """Zone of its local times."""

    @property
    def folded(self) -> bool:
        """A wall time in it was shown twice."""


def padded(when: Written, policy: Padding) -> Extent:
    """Return when something was if its doubtful dates are off by as much as a policy allows."""
    parts = expression(when.text)
    members = tuple(_wider(member, policy) for member in parts.members)
    wide = extent_of(evolve(parts, members=members), when.text, when.zone)
    return evolve(wide, folded=when.folded)


def _wider(member: Member, policy: Padding) -> Member:
    if isinstance(member, Edge):
        return member
    first = None if member.first is None else _wider_date(member.first, policy)
    if member.first is member.last:
        return Range(member.at, first, first)
    last = None if member.last is None else _wider_date(member.last, policy)
    return Range(member.at, first, last)


def _wider_date(stated: Stated, policy: Padding) -> Stated:
    marks, units = date_marks(stated), date_units(stated)
    group = len(list(takewhile(lambda mark: mark is marks[0], marks)))
    reach = _units(marks[0], policy) * _group_length(stated, units[:group])
    for mark, unit in zip(marks[group:], units[group:], strict=True):
        reach += _units(mark, policy) * LENGTHS[unit]
    return evolve(stated, earliest=stated.earliest - reach, latest=stated.latest + reach)


def _units(mark: Mark | None, policy: Padding) -> int:
    if mark is None:
        return 0
    return {Mark.ABOUT: policy.about, Mark.UNSURE: policy.unsure, Mark.BOTH: policy.both}[mark]


def _group_length(stated: Stated, units: tuple[TimeUnit, ...]) -> int:
    if isinstance(stated, CalendarDate) and len(units) < len(date_units(stated)):
        return LENGTHS[units[-1]]
    return LENGTHS.get(stated.precision, stated.latest - stated.earliest)
