"""The SQLite store: the conformance suite, and what only a file can get wrong."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.errors import IntegrityError, StoreError
from timeline.ledger import open_log
from timeline.log import SQLiteStore
from timeline.records import Erasure
from timeline.testing.persistent_stores import PersistentStoreConformance
from timeline.testing.stores import Open, event


class TestSQLiteStore(PersistentStoreConformance):
    """The embedded default."""

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Open:
        """Return what opens a store in a file."""
        return lambda: SQLiteStore(tmp_path / "case.db")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a log may be made."""
    return tmp_path / "case.db"


def test_log_is_there_after_reopening(path: Path) -> None:
    """What was appended is read by the next program that opens the file."""
    with open_log(path) as log:
        log.append(event(1), event(2))
    with open_log(path) as log:
        assert [each.record for each in log] == [event(1), event(2)]


def test_reopened_log_knows_its_duplicates(path: Path) -> None:
    """Identity does not depend on what this process has seen."""
    with open_log(path) as log:
        log.append(event(1))
    with open_log(path) as log:
        assert log.append(event(1)).duplicates == 1


def test_second_log_object_sees_what_the_first_appends(path: Path) -> None:
    """Two open logs on one file follow each other."""
    with open_log(path) as one, open_log(path) as other:
        one.append(event(1))
        other.append(event(2))
        assert [each.record for each in one] == [event(1), event(2)]
        assert one.append(event(2)).duplicates == 1


def test_erasure_by_another_process_reaches_a_reader(path: Path) -> None:
    """A body that another writer erased is gone from what was read before, too."""
    with open_log(path) as one, open_log(path) as other:
        one.append(event(1), event(2))
        assert len(other.as_of()) == 2
        one.append(Erasure(erases=record_id(event(1)), authority="court", reason="order"))
        assert [entry.key for entry in other.as_of()] == ["event-2"]


def test_file_is_durable_as_the_guarantees_say(path: Path) -> None:
    """The journal is truncated, commits are synced to the directory, freed pages are zeroed."""
    store = SQLiteStore(path)
    pragmas = ("journal_mode", "synchronous", "fullfsync", "secure_delete")
    found = [store._connection.execute(f"PRAGMA {each}").fetchone()[0] for each in pragmas]
    assert found == ["truncate", 3, 1, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM record WHERE pos = 1",
        "UPDATE record SET chain = zeroblob(32) WHERE pos = 1",
        "UPDATE record SET body = x'7b7d' WHERE pos = 1",
        "UPDATE record SET pos = 9 WHERE pos = 1",
    ],
)
def test_table_refuses_to_change_the_past(path: Path, statement: str) -> None:
    """Triggers guard against mistakes: rows are neither deleted nor rewritten."""
    with open_log(path) as log:
        log.append(event(1))
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        (
            "UPDATE record SET body ="
            " CAST(replace(CAST(body AS TEXT), 'Event 1', 'Event 9') AS BLOB) WHERE pos = 1"
        ),
        "DELETE FROM record WHERE pos = 1",
        "UPDATE record SET chain = zeroblob(32) WHERE pos = 1",
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(path: Path, statement: str) -> None:
    """Whoever drops the triggers and edits a row is found, and the position is named."""
    with open_log(path) as log:
        log.append(event(1), event(2))
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER record_kept")
        connection.execute("DROP TRIGGER record_unchanged")
        connection.execute(statement)
    connection.close()
    with open_log(path) as log, pytest.raises(IntegrityError, match="position 1") as caught:
        log.verify()
    assert caught.value.position == 1


@pytest.mark.parametrize(
    "good, bad, told",
    [
        ('"happened"', '"hapened"', "its record cannot be read"),
        ('"id":"sha256:', '"id":"sha255:', "'sha255:[0-9a-f]+' is no id of a record"),
    ],
    ids=["field", "id"],
)
def test_damaged_row_is_met_at_every_look(path: Path, good: str, bad: str, told: str) -> None:
    """An as-of over a record that was damaged is refused, and refused again, not answered."""
    with open_log(path) as log:
        log.append(event(1), event(2))
    connection = sqlite3.connect(path)
    connection.executescript("DROP TRIGGER record_unchanged")
    connection.execute(
        "UPDATE record SET body = CAST(replace(CAST(body AS TEXT), ?, ?) AS BLOB) WHERE pos = 1",
        (good, bad),
    )
    connection.commit()
    connection.close()
    with open_log(path) as log:
        for _ in range(2):
            with pytest.raises(IntegrityError, match=f"position 1: {told}"):
                log.as_of()


def test_erased_words_are_not_in_the_file(path: Path) -> None:
    """Nothing of an erased body stays in the file, also not in its free pages."""
    with open_log(path) as log:
        log.append(*(event(number) for number in range(50)))
        log.append(Erasure(erases=record_id(event(7)), authority="court", reason="order"))
    assert b'"Event 7"' not in path.read_bytes()
    assert b'"Event 8"' in path.read_bytes()


def test_other_sqlite_file_is_refused(path: Path) -> None:
    """A database of another program is not written to."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    with pytest.raises(StoreError, match="something else"):
        open_log(path)


def test_file_that_is_no_database_is_refused(path: Path) -> None:
    """A text file with the name of a log is refused in our words."""
    path.write_text("not a database, but long enough to look like one " * 100)
    with pytest.raises(StoreError, match="name another file"):
        open_log(path)


def test_newer_file_is_refused(path: Path) -> None:
    """A file of a later table version asks for a newer program."""
    open_log(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(StoreError, match="newer"):
        open_log(path)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """No folder is made in silence."""
    with pytest.raises(StoreError, match=r"folder .*absent does not exist; create it first"):
        open_log(tmp_path / "absent" / "case.db")


def test_unknown_suffix_is_refused(tmp_path: Path) -> None:
    """A name that no store goes by says which ones there are."""
    with pytest.raises(StoreError, match=r"\.jsonl, \.db, \.sqlite or \.sqlite3"):
        open_log(tmp_path / "case.xlsx")


def test_killed_process_loses_nothing_acknowledged(path: Path) -> None:
    """A process killed right after an append returned leaves all of it, and an intact log."""
    program = (
        "import os, signal, sys, timeline.ledger, timeline.testing.stores as s\n"
        "log = timeline.ledger.open_log(sys.argv[1])\n"
        "log.append(*(s.event(n) for n in range(20)))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = [sys.executable, "-c", program, str(path)]
    subprocess.run(killed, check=False)  # noqa: S603 - our own program
    with open_log(path) as log:
        assert log.verify().records == 20


def test_threads_may_share_a_log(path: Path) -> None:
    """Appends of several threads come one after the other, and none is lost."""
    with open_log(path) as log:

        def append_five(start: int) -> None:
            for number in range(start, start + 5):
                log.append(event(number))

        threads = [threading.Thread(target=append_five, args=(100 * at,)) for at in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert log.verify().records == 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_log_refuses_to_be_used_after_fork(path: Path) -> None:
    """A child must open the log itself; the parent's connection would drop its locks."""
    with open_log(path) as log:
        child = os.fork()
        if child == 0:
            try:
                log.append(event(1))
            except StoreError as error:
                os._exit(0 if "forked" in str(error) else 2)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert log.append(event(1)).appended == 1
