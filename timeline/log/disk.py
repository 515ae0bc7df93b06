"""The file operations that a store is made of, in one class that a test can record or refuse."""

import contextlib
import errno
import os
import sys
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)


class Disk:
    """
    The operating system's files, by descriptor and offset.

    Everything that a file store does to the disk goes through one of these, so whoever gives the
    store another `Disk` sees each write and each flush in order, and may let any of them fail.
    All of them raise OSError.
    """

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        """Return a descriptor; it is not handed on to programs that this one starts."""
        return os.open(path, flags | _BINARY, mode)

    def look(self, path: Path) -> os.stat_result | None:
        """Return what a path names now, or None where there is nothing."""
        try:
            return path.stat()
        except FileNotFoundError:
            return None

    def status(self, descriptor: int) -> os.stat_result:
        """Return what an open file is."""
        return os.fstat(descriptor)

    def read(self, descriptor: int, count: int, offset: int) -> bytes:
        """Return that many bytes from an offset; fewer only at the end of the file."""
        found = _read(descriptor, count, offset)
        while 0 < len(found) < count:
            more = _read(descriptor, count - len(found), offset + len(found))
            if not more:
                break
            found += more
        return found

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        """Write all of the bytes at an offset."""
        left = memoryview(data)
        while left:
            written = _write(descriptor, left, offset)
            left, offset = left[written:], offset + written

    def cut(self, descriptor: int, length: int) -> None:
        """Shorten a file."""
        os.ftruncate(descriptor, length)

    def sync(self, descriptor: int) -> None:
        """Return when all that was written to a file is on the disk, past the drive's cache."""
        _sync(descriptor)

    def take_over_mode(self, descriptor: int, like: os.stat_result) -> None:
        """Give a new file the permissions, and as far as possible the owner, of another."""
        if sys.platform != "win32":
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, like.st_uid, like.st_gid)
            os.fchmod(descriptor, like.st_mode & 0o7777)

    def replace(self, path: Path, target: Path) -> None:
        """Put one file in the place of another, in one step."""
        path.replace(target)

    def remove(self, path: Path) -> None:
        """Take a file away, if it is there."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are on the disk; Windows does that by itself."""
        if sys.platform != "win32":
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                _sync(descriptor)
            finally:
                os.close(descriptor)

    def close(self, descriptor: int) -> None:
        """Let go of a descriptor."""
        os.close(descriptor)

    def let_go(self, descriptor: int) -> None:
        """Close a descriptor that nothing was written to, so that no error could matter."""
        with contextlib.suppress(OSError):
            self.close(descriptor)


if sys.platform == "win32":

    def _read(descriptor: int, count: int, offset: int) -> bytes:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.read(descriptor, count)

    def _write(descriptor: int, data: memoryview, offset: int) -> int:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.write(descriptor, data)

else:
    _read, _write = os.pread, os.pwrite


if sys.platform == "darwin":
    import fcntl

    def _sync(descriptor: int) -> None:
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.ENOTTY}:
                raise
            os.fsync(descriptor)

else:
    _sync = os.fsync
