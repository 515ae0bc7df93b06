"""The index as a file beside the log: written whole, read whole, and never trusted unseen."""

import json
import mmap
import os
import shutil
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.errors import StoreError
from timeline.resolution.rules_version import RULES

FORMAT = 1
SUFFIX = ".index"
"""What the name of a log's file is followed by in that of its index."""

_MAGIC = b"timeline index\n"
_HEAD = 20
"""Bytes of a number that says how long the head is, and of its checksum, in decimal digits."""


@frozen(kw_only=True, eq=False)
class Stored:
    """
    What an index file holds.

    Args:
        position: Last position of the log that it knows.
        chain: Chain value there, 64 hex digits: so a file of another log is known for one.
        plain: Whatever is no column.
        columns: The columns by their names.
    """

    position: int
    chain: str
    plain: Mapping[str, Any]
    columns: Mapping[str, NDArray[Any]]


def index_path(log: Path) -> Path:
    """Return where the index of a log stands: beside it."""
    return log.with_name(log.name + SUFFIX)


def write_index(log: Path, stored: Stored) -> bool:
    """
    Write an index beside a log, whole or not at all; return whether it could be written.

    It is a cache: where nothing may be written, the index is computed again next time.

    Args:
        log: Path of the log.
        stored: What to write.
    """
    path = index_path(log)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            shutil.copymode(log, partial)
            for each in _pieces(stored):
                file.write(each)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        with suppress(OSError):
            partial.unlink()
        return False
    return True


def read_index(log: Path) -> Stored | None:
    """Return the index beside a log; None where there is none that is whole and of these rules."""
    try:
        data = _content(index_path(log))
    except (OSError, ValueError):
        return None
    with suppress(ValueError, KeyError, TypeError, IndexError):
        return _read(memoryview(data))
    return None


def _content(path: Path) -> bytes | mmap.mmap:
    """Return a file's bytes: mapped, where a file that is mapped can still be replaced."""
    if os.name != "posix":
        return path.read_bytes()
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)


def remove_index(log: Path, done: str = "the log itself is as it was") -> None:
    """
    Remove the index beside a log, and what was left of writing one, if there is any.

    Args:
        log: The file of the log.
        done: What was done by then, for the error.

    Raises:
        StoreError: The system refuses.
    """
    path = index_path(log)
    try:
        for each in [path, *path.parent.glob(f"{_escaped(path.name)}.*.part")]:
            each.unlink(missing_ok=True)
    except OSError as error:
        problem = f"cannot be taken away ({error.strerror or error}); {done}"
        raise StoreError(str(path), problem, "delete it by hand") from error


@contextmanager
def without_index(log: Path) -> Iterator[None]:
    """
    Return a block that erases, with no index beside the log before it and after it.

    Before it, in case that we are killed within; after it, for what others wrote meanwhile.

    Raises:
        StoreError: The system refuses; the message says whether anything was erased by then.
    """
    remove_index(log, "nothing was appended")
    try:
        yield
    except BaseException:
        with suppress(StoreError):
            remove_index(log)
        raise
    remove_index(log, "all was appended and erased, but this file may still hold words of it")


def _escaped(name: str) -> str:
    return "".join(f"[{each}]" if each in "*?[" else each for each in name)


def _pieces(stored: Stored) -> Iterable[bytes]:
    columns = {name: np.ascontiguousarray(each) for name, each in stored.columns.items()}
    head = {
        "format": FORMAT,
        "rules": RULES,
        "order": sys.byteorder,
        "position": stored.position,
        "chain": stored.chain,
        "plain": stored.plain,
        "columns": {
            name: [
                each.dtype.str,
                each.shape,
                zlib.crc32(each.data.cast("B") if each.size else b""),
            ]
            for name, each in columns.items()
        },
    }
    told = json.dumps(head).encode()
    yield _MAGIC
    yield _numbers(told)
    yield told
    for each in columns.values():
        yield each.tobytes()


def _numbers(head: bytes) -> bytes:
    return f"{len(head):0{_HEAD}}{zlib.crc32(head):0{_HEAD}}".encode()


def _read(data: memoryview) -> Stored | None:
    start = len(_MAGIC) + 2 * _HEAD
    if data[: len(_MAGIC)] != _MAGIC:
        return None
    numbers = bytes(data[len(_MAGIC) : start])
    told = bytes(data[start : start + int(numbers[:_HEAD])])
    if numbers != _numbers(told):
        return None
    head = json.loads(told)
    if (head["format"], head["rules"], head["order"]) != (FORMAT, RULES, sys.byteorder):
        return None
    columns, at = {}, start + len(told)
    for name, (kind, shape, checksum) in head["columns"].items():
        count = int(np.prod(shape)) * np.dtype(kind).itemsize
        piece = data[at : at + count]
        if len(piece) != count or zlib.crc32(piece) != checksum:
            return None
        columns[name] = np.frombuffer(piece, kind).reshape(shape)
        at += count
    if at != len(data):
        return None
    return Stored(
        position=head["position"], chain=head["chain"], plain=head["plain"], columns=columns
    )
