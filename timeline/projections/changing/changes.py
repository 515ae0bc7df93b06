"""What changed between two views of one log, line by line, with the records behind it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import overload

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections.changing.change import Change
from timeline.projections.changing.comparing import Comparing
from timeline.projections.changing.notice import notice
from timeline.projections.changing.sides import sides


@frozen(kw_only=True, repr=False)
class Changes(Sequence[Change]):
    """
    What changed from one view of a log to another; what `changes` returns.

    Its text has a change a line. Two are equal if the changes are, whichever views they are of.

    Args:
        told: The changes: in the order of the later view, then what is gone.
        before: What the one view is of, in words.
        after: What the other is of.
    """

    told: tuple[Change, ...]
    before: str = field(eq=False)
    after: str = field(eq=False)

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, at: int | slice) -> Change | tuple[Change, ...]:
        return self.told[at]

    def __len__(self) -> int:
        return len(self.told)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.told)

    def of(self, key: str) -> tuple[Change, ...]:
        """Return the changes of one line."""
        return tuple(each for each in self.told if each.key == key)

    def notice(self) -> str:
        """
        Return a notice of corrections in plain English, one sentence or a few for each change.

        It has what a reader of the earlier view was told otherwise. What is only new is counted
        in its last sentence, and not told.
        """
        return notice(self.told)

    def __str__(self) -> str:
        return "\n".join(map(str, self.told))

    def __repr__(self) -> str:
        return f"<Changes: {len(self)}, from {self.before} to {self.after}>"


def changes(before: Chronology, after: Chronology) -> Changes:
    """
    Return what changed from one view to another, on whichever clocks they differ.

    Lines are matched by their keys, joined ones included, so a merge or a split is told as such.
    A line that differs in nothing but its origins, its joined keys or the chain behind a report
    has not changed. By one policy, whichever, only those lines are decoded on which a record bears
    that is not in both views; by two, also those of which several accounts stand.

    Args:
        before: The view to start from.
        after: Another view of the same log, at any other moment; it may also be the earlier one.

    Raises:
        OtherChronologyError: They are not of one log.
        MomentError: What one of them is made of was erased since; ask for it anew.
    """
    comparing = Comparing(sides(before, after))
    placed: Mapping[int, list[Change]] = comparing.placed()
    in_order = chain.from_iterable(placed[at] for at in sorted(placed))
    told = (*in_order, *comparing.gone())
    return Changes(told=told, before=before.known, after=after.known)
