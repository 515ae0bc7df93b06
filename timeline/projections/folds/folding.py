"""Registering a fold: which function takes which kind of record, and what becomes of all others."""

import inspect
import re
from collections.abc import Callable
from enum import Enum
from typing import Any, Generic, TypeVar

from timeline.errors import CodecError, FoldError, shown
from timeline.log import Recorded, Tombstone, Withheld
from timeline.projections.folds.states import States, states
from timeline.records import Amendment, EventRecord, UnknownRecord

S = TypeVar("S")
K = TypeVar("K")

Step = Callable[[S, Any, Recorded], S]
"""A pure function from a state, a record and its log entry to the next state."""

_NAME = re.compile(r"[a-z][a-z0-9]*([-.][a-z0-9]+)*", re.ASCII)
_LONGEST_NAME = 100
_FOLDED = (EventRecord, Amendment, UnknownRecord, Tombstone, Withheld)


class Otherwise(Enum):
    """What a fold does with a record that it has no function for."""

    STOP = "stop"
    """It stops there, and names the record."""

    STOP_AT_UNKNOWN = "stop at unknown"
    """It stops at a kind that the program does not know, and counts the others as passed over."""

    COUNT = "count"
    """It passes over all of them, and counts them."""


class Folding(Generic[S]):
    """
    The functions of a fold, by the classes of records that they take.

    A record goes to the function of its class, or else of the nearest class above it that has
    one, so a function for `EventRecord` takes every event record that no other function takes.
    """

    def __init__(
        self,
        name: str,
        *,
        initial: S,
        version: int,
        merge: Callable[[S, S], S] | None = None,
        otherwise: Otherwise = Otherwise.STOP_AT_UNKNOWN,
    ) -> None:
        self.name, self.version, self.otherwise = name, version, otherwise
        self._merge = merge
        self._steps: dict[type, Step[S]] = {}
        _check(name, version)
        try:
            self.states: States[S] = states(initial)
        except CodecError as error:
            advice = "see the guide on following and folding for what may be a state"
            raise FoldError(name, f"its state {error}", advice) from error
        self._initial = self.states.to_bytes(initial)

    @property
    def initial(self) -> S:
        """The state before the first record, made anew each time."""
        return self.states.from_bytes(self._initial)

    @property
    def is_monoid(self) -> bool:
        """Whether states folded of pieces can be merged into that of the whole."""
        return self._merge is not None

    @property
    def takes(self) -> tuple[type, ...]:
        """The classes that it has functions for, in the order in which they were given."""
        return tuple(self._steps)

    def merged(self, left: S, right: S) -> S:
        """
        Return the state of two pieces of a log, of which `left` is the earlier.

        Raises:
            FoldError: The fold was given no `merge`.
        """
        if self._merge is None:
            raise FoldError(self.name, "has no merge", "give merge=, or fold the pieces in order")
        return self._merge(left, right)

    def on(self, *kinds: type[K]) -> Callable[[Callable[[S, K], S]], Callable[[S, K], S]]:
        """
        Return a decorator that registers a pure function of state and record.

        Args:
            kinds: Classes of records: event records, amendments, your own kinds, `EventRecord`
                and `Amendment` themselves; also `Tombstone`, `Withheld` and `UnknownRecord`.

        Raises:
            FoldError: A class is none of these, or has a function already, or the function does
                not take a state and a record.
        """

        def registered(fold: Callable[[S, K], S]) -> Callable[[S, K], S]:
            self._register(kinds, fold, 2, lambda state, record, _: fold(state, record))
            return fold

        return registered

    def on_entry(
        self, *kinds: type[K]
    ) -> Callable[[Callable[[S, K, Recorded], S]], Callable[[S, K, Recorded], S]]:
        """
        Return a decorator as `on` does, for a function that is given the log entry, too.

        From the entry it learns the record's id, its position and when it was recorded.

        Args:
            kinds: Classes of records.

        Raises:
            FoldError: As for `on`.
        """

        def registered(fold: Callable[[S, K, Recorded], S]) -> Callable[[S, K, Recorded], S]:
            self._register(kinds, fold, 3, fold)
            return fold

        return registered

    def step(self, kind: type) -> Step[S] | None:
        """Return the function for records of a class, or None where there is none."""
        return next((self._steps[each] for each in kind.__mro__ if each in self._steps), None)

    def __repr__(self) -> str:
        return f"<Projection {self.name}, version {self.version}>"

    def _register(
        self, kinds: tuple[type, ...], fold: Callable[..., S], count: int, step: Step[S]
    ) -> None:
        if not kinds:
            raise FoldError(self.name, "on() names no kind", "write .on(timeline.Strike)")
        for each in kinds:
            if not inspect.isclass(each) or not issubclass(each, _FOLDED):
                advice = "name a class of records, as in .on(timeline.Strike)"
                raise FoldError(self.name, f"{shown(each)} is no kind of record", advice)
            if each in self._steps:
                advice = "let one function do both, or make a projection of another name"
                raise FoldError(self.name, f"{each.__name__} has a function already", advice)
        try:
            inspect.signature(fold).bind(*range(count))
        except TypeError as error:
            taken = ("state", "record", "entry")[:count]
            advice = f"write def fold({', '.join(taken)})"
            raise FoldError(self.name, f"its function does not fit: {error}", advice) from error
        self._steps |= dict.fromkeys(kinds, step)


def _check(name: str, version: int) -> None:
    if _NAME.fullmatch(name) is None or len(name) > _LONGEST_NAME:
        advice = f"use lower-case letters, digits, '-' and '.', up to {_LONGEST_NAME} of them"
        raise FoldError(name, "is no name of a projection", advice)
    if type(version) is not int or version < 1:
        raise FoldError(name, f"has the version {shown(version)}", "count versions from 1")
