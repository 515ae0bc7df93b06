"""Days of the week: `on Monday`, `last Friday`, `Tuesday next week`."""

from timeline.records.phrasing import recurrence
from timeline.records.phrasing.answers import Choice
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, floored, one, shifted


def weekday(said: Said, *, weekday: int) -> Stretch:
    """
    Return the latest such day up to and including that of publication, or the first from it on.

    Two in five bare weekdays in news are the day of publication itself.
    """
    return recurrence.bare(said, _turn(said, weekday), Unit.WEEK)


def last_weekday(said: Said, *, weekday: int) -> Stretch | Choice:
    """Return *last Monday*: of last week, or else the one in this week that is over."""
    return recurrence.last(said, _turn(said, weekday), Unit.WEEK)


def next_weekday(said: Said, *, weekday: int) -> Stretch | Choice:
    """Return *next Monday*: of next week, or else the one in this week that is to come."""
    return recurrence.next_one(said, _turn(said, weekday), Unit.WEEK)


def past_weekday(said: Said, *, weekday: int) -> Stretch:
    """Return *this past Monday*: the latest one before the day of publication."""
    turn = _turn(said, weekday)
    return turn(0) if turn(0).first < said.day else turn(-1)


def coming_weekday(said: Said, *, weekday: int) -> Stretch:
    """Return *this coming Monday*: the first one after the day of publication."""
    turn = _turn(said, weekday)
    return turn(0) if turn(0).first > said.day else turn(1)


def this_weekday(said: Said, *, weekday: int) -> Stretch:
    """Return *this Monday*: the one in the week of publication, Monday to Sunday."""
    return _turn(said, weekday)(0)


def of_week(_: Said, *, weekday: int, week: Stretch) -> Stretch:
    """Return *Tuesday next week*."""
    return one(shifted(week.first, Unit.DAY, weekday - 1), Unit.DAY)


def _turn(said: Said, weekday: int) -> recurrence.Turn:
    monday = floored(said.day, Unit.WEEK)

    def turn(weeks: int) -> Stretch:
        return one(shifted(monday, Unit.DAY, 7 * weeks + weekday - 1), Unit.DAY)

    return turn
