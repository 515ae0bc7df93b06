"""The lock beside a log: waiting for it is fair, and ends."""

import sys
import threading
import time
from pathlib import Path

import pytest

from timeline.errors import StoreError
from timeline.log.disk import Disk
from timeline.log.locks import LockFile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there, locks shut readers out")


class Greedy(threading.Thread):
    """Somebody who takes a lock again as soon as it is let go; counts how often."""

    def __init__(self, lock: LockFile) -> None:
        super().__init__()
        self._lock, self.done, self.rounds = lock, threading.Event(), 0

    def run(self) -> None:
        while not self.done.is_set():
            with self._lock.held():
                self.rounds += 1
                time.sleep(0.005)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file that a lock guards."""
    path = tmp_path / "case.jsonl"
    path.write_text("a line\n")
    return path


def _lock(path: Path) -> LockFile:
    return LockFile(path.with_suffix(".lock"), str(path), Disk(), line=path)


def test_who_lets_go_stands_behind_who_waits(path: Path) -> None:
    """A writer who appends in a loop does not shut the others out: the next turn is theirs."""
    greedy = Greedy(_lock(path))
    greedy.start()
    waited = []
    for _ in range(5):
        time.sleep(0.02)
        before = greedy.rounds
        with _lock(path).held():
            waited.append(greedy.rounds - before)
    greedy.done.set()
    greedy.join()
    assert sum(waited) <= 5 * 4


def test_waiting_ends(path: Path) -> None:
    """Who waits in vain, in front of the line or within it, is told that another holds the log."""
    with _lock(path).held():
        first = threading.Thread(target=_wait, args=(path, 0.5))
        first.start()
        time.sleep(0.1)
        with (
            pytest.raises(StoreError, match="another writer holds the log; try again when it"),
            _lock(path).held(0.1),
        ):
            pass
        first.join()


def test_line_is_free_again(path: Path) -> None:
    """Nothing is left of a wait in vain, so the next one is served."""
    with _lock(path).held():
        _wait(path, 0.05)
    with _lock(path).held(0):
        pass


def test_lock_of_a_file_that_is_not_there_yet_has_no_line(path: Path) -> None:
    """The first who makes a log has nobody to stand behind."""
    path.unlink()
    with _lock(path).held(0):
        assert not path.exists()


def _wait(path: Path, seconds: float) -> None:
    with pytest.raises(StoreError), _lock(path).held(seconds):
        pass
