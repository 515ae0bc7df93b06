"""The PostgreSQL store when a process dies: the client's, or all of the server's (G1, G3)."""

import random
from pathlib import Path

import pytest

from tests.log.crashes import Kills
from tests.log.server import Server, needed, running
from tests.log.server_crashes import ServerKills
from timeline.log import Store
from timeline.log.postgres import PostgresStore

CLIENTS, SERVERS = 20, 2


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_killed_client_loses_nothing_acknowledged_and_tears_no_batch(
    postgres_server: Server, tmp_path: Path
) -> None:
    """Clients are killed while they append, at least every tenth of them within an append."""

    def opened(home: Path) -> Store:
        return settled(postgres_server, home)

    kills = Kills(tmp_path, opened, random.Random(1))
    for _ in range(CLIENTS):
        kills.strike()
    assert (kills.count, kills.lost) == (CLIENTS, [])
    assert kills.halfway >= CLIENTS / 10


@needed
def test_killed_server_loses_nothing_acknowledged_and_tears_no_batch() -> None:
    """A server is killed while a client appends; whatever the client was told holds after it."""
    with running() as server:
        kills = ServerKills(server, random.Random(1))
        for _ in range(SERVERS):
            kills.strike()
    assert (kills.count, kills.lost) == (SERVERS, [])


def settled(server: Server, home: Path) -> Store:
    """Return the store of a folder's name, when what a killed client had begun is over."""
    store = PostgresStore(server.url(f"killed_{home.name.replace('-', '_')}"))
    with store.writing():
        return store
