"""What the PostgreSQL store needs of psycopg, which is an extra; connections as it wants them."""

import warnings
from typing import Final

from timeline.errors import MissingExtraError, StoreError, shown
from timeline.log.postgres_address import Address

try:
    from psycopg import Connection, Error, OperationalError
    from psycopg.conninfo import conninfo_to_dict, make_conninfo
    from psycopg.errors import ReadOnlySqlTransaction
    from psycopg.pq import Conninfo, TransactionStatus
    from psycopg.rows import TupleRow
    from psycopg.sql import SQL, Identifier, Literal
except ImportError:
    raise MissingExtraError("a log in PostgreSQL", "postgres") from None

__all__ = [
    "SQL",
    "Connection",
    "Error",
    "Identifier",
    "Literal",
    "OperationalError",
    "ReadOnlySqlTransaction",
    "TransactionStatus",
    "TupleRow",
    "connected",
    "refused",
]

OLDEST_SERVER: Final = 14
"""First version of PostgreSQL that the statements are written for."""

_DEFAULTS: Final = {
    "fallback_application_name": "timeline-ledger",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""Given where the address is silent, so that a dead network is noticed within about a minute."""

_ADVICE: Final = {
    "23001": "nothing was changed: append a correction, a retraction or an erasure instead",
    "23505": "something writes to these tables past this library; nothing was appended",
    "25006": "the server or this user may only read; append as another user, on the main server",
    "28000": "check user and password, and the server's pg_hba.conf",
    "28P01": "check user and password",
    "3D000": "create the database first, with createdb",
    "42501": "ask the owner of the log for the rights that the guide on PostgreSQL lists",
    "53100": "free some disk space on the server; nothing was appended",
    "53300": "close other connections, or raise max_connections",
    "55P03": "another process holds the log; try again when it has finished",
    "57014": "the server's statement_timeout is too short, or somebody cancelled it; try again",
    "57P03": "the server is starting or stopping; try again in a moment",
}


def connected(address: Address) -> Connection:
    """
    Return a new connection, on which each statement is a transaction of its own.

    Statements are not prepared on the server, so that a pooler may stand in between.

    Raises:
        StoreError: The server cannot be reached, refuses, or is too old.
    """
    settings = _settings(address)
    try:
        connection = Connection.connect(settings, autocommit=True, prepare_threshold=None)
    except Error as error:
        advice = "check the address, the user, and that the server runs and lets that user in"
        raise StoreError(address.target, " ".join(str(error).split()), advice) from error
    try:
        _check_server(address.target, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def refused(target: str, error: Error) -> StoreError:
    """Return what the server refused, in the words of the log."""
    problem = error.diag.message_primary or " ".join(str(error).split())
    advice = _ADVICE.get(error.sqlstate or "", "nothing was appended")
    return StoreError(target, problem, advice)


def _settings(address: Address) -> str:
    query = address.connection.partition("?")[2]
    names = {each.partition("=")[0] for each in query.split("&") if each}
    known = {option.keyword.decode() for option in Conninfo.get_defaults()} | {"ssl"}
    if names - known:
        advice = "see the settings of libpq in PostgreSQL's manual; log= is ours"
        raise StoreError(address.target, f"{shown(min(names - known))} is no setting", advice)
    try:
        given = conninfo_to_dict(address.connection)
        defaults = {name: value for name, value in _DEFAULTS.items() if name not in given}
        return make_conninfo(address.connection, **defaults)
    except Error:  # its words would repeat the address with the password
        advice = "write @ : / ? # and % in names and passwords as %40 %3A %2F %3F %23 and %25"
        raise StoreError(address.target, "its address cannot be read", advice) from None


def _check_server(target: str, connection: Connection) -> None:
    version = connection.info.server_version // 10_000
    if version < OLDEST_SERVER:
        problem = f"is PostgreSQL {version}"
        raise StoreError(target, problem, f"PostgreSQL {OLDEST_SERVER} or later is needed")
    found = connection.execute("SHOW fsync").fetchone()
    if found == ("off",):
        told = (
            f"{target}: the server runs with fsync=off; a crash of its machine can damage the log"
        )
        warnings.warn(f"{told}; set fsync=on", RuntimeWarning, stacklevel=2)
