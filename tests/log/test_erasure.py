"""What an erasure leaves in the files of a store, and beside them: nothing of the words."""

import errno
import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.errors import StoreError
from timeline.ledger import Log, open_log
from timeline.log import Tombstone, TornTailWarning
from timeline.log.keeping import Keeping, Kept, Shelf
from timeline.records import Erasure, Event, When
from timeline.resolution.index.index_file import Stored, index_path, write_index
from timeline.testing.rows import NOON

NEEDLE = "Zbruchanska"
NAMES = ["case.db", "case.jsonl"]
COUNT = 1_200
"""Records after which there is an index beside the log."""

SIZES = [0, 300, 3_000, 5_000, 100_000]
"""Characters that a summary has besides: within a page of SQLite, about one, and many."""


def report(number: int, words: str = "") -> Event:
    """Return one of many reports, which says some words in every field that is text."""
    return Event(
        key=f"event-{number} {words}".strip(),
        happened=When("2024-10-28"),
        published="2024-10-28T19:00Z",
        source=f"Gazette {words}".strip(),
        summary=f"Event {number} {words}".strip(),
        tags=(words,) if words else (),
    )


def named(size: int = 0) -> Event:
    """Return the report that has to go."""
    return report(7, f"{NEEDLE} {'x' * size}{NEEDLE}" if size else NEEDLE)


def order(size: int = 0) -> Erasure:
    """Return the order that it goes by."""
    return Erasure(erases=record_id(named(size)), authority="Court of X", reason="names a minor")


def holding(folder: Path) -> list[str]:
    """Return which files of a folder hold the words, wherever in them, as text or escaped."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        if NEEDLE.encode() in data or NEEDLE.casefold().encode() in data:
            found.append(path.name)
    return found


@pytest.fixture(params=NAMES)
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return where a log of each store in a file shall be."""
    return tmp_path / str(request.param)


def grown(path: Path, size: int = 0) -> Log:
    """Return a log that holds the words among many others, with an index file, and kept states."""
    log = open_log(path, clock=lambda: NOON)
    log.append(*map(report, range(600)))
    log.append(named(size))
    log.append(*map(report, range(1_000, 1_000 + COUNT)))
    assert len(log.as_of()) == 601 + COUNT
    assert isinstance(log._store, Keeping)
    state = NEEDLE.encode()
    kept = Kept(basis="b", position=9, digest="0" * 64, mark="m", state=state)
    assert log._store.keep("sum", Shelf(), Shelf(standing=kept))
    return log


@pytest.mark.parametrize("size", SIZES)
def test_words_are_in_no_file_after_an_erasure(path: Path, size: int) -> None:
    """Log, free pages, journal, index and kept states: before, each of them had the words."""
    with grown(path, size) as log:
        assert {path.name, index_path(path).name} <= set(holding(path.parent))
        log.append(order(size))
        assert holding(path.parent) == []
        assert log.verify().erased == 1
    assert holding(path.parent) == []


def test_words_do_not_come_back_with_the_next_answer(path: Path) -> None:
    """The index is computed anew without them, and so is what another process kept of it."""
    with grown(path) as log, open_log(path, clock=lambda: NOON) as other:
        assert other.as_of().entry(named().key).key == named().key
        log.append(order())
        assert len(other.as_of()) == len(log.as_of()) == 600 + COUNT
        assert holding(path.parent) == []
    with open_log(path) as log:
        assert len(log.as_of()) == 600 + COUNT
    assert holding(path.parent) == []
    assert index_path(path).exists()


def test_tombstone_says_by_whose_authority(path: Path) -> None:
    """What is left is the order, in full."""
    with grown(path) as log:
        log.append(order())
        stone = log.read()[600].record
    assert isinstance(stone, Tombstone)
    assert (stone.authority, stone.reason) == ("Court of X", "names a minor")
    assert stone.erased_by == record_id(order())


def test_many_erasures_leave_nothing_in_the_pages(path: Path) -> None:
    """Rows of all sizes, next to each other and far apart, before and after others are added."""
    sizes = [0, 40, 400, 900, 2_000, 4_100, 9_000, 40, 0]
    secret = [report(at, f"{NEEDLE}-{at} " + "y" * size) for at, size in enumerate(sizes)]
    with open_log(path, clock=lambda: NOON) as log:
        for at, each in enumerate(secret):
            log.append(report(100 + at), each, report(200 + at, "z" * 700))
        for at, each in enumerate(secret):
            log.append(report(300 + at, "w" * 1_500))
            log.append(Erasure(erases=record_id(each), authority="Court", reason="order"))
        assert log.verify().erased == len(secret)
    assert holding(path.parent) == []


