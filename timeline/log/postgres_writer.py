"""One transaction of a log in PostgreSQL: rows behind the last one, and what it erased."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from timeline.log import postgres_keeping
from timeline.log.port import Row
from timeline.log.postgres_driver import Connection, TupleRow
from timeline.log.postgres_session import asked
from timeline.log.postgres_statements import BYTES, Statements
from timeline.log.tables import raw_id, stored_body, stored_position, stored_row

MOST_ALONG: Final = 100
"""Ids that are asked for along with the lock."""

MOST_AT_ONCE: Final = 5000
"""Rows or ids that go into one statement."""


class PostgresWriter:
    """
    The statements of one transaction.

    Args:
        connection: A connection in a transaction that has the lock of the log.
        statements: The log's.
        tail: What was found as it began: the last row, if there is one.
        known: And where the ids that were asked for then are; None for one that is nowhere.
    """

    def __init__(
        self,
        connection: Connection,
        statements: Statements,
        tail: Sequence[TupleRow],
        known: Mapping[str, int | None],
    ) -> None:
        self._connection, self._statements = connection, statements
        self._tail = stored_row(*tail[0]) if tail else None
        self._known = known
        self._last: tuple[str, Row] | None = None
        self.changed: Row | None = None
        """A row as only this transaction can have made it, by which it is known if it ended."""

    def tail(self) -> Row | None:
        """Return the last row, added in this block or before."""
        return self._tail

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""
        if self.changed is None and self._known.keys() >= {*ids}:
            told = ((each, self._known[each]) for each in ids)
            return {each: at for each, at in told if at is not None}
        self._send()
        query = self._statements.positions
        return known_positions(ids, lambda raw: asked(self._connection, query, (raw,)))

    def row(self, position: int) -> Row:
        """Return the row at a position that exists."""
        self._send()
        return stored_row(*asked(self._connection, self._statements.row, (position,))[0])

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        """Add rows behind the last one, each with its content id."""
        self._send()
        if len(rows) == 1 and rows[0][0]:
            self._last = rows[0]
            self.changed = self._tail = rows[0][1]
            return
        for piece in _pieces(rows):
            known = [
                (raw_id(identity), stored_position(row)) for identity, row in piece if identity
            ]
            values = (
                [row.position for _, row in piece],
                [stored_body(row) for _, row in piece],
                [row.chain for _, row in piece],
                [raw for raw, _ in known],
                [position for _, position in known],
            )
            self._connection.execute(self._statements.add, values)
            self.changed = self._tail = piece[-1][1]

    def erase(self, identity: str, row: Row) -> None:
        """Take the bytes of a row away; its trigger checks that they leave their own leaf."""
        self._send()
        gone = Row(row.position, None, row.chain, row.leaf)
        self._connection.execute(self._statements.erase, (stored_body(gone), row.position))
        self._connection.execute(self._statements.forget, (raw_id(identity),))
        postgres_keeping.drop_all(self._connection, self._statements)
        self.changed = gone
        if self._tail is not None and self._tail.position == row.position:
            self._tail = self.changed

    def ending(self) -> bytes:
        """Return the statements that end the transaction, with what was not sent before."""
        if self.changed is None:
            return self._statements.commit
        if self._last is None:
            return self._statements.commit_and_tell
        adding = self._statements.adding(*_values(*self._last))
        return b";".join((adding, self._statements.commit_and_tell))

    def _send(self) -> None:
        """Send the row that waits for the commit: something else comes before that."""
        if self._last is not None:
            self._connection.execute(self._statements.adding(*_values(*self._last)))
            self._last = None


def _values(identity: str, row: Row) -> tuple[int, bytes, bytes, bytes, int]:
    known = raw_id(identity) or b""
    return row.position, stored_body(row), row.chain, known, stored_position(row)


def few(ids: Sequence[str]) -> dict[bytes, str]:
    """Return the ids, by their bytes, that are asked for along with the lock: all, or none."""
    named = {raw: each for each in ids if (raw := raw_id(each))}
    return named if len(named) <= MOST_ALONG else {}


def known_positions(
    ids: Sequence[str], ask: Callable[[list[bytes]], Sequence[TupleRow]]
) -> dict[str, int]:
    """Return the positions of ids, asked for in pieces; what is no id is nowhere."""
    names = {raw: each for each in ids if (raw := raw_id(each))}
    raws = list(names)
    pieces = (raws[at : at + MOST_AT_ONCE] for at in range(0, len(raws), MOST_AT_ONCE))
    return {names[raw]: position for piece in pieces for raw, position in ask(piece)}


def _pieces(rows: Sequence[tuple[str, Row]]) -> Iterator[list[tuple[str, Row]]]:
    piece: list[tuple[str, Row]] = []
    size = 0
    for each in rows:
        size += len(each[1].body or b"")
        if piece and (len(piece) == MOST_AT_ONCE or size > BYTES):
            yield piece
            piece, size = [], len(each[1].body or b"")
        piece.append(each)
    if piece:
        yield piece
