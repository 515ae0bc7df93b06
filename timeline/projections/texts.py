"""Texts: keys and ids behind a sum, counted at once and put together only when they are read."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.keys import Keys

_DIGEST = 32
_PREFIX = "sha256:"

Looked = Callable[[Integers], Sequence[str]]
"""Returns the texts of some rows."""


class Texts(Sequence[str]):
    """
    An immutable sequence of texts, equal to a tuple of them, and hashed like it.

    Args:
        made: Returns the texts; it is called when they are first read.
        count: How many they are; they are made to be counted where it is not given.
    """

    __slots__ = ("_count", "_made", "_told")

    def __init__(self, made: Callable[[], Sequence[str]], count: int | None = None) -> None:
        self._made: Callable[[], Sequence[str]] | None = made
        self._told: tuple[str, ...] = ()
        self._count = count

    @property
    def _texts(self) -> tuple[str, ...]:
        made = self._made
        if made is not None:
            self._told = tuple(made())
            self._made = None
        return self._told

    def __len__(self) -> int:
        return len(self._texts) if self._count is None else self._count

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return self._texts[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __contains__(self, value: object) -> bool:
        return value in self._texts

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Texts):
            return len(self) == len(other) and self._texts == other._texts
        return self._texts == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._texts)

    def __add__(self, other: Sequence[str]) -> tuple[str, ...]:
        return (*self, *other)

    def __radd__(self, other: Sequence[str]) -> tuple[str, ...]:
        return (*other, *self)

    def __repr__(self) -> str:
        return repr(self._texts)

    def __reduce__(self) -> tuple[type[tuple[str, ...]], tuple[tuple[str, ...]]]:
        return (tuple, (self._texts,))


@frozen(eq=False)
class Written:
    """
    Texts that were put together already.

    Args:
        texts: The texts.
        places: Where that of each row stands among them.
    """

    texts: Sequence[str]
    places: Integers

    def __call__(self, rows: Integers) -> Sequence[str]:
        """Return the texts of some rows."""
        return [self.texts[at] for at in self.places[rows].tolist()]


@frozen(eq=False)
class Keyed:
    """
    Keys, by the codes that the index has for them.

    Args:
        keys: The keys.
        codes: Code of each row.
    """

    keys: Keys
    codes: Narrow

    def __call__(self, rows: Integers) -> Sequence[str]:
        """Return the keys of some rows."""
        return list(map(self.keys.value, self.codes[rows].tolist()))


@frozen(eq=False)
class Digests:
    """
    Content ids, by the digests of records.

    Args:
        digests: The 32 bytes of each record, by its position.
        positions: Position of the record of each row.
    """

    digests: NDArray[np.uint8]
    positions: Integers | Narrow

    def __call__(self, rows: Integers) -> Sequence[str]:
        """Return the ids of some rows."""
        digits = self.digests[self.positions[rows]].tobytes().hex()
        steps = range(0, len(digits), 2 * _DIGEST)
        return [_PREFIX + digits[start : start + 2 * _DIGEST] for start in steps]


@define(eq=False)
class Behind:
    """
    The records behind each row.

    Args:
        single: Returns the id of each of some rows that have one record.
        several: The ids of the other rows.
    """

    single: Looked
    several: dict[int, tuple[str, ...]] = field(factory=dict)

    def __call__(self, rows: Integers) -> Sequence[str]:
        """Return the ids behind some rows, each once, in the order of the rows."""
        if not self.several:
            return tuple(dict.fromkeys(self.single(rows)))
        alone = ~np.isin(rows, np.array(list(self.several), np.int64))
        single = iter(self.single(rows[alone]))
        told = (
            self.several[row] if row in self.several else (next(single),) for row in rows.tolist()
        )
        return tuple(dict.fromkeys(each for ids in told for each in ids))
