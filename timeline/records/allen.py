"""
Allen's thirteen relations between spans of time, and which of them are possible for two times.

From J. F. Allen, *Maintaining knowledge about temporal intervals*, 1983.
Time is taken in whole microseconds, and both ends of a span belong to it.
"""

from enum import Enum

from timeline.records.extents import AFTER_ALL, BEFORE_ALL
from timeline.records.relations import Placed


class Allen(Enum):
    """How a span stands to another one."""

    BEFORE = "before"
    """It ends before the other starts, with time between."""

    MEETS = "meets"
    """The other starts right after its last microsecond."""

    OVERLAPS = "overlaps"
    """It starts first, and ends within the other."""

    STARTS = "starts"
    """Both start together, and it ends first."""

    DURING = "during"
    """It starts after the other and ends before it."""

    FINISHES = "finishes"
    """It starts after the other, and both end together."""

    EQUALS = "equals"
    FINISHED_BY = "finished by"
    CONTAINS = "contains"
    STARTED_BY = "started by"
    OVERLAPPED_BY = "overlapped by"
    MET_BY = "met by"
    AFTER = "after"


_START, _END, _OTHER_START, _OTHER_END = range(4)

_Constraint = tuple[int, int, int]
"""An end, a later one, and by how much it is later at least."""

_CONSTRAINTS: dict[Allen, tuple[_Constraint, ...]] = {
    Allen.BEFORE: ((_END, _OTHER_START, 2),),
    Allen.MEETS: ((_END, _OTHER_START, 1), (_OTHER_START, _END, -1)),
    Allen.OVERLAPS: ((_START, _OTHER_START, 1), (_OTHER_START, _END, 0), (_END, _OTHER_END, 1)),
    Allen.STARTS: ((_START, _OTHER_START, 0), (_OTHER_START, _START, 0), (_END, _OTHER_END, 1)),
    Allen.DURING: ((_OTHER_START, _START, 1), (_END, _OTHER_END, 1)),
    Allen.FINISHES: ((_OTHER_START, _START, 1), (_END, _OTHER_END, 0), (_OTHER_END, _END, 0)),
    Allen.EQUALS: (
        (_START, _OTHER_START, 0),
        (_OTHER_START, _START, 0),
        (_END, _OTHER_END, 0),
        (_OTHER_END, _END, 0),
    ),
}

_INVERSES = {
    Allen.BEFORE: Allen.AFTER,
    Allen.MEETS: Allen.MET_BY,
    Allen.OVERLAPS: Allen.OVERLAPPED_BY,
    Allen.STARTS: Allen.STARTED_BY,
    Allen.DURING: Allen.CONTAINS,
    Allen.FINISHES: Allen.FINISHED_BY,
    Allen.EQUALS: Allen.EQUALS,
}


def allen(first: Placed, second: Placed) -> frozenset[Allen]:
    """
    Return every relation that the first time can have to the second; a single one is certain.

    A time that did not last is a span of one microsecond, somewhere in its window.
    """
    ends, others = _domains(first), _domains(second)
    forward = {kind for kind in _CONSTRAINTS if _is_possible(kind, first, second, ends + others)}
    backward = {kind for kind in _CONSTRAINTS if _is_possible(kind, second, first, others + ends)}
    return frozenset(forward | {_INVERSES[kind] for kind in backward})


_Domain = tuple[int, int]


def _domains(placed: Placed) -> tuple[_Domain, _Domain]:
    start, start_latest, end_earliest, end = placed.sort_key
    return _domain(start, start_latest), _domain(end_earliest, end)


def _domain(earliest: int, latest: int) -> _Domain:
    if earliest == latest:
        return earliest, latest
    return max(earliest, BEFORE_ALL + 1), min(latest, AFTER_ALL) - 1


def _is_possible(kind: Allen, first: Placed, second: Placed, domains: tuple[_Domain, ...]) -> bool:
    constraints = [
        *_CONSTRAINTS[kind],
        *_own(_START, _END, lasted=first.lasted),
        *_own(_OTHER_START, _OTHER_END, lasted=second.lasted),
    ]
    least = [domain[0] for domain in domains]
    for _ in range(len(domains) + 1):
        before = list(least)
        for early, late, difference in constraints:
            least[late] = max(least[late], least[early] + difference)
        if least == before:
            return all(bound <= domain[1] for bound, domain in zip(least, domains, strict=True))
    return False


def _own(start: int, end: int, *, lasted: bool) -> tuple[_Constraint, ...]:
    return ((start, end, 0),) if lasted else ((start, end, 0), (end, start, 0))
