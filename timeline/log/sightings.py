"""Sightings: rows looked at in pieces, and what was seen in them, by position."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from operator import itemgetter
from re import Pattern
from typing import Generic, TypeVar

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from timeline.canonical import LARGEST_RECORD
from timeline.log.port import Row
from timeline.log.sound_parts import sound_figures, sound_places, sound_quantity
from timeline.log.sound_rows import SOUND
from timeline.records import Figures, Place, Quantity

T = TypeVar("T")
D = TypeVar("D", bound=np.generic)

Codes = NDArray[np.int32]

Bodies = Mapping[int, bytes]
"""Bytes of rows by their positions."""

Found = tuple[bytes, ...]
"""What a pattern held of a row."""

NONE = 0
"""Code where nothing is stated."""

UNREAD, _UNSOUND, _FIRST = 0, 1, 2
_WRONG, _DIGEST = -1, 32


@define
class Parts(Generic[T]):
    """
    Parts of rows by their canonical bytes, each looked at once.

    Args:
        made: Returns the part; None where the bytes are of none.
        values: What was met; the code of each is its place, from 1 on.
        known: Codes by bytes.
    """

    made: Callable[[bytes], T | None]
    values: list[T] = field(factory=list)
    known: dict[bytes, int] = field(factory=lambda: {b"": NONE})

    def of(self, told: Sequence[bytes]) -> Codes:
        """Return the codes of some bytes; -1 where they are of no part."""
        found = list(map(self.known.get, told))
        if None in found:
            for each in set(told) - self.known.keys():
                self.known[each] = self._code(self.made(each))
            found = list(map(self.known.get, told))
        return np.array(found, np.int32)

    def _code(self, value: T | None) -> int:
        if value is None:
            return _WRONG
        self.values.append(value)
        return len(self.values)


class Sightings:
    """What was seen of the rows of a log: columns by position, and what their codes stand for."""

    def __init__(self) -> None:
        self.state = np.zeros(0, np.int8)
        self.digests = np.zeros((0, _DIGEST), np.uint8)
        self.quantities = Parts[Quantity](sound_quantity)
        self._places = Parts[tuple[Place, ...]](sound_places)
        self._figures: dict[str, Parts[Figures]] = {}
        self._codes: dict[str, Codes] = {}
        self._numbers = {kind: at for at, kind in enumerate(SOUND, _FIRST)}

    @property
    def nbytes(self) -> int:
        """Bytes that the columns take up."""
        codes = sum(each.nbytes for each in self._codes.values())
        return self.state.nbytes + self.digests.nbytes + codes

    def number(self, kind: str) -> int:
        """Return what stands in `state` for a kind."""
        return self._numbers[kind]

    def codes(self, name: str) -> Codes:
        """Return the column of a part; none is stated where none was seen."""
        if name not in self._codes:
            self._codes[name] = np.zeros(len(self.state), np.int32)
        return self._codes[name]

    def figures(self, kind: str) -> Parts[Figures]:
        """Return the further figures that records of a kind state."""
        if kind not in self._figures:
            self._figures[kind] = Parts(partial(sound_figures, record=SOUND[kind].record))
        return self._figures[kind]

    def reach(self, count: int) -> None:
        """Let there be room for so many rows."""
        if count <= len(self.state):
            return
        size = max(count, 2 * len(self.state))
        self.state, self.digests = _longer(self.state, size), _longer(self.digests, size)
        self._codes = {name: _longer(column, size) for name, column in self._codes.items()}

    def take(self, rows: Sequence[Row]) -> None:
        """Look at some rows, for which there is room; in a piece most are of one kind."""
        self.state[[row.position for row in rows]] = _UNSOUND
        bodies = {row.position: row.body for row in rows if row.body is not None}
        rest: Bodies = bodies if _is_clean(bodies) else _cleaned(bodies)
        first = next(iter(rest.values()), b"")
        for kind in sorted(SOUND, key=lambda kind: _marked(kind) not in first):
            if rest:
                rest = self._see(kind, rest)

    def _see(self, kind: str, bodies: Bodies) -> Bodies:
        """Look at rows of a kind; return those that are of another one, or unsound."""
        pattern = _pattern(kind)
        at = {name: place - 1 for name, place in pattern.groupindex.items()}
        found = pattern.findall(b"\n".join(bodies.values()))
        if all(map(itemgetter(at["id"]), found)):
            self._keep(kind, list(bodies), found, at)
            return {}
        pairs = list(zip(bodies, found, strict=True))
        told = [(row, each) for row, each in pairs if each[at["id"]]]
        if told:
            self._keep(kind, [row for row, _ in told], [each for _, each in told], at)
        return {row: bodies[row] for row, each in pairs if not each[at["id"]]}

    def _keep(
        self, kind: str, rows: Sequence[int], found: Sequence[Found], at: Mapping[str, int]
    ) -> None:
        columns = list(zip(*found, strict=True))
        looked_at = (name for name in SOUND[kind].looked_at if any(columns[at[name]]))
        codes = {name: self._part(name, kind).of(columns[at[name]]) for name in looked_at}
        place = np.array(rows, np.int64)
        right = np.array(list(map(int, columns[at["pos"]])), np.int64) == place
        for each in codes.values():
            right &= each != _WRONG
        digits = bytes.fromhex(b"".join(columns[at["id"]]).decode())
        self.digests[place[right]] = np.frombuffer(digits, np.uint8).reshape(-1, _DIGEST)[right]
        self.state[place[right]] = self._numbers[kind]
        for name, each in codes.items():
            self.codes(name)[place[right]] = each[right]

    def _part(
        self, name: str, kind: str
    ) -> Parts[Quantity] | Parts[Figures] | Parts[tuple[Place, ...]]:
        if name == "figures":
            return self.figures(kind)
        return self.quantities if name in SOUND[kind].own else self._places


@cache
def _pattern(kind: str) -> Pattern[bytes]:
    return SOUND[kind].pattern()


def _marked(kind: str) -> bytes:
    return b'","kind":"%b","nonce":"' % kind.encode()


def _is_clean(bodies: Bodies) -> bool:
    """Whether each of some rows is one line of UTF-8, and no longer than a record may be."""
    lines = b"\n".join(bodies.values())
    longest = max(map(len, bodies.values()), default=0)
    if lines.count(b"\n") >= max(len(bodies), 1) or longest > LARGEST_RECORD:
        return False
    try:
        return lines.isascii() or bool(lines.decode())
    except UnicodeDecodeError:
        return False


def _cleaned(bodies: Bodies) -> Bodies:
    return {row: body for row, body in bodies.items() if _is_clean({row: body})}


def _longer(column: NDArray[D], size: int) -> NDArray[D]:
    made = np.zeros((size, *column.shape[1:]), column.dtype)
    made[: len(column)] = column
    return made
