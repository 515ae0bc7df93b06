"""Committing: lines become part of a file whole or not at all, also if the power fails halfway."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from timeline.log.disk import Disk
from timeline.log.lines import MARK

_PIECE = 1024 * 1024
_NOTHING = MARK + b"\0"
"""Bytes that a tail may consist of without holding anything that somebody wrote."""


class TornTailWarning(UserWarning):
    """An append had ended halfway, and what it left was moved into a file beside the log."""


def append(disk: Disk, descriptor: int, at: int, lines: Iterable[bytes]) -> int:
    """
    Write lines behind the last one, so that they are there together or not at all.

    The disk may carry out the writes between two flushes in any order, in part, or not at all. So
    the batch begins with the mark instead of its `{`, which is flushed first; then come all other
    bytes, and are flushed; then one byte, the mark, becomes `{`, and is flushed. Until that
    byte is on the disk, each reader stops at the mark.

    Args:
        disk: The file operations.
        descriptor: The file.
        at: Its committed length; it is not longer.
        lines: Whole lines, at least one.

    Returns:
        The committed length after it.

    Raises:
        OSError: The system refuses; what was written is taken back as far as it lets us.
    """
    committed = False
    try:
        disk.write(descriptor, MARK, at)
        disk.sync(descriptor)
        end, first = at + 1, b""
        for piece in grouped(lines):
            data = piece if first else piece[1:]
            first = first or piece[:1]
            disk.write(descriptor, data, end)
            end += len(data)
        disk.sync(descriptor)
        disk.write(descriptor, first, at)
        disk.sync(descriptor)
        committed = True
    finally:
        if not committed:
            _take_back(disk, descriptor, at)
    return end


def grouped(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Return lines in pieces that are worth a write; a batch of usual size is one."""
    held, size = list[bytes](), 0
    for each in lines:
        held.append(each)
        size += len(each)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def set_aside(disk: Disk, descriptor: int, path: Path, at: int) -> Path | None:
    """
    Cut off what an append that did not end left behind the committed lines.

    It goes into a file beside the log, named after the time of the last write, unless it holds
    nothing but the mark and what the disk filled up.

    Args:
        disk: The file operations.
        descriptor: The file.
        path: Its path.
        at: Its committed length.

    Returns:
        The file beside it, if one was made.

    Raises:
        OSError: The system refuses; the tail is still there.
    """
    kept = None
    if any(piece.strip(_NOTHING) for piece in pieces(disk, descriptor, at)):
        status = disk.status(descriptor)
        written = datetime.fromtimestamp(status.st_mtime, UTC)
        kept = _unused(disk, f"{_tail(str(path))}{written:%Y%m%dT%H%M%SZ}")
        write_new(disk, kept, status, pieces(disk, descriptor, at))
        disk.sync_folder(path.parent)
    disk.cut(descriptor, at)
    disk.sync(descriptor)
    return kept


def remove_tails(disk: Disk, path: Path) -> list[Path]:
    """
    Take away, durably, the files that `set_aside` made beside a log, and return which these were.

    Raises:
        OSError: The system refuses.
    """
    found = sorted(each for each in path.parent.iterdir() if each.name.startswith(_tail(path.name)))
    for each in found:
        disk.remove(each)
    if found:
        disk.sync_folder(path.parent)
    return found


def write_new(disk: Disk, path: Path, like: os.stat_result, parts: Iterable[bytes]) -> Path:
    """
    Write a new file, and flush it; its name is not flushed.

    Args:
        disk: The file operations.
        path: Where there is nothing yet.
        like: Status of the file whose permissions it takes over.
        parts: All of its bytes, in order.

    Raises:
        OSError: The system refuses, and nothing is left there.
    """
    descriptor = disk.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    try:
        _fill(disk, descriptor, like, parts)
    except BaseException:
        with suppress(OSError):
            disk.remove(path)
        raise
    return path


def put_in_place(disk: Disk, new: Path, path: Path) -> None:
    """
    Put a flushed file in the place of a log, in one step; the bytes of the old one are let go.

    Raises:
        OSError: The system refuses. The log is what it was, unless only the flush failed: then it
            may be either, as a whole.
    """
    try:
        disk.replace(new, path)
    except BaseException:
        with suppress(OSError):
            disk.remove(new)
        raise
    disk.sync_folder(path.parent)


def spare(path: Path) -> Path:
    """Return the path of a new file that did not yet take the place of a log."""
    return path.with_name(f"{path.name}.new")


def pieces(disk: Disk, descriptor: int, start: int, stop: int | None = None) -> Iterator[bytes]:
    """Return the bytes of a file from `start` up to and without `stop`, or its end."""
    while stop is None or start < stop:
        count = _PIECE if stop is None else min(_PIECE, stop - start)
        found = disk.read(descriptor, count, start)
        if not found:
            return
        yield found
        start += len(found)


def _fill(disk: Disk, descriptor: int, like: os.stat_result, parts: Iterable[bytes]) -> None:
    try:
        disk.take_over_mode(descriptor, like)
        at = 0
        for part in parts:
            disk.write(descriptor, part, at)
            at += len(part)
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)


def _tail(name: str) -> str:
    return f"{name}.tail-"


def _unused(disk: Disk, name: str) -> Path:
    found = Path(name)
    for number in count(2):
        if disk.look(found) is None:
            break
        found = Path(f"{name}-{number}")
    return found


def _take_back(disk: Disk, descriptor: int, at: int) -> None:
    """
    Leave the file as it was before an append.

    The mark is put back first: a flush that failed may have failed for good, while readers go on
    seeing what was written. With the mark there they stop, and the next writer cuts the rest off.
    """
    with suppress(OSError):
        disk.write(descriptor, MARK, at)
    with suppress(OSError):
        disk.cut(descriptor, at)
    with suppress(OSError):
        disk.sync(descriptor)
