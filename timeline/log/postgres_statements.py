"""The SQL of a log in PostgreSQL: its tables, their guards, and what is asked of them."""

import hashlib
from collections.abc import Iterable
from typing import Final, LiteralString

from timeline.log.postgres_driver import SQL, Identifier, Literal
from timeline.log.tables import APPLICATION

LONGEST_WAIT = 30.0
"""Seconds to wait for another writer."""

LONGEST_SILENCE = 300.0
"""Seconds after which the server takes the lock from a writer that stopped in mid-append."""

ROWS, BYTES = 1000, 16 * 2**20
"""How much is read at once: so many rows, and no more than so many bytes and one row."""

SCHEMA_VERSION: Final = 1

_BEGIN: LiteralString = """
    BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT set_config('synchronous_commit', 'on', true)
        WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');
    SET LOCAL lock_timeout = {wait};
    SET LOCAL idle_in_transaction_session_timeout = {silence};
    SELECT pg_advisory_xact_lock({lock})
"""
_TAIL: LiteralString = "SELECT pos, body, chain FROM {record} ORDER BY pos DESC LIMIT 1"
_ROWS: LiteralString = """
    SELECT pos, body, chain FROM (
        SELECT pos, body, chain, sum(octet_length(body)) OVER (ORDER BY pos) AS bytes FROM (
            SELECT pos, body, chain FROM {record}
            WHERE pos >= %s::bigint AND pos < %s::bigint ORDER BY pos LIMIT {rows}
        ) AS following
    ) AS measured
    WHERE bytes - octet_length(body) < {bytes} ORDER BY pos
"""
_ADD: LiteralString = """
    WITH kept AS (
        INSERT INTO {record} (pos, body, chain)
        SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[])
    )
    INSERT INTO {identity} (id, pos) SELECT * FROM unnest(%s::bytea[], %s::bigint[])
"""
_ADDING: LiteralString = """
    INSERT INTO {record} (pos, body, chain) VALUES (\0, \0, \0);
    INSERT INTO {identity} (id, pos) VALUES (\0, \0)
"""
_OF_IDS: LiteralString = "SELECT id, pos FROM {identity} WHERE id = ANY (ARRAY[\0]::bytea[])"
_REMEMBER: LiteralString = """
    INSERT INTO {identity} (id, pos) SELECT * FROM unnest(%s::bytea[], %s::bigint[])
"""
_KNOWN: LiteralString = """
    SELECT relname FROM pg_catalog.pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = {name})
"""
_SCHEMA_IS_THERE: LiteralString = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {name}"
_TABLES: LiteralString = """
    CREATE TABLE {layout} (application text NOT NULL, version integer NOT NULL);
    INSERT INTO {layout} VALUES ({application}, {version});
    CREATE TABLE {record} (
        pos bigint PRIMARY KEY,
        body bytea NOT NULL,
        chain bytea NOT NULL CHECK (octet_length(chain) = 32)
    );
    ALTER TABLE {record} ALTER COLUMN body SET STATISTICS 0; -- which outlive an erasure
    CREATE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS
        'BEGIN RAISE EXCEPTION USING
            MESSAGE = ''the log is append-only'', ERRCODE = ''restrict_violation'';
        END';
    CREATE TRIGGER record_kept BEFORE DELETE ON {record}
        FOR EACH ROW EXECUTE FUNCTION {refuse}();
    CREATE TRIGGER record_not_emptied BEFORE TRUNCATE ON {record}
        FOR EACH STATEMENT EXECUTE FUNCTION {refuse}();
    CREATE TRIGGER record_unchanged BEFORE UPDATE ON {record} FOR EACH ROW WHEN (
        NEW.pos <> OLD.pos OR NEW.chain <> OLD.chain
        OR substr(OLD.body, 1, 1) = decode('00', 'hex')
        OR NEW.body <> decode('00', 'hex') || sha256(decode('00', 'hex') || OLD.body)
    ) EXECUTE FUNCTION {refuse}()
"""
_KEEPS: LiteralString = """
    SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'projection' AND relkind = 'r'
    AND relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = {name})
"""
_PROJECTION: LiteralString = """
    CREATE TABLE {projection} (
        name text NOT NULL,
        slot text NOT NULL CHECK (slot IN ('standing', 'building')),
        basis text NOT NULL,
        pos bigint NOT NULL,
        digest text NOT NULL,
        mark text NOT NULL,
        state bytea NOT NULL,
        PRIMARY KEY (name, slot)
    );
    ALTER TABLE {projection} ALTER COLUMN state SET STATISTICS 0
"""
_KEPT: LiteralString = """
    SELECT slot, basis, pos, digest, mark, state FROM {projection} WHERE name = %s::text
"""
_KEEP: LiteralString = "INSERT INTO {projection} VALUES (%s, %s, %s, %s, %s, %s, %s)"
_DROP_KEPT: LiteralString = "DELETE FROM {projection} WHERE name = %s AND slot = %s"
_IDENTITY: LiteralString = "CREATE TABLE {identity} (id bytea PRIMARY KEY, pos bigint NOT NULL)"


