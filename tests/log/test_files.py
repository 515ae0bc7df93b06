"""What stores in files share: network folders, locks, refusals, and the real flushes."""

import errno
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.log.faults import FaultyDisk
from timeline.errors import StoreError
from timeline.ledger import Log
from timeline.log import disk
from timeline.log.disk import Disk
from timeline.log.files import check_local, file_system, refused
from timeline.log.jsonl import JSONLinesStore
from timeline.log.locks import LockFile
from timeline.testing.rows import event

MOUNTS = """\
21 1 254:0 / / rw,relatime - ext4 /dev/vda rw
22 21 0:5 / /proc rw,relatime - proc proc rw
23 21 0:40 / /mnt/desk rw,relatime shared:1 master:2 - nfs4 server:/desk rw
24 23 254:1 / /mnt/desk/local rw,relatime - ext4 /dev/vdb rw
25 21 0:41 / /mnt/two\\040words rw,relatime - cifs //server/share rw
26 21 0:42 / /mnt/twice rw,relatime - ext4 /dev/vdc rw
27 21 0:43 / /mnt/twice rw,relatime - fuse.sshfs me@server: rw
28 21 0:44 / - nfs4 server:/ rw
damaged line
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """Return a table of what is mounted somewhere."""
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    "target,kind",
    [
        ("/home/me/case.jsonl", "ext4"),
        ("/mnt/desk/case.jsonl", "nfs4"),
        ("/mnt/desktop/case.jsonl", "ext4"),
        ("/mnt/desk/local/case.jsonl", "ext4"),
        ("/mnt/two words/case.jsonl", "cifs"),
        ("/mnt/twice/case.jsonl", "fuse.sshfs"),
    ],
)
def test_file_system_is_that_of_the_deepest_mount(mounts: Path, target: str, kind: str) -> None:
    """The last mount of the longest path counts, and names that merely begin alike do not."""
    assert file_system(target, mounts) == kind


def test_unknown_file_system_is_let_through(tmp_path: Path) -> None:
    """Where the system has no such table, nobody is refused."""
    assert file_system("/case.jsonl", tmp_path / "absent") == ""
    check_local("/case.jsonl", tmp_path / "absent")


def test_network_folder_is_refused_in_plain_words(mounts: Path) -> None:
    """The message says what may happen there, and what to do."""
    with pytest.raises(StoreError) as caught:
        check_local("/mnt/desk/case.jsonl", mounts)
    assert str(caught.value) == (
        "/mnt/desk/case.jsonl: is on a network file system (nfs4), where two writers can destroy "
        "a log; append on a local disk, and copy the log; reading works here"
    )


def test_store_reads_but_does_not_write_on_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network folder can be read, and be written by whoever says so."""
    path = tmp_path / "case.jsonl"
    with Log(JSONLinesStore(path)) as log:
        log.append(event(1))
    table = tmp_path / "mountinfo"
    table.write_text(f"21 1 0:40 / {tmp_path.resolve()} rw - nfs4 server:/ rw\n")
    monkeypatch.setattr(check_local, "__defaults__", (table,))
    with Log(JSONLinesStore(path)) as log:
        assert log.verify().records == 1
        with pytest.raises(StoreError, match=r"network file system \(nfs4\)"):
            log.append(event(2))
    with Log(JSONLinesStore(path, on_network=True)) as log:
        assert log.append(event(2)).position == 2


@pytest.mark.parametrize(
    "number,advice",
    [
        (errno.EACCES, "make the file and its folder readable and writable"),
        (errno.EROFS, "copy the log to a disk that can be written"),
        (errno.ENOSPC, "free some disk space and open the log again"),
        (errno.EIO, "copy the log to another disk, and have this one checked"),
        (errno.EXDEV, "check the file, its folder and the disk"),
    ],
)
def test_refusal_says_what_to_do(number: int, advice: str) -> None:
    """Each error of the system has advice, also one that nobody thought of."""
    error = refused("case.jsonl", OSError(number, os.strerror(number), "case.jsonl.lock"))
    assert str(error) == f"case.jsonl: {os.strerror(number)} (case.jsonl.lock); {advice}"


@pytest.mark.parametrize(
    "error,words",
    [
        (OSError(errno.EIO, "Input/output error", "case.jsonl"), "Input/output error; copy"),
        (OSError("the drive went away"), "the drive went away; check"),
        (OSError(), "OSError; check"),
    ],
)
def test_refusal_says_what_the_system_said(error: OSError, words: str) -> None:
    """Also where that is little; the file of the log is named once."""
    assert str(refused("case.jsonl", error)).startswith(f"case.jsonl: {words}")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_new_files_have_the_permissions_that_the_umask_leaves(tmp_path: Path) -> None:
    """Log and lock are made as any program makes a file: a team's folder decides who writes."""
    before = os.umask(0o002)
    try:
        with Log(JSONLinesStore(tmp_path / "case.jsonl")) as log:
            log.append(event(1))
    finally:
        os.umask(before)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes == {"case.jsonl": 0o664, "case.jsonl.lock": 0o664}


