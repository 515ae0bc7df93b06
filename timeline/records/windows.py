"""Stretches of the time axis with exact, possibly open bounds, and their arithmetic."""

from typing import Protocol

from attrs import field, frozen

from timeline.errors import WhenError


@frozen
class Window:
    """
    The moments from `earliest` up to, not including, `latest`.

    Both are whole microseconds since 1970-01-01T00:00Z, without leap seconds.
    `None` is open: no bound is known on that side.

    Raises:
        WhenError: A bound is no whole number, or the window holds no moment.
    """

    earliest: int | None = field()
    latest: int | None = field()

    def __attrs_post_init__(self) -> None:
        if type(self.earliest) is int and type(self.latest) is int:
            if self.earliest < self.latest:
                return
            raise WhenError(repr(self), 0, "an earliest before its latest")
        for bound in (self.earliest, self.latest):
            if bound is not None and type(bound) is not int:
                raise WhenError(repr(self), 0, "whole microseconds, or None")


EVER = Window(None, None)
"""The whole time axis."""


class Spanning(Protocol):
    """Anything that covers a stretch of time; a `When` does."""

    @property
    def span(self) -> Window:
        """From the earliest possible start to the latest possible end."""


Stretch = Window | Spanning
"""What the arithmetic takes: a window, or something that spans one."""


def intersection(first: Stretch, *others: Stretch) -> Window | None:
    """Return the moments that all share, or `None` where they share none."""
    windows = [_window(stretch) for stretch in (first, *others)]
    starts = [window.earliest for window in windows if window.earliest is not None]
    ends = [window.latest for window in windows if window.latest is not None]
    earliest, latest = max(starts, default=None), min(ends, default=None)
    if earliest is not None and latest is not None and earliest >= latest:
        return None
    return Window(earliest, latest)


def hull(first: Stretch, *others: Stretch) -> Window:
    """Return the smallest window that holds all of them; what lies between them is in it too."""
    windows = [_window(stretch) for stretch in (first, *others)]
    starts = [window.earliest for window in windows]
    ends = [window.latest for window in windows]
    return Window(
        None if None in starts else min(start for start in starts if start is not None),
        None if None in ends else max(end for end in ends if end is not None),
    )


def contains(outer: Stretch, inner: Stretch | int) -> bool:
    """
    Return whether every moment of `inner` is one of `outer`.

    Args:
        outer: A window, or something that spans one.
        inner: A window, something that spans one, or one moment in microseconds.
    """
    small = Window(inner, inner + 1) if isinstance(inner, int) else _window(inner)
    return hull(outer, small) == _window(outer)


def _window(stretch: Stretch) -> Window:
    return stretch if isinstance(stretch, Window) else stretch.span
