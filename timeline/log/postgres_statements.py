"""The SQL of a log in PostgreSQL: its tables, their guards, and what is asked of them."""

import hashlib
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
_ADD_ONE: LiteralString = """
    WITH kept AS (INSERT INTO {record} (pos, body, chain) VALUES (%s, %s, %s))
    INSERT INTO {identity} (id, pos) VALUES (%s, %s)
"""
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
    )
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
        self.tail, self.begin_at_tail = self._said(_TAIL), self._said(f"{_BEGIN};{_TAIL}")
        self.rows = self._said(_ROWS)
        self.add, self.add_one = self._said(_ADD), self._said(_ADD_ONE)
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

    def _said(self, text: LiteralString) -> bytes:
        return SQL(text).format(**self._names).as_bytes(None)


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
