"""Ids in an SQLite log: found at once, also after others changed the rows or dropped the tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.ledger import Log, open_log
from timeline.log import Row, SQLiteStore
from timeline.log.id_runs import keys_of, run
from timeline.log.sqlite_ids import SQLiteIds
from timeline.log.tables import raw_id
from timeline.records import Erasure
from timeline.testing.rows import event, events, rows

IDS = [record_id(each) for each in events(95)]
EXPECTED = {each: at for at, each in enumerate(IDS[:90], 1)} | {IDS[6]: -7}


def told(path: Path) -> list[tuple[int, int, int]]:
    """Return the first and last position of each stored run, and how many ids it holds."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT first, last, length(ids) / 12 FROM id_run ORDER BY first"
        return connection.execute(query).fetchall()


def change(path: Path, *statements: str) -> None:
    """Carry out statements as another program would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for each in statements:
            connection.execute(each)


def erase(log: Log, number: int) -> None:
    """Erase one of the events."""
    log.append(Erasure(erases=IDS[number - 1], authority="court", reason="order"))


def add_and_fail(store: SQLiteStore, row: tuple[str, Row]) -> None:
    """Add a row in a block that ends with an error."""
    with store.writing() as writer:
        writer.add([row])
        raise ZeroDivisionError


def positions(path: Path, asked: list[str]) -> dict[str, int]:
    """Return what a newly opened store says of some ids."""
    with closing(SQLiteStore(path)) as store:
        return store.positions(asked)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log of 90 events, of which one is erased."""
    path = tmp_path / "case.db"
    with open_log(path) as log:
        for each in events(40):
            log.append(each)
        log.append(*events(50, first=41))
        erase(log, 7)
    return path


def test_ids_are_where_their_rows_are(path: Path) -> None:
    """Erased ones are negative, and what is not there has no position."""
    assert positions(path, [*IDS, "sha256:" + "0" * 64, "sha256:x", "no id"]) == EXPECTED


def test_runs_cover_all_rows_and_are_few(path: Path) -> None:
    """From the genesis to the last row, eight of about one length merged into one."""
    found = told(path)
    assert contiguous(found)
    assert found[-1][1] == 91
    assert sum(count for _, _, count in found) == 91
    assert len(found) < 12


def contiguous(runs: list[tuple[int, int, int]]) -> bool:
    """Tell whether stored runs follow one another from the genesis on."""
    return [first for first, _, _ in runs] == [0, *(last + 1 for _, last, _ in runs[:-1])]


def test_batch_is_one_run(tmp_path: Path) -> None:
    """From its first row to its last, with all of its ids."""
    with open_log(tmp_path / "batches.db") as log:
        log.append(*events(50))
        log.append(*events(5, first=51))
    assert told(tmp_path / "batches.db") == [(0, 0, 0), (1, 50, 50), (51, 55, 5)]


def test_erased_id_of_the_first_record_is_made_again(path: Path) -> None:
    """The first position is no less than the others."""
    with open_log(path) as log:
        erase(log, 1)
    change(path, "DELETE FROM id_run", "DELETE FROM gone_id")
    assert positions(path, IDS)[IDS[0]] == -1


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE id_run",
        "DROP TABLE gone_id",
        "DELETE FROM id_run",
        "DELETE FROM id_run WHERE first = 0",
        "DELETE FROM id_run WHERE last = 91",
        "UPDATE id_run SET last = last + 1 WHERE first = 0",
        "UPDATE id_run SET ids = x'00' WHERE last = 91",
        "INSERT INTO id_run VALUES (92, 95, x'')",
        "UPDATE id_run SET last = -1 WHERE first = 0",
    ],
)
def test_ids_that_are_not_those_of_the_rows_are_made_again(path: Path, statement: str) -> None:
    """The tables are an index: reading goes by the rows, and the next append writes them anew."""
    change(path, statement)
    assert positions(path, IDS) == EXPECTED
    with open_log(path) as log:
        assert log.append(*events(95)[90:]).appended == 5
        assert log.append(*events(6)).duplicates == 6
    found = told(path)
    assert contiguous(found)
    assert found[-1][1] == 96
    assert positions(path, IDS)[IDS[94]] == 96
    assert positions(path, IDS)[IDS[6]] == -7


