"""States of projections beside the rows of a log: the suite, and what is on the disk."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.log.server import Server
from timeline.codec import record_id
from timeline.errors import StoreError
from timeline.ledger import Log, open_log
from timeline.log import JSONLinesStore, Kept, MemoryStore, Row, Shelf, SQLiteStore, Store
from timeline.log.postgres import PostgresStore
from timeline.records import Erasure
from timeline.testing.keeping import KeepingConformance, PersistentKeepingConformance
from timeline.testing.rows import NOON, event
from timeline.testing.stores import Open

WORDS = b"witness: I. P."
SHELF = Shelf(
    standing=Kept(basis="", position=1, digest="", mark="t", state=b'"' + WORDS * 99 + b'"')
)


class TestMemoryKeeping(KeepingConformance):
    """States in memory."""

    @pytest.fixture
    def opened(self) -> Open:
        """Return what opens a store in memory."""
        return MemoryStore


class TestSQLiteKeeping(PersistentKeepingConformance):
    """States in a table of the log's file."""

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Open:
        """Return what opens a store in a file."""
        return lambda: SQLiteStore(tmp_path / "case.db")


class TestJSONLinesKeeping(PersistentKeepingConformance):
    """States in files beside the log."""

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Open:
        """Return what opens a store in a file."""
        return lambda: JSONLinesStore(tmp_path / "case.jsonl")


class TestPostgresKeeping(PersistentKeepingConformance):
    """States in a table of the log's schema."""

    @pytest.fixture
    def opened(self, postgres_url: str) -> Iterator[Open]:
        """Return what opens a store on the server, and closes what was opened at the end."""
        with ExitStack() as stack:

            def open_store() -> Store:
                store = PostgresStore(postgres_url)
                stack.callback(store.close)
                return store

            yield open_store


@pytest.mark.parametrize("suffix", ["db", "jsonl"])
def test_erased_words_are_in_no_file_of_the_folder(tmp_path: Path, suffix: str) -> None:
    """What a state held of an erased record is gone from the disk, free pages included."""
    with open_log(tmp_path / f"case.{suffix}", clock=lambda: NOON) as log:
        log.append(event(1))
        assert log.keeping.keep("names", Shelf(), SHELF)
        assert WORDS in b"".join(each.read_bytes() for each in tmp_path.iterdir())
        log.append(Erasure(erases=record_id(event(1)), authority="court", reason="order"))
        assert WORDS not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_what_was_left_of_a_write_goes_with_an_erasure(tmp_path: Path) -> None:
    """A process that died while it wrote a state leaves a file, which may hold what is erased."""
    left = tmp_path / "case.jsonl.names.projection.new"
    with open_log(tmp_path / "case.jsonl", clock=lambda: NOON) as log:
        log.append(event(1))
        left.write_bytes(WORDS)
        log.append(Erasure(erases=record_id(event(1)), authority="court", reason="order"))
        assert not left.exists()


def test_what_was_left_of_a_write_is_in_nobodys_way(tmp_path: Path) -> None:
    """The next state is written all the same."""
    left = tmp_path / "case.jsonl.names.projection.new"
    with open_log(tmp_path / "case.jsonl", clock=lambda: NOON) as log:
        left.write_bytes(WORDS)
        assert log.keeping.keep("names", Shelf(), SHELF)
        assert (log.keeping.kept("names"), left.exists()) == (SHELF, False)


@pytest.mark.parametrize("damage", [b"", b"nothing", None], ids=["empty", "other", "one bit"])
def test_damaged_file_is_as_good_as_none(tmp_path: Path, damage: bytes | None) -> None:
    """It is a cache: what is not whole is not read."""
    path = tmp_path / "case.jsonl.names.projection"
    with open_log(tmp_path / "case.jsonl", clock=lambda: NOON) as log:
        log.keeping.keep("names", Shelf(), SHELF)
        data = bytearray(path.read_bytes())
        data[-9] ^= 1
        path.write_bytes(data if damage is None else damage)
        assert log.keeping.kept("names") == Shelf()


def test_state_file_may_be_read_by_whom_the_log_may(tmp_path: Path) -> None:
    """It holds what the log holds, so it has the log's permissions."""
    path = tmp_path / "case.jsonl"
    with open_log(path, clock=lambda: NOON) as log:
        path.chmod(0o640)
        log.keeping.keep("names", Shelf(), SHELF)
    assert os.stat(f"{path}.names.projection").st_mode & 0o777 == 0o640  # noqa: PTH116 - one line


def test_states_are_no_part_of_the_log(tmp_path: Path) -> None:
    """The table can be dropped at any time, and the log verifies."""
    path = tmp_path / "case.db"
    with open_log(path, clock=lambda: NOON) as log:
        log.append(event(1))
        log.keeping.keep("names", Shelf(), SHELF)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE projection")
    connection.close()
    with open_log(path, clock=lambda: NOON) as log:
        assert log.keeping.kept("names") == Shelf()
        assert log.verify().records == 1


class Bare:
    """A user's store that keeps rows and nothing else."""

    def __init__(self) -> None:
        inner = MemoryStore()
        self.target, self.writing, self.rows = "bare", inner.writing, inner.rows
        self.tail, self.positions, self.close = inner.tail, inner.positions, inner.close


def test_store_that_keeps_no_states_says_so() -> None:
    """A store of one's own works without; folding in memory does, too."""
    store: Store = Bare()
    log = Log(store, clock=lambda: NOON)
    log.append(event(1))
    assert isinstance(next(log._store.rows()), Row)
    with pytest.raises(StoreError, match=r"keeps no states.*Keeping"):
        _ = log.keeping


GRANTED = """
    CREATE ROLE kept_eraser LOGIN;
    GRANT USAGE ON SCHEMA kept_rights TO kept_eraser;
    GRANT SELECT ON ALL TABLES IN SCHEMA kept_rights TO kept_eraser;
    GRANT INSERT ON kept_rights.record, kept_rights.identity TO kept_eraser;
    GRANT UPDATE (body) ON kept_rights.record TO kept_eraser;
    GRANT UPDATE (pos) ON kept_rights.identity TO kept_eraser;
"""


def test_who_may_not_take_states_away_may_not_erase(postgres_server: Server) -> None:
    """Else a body would be erased, and what was folded of it would stay."""
    order = Erasure(erases=record_id(event(1)), authority="court", reason="order")
    with open_log(postgres_server.url("kept_rights")) as log:
        log.append(event(1))
        log.keeping.keep("names", Shelf(), SHELF)
    with postgres_server.connect() as owner:
        owner.execute(GRANTED)
    with open_log(postgres_server.url("kept_rights", user="kept_eraser")) as log:
        assert log.keeping.kept("names") == SHELF
        for change in (lambda: log.append(order), lambda: log.keeping.keep("x", Shelf(), SHELF)):
            with pytest.raises(StoreError, match="permission denied for table projection"):
                change()
        assert log.position == 1
        with postgres_server.connect() as owner:
            owner.execute("GRANT DELETE ON kept_rights.projection TO kept_eraser")
        log.append(order)
        assert log.keeping.kept("names") == Shelf()
