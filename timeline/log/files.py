"""What any store in a file asks first: the folder, the process, and whether the disk is local."""

import errno
import os
import re
import sys
from pathlib import Path

from timeline.errors import StoreError

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux tells what is mounted; other systems have no such file, and are not asked."""

NETWORK_FILE_SYSTEMS = frozenset(
    """
    9p acfs afs beegfs ceph cifs coda davfs davfs2 drvfs fuse.ceph fuse.curlftpfs
    fuse.gcsfuse fuse.glusterfs fuse.grpcfuse fuse.juicefs fuse.mfs fuse.osxfs fuse.rclone
    fuse.s3fs fuse.sshfs fuse.vmhgfs-fuse gfs gfs2 glusterfs gpfs lustre ncpfs nfs nfs4
    ocfs2 orangefs pvfs2 smb2 smb3 smbfs vboxsf virtiofs vmhgfs
    """.split()  # noqa: SIM905 - forty lines of one word each say no more
)
"""Kinds of file systems that other machines write too, beyond the reach of locks and flushes."""

_ADVICE = {
    errno.EACCES: "make the file and its folder readable and writable",
    errno.EPERM: "make the file and its folder readable and writable",
    errno.EROFS: "copy the log to a disk that can be written",
    errno.ENOSPC: "free some disk space and open the log again",
    errno.EDQUOT: "free some of your disk quota and open the log again",
    errno.EFBIG: "move the log to a file system that takes larger files",
    errno.EIO: "copy the log to another disk, and have this one checked",
    errno.EMFILE: "close other files first",
    errno.ENOENT: "the log was moved or deleted; open it where it is",
    errno.EISDIR: "name a file, not a folder",
}


def check_folder(target: str) -> None:
    """
    Check that a file may be where it is said to be.

    Raises:
        StoreError: Its folder does not exist, or it is itself a folder or no ordinary file.
    """
    try:
        fault = _fault(Path(os.path.realpath(target)))
    except OSError as error:
        raise refused(target, error) from error
    except ValueError as error:
        raise StoreError(target, str(error), "give the file a name that files can have") from None
    if fault:
        raise StoreError(target, *fault)


def check_process(target: str, opened_in: int) -> None:
    """
    Check that a store is used where it was opened.

    Ask this before taking any lock: a lock that another thread held at the fork is never let go.

    Args:
        target: What was opened.
        opened_in: Id of the process that opened it.

    Raises:
        StoreError: The process has forked since.
    """
    if opened_in != os.getpid():
        advice = "open the log again in the new process"
        raise StoreError(target, "was opened before the process forked", advice)


def check_local(target: str, mounts: Path = MOUNTS) -> None:
    """
    Check that a file is on a disk of this machine, as far as the system tells.

    Linux tells all, Windows tells shares; macOS is not asked.

    Args:
        target: Path without links, as from `os.path.realpath`.
        mounts: Table of what is mounted.

    Raises:
        StoreError: It is on a network file system, where locks and flushes cannot be relied on.
    """
    kind = file_system(target, mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        problem = f"is on a network file system ({kind}), where two writers can destroy a log"
        advice = "append on a local disk, and copy the log; reading works here"
        raise StoreError(target, problem, advice)


def file_system(target: str, mounts: Path = MOUNTS) -> str:
    """Return the kind of file system that a path without links is on; `""` if it is not told."""
    if sys.platform == "win32":
        return "smbfs" if target.startswith("\\\\") and not target.startswith("\\\\?\\") else ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    found = ("", "")
    for line in lines:
        place, kind = _mounted(line)
        below = target == place or target.startswith(place.rstrip("/") + "/")
        if below and len(place) >= len(found[0]):
            found = (place, kind)
    return found[1]


def refused(target: str, error: OSError) -> StoreError:
    """Return what the system refused, in the words of the log."""
    problem = error.strerror or str(error) or type(error).__name__
    if error.filename and os.fspath(error.filename) != target:
        problem = f"{problem} ({os.fspath(error.filename)})"
    known = _ADVICE.get(error.errno or 0, "check the file, its folder and the disk")
    return StoreError(target, problem, known)


def _fault(path: Path) -> tuple[str, str] | None:
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist", "create it first"
    if path.is_dir():
        return "is a folder", "name a file in it"
    if path.exists() and not path.is_file():
        return "is no ordinary file", "name another"
    return None


def _mounted(line: str) -> tuple[str, str]:
    before, _, after = line.partition(" - ")
    fields = before.split(" ")
    if len(fields) < 5 or not after:  # noqa: PLR2004 - the fifth field is the mount point
        return "", ""
    place = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4])
    return place, after.split(" ")[0]
