"""The PostgreSQL store: the conformance suite, its guards, its rights, and what it is asked for."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import quote

import psycopg
import pytest

from tests.log.server import Server
from timeline.codec import record_id
from timeline.errors import AppendError, IntegrityError, StoreError
from timeline.ledger import Log, open_log
from timeline.log import Row, Store, postgres, postgres_statements, postgres_writer
from timeline.log.postgres import PostgresStore
from timeline.records import Erasure
from timeline.testing.persistent_stores import PersistentStoreConformance
from timeline.testing.rows import event, events
from timeline.testing.stores import Open

ERASE = "UPDATE record SET body = decode('00', 'hex') || sha256(decode('00', 'hex') || body)"


class TestPostgresStore(PersistentStoreConformance):
    """A schema of a server."""

    @pytest.fixture
    def opened(self, postgres_url: str) -> Iterator[Open]:
        """Return what opens a store in one schema, and closes what was opened at the end."""
        with ExitStack() as stack:

            def open_store() -> Store:
                store = PostgresStore(postgres_url)
                stack.callback(store.close)
                return store

            yield open_store


def schema(url: str) -> str:
    """Return the name of the schema of a log."""
    return url.rpartition("log=")[2]


@contextmanager
def without_guards(server: Server, url: str) -> Iterator[psycopg.Connection]:
    """Return a connection to a log whose triggers are dropped."""
    with server.connect() as connection:
        connection.execute(f"SET search_path = {schema(url)}")
        for name in ("record_kept", "record_unchanged", "record_not_emptied"):
            connection.execute(f"DROP TRIGGER {name} ON record")
        yield connection


def order(number: int) -> Erasure:
    """Return the erasure of an event."""
    return Erasure(erases=record_id(event(number)), authority="court", reason="order")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_log_is_opened_by_its_address(postgres_url: str, scheme: str) -> None:
    """Both names of the scheme open the store, and what was appended is there the next time."""
    url = f"{scheme}{postgres_url.removeprefix('postgresql')}"
    with open_log(url) as log:
        log.append(event(1), event(2))
    with open_log(url) as log:
        assert [each.record for each in log] == [event(1), event(2)]


def test_logs_of_one_database_know_nothing_of_each_other(postgres_server: Server) -> None:
    """Each log has a schema, and ids, positions and locks of its own."""
    with (
        open_log(postgres_server.url("apart_1")) as one,
        open_log(postgres_server.url("apart_2")) as other,
        one._store.writing(),
    ):
        assert other.append(event(1), event(2)).appended == 2
        assert (one.position, other.position) == (0, 2)


def test_log_without_a_name_is_called_timeline(postgres_server: Server) -> None:
    """The schema is `timeline` where the address names none."""
    with open_log(postgres_server.url("").removesuffix("&log=")) as log:
        assert log.target.endswith("&log=timeline")
    with postgres_server.connect() as connection:
        assert connection.execute("SELECT count(*) FROM timeline.record").fetchone() == (1,)


def test_database_of_another_encoding_keeps_the_bytes(postgres_server: Server) -> None:
    """Bodies are bytes, so a database that knows no Unicode returns them as they were."""
    with postgres_server.connect() as connection:
        connection.execute("CREATE DATABASE plain ENCODING 'SQL_ASCII' TEMPLATE template0")
    hard = event(1, "Їжак 🦔 \0 \x7f \u2028 \\ ' \" \\000")
    with open_log(postgres_server.url().replace("/postgres?", "/plain?")) as log:
        log.append(hard)
        assert [each.record for each in log] == [hard]
        assert log.verify().records == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM record WHERE pos = 1",
        "TRUNCATE record",
        "UPDATE record SET chain = decode(repeat('00', 32), 'hex') WHERE pos = 1",
        "UPDATE record SET pos = 9 WHERE pos = 1",
        "UPDATE record SET body = decode('7b7d', 'hex') WHERE pos = 1",
        "UPDATE record SET body = decode(repeat('00', 33), 'hex') WHERE pos = 1",
        f"{ERASE} WHERE pos = 2",
    ],
    ids=["delete", "truncate", "chain", "position", "body", "wrong leaf", "erased again"],
)
def test_table_refuses_to_change_the_past(
    postgres_server: Server, postgres_url: str, statement: str
) -> None:
    """Triggers guard against mistakes: all that a body can become is the leaf it leaves."""
    with open_log(postgres_url) as log:
        log.append(event(1), event(2))
        log.append(order(2))
    with postgres_server.connect() as connection:
        connection.execute(f"SET search_path = {schema(postgres_url)}")
        with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
            connection.execute(statement)
        connection.execute(f"{ERASE} WHERE pos = 1")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET body = set_byte(body, 200, get_byte(body, 200) # 1) WHERE pos = 1",
        "DELETE FROM record WHERE pos = 1",
        "UPDATE record SET chain = sha256(chain) WHERE pos = 1",
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(
    postgres_server: Server, postgres_url: str, statement: str
) -> None:
    """Whoever drops the triggers and edits a row is found, and the position is named."""
    with open_log(postgres_url) as log:
        log.append(event(1), event(2))
    with without_guards(postgres_server, postgres_url) as connection:
        connection.execute(statement)
    with open_log(postgres_url) as log, pytest.raises(IntegrityError, match="position 1"):
        log.verify()


def test_rows_behind_a_hole_are_still_read(postgres_server: Server, postgres_url: str) -> None:
    """A hole larger than what is read at once is found, and not taken for the end."""
    with open_log(postgres_url) as log:
        log.append(*events(postgres_statements.ROWS + 10))
    with without_guards(postgres_server, postgres_url) as connection:
        last = postgres_statements.ROWS
        connection.execute("DELETE FROM record WHERE pos BETWEEN 3 AND %s", (last,))
    with (
        open_log(postgres_url) as log,
        pytest.raises(IntegrityError, match="position 3: is missing"),
    ):
        log.verify()


def test_identity_table_is_made_again_when_it_is_lost(
    postgres_server: Server, postgres_url: str
) -> None:
    """The table of ids is an index: dropping it loses nothing, erased ids neither."""
    with open_log(postgres_url) as log:
        log.append(event(1), event(2))
        log.append(order(2))
    with postgres_server.connect() as connection:
        connection.execute(f"DROP TABLE {schema(postgres_url)}.identity")
    with open_log(postgres_url) as log:
        assert log.append(event(1), order(2)).duplicates == 2
        with pytest.raises(AppendError, match="may not come back"):
            log.append(event(2))


def test_erased_words_are_gone_from_the_files_after_a_full_vacuum(
    postgres_server: Server, postgres_url: str
) -> None:
    """What the guide tells owners to run after an erasure takes the words out of the table."""
    log_name = schema(postgres_url)
    with open_log(postgres_url) as log:
        log.append(*events(9), event(77, "The witness Ivan P. lives in the mill"))
        log.append(Erasure(erases=log.read()[-1].id, authority="court", reason="names a witness"))
    with postgres_server.connect() as connection:
        connection.execute("CHECKPOINT")
        before = _file_of(postgres_server, connection, f"{log_name}.record")
        assert b"Ivan P." in before
        connection.execute(f"VACUUM FULL {log_name}.record")
        connection.execute("CHECKPOINT")
        after = _file_of(postgres_server, connection, f"{log_name}.record")
    assert b"Ivan P." not in after
    assert b'"Event 3"' in after


def _file_of(server: Server, connection: psycopg.Connection, table: str) -> bytes:
    found = connection.execute("SELECT pg_relation_filepath(%s)", (table,)).fetchone()
    assert found is not None
    return (server.data / str(found[0])).read_bytes()


def test_schema_of_something_else_is_refused(postgres_server: Server) -> None:
    """A schema that holds other tables is not written to."""
    with postgres_server.connect() as connection:
        connection.execute("CREATE SCHEMA other; CREATE TABLE other.record (pos int)")
    with pytest.raises(StoreError, match="is a schema of something else; name another log"):
        open_log(postgres_server.url("other"))


def test_empty_schema_is_taken(postgres_server: Server) -> None:
    """A schema that its owner made beforehand becomes the log."""
    with postgres_server.connect() as connection:
        connection.execute("CREATE SCHEMA made_before")
    with open_log(postgres_server.url("made_before")) as log:
        assert log.append(event(1)).position == 1


def test_newer_tables_are_refused(postgres_server: Server, postgres_url: str) -> None:
    """Tables of a later version ask for a newer program."""
    open_log(postgres_url).close()
    with postgres_server.connect() as connection:
        connection.execute(f"SET search_path = {schema(postgres_url)}")
        connection.execute("UPDATE layout SET version = 2")
    with pytest.raises(StoreError, match=r"table version 2; this program knows 1; .* newer"):
        open_log(postgres_url)


def test_rows_are_read_in_pieces_of_bytes(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large bodies come back whole, and never more of them at once than fit, but always one."""
    monkeypatch.setattr(postgres, "BYTES", 30_000)
    monkeypatch.setattr(postgres_statements, "BYTES", 30_000)
    large = [event(number, f"{number}" + "x" * 10_000) for number in range(9)]
    larger = event(9, "x" * 60_000)
    store = PostgresStore(postgres_url)
    with Log(store) as log:
        log.append(*large, larger)
        pieces = [len(store._reading.found(store._statements.rows, (at, 99))) for at in (1, 8, 10)]
        assert pieces == [3, 3, 1]
        assert [each.record for each in log] == [*large, larger]


