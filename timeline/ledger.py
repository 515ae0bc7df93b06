"""The open log: records go in below, chronologies come out above."""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.errors import MomentError, StoreError
from timeline.log import MemoryStore, Receipt, Recorded, SQLiteStore, Store, Verified
from timeline.log.appending import append, begin, given
from timeline.log.reading import Reader
from timeline.log.verification import verified
from timeline.records import Instant, Instantish, instant
from timeline.records.instants import instant_words
from timeline.resolution import LATEST_PUBLISHED, Policy, resolved
from timeline.resolution.index import Index
from timeline.resolution.moments import from_microseconds, microseconds
from timeline.resolution.settled import Settled
from timeline.resolution.views import View

Clock = Callable[[], Instantish]
"""A function that returns the present instant; tests and imports bring their own."""


def system_clock() -> Instant:
    """Return the present instant of this machine."""
    return datetime.now(UTC)


def open_log(
    target: str | os.PathLike[str], *, clock: Clock | None = None, origin: str | None = None
) -> "Log":
    """
    Open a log, and make it where there is none.

    Args:
        target: `":memory:"`, or the path of an SQLite file: `case.db`, `.sqlite`, `.sqlite3`.
        clock: Function that returns the present instant; the system's if not given.
        origin: Name of a new log, such as `example.org/case-1`; a random one if not given.

    Raises:
        StoreError: The file is something else, cannot be read or written, or no store is known
            for its name.
    """
    return Log(_store(os.fspath(target)), clock=clock or system_clock, origin=origin)


class Log:
    """
    An append-only log of records, and the chronologies of it as of any date.

    Iterating gives its `Recorded` entries in the order of their positions, without the genesis.
    Use it in a `with` block, or close it.
    """

    def __init__(
        self, store: Store, *, clock: Clock = system_clock, origin: str | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._reader = Reader(store)
        self._index = Index(self._reader.entry, store.positions)
        begin(store, self._now(), origin=origin)

    def append(self, *records: Record, expected: int | None = None) -> Receipt:
        """
        Append records as one batch: all of them or none, under one recorded instant.

        A record that is in the log already is counted as a duplicate and left alone.

        Args:
            records: Event records and amendments.
            expected: Position that the log must still be at.

        Raises:
            CodecError: Something is no record, or holds what cannot be stored.
            AppendError: A record that this log may not take.
            ConflictError: The log is not at the expected position.
            StoreError: The store refuses.
        """
        return append(self._store, given(records), clock=self._now, expected=expected)

    def read(self, after: int = 0) -> tuple[Recorded, ...]:
        """
        Return the entries behind a position, in order; none of the genesis.

        Raises:
            IntegrityError: A row is damaged.
        """
        return tuple(self._reader.entries(after + 1))

    def as_of(
        self,
        *,
        published: Instantish | None = None,
        recorded: Instantish | None = None,
        position: int | None = None,
        policy: Policy = LATEST_PUBLISHED,
    ) -> Chronology:
        """
        Return the chronology as it was known, on any of the clocks or on all of them.

        Its entries are decoded as they are looked at, so the log must stay open until then.

        Args:
            published: Only what was published by then, inclusive.
            recorded: Only what this log had taken in by then, inclusive.
            position: Only what this log had taken in up to that position, inclusive.
            policy: Which report speaks for an entry.

        Raises:
            InstantError: An instant has no offset.
            MomentError: The recorded instant or the position lies ahead of the log.
        """
        if self._index.extend(self._store.rows):
            self._reader.forget()
        last = self._last(recorded, position)
        by = None if published is None else instant(published)
        source = self._source(by, last, policy)
        return Chronology(
            source=source,
            rows=source.rows,
            position=last,
            digest=next(iter(self._store.rows(last, last + 1))).chain.hex(),
            published=by,
            policy=policy,
        )

    def verify(self) -> Verified:
        """
        Compute every byte, hash, position and id of the log again; return what was checked.

        Raises:
            IntegrityError: Something was changed; the message names the first position.
        """
        return verified(self._store)

    @property
    def position(self) -> int:
        """Position of the last record; 0 in an empty log."""
        tail = self._store.tail()
        return tail.position if tail else 0

    @property
    def target(self) -> str:
        """What was opened."""
        return self._store.target

    def close(self) -> None:
        """Let go of the store; closing twice is once."""
        self._store.close()

    def __iter__(self) -> Iterator[Recorded]:
        return self._reader.entries()

    def __len__(self) -> int:
        return self.position

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Log {self.target} at position {self.position}>"

    def _now(self) -> Instant:
        return instant(self._clock())

    def _source(self, by: Instant | None, last: int, policy: Policy) -> View | Settled:
        built = self._index.built
        if policy is LATEST_PUBLISHED:
            return View(built, by, last)
        entries = tuple(self._reader.entries(1, last + 1))
        found = resolved(entries, published=by, erasures=built.erasures, policy=policy)
        return Settled(entries=found.entries, problems=found.problems)

    def _last(self, recorded: Instantish | None, position: int | None) -> int:
        taken = self._index.intake.recorded
        last = len(taken) - 1
        if position is not None:
            if not 0 <= position <= last:
                advice = f"ask for 0 to {last}"
                raise MomentError(f"the log has no position {position}", advice)
            last = position
        if recorded is None:
            return last
        moment, now = instant(recorded), max(self._now(), from_microseconds(taken[-1]))
        asked = microseconds(moment)
        if moment > now:
            problem = f"{instant_words(moment)} lies after the log's clock, {instant_words(now)}"
            raise MomentError(problem, "ask for what is recorded already; leave recorded= out")
        return max(0, min(last, bisect_right(taken, asked) - 1))


def _store(target: str) -> Store:
    if target == MemoryStore.target:
        return MemoryStore()
    if Path(target).suffix in {".db", ".sqlite", ".sqlite3"}:
        return SQLiteStore(target)
    advice = "name it ':memory:', or a file that ends in .db, .sqlite or .sqlite3"
    raise StoreError(target, "no store of this version goes by such a name", advice)
