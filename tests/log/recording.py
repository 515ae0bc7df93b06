"""The writes and flushes of a session, step by step, as the model of a disk takes them in."""

import os
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from attrs import frozen

from tests.log.power import Model, Node
from timeline.log.disk import Disk

Apply = Callable[[Model], None]


@frozen
class Step:
    """What was done, and what that does to the model."""

    name: str
    apply: Apply


class Recording:
    """
    What is done to the files of a folder, step by step.

    Args:
        folder: The folder; what is in it counts as flushed.
        deaf: Which flushes do nothing: the number of a flush of a file since the last
            acknowledged append, from 1, or 0 for all flushes of folders.
    """

    def __init__(self, folder: Path, deaf: Iterable[int] = ()) -> None:
        self.steps: list[Step] = []
        self.deaf = frozenset(deaf)
        self._flushes = 0
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

    def number(self, name: str) -> int:
        """Return the number of the file that has a name now."""
        return self._of_name[name]

    def make(self, name: str) -> None:
        """Note that an empty file is made."""
        number = self._of_name[name] = next(self._made)
        self.note(f"create {name}", lambda model: model.create(name, number))

    def write(self, number: int, data: bytes, offset: int) -> None:
        """Note a write."""
        self.note("write", lambda model: model.nodes[number].write(data, offset))

    def cut(self, number: int, length: int, *, at_once: bool = False) -> None:
        """Note that a file is shortened, as `Node.cut` does."""
        self.note("cut", lambda model: model.nodes[number].cut(length, at_once=at_once))

    def flush(self, number: int) -> None:
        """Note a flush of a file."""
        self._flushes += 1
        if self._flushes not in self.deaf:
            self.note("flush", lambda model: model.nodes[number].flush())

    def fail_to_flush(self, number: int) -> None:
        """Note a flush of a file that failed."""
        self.note("failed flush", lambda model: model.nodes[number].fail_to_flush())

    def replace(self, old: str, new: str) -> None:
        """Note that a file takes the place of another."""
        number = self._of_name[new] = self._of_name.pop(old)
        self.note("replace", lambda model: model.rename([(old, None), (new, number)]))

    def remove(self, name: str) -> None:
        """Note that a file is taken away."""
        if self._of_name.pop(name, None) is not None:
            self.note("remove", lambda model: model.rename([(name, None)]))

    def flush_names(self) -> None:
        """Note a flush of the folder."""
        if 0 not in self.deaf:
            self.note("flush names", Model.flush_names)


class RecordingDisk(Disk):
    """The real files of a folder without real flushes; each step is written down."""

    def __init__(self, folder: Path, deaf: Iterable[int] = ()) -> None:
        self.recording = Recording(folder, deaf)
        self._of_descriptor: dict[int, int] = {}

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        new = flags & os.O_CREAT and not path.exists()
        descriptor = super().open(path, flags, mode)
        if new:
            self.recording.make(path.name)
        self._of_descriptor[descriptor] = self.recording.number(path.name)
        return descriptor

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        super().write(descriptor, data, offset)
        self.recording.write(self._of_descriptor[descriptor], bytes(data), offset)

    def cut(self, descriptor: int, length: int) -> None:
        super().cut(descriptor, length)
        self.recording.cut(self._of_descriptor[descriptor], length)

    def sync(self, descriptor: int) -> None:
        self.recording.flush(self._of_descriptor[descriptor])

    def fail_to_sync(self, descriptor: int) -> None:
        """Note a flush that failed."""
        self.recording.fail_to_flush(self._of_descriptor[descriptor])

    def replace(self, path: Path, target: Path) -> None:
        super().replace(path, target)
        self.recording.replace(path.name, target.name)

    def remove(self, path: Path) -> None:
        super().remove(path)
        self.recording.remove(path.name)

    def sync_folder(self, folder: Path) -> None:  # noqa: ARG002 - there is but one
        self.recording.flush_names()


def _begin(model: Model) -> None:
    model.begun += 1


def _acknowledge(model: Model) -> None:
    model.acknowledged = model.begun