class Statements:
    """
    The statements of one log, whose tables are in a schema of its name.

    Args:
        log: Name of the log.
    """

    def __init__(self, log: str) -> None:
        self._names = _names(log)
        self.begin = self._said(_BEGIN)
        self.tail = self._said(_TAIL)
        self._tail_and_ids = b";".join((self.begin, self.tail, self._said(_OF_IDS)))
        self._adding = self._said(_ADDING)
        self.rows = self._said(_ROWS)
        self.add = self._said(_ADD)
        self.row = self._said("SELECT pos, body, chain FROM {record} WHERE pos = %s::bigint")
        self.positions = self._said("SELECT id, pos FROM {identity} WHERE id = ANY(%s::bytea[])")
        self.erase = self._said("UPDATE {record} SET body = %s WHERE pos = %s::bigint")
        self.forget = self._said("UPDATE {identity} SET pos = -abs(pos) WHERE id = %s::bytea")
        self.commit, self.commit_and_tell = (
            self._said("COMMIT"),
            self._said("NOTIFY {channel}; COMMIT"),
        )
        self.listen, self.unlisten = (
            self._said("LISTEN {channel}"),
            self._said("UNLISTEN {channel}"),
        )
        self.known = self._said(_KNOWN)
        self.layout = self._said("SELECT application, version FROM {layout}")
        self.schema_is_there = self._said(_SCHEMA_IS_THERE)
        self.make_schema = self._said("CREATE SCHEMA {schema}")
        self.make_tables, self.make_identity = self._said(_TABLES), self._said(_IDENTITY)
        self.remember = self._said(_REMEMBER)
        self.keeps, self.make_projection = self._said(_KEEPS), self._said(_PROJECTION)
        self.kept, self.keep = self._said(_KEPT), self._said(_KEEP)
        self.drop_kept = self._said(_DROP_KEPT)
        self.drop_all_kept = self._said("DELETE FROM {projection}")
        self.settle = self._said("SELECT pg_current_xact_id(); COMMIT")

    def begin_at_tail(self, raws: Iterable[bytes]) -> bytes:
        """Return what takes the lock, then finds the last row, then the positions of raw ids."""
        return _filled(self._tail_and_ids, b",".join(map(_bytes, raws)))

    def adding(self, position: int, body: bytes, chain: bytes, raw: bytes, at: int) -> bytes:
        """Return what adds one row and its id, in one text with its values."""
        row = (b"%d" % position, _bytes(body), _bytes(chain))
        return _filled(self._adding, *row, _bytes(raw), b"%d" % at)

    def _said(self, text: LiteralString) -> bytes:
        return SQL(text).format(**self._names).as_bytes(None)


def _filled(statements: bytes, *values: bytes) -> bytes:
    """Return statements with literals in the place of their zero bytes, which no name holds."""
    first, *rest = statements.split(b"\0")
    return first + b"".join(each for pair in zip(values, rest, strict=True) for each in pair)


def _bytes(value: bytes) -> bytes:
    """Return the literal of bytes, in digits that mean the same whatever the server's settings."""
    return b"decode('%b','hex')" % value.hex().encode()


def channel(log: str) -> str:
    """Return where the server tells of appends to a log."""
    return f"timeline.{log}"


def _names(log: str) -> dict[str, Identifier | Literal]:
    return {
        "application": Literal(APPLICATION),
        "bytes": Literal(BYTES),
        "channel": Identifier(channel(log)),
        "identity": Identifier(log, "identity"),
        "layout": Identifier(log, "layout"),
        "lock": Literal(_key(log)),
        "name": Literal(log),
        "projection": Identifier(log, "projection"),
        "record": Identifier(log, "record"),
        "refuse": Identifier(log, "refuse_change"),
        "rows": Literal(ROWS),
        "schema": Identifier(log),
        "silence": Literal(f"{round(1000 * LONGEST_SILENCE)}ms"),
        "version": Literal(SCHEMA_VERSION),
        "wait": Literal(f"{round(1000 * LONGEST_WAIT)}ms"),
    }


def _key(log: str) -> int:
    """Return the number of the lock that the writers of a log take, in turn."""
    digest = hashlib.sha256(f"{APPLICATION}/{log}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
