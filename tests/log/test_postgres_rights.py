"""Roles of PostgreSQL: who may only read, who may append, who may erase, as the guide grants it."""

import re
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from tests.log.server import Server
from timeline.codec import record_id
from timeline.errors import StoreError
from timeline.ledger import open_log
from timeline.records import Erasure
from timeline.testing.rows import event

GUIDE = Path(__file__).parents[2] / "docs/how-to/postgresql.md"
ORDER = Erasure(erases=record_id(event(1)), authority="court", reason="order")


@pytest.fixture(scope="module")
def guided(postgres_server: Server) -> Server:
    """Return the server with a log `case_1`, and one user for each role that the guide makes."""
    make, grant, *_ = re.findall(r"(?ms)^```sql\n(.*?)^```", GUIDE.read_text(encoding="utf-8"))
    with postgres_server.connect() as connection:
        connection.execute(make)
    with open_log(postgres_server.url("case_1", user="case_1_owner")) as log:
        log.append(event(1), event(2))
    with postgres_server.connect("case_1_owner") as connection:
        connection.execute(grant)
    with postgres_server.connect() as connection:
        for user in ("reader", "writer", "eraser"):
            connection.execute(f"CREATE ROLE {user} LOGIN; GRANT case_1_{user}s TO {user}")
        connection.execute("CREATE ROLE stranger LOGIN")
    return postgres_server


def test_reader_sees_everything_and_appends_nothing(guided: Server) -> None:
    """A role that has only SELECT opens, reads, verifies and follows; appending is refused."""
    with open_log(guided.url("case_1", user="reader")) as log:
        assert len(log.as_of()) >= 1
        assert log.verify().position == log.position == len(list(log))
        with pytest.raises(StoreError, match=r"permission denied .*; ask the owner of the log"):
            log.append(event(3))
        assert log.append(event(2)).duplicates == 1


def test_reader_does_not_make_a_log(guided: Server) -> None:
    """A name that is no log yet is refused to who may not make one."""
    with pytest.raises(StoreError, match="permission denied for database postgres"):
        open_log(guided.url("not_there", user="reader"))


def test_stranger_is_told_what_is_missing(guided: Server) -> None:
    """A role without rights on the log is sent to its owner."""
    with pytest.raises(StoreError, match="permission denied for schema case_1; ask the owner"):
        open_log(guided.url("case_1", user="stranger"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM case_1.record",
        "TRUNCATE case_1.record",
        "UPDATE case_1.record SET chain = chain",
        "UPDATE case_1.record SET body = body",
        "ALTER TABLE case_1.record DISABLE TRIGGER ALL",
        "DROP TABLE case_1.identity",
        "UPDATE case_1.layout SET version = 2",
    ],
)
def test_writer_may_only_append(guided: Server, statement: str) -> None:
    """Beyond the triggers, a writer has no right to change anything."""
    with (
        guided.connect("writer") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_writer_appends_and_does_not_erase(guided: Server) -> None:
    """An erasure of a writer is refused, and is not in the log."""
    with open_log(guided.url("case_1", user="writer")) as log:
        position = log.append(event(10)).position
        erasure = Erasure(erases=record_id(event(10)), authority="court", reason="order")
        with pytest.raises(StoreError, match="permission denied"):
            log.append(erasure)
        assert log.position == position


def test_eraser_erases(guided: Server) -> None:
    """An eraser appends an erasure, and can change nothing else."""
    with open_log(guided.url("case_1", user="eraser")) as log:
        log.append(ORDER)
        assert log.verify().erased == 1
    with guided.connect("eraser") as connection:
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("UPDATE case_1.record SET body = body")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE case_1.record SET chain = chain")


def test_user_who_is_set_to_read_only_reads(guided: Server) -> None:
    """`default_transaction_read_only` guards against slips, and is not overruled."""
    careful = quote("-c default_transaction_read_only=on")
    with open_log(f"{guided.url('case_1', user='writer')}&options={careful}") as log:
        assert log.verify().position == log.position
        with pytest.raises(StoreError, match="read-only transaction; the server or this user may"):
            log.append(event(4))
