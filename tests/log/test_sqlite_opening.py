"""Where and how an SQLite log may be opened: libraries, folders, WAL mode, locks, forks."""

import os
import sqlite3
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import pytest

from timeline.errors import StoreError
from timeline.ledger import Log, open_log
from timeline.log import SQLiteStore
from timeline.log.files import check_local
from timeline.log.sqlite_opening import check_opening
from timeline.testing.rows import event, events


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log of three records that nobody has open."""
    with open_log(tmp_path / "case.db") as log:
        log.append(*events(3))
    return tmp_path / "case.db"


def in_wal_mode(path: Path) -> sqlite3.Connection:
    """Return the connection of another program that has put a file into WAL mode."""
    other = sqlite3.connect(path, isolation_level=None)
    assert other.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    other.execute("SELECT count(*) FROM record").fetchall()  # now it is there for others to see
    return other


def mode(path: Path) -> str:
    """Return the journal mode that a file is in."""
    other = sqlite3.connect(path)
    found = str(other.execute("PRAGMA journal_mode").fetchone()[0])
    other.close()
    return found


def test_library_that_is_too_old_is_named(tmp_path: Path) -> None:
    """The message says which version there is, which is needed, and what would do instead."""
    with pytest.raises(StoreError) as caught:
        check_opening(str(tmp_path / "case.db"), (3, 34, 1))
    assert str(caught.value) == (
        f"{tmp_path / 'case.db'}: needs SQLite 3.37.0, and this Python has 3.34.1;"
        " use a newer Python, or a file that ends in .jsonl"
    )
    check_opening(str(tmp_path / "case.db"), (3, 37, 0))


def test_folder_is_no_log(tmp_path: Path) -> None:
    """It is said in our words, and nothing is made in it."""
    with pytest.raises(StoreError, match="is a folder; name a file in it"):
        SQLiteStore(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_wal_mode_that_is_held_is_refused(path: Path) -> None:
    """Another program may be at it, in a mode whose promises are not ours."""
    other = in_wal_mode(path)
    with pytest.raises(StoreError, match=r"WAL mode .* still has it open; close that program"):
        open_log(path)
    other.close()


def test_wal_mode_that_was_left_is_taken_back_and_told(path: Path) -> None:
    """What stood in the WAL is in the log, whose file is one again."""
    other = in_wal_mode(path)
    other.execute("PRAGMA wal_autocheckpoint=0")
    other.execute("CREATE TABLE mark (a)")
    other.close()
    with pytest.warns(RuntimeWarning, match="put into WAL mode by another program; it is back"):
        log = open_log(path)
    with log, warnings.catch_warnings():
        warnings.simplefilter("error")
        assert log.verify().records == 3
        log.append(event(4))
    assert mode(path) in {"truncate", "delete"}
    assert sorted(each.name for each in path.parent.iterdir() if each.stat().st_size) == ["case.db"]


def test_wal_mode_that_comes_while_the_log_is_open_is_met_at_the_next_append(path: Path) -> None:
    """Nothing is appended in it; once the other program has gone, the log goes on."""
    with open_log(path) as log:
        other = in_wal_mode(path)
        assert log.verify().records == 3
        with pytest.raises(StoreError, match="WAL mode"):
            log.append(event(4))
        other.close()
        with pytest.warns(RuntimeWarning, match="it is back"):
            log.append(event(4))
        assert log.verify().records == 4
    assert mode(path) in {"truncate", "delete"}


@pytest.fixture
def on_network(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a log that lies in a network folder."""
    table = path.parent / "mountinfo"
    table.write_text(f"21 1 0:40 / {path.parent.resolve()} rw - cifs //server/share rw\n")
    monkeypatch.setattr(check_local, "__defaults__", (table,))
    return path


def test_log_on_a_network_is_read_and_not_written(on_network: Path) -> None:
    """The locks of such a folder cannot be relied on, and the message says so in plain words."""
    with open_log(on_network) as log:
        assert log.verify().records == len(log.as_of()) == 3
        with pytest.raises(StoreError, match=r"network file system \(cifs\), where two writers"):
            log.append(event(4))
        assert log.verify().records == 3


def test_no_log_is_made_on_a_network(on_network: Path) -> None:
    """A new one is refused as well, since to make it is to write."""
    with pytest.raises(StoreError, match=r"network file system \(cifs\)"):
        open_log(on_network.with_name("new.db"))


def test_log_on_a_network_is_written_by_who_says_so(on_network: Path) -> None:
    """Whoever is sure that nobody else writes there may."""
    with Log(SQLiteStore(on_network, on_network=True)) as log:
        assert log.append(event(4)).position == 4
    with Log(SQLiteStore(on_network.with_name("new.db"), on_network=True)) as log:
        assert log.append(event(1)).position == 1


OPENING = """
import sys
opened = []
def hook(name, arguments):
    if name == "open" and "case.db" in str(arguments[0]):
        opened.append(str(arguments[0]).rpartition("/")[2])
import timeline, timeline.cli
from click.testing import CliRunner
from timeline.records import Erasure
from timeline.testing.rows import event, events
path, folder, few = sys.argv[1], sys.argv[1].rpartition("/")[0], ["--position", "5"]
sys.addaudithook(hook)
with timeline.open_log(path) as log:
    log.append(*events(1100))
    known = log.as_of()
    known.entry("event-7"); known.explain("event-7"); known.problems
    log.append(Erasure(erases=log.read()[3].id, authority="Court", reason="order"))
    log.as_of(); log.verify(); log.checkpoint(); log.prove(3); log.versions("event-7")
    log.bundle(5, folder + "/bundle.zip")
    log.copy(folder + "/copy-of-case.jsonl")
    with timeline.open_log(folder + "/other.db") as other:
        other.adopt(log, 9)
    timeline.write(log.as_of(position=5), folder + "/page.html")
for words in (["show"], ["verify"], ["cite"], ["versions"], ["write"]):
    more = {"show": few, "versions": ["event-7"], "write": [folder + "/page.md", *few]}
    done = CliRunner().invoke(timeline.cli.main, [*words, path, *more.get(words[0], [])])
    assert done.exit_code == 0, done.output
print(*sorted(set(opened)))
"""


def test_nobody_but_sqlite_opens_the_file(tmp_path: Path) -> None:
    """
    Whoever opens and closes the file by other means drops the locks that the process has on it.

    So Python may open what stands beside the log, and never the log.
    """
    call = [sys.executable, "-c", OPENING, str(tmp_path / "case.db")]
    done = subprocess.run(call, capture_output=True, check=False)  # noqa: S603 - our own program
    assert done.returncode == 0, done.stderr.decode()
    names = set(done.stdout.decode().split())
    assert "case.db.index" in {name for name in names if name.endswith(".index")}
    assert "case.db" not in names


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_fork_while_a_thread_writes_is_told_at_once(path: Path) -> None:
    """The child does not wait for a lock that nobody there can let go, neither to use nor close."""
    with open_log(path) as log:
        held, done = threading.Event(), threading.Event()

        def write() -> None:
            with log._store.writing():
                held.set()
                done.wait()

        thread = threading.Thread(target=write)
        thread.start()
        held.wait()
        child = os.fork()
        if child == 0:
            trying = threading.Thread(target=lambda: os._exit(_tried(log)), daemon=True)
            trying.start()
            trying.join(20)
            os._exit(3)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        done.set()
        thread.join()
        assert status == 0
        assert log.append(event(9)).appended == 1


def _tried(log: Log) -> int:
    try:
        log.append(event(5))
    except StoreError as error:
        log.close()
        return 0 if "forked" in str(error) else 2
    return 1