def test_erasure_takes_what_failed_appends_had_left(tmp_path: Path) -> None:
    """A side file may hold the words; nobody was promised what is in it, and its end is told."""
    path = tmp_path / "case.jsonl"
    with open_log(path, clock=lambda: NOON) as log:
        log.append(named())
        with path.open("ab") as file:
            file.write(b'!"c":"5e1f ' + NEEDLE.encode())
        with pytest.warns(TornTailWarning, match="never acknowledged"):
            log.append(report(8))
        assert len(holding(tmp_path)) == 2
        with pytest.warns(TornTailWarning, match=r"took away .* failed: case\.jsonl\.tail-"):
            log.append(order())
    assert holding(tmp_path) == []


def test_files_of_other_logs_are_left_alone(tmp_path: Path) -> None:
    """An erasure takes what is beside its own log, and nothing of one with a similar name."""
    for name in ("case.jsonl", "case.jsonl.tail.jsonl", "other-case.jsonl"):
        (tmp_path / f"{name}.tail-20241101T120000Z").write_bytes(b"tail")
    path = tmp_path / "case.jsonl"
    with open_log(path, clock=lambda: NOON) as log, warnings.catch_warnings():
        warnings.simplefilter("ignore", TornTailWarning)
        log.append(named(), order())
        log.append(report(1))
        log.append(Erasure(erases=record_id(report(1)), authority="Court", reason="order"))
    assert sorted(each.name for each in tmp_path.glob("*.tail-*")) == [
        "case.jsonl.tail.jsonl.tail-20241101T120000Z",
        "other-case.jsonl.tail-20241101T120000Z",
    ]


def test_index_that_was_being_written_meanwhile_goes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who writes an index while another one erases looks again, and takes it back."""
    with open_log(path, clock=lambda: NOON) as log, open_log(path, clock=lambda: NOON) as other:
        log.append(named(), *map(report, range(1_000, 1_000 + COUNT)))

        def late(path: Path, stored: Stored) -> bool:
            other.append(order())
            return write_index(path, stored)

        monkeypatch.setattr("timeline.resolution.index.growing.write_index", late)
        log.as_of()
    assert holding(path.parent) == []
    assert not index_path(path).exists()


KILLED = """
import os, signal, sys
from timeline.ledger import open_log
from timeline.log import sqlite, jsonl, committing
from tests.log.test_erasure import NOON, order
from pathlib import Path

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

log = open_log(sys.argv[1], clock=lambda: NOON)
store, moment = log._store, sys.argv[2]
if moment == "before the commit":
    writing = store.writing
    from contextlib import contextmanager
    @contextmanager
    def dying(ids=()):
        with writing(ids) as writer:
            yield writer
            die()
    store.writing = dying
elif moment == "while the file is put in place":
    jsonl.put_in_place = die
elif moment == "after the commit":
    from timeline.resolution.index import index_file
    remove, calls = index_file.remove_index, []
    def second(path, done):
        calls.append(path)
        die() if len(calls) == 2 else remove(path, done)
    index_file.remove_index = second
log.append(order())
"""

MOMENTS = [
    ("case.db", "before the commit"),
    ("case.db", "after the commit"),
    ("case.jsonl", "before the commit"),
    ("case.jsonl", "while the file is put in place"),
    ("case.jsonl", "after the commit"),
]


@pytest.mark.parametrize("path,moment", MOMENTS, indirect=["path"])
def test_erasure_that_is_killed_is_there_or_not(path: Path, moment: str) -> None:
    """Either the record is whole and unerased, or it is gone from every file."""
    grown(path).close()
    killed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", KILLED, str(path), moment], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with open_log(path, clock=lambda: NOON) as log:
        erased = log.verify().erased
        assert erased == (moment == "after the commit")
        assert isinstance(log.read()[600].record, Tombstone if erased else Event)
        if erased:
            assert holding(path.parent) == []
        else:
            log.append(order())
        assert holding(path.parent) == []


@pytest.mark.parametrize(
    "fails, told, erased", [(1, "nothing was appended", 0), (2, "all was appended", 1)]
)
def test_index_file_that_cannot_be_taken_away_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, fails: int, told: str, erased: int
) -> None:
    """Whether the order was carried out by then, and which file to look at."""
    log = grown(path)
    unlink, calls = Path.unlink, [0]

    def refusing(each: Path, *, missing_ok: bool = False) -> None:
        calls[0] += each.name.endswith(".index")
        if each.name.endswith(".index") and calls[0] == fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        unlink(each, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    with pytest.raises(StoreError, match=rf"\.index: cannot be taken away .*{told}") as caught:
        log.append(order())
    assert "Input/output error" in str(caught.value)
    log.close()
    with open_log(path) as log:
        assert log.verify().erased == erased


def test_file_that_cannot_be_looked_at_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails at the first look is told in our words, and nothing is appended."""
    log, look = grown(path), Path.stat

    def refusing(each: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if each == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return look(each, follow_symlinks=follow_symlinks)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refusing)
        with pytest.raises(StoreError, match=r"cannot be looked at .*nothing was appended"):
            log.append(order())
    log.close()
    with open_log(path) as log:
        assert log.verify().erased == 0
