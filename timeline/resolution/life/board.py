"""What stands on the line of one happening at one position, over the whole axis of publication."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.records import Figures, Quantity, every_figure
from timeline.resolution.index.columns import Integers
from timeline.resolution.life.bearings import Bearing, Line, Role
from timeline.resolution.life.piles import NOTHING, Count, Layer, Members, Top, Voice
from timeline.resolution.life.reach import Saying
from timeline.resolution.status import Status, status_of

_DIGITS = 16
"""Hexadecimal digits of an id in each of the two numbers that stand for it."""


@frozen
class Content:
    """
    All that an entry says, in numbers, so that it is soon compared.

    Args:
        name: Rank of its key among those joined.
        saying: Rank of what speaks for it.
        figures: Number of each figure, in the order of the figures' names; `NOTHING` for none.
        reports: Two sums that stand for the set of its reports: equal for equal sets, and for
            different ones as good as never.
        count: How many reports these are.
    """

    name: int
    saying: int
    status: Status
    figures: tuple[int, ...]
    reports: tuple[int, int]
    count: int


class Board:
    """
    The layers of a line at one position, as bearings come and go.

    Args:
        line: The happening.
        bearings: All that will ever be put on it.
        axis: Every publication that begins or ends a bearing, sorted; slot 0 is the first.
    """

    def __init__(self, line: Line, bearings: Iterable[Bearing], axis: Sequence[int]) -> None:
        self._slot = {published: at for at, published in enumerate(axis)}
        self._counts = {role: Count(len(axis)) for role in Role}
        self._members = Members(len(axis), _numbers(line.sayings))
        self._figures = _Figures(line.sayings)
        self._first = _first_of_each_id(line.sayings)
        self._tops, self._voices = self._piled(bearings)
        self.names = sorted(name for role, name in self._tops if role is Role.FIGURE)

    def put(self, bearing: Bearing) -> bool:
        """Let something bear on the line; return whether that can change what stands."""
        low, high = self.slots(bearing)
        changed = [layer.put(rank, low, high) for layer, rank in self._layers(bearing)]
        return any(changed)

    def take(self, bearing: Bearing) -> bool:
        """Let it bear on the line no more; return whether that can change what stands."""
        low, high = self.slots(bearing)
        changed = [layer.take(rank, low, high) for layer, rank in self._layers(bearing)]
        return any(changed)

    def slots(self, bearing: Bearing) -> tuple[int, int]:
        """Return the first slot of a bearing, and the first one behind it."""
        where = bearing.where
        return self._slot[where.published_from], self._slot[where.published_until]

    def contents(self, slots: Sequence[int]) -> Iterator[Content | None]:
        """Return what stands on each of some slots; None where there is no report."""
        at = np.asarray(slots)
        sayings = self._first[self._top(Role.REPORT, at)].tolist()
        names = self._top(Role.NAME, at).tolist()
        sums = zip(*(each[at].tolist() for each in self._members.sums), strict=True)
        figures, counts = self._figures_on(at), self._counts[Role.REPORT].of[at].tolist()
        said = zip(names, sayings, self._statuses(at), figures, strict=True)
        for (name, saying, status, figure), total, count in zip(said, sums, counts, strict=True):
            known = saying != NOTHING
            yield Content(name, saying, status, figure, total, count) if known else None

    def figures(self, content: Content) -> Figures:
        """Return the figures that the numbers of a content stand for."""
        pairs = zip(self.names, content.figures, strict=True)
        stated = {name: number for name, number in pairs if number != NOTHING}
        return Figures({name: self._figures.known[number] for name, number in stated.items()})

    def _layers(self, bearing: Bearing) -> Iterator[tuple[Layer, int]]:
        for role, name in bearing.roles:
            if role in {Role.SUPPORTS, Role.DENIES}:
                yield self._voices[name], 2 * bearing.rank + (role is Role.SUPPORTS)
                continue
            if role in {Role.NAME, Role.REPORT, Role.FIGURE}:
                yield self._tops[role, name], bearing.rank
            if role is Role.REPORT:
                yield self._members, bearing.rank
            if role in {Role.REPORT, Role.TO_COME, Role.ECHO}:
                yield self._counts[role], bearing.rank

    def _piled(
        self, bearings: Iterable[Bearing]
    ) -> tuple[Mapping[tuple[Role, str], Top], Mapping[str, Voice]]:
        edges: dict[tuple[Role, str], set[int]] = {}
        for bearing in bearings:
            for role, name in bearing.roles:
                role = Role.SUPPORTS if role is Role.DENIES else role  # noqa: PLW2901 - one voice
                edges.setdefault((role, name), set()).update(self.slots(bearing))
        tops = {each: Top(at) for each, at in edges.items() if each[0] is not Role.SUPPORTS}
        for_it, against = self._counts[Role.SUPPORTS], self._counts[Role.DENIES]
        voices = {
            name: Voice(at, for_it, against)
            for (role, name), at in edges.items()
            if role is Role.SUPPORTS
        }
        return tops, voices

    def _top(self, role: Role, slots: Integers, name: str = "") -> Integers:
        top = self._tops.get((role, name))
        return np.full(len(slots), NOTHING) if top is None else top.at(slots)

    def _figures_on(self, slots: Integers) -> Iterator[tuple[int, ...]]:
        if not self.names:
            return iter([()] * len(slots))
        stated = [
            self._figures.of[name][self._top(Role.FIGURE, slots, name)].tolist()
            for name in self.names
        ]
        return zip(*stated, strict=True)

    def _statuses(self, slots: Integers) -> Iterator[Status]:
        roles = (Role.REPORT, Role.ECHO, Role.TO_COME, Role.SUPPORTS, Role.DENIES)
        counted = [self._counts[role].of[slots].tolist() for role in roles]
        for reports, echoing, to_come, supporting, denying in zip(*counted, strict=True):
            yield status_of(
                reports=reports,
                echoing=echoing,
                to_come=to_come,
                supporting=supporting,
                denying=denying,
            )


class _Figures:
    """The figures that are stated, each with a number; equal ones have the same."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        numbers: dict[Quantity, int] = {}
        self.of: dict[str, Integers] = {}
        for rank, saying in enumerate(sayings):
            for name, figure in every_figure(saying.event).items():
                table = self.of.setdefault(name, np.full(len(sayings) + 1, NOTHING))
                table[rank] = numbers.setdefault(figure, len(numbers))
        self.known: tuple[Quantity, ...] = tuple(numbers)


def _numbers(sayings: Sequence[Saying]) -> list[NDArray[np.uint64]]:
    digits = [each.report.id.removeprefix("sha256:") for each in sayings]
    starts = (0, _DIGITS)
    return [
        np.array([int(each[start : start + _DIGITS], 16) for each in digits], np.uint64)
        for start in starts
    ]


def _first_of_each_id(sayings: Sequence[Saying]) -> Integers:
    first: dict[str, int] = {}
    ranks = [first.setdefault(each.report.id, rank) for rank, each in enumerate(sayings)]
    return np.array([*ranks, NOTHING])
