"""The lock beside a log: one writer at a time, and free again when its process ends."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline.errors import StoreError
from timeline.log.disk import Disk

LONGEST_WAIT = 30.0
"""Seconds to wait for another writer."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.005
_PAUSE_IN_FRONT = 0.001
"""Seconds between two looks of the one who is first in line, so that the lock lies idle little."""

_HAS_LINES = sys.platform != "win32"
"""Whether a lock leaves alone who reads the file; on Windows it shuts them out."""

_FLAGS = os.O_CREAT | (os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)


class LockFile:
    """
    An advisory lock on a file of its own, which stays there, empty.

    The lock belongs to the open descriptor: two stores of one process shut each other out, and the
    system lets go of it when the process dies, however it dies.

    Args:
        path: The lock file.
        target: What it guards, for messages.
        disk: The file operations.
        line: A file that the first of those who wait holds, if it is there, so that whoever lets
            go of the lock, and wants it again at once, stands behind them.
    """

    def __init__(self, path: Path, target: str, disk: Disk, line: Path | None = None) -> None:
        self._path, self._target, self._disk, self._line = path, target, disk, line

    @contextmanager
    def held(self, wait: float = LONGEST_WAIT) -> Iterator[None]:
        """
        Return a block that has the lock.

        Args:
            wait: Seconds to wait for it.

        Raises:
            StoreError: Another writer has held it for that long.
            OSError: The lock file cannot be opened.
        """
        until = time.monotonic() + wait
        with self._in_line(until) as pause:
            descriptor = self._taken(self._path, _FLAGS, until, pause)
        try:
            yield
        finally:
            self._give_up(descriptor)

    @contextmanager
    def _in_line(self, until: float) -> Iterator[float]:
        """
        Return a block that only one of those who wait is in; for fairness, not for safety.

        The block gets the longest pause between its looks at the lock.
        """
        if not _HAS_LINES or self._line is None or self._disk.look(self._line) is None:
            yield _LONGEST_PAUSE
            return
        descriptor = self._taken(self._line, os.O_RDONLY, until, _LONGEST_PAUSE)
        try:
            yield _PAUSE_IN_FRONT
        finally:
            self._give_up(descriptor)

    def _give_up(self, descriptor: int) -> None:
        _unlock(descriptor)
        self._disk.let_go(descriptor)

    def _taken(self, path: Path, flags: int, until: float, longest: float) -> int:
        pause = _FIRST_PAUSE
        while True:
            descriptor = self._disk.open(path, flags)
            try:
                if _try_lock(descriptor) and self._is_the_one(path, descriptor):
                    return descriptor
            except BaseException:
                self._disk.let_go(descriptor)
                raise
            self._disk.let_go(descriptor)
            if time.monotonic() > until:
                advice = "try again when it has finished"
                raise StoreError(self._target, "another writer holds the log", advice)
            time.sleep(pause)
            pause = min(2 * pause, longest)

    def _is_the_one(self, path: Path, descriptor: int) -> bool:
        """Return whether the file is still the one that others would open."""
        there = self._disk.look(path)
        return there is not None and os.path.samestat(there, self._disk.status(descriptor))


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EDEADLK}:
                return False
            raise
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                return False
            raise
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