def test_largest_record_comes_back(postgres_url: str) -> None:
    """A record of nearly a mebibyte, which compresses badly, is stored and read whole."""
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=1_000_000))
    with open_log(postgres_url) as log:
        log.append(event(1, noise))
        assert [each.record for each in log] == [event(1, noise)]
        assert log.verify().records == 1


def test_batch_of_more_than_fits_a_statement_is_whole(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and ids that are sent in several statements are one batch."""
    monkeypatch.setattr(postgres_writer, "MOST_AT_ONCE", 7)
    monkeypatch.setattr(postgres_writer, "BYTES", 2000)
    with open_log(postgres_url) as log:
        assert log.append(*events(40)).appended == 40
        assert log.append(*events(41)).duplicates == 40
        assert log.verify().records == 41


def test_statement_is_sent_no_more_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No piece has too many rows or bytes, except for a row that is too large by itself."""
    monkeypatch.setattr(postgres_writer, "MOST_AT_ONCE", 7)
    monkeypatch.setattr(postgres_writer, "BYTES", 2000)
    sizes = [100, 100, 100, 3000, *[300] * 8, *[10] * 9]
    given = [("", Row(at, bytes(size), bytes(32))) for at, size in enumerate(sizes)]
    pieces = list(postgres_writer._pieces(given))
    assert [len(piece) for piece in pieces] == [3, 1, 6, 7, 4]
    assert [row for piece in pieces for row in piece] == given


def settings(log: Log, *names: str) -> list[str]:
    """Return what is in force while a batch is added."""
    with log._store.writing() as writer:
        connection: psycopg.Connection = writer._connection  # type: ignore[attr-defined]  # the PostgreSQL writer's
        found = [connection.execute(f"SHOW {name}").fetchone() for name in names]
    return [row[0] for row in found if row]


def test_commits_are_durable_whatever_the_defaults_are(postgres_url: str) -> None:
    """A database or role that commits early, or isolates otherwise, is overruled."""
    careless = "-c synchronous_commit=off -c default_transaction_isolation=serializable"
    with open_log(f"{postgres_url}&options={quote(careless)}") as log:
        found = settings(log, "synchronous_commit", "transaction_isolation")
    assert found == ["on", "read committed"]


def test_stricter_commits_are_left_alone(postgres_url: str) -> None:
    """`remote_apply` waits for more than `on` does, and stays."""
    strict = quote("-c synchronous_commit=remote_apply")
    with open_log(f"{postgres_url}&options={strict}") as log:
        assert settings(log, "synchronous_commit") == ["remote_apply"]


def test_server_without_fsync_is_warned_of(postgres_server: Server, postgres_url: str) -> None:
    """A server that does not flush cannot keep the promise, and that is said at opening."""
    with postgres_server.connect() as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        _reload(connection, "fsync", "off")
        try:
            with pytest.warns(RuntimeWarning, match="fsync=off; a crash of its machine"):
                PostgresStore(postgres_url).close()
        finally:
            connection.execute("ALTER SYSTEM RESET fsync")
            _reload(connection, "fsync", "on")


def _reload(connection: psycopg.Connection, name: str, value: str) -> None:
    connection.execute("SELECT pg_reload_conf()")
    while connection.execute(f"SHOW {name}").fetchone() != (value,):
        pass


def test_statements_are_not_prepared_on_the_server(postgres_url: str) -> None:
    """A pooler may give each transaction to another server process."""
    store = PostgresStore(postgres_url)
    with Log(store) as log:
        for number in range(10):
            log.append(event(number))
        query = b"SELECT count(*) FROM pg_prepared_statements"
        assert store._reading.found(query) == store._writing.found(query) == [(0,)]
