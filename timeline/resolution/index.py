"""The index: all states of all entries of a log, computed of its columns and kept up with it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import numpy as np

from timeline.log import Recorded, Row
from timeline.records import Erasure, When
from timeline.resolution.columns import Columns, Integers, Sort
from timeline.resolution.intake import Intake, Positions
from timeline.resolution.moments import NEVER
from timeline.resolution.reigns import Accounts
from timeline.resolution.states import States, states

Fetch = Callable[[int], Recorded]
"""Returns the decoded entry of a position."""


class Index:
    """
    All states of all entries of a log, kept up with it.

    Args:
        fetch: Where entries are decoded.
        positions: Where the log finds the positions of ids.
    """

    def __init__(self, fetch: Fetch, positions: Positions) -> None:
        self.fetch, self._positions = fetch, positions
        self.intake = Intake(positions)

    def extend(self, rows: Callable[[int], Iterable[Row]]) -> bool:
        """
        Take in the rows behind those known; return whether an earlier one was erased.

        Args:
            rows: Function that returns the rows from a position.

        Raises:
            IntegrityError: A row is damaged; it is met again at the next call, never passed over.
        """
        intake, before = self.intake, len(self.intake)
        self.intake = Intake(self._positions)  # stays, if a damaged row ends this halfway
        erasing = intake.take(rows(before))
        if erasing:
            intake = Intake(self._positions)
            intake.take(rows(0))
        if len(intake) != before:
            self.__dict__.pop("built", None)
        self.intake = intake
        return erasing

    @cached_property
    def built(self) -> "Built":
        """What is computed of the columns as they are now."""
        return Built(self.intake, self.fetch)


class Built:
    """What is computed of the columns of a log, all at once."""

    def __init__(self, intake: Intake, fetch: Fetch) -> None:
        self.fetch = fetch
        self.columns: Columns = intake.columns()
        self.accounts = Accounts(self.columns)
        self.names = list(intake.keys)
        self.codes = dict(intake.keys)
        self.kinds = dict(intake.kinds)
        self.kind = np.array(intake.kind, np.int16)
        self.about = tuple(intake.about)
        self.whens, self.when = list(intake.whens), np.array(intake.when, np.int64)
        self.states: States = states(
            self.accounts.reigns(), _ranked(self.whens)[self.when], self.columns.order
        )

    @cached_property
    def erasures(self) -> Mapping[str, Erasure]:
        """Every erasure of the log, by the id it erased."""
        found = np.flatnonzero(self.columns.sort == Sort.ERASURE).tolist()
        orders = (self.fetch(position).record for position in found)
        return {each.erases: each for each in orders if isinstance(each, Erasure)}

    @cached_property
    def spoken_of(self) -> Mapping[int, tuple[int, ...]]:
        """Positions of the statements about each key as a whole, by the key's code."""
        found: dict[int, list[int]] = {}
        for each in self.about:
            if each.whole:
                found.setdefault(each.key, []).append(each.position)
        return {key: tuple(positions) for key, positions in found.items()}

    @cached_property
    def first_position(self) -> Integers:
        """First position at which a record has each key; `NEVER` where none has."""
        first = np.full(len(self.names), NEVER, np.int64)
        having = np.flatnonzero(self.columns.key >= 0)
        np.minimum.at(first, self.columns.key[having], having)
        return first


def _ranked(whens: list[When]) -> Integers:
    keys = sorted({each.sort_key for each in whens})
    rank = {key: at for at, key in enumerate(keys)}
    return np.array([rank[each.sort_key] for each in whens] + [-1], np.int64)
