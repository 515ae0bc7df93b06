"""A log in a JSON Lines file: one record a line, readable without this library."""

import os
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from timeline.errors import ClosedLogError, StoreError
from timeline.log.committing import (
    TornTailWarning,
    append,
    grouped,
    pieces,
    put_in_place,
    remove_tails,
    set_aside,
    spare,
    write_new,
)
from timeline.log.disk import Disk
from timeline.log.files import check_folder, check_local, check_process, refused
from timeline.log.keeping import Shelf, same
from timeline.log.line_file import NOWHERE, LineFile
from timeline.log.line_ids import LineIds
from timeline.log.line_writer import LineWriter
from timeline.log.lines import line
from timeline.log.locks import LockFile
from timeline.log.port import Row
from timeline.log.side_files import read_shelf, remove_all, side_path, write_shelf


class JSONLinesStore:
    """
    Rows as lines of a text file; threads may share it.

    Beside `case.jsonl` stands `case.jsonl.lock`, which is empty. Reading takes no lock and changes
    nothing, so a log on a medium that cannot be written can be read.

    Args:
        path: The file; it is made with the first row.
        on_network: Append also where locks and flushes cannot be relied on, as in a network
            folder that nobody else writes to.
        disk: The file operations; a test may bring its own.

    Raises:
        StoreError: The file is something else, or cannot be read.
        IntegrityError: Its last line lost its line end.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, on_network: bool = False, disk: Disk | None = None
    ) -> None:
        self.target = os.fspath(path)
        check_folder(self.target)
        self._path = Path(os.path.realpath(path))
        self._disk = disk or Disk()
        self._on_network = on_network
        self._process = os.getpid()
        self._guard = threading.RLock()
        lock = Path(f"{self._path}.lock")
        self._lock = LockFile(lock, self.target, self._disk, line=self._path)
        self._file = LineFile(self.target, self._path, self._disk)
        self._ids = LineIds(self._file)
        self._durable = (NOWHERE, 0)
        self._writing = self._closed = False
        with self._looking():
            pass

    @contextmanager
    def writing(self, ids: Sequence[str] = ()) -> Iterator[LineWriter]:  # noqa: ARG002 - all are near
        """
        Return a block under the lock of the file, whose rows are durable at its end.

        Raises:
            StoreError: The file cannot be written, or another writer held it for too long. If the
                disk refused in the middle of it, the store is closed; open the log again.
            IntegrityError: The last line is damaged.
        """
        with self._using(), ExitStack() as stack:
            with self._telling():
                stack.enter_context(self._locked())
                self._prepare()
            writer = LineWriter(self._file, self._ids)
            yield writer
            with self._closing_on_error():
                self._keep(writer)

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Return the rows from `start` up to and without `stop`, as they are now, in pieces."""
        start = max(start, 0)
        with self._looking():
            end = len(self._file) if stop is None else min(stop, len(self._file))
        while start < end:
            with self._looking():
                found = self._file.rows(start, end)
            yield from found
            start += len(found)

    def tail(self) -> Row | None:
        """Return the last row, or None in a new store."""
        with self._looking():
            return self._file.tail()

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""
        with self._looking():
            return self._ids.positions(ids)

    def kept(self, name: str) -> Shelf:
        """Return what is kept of a projection, in a file beside the log."""
        with self._looking():
            return read_shelf(side_path(self._path, name))

    def keep(self, name: str, before: Shelf, after: Shelf) -> bool:
        """Replace what is kept of a projection, if it is still what it was."""
        path = side_path(self._path, name)
        with self._using(), self._telling(), self._locked():
            if not same(read_shelf(path), before):
                return False
            write_shelf(self._disk, self._path, path, after)
            return True

    def close(self) -> None:
        """Let go of the file; closing twice is once."""
        self._closed = True
        if self._process == os.getpid():
            with self._guard:
                self._file.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if self._writing:
            advice = "end the block that is open first"
            raise StoreError(self.target, "is being written by this very thread", advice)
        if not self._on_network and self._durable[0] == NOWHERE:
            check_local(str(self._path))
        with self._lock.held():
            self._writing = True
            try:
                yield
            finally:
                self._writing = False

    def _prepare(self) -> None:
        """Bring the file into the state that an append may begin from."""
        self._file.look()
        with self._for_writing(os.O_CREAT) as descriptor:
            status = self._disk.status(descriptor)
            if status.st_nlink > 1:
                problem = "has a second name (a hard link), whose writers would not see the lock"
                raise StoreError(self.target, problem, "make a copy, and append to that")
            self._file.look()
            self._disk.remove(spare(self._path))
            if status.st_size > self._file.length:
                self._cut_off(descriptor)

    def _cut_off(self, descriptor: int) -> None:
        with self._closing_on_error():
            kept = set_aside(self._disk, descriptor, self._path, self._file.length)
        if kept is not None:
            problem = f"{self.target}: an append had ended halfway and was never acknowledged"
            warnings.warn(TornTailWarning(f"{problem}; its bytes are in {kept}"), stacklevel=7)

    def _keep(self, writer: LineWriter) -> None:
        if self._closed:
            raise ClosedLogError(self.target)
        if writer.erased:
            self._rewrite(writer)
        else:
            self._append(writer.added)

    def _append(self, rows: Sequence[Row]) -> None:
        named, length = self._file.named, self._file.length
        with self._for_writing() as descriptor:
            if self._durable[0] != named:
                self._disk.sync_folder(self._path.parent)
            if rows:
                length = append(self._disk, descriptor, length, map(line, rows))
            elif self._durable != (named, length):
                self._disk.sync(descriptor)  # a duplicate is acknowledged, so it has to last
        self._durable = (named, length)

    def _rewrite(self, writer: LineWriter) -> None:
        remove_all(self._disk, self._path)
        if tails := remove_tails(self._disk, self._path):
            names = ", ".join(each.name for each in tails)
            problem = f"{self.target}: an erasure took away what was left of appends that failed"
            warnings.warn(TornTailWarning(f"{problem}: {names}"), stacklevel=7)
        with self._for_writing() as descriptor:
            parts = self._parts(descriptor, writer)
            new = write_new(self._disk, spare(self._path), self._disk.status(descriptor), parts)
        self._file.close()
        put_in_place(self._disk, new, self._path)

    def _parts(self, descriptor: int, writer: LineWriter) -> Iterator[bytes]:
        at = 0
        for position, row in sorted(writer.erased.items()):
            start, stop = self._file.span(position)
            yield from pieces(self._disk, descriptor, at, start)
            yield line(row)
            at = stop
        yield from pieces(self._disk, descriptor, at, self._file.length)
        yield from grouped(map(line, writer.added))

    @contextmanager
    def _for_writing(self, flags: int = 0) -> Iterator[int]:
        descriptor = self._disk.open(self._path, os.O_RDWR | flags)
        try:
            yield descriptor
        finally:
            self._disk.close(descriptor)

    @contextmanager
    def _using(self) -> Iterator[None]:
        check_process(self.target, self._process)
        with self._guard:
            if self._closed:
                raise ClosedLogError(self.target)
            yield

    @contextmanager
    def _looking(self) -> Iterator[None]:
        with self._using(), self._telling():
            self._file.look()
            yield

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except OSError as error:
            raise refused(self.target, error) from error

    @contextmanager
    def _closing_on_error(self) -> Iterator[None]:
        try:
            with self._telling():
                yield
        except StoreError:
            self.close()
            raise
