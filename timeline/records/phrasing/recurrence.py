"""Which of the days, months or seasons that come again and again is meant."""

from collections.abc import Callable

from attrs import evolve

from timeline.records.phrasing.answers import Choice
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, floored

Turn = Callable[[int], Stretch]
"""What comes again, by how many turns after that of the week or year of publication."""


def bare(said: Said, turn: Turn, period: Unit) -> Stretch:
    """
    Return the one that a bare name means.

    In the past: the latest that had begun. In the future: the first that has not ended.

    Args:
        said: How it was said.
        turn: Its occurrence in the period of publication, or in one after or before.
        period: After what it comes again.
    """
    if said.ahead:
        stretch = next(turn(n) for n in (-1, 0, 1, 2) if turn(n).last_day >= said.day)
    else:
        stretch = next(turn(n) for n in (0, -1) if turn(n).first <= said.day)
    return evolve(stretch, recurs=period)


def last(said: Said, turn: Turn, period: Unit) -> Stretch | Choice:
    """
    Return the one that *last Monday* or *last June* means: one that was over at publication.

    Where one was over in the same week or year, people differ on whether it is meant or the one
    before; so either is possible.
    """
    same = turn(0)
    before = turn(-1)
    if same.last_day >= said.day:
        return before if before.last_day < said.day else turn(-2)
    return Choice((before, same)) if _in_period(said, same, period) else same


def next_one(said: Said, turn: Turn, period: Unit) -> Stretch | Choice:
    """
    Return the one that *next Monday* or *next June* means: one that had not begun.

    Where one was still to come in the same week or year, either it or the one after is possible.
    """
    same = turn(0)
    after = turn(1)
    if same.first <= said.day:
        return after
    return Choice((same, after)) if _in_period(said, same, period) else same


def _in_period(said: Said, stretch: Stretch, period: Unit) -> bool:
    return floored(stretch.first, period) == floored(said.day, period)
