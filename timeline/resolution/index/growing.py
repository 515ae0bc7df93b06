"""The index: all states of all entries of a log, kept up with it as it grows."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timeline.log import Recorded, Row
from timeline.log.integrity import ERASING
from timeline.records import Erasure
from timeline.records.upcasting import read_as
from timeline.resolution.index.columns import Columns, Integers, Narrow, Sort
from timeline.resolution.index.contestable import contestable
from timeline.resolution.index.crowds import Crowd, aims, withdrawing
from timeline.resolution.index.index_file import read_index, remove_index, write_index
from timeline.resolution.index.intake import Intake
from timeline.resolution.index.kept import base_of, taken_of, to_stored
from timeline.resolution.index.limits import USUAL, Limits
from timeline.resolution.index.looks import Looks
from timeline.resolution.index.stack import Stack
from timeline.resolution.index.taken import Batch, Positions, Taken
from timeline.resolution.index.tiers import Tier, part, whole
from timeline.resolution.moments import NEVER

Rows = Callable[..., Iterable[Row]]
"""Returns the rows from a position, up to and without another if that is given."""

Fetch = Callable[[int], Recorded]
"""Returns the decoded entry of a position."""


class Index:
    """
    All states of all entries of a log, kept up with it.

    New rows touch few entries: the states of these are computed as a tier over the others, and
    now and then tiers are computed together, so that each row is gone through but a few times.

    Args:
        fetch: Where entries are decoded.
        positions: Where the log finds the positions of ids.
        beside: Path of the log, beside which the index is kept as a file; None for no file.
        limits: When tiers are computed together, and which clusters are crowds.
    """

    def __init__(
        self,
        fetch: Fetch,
        positions: Positions,
        *,
        beside: Path | None = None,
        limits: Limits = USUAL,
    ) -> None:
        self._fetch, self._positions = fetch, positions
        self._beside, self._limits = beside, limits
        self._forget()

    def extend(self, rows: Rows) -> bool:
        """
        Take in the rows behind those known; return whether an earlier one was erased.

        Args:
            rows: Function that returns the rows from a position up to and without another.

        Raises:
            IntegrityError: A row is damaged; it is met again at the next call, never passed over.
        """
        if not len(self.taken):
            self._load(rows)
        if not self._is_read_alike():
            self._forget()
        erasing = not self._takes(rows)
        if erasing:
            self.distrust()
            self._takes(rows)
        if len(self.taken) > self._computed:
            self._compute()
            self._save(rows)
        return erasing

    def distrust(self) -> None:
        """Let go of all that was taken in, and of the file, so that all is computed anew."""
        self._forget()
        if self._beside is not None:
            remove_index(self._beside)

    @property
    def recorded(self) -> Integers:
        """When each row was recorded, µs since 1970."""
        return self.taken.rows["recorded"].now

    @property
    def nbytes(self) -> int:
        """Bytes that the columns, the keys and the states take up."""
        columns = [*self.taken.rows.values(), *self.taken.spoken.values()]
        held = sum(each.now.nbytes for each in columns) + sum(each.nbytes for each in self.tiers)
        return held + self.taken.nbytes

    def _forget(self) -> None:
        self.taken, self.tiers = Taken(), list[Tier]()
        self._stirred: set[int] = set()
        self._computed = self._founded = self._saved = 0

    def _is_read_alike(self) -> bool:
        """Whether kinds that were registered since would have the rows read otherwise."""
        return all(
            read_as(kind, version) == known
            for kind, versions in self.taken.versions.items()
            for version, known in versions.items()
        )

    def _takes(self, rows: Rows) -> bool:
        for batch in Intake(self.taken).batches(rows(len(self.taken))):
            if self._has_lost(batch):
                return False
            self._stirred |= self.taken.add(batch, self._positions)
        return True

    def _has_lost(self, batch: Batch) -> bool:
        sort = self.taken.rows["sort"].now
        return any(at < len(sort) and sort[at] != Sort.GONE for at in batch.erasing)

    def _load(self, rows: Rows) -> None:
        stored = None if self._beside is None else read_index(self._beside)
        if stored is None or _chain(rows, stored.position) != stored.chain:
            return
        taken = taken_of(stored)
        if taken is None:
            return
        self.taken, self.tiers = taken, [base_of(stored, taken)]
        self._founded = stored.plain["founded"]
        self._computed = self._saved = len(taken)
        if renewed := stored.columns["renewed"].tolist():
            self._add(set(renewed))
        self.built = Built(taken, Stack(self.tiers, taken), self._fetch)

    def _save(self, rows: Rows) -> None:
        count = len(self.taken)
        many = max(self._limits.fewest, count // self._limits.share)
        if self._beside is None or count - self._saved <= many:
            return
        self.taken.keys.settle()
        self.taken.times.settle()
        chain = _chain(rows, count - 1)
        write_index(self._beside, to_stored(self.taken, self.tiers, chain, self._founded))
        if any(row.body is not None and ERASING in row.body for row in rows(count)):
            remove_index(self._beside)  # it holds words that somebody has erased meanwhile
        self._saved = count

    def _compute(self) -> None:
        taken, start = self.taken, self._computed
        taken.group(start, self._stirred)
        many = max(self._limits.fewest, len(taken) // self._limits.share)
        if len(taken) - self._founded > many or not self.tiers:
            taken.keys.settle()
            taken.times.settle()
            self.tiers = [whole(taken, self._limits)]
            self._founded = len(taken)
        elif keys := taken.touched(start, self._stirred):
            self._add(keys)
        self._stirred = set()
        self._computed = len(taken)
        self.built = Built(taken, Stack(self.tiers, taken), self._fetch)

    def _add(self, keys: set[int]) -> None:
        while len(self.tiers) > 1:
            last = self.tiers[-1].keys
            if last is None or len(last) > self._limits.ratio * len(keys):
                break
            keys |= set(last.tolist())
            self.tiers.pop()
        closed = self.taken.labels.keys_with(keys)
        self.tiers.append(part(self.taken, closed, self._limits))


def _chain(rows: Rows, position: int) -> str:
    return "".join(row.chain.hex() for row in rows(position, position + 1))


class Built:
    """
    What is known of a log at one position: it stays so while the log grows.

    Args:
        taken: The log.
        stack: The states of its entries.
        fetch: Where entries are decoded.
    """

    def __init__(self, taken: Taken, stack: Stack, fetch: Fetch) -> None:
        self.stack, self.fetch = stack, fetch
        self.columns: Columns = taken.columns()
        self.keys, self.times, self._labels = taken.keys, taken.times, taken.labels
        self._taken = taken
        self._looks, self.voices, self.decisions = taken.looks, taken.voices, taken.decisions
        self.kinds = dict(taken.kinds)
        self.kind, self.when = taken.rows["kind"].now, taken.rows["when"].now
        self._spoken = {name: each.now for name, each in taken.spoken.items()}

    @cached_property
    def erasures(self) -> Mapping[str, Erasure]:
        """Every erasure of the log, by the id it erased."""
        orders = (self.fetch(position).record for position in self.of_sort(Sort.ERASURE))
        return {each.erases: each for each in orders if isinstance(each, Erasure)}

    @cached_property
    def contestable(self) -> Crowd | None:
        """The rows of happenings of which several accounts may stand; None where there are none."""
        return contestable(self._taken, self.columns)

    @property
    def looks(self) -> Looks:
        """How the keys look; those that are new since it was last asked are taken in now."""
        self._looks.take(map(self.keys.value, range(len(self._looks), len(self.keys))))
        return self._looks

    def of_sort(self, sort: Sort) -> list[int]:
        """Return the positions of the rows of a sort."""
        return self._by_sort.get(sort, [])

    def keys_with(self, keys: Iterable[int]) -> list[int]:
        """Return the codes of all keys that were ever to bear on some keys, these among them."""
        return self._labels.keys_with(keys)

    def bearing_on(self, keys: Iterable[int]) -> list[int]:
        """Return the positions of all records that bear on the entries of some keys."""
        return self._here(self._taken.bearing.within(self._labels.keys_with(keys)))

    def alone(self, keys: Integers | Narrow) -> NDArray[np.bool_]:
        """Return for each of some keys whether one record bears on it, and none speaks of it."""
        bearing, speaking = self._taken.bearing.counts(keys), self._taken.speaking.counts(keys)
        found: NDArray[np.bool_] = (bearing == 1) & (speaking == 0) & self._labels.single(keys)
        return found

    def speaking_of(self, keys: Iterable[int]) -> list[int]:
        """Return the positions of the statements about some keys, or keys joined to these."""
        return self._here(self._taken.speaking.within(self._labels.keys_with(keys)))

    def spoken_of(self, positions: Iterable[int]) -> list[int]:
        """Return the codes of the keys that some records speak of, as a whole or of one figure."""
        wanted = np.isin(self._spoken["position"], np.array(list(positions), np.int64))
        found: list[int] = np.unique(self._spoken["key"][wanted]).tolist()
        return found

    def _here(self, positions: Integers) -> list[int]:
        """Leave out what came later: the groups of positions grow with the log."""
        found: list[int] = positions[positions < len(self.columns)].tolist()
        return found

    def withdrawing(self, rows: Iterable[int]) -> list[int]:
        """Return the positions of what withdraws some records, directly or not."""
        named, aim = self._withdrawals
        asked = np.array(list(rows), np.int64)
        first, end = (np.searchsorted(aim, asked, side=side) for side in ("left", "right"))
        having = np.flatnonzero(end > first)
        ranges = zip(first[having].tolist(), end[having].tolist(), strict=True)
        return sorted({at for start, stop in ranges for at in named[start:stop].tolist()})

    def speaking_of_nothing(self, position: int) -> list[int]:
        """Return the positions of statements about a key that no record up to there has."""
        unknown = self.first_position[self._spoken["key"]] > position
        found: list[int] = np.unique(self._spoken["position"][unknown]).tolist()
        return found

    @cached_property
    def first_position(self) -> Integers:
        """First position at which a record has each key; `NEVER` where none has."""
        first = np.full(len(self.keys), NEVER, np.int64)
        sort = self.columns.sort
        having = np.flatnonzero((sort == Sort.EVENT) | (sort == Sort.CORRECTION))[::-1]
        first[self.columns.key[having]] = having
        return first

    @cached_property
    def _by_sort(self) -> dict[Sort, list[int]]:
        sort = self.columns.sort
        rare = np.flatnonzero(sort > Sort.CORRECTION)
        return {each: rare[sort[rare] == each].tolist() for each in Sort if each > Sort.CORRECTION}

    @cached_property
    def _withdrawals(self) -> tuple[Integers, Integers]:
        named = np.flatnonzero(withdrawing(self.columns))
        aim = aims(self.columns, named)
        by_aim = np.argsort(aim, kind="stable")
        return named[by_aim], aim[by_aim]

    def key_of(self, positions: Iterable[int]) -> Narrow:
        """Return the codes of the keys that records have, or of what they are about."""
        found: Narrow = np.unique(self.columns.key[np.array(list(positions), np.int64)])
        return found[found >= 0]
