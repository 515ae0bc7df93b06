"""A connection to PostgreSQL that is opened when it is needed, and again after it was lost."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from timeline.errors import ClosedLogError, StoreError
from timeline.log.files import check_process
from timeline.log.postgres_address import Address
from timeline.log.postgres_driver import (
    Connection,
    Error,
    OperationalError,
    TransactionStatus,
    TupleRow,
    connected,
    refused,
)

T = TypeVar("T")
Value = int | str | bytes | Sequence[int] | Sequence[bytes] | None


class Session:
    """
    One connection, which threads use in turn.

    What the server refuses is told as a `StoreError`. A connection that turns out to be lost
    before anything was done on it is replaced; what was begun on it is never begun again.

    Args:
        address: Where to.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._process, self._lock = os.getpid(), threading.RLock()
        self._connection: Connection | None = None
        self._closed = self._in_block = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """
        Return a block in which this thread alone uses the connection.

        Raises:
            ClosedLogError: The session was closed.
            StoreError: The server refuses or was lost, or the process has forked.
        """
        check_process(self._address.target, self._process)
        with self._lock:
            if self._closed:
                raise ClosedLogError(self._address.target)
            try:
                yield
            except Error as error:
                raise refused(self._address.target, error) from error

    def found(self, query: bytes, values: Sequence[Value] = ()) -> list[TupleRow]:
        """Return the rows that a query finds in a transaction of its own."""
        with self.turn():
            return self._on_a_live_one(lambda connection: asked(connection, query, values))

    def done(self, statement: bytes) -> Connection:
        """Do a statement, and return the connection it was done on. Take a `turn` first."""
        return self._on_a_live_one(lambda connection: connection.execute(statement).connection)

    @contextmanager
    def block(self, begin: bytes) -> Iterator[tuple[Connection, list[list[TupleRow]]]]:
        """
        Return a connection in a transaction that the block has to commit, else it is rolled back.

        With it come the rows that each query at its beginning found. Take a `turn` first.

        Args:
            begin: The statements that begin it.

        Raises:
            StoreError: This thread is in such a block already.
            Error: The server refuses.
        """
        if self._in_block:
            advice = "end that block first, or use another log object"
            raise StoreError(self._address.target, "is being appended to by this thread", advice)
        connection, found = self._on_a_live_one(lambda each: (each, self._begun(each, begin)))
        self._in_block = True
        try:
            yield connection, found
        finally:
            self._in_block = False
            self._leave(connection)

    def close(self) -> None:
        """Close the connection; in a forked process leave it to the one that opened it."""
        if self._process != os.getpid():
            self._closed = True
            return
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.close()

    def _on_a_live_one(self, use: Callable[[Connection], T]) -> T:
        kept = self._live()
        try:
            return use(kept)
        except OperationalError:
            if not kept.closed:
                raise
        return use(self._live())

    def _live(self) -> Connection:
        if self._closed:
            raise ClosedLogError(self._address.target)
        if self._connection is None or self._connection.closed:
            self._connection = connected(self._address)
        return self._connection

    def _begun(self, connection: Connection, begin: bytes) -> list[list[TupleRow]]:
        try:
            cursor = connection.execute(begin)
            found = [cursor.fetchall()] if cursor.description else []
            while cursor.nextset():
                found += [cursor.fetchall()] if cursor.description else []
        except BaseException:
            self._leave(connection)
            raise
        return found

    def _leave(self, connection: Connection) -> None:
        """Roll back what was not committed; a connection in any other state is given up."""
        status = connection.info.transaction_status
        if status in {TransactionStatus.INTRANS, TransactionStatus.INERROR}:
            with suppress(Error):
                connection.execute("ROLLBACK")
            status = connection.info.transaction_status
        if status != TransactionStatus.IDLE:
            connection.close()


def asked(connection: Connection, query: bytes, values: Sequence[Value] = ()) -> list[TupleRow]:
    """Return the rows that a query finds."""
    with connection.cursor(binary=True) as cursor:
        return cursor.execute(query, values).fetchall()
