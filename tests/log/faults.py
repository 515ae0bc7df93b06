"""Faults of the disk: any one file operation of an append fails, and perhaps all that follow."""

import errno
import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TypeVar

from attrs import define, field

from timeline.log.disk import Disk

T = TypeVar("T")


class How(Enum):
    """How an operation fails."""

    UNDONE = "nothing of it is done"
    DONE = "it is done, and an error is told"
    HALF = "half of a write is done"
    FOR_GOOD = "nothing of it is done, nor of any after it"


@define(eq=False)
class FaultyDisk(Disk):
    """
    A disk on which one operation fails.

    Args:
        inner: Carries the others out.
        at: Number of the operation that fails, from 0.
        how: In which way.
        number: The error.
        failed: What failed.
        done: How many operations there were.
    """

    inner: Disk
    at: int
    how: How = How.UNDONE
    number: int = errno.EIO
    failed: list[str] = field(factory=list)
    done: int = -1

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        return self._do("open", lambda: self.inner.open(path, flags, mode))

    def look(self, path: Path) -> os.stat_result | None:
        return self._do("look", lambda: self.inner.look(path))

    def status(self, descriptor: int) -> os.stat_result:
        return self._do("status", lambda: self.inner.status(descriptor))

    def read(self, descriptor: int, count: int, offset: int) -> bytes:
        return self._do("read", lambda: self.inner.read(descriptor, count, offset))

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        half = data[: len(data) // 2]
        self._do(
            "write",
            lambda: self.inner.write(descriptor, data, offset),
            lambda: self.inner.write(descriptor, half, offset),
        )

    def cut(self, descriptor: int, length: int) -> None:
        self._do("cut", lambda: self.inner.cut(descriptor, length))

    def sync(self, descriptor: int) -> None:
        self._do("sync", lambda: self.inner.sync(descriptor))

    def take_over_mode(self, descriptor: int, like: os.stat_result) -> None:
        self._do("take over mode", lambda: self.inner.take_over_mode(descriptor, like))

    def replace(self, path: Path, target: Path) -> None:
        self._do("replace", lambda: self.inner.replace(path, target))

    def remove(self, path: Path) -> None:
        self._do("remove", lambda: self.inner.remove(path))

    def sync_folder(self, folder: Path) -> None:
        self._do("sync folder", lambda: self.inner.sync_folder(folder))

    def close(self, descriptor: int) -> None:
        self.inner.close(descriptor)
        self._do("close", lambda: None)

    def _do(self, name: str, work: Callable[[], T], half: Callable[[], T] | None = None) -> T:
        self.done += 1
        later = self.how is How.FOR_GOOD and self.done > self.at
        if self.done != self.at and not later:
            return work()
        self.failed.append(name)
        if self.how is How.DONE:
            work()
        if self.how is How.HALF and half is not None:
            half()
        raise OSError(self.number, os.strerror(self.number))
