"""Addresses of PostgreSQL logs: what they name, and that no password is ever shown."""

import subprocess
import sys
import traceback

import pytest

from tests.log.server import Server
from timeline.errors import StoreError
from timeline.ledger import open_log
from timeline.log.postgres_address import LONGEST_NAME, address, is_address

SECRET = "Zx7Qsecret"  # noqa: S105 - made up, to be looked for


@pytest.mark.parametrize(
    "text,log,target",
    [
        ("postgresql://host/db", "timeline", "postgresql://host/db?log=timeline"),
        ("postgres://me@host/db?log=case_1", "case_1", "postgresql://me@host/db?log=case_1"),
        (
            "postgresql://me:pw@host:5433/db",
            "timeline",
            "postgresql://me@host:5433/db?log=timeline",
        ),
        ("postgresql://:pw@host/db", "timeline", "postgresql://host/db?log=timeline"),
        ("postgresql://me:a:b@[::1]:5/db", "timeline", "postgresql://me@[::1]:5/db?log=timeline"),
        ("postgresql://h1:1,h2/db?log=x", "x", "postgresql://h1:1,h2/db?log=x"),
        ("postgresql://", "timeline", "postgresql:///?log=timeline"),
        (
            "postgresql://me@/db?host=/run/pg&password=pw&sslmode=require&log=x&port=7",
            "x",
            "postgresql://me@/db?host=/run/pg&port=7&log=x",
        ),
    ],
)
def test_address_names_a_log_and_hides_the_password(text: str, log: str, target: str) -> None:
    """What is shown can be opened again by whoever knows the password."""
    found = address(text)
    assert (found.log, found.target) == (log, target)
    assert "pw" not in repr(found)


def test_server_is_given_all_but_the_log() -> None:
    """Password and settings go to the server's library as they are; `log` is ours."""
    found = address("postgres://me:p%40w@host/db?sslmode=require&log=x&application_name=y")
    assert found.connection == "postgres://me:p%40w@host/db?sslmode=require&application_name=y"


@pytest.mark.parametrize("name", ["a", "_", "case_2024_10", "x" * LONGEST_NAME, "c%61se"])
def test_log_may_be_named(name: str) -> None:
    """A name is a plain PostgreSQL name, so that nobody has to quote it in psql."""
    assert address(f"postgresql://h/db?log={name}").log == name.replace("%61", "a")


@pytest.mark.parametrize(
    "name",
    [
        *("", "Case", "1", "case-1", "case 1", "pg_case", "information_schema", 'a";--', "дело"),
        *("a%00", "x" * (LONGEST_NAME + 1), "one&log=two"),
    ],
)
def test_log_may_not_be_named(name: str) -> None:
    """Any other name is refused, and the message says how names are written."""
    with pytest.raises(StoreError, match=r"write log= and up to 54 lower-case letters"):
        address(f"postgresql://h/db?log={name}")


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://me:{SECRET}@x@host/db",
        f"postgresql://me:a/{SECRET}@host/db",
        f"postgresql://me:12/{SECRET}@host/db",
        f"postgresql://me:12?{SECRET}@host/db",
        f"postgresql://me:12?host={SECRET}x&user@host/db",
        f"postgresql://me:12?host={SECRET}@host/db",
        f"postgresql://me:{SECRET}",
        f"postgresql://me:{SECRET}/db",
        f"postgresql:/me:{SECRET}@host/db",
        f"postgresql:me:{SECRET}@host/db",
        f"postgresql+psycopg://me:{SECRET}@host/db",
        f"PostgreSQL://me:{SECRET}@host/db",
        f"postgress://me:{SECRET}@host/db",
        f"jdbc:postgresql://me:{SECRET}@host/db",
        f"psql://me:{SECRET}@host/db",
        f"postgresql://me:%zz{SECRET}@host/db",
        f"postgresql://me:a b{SECRET}@host/db",
        f"postgresql://me:{SECRET}@host/db?log=NOT",
        f"postgresql://me:{SECRET}@host/db?pasword=x",
        f"postgresql://me:{SECRET}@127.0.0.1:1/db",
        f"postgresql://me@127.0.0.1:1/db?password={SECRET}",
        f"postgresql://me:{SECRET}@127.0.0.1:1/db?sslmode=never",
    ],
)
def test_no_message_shows_a_password(text: str) -> None:
    """Neither the error nor anything in its trace holds it, however badly it was written."""
    assert is_address(text)
    with pytest.raises(StoreError) as caught:
        open_log(text)
    told = "".join(traceback.TracebackException.from_exception(caught.value).format())
    assert SECRET not in told
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value)


def test_setting_with_a_slip_is_named() -> None:
    """A misspelt setting is told by its name, not by its value."""
    with pytest.raises(StoreError, match=r"'pasword' is no setting; see the settings of libpq"):
        open_log("postgresql://me@127.0.0.1:1/db?pasword=x")


def test_unreachable_server_is_named() -> None:
    """The message says which server, and what to check."""
    with pytest.raises(StoreError, match=r"^postgresql://me@127.0.0.1:1/db\?log=x: .*; check"):
        open_log("postgresql://me@127.0.0.1:1/db?log=x")


def test_wrong_password_is_refused(postgres_server: Server) -> None:
    """A role that must give its password is let in with it only, and it is never shown."""
    with postgres_server.connect() as connection:
        connection.execute(f"CREATE ROLE locked LOGIN PASSWORD '{SECRET}'")
        connection.execute("CREATE SCHEMA locked AUTHORIZATION locked")
    with pytest.raises(StoreError, match="password authentication failed") as caught:
        open_log(postgres_server.url("locked", user="locked", password="Wrong"))  # noqa: S106
    assert "Wrong" not in str(caught.value)
    with open_log(postgres_server.url("locked", user="locked", password=SECRET)) as log:
        shown = [log.target, repr(log), repr(log._store), str(vars(log._store))]
        assert not any(SECRET in each for each in shown)


def test_missing_database_is_named(postgres_server: Server) -> None:
    """A database is never made in silence."""
    with pytest.raises(StoreError, match=r'database "absent" does not exist'):
        open_log(postgres_server.url().replace("/postgres?", "/absent?"))


def test_driver_is_imported_only_for_such_a_log() -> None:
    """`import timeline` does without psycopg, and an address without it names the extra."""
    program = (
        "import sys, timeline\n"
        "assert 'psycopg' not in sys.modules\n"
        "sys.modules['psycopg'] = None\n"
        "try:\n"
        "    timeline.open_log('postgresql://h/db')\n"
        "except timeline.errors.MissingExtraError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert 'pip install "timeline-ledger[postgres]"' in done.stdout
