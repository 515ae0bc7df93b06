"""
Many writers and followers of one log (G5), and races for one position (G6), at full length.

    python -m tests.scores.contention postgres

runs 8 writers of 2,000 appends each, of which 5 % come after a block that failed, beside two
followers, and then 500 races of 8, against `memory` (in threads), `sqlite`, `jsonl` or `postgres`
(in processes). `bigserial` is the control, positions from a sequence of PostgreSQL, at which
followers must miss some. Two more arguments say how many appends each writer makes, and how many
races there are.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.log import contention
from tests.log.contention import Sit
from tests.log.server import running
from timeline.log import MemoryStore

WRITERS, EACH, RACES = 8, 2000, 500


@contextmanager
def desks(kind: str) -> Iterator[tuple[Sit, Sit]]:
    """Return what opens desks at two new logs of a kind, for the contention and for the races."""
    with ExitStack() as stack:
        if kind == "memory":
            yield (
                partial(contention.at_store, MemoryStore()),
                partial(contention.at_store, MemoryStore()),
            )
        elif kind in {"postgres", "bigserial"}:
            server = stack.enter_context(running())
            first = partial(contention.at_target, server.url("writers"))
            control = partial(contention.at_bigserial, server.url(), "control")
            yield (
                control if kind == "bigserial" else first,
                partial(contention.at_target, server.url("races")),
            )
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            suffix = {"sqlite": "db", "jsonl": "jsonl"}[kind]
            yield (
                partial(contention.at_target, str(folder / f"writers.{suffix}")),
                partial(contention.at_target, str(folder / f"races.{suffix}")),
            )


def main(kind: str, each: int = EACH, races: int = RACES) -> None:
    """Run both, and print what came of them."""
    threads = kind == "memory"
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream
    with desks(kind) as (writers, racers):
        found = contention.contended(writers, writers=WRITERS, each=each, threads=threads)
        print(
            f"{kind}: {found.appended} appended by {WRITERS} writers, {found.failed} failed before"
        )
        print(f"  {found.rate:.0f} appends a second, {found.starved} of them after a wait in vain")
        expected = found.appended if kind == "bigserial" else found.appended + 1
        for reader in found.followed:
            missed = expected - reader.seen
            print(f"  a follower missed {missed}, and saw {reader.disordered} out of order")
        if kind == "bigserial":
            return
        won = contention.winners(racers, races=races, contenders=WRITERS, threads=threads)
        print(f"  {won.total()} races of {WRITERS}, by number of winners: {dict(won)}")


if __name__ == "__main__":
    main(sys.argv[1], *(int(each) for each in sys.argv[2:]))
