"""
Kills of PostgreSQL's clients, and of the server itself, while batches are appended (G1).

    python -m tests.scores.postgres_crashes 300 30

kills 300 clients and 30 servers. After each kill the log is verified, and held to what the client
was told: what was acknowledged is there, no batch is there in part, what was refused is not there.
"""

import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.log.crashes import Kills
from tests.log.server import running
from tests.log.server_crashes import ServerKills
from tests.log.test_postgres_crashes import settled


def main(clients: int, servers: int) -> None:
    """Kill them, and print what came of it."""
    with running() as server, tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        kills = Kills(Path(folder), partial(settled, server), random.Random(clients))
        for _ in range(clients):
            kills.strike()
        print(f"{kills.count} clients killed, {kills.halfway} within an append,")
        print(f"  of which {kills.kept} left their batch; {time.monotonic() - began:.0f} s")
        print("\n".join(kills.lost) or "  nothing lost, nothing torn")
        crashes = ServerKills(server, random.Random(servers))
        for _ in range(servers):
            crashes.strike()
        print(f"{crashes.count} servers killed, {crashes.settled} appends settled afterwards,")
        print(f"  {crashes.doubtful} in doubt, {crashes.kept} of them kept")
        print("\n".join(crashes.lost) or "  nothing lost, nothing torn")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
