"""Where patches lie: those at a place, found without a look at each, however many there are."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from timeline.resolution.life.regions import Rectangle


class Places:
    """
    Rectangles without overlap, kept so that looking one up takes the logarithm of their number.

    The positions are halved again and again; each rectangle is kept with the few of these pieces
    that make up its positions. Those of one piece all have all its positions, so on the clock of
    publication they stand one behind the other.

    Args:
        places: The rectangles.
    """

    def __init__(self, places: Sequence[Rectangle]) -> None:
        self._places = places
        ends = {at for each in places for at in (each.position_from, each.position_until)}
        self._cuts = sorted(ends)
        self._kept: dict[int, tuple[list[int], list[int]]] = {}
        for index in sorted(range(len(places)), key=lambda at: places[at].published_from):
            for piece in self._pieces(places[index]):
                starts, indices = self._kept.setdefault(piece, ([], []))
                starts.append(places[index].published_from)
                indices.append(index)

    def at(self, published: int, position: int) -> int | None:
        """Return the index of the rectangle at a place; None where there is none."""
        return next(self.along(published, published + 1, position), None)

    def along(self, start: int, stop: int, position: int) -> Iterator[int]:
        """Return the indices of those at a position from one publication up to another."""
        before = bisect_right(self._cuts, position)
        piece = before - 1 + len(self._cuts) if before else 0
        while piece:
            starts, indices = self._kept.get(piece, ((), ()))
            first = max(bisect_right(starts, start) - 1, 0)
            for index in indices[first : bisect_left(starts, stop)]:
                if start < self._places[index].published_until:
                    yield index
            piece //= 2

    def _pieces(self, where: Rectangle) -> Iterator[int]:
        """Return the pieces, each half of the one of half its number, that make up a stretch."""
        low = bisect_left(self._cuts, where.position_from) + len(self._cuts)
        high = bisect_left(self._cuts, where.position_until) + len(self._cuts)
        while low < high:
            if low % 2:
                yield low
                low += 1
            if high % 2:
                high -= 1
                yield high
            low, high = low // 2, high // 2
