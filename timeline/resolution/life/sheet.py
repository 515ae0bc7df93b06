"""The sheet of a happening: what stands of it, looked up at any place of the two clocks."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from attrs import define

from timeline.log import Recorded
from timeline.resolution.index.columns import Integers
from timeline.resolution.life.bearings import Bearing, Line, Role
from timeline.resolution.life.board import Board, Content
from timeline.resolution.life.patches import NOT_YET, Held, Patch, patches
from timeline.resolution.life.places import Places
from timeline.resolution.life.regions import Rectangle
from timeline.resolution.moments import ALWAYS, NEVER


@define(slots=False, eq=False)
class Sheet:
    """
    What stands of a happening at each moment; each part is computed when it is first asked for.

    Args:
        line: What bears on the happening.
    """

    line: Line

    @cached_property
    def bearings(self) -> Sequence[Bearing]:
        """All that bears on the happening, once for each rectangle."""
        return tuple(self.line.bearings())

    @cached_property
    def reported(self) -> Sequence[Bearing]:
        """Those by which there is an entry; without any there never was one."""
        return tuple(each for each in self.bearings if (Role.REPORT, "") in each.roles)

    @cached_property
    def board(self) -> Board:
        """The layers, on which everything comes and goes as the patches are found."""
        return Board(self.line, self.bearings, self._axis)

    @cached_property
    def patches(self) -> Sequence[Patch]:
        """The plane of the two clocks, cut where what stands changes, in order."""
        return tuple(patches(self.bearings, self._axis, self.board))

    def patch(self, published: int, position: int) -> Patch | None:
        """Return the patch at a place; None where nothing stood yet."""
        found = self._places.at(published, position)
        return None if found is None else self.patches[found]

    def held(self, published: int, position: int) -> Held:
        """Return what stands at a place."""
        patch = self.patch(published, position)
        return NOT_YET if patch is None else patch.held

    def row(self, position: int) -> list[Patch]:
        """Return the patches at a position, in the order of publication."""
        within = (
            each
            for each in self.patches
            if each.where.position_from <= position < each.where.position_until
        )
        return sorted(within, key=lambda each: each.where.published_from)

    def column(self, published: int) -> list[Patch]:
        """Return the patches at a publication, in the order of positions."""
        return [
            each
            for each in self.patches
            if each.where.published_from <= published < each.where.published_until
        ]

    def reports(self, published: int, position: int) -> tuple[Recorded, ...]:
        """Return the reports that stand at a place, in the order of publication, then of ids."""
        ranks, published_from, published_until, position_from, position_until = self._standing
        stands = (published_from <= published) & (published < published_until)
        stands &= (position_from <= position) & (position < position_until)
        sayings = self.line.sayings
        return tuple(sayings[rank].report for rank in np.sort(ranks[stands]).tolist())

    def differs(self, patch: Patch, position: int) -> bool:
        """Return whether at a position, somewhere along a patch, something else stands."""
        where, held = patch.where, patch.held
        along = self._places.along(where.published_from, where.published_until, position)
        there = (self.patches[at] for at in along)
        if isinstance(held, Content):
            return not any(each.held == held and _covers(each.where, where) for each in there)
        return any(isinstance(each.held, Content) for each in there)

    @cached_property
    def _axis(self) -> Sequence[int]:
        places = [each.where for each in self.bearings]
        ends = {at for each in places for at in (each.published_from, each.published_until)}
        return sorted({ALWAYS, NEVER, *ends})

    @cached_property
    def _places(self) -> Places:
        return Places([each.where for each in self.patches])

    @cached_property
    def _standing(self) -> tuple[Integers, ...]:
        """The reports as columns: rank, and where each stands."""
        columns = [
            (
                each.rank,
                *(each.where.published_from, each.where.published_until),
                *(each.where.position_from, each.where.position_until),
            )
            for each in self.reported
        ]
        return tuple(np.array(columns, np.int64).reshape(len(columns), 5).T)


def _covers(one: Rectangle, other: Rectangle) -> bool:
    begins = one.published_from <= other.published_from
    return begins and other.published_until <= one.published_until
