"""The open log: records go in below, chronologies come out above."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.errors import MomentError, StoreError
from timeline.log import Receipt, Recorded, Store, Verified, attesting
from timeline.log.appending import append, begin, given
from timeline.log.attested import AttestedLog
from timeline.log.following import FollowedLog
from timeline.log.opening import store_at
from timeline.log.reading import Reader
from timeline.log.signing import Keys
from timeline.log.verification import Progress, verified
from timeline.records import Erasure, Instant, Instantish, instant
from timeline.records.instants import instant_words
from timeline.resolution import LATEST_PUBLISHED, Policy, citation, resolved
from timeline.resolution.clocked import ClockedLog
from timeline.resolution.index.growing import Index
from timeline.resolution.index.index_file import without_index
from timeline.resolution.moments import from_microseconds, microseconds
from timeline.resolution.moving import MovingLog
from timeline.resolution.revision import Revision
from timeline.resolution.settled import Settled
from timeline.resolution.status_rules import STANCES_AND_ORIGINS, StatusRule
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
        target: `":memory:"`, the path of an SQLite file: `case.db`, `.sqlite`, `.sqlite3`, that
            of a text file: `case.jsonl`, or `postgresql://user@host/database?log=case_1`.
        clock: Function that returns the present instant; the system's if not given.
        origin: Name of a new log, such as `example.org/case-1`; a random one if not given.

    Raises:
        StoreError: The file is something else, cannot be read or written, or no store is known
            for its name.
    """
    return Log(store_at(os.fspath(target)), clock=clock or system_clock, origin=origin)


class Log(AttestedLog, ClockedLog, MovingLog, FollowedLog):
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
        begin(store, self._now(), origin=origin)
        self._index = Index(self._reader.entry, store.positions, beside=_file_of(store))

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
        batch, file = given(records), _file_of(self._store)
        if file is None or not any(isinstance(each, Erasure) for each in records):
            return append(self._store, batch, clock=self._now, expected=expected)
        with without_index(file):
            return append(self._store, batch, clock=self._now, expected=expected)

    def read(self, after: int = 0) -> tuple[Recorded, ...]:
        """
        Return the entries behind a position, in order; none of the genesis.

        Raises:
            IntegrityError: A row is damaged.
        """
        return tuple(self._reader.entries(after + 1))

    def as_of(  # noqa: PLR0913 - each clock, the token, and two choices
        self,
        *,
        published: Instantish | None = None,
        recorded: Instantish | None = None,
        position: int | None = None,
        token: citation.Token | str | None = None,
        policy: Policy | None = None,
        status: StatusRule | None = None,
    ) -> Chronology:
        """
        Return the chronology as it was known, on any of the clocks or on all of them.

        Its entries are decoded as they are looked at, so the log must stay open until then.

        Args:
            published: Only what was published by then, inclusive.
            recorded: Only what this log had taken in by then, inclusive.
            position: Only what this log had taken in up to that position, inclusive.
            token: What a chronology of this log was cited by, which says all of that at once.
            policy: Which report speaks for an entry: the one that was published last, or the
                policy of the token, if not given.
            status: By which rule an entry has its status: that of the library, or of the token,
                if not given.

        Raises:
            InstantError: An instant has no offset.
            MomentError: The recorded instant or the position lies ahead of the log, or another
                moment was given beside a token.
            TokenError: The token is damaged, of another log, or made by other rules or under
                another policy or one that is not known here.
        """
        if token is not None:
            if (published, recorded, position) != (None, None, None):
                advice = "leave published=, recorded= and position= out"
                raise MomentError("a token says which moment is meant", advice)
            cited = self._cited(token)
            citation.check_rules(cited)
            policy, status = citation.chosen(cited, policy, status)
            published, position = cited.published, cited.position
        self._known()
        last = self._last(recorded, position)
        by = None if published is None else instant(published)
        policy, status = policy or LATEST_PUBLISHED, status or STANCES_AND_ORIGINS
        source = self._source(by, last, policy, status)
        return Chronology(
            source=source,
            rows=source.rows,
            position=last,
            digest=self._digest(last),
            published=by,
            policy=policy,
            status_rule=status,
            digest_at=self._digest,
        )

    def verify(
        self,
        checkpoint: attesting.Checkpoints | None = None,
        *,
        keys: Keys = (),
        token: citation.Token | str | None = None,
        progress: Progress | None = None,
    ) -> Verified:
        """
        Compute every byte, hash, position and id of the log again; return what was checked.

        The index, which is no part of the log, is then computed anew of what was checked.
        By itself it finds what was changed, put in or taken out. A log that was cut short or
        written anew as a whole is found by a checkpoint from before.

        Args:
            checkpoint: What the log was earlier, or several such: it must begin with each.
            keys: Verifier keys; one of them must have signed each checkpoint. With none, they
                are taken at their word.
            token: What a chronology of this log was cited by: then the log up to its position
                must be the one it was made of, too.
            progress: Is told now and then how many rows are done, and of how many.

        Raises:
            IntegrityError: Something was changed; the message names the first position, or, of a
                log written anew, between which positions.
            NoteError: A checkpoint or a key is none.
            ProofError: A checkpoint bears no signature of a known key, or a wrong one.
            TokenError: The token is damaged, or of another log.
        """
        found = verified(self._store, attesting.given(checkpoint, keys), progress)
        self._index.distrust()
        if token is not None:
            self._cited(token)
        return found

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

    def _cited(self, given: citation.Token | str) -> citation.Token:
        cited, last = citation.token(given), self.position
        digest = self._digest(cited.position) if cited.position <= last else None
        citation.check_log(cited, last=last, digest=digest)
        return cited

    def _digest(self, position: int) -> str:
        return next(iter(self._store.rows(position, position + 1))).chain.hex()

    def _now(self) -> Instant:
        return instant(self._clock())

    def _source(
        self, by: Instant | None, last: int, policy: Policy, status: StatusRule
    ) -> View | Settled:
        built = self._index.built
        if type(policy) is Policy:
            reader = self._reader
            return View(built, by, last, status, policy, reader.glance, reader.plains)
        entries = tuple(self._reader.entries(1, last + 1))
        erasures = built.erasures
        found = resolved(entries, published=by, erasures=erasures, policy=policy, status=status)
        revised = Revision(entries, by, built.erasures)
        return Settled(entries=found.entries, problems=found.problems, revised=revised)

    def _last(self, recorded: Instantish | None, position: int | None) -> int:
        taken = self._index.recorded
        last = len(taken) - 1
        if position is not None:
            if not 0 <= position <= last:
                advice = f"ask for 0 to {last}"
                raise MomentError(f"the log has no position {position}", advice)
            last = position
        if recorded is None:
            return last
        moment, now = instant(recorded), max(self._now(), from_microseconds(int(taken[-1])))
        asked = microseconds(moment)
        if moment > now:
            problem = f"{instant_words(moment)} lies after the log's clock, {instant_words(now)}"
            raise MomentError(problem, "ask for what is recorded already; leave recorded= out")
        return max(0, min(last, int(np.searchsorted(taken, asked, side="right")) - 1))


def _file_of(store: Store) -> Path | None:
    path = Path(store.target)
    try:
        return path if stat.S_ISREG(path.stat().st_mode) else None
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # an address of a server, perhaps
            return None
        problem = f"cannot be looked at ({error.strerror}); nothing was appended"
        raise StoreError(store.target, problem, "check the disk, and open the log again") from error
