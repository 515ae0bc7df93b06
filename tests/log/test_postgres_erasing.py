"""What an erasure leaves in a server's folder: until VACUUM FULL in tables, longer in the WAL."""

import random
import string
import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.log import server as servers
from tests.log.server import PATIENCE, Server
from timeline.codec import record_id
from timeline.ledger import Log, open_log
from timeline.log.keeping import Keeping, Kept, Shelf
from timeline.records import Erasure, Event
from timeline.testing.rows import NOON, event, events

NEEDLE = "Zbruchanska"
SIZES = [0, 10_000]
"""Characters that the summary has besides: in a row, and in the pieces of one that is too long."""

RECYCLING = "SELECT setting FROM pg_settings WHERE name = 'wal_recycle'"

pytestmark = servers.needed


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server whose files nobody else writes to."""
    with servers.running() as own:
        yield own


def named(size: int) -> Event:
    """Return the report that has to go; its words are such as no server packs."""
    noise = "".join(random.Random(size).choices(string.ascii_letters + string.digits, k=size))
    return event(7, f"{NEEDLE} {noise}")


def order(size: int) -> Erasure:
    """Return the order to erase it."""
    return Erasure(erases=record_id(named(size)), authority="Court of X", reason="names a minor")


def grown(server: Server, size: int = 0, name: str = "case_1") -> Log:
    """Return a log that holds the words in a record, and in what is kept of a projection."""
    log = open_log(server.url(name), clock=lambda: NOON)
    log.append(*events(5), named(size), *events(100, first=10))
    assert isinstance(log._store, Keeping)
    kept = Kept(basis="b", position=9, digest="0" * 64, mark="m", state=NEEDLE.encode())
    assert log._store.keep("sum", Shelf(), Shelf(standing=kept))
    return log


def holding(server: Server) -> set[str]:
    """Return which parts of the server's folder hold the words, once all is on the disk."""
    asked(server, "CHECKPOINT")
    found = set()
    for path in server.data.rglob("*"):
        try:
            if path.is_file() and NEEDLE.encode() in path.read_bytes():
                found.add(path.relative_to(server.data).parts[0])
        except FileNotFoundError:
            continue
    return found


def asked(server: Server, *statements: str) -> list[psycopg.rows.TupleRow]:
    """Return the answer to the last of some statements, each a transaction of its own."""
    with server.connect() as connection:
        for each in statements:
            cursor = connection.execute(each.encode())
        return cursor.fetchall() if cursor.description else []


def vacuum(server: Server) -> None:
    """Do what the guide says the owner has to do."""
    asked(server, "VACUUM FULL case_1.record", "VACUUM FULL case_1.projection")


@pytest.mark.parametrize("size", SIZES)
def test_words_are_in_no_table_after_vacuum_full(server: Server, size: int) -> None:
    """The write-ahead log alone has them then."""
    with grown(server, size) as log:
        assert holding(server) == {"base", "pg_wal"}
        log.append(order(size))
        vacuum(server)
        assert holding(server) == {"pg_wal"}
        assert log.verify().erased == 1


@pytest.mark.parametrize("table,column", [("record", "body"), ("projection", "state")])
def test_statistics_of_the_planner_hold_no_words(
    postgres_server: Server, table: str, column: str
) -> None:
    """The server takes samples of columns for itself, and would keep them beyond any erasure."""
    name = f"sampled_{table}"
    with grown(postgres_server, name=name):
        asked(postgres_server, f"ANALYZE {name}.{table}")
    sampled = asked(postgres_server, "SELECT schemaname, tablename, attname FROM pg_stats")
    assert (name, table, "pos") in sampled
    assert (name, table, column) not in sampled


def test_write_ahead_log_keeps_words_in_files_that_wait_to_be_written_again(server: Server) -> None:
    """A segment that is done with is renamed for later, with its bytes."""
    with grown(server) as log:
        log.append(order(0))
    vacuum(server)
    asked(server, "SELECT pg_switch_wal()")
    assert holding(server) == {"pg_wal"}


def test_words_are_in_no_file_where_segments_are_not_kept_for_later(server: Server) -> None:
    """With `wal_recycle` off, segments that are done with are deleted at a checkpoint."""
    with grown(server) as log:
        log.append(order(0))
    vacuum(server)
    asked(server, "ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()")
    until = time.monotonic() + PATIENCE
    while asked(server, RECYCLING) != [("off",)] and time.monotonic() < until:
        time.sleep(0.05)
    asked(server, "SELECT pg_switch_wal()")
    while holding(server) and time.monotonic() < until:
        time.sleep(0.05)
    assert holding(server) == set()
