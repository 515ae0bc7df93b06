"""
What another policy than the default costs: the first as-of, and what changed between two moments.

    python -m tests.benchmarks.policies 10000 100000 1000000

Of a made-up log in which a third of the keys is reported more than once, on as many days as
there are reports: the hardest case, since every choice moves the line. The index is built
beforehand, as it is where a log was asked before; nothing is decoded.
"""

import gc
import sys
from collections.abc import Sequence
from functools import partial

import timeline
from tests.benchmarks.changes import dates
from tests.benchmarks.made_up import history, opened, stored
from tests.benchmarks.steps import once
from timeline.ledger import Log
from timeline.resolution import LATEST_PUBLISHED, MOST_ORIGINS, MOST_PRECISE, Policy, source_first
from timeline.resolution.index.decided import Decisions
from timeline.resolution.index.voices import Voices
from timeline.resolution.revision import Account

FIRST = 50
DIFFERENCES = 100


def earliest(account: Account, among: Sequence[Account]) -> tuple[int, ...]:
    """Prefer the report that the log took in first: a choice that no column tells."""
    return (-account.report.position, len(among))


POLICIES = (
    LATEST_PUBLISHED,
    MOST_PRECISE,
    source_first("Herald", "Gazette"),
    MOST_ORIGINS,
    Policy(name="taken in first", rank=earliest),
)


def looked_at(log: Log, policy: Policy) -> None:
    """Ask for a chronology, how long it is, and its first lines."""
    known = log.as_of(policy=policy)
    assert len(tuple(known[:FIRST])) == min(FIRST, len(known))


def compared(log: Log, moments: tuple[str, str], policy: Policy) -> None:
    """Ask what changed between two moments."""
    before, after = (log.as_of(published=each, policy=policy) for each in moments)
    assert timeline.changes(before, after)


def forgotten(log: Log) -> None:
    """Let go of all that questions under a policy left behind, so that the next begins anew."""
    built = log._index.built
    built.voices, built.decisions = Voices(), Decisions()
    vars(built).pop("contestable", None)
    log._reader.forget()
    gc.collect()


def main(count: int) -> None:
    """Print the processor time of each policy, in a log of as many records."""
    told = history(count)
    store, _ = stored(told)
    moments, log = dates(told, DIFFERENCES), opened(store)
    print(f"{count:,} records, {len(log.as_of()):,} entries")
    gc.collect()
    gc.freeze()  # the rows of a store in memory are millions of objects to look through
    for policy in POLICIES:
        ask = partial(looked_at, log, policy)
        forgotten(log)
        first, again = once(ask), once(ask)
        forgotten(log)
        between = once(partial(compared, log, moments, policy))
        print(
            f"  {policy.name:36} as-of and {FIRST} lines {first * 1e3:10.1f} ms,"
            f" again {again * 1e3:8.1f} ms; changes {between * 1e3:10.1f} ms",
            flush=True,
        )


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10000"]):
        main(size)