def test_log_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    """On a read-only medium an append is refused, and the store stays open."""

    class ReadOnlyDisk(Disk):
        def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
            if flags & (os.O_CREAT | os.O_RDWR):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return super().open(path, flags, mode)

    with Log(JSONLinesStore(tmp_path / "case.jsonl")) as log:
        log.append(event(1))
    with Log(JSONLinesStore(tmp_path / "case.jsonl", disk=ReadOnlyDisk())) as log:
        with pytest.raises(StoreError, match=r"Read-only file system .*\.lock.*; copy the log to"):
            log.append(event(2))
        assert log.verify().records == 1


def test_error_of_the_block_is_not_taken_for_one_of_the_disk(tmp_path: Path) -> None:
    """An OSError that the caller raises within a block comes out as it is, and nothing closes."""
    store = JSONLinesStore(tmp_path / "case.jsonl")
    with pytest.raises(ConnectionError), store.writing():
        raise ConnectionError
    assert store.tail() is None


def test_lock_is_waited_for(tmp_path: Path) -> None:
    """A writer that comes while another is at work gets its turn."""
    path = tmp_path / "case.jsonl.lock"
    order = []
    held = threading.Event()

    def second() -> None:
        held.wait()
        with LockFile(path, "case.jsonl", Disk()).held():
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with LockFile(path, "case.jsonl", Disk()).held():
        held.set()
        time.sleep(0.05)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_lock_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    """Who waits too long is told that another holds the log."""
    path = tmp_path / "case.jsonl.lock"
    with (
        LockFile(path, "case.jsonl", Disk()).held(),
        pytest.raises(StoreError, match="another writer holds the log; try again when it has"),
        LockFile(path, "case.jsonl", Disk()).held(wait=0.02),
    ):
        pass


def test_lock_ends_with_its_process(tmp_path: Path) -> None:
    """A process that dies with the lock leaves it free, however it dies."""
    path = tmp_path / "case.jsonl.lock"
    program = (
        "import os, sys, signal, pathlib\n"
        "from timeline.log.disk import Disk\n"
        "from timeline.log.locks import LockFile\n"
        "with LockFile(pathlib.Path(sys.argv[1]), 'case.jsonl', Disk()).held():\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)  # noqa: S603 - ours
    with LockFile(path, "case.jsonl", Disk()).held(wait=0):
        assert path.read_bytes() == b""


def test_lock_file_that_was_replaced_is_not_trusted(tmp_path: Path) -> None:
    """A lock on a file that is no longer the one of that name shuts nobody out, so it is let go."""
    path = tmp_path / "case.jsonl.lock"
    opened: list[int] = []

    class Replacing(Disk):
        def open(self, found: Path, flags: int, mode: int = 0o666) -> int:
            descriptor = super().open(found, flags, mode)
            if not opened:
                found.unlink()
            opened.append(descriptor)
            return descriptor

    with LockFile(path, "case.jsonl", Replacing()).held():
        assert len(opened) == 2
        assert path.exists()


def test_lock_that_cannot_be_opened_is_an_error_of_the_store(tmp_path: Path) -> None:
    """Nothing was appended, and the store goes on."""
    store = JSONLinesStore(tmp_path / "case.jsonl", disk=FaultyDisk(Disk(), 2, number=errno.EMFILE))
    with pytest.raises(StoreError, match="close other files first"), store.writing():
        pass
    with store.writing():
        pass


def test_disk_reads_and_writes_all_it_is_asked_to(tmp_path: Path) -> None:
    """Offsets, short files, cuts, real flushes and names, on real files."""
    own, path = Disk(), tmp_path / "file"
    assert own.look(path) is None
    descriptor = own.open(path, os.O_RDWR | os.O_CREAT)
    own.write(descriptor, b"0123456789", 5)
    own.sync(descriptor)
    assert own.read(descriptor, 100, 3) == b"\0\x000123456789"
    assert own.read(descriptor, 4, 5) == b"0123"
    assert own.read(descriptor, 4, 50) == b""
    own.cut(descriptor, 7)
    own.close(descriptor)
    own.replace(path, tmp_path / "other")
    own.sync_folder(tmp_path)
    assert (tmp_path / "other").read_bytes() == b"\0\0\0\0\x0001"
    own.remove(tmp_path / "other")
    own.remove(tmp_path / "other")
    assert list(tmp_path.iterdir()) == []


def test_disk_goes_on_where_the_system_stopped_halfway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read or write that did less than it was asked to is gone on with, up to the end."""
    real, path = (disk._read, disk._write), tmp_path / "file"
    monkeypatch.setattr(disk, "_read", lambda file, size, at: real[0](file, min(size, 3), at))
    monkeypatch.setattr(disk, "_write", lambda file, data, at: real[1](file, data[:4], at))
    descriptor = Disk().open(path, os.O_RDWR | os.O_CREAT)
    Disk().write(descriptor, b"0123456789", 5)
    assert Disk().read(descriptor, 8, 6) == b"12345678"
    assert Disk().read(descriptor, 100, 6) == b"123456789"
    Disk().close(descriptor)
