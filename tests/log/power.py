"""
Power failures: the writes and flushes of a session, and images of what a disk may keep of them.

A disk keeps what was flushed. Of what was written since, it keeps any sectors of 512 bytes and not
others, any of the lengths the file had, and any of the names that were made or taken away. A flush
that failed leaves that open for good, also after later flushes, until the same bytes are written
again. A sector is kept as a whole; that is the one thing disks are trusted with.
"""

import os
import random
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from attrs import define, field, frozen

from timeline.log.disk import Disk

SECTOR = 512
Apply = Callable[["Model"], None]
Change = list[tuple[str, int | None]]
"""Names, and the number of the file that each has from then on, if any."""


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

    def cut(self, length: int) -> None:
        """Shorten; what lay behind reads as zeros from then on."""
        number, start = divmod(length, SECTOR)
        if number in self.sectors:
            self._become(number, self._now(number)[:start].ljust(SECTOR, b"\0"))
        for behind in [each for each in self.sectors if each > number]:
            self._become(behind, bytes(SECTOR))
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

    def kept(self, rng: random.Random) -> bytes:
        """Return what the disk may keep: all, nothing, anything, all but one sector, only one."""
        open_ones = [number for number, versions in self.sectors.items() if len(versions) > 1]
        one, share = rng.choice([*open_ones, -1]), rng.choice((0.0, 0.5, 1.0, 2.0, -1.0))
        sectors = {
            number: versions[-1]
            if _keeps(rng, share, is_the_one=number == one)
            else rng.choice(versions[:-1] or versions)
            for number, versions in self.sectors.items()
        }
        keeps = _keeps(rng, share, is_the_one=False)
        length = self.lengths[-1] if keeps else rng.choice(self.lengths)
        covered = range(-(-length // SECTOR))
        return b"".join(sectors.get(each, bytes(SECTOR)) for each in covered)[:length]

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

    def image(self, rng: random.Random) -> dict[str, bytes]:
        """Return the files that a power failure may leave, by name."""
        names, share = dict(self.names), rng.choice((0.0, 0.5, 1.0))
        for change in self.pending:
            if rng.random() < share:
                _take_names(names, change)
        return {name: self.nodes[number].kept(rng) for name, number in names.items()}


@frozen
class Step:
    """What was done, and what that does to the model."""

    name: str
    apply: Apply


class RecordingDisk(Disk):
    """
    The real files of a folder without real flushes; each step is written down.

    Args:
        folder: The folder; what is in it counts as flushed.
        deaf: Which flushes do nothing: the number of a flush of a file since the last
            acknowledged append, from 1, or 0 for all flushes of folders.
    """

    def __init__(self, folder: Path, deaf: Iterable[int] = ()) -> None:
        self.steps: list[Step] = []
        self.deaf = frozenset(deaf)
        self._flushes = 0
        self._of_descriptor: dict[int, int] = {}
        self._of_name = {path.name: number for number, path in enumerate(folder.iterdir())}
        self._before = {
            name: (number, (folder / name).read_bytes()) for name, number in self._of_name.items()
        }
        self._made = count(len(self._of_name))

    def start(self) -> "Model":
        """Return the model of the folder before the first step."""
        found = Model()
        for name, (number, content) in self._before.items():
            found.names[name] = number
            node = found.nodes[number] = Node()
            node.write(content, 0)
            node.flush()
        return found

    def note(self, name: str, apply: Apply) -> None:
        """Write a step down."""
        self.steps.append(Step(name, apply))

    def begin(self) -> None:
        """Note that an append is begun."""
        self.note("begun", _begin)

    def acknowledge(self) -> None:
        """Note that an append returned."""
        self._flushes = 0
        self.note("acknowledged", _acknowledge)

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        new = flags & os.O_CREAT and not path.exists()
        descriptor = super().open(path, flags, mode)
        if new:
            number = self._of_name[path.name] = next(self._made)
            self.note(f"create {path.name}", lambda model: model.create(path.name, number))
        self._of_descriptor[descriptor] = self._of_name[path.name]
        return descriptor

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        super().write(descriptor, data, offset)
        number, kept = self._of_descriptor[descriptor], bytes(data)
        self.note("write", lambda model: model.nodes[number].write(kept, offset))

    def cut(self, descriptor: int, length: int) -> None:
        super().cut(descriptor, length)
        number = self._of_descriptor[descriptor]
        self.note("cut", lambda model: model.nodes[number].cut(length))

    def sync(self, descriptor: int) -> None:
        number = self._of_descriptor[descriptor]
        self._flushes += 1
        if self._flushes not in self.deaf:
            self.note("flush", lambda model: model.nodes[number].flush())

    def fail_to_sync(self, descriptor: int) -> None:
        """Note a flush that failed."""
        number = self._of_descriptor[descriptor]
        self.note("failed flush", lambda model: model.nodes[number].fail_to_flush())

    def replace(self, path: Path, target: Path) -> None:
        super().replace(path, target)
        number = self._of_name[target.name] = self._of_name.pop(path.name)
        self.note("replace", lambda model: model.rename([(path.name, None), (target.name, number)]))

    def remove(self, path: Path) -> None:
        super().remove(path)
        if self._of_name.pop(path.name, None) is not None:
            self.note("remove", lambda model: model.rename([(path.name, None)]))

    def sync_folder(self, folder: Path) -> None:  # noqa: ARG002 - there is but one
        if 0 not in self.deaf:
            self.note("flush names", Model.flush_names)


def _keeps(rng: random.Random, share: float, *, is_the_one: bool) -> bool:
    """Return whether the latest version is kept; shares above 1 leave one out, below 0 keep one."""
    if share > 1:
        return not is_the_one
    return is_the_one if share < 0 else rng.random() < share


def _begin(model: Model) -> None:
    model.begun += 1


def _acknowledge(model: Model) -> None:
    model.acknowledged = model.begun


def _take_names(names: dict[str, int], change: Change) -> None:
    for name, number in change:
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number
