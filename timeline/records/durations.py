"""How long something took, as far as it is known."""

from attrs import frozen

from timeline.records.windows import Window


@frozen
class Duration:
    """
    Bounds of a length of time, both inclusive, in whole microseconds.

    Args:
        shortest: It took at least this long; 0 where nothing is known.
        longest: It took at most this long; `None` where it has no known end or start.
    """

    shortest: int
    longest: int | None


def duration(start: Window, end: Window) -> Duration:
    """Return what two windows say of the time from a start in one to an end in the other."""
    shortest, longest = 0, None
    if start.latest is not None and end.earliest is not None:
        shortest = max(0, end.earliest - start.latest)
    if start.earliest is not None and end.latest is not None:
        longest = end.latest - start.earliest
    return Duration(shortest, longest)
