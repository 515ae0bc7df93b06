"""Parts of a day: `Friday morning`, `overnight`, `in the early hours of Sunday`."""

from attrs import frozen

from timeline.records.phrasing.answers import Choice, Refusal
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, moved, one, shifted


@frozen
class DayPart:
    """
    Hours of a day as people use the word, from one hour to another, wide rather than narrow.

    Args:
        start: Hours from midnight.
        end: Hours from midnight; above 24 on the next day.
        start_about: The start is a convention, not a clock time.
        end_about: The end is.
    """

    start: int
    end: int
    start_about: bool = True
    end_about: bool = True


EARLY_HOURS = DayPart(0, 6, start_about=False)
EARLY_MORNING = DayPart(4, 9)
MORNING = DayPart(4, 12, end_about=False)
LATE_MORNING = DayPart(9, 12, end_about=False)
MIDDAY = DayPart(11, 14)
AFTERNOON = DayPart(12, 18, start_about=False)
EARLY_AFTERNOON = DayPart(12, 15, start_about=False)
LATE_AFTERNOON = DayPart(15, 18)
EARLY_EVENING = DayPart(17, 20)
EVENING = DayPart(17, 23)
LATE_EVENING = DayPart(20, 24)
NIGHT = DayPart(18, 30)
LATE_NIGHT = DayPart(21, 27)
OVERNIGHT = DayPart(18, 33)
"""A night as those tell it who count it up in the morning: until about nine."""

EARLY_IN_DAY = DayPart(0, 9, start_about=False)
LATE_IN_DAY = DayPart(17, 24, end_about=False)


def of_day(_: Said, *, day: Stretch, day_part: DayPart) -> Stretch:
    """Return a part of a day; a night begins on the evening of its day."""
    return hours(day, day_part)


def of_today(said: Said, *, day_part: DayPart) -> Stretch:
    """Return a part of the day of publication: *this morning*."""
    return hours(one(said.day, Unit.DAY), day_part)


def early_in(_: Said, *, day: Stretch) -> Stretch:
    """Return *early on Monday*: from midnight to about nine."""
    return hours(day, EARLY_IN_DAY)


def late_in(_: Said, *, day: Stretch) -> Stretch:
    """Return *late on Friday*: from about 17:00 to midnight."""
    return hours(day, LATE_IN_DAY)


def overnight(said: Said) -> Stretch:
    """Return the night that ended on the day of publication, or the coming one."""
    days = 0 if said.ahead else -1
    return hours(one(shifted(said.day, Unit.DAY, days), Unit.DAY), OVERNIGHT)


def last_night(said: Said) -> Stretch:
    """Return the night before the day of publication."""
    return hours(one(shifted(said.day, Unit.DAY, -1), Unit.DAY), NIGHT)


def tonight(said: Said) -> Stretch:
    """Return the night after the day of publication."""
    return hours(one(said.day, Unit.DAY), NIGHT)


def night_into(_: Said, *, day: Stretch) -> Stretch:
    """Return the night that ended on a day: *overnight into Tuesday*."""
    return _night_before(day)


def night_of(said: Said, *, day: Stretch) -> Stretch | Choice:
    """
    Return the nights that *the night of 28 October* may mean: the one before, or the one after.

    Told in the past, on the very day, it is the one before.
    """
    before, after = _night_before(day), hours(day, NIGHT)
    told_that_day = day.first == said.day and not said.ahead
    return before if told_that_day else Choice((before, after))


def night_between(_: Said, *, first: Stretch, last: Stretch) -> Stretch | Refusal:
    """Return *overnight from Sunday to Monday*."""
    night = _night_before(last)
    same_day = night.first_day == first.first
    same_weekday = night.first.isoweekday() == first.first.isoweekday()
    if same_day or (same_weekday and first.recurs is Unit.WEEK):
        return night
    return Refusal("no-one-night")


def hours(day: Stretch, part: DayPart) -> Stretch:
    """Return a part of a day to the minute; ends that are conventions are marked approximate."""
    end = shifted(day.first, Unit.HOUR, part.end)
    return Stretch(
        first=shifted(day.first, Unit.HOUR, part.start),
        last=end if part.end_about else shifted(end, Unit.MINUTE, -1),
        unit=Unit.MINUTE,
        first_about=part.start_about,
        last_about=part.end_about,
        recurs=day.recurs,
    )


def _night_before(day: Stretch) -> Stretch:
    return hours(moved(day, Unit.DAY, -1), OVERNIGHT)
