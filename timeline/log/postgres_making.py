"""Opening a log in PostgreSQL: tables are made where there are none, ids where they were lost."""

from typing import Final

from timeline.errors import StoreError
from timeline.log.postgres_address import Address
from timeline.log.postgres_driver import Connection
from timeline.log.postgres_session import Session, asked
from timeline.log.postgres_statements import SCHEMA_VERSION, Statements
from timeline.log.tables import APPLICATION, identities, stored_row

_NEEDED: Final = {"layout", "record"}
_FARTHEST: Final = 2**63 - 1


def make(target: str, statements: Statements, reading: Session, writing: Session) -> None:
    """
    Make what is missing; nothing is written where nothing is.

    Args:
        target: What was opened, for messages.
        statements: The log's.
        reading: Where to look.
        writing: Where to make it.

    Raises:
        StoreError: The schema holds something else, or tables of a later version.
    """
    known = {name for (name,) in reading.found(statements.known)}
    if known:
        _check(target, statements, reading, known)
    if "identity" in known:
        return
    with writing.turn(), writing.block(statements.begin) as (connection, _):
        _make_missing(statements, connection)
        connection.execute(statements.commit)


def is_made(address: Address) -> bool:
    """
    Return whether there is anything under the name of a log; nothing is made.

    Raises:
        StoreError: The server cannot be reached, or refuses.
    """
    session = Session(address)
    try:
        return bool(session.found(Statements(address.log).known))
    finally:
        session.close()


def _check(target: str, statements: Statements, reading: Session, known: set[str]) -> None:
    found = reading.found(statements.layout) if known >= _NEEDED else []
    if [application for application, _ in found] != [APPLICATION]:
        advice = "name another log, as in ?log=case_1"
        raise StoreError(target, "is a schema of something else", advice)
    version = found[0][1]
    if version != SCHEMA_VERSION:
        problem = f"has table version {version}; this program knows {SCHEMA_VERSION}"
        raise StoreError(target, problem, "open it with a newer timeline-ledger")


def _make_missing(statements: Statements, connection: Connection) -> None:
    """Look again, now that no other process can be at it, and make what is not there."""
    known = {name for (name,) in asked(connection, statements.known)}
    if not known:
        if not asked(connection, statements.schema_is_there):
            connection.execute(statements.make_schema)
        connection.execute(statements.make_tables)
    if "identity" not in known:
        connection.execute(statements.make_identity)
        _remember(statements, connection)


def _remember(statements: Statements, connection: Connection) -> None:
    at = 1
    while found := asked(connection, statements.rows, (at, _FARTHEST)):
        pairs = [pair for each in found for pair in identities(stored_row(*each))]
        ids, positions = [raw for raw, _ in pairs], [position for _, position in pairs]
        connection.execute(statements.remember, (ids, positions))
        at = found[-1][0] + 1
