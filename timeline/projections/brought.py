"""What all happenings of a chronology bring into the sums of a figure, as columns."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from timeline.chronology import Chronology
from timeline.projections.shares import UNSURE, Left, Rule, Share, has_figure, shares, stated
from timeline.records import EventRecord, Quantity, Statement
from timeline.records.windows import Window
from timeline.resolution import Entry, Policy
from timeline.resolution.index.columns import Integers
from timeline.resolution.status import is_to_come

Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]
Exact = NDArray[np.object_] | Integers
"""Whole numbers: of eight bytes each where they surely fit, else as Python has them."""

_UNKNOWN = Quantity.unknown()
_SAFE = 2**62


@frozen(kw_only=True, eq=False)
class Brought:
    """
    One row for each share, in the order of the chronology; nothing of the records is kept.

    Args:
        keys: Key of the happening.
        ids: The records behind the figure.
        figures: Every figure that occurs, once each.
        code: Which of them the share is.
        sure: Whether it surely took place.
        windows: When.
        left_out: Keys of those that state the figure and are in no sum, with the reason.
    """

    keys: Texts
    ids: tuple[tuple[str, ...], ...]
    figures: tuple[Quantity, ...]
    code: Integers
    sure: Flags
    windows: "Ends"
    left_out: tuple[tuple[str, Left], ...]

    def __len__(self) -> int:
        return len(self.code)


@define(slots=False, eq=False)
class Ends:
    """
    The ends of windows, in microseconds since 1970; 0 stands where one is open.

    Args:
        windows: The windows.
    """

    windows: tuple[Window, ...]

    @cached_property
    def first(self) -> tuple[Exact, Flags]:
        """First moment of each, and whether there is one."""
        return _known([each.earliest for each in self.windows])

    @cached_property
    def last(self) -> tuple[Exact, Flags]:
        """Last moment of each, and whether there is one."""
        ends = (each.latest for each in self.windows)
        return _known([None if each is None else each - 1 for each in ends])


def brought(chronology: Chronology, figure: str, rule: Rule) -> Brought:
    """
    Return what the happenings bring, each looked at once.

    Args:
        chronology: The happenings.
        figure: Name of the figure.
        rule: Which figure a happening brings.
    """
    growing = _Growing()
    for entry in chronology:
        growing.take(entry, figure, rule, chronology.policy)
    return growing.brought()


@define
class _Growing:
    keys: list[str] = field(factory=list)
    ids: list[tuple[str, ...]] = field(factory=list)
    codes: dict[Quantity, int] = field(factory=dict)
    code: list[int] = field(factory=list)
    sure: list[bool] = field(factory=list)
    windows: list[Window] = field(factory=list)
    left_out: list[tuple[str, Left]] = field(factory=list)

    def take(self, entry: Entry, figure: str, rule: Rule, policy: Policy) -> None:
        event = entry.accounts[0].event
        if len(entry.accounts) > 1 or isinstance(event, Statement) or is_to_come(event):
            self._take_told(entry, shares(entry, figure, rule, policy))
            return
        found, kind = stated(event, figure), _class(event)
        if found is not None or has_figure(kind, figure):
            sure = entry.status not in UNSURE
            figured = _UNKNOWN if found is None else found
            self._add(entry.key, figured, sure, entry.happened.span, (entry.accounts[0].id,))

    def brought(self) -> Brought:
        return Brought(
            keys=column(self.keys),
            ids=tuple(self.ids),
            figures=tuple(self.codes),
            code=np.array(self.code, np.int64),
            sure=np.array(self.sure, bool),
            windows=Ends(tuple(self.windows)),
            left_out=tuple(self.left_out),
        )

    def _take_told(self, entry: Entry, told: tuple[Share, ...] | Left | None) -> None:
        if isinstance(told, Left):
            self.left_out.append((entry.key, told))
            return
        for each in told or ():
            self._add(entry.key, each.figure, each.sure, each.window, each.ids)

    def _add(
        self,
        key: str,
        figure: Quantity,
        sure: bool,  # noqa: FBT001 - one of five
        window: Window,
        ids: tuple[str, ...],
    ) -> None:
        self.keys.append(key)
        self.ids.append(ids)
        self.code.append(self.codes.setdefault(figure, len(self.codes)))
        self.sure.append(sure)
        self.windows.append(window)


def _class(event: EventRecord) -> type:
    return type(event)


def exact(numbers: Iterable[int], count: int) -> Exact:
    """
    Return whole numbers as a column in which so many of them can be added up without overflow.

    Args:
        numbers: The numbers.
        count: How many additions.
    """
    told = list(numbers)
    fits = max(map(abs, told), default=0) * max(count, 1) < _SAFE
    return np.array(told, np.int64) if fits else column(told)


def column(values: Sequence[object]) -> Texts:
    """Return values of Python as a column."""
    made = np.empty(len(values), object)
    made[:] = values
    return made


def _known(ends: list[int | None]) -> tuple[Exact, Flags]:
    return exact((each or 0 for each in ends), 1), np.array(
        [each is not None for each in ends], bool
    )
