"""Waiting for appends to a log in PostgreSQL: the server tells of them, and is asked besides."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from timeline.errors import StoreError
from timeline.log.postgres_address import Address
from timeline.log.postgres_driver import Connection, Error
from timeline.log.postgres_session import Session
from timeline.log.postgres_statements import Statements

LONGEST_PAUSE = 1.0
"""Seconds after which the log is looked at, whether or not the server told of an append."""

Pause = Callable[[float], None]


class Listener:
    """
    Waits on a connection of its own, which listens only while somebody waits.

    What the server tells only makes it quicker: a standby server, a pooler that shares connections
    or a lost connection cannot make it miss anything, since the log is looked at all the same.

    Args:
        address: Where to.
        statements: The log's.
    """

    def __init__(self, address: Address, statements: Statements) -> None:
        self._session, self._statements = Session(address), statements
        self._taken = threading.Lock()

    def wait(self, there: Callable[[], bool], timeout: float) -> bool:
        """
        Return whether something is there, as soon as it is or when the time is over.

        Args:
            there: Function that looks.
            timeout: Seconds to wait.
        """
        until = time.monotonic() + timeout
        if there():
            return True
        with self._pausing() as pause:
            while not there():
                left = until - time.monotonic()
                if left <= 0:
                    return False
                pause(min(left, LONGEST_PAUSE))
        return True

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    @contextmanager
    def _pausing(self) -> Iterator[Pause]:
        """Return what waits for the server's word; of several threads only the first has that."""
        if not self._taken.acquire(blocking=False):
            yield time.sleep
            return
        try:
            with self._session.turn():
                yield from self._listening()
        finally:
            self._taken.release()

    def _listening(self) -> Iterator[Pause]:
        connection: Connection | None = None
        with suppress(Error, StoreError):
            connection = self._session.done(self._statements.listen)
        if connection is None:
            yield time.sleep
            return
        try:
            yield partial(_heard, connection)
        finally:
            with suppress(Error):
                connection.execute(self._statements.unlisten)


def _heard(connection: Connection, seconds: float) -> None:
    until = time.monotonic() + seconds
    try:
        for _ in connection.notifies(timeout=seconds, stop_after=1):
            return
    except Error:
        time.sleep(max(0.0, until - time.monotonic()))
