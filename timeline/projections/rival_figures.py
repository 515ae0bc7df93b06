"""Rival figures: in the order of their ends, and who has them, so that conflicts are soon found."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping

from timeline.records import Quantity
from timeline.records.quantity_conflict import End, Span

Names = tuple[str, ...]
"""Who has a figure: two names at most, since of two different ones one is somebody else's."""


class RivalFigures:
    """
    Figures that somebody has at a moment, by which cannot be true beside another.

    Such a one ends before the other begins, or begins behind its end: in the order of their ends
    these are the first, in the order of their beginnings the last. Whoever looks for them passes
    over all that nobody else has, so the work follows what is found.

    Args:
        spans: All figures that anybody will ever have, each with the numbers possible under it.
    """

    def __init__(self, spans: Mapping[Quantity, Span]) -> None:
        units = dict.fromkeys(each.unit for each in spans)
        self._spans = spans
        self._by_unit = {
            unit: _Group({each: span for each, span in spans.items() if each.unit == unit})
            for unit in units
        }
        self._all = _Group(spans) if None in units and len(units) > 1 else None

    def mark(self, figure: Quantity, names: Collection[str]) -> None:
        """Say who has a figure now: the names of two of them if there are more."""
        for group in (self._by_unit[figure.unit], self._all):
            if group is not None:
                group.mark(figure, tuple(names))

    def against(self, figure: Quantity, name: str) -> Iterator[Quantity]:
        """Return the figures that cannot be true beside one, and that others than a name have."""
        if figure.unit is None and self._all is not None:
            yield from self._all.against(self._spans[figure], name)
            return
        for unit in dict.fromkeys((figure.unit, None)):
            if unit in self._by_unit:
                yield from self._by_unit[unit].against(self._spans[figure], name)


class Stated:
    """
    Figures that were stated one after the other, each at a place, whoever stated them.

    Args:
        spans: All of them, as of `RivalFigures`.
    """

    def __init__(self, spans: Mapping[Quantity, Span]) -> None:
        self._rivals = RivalFigures(spans)
        self._places: dict[Quantity, list[int]] = {}
        self._units: dict[str, list[int]] = {}

    def take(self, place: int, figure: Quantity) -> None:
        """Take in a figure, with its place."""
        self._places.setdefault(figure, []).append(place)
        self._rivals.mark(figure, ("somebody",))
        if figure.unit is not None:
            self._units.setdefault(figure.unit, []).append(place)

    def against(self, figure: Quantity) -> Iterator[int]:
        """Return the places of those that cannot be true beside a figure."""
        for each in self._rivals.against(figure, "nobody"):
            yield from self._places[each]

    def in_others(self, figure: Quantity) -> Iterator[int]:
        """Return the places of those in another unit than a figure."""
        for unit, places in self._units.items():
            if figure.unit is not None and unit != figure.unit:
                yield from places


class _Group:
    """Figures that are compared with one another, by their ends and by their beginnings."""

    def __init__(self, spans: Mapping[Quantity, Span]) -> None:
        ends = {each: span.greatest for each, span in spans.items()}
        begins = {each: span.least for each, span in spans.items()}
        self._by_end = _Ordered({each: end for each, end in ends.items() if end})
        self._by_beginning = _Ordered({each: end for each, end in begins.items() if end})

    def mark(self, figure: Quantity, names: Names) -> None:
        self._by_end.mark(figure, names)
        self._by_beginning.mark(figure, names)

    def against(self, span: Span, name: str) -> Iterator[Quantity]:
        if span.least is not None:
            yield from self._by_end.below(span.least, name)
        if span.greatest is not None:
            yield from self._by_beginning.above(span.greatest, name)


class _Ordered:
    """Figures in the order of one of their ends; each two, four and so on know who has them."""

    def __init__(self, ends: Mapping[Quantity, End]) -> None:
        self._figures = sorted(ends, key=ends.__getitem__)
        self._ends = [ends[each] for each in self._figures]
        self._places = {each: at for at, each in enumerate(self._figures, start=len(ends))}
        self._names: list[Names] = [()] * (2 * len(ends))

    def mark(self, figure: Quantity, names: Names) -> None:
        at = self._places.get(figure, 0)
        while at and self._names[at] != names:
            self._names[at] = names
            names = tuple(dict.fromkeys((*names, *self._names[at ^ 1])))[:2] if at > 1 else ()
            at //= 2

    def below(self, end: End, name: str) -> Iterator[Quantity]:
        """Return the figures of others that end before a number."""
        return self._of_others(0, bisect_left(self._ends, end), name)

    def above(self, end: End, name: str) -> Iterator[Quantity]:
        """Return the figures of others that begin behind it."""
        return self._of_others(bisect_right(self._ends, end), len(self._ends), name)

    def _of_others(self, start: int, stop: int, name: str) -> Iterator[Quantity]:
        waiting = list(self._pieces(start + len(self._ends), stop + len(self._ends)))
        while waiting:
            at = waiting.pop()
            if all(each == name for each in self._names[at]):
                continue
            if at >= len(self._ends):
                yield self._figures[at - len(self._ends)]
            else:
                waiting += (2 * at, 2 * at + 1)

    @staticmethod
    def _pieces(low: int, high: int) -> Iterator[int]:
        """Return the pieces, each half of the one of half its number, that make up a stretch."""
        while low < high:
            if low % 2:
                yield low
                low += 1
            if high % 2:
                high -= 1
                yield high
            low, high = low // 2, high // 2
