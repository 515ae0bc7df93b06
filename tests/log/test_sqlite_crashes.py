"""The SQLite store when the process dies, or the disk is full (G1, G3, G4), in `sqlite3` itself."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.log.batches import batch, whole_batches
from tests.log.crashes import Kills
from timeline.errors import ClosedLogError, StoreError
from timeline.ledger import Log
from timeline.log import SQLiteStore
from timeline.testing.rows import NOON, events

KILLS = 30

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def test_kill_loses_nothing_acknowledged_and_tears_no_batch(tmp_path: Path) -> None:
    """G1, G3: children that append are killed, at least every tenth of them within an append."""
    kills = Kills(tmp_path, lambda home: SQLiteStore(home / "case.db"), random.Random(1))
    for _ in range(KILLS):
        kills.strike()
    assert (kills.count, kills.lost) == (KILLS, [])
    assert kills.halfway >= KILLS / 10


def test_write_that_the_system_cuts_short_keeps_nothing(tmp_path: Path) -> None:
    """G4: a real limit of the file's size ends a write in the middle; the error says so."""
    path = _made(tmp_path)
    child = os.fork()
    if child == 0:
        import resource  # noqa: PLC0415 - Windows has no such module

        limit = path.stat().st_size + 1_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            _opened(path).append(*events(1_000))
        except StoreError as error:
            os._exit(0 if "; nothing was appended; " in str(error) else 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    _judge(path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 512 KiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)  # noqa: S603 - ours
    except OSError as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    if done.returncode:
        pytest.skip("no disk can be mounted here: that needs the rights of root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - ours


@pytest.mark.skipif(sys.platform != "linux", reason="needs tmpfs")
@pytest.mark.parametrize("left", range(0, 120_000, 12_000))
def test_full_disk_says_what_to_do_and_opens_again(small_disk: Path, left: int) -> None:
    """G4: wherever in an append the disk is full, nothing is kept, and space is all it takes."""
    path = _made(small_disk)
    filling = small_disk / "filling"
    space = os.statvfs(small_disk)
    filling.write_bytes(bytes(max(space.f_bavail * space.f_frsize - left, 0)))
    with _opened(path) as log:
        with pytest.raises(StoreError, match="nothing was appended; free some disk space"):
            log.append(*events(1_000))
        with pytest.raises(ClosedLogError, match="open it again"):
            log.read()
    filling.unlink()
    _judge(path)


def _made(folder: Path) -> Path:
    path = folder / "case.db"
    with _opened(path) as log:
        log.append(*batch(0))
    return path


def _opened(path: Path) -> Log:
    return Log(SQLiteStore(path), clock=lambda: NOON)


def _judge(path: Path) -> None:
    with _opened(path) as log:
        assert whole_batches(log._store, acknowledged=1, begun=1) == 1
        log.append(*batch(1))
        assert whole_batches(log._store, acknowledged=2, begun=2) == 2
