"""The committed lines of a JSON Lines file, by position, and what others do to it meanwhile."""

import os
import weakref
from bisect import bisect_right
from itertools import pairwise
from pathlib import Path

from timeline.errors import IntegrityError, StoreError
from timeline.log.disk import Disk
from timeline.log.files import refused
from timeline.log.lines import (
    CHAIN,
    LONGEST_LINE,
    MARK,
    begins_a_log,
    begins_a_torn_log,
    lost_its_line_end,
    row,
)
from timeline.log.offsets import PIECE, Offsets
from timeline.log.port import Row

NOWHERE = (0, 0)
"""Device and number of no file."""

_ROWS = 1000
_START = 1024


class LineFile:
    """
    The lines of a file that others may append to, or put another file in the place of.

    Call `look` before anything else, and hold the store's lock meanwhile.

    Args:
        target: What was opened, for messages.
        path: The file, without links.
        disk: The file operations.
    """

    def __init__(self, target: str, path: Path, disk: Disk) -> None:
        self._target, self._path, self._disk = target, path, disk
        self._open: _Opened | None = None
        self.generation = 0

    def __len__(self) -> int:
        return len(self._open.offsets) if self._open else 0

    @property
    def length(self) -> int:
        """Committed bytes."""
        return self._open.offsets.length if self._open else 0

    @property
    def named(self) -> tuple[int, int]:
        """Device and number of the file that was looked at; `NOWHERE` where there is none."""
        return self._open.named if self._open else NOWHERE

    def look(self) -> None:
        """
        Take in what was committed since the last look.

        Where the file was replaced, as by an erasure, all of it is read anew, and `generation`
        grows.

        Raises:
            StoreError: The file is gone, or something else.
            IntegrityError: Rows that were read before are not there any more.
            OSError: It cannot be read.
        """
        status = self._disk.look(self._path)
        if status is None:
            if self._open is not None:
                advice = "put it back, and open the log again"
                raise StoreError(self._target, "was moved or deleted", advice)
            return
        same = self._open is not None and self._open.named == (status.st_dev, status.st_ino)
        if not same or not self._open or not self._open.follows(status.st_size):
            self._open_anew()
        elif status.st_size > self.length:
            self._open.extend()

    def rows(self, start: int, stop: int) -> list[Row]:
        """
        Return some rows from `start` on, as many as are read in one piece, none behind `stop`.

        Raises:
            IntegrityError: A line is damaged.
        """
        return [row(start + at, each) for at, each in enumerate(self.lines(start, stop))]

    def lines(self, start: int, stop: int) -> list[bytes]:
        """Return some lines with their line ends, as `rows` does."""
        block, cuts = self.block(start, stop)
        return [block[a - cuts[0] : b - cuts[0]] for a, b in pairwise(cuts)]

    def block(self, start: int, stop: int) -> tuple[bytes, list[int]]:
        """Return some lines in one piece, as `rows` does, and the offsets between them."""
        stop = min(stop, start + _ROWS, len(self))
        if self._open is None or start >= stop:
            return b"", []
        cuts = self._open.offsets.cuts(start, stop)
        if cuts[1] - cuts[0] > LONGEST_LINE:
            problem = f"its line has {cuts[1] - cuts[0]} bytes, more than {LONGEST_LINE}"
            raise IntegrityError(start, problem)
        cuts = cuts[: max(2, bisect_right(cuts, cuts[0] + PIECE))]
        return self._open.read(cuts[-1] - cuts[0], cuts[0]), cuts

    def span(self, position: int) -> tuple[int, int]:
        """Return the first byte of a line that exists, and the one behind it."""
        if self._open is None:
            raise IndexError(position)
        return self._open.offsets.span(position, position + 1)

    def row(self, position: int) -> Row:
        """Return the row at a position that exists."""
        return self.rows(position, position + 1)[0]

    def tail(self) -> Row | None:
        """Return the last row, or None in a new log."""
        if not len(self):
            return None
        try:
            return self.row(len(self) - 1)
        except IntegrityError:
            self._raise_for_the_first_damaged()
            raise

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _open_anew(self) -> None:
        opened = _Opened(self._target, self._disk, self._path)
        try:
            opened.check_ours()
            opened.extend()
            if self._open is not None:
                opened.check_holds(self._open)
        except BaseException:
            opened.close()
            raise
        self.close()
        self._open = opened
        self.generation += 1

    def _raise_for_the_first_damaged(self) -> None:
        at = 0
        while at < len(self):
            at += len(self.rows(at, len(self)))


class _Opened:
    """One open file, and the offsets of its lines."""

    def __init__(self, target: str, disk: Disk, path: Path) -> None:
        self._target, self._disk = target, disk
        self.descriptor = disk.open(path, os.O_RDONLY)
        self.offsets = Offsets()
        self.head = b""
        self.close = weakref.finalize(self, disk.let_go, self.descriptor)
        status = disk.status(self.descriptor)
        self.named = (status.st_dev, status.st_ino)

    def read(self, count: int, offset: int) -> bytes:
        try:
            return self._disk.read(self.descriptor, count, offset)
        except OSError as error:
            raise refused(self._target, error) from error

    def check_ours(self) -> None:
        start = self.read(_START, 0)
        if start and not begins_a_log(start) and not begins_a_torn_log(start):
            raise StoreError(self._target, "is a file of something else", "name another file")

    def check_holds(self, before: "_Opened") -> None:
        last = len(before.offsets) - 1
        if last >= 0 and (last >= len(self.offsets) or self._head_of(last) != before.head):
            raise IntegrityError(last, "was read before, and is not there any more")

    def extend(self) -> None:
        if self.read(1, self.offsets.length) == MARK:
            return
        self.offsets.extend(self.read)
        last = len(self.offsets) - 1
        self.head = self._head_of(last) if last >= 0 else b""
        tail = self.read(1, self.offsets.length)
        if tail and tail != MARK:
            self._check_tail(last)

    def follows(self, size: int) -> bool:
        """Return whether what was read is still there, as far as the size and a look can tell."""
        last = len(self.offsets) - 1
        return size >= self.offsets.length and (last < 0 or self._head_of(last) == self.head)

    def _head_of(self, position: int) -> bytes:
        return self.read(CHAIN.stop, self.offsets.span(position, position + 1)[0])

    def _check_tail(self, last: int) -> None:
        tail = self.read(LONGEST_LINE + 1, self.offsets.length)
        if len(tail) > LONGEST_LINE or b"\n" in tail:
            return
        start, stop = self.offsets.span(last, last + 1) if last >= 0 else (0, 0)
        before = row(last, self.read(stop - start, start)) if last >= 0 else None
        if lost_its_line_end(tail, before):
            raise IntegrityError(last + 1, "its line end was changed")
