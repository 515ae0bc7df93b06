"""The sheet of a happening: what stands of it, looked up at any place of the two clocks."""

from collections.abc import Sequence

import numpy as np

from timeline.log import Recorded
from timeline.resolution.index.columns import Integers
from timeline.resolution.life.bearings import Line, Role
from timeline.resolution.life.board import Board, Content
from timeline.resolution.life.patches import NOT_YET, Held, Patch, patches
from timeline.resolution.life.regions import Rectangle
from timeline.resolution.moments import ALWAYS, NEVER


class Sheet:
    """
    What stands of a happening at each moment.

    Args:
        line: What bears on the happening.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        bearings = list(line.bearings())
        places = [each.where for each in bearings]
        ends = {at for each in places for at in (each.published_from, each.published_until)}
        axis = sorted({ALWAYS, NEVER, *ends})
        self.board = Board(line, bearings, axis)
        self.patches: Sequence[Patch] = tuple(patches(bearings, axis, self.board))
        self._places = _Places([each.where for each in self.patches])
        reports = [each for each in bearings if (Role.REPORT, "") in each.roles]
        self._reported = _Places([each.where for each in reports])
        self._ranks = np.array([each.rank for each in reports], np.int64)
        self._reports = np.array([None, *(each.report for each in line.sayings)], object)[1:]

    def patch(self, published: int, position: int) -> Patch | None:
        """Return the patch at a place; None where nothing stood yet."""
        found = self._places.at(published, position)
        return self.patches[found[0]] if found else None

    def held(self, published: int, position: int) -> Held:
        """Return what stands at a place."""
        patch = self.patch(published, position)
        return NOT_YET if patch is None else patch.held

    def row(self, position: int) -> list[Patch]:
        """Return the patches at a position, in the order of publication."""
        return [self.patches[at] for at in self._places.at_position(position)]

    def column(self, published: int) -> list[Patch]:
        """Return the patches at a publication, in the order of positions."""
        return [self.patches[at] for at in self._places.at_publication(published)]

    def reports(self, published: int, position: int) -> tuple[Recorded, ...]:
        """Return the reports that stand at a place, in the order of publication, then of ids."""
        ranks = np.sort(self._ranks[self._reported.at(published, position)])
        return tuple(self._reports[ranks].tolist())

    def differs(self, patch: Patch, position: int) -> bool:
        """Return whether at a position, somewhere along a patch, something else stands."""
        where, held = patch.where, patch.held
        there = [self.patches[at] for at in self._places.along(where, position)]
        if isinstance(held, Content):
            return not any(each.held == held and _covers(each.where, where) for each in there)
        return any(isinstance(each.held, Content) for each in there)


class _Places:
    """Rectangles as columns, so that those at a place are found by comparing."""

    def __init__(self, places: Sequence[Rectangle]) -> None:
        self._published_from = np.array([each.published_from for each in places], np.int64)
        self._published_until = np.array([each.published_until for each in places], np.int64)
        self._position_from = np.array([each.position_from for each in places], np.int64)
        self._position_until = np.array([each.position_until for each in places], np.int64)

    def at(self, published: int, position: int) -> list[int]:
        """Return the indices of the rectangles at a place."""
        return _listed(self._within(published, published + 1, position, position + 1))

    def at_position(self, position: int) -> list[int]:
        """Return the indices of the rectangles at a position, in the order of publication."""
        found = self._within(ALWAYS, NEVER, position, position + 1)
        return _listed(found[np.argsort(self._published_from[found], kind="stable")])

    def at_publication(self, published: int) -> list[int]:
        """Return the indices of the rectangles at a publication, in the order of positions."""
        found = self._within(published, published + 1, 0, NEVER)
        return _listed(found[np.argsort(self._position_from[found], kind="stable")])

    def along(self, where: Rectangle, position: int) -> list[int]:
        """Return the indices of the rectangles at a position that share a publication."""
        start, stop = where.published_from, where.published_until
        return _listed(self._within(start, stop, position, position + 1))

    def _within(self, start: int, stop: int, first: int, last: int) -> Integers:
        found = (self._published_from < stop) & (start < self._published_until)
        found &= (self._position_from < last) & (first < self._position_until)
        return np.flatnonzero(found)


def _listed(found: Integers) -> list[int]:
    indices: list[int] = found.tolist()
    return indices


def _covers(one: Rectangle, other: Rectangle) -> bool:
    begins = one.published_from <= other.published_from
    return begins and other.published_until <= one.published_until
