"""What a fold came to: its state, up to where, and an account of every record on the way."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import field, frozen

S = TypeVar("S")

Counts = tuple[tuple[str, int], ...]
"""How many of each, in the order of their names."""


def counts(value: Mapping[str, int] | Counts) -> Counts:
    """Return counts in order; those of nothing are left out."""
    return tuple(sorted((name, count) for name, count in dict(value).items() if count))


@frozen(kw_only=True)
class Tally:
    """
    What became of every record that came to a fold: it is folded, or counted here.

    Args:
        folded: How many were folded into the state.
        passed: Of the kinds for which no fold is registered, how many, by stored kind.
        unknown: Of the kinds that the program does not know, how many, by kind and version.
        erased: How many were erased.
        withheld: How many are withheld from this copy of the log.
    """

    folded: int = 0
    passed: Counts = field(default=(), converter=counts)
    unknown: Counts = field(default=(), converter=counts)
    erased: int = 0
    withheld: int = 0

    @property
    def total(self) -> int:
        """All of them; in a log, its position."""
        left = sum(count for _, count in (*self.passed, *self.unknown))
        return self.folded + left + self.erased + self.withheld

    def __str__(self) -> str:
        told = [f"{self.folded} folded"]
        told += [f"{count} of kind {name} passed over" for name, count in self.passed]
        told += [f"{count} of unknown kind {name}" for name, count in self.unknown]
        told += [f"{self.erased} erased"] if self.erased else []
        told += [f"{self.withheld} withheld"] if self.withheld else []
        return ", ".join(told)


@frozen(kw_only=True)
class Folded(Generic[S]):
    """
    A state, and how it came about.

    Args:
        name: Name of the projection.
        version: Version of the projection that made it.
        state: The state.
        position: Last position that was folded; of a chronology, its position.
        digest: Chain value of the log there; empty where nothing was folded in memory.
        tally: What became of every record.
    """

    name: str
    version: int
    state: S
    position: int
    digest: str
    tally: Tally

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}, at position {self.position}: {self.tally}"


@frozen(kw_only=True)
class CaughtUp(Generic[S]):
    """
    What bringing a stored state up to its log did.

    Args:
        folded: What is kept now.
        taken: How many records this call took in.
        rebuilt: Why it was folded from the beginning; empty where it went on.
    """

    folded: Folded[S]
    taken: int
    rebuilt: tuple[str, ...]

    @property
    def state(self) -> S:
        """The state that is kept now."""
        return self.folded.state

    @property
    def position(self) -> int:
        """Last position that was folded."""
        return self.folded.position

    def __str__(self) -> str:
        why = f"; built from the beginning: {', '.join(self.rebuilt)}" if self.rebuilt else ""
        return f"{self.folded}; {self.taken} taken in{why}"
