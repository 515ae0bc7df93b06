"""Which parts of a stated date are in doubt: the qualifiers `?`, `~` and `%`, resolved."""

from enum import Enum

from attrs import frozen

from timeline.records.edtf_parts import CalendarDate, Expression, LongYear, Stated
from timeline.records.edtf_seasons import DIVISIONS
from timeline.records.time_units import TimeUnit


class Mark(Enum):
    """Why a part of a date is in doubt."""

    UNSURE = "?"
    """The source may be wrong."""

    ABOUT = "~"
    """The source says that it is an estimate."""

    BOTH = "%"


@frozen
class Doubt:
    """
    One part of one date of a text that is in doubt.

    Args:
        date: Which date of the text, from 0.
        part: The unit of that part: year, month, day, a division of the year, or a time of day.
    """

    date: int
    part: TimeUnit
    mark: Mark


def doubts(parts: Expression) -> tuple[Doubt, ...]:
    """Return all that is in doubt in a text, in the order in which it is written."""
    return tuple(
        Doubt(number, unit, mark)
        for number, stated in enumerate(stated_dates(parts))
        for unit, mark in zip(date_units(stated), date_marks(stated), strict=True)
        if mark is not None
    )


def stated_dates(parts: Expression) -> tuple[Stated, ...]:
    """Return every date of a text, in the order in which it is written."""
    ends = [(each.first, None if each.first is each.last else each.last) for each in parts.ranges]
    return tuple(stated for pair in ends for stated in pair if stated is not None)


def date_units(stated: Stated) -> tuple[TimeUnit, ...]:
    """Return the units of the parts that a date has written, the coarsest first."""
    if isinstance(stated, LongYear) or stated.month is None:
        return (TimeUnit.YEAR,)
    month = DIVISIONS[stated.month][2] if stated.month in DIVISIONS else TimeUnit.MONTH
    if stated.day is None:
        return (TimeUnit.YEAR, month)
    time = () if stated.time is None else (stated.precision,)
    return (TimeUnit.YEAR, month, TimeUnit.DAY, *time)


def date_marks(stated: Stated) -> tuple[Mark | None, ...]:
    """
    Return the qualifier of each part of `date_units`.

    A qualifier holds for the part that it stands left of, or for the part that it stands right
    of and all before that (ISO 8601-2, 8.2); where `?` and `~` meet they make `%`.
    """
    count = len(date_units(stated))
    before, after = _written(stated)
    if not any(before) and not any(after):
        return (None,) * count
    return tuple(_joined([before[number], *after[number:]]) for number in range(count))


def _written(stated: Stated) -> tuple[list[str], list[str]]:
    marks = [mark or "" for mark in stated.marks]
    before, after = marks[::2], marks[1::2]
    if isinstance(stated, CalendarDate):
        return [*before, ""], [*after, stated.end_mark or ""]
    return before, after


def _joined(marks: list[str]) -> Mark | None:
    present = "".join(marks).replace("%", "?~")
    unsure, about = "?" in present, "~" in present
    if unsure and about:
        return Mark.BOTH
    if unsure:
        return Mark.UNSURE
    return Mark.ABOUT if about else None
