"""A wire between a store and a PostgreSQL server that a test cuts at a chosen message."""

import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from tests.log.server import Server

_SOCKET = ".s.PGSQL.5432"


class Cut(Enum):
    """Where the wire is cut when a client sends the chosen message."""

    BEFORE = "the server never gets the message"
    AFTER = "the server answers, and the client never gets the answer"


class Wire:
    """Carries bytes both ways, until it meets the message at which it is to be cut, once."""

    def __init__(self, server: Server) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="timeline-wire-"))
        self._server = str(server.home / _SOCKET)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self.home / _SOCKET))
        self._listening.listen()
        self._at: tuple[bytes, Cut] | None = None
        self._for_good = False
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, log: str) -> str:
        """Return the address of a log by way of the wire."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.home), safe='')}&log={log}"

    def cut(self, message: bytes, how: Cut, *, for_good: bool = False) -> None:
        """Cut the next connection that sends these bytes, and perhaps let no other through."""
        self._at, self._for_good = (message, how), for_good

    def mend(self) -> None:
        """Let connections through again."""
        self._for_good = False

    def close(self) -> None:
        """Take it down."""
        self._listening.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self._for_good and self._at is None:
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                for carry in (self._to_server, self._to_client):
                    threading.Thread(target=carry, args=(client, server), daemon=True).start()

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                if self._at is None or self._at[0] not in data:
                    server.sendall(data)
                    continue
                how, self._at = self._at[1], None
                if how is Cut.AFTER:
                    _end(client)
                    server.sendall(data)
                    return
                break
        _end(client)
        _end(server)

    def _to_client(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                client.sendall(data)
        _end(client)
        _end(server)


@contextmanager
def strung(server: Server) -> Iterator[Wire]:
    """Return a wire to a server until the block ends."""
    wire = Wire(server)
    try:
        yield wire
    finally:
        wire.close()


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