def test_erasure_makes_stale_ids_anew(path: Path) -> None:
    """An order to erase is carried out in a log whose ids were lost."""
    change(path, "DELETE FROM id_run", "DELETE FROM gone_id")
    with open_log(path) as log:
        erase(log, 9)
    found = positions(path, IDS)
    assert (found[IDS[6]], found[IDS[8]], found[IDS[9]]) == (-7, -9, 10)


def test_log_that_another_program_cut_short_is_read_by_its_rows(path: Path) -> None:
    """Ids of rows that are no longer there are not found."""
    change(path, "DROP TRIGGER record_kept", "DELETE FROM record WHERE pos > 50")
    found = positions(path, IDS)
    assert (found.get(IDS[49]), found.get(IDS[50])) == (50, None)


def test_what_begins_alike_is_told_apart_by_the_rows(path: Path) -> None:
    """Eight bytes of an id are a hint; the row says whether it is the one."""
    with closing(sqlite3.connect(path)) as connection:
        raws = [raw_id(each) or b"" for each in IDS[:2]]
        known = [(raws[0], at) for at in range(1, 92)] + [(raws[1], 2)]
        crowded = run(0, 91, known[-91:])
        assert (crowded.keys == keys_of([raws[0]])[0]).sum() == 90
        connection.execute("DELETE FROM id_run")
        connection.execute("INSERT INTO id_run VALUES (0, 91, ?)", (crowded.stored,))
        found = SQLiteIds(connection).positions(IDS[:3])
        connection.rollback()
    assert found == {IDS[1]: 2}


def test_run_that_leads_beyond_the_rows_is_no_fault(path: Path) -> None:
    """A damaged offset leads nowhere, and the id counts as not there."""
    with closing(sqlite3.connect(path)) as connection, connection:
        damaged = run(0, 91, [(raw_id(IDS[0]) or b"", 5000)])
        connection.execute("DELETE FROM id_run")
        connection.execute("INSERT INTO id_run VALUES (0, 91, ?)", (damaged.stored,))
    assert positions(path, IDS[:1]) == {}


def test_ids_of_an_append_that_was_taken_back_are_forgotten(path: Path) -> None:
    """What another append then writes at these positions is found, and not the former."""
    with closing(SQLiteStore(path)) as store, open_log(path) as log:
        ((_, last),) = rows([event(95)], after=("", next(store.rows(91))))
        with pytest.raises(ZeroDivisionError):
            add_and_fail(store, (IDS[94], last))
        log.append(event(93))
        assert store.positions([IDS[92], IDS[94]]) == {IDS[92]: 92}


def test_two_logs_on_one_file_find_what_the_other_appends(path: Path) -> None:
    """Runs that the other one merged in the meantime are read again."""
    with open_log(path) as one, open_log(path) as other:
        for number in range(100, 130):
            one.append(event(number))
            assert other.append(event(number)).duplicates == 1
            other.append(event(number + 100))
            assert one.append(event(number + 100)).duplicates == 1
        assert one.position == 91 + 60


def test_ids_of_a_log_that_was_made_before_are_moved(path: Path) -> None:
    """The former table with a place for each id is dropped, and its log goes on."""
    change(
        path,
        "DROP TABLE id_run",
        "DROP TABLE gone_id",
        "CREATE TABLE identity (id BLOB PRIMARY KEY, pos INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    )
    assert positions(path, IDS) == EXPECTED
    with closing(sqlite3.connect(path)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert ("identity",) not in named.fetchall()
