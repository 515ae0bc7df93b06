"""The value of what is known about when something was, and its place in the order of time."""

from attrs import field, frozen

from timeline.records.edtf_parts import Edge
from timeline.records.time_units import TimeUnit
from timeline.records.windows import Window


class _Unending(int):
    """A whole number beyond every year that is taken, for ends that are open."""

    def __repr__(self) -> str:
        return "AFTER_ALL" if self > 0 else "BEFORE_ALL"


AFTER_ALL: int = _Unending(10**1_100)
BEFORE_ALL: int = _Unending(-(10**1_100))

SortKey = tuple[int, int, int, int]
"""Start earliest and latest, end earliest and latest; open is `BEFORE_ALL` or `AFTER_ALL`."""


@frozen
class Extent:
    """
    When something was, as far as it is known.

    An open end, `..`, comes after everything: as far as the text says, it never comes.
    An unknown end, written as nothing, came some time after the start.
    The same holds for starts, the other way round.

    Args:
        lasted: It went on from its start to its end; else it is one moment, somewhere in the
            window that is both.
        began: How the start is written.
        ended: How the end is written.
        folded: A wall time in it was shown twice, as clocks went back; both are covered.
    """

    start: Window
    end: Window
    lasted: bool
    precision: TimeUnit
    began: Edge = Edge.DATED
    ended: Edge = Edge.DATED
    folded: bool = False
    sort_key: SortKey = field(init=False)

    @sort_key.default
    def _sort_key(self) -> SortKey:
        latest_start = AFTER_ALL if self.start.latest is None else self.start.latest
        earliest_end = BEFORE_ALL if self.end.earliest is None else self.end.earliest
        return (
            BEFORE_ALL if self.start.earliest is None else self.start.earliest,
            BEFORE_ALL if self.began is Edge.OPEN else latest_start,
            AFTER_ALL if self.ended is Edge.OPEN else earliest_end,
            AFTER_ALL if self.end.latest is None else self.end.latest,
        )


def lasting_extent(  # noqa: PLR0913 - each of them is a fact of its own
    start: Window,
    end: Window,
    *,
    precision: TimeUnit,
    began: Edge = Edge.DATED,
    ended: Edge = Edge.DATED,
    folded: bool = False,
) -> Extent:
    """
    Return the extent of what went on from a start to an end, neither of them quite known.

    Nothing ends before it starts, so the windows narrow each other: of a span from the 28th to
    some day in the same October, the end is the 28th or later.
    """
    latest, earliest = start.latest, end.earliest
    if end.latest is not None and (latest is None or end.latest < latest):
        start = Window(start.earliest, end.latest)
    if start.earliest is not None and (earliest is None or start.earliest > earliest):
        end = Window(start.earliest, end.latest)
    return Extent(
        start, end, lasted=True, precision=precision, began=began, ended=ended, folded=folded
    )
