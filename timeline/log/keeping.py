"""Keeping: what a store may hold besides its rows, the states that projections were folded to."""

from typing import Protocol, runtime_checkable

from attrs import frozen


@frozen(kw_only=True)
class Kept:
    """
    One state of a projection, with the place in the log up to which it was folded.

    Args:
        basis: What it depends on besides the log; another basis means another state.
        position: Last position that was folded into it.
        digest: Chain value there, 64 hex digits.
        mark: Random text, another one for each state, by which this very one is known again.
        state: Bytes of the state, UTF-8.
    """

    basis: str
    position: int
    digest: str
    mark: str
    state: bytes


@frozen(kw_only=True)
class Shelf:
    """
    All that is kept of one projection.

    Args:
        standing: The state that readers see; it was complete once.
        building: One that is folded beside it, until it takes its place.
    """

    standing: Kept | None = None
    building: Kept | None = None


@runtime_checkable
class Keeping(Protocol):
    """
    What a store may offer besides: to keep states of projections with the log.

    They are no part of the log and can be dropped at any time. **An erasure takes all of them
    away, durably, before or together with the body that it erases**: any of them may hold what
    was in it.
    """

    def kept(self, name: str) -> Shelf:
        """Return what is kept under a name; an empty shelf where nothing is."""

    def keep(self, name: str, before: Shelf, after: Shelf) -> bool:
        """
        Put one shelf in the place of another, in one durable step; return whether it was done.

        It is not done where another shelf than `before` stands there by now: somebody was faster,
        or an erasure took it away. Two are the same if their marks are.

        Args:
            name: Lower-case letters, digits, `-` and `.`, as in the names of kinds.
            before: What stands there, as it was last seen.
            after: What shall stand there; an empty shelf drops it.
        """


def same(one: Shelf, other: Shelf) -> bool:
    """Whether two shelves hold the very same states."""
    return _marks(one) == _marks(other)


def _marks(shelf: Shelf) -> tuple[str | None, ...]:
    slots = (shelf.standing, shelf.building)
    return tuple(None if each is None else each.mark for each in slots)
