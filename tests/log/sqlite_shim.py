"""
A file system under SQLite that writes down what is done to it, and lets any of it fail.

Python's own `sqlite3` cannot be given one, so the statements of a store go to the library that
comes with `apsw`; what it leaves is looked at with the library of `sqlite3`.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import apsw
from attrs import define, field

from tests.log.faults import How
from tests.log.recording import Recording
from timeline.log.sqlite_opening import LONGEST_WAIT

T = TypeVar("T")
Value = bytes | int | str | None

_CODES = {
    "open": apsw.SQLITE_CANTOPEN,
    "read": apsw.SQLITE_IOERR_READ,
    "write": apsw.SQLITE_IOERR_WRITE,
    "cut": apsw.SQLITE_IOERR_TRUNCATE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "sync folder": apsw.SQLITE_IOERR_DIR_FSYNC,
    "remove": apsw.SQLITE_IOERR_DELETE,
    "look": apsw.SQLITE_IOERR_ACCESS,
    "size": apsw.SQLITE_IOERR_FSTAT,
    "lock": apsw.SQLITE_IOERR_LOCK,
}
_WORDS = {
    apsw.SQLITE_BUSY: "database is locked",
    apsw.SQLITE_IOERR: "disk I/O error",
    apsw.SQLITE_FULL: "database or disk is full",
    apsw.SQLITE_CANTOPEN: "unable to open database file",
}
_PRIMARY = 0xFF
_NUMBERS = count()


@define
class Fault:
    """
    One operation that fails.

    Args:
        at: Its number, from 0; negative for none.
        how: In which way.
        full: Whether writes fail for lack of space.
        failed: What failed.
        names: What was done, and what failed.
    """

    at: int = -1
    how: How = How.UNDONE
    full: bool = False
    failed: list[str] = field(factory=list)
    names: list[str] = field(factory=list)

    @property
    def done(self) -> int:
        """Return the number of the last operation; -1 before the first."""
        return len(self.names) - 1

    def sites(self, name: str) -> list[int]:
        """Return the numbers of the operations that have a name."""
        return [at for at, each in enumerate(self.names) if each == name]

    def do(self, name: str, work: Callable[[], T], half: Callable[[], object] | None = None) -> T:
        """Do something, or fail to."""
        self.names.append(name)
        later = self.how is How.FOR_GOOD and self.done > self.at >= 0
        if self.done != self.at and not later:
            return work()
        self.failed.append(name)
        if self.how is How.DONE:
            work()
        if self.how is How.HALF and half is not None:
            half()
        raise _error(apsw.SQLITE_FULL if self.full and name == "write" else _CODES[name])


class Shim(apsw.VFS):
    """
    The real files of a folder without real flushes.

    That a file which is cut has its old length and its old bytes, or its new length, is what
    SQLite trusts a file system with, and what file systems with a journal of their own do.

    Args:
        folder: The folder; what is in it counts as flushed.
        deaf: Which flushes do nothing, as in `Recording`.
        instead: Statements that are run in the place of others.
        fault: What fails.
    """

    def __init__(
        self,
        folder: Path,
        *,
        deaf: Iterable[int] = (),
        instead: Mapping[str, str] | None = None,
        fault: Fault | None = None,
    ) -> None:
        self.name = f"shim-{next(_NUMBERS)}"
        self.recording = Recording(folder, deaf)
        self.instead = instead or {}
        self.fault = fault or Fault()
        self.modes = set[int]()
        super().__init__(self.name, "")

    def connect(self, target: str) -> sqlite3.Connection:
        """Return what a store takes for a connection."""
        with _told():
            inner = apsw.Connection(target, vfs=self.name)
        inner.set_busy_timeout(round(1000 * LONGEST_WAIT))
        return _Connection(inner, self.instead)

    def xOpen(  # noqa: N802 - SQLite's names, here and below
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> apsw.VFSFile:
        return self.fault.do("open", lambda: self._open(name, flags))

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802
        self.fault.do("remove", lambda: self._remove(filename))
        if syncdir:
            self.fault.do("sync folder", self.recording.flush_names)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return self.fault.do("look", lambda: super(Shim, self).xAccess(pathname, flags))

    def _open(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        if name is None or flags[0] & apsw.SQLITE_OPEN_DELETEONCLOSE:
            return apsw.VFSFile("", name, flags)
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name)
        journal = flags[0] & (apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL)
        new = not path.exists()
        found = _File(self, name, flags)
        if new:
            self.recording.make(path.name)
        found.number = self.recording.number(path.name)
        found.is_named = not (journal and flags[0] & apsw.SQLITE_OPEN_CREATE)
        return found

    def _remove(self, filename: str) -> None:
        super().xDelete(filename, False)  # noqa: FBT003 - SQLite's own
        self.recording.remove(Path(filename).name)


class _File(apsw.VFSFile):
    """
    One open file.

    As SQLite's own files do, a new journal flushes the names of its folder with its first flush.
    """

    number: int
    is_named: bool

    def __init__(self, shim: Shim, name: str | apsw.URIFilename, flags: list[int]) -> None:
        self._recording, self._do, self._modes = shim.recording, shim.fault.do, shim.modes
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return self._do("read", lambda: super(_File, self).xRead(amount, offset))

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - a buffer
        kept = bytes(data)
        half = partial(self._write, kept[: len(kept) // 2], offset)
        self._do("write", partial(self._write, kept, offset), half)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._do("cut", lambda: self._cut(newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._modes.add(flags & 0x0F)
        try:
            self._do("sync", lambda: self._recording.flush(self.number))
        except apsw.Error:
            self._recording.fail_to_flush(self.number)
            raise
        if not self.is_named:
            self._do("sync folder", self._recording.flush_names)
            self.is_named = True

    def xFileSize(self) -> int:  # noqa: N802
        return self._do("size", super().xFileSize)

    def xLock(self, level: int) -> None:  # noqa: N802
        self._do("lock", lambda: super(_File, self).xLock(level))

    def _write(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._recording.write(self.number, data, offset)

    def _cut(self, length: int) -> None:
        super().xTruncate(length)
        self._recording.cut(self.number, length, at_once=True)


class _Connection(sqlite3.Connection):
    """What a store asks of a connection, answered by another library, as it is."""

    def __init__(self, inner: apsw.Connection, instead: Mapping[str, str]) -> None:
        super().__init__(":memory:")
        self._inner, self._instead = inner, instead

    @property
    def in_transaction(self) -> bool:
        return self._inner.in_transaction

    @property
    def total_changes(self) -> int:
        return self._inner.total_changes()

    def execute(self, sql: str, parameters: Sequence[Value] = (), /) -> sqlite3.Cursor:  # type: ignore[override]  # all that a store gives
        with _told():
            found = self._inner.execute(self._instead.get(sql, sql), tuple(parameters))
            return _Answer(self, list(found))

    def executemany(self, sql: str, parameters: Iterable[Sequence[Value]], /) -> sqlite3.Cursor:  # type: ignore[override]  # all that a store gives
        with _told():
            return _Answer(self, list(self._inner.executemany(sql, parameters)))

    def close(self) -> None:
        with _told():
            self._inner.close()
        super().close()


class _Answer(sqlite3.Cursor):
    """The rows that a statement returned."""

    def __init__(self, connection: sqlite3.Connection, rows: list[tuple[Value, ...]]) -> None:
        super().__init__(connection)
        self._rows = iter(rows)

    def __next__(self) -> tuple[Value, ...]:
        return next(self._rows)

    def fetchone(self) -> tuple[Value, ...] | None:
        return next(self._rows, None)

    def fetchall(self) -> list[tuple[Value, ...]]:
        return list(self._rows)


@contextmanager
def _told() -> Iterator[None]:
    """Return a block whose errors are told as `sqlite3` tells them."""
    try:
        yield
    except apsw.Error as error:
        code = getattr(error, "extendedresult", apsw.SQLITE_ERROR)
        told = sqlite3.OperationalError(_WORDS.get(code & _PRIMARY, str(error)))
        told.sqlite_errorcode = code
        told.sqlite_errorname = str(apsw.mapping_extended_result_codes.get(code, code))
        raise told from error


def _error(code: int) -> apsw.Error:
    found = apsw.exception_for(code)
    assert isinstance(found, apsw.Error)
    return found
