"""
Power failures: a model of files and names, and images of what a disk may keep of them.

A disk keeps what was flushed. Of what was written since, it keeps any sectors of 512 bytes and not
others, any of the lengths the file had, and any of the names that were made or taken away. A flush
that failed leaves that open for good, also after later flushes, until the same bytes are written
again. A sector is kept as a whole; that is the one thing disks are trusted with, unless a `Trust`
says that they are trusted with less.
"""

import random
from enum import Enum

from attrs import define, field

SECTOR = 512
BLOCK = 8
"""Sectors that a disk writes together, where it tells of smaller ones."""

_HOLE = bytes(SECTOR)
"""What lies behind a cut that is carried out as a whole; told from other zeros by its identity."""

Change = list[tuple[str, int | None]]
"""Names, and the number of the file that each has from then on, if any."""


class Trust(Enum):
    """What becomes of a sector in the middle of a write."""

    WHOLE = "it holds all of the old bytes, or all of the new ones"
    TORN = "it may hold new bytes in front of some place and old ones behind it, or the reverse"
    GARBLED = "its whole block of 4096 bytes may hold anything, where others wrote before, too"


@define
class Node:
    """
    One file: what each sector and the length may be on the disk; the last is what programs see.

    Args:
        sectors: Contents by number of the sector.
        lengths: Lengths in bytes.
        dirty: Sectors written since the last flush, whether it failed or not; -1 is the length.
    """

    sectors: dict[int, list[bytes]] = field(factory=dict)
    lengths: list[int] = field(factory=lambda: [0])
    dirty: set[int] = field(factory=set)

    def write(self, data: bytes, offset: int) -> None:
        """Write at an offset."""
        at = 0
        while at < len(data):
            number, start = divmod(offset + at, SECTOR)
            piece = data[at : at + SECTOR - start]
            now = self._now(number)
            self._become(number, now[:start] + piece + now[start + len(piece) :])
            at += len(piece)
        if offset + len(data) > self.lengths[-1]:
            self._stretch(offset + len(data))

    def cut(self, length: int, *, at_once: bool = False) -> None:
        """
        Shorten; what lay behind reads as zeros from then on.

        Args:
            length: The new length.
            at_once: Whether a disk that keeps the old length keeps what lay there, too; otherwise
                there may be zeros, or what was written later, within the old length.
        """
        number, start = divmod(length, SECTOR)
        if start and number in self.sectors:
            self._become(number, self._now(number)[:start].ljust(SECTOR, b"\0"))
        for behind in [each for each in self.sectors if each * SECTOR >= length]:
            self._become(behind, _HOLE if at_once else bytes(SECTOR))
        self._stretch(length)

    def flush(self) -> None:
        """What was written since the last flush is on the disk."""
        for number in self.dirty - {-1}:
            del self.sectors[number][:-1]
        if -1 in self.dirty:
            del self.lengths[:-1]
        self.dirty.clear()

    def fail_to_flush(self) -> None:
        """Nobody knows what is on the disk, and the system takes it for written."""
        self.dirty.clear()

    def kept(self, rng: random.Random, trust: Trust = Trust.WHOLE) -> bytes:
        """Return what the disk may keep: all, nothing, anything, all but one sector, only one."""
        share = rng.choice((0.0, 0.5, 1.0, 2.0, -1.0))
        keeps = _keeps(rng, share, is_the_one=False)
        length = self.lengths[-1] if keeps else rng.choice(self.lengths)
        may_be = {number: self._with(length, each) for number, each in self.sectors.items()}
        open_ones = [number for number, versions in may_be.items() if len(versions) > 1]
        one = rng.choice([*open_ones, -1])
        sectors = {
            number: versions[-1]
            if _keeps(rng, share, is_the_one=number == one)
            else rng.choice(versions[:-1] or versions)
            for number, versions in may_be.items()
        }
        written = [each for each in open_ones if any(may_be[each][-1])]
        if written and trust is not Trust.WHOLE:
            one = rng.choice(written)
            _spoil(sectors, one, may_be[one], rng, trust)
        covered = range(-(-length // SECTOR))
        return b"".join(sectors.get(each, bytes(SECTOR)) for each in covered)[:length]

    def _with(self, length: int, versions: list[bytes]) -> list[bytes]:
        """Return the versions of a sector that go with a length."""
        holes = [at for at, each in enumerate(versions) if each is _HOLE]
        if not holes or length == self.lengths[-1]:
            return versions
        if length == self.lengths[0]:
            return versions[: holes[0]] or versions
        return [each for each in versions if each is not _HOLE] or versions

    def _now(self, number: int) -> bytes:
        return self.sectors.setdefault(number, [bytes(SECTOR)])[-1]

    def _become(self, number: int, content: bytes) -> None:
        self.sectors[number].append(content)
        self.dirty.add(number)

    def _stretch(self, length: int) -> None:
        self.lengths.append(length)
        self.dirty.add(-1)


@define
class Model:
    """
    A folder: its files, the names on the disk, and the changes of names that are not yet there.

    Args:
        nodes: Files by a number of their own.
        names: Numbers by name, as on the disk.
        pending: Changes of names: name, and its new number or None.
        begun: How many batches were begun.
        acknowledged: How many appends returned.
    """

    nodes: dict[int, Node] = field(factory=dict)
    names: dict[str, int] = field(factory=dict)
    pending: list[Change] = field(factory=list)
    begun: int = 0
    acknowledged: int = 0

    def create(self, name: str, number: int) -> None:
        """Make an empty file."""
        self.nodes[number] = Node()
        self.rename([(name, number)])

    def rename(self, change: Change) -> None:
        """Change names; on the disk, all of that happens at once, some time."""
        self.pending.append(change)

    def flush_names(self) -> None:
        """All changes of names are on the disk."""
        for change in self.pending:
            _take_names(self.names, change)
        self.pending.clear()

    def image(self, rng: random.Random, trust: Trust = Trust.WHOLE) -> dict[str, bytes]:
        """Return the files that a power failure may leave, by name."""
        names, share = dict(self.names), rng.choice((0.0, 0.5, 1.0))
        for change in self.pending:
            if rng.random() < share:
                _take_names(names, change)
        return {name: self.nodes[number].kept(rng, trust) for name, number in names.items()}


def _spoil(
    sectors: dict[int, bytes], one: int, versions: list[bytes], rng: random.Random, trust: Trust
) -> None:
    """Leave the sector that was being written when the power failed as the trust allows."""
    if trust is Trust.GARBLED:
        for each in range(one - one % BLOCK, one - one % BLOCK + BLOCK):
            sectors[each] = rng.randbytes(SECTOR)
        return
    at, before = rng.randrange(SECTOR), rng.randrange(len(versions) - 1)
    halves = versions[before : before + 2]
    rng.shuffle(halves)
    sectors[one] = halves[0][:at] + halves[1][at:]


def _keeps(rng: random.Random, share: float, *, is_the_one: bool) -> bool:
    """Return whether the latest version is kept; shares above 1 leave one out, below 0 keep one."""
    if share > 1:
        return not is_the_one
    return is_the_one if share < 0 else rng.random() < share


def _take_names(names: dict[str, int], change: Change) -> None:
    for name, number in change:
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number
