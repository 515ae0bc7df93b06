"""Crashes of a PostgreSQL server: it is killed while a client appends, and started again."""

import random
import threading
import time
from contextlib import closing
from itertools import count as numbers

from attrs import define, field

from tests.log.batches import LostError, batch, whole_batches
from tests.log.server import Server
from timeline.errors import StoreError, TimelineError
from timeline.ledger import Log, open_log
from timeline.log.postgres import PostgresStore
from timeline.testing.rows import NOON


@define
class Client:
    """
    Appends batches until an append fails or it is enough, and keeps count.

    An append that the crash meets before it has begun anything is begun again on the new server,
    and so are all behind it: then there is nothing that fails.

    Args:
        log: The log.
        begun: How many batches there were and are begun.
        acknowledged: How many of them are in the log for certain.
        refusal: What the append said that failed.
        enough: Whether to stop.
    """

    log: Log
    begun: int
    acknowledged: int
    refusal: str = ""
    enough: threading.Event = field(factory=threading.Event)

    def append_until_refused(self) -> None:
        """Append one batch after the other."""
        try:
            for number in numbers(self.begun):
                records = batch(number)
                self.begun += 1
                self.log.append(*records)
                self.acknowledged += 1
                if self.enough.is_set():
                    return
        except StoreError as error:
            self.refusal = str(error)


@define
class ServerKills:
    """
    Kills of a server in a row, and what they did.

    Args:
        server: A running server.
        rng: Draws the moments.
        count: How many kills there were.
        kept: How many left a batch whose append had not returned.
        settled: How many appends returned although the server was killed before it answered.
        doubtful: How many appends were told to be in doubt.
        lost: What was wrong after those that lost something.
    """

    server: Server
    rng: random.Random
    count: int = 0
    kept: int = 0
    settled: int = 0
    doubtful: int = 0
    lost: list[str] = field(factory=list)

    def strike(self) -> None:
        """Kill the server at some moment, start it again, and look at what there is."""
        url = self.server.url("crashes")
        whole = self._whole(url, acknowledged=0, begun=10_000)
        with open_log(url, clock=lambda: NOON) as log:
            client = Client(log, whole, whole)
            thread = threading.Thread(target=client.append_until_refused)
            thread.start()
            time.sleep(self.rng.uniform(0.05, 0.3))
            self.server.kill()
            before = client.acknowledged
            self.server.start()
            client.enough.set()
            thread.join()
        self.count += 1
        self.settled += client.acknowledged > before
        self._judge(url, client)

    def _judge(self, url: str, client: Client) -> None:
        doubtful = "in doubt" in client.refusal
        self.doubtful += doubtful
        begun = client.begun if doubtful else client.acknowledged
        try:
            found = self._whole(url, acknowledged=client.acknowledged, begun=begun)
            self.kept += found > client.acknowledged
        except (LostError, TimelineError) as error:
            self.lost.append(f"kill {self.count}: {type(error).__name__}: {error}")

    def _whole(self, url: str, *, acknowledged: int, begun: int) -> int:
        with closing(PostgresStore(url)) as store:
            Log(store, clock=lambda: NOON)
            return whole_batches(store, acknowledged=acknowledged, begun=begun)
