"""Stretches of local time, between the phrase that names them and the EDTF that writes them."""

from enum import Enum

from arrow import Arrow
from attrs import evolve, frozen


class Unit(Enum):
    """What phrases count by and name."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


CLOCK_UNITS = (Unit.MINUTE, Unit.HOUR)
LONG_UNITS = (Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF)
"""Units made of whole months, shorter than a year."""

_STEPS = {
    Unit.MINUTE: (1, 0, 0),
    Unit.HOUR: (60, 0, 0),
    Unit.DAY: (0, 1, 0),
    Unit.WEEKEND: (0, 7, 0),
    Unit.WEEK: (0, 7, 0),
    Unit.MONTH: (0, 0, 1),
    Unit.SEASON: (0, 0, 3),
    Unit.QUARTER: (0, 0, 3),
    Unit.HALF: (0, 0, 6),
    Unit.YEAR: (0, 0, 12),
    Unit.DECADE: (0, 0, 120),
    Unit.CENTURY: (0, 0, 1200),
}
"""From one unit to the next: minutes, days and months."""

_KEPT_PARTS = {Unit.MINUTE: 5, Unit.HOUR: 4, Unit.DAY: 3, Unit.MONTH: 2, Unit.YEAR: 1}
_FIRST_PARTS = (1, 1, 1, 0, 0)
_YEAR_MONTHS = 12
_SATURDAY = 6
_WRITTEN_MONTHS = {
    Unit.SEASON: {3: 21, 6: 22, 9: 23, 12: 24},
    Unit.QUARTER: {1: 33, 4: 34, 7: 35, 10: 36},
    Unit.HALF: {1: 40, 7: 41},
}


@frozen(kw_only=True)
class Stretch:
    """
    Local time from one date to another, both included.

    The walls are `Arrow`s whose UTC stands for a wall clock, so arithmetic knows no jumps.

    Args:
        first: Where the first date begins.
        last: Where the last date begins; the same for a single one.
        unit: What is written: a minute, a day, a season, …, never a week.
        whole: What it is one of, if it is one: a `WEEK` is written in days.
        first_about: The first bound is ours, by convention, or said to be approximate.
        last_about: The last bound is.
        recurs: After what it comes again, where the phrase leaves that open: a weekday, or a
            date without its year.
        zone: The zone of the clock that was named: an IANA name, `Z` or an offset.
        half_said: It is a time of day that was said to be before noon or after it.
    """

    first: Arrow
    last: Arrow
    unit: Unit
    whole: Unit | None = None
    first_about: bool = False
    last_about: bool = False
    recurs: Unit | None = None
    zone: str | None = None
    half_said: bool = False

    @property
    def first_text(self) -> str:
        """EDTF of the first date."""
        return self._written(self.first) + "~" * self.first_about

    @property
    def last_text(self) -> str:
        """EDTF of the last date."""
        return self._written(self.last) + "~" * self.last_about

    @property
    def text(self) -> str:
        """EDTF, as a member of a set or an end of an interval."""
        if self.single:
            return self._written(self.first) + "~" * (self.first_about or self.last_about)
        return f"{self.first_text}..{self.last_text}"

    @property
    def single(self) -> bool:
        """It is one date as written."""
        return self.first == self.last

    @property
    def first_day(self) -> Arrow:
        """The day on which it begins."""
        return floored(self.first, Unit.DAY)

    @property
    def last_day(self) -> Arrow:
        """The day on which it ends."""
        if self.unit in CLOCK_UNITS:
            return floored(self.last, Unit.DAY)
        return shifted(shifted(self.last, self.unit, 1), Unit.DAY, -1)

    def _written(self, wall: Arrow) -> str:
        offset = self.zone or "" if clock_zone(self) == "" else ""
        return edtf(wall, self.unit) + offset


def clock_zone(stretch: Stretch) -> str | None:
    """Return the IANA zone of the clock that was named; empty for an offset, as the text has it."""
    zone = stretch.zone
    return "" if zone is not None and zone[0] in "Z+-" else zone


def one(wall: Arrow, unit: Unit) -> Stretch:
    """Return the unit that holds a wall time."""
    first = floored(wall, unit)
    if unit is Unit.WEEK:
        return through(first, shifted(first, Unit.DAY, 6), whole=unit)
    if unit is Unit.WEEKEND:
        return through(first, shifted(first, Unit.DAY, 1), whole=unit)
    return Stretch(first=first, last=first, unit=unit, whole=unit)


def through(first: Arrow, last: Arrow, *, whole: Unit | None = None) -> Stretch:
    """Return the days from one to another."""
    return Stretch(
        first=floored(first, Unit.DAY), last=floored(last, Unit.DAY), unit=Unit.DAY, whole=whole
    )


def about(stretch: Stretch) -> Stretch:
    """Return the same with both bounds approximate."""
    return evolve(stretch, first_about=True, last_about=True)


def hull(first: Stretch, last: Stretch) -> Stretch:
    """Return what lies between two, both included; in days where they are written differently."""
    if first.unit in CLOCK_UNITS and last.unit in CLOCK_UNITS:
        same_unit = first.unit is last.unit
        first = evolve(first, unit=first.unit if same_unit else Unit.MINUTE)
        last = evolve(last, unit=first.unit)
    if first.unit is last.unit and first.zone == last.zone:
        return evolve(first, last=last.last, last_about=last.last_about, whole=None)
    days = through(first.first_day, last.last_day)
    return evolve(days, first_about=first.first_about, last_about=last.last_about)


def moved(stretch: Stretch, unit: Unit, count: int) -> Stretch:
    """Return the same some units later."""
    return evolve(
        stretch,
        first=shifted(stretch.first, unit, count),
        last=shifted(stretch.last, unit, count),
    )


def shifted(wall: Arrow, unit: Unit, count: int) -> Arrow:
    """
    Return a wall time some units later, or earlier; 31 March less a month is the last of February.

    Raises:
        OverflowError: Outside the years 1 to 9999.
    """
    minutes, days, months = (count * size for size in _STEPS[unit])
    try:
        return wall.shift(minutes=minutes, days=days, months=months)
    except ValueError:
        raise OverflowError(f"{wall} and {count} {unit.value}s") from None


def floored(wall: Arrow, unit: Unit) -> Arrow:
    """
    Return where the unit that holds a wall time begins.

    Weeks begin on Monday (ISO 8601), weekends are Saturday and Sunday, winter begins in December.

    Raises:
        OverflowError: Outside the years 1 to 9999.
    """
    if unit in _KEPT_PARTS:
        return _without_parts(wall, _KEPT_PARTS[unit])
    if unit is Unit.WEEK:
        return shifted(floored(wall, Unit.DAY), Unit.DAY, 1 - wall.isoweekday())
    if unit is Unit.WEEKEND:
        return shifted(floored(wall, Unit.DAY), Unit.DAY, _SATURDAY - wall.isoweekday())
    months = _STEPS[unit][-1]
    if unit in LONG_UNITS:
        since_first = wall.month % months if unit is Unit.SEASON else (wall.month - 1) % months
        return shifted(floored(wall, Unit.MONTH), Unit.MONTH, -since_first)
    years = months // _YEAR_MONTHS
    return day_wall(wall.year // years * years, 1, 1)


def _without_parts(wall: Arrow, kept: int) -> Arrow:
    parts = (wall.year, wall.month, wall.day, wall.hour, wall.minute)
    year, month, day, hour, minute = parts[:kept] + _FIRST_PARTS[kept:]
    return Arrow(year, month, day, hour, minute)


def day_wall(year: int, month: int, day: int) -> Arrow:
    """
    Return the midnight that begins a day.

    Raises:
        OverflowError: Outside the years 1 to 9999, or the month has no such day.
    """
    try:
        return Arrow(year, month, day)
    except ValueError as error:
        raise OverflowError(str(error)) from None


def edtf(wall: Arrow, unit: Unit) -> str:
    """Return EDTF of the unit that begins at a wall time."""
    year = f"{wall.year:04}"
    if unit in _WRITTEN_MONTHS:
        return f"{year}-{_WRITTEN_MONTHS[unit][wall.month]}"
    if unit in (Unit.DECADE, Unit.CENTURY):
        return year[:3] + "X" if unit is Unit.DECADE else year[:2] + "XX"
    full = f"{year}-{wall.month:02}-{wall.day:02}T{wall.hour:02}:{wall.minute:02}"
    lengths = {Unit.YEAR: 4, Unit.MONTH: 7, Unit.DAY: 10, Unit.HOUR: 13, Unit.MINUTE: 16}
    return full[: lengths[unit]]
