"""What a log in SQLite says when it is refused: what became of the append, and what to do."""

import sqlite3
from pathlib import Path

import pytest

from timeline.errors import IntegrityError, StoreError
from timeline.ledger import open_log
from timeline.log import SQLiteStore
from timeline.log.sqlite_refusals import Became, became, breaks, refused
from timeline.testing.rows import event


def _error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("refused")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "code,advice",
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "try again when it has finished"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "make the file and its folder writable"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "put the file back, and open the log again"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "can be read and written"),
        (sqlite3.SQLITE_IOERR_FSYNC, "check the disk, and open the log again"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "go on from a copy that verifies"),
        (sqlite3.SQLITE_FULL, "free some disk space, and open the log again"),
        (sqlite3.SQLITE_ERROR, "check the file, its folder and the disk"),
    ],
)
def test_advice_is_that_of_the_code(code: int, advice: str) -> None:
    """SQLite tells codes with details, and each has the advice of its kind, or one of its own."""
    assert str(refused("case.db", _error(code))).endswith(advice)


def test_refusal_of_python_has_advice_too() -> None:
    """An error without a code is told as well."""
    told = refused("case.db", sqlite3.ProgrammingError("closed"), Became.NOTHING)
    assert str(told) == (
        "case.db: closed; nothing was appended; check the file, its folder and the disk"
    )


def test_question_claims_nothing_of_an_append() -> None:
    """Who only reads is not told that nothing was appended."""
    assert "appended" not in str(refused("case.db", _error(sqlite3.SQLITE_IOERR_READ)))


@pytest.mark.parametrize(
    "code,on_its_way,at_its_end",
    [
        (sqlite3.SQLITE_BUSY, Became.NOTHING, Became.NOTHING),
        (sqlite3.SQLITE_FULL, Became.NOTHING, Became.NOTHING),
        (sqlite3.SQLITE_IOERR_WRITE, Became.NOTHING, Became.NOTHING),
        (sqlite3.SQLITE_IOERR_FSYNC, Became.NOTHING, Became.DOUBTFUL),
        (sqlite3.SQLITE_IOERR_TRUNCATE, Became.NOTHING, Became.DOUBTFUL),
        (sqlite3.SQLITE_CORRUPT, Became.NOTHING, Became.DOUBTFUL),
    ],
)
def test_fate_of_an_append(code: int, on_its_way: Became, at_its_end: Became) -> None:
    """G4: only what a commit can meet at its last step leaves a doubt."""
    assert became(_error(code), committing=False) is on_its_way
    assert became(_error(code), committing=True) is at_its_end


def test_disk_that_fails_is_told_from_a_lock() -> None:
    """A store goes on after a wait in vain, and not after a failure of the disk."""
    assert breaks(_error(sqlite3.SQLITE_IOERR_FSYNC))
    assert breaks(_error(sqlite3.SQLITE_FULL))
    assert not breaks(_error(sqlite3.SQLITE_BUSY))
    assert not breaks(_error(sqlite3.SQLITE_READONLY_DIRECTORY))


def test_block_within_a_block_is_refused(tmp_path: Path) -> None:
    """One thread has one block open at a time, and the outer one goes on."""
    with open_log(tmp_path / "case.db") as log:
        store = log._store
        assert isinstance(store, SQLiteStore)
        with store.writing():
            with pytest.raises(StoreError, match="end the block that is open first"):
                store.keep("name", store.kept("name"), store.kept("name"))
            assert store._connection.in_transaction
        assert log.append(event(1)).appended == 1


def test_columns_that_hold_no_bytes_are_damage(tmp_path: Path) -> None:
    """A page that was lost may read as empty columns; the position is named."""
    path = tmp_path / "case.db"
    with open_log(path) as log:
        log.append(event(1))
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE lost (pos INTEGER PRIMARY KEY, body BLOB, chain BLOB)")
        connection.execute("INSERT INTO lost SELECT * FROM record")
        connection.execute("UPDATE lost SET body = NULL WHERE pos = 1")
        connection.execute("DROP TABLE record")
        connection.execute("ALTER TABLE lost RENAME TO record")
    connection.close()
    with pytest.raises(IntegrityError, match="position 1: its columns hold no bytes"):
        SQLiteStore(path).tail()
