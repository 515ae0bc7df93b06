"""Rivals: which tellings of other origins stand beside one, and which of them cannot be true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import islice
from typing import Protocol

from timeline.projections.rival_figures import RivalFigures
from timeline.projections.told import Told
from timeline.records import Instant, Quantity
from timeline.records.quantity_conflict import Span


class Standing(Protocol):
    """Tellings that stand at one moment, each by its place in the order of all."""

    def put(self, place: int) -> None:
        """Let a telling stand."""

    def take(self, place: int) -> None:
        """Let it stand no more."""

    def beside(self, place: int) -> Iterable[int]:
        """Return those of other origins that are to be named beside a telling, in no order."""


def pairs(told: Sequence[Told], standing: Standing) -> Iterator[tuple[int, int]]:
    """
    Return the places of every two tellings of which the first stands when the second begins.

    Args:
        told: Tellings in the order in which they began to stand.
        standing: What is to be named beside each; nothing stands there yet.
    """
    ending: list[tuple[Instant, int]] = []
    for place, second in enumerate(told):
        while ending and ending[0][0] <= second.since:
            standing.take(heappop(ending)[1])
        yield from ((first, place) for first in sorted(standing.beside(place)))
        standing.put(place)
        if second.end is not None:
            heappush(ending, (second.end, place))


class Others:
    """
    Tellings by their origins, so that those of others are found without a look at one's own.

    Args:
        told: All that will ever stand.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told
        self._places: dict[str, dict[int, None]] = {}

    @property
    def two(self) -> tuple[str, ...]:
        """The names of two origins of which something stands, of one or of none."""
        return tuple(islice(self._places, 2))

    def put(self, place: int) -> None:
        """Let a telling stand."""
        self._places.setdefault(self._told[place].origin.compared, {})[place] = None

    def take(self, place: int) -> None:
        """Let it stand no more; an origin of which nothing stands is looked at no more."""
        name = self._told[place].origin.compared
        del self._places[name][place]
        if not self._places[name]:
            del self._places[name]

    def beside(self, place: int) -> Iterator[int]:
        """Return those of other origins."""
        for name, places in self._places.items():
            if name != self._told[place].origin.compared:
                yield from places


class Rivals:
    """
    Tellings by their figures, so that only those are looked at that cannot be true beside one.

    Args:
        told: All that will ever stand.
        spans: Which numbers are possible under each of their figures.
    """

    def __init__(self, told: Sequence[Told], spans: Mapping[Quantity, Span]) -> None:
        self._told = told
        self._having = {each: Others(told) for each in spans}
        self._figures = RivalFigures(spans)

    def put(self, place: int) -> None:
        """Let a telling stand."""
        self._having[self._told[place].quantity].put(place)
        self._mark(self._told[place].quantity)

    def take(self, place: int) -> None:
        """Let it stand no more."""
        self._having[self._told[place].quantity].take(place)
        self._mark(self._told[place].quantity)

    def beside(self, place: int) -> Iterator[int]:
        """Return those of other origins that cannot be true beside a telling."""
        here = self._told[place]
        for figure in self._figures.against(here.quantity, here.origin.compared):
            yield from self._having[figure].beside(place)

    def _mark(self, figure: Quantity) -> None:
        self._figures.mark(figure, self._having[figure].two)
