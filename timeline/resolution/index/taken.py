"""What was taken in of a log: its rows as columns that grow, and what the columns refer to."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from attrs import frozen

from timeline.resolution.index.bearing import ByKey
from timeline.resolution.index.buffers import column
from timeline.resolution.index.columns import Columns, Sort
from timeline.resolution.index.decided import Decisions
from timeline.resolution.index.keys import Keys
from timeline.resolution.index.labels import Labels
from timeline.resolution.index.looks import Looks
from timeline.resolution.index.times import Times
from timeline.resolution.index.voices import Voices

Positions = Callable[[Sequence[str]], Mapping[str, int]]
"""Returns the positions of those ids that a log holds."""

COLUMNS = {
    "sort": "int8",
    "published": "int64",
    "target": "int32",
    "key": "int32",
    "first": "uint64",
    "second": "uint64",
    "recorded": "int64",
    "when": "int32",
    "kind": "int16",
}
"""One value a row: what `Columns` has, when it was recorded, the codes of its time and kind."""

SPOKEN = {"position": "int32", "key": "int32", "whole": "bool"}
"""One value for each key that a statement speaks of, as a whole or of one figure of it."""

_ACCOUNTS = (Sort.EVENT, Sort.CORRECTION, Sort.GONE)
_SHARE = 16
"""Positions are grouped by their keys anew when more than one in so many is new."""

_HEIRS = (Sort.RETRACTION, Sort.REINSTATEMENT, Sort.GONE)


@frozen(kw_only=True)
class Spoken:
    """That a statement speaks of a key, as a whole or of one figure of it."""

    position: int
    key: int
    whole: bool


@frozen(kw_only=True)
class Batch:
    """
    Rows read and not yet taken in.

    Args:
        columns: Lists for `COLUMNS`, but for `target`.
        named: Ids that rows name, by position.
        joined: Keys that *same* judgements join, by position.
        spoken: What statements speak of.
        erasing: Positions whose bytes its erasures took away.
    """

    columns: Mapping[str, list[int]]
    named: Mapping[int, str]
    joined: Mapping[int, tuple[int, int]]
    spoken: Sequence[Spoken]
    erasing: Sequence[int]


class Taken:
    """
    The rows of a log as columns.

    A withdrawal, a judgement and a precedence have the key of what they are about: so whatever
    bears on the entry of a key has that key, or one of its cluster.
    """

    def __init__(self) -> None:
        self.rows = {name: column(kind) for name, kind in COLUMNS.items()}
        self.spoken = {name: column(kind) for name, kind in SPOKEN.items()}
        self.keys, self.times, self.labels = Keys(), Times(), Labels()
        self.looks = Looks()
        self.decisions, self.voices = Decisions(), Voices()
        self.kinds: dict[str, int] = {}
        self.versions: dict[str, dict[int, int]] = {}
        self.joined: dict[int, tuple[int, int]] = {}
        self.named: dict[int, str] = {}
        self.ownerless: dict[int, int] = {}
        self.moved: list[tuple[int, int]] = []
        self._groups: tuple[int, ByKey, ByKey] | None = None

    def __len__(self) -> int:
        return len(self.rows["sort"])

    @property
    def nbytes(self) -> int:
        """Bytes that keys, times, groups and voices take up, beside the columns."""
        orders = (self.keys.settled, self.keys.ranks, self.times.settled, self.times.ranks)
        packed = self.keys.nbytes + self.times.rows.nbytes + sum(each.nbytes for each in orders)
        return packed + self.bearing.nbytes + self.speaking.nbytes + self.voices.nbytes

    def columns(self) -> Columns:
        """Return the rows as they are now, without the order of the keys."""
        now = {name: self.rows[name].now for name in COLUMNS}
        return Columns(
            sort=now["sort"],
            published=now["published"],
            target=now["target"],
            key=now["key"],
            id=(now["first"], now["second"]),
            joined=self.joined,
            order=np.empty(0, np.int64),
        )

    def add(self, batch: Batch, positions: Positions) -> set[int]:
        """
        Take rows in; return the positions of those that name something else than before.

        Args:
            batch: The rows.
            positions: Where the log finds the positions of ids.
        """
        start, end = len(self), len(self) + len(batch.columns["sort"])
        self.named.update(batch.named)
        found = positions(list(dict.fromkeys(self.named.values())))
        there = {at: abs(found.get(name, 0)) for at, name in self.named.items()}
        aimed = {at: aim for at, aim in there.items() if 0 < aim < end}
        self.named = {at: name for at, name in self.named.items() if at not in aimed}
        for name, values in batch.columns.items():
            self.rows[name].extend(np.array(values, COLUMNS[name]))
        self.rows["target"].extend(
            np.array([aimed.get(at, 0) for at in range(start, end)], np.int32)
        )
        self._put("target", {at: aim for at, aim in aimed.items() if at < start})
        self.joined.update(batch.joined)
        self._speak(batch.spoken)
        for left, right in batch.joined.values():
            self.labels.join(left, right)
        owned = self._inherited(aimed)
        self._join_moved([*aimed, *owned])
        return {*aimed, *owned}

    def touched(self, start: int, stirred: Iterable[int]) -> set[int]:
        """
        Return the codes of all keys whose entries may read otherwise than they did.

        Args:
            start: First position that is new.
            stirred: Positions of rows that name something else than before.
        """
        key, target = self.rows["key"].now, self.rows["target"].now
        found = set(key[start:].tolist())
        for at in stirred:
            found |= {int(key[at]), int(key[target[at]])}
        found.discard(-1)
        return set(self.labels.keys_with(found))

    @property
    def bearing(self) -> ByKey:
        """Positions of records by the keys whose entries they bear on."""
        return self._grouped()[1]

    @property
    def speaking(self) -> ByKey:
        """Positions of statements by the keys that they speak of."""
        return self._grouped()[2]

    def _grouped(self) -> tuple[int, ByKey, ByKey]:
        if self._groups is None:
            bearing = ByKey(self.rows["key"].now)
            speaking = ByKey(self.spoken["key"].now, self.spoken["position"].now)
            self._groups = (len(self), bearing, speaking)
        return self._groups

    def group(self, start: int, stirred: Iterable[int]) -> None:
        """
        Let new positions be found by their keys.

        Args:
            start: First position that is new.
            stirred: Positions of rows that name something else than before.
        """
        key = self.rows["key"].now
        if self._groups is None or len(self) - self._groups[0] > len(self) // _SHARE:
            self._groups = None
            return
        for at, owner in enumerate(key[start:].tolist(), start):
            if owner >= 0:
                self.bearing.add(at, owner)
        for at in stirred:
            if at < start and self.rows["sort"].now[at] in _HEIRS and key[at] >= 0:
                self.bearing.add(at, int(key[at]))
        about = self.spoken["position"].now
        for at in range(int(np.searchsorted(about, start)), len(about)):
            self.speaking.add(int(about[at]), int(self.spoken["key"].now[at]))

    def _speak(self, spoken: Sequence[Spoken]) -> None:
        self.spoken["position"].extend(np.array([each.position for each in spoken], np.int32))
        self.spoken["key"].extend(np.array([each.key for each in spoken], np.int32))
        self.spoken["whole"].extend(np.array([each.whole for each in spoken], bool))

    def _inherited(self, aimed: Mapping[int, int]) -> list[int]:
        """Give withdrawals, and what is left of corrections, the key of what they name."""
        sort, key = self.rows["sort"].now, self.rows["key"].now
        heirs = {at: aim for at, aim in aimed.items() if sort[at] in _HEIRS}
        self.ownerless.update(heirs)
        given: dict[int, int] = {}
        for at in list(self.ownerless):
            path = [at]
            while path[-1] in self.ownerless and path[-1] not in given:
                path.append(self.ownerless[path[-1]])
            last = path[-1]
            owner = given[last] if last in given else int(key[last])
            if owner >= 0:
                given |= dict.fromkeys(path[:-1], owner)
        for at in given:
            del self.ownerless[at]
        self._put("key", given)
        return list(given)

    def _join_moved(self, aimed: Iterable[int]) -> None:
        for at in dict.fromkeys(aimed):
            sort = self.rows["sort"].now[at]
            if sort == Sort.CORRECTION:
                self._join(at)
            elif sort == Sort.GONE:
                for each in np.flatnonzero(self.rows["target"].now == at).tolist():
                    self._join(each)

    def _join(self, correction: int) -> None:
        sort, key = self.rows["sort"].now, self.rows["key"].now
        aim = int(self.rows["target"].now[correction])
        one, other = int(key[correction]), int(key[aim])
        if sort[aim] in _ACCOUNTS and one != other and min(one, other) >= 0:
            self.moved.append((one, other))
            self.labels.join(one, other)

    def _put(self, name: str, given: Mapping[int, int]) -> None:
        at = np.array(list(given), np.int64)
        self.rows[name].put(at, np.array(list(given.values()), np.int32))
