"""
Appends to a log in PostgreSQL, of one writer and of several at once, one record each or batches.

    python -m tests.benchmarks.postgres

starts a server of the wheel, and prints beside the figures how often its disk can be flushed in a
second, before and after: an append waits for one flush, and the next writer for it. The peer is a
table with a sequence, whose writers do not wait for each other, and whose followers miss rows.
Other arguments are addresses: then that server is measured instead.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.log import contention
from tests.log.server import running
from timeline.ledger import open_log
from timeline.testing.rows import events

EACH, BATCH, BATCHES, FLUSHES = 200, 1000, 20, 200


def flushes(folder: Path) -> float:
    """Return how often a second 8 KiB within a file can be written and flushed."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(2**20))
        os.fsync(file.fileno())
        began = time.perf_counter()
        for at in range(FLUSHES):
            os.pwrite(file.fileno(), os.urandom(8192), at % 128 * 8192)
            os.fdatasync(file.fileno())
        return FLUSHES / (time.perf_counter() - began)


def one_by_one(url: str, writers: Iterable[int]) -> None:
    """Print appends of one record each."""
    for count in writers:
        log = partial(contention.at_target, f"{url}_by_{count}")
        peer = partial(contention.at_bigserial, url, f"control_{count}")
        ours = contention.appended(log, writers=count, each=EACH)
        theirs = contention.appended(peer, writers=count, each=EACH)
        print(f"{count} writers: {ours:7.0f} appends a second; with a sequence {theirs:7.0f}")


def in_batches(url: str) -> None:
    """Print appends of many records each, and reading them."""
    batches = [events(BATCH, first=1 + at * BATCH) for at in range(BATCHES)]
    with open_log(f"{url}_batches") as log:
        began = time.perf_counter()
        for batch in batches:
            log.append(*batch)
        wrote = BATCH * BATCHES / (time.perf_counter() - began)
        began = time.perf_counter()
        count = sum(1 for _ in log._store.rows())
        read = count / (time.perf_counter() - began)
    print(f"batches of {BATCH}: {wrote:7.0f} records a second; rows read back {read:7.0f} a second")


def main(addresses: list[str]) -> None:
    """Measure a server of one's own, or those at the addresses."""
    with ExitStack() as stack:
        if not addresses:
            server = stack.enter_context(running())
            print(f"the disk is flushed {flushes(server.home):.0f} times a second")
            addresses = [server.url(f"log_{os.getpid()}")]
            stack.callback(
                lambda: print(f"the disk is flushed {flushes(server.home):.0f} times a second")
            )
        for url in addresses:
            one_by_one(url, (1, 2, 8))
            in_batches(url)


if __name__ == "__main__":
    main(sys.argv[1:])
