"""A log in a PostgreSQL schema: for a team, with one writer at a time and any number of readers."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from timeline.errors import StoreError
from timeline.log import postgres_keeping
from timeline.log.keeping import Shelf, same
from timeline.log.port import Row
from timeline.log.postgres_address import address as read_address
from timeline.log.postgres_driver import Connection, Error, OperationalError, TransactionStatus
from timeline.log.postgres_making import make
from timeline.log.postgres_session import Session, asked
from timeline.log.postgres_statements import BYTES, LONGEST_WAIT, ROWS, Statements
from timeline.log.postgres_waiting import Listener
from timeline.log.postgres_writer import PostgresWriter, few, known_positions
from timeline.log.tables import stored_row

FARTHEST: Final = 2**63 - 1
_PAUSE: Final = 0.2


class PostgresStore:
    """
    Rows in a table that refuses updates and deletions; threads may share it.

    Rows are read on one connection and written on another, which is opened for the first append,
    so that a role that may only read can use it, and no reader waits for a writer.
    A connection that was lost is opened again at the next use. If it is lost while a batch is
    being added, nothing of the batch was appended. If it is lost while a batch is committed, the
    store asks the server whether it was, and only then answers.

    Args:
        address: `postgresql://user@host/database?log=name`; the log is the schema of that name,
            `timeline` if none is named.

    Raises:
        MissingExtraError: psycopg is not installed.
        StoreError: The address cannot be read, the server cannot be reached or refuses, or the
            schema holds something else.
    """

    def __init__(self, address: str) -> None:
        found = read_address(address)
        self.target = found.target
        self._statements = Statements(found.log)
        self._reading, self._writing = Session(found), Session(found)
        self._listener = Listener(found, self._statements)
        try:
            make(self.target, self._statements, self._reading, self._writing)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def writing(self, ids: Sequence[str] = ()) -> Iterator[PostgresWriter]:
        """
        Return a block in one transaction, begun with the lock of the log, durable at its end.

        Each question to the server is a way there and back, with everybody else waiting for the
        lock. So what is known before goes along with the lock, and a single row with the commit.

        Args:
            ids: Ids whose positions will be asked for first.

        Raises:
            StoreError: Another writer held the lock for too long, the server refuses, or the
                connection was lost; the message says whether anything was appended.
        """
        statements, lost = self._statements, None
        with self._writing.turn():
            along = few(ids)
            begin = statements.begin_at_tail(along)
            with self._writing.block(begin) as (connection, (*_, tail, there)):
                known = dict.fromkeys(along.values()) | {along[raw]: at for raw, at in there}
                writer = PostgresWriter(connection, statements, tail, known)
                yield writer
                lost = self._committed(connection, writer)
            if lost is not None and writer.changed is not None:
                self._settle(writer.changed, lost)

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Return the rows from `start` up to and without `stop`, read in pieces."""
        end = FARTHEST if stop is None else stop
        with self._reading.turn():
            more = start < end
        while more:
            found = self._reading.found(self._statements.rows, (start, end))
            yield from (stored_row(*each) for each in found)
            more = len(found) == ROWS or sum(len(body) for _, body, _ in found) >= BYTES
            start = found[-1][0] + 1 if found else end

    def tail(self) -> Row | None:
        """Return the last row, or None in a new store."""
        found = self._reading.found(self._statements.tail)
        return stored_row(*found[0]) if found else None

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""
        query = self._statements.positions
        with self._reading.turn():
            return known_positions(ids, lambda raws: self._reading.found(query, (raws,)))

    def wait(self, after: int, timeout: float) -> bool:
        """
        Return whether there is a row behind a position, as soon as there is or the time is over.

        Args:
            after: The position.
            timeout: Seconds to wait.
        """
        return self._listener.wait(lambda: self._ends_behind(after), timeout)

    def kept(self, name: str) -> Shelf:
        """Return what is kept of a projection."""
        if not postgres_keeping.is_there(self._reading.found(self._statements.keeps)):
            return Shelf()
        return postgres_keeping.shelf(self._reading.found(self._statements.kept, (name,)))

    def keep(self, name: str, before: Shelf, after: Shelf) -> bool:
        """Replace what is kept of a projection, if it is still what it was."""
        statements = self._statements
        with (
            self._writing.turn(),
            self._writing.block(statements.begin) as (connection, _),
        ):
            if not same(postgres_keeping.held(connection, statements, name), before):
                return False
            postgres_keeping.replace(connection, statements, name, before, after)
            connection.execute(statements.commit)
        return True

    def close(self) -> None:
        """Close the connections; closing twice is once."""
        for each in (self._reading, self._writing, self._listener):
            each.close()

    def _ends_behind(self, position: int) -> bool:
        tail = self.tail()
        return tail is not None and tail.position > position

    def _committed(self, connection: Connection, writer: PostgresWriter) -> OperationalError | None:
        """Commit; return the loss of the connection that leaves it open whether that was done."""
        if (
            connection.info.transaction_status != TransactionStatus.INTRANS
            and not connection.closed
        ):
            problem = "a statement of the batch failed, and the error was passed over"
            raise StoreError(self.target, problem, "nothing was appended; append it again")
        try:
            connection.execute(writer.ending())
        except OperationalError as error:
            if writer.changed is None or not connection.closed:
                raise
            return error
        return None

    def _settle(self, changed: Row, lost: OperationalError) -> None:
        """Ask the server whether a batch was committed; return if so."""
        until = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                there = self._holds(changed)
                break
            except (Error, StoreError) as error:
                if time.monotonic() > until:
                    raise _in_doubt(self.target, error) from lost
                time.sleep(_PAUSE)
        if not there:
            problem = "the connection was lost before the batch was committed"
            raise StoreError(
                self.target, problem, "nothing was appended; append it again"
            ) from lost

    def _holds(self, changed: Row) -> bool:
        """
        Return whether the log holds what only one transaction can have made of a row.

        It is asked with the lock, which that transaction keeps for as long as it goes on. It is
        asked in a transaction that writes, whose end waits until all before it is durable.
        """
        with self._writing.block(self._statements.begin) as (connection, _):
            found = asked(connection, self._statements.row, (changed.position,))
            connection.execute(self._statements.settle)
        rows = [stored_row(*each) for each in found]
        return any(
            row.chain == changed.chain and (changed.body is not None or row.body is None)
            for row in rows
        )


def _in_doubt(target: str, error: Exception) -> StoreError:
    problem = (
        "the connection was lost while a batch was committed, and the server could not be asked"
        f" since whether it was ({error}): the batch is in doubt"
    )
    advice = "append the same records again: if they are in the log, they count as duplicates"
    return StoreError(target, problem, advice)
