"""Following: each entry of a log once, in order, those that are there and then as they come."""

import math
import time
from collections.abc import Iterator

from timeline.errors import FieldError, IntegrityError, MomentError, StoreError
from timeline.log.hashes import chain_hash
from timeline.log.keeping import Keeping
from timeline.log.port import Recorded, Row, Store, Waiting
from timeline.log.reading import Reader

FIRST_PAUSE, LONGEST_PAUSE = 0.005, 0.25
"""Seconds between two looks at a store that cannot tell: twice as long each time, up to this."""

LONGEST_WAIT = 60.0
"""Seconds that a store which can tell is left alone with the waiting."""

FRESH = 1.0
"""Seconds after which rows that were read and not yet handed out are read again."""


class FollowedLog:
    """What an open log can say of what comes next."""

    _store: Store
    _reader: Reader

    def follow(
        self,
        after: int = 0,
        *,
        digest: str | None = None,
        timeout: float | None = None,
        until: int | None = None,
    ) -> Iterator[Recorded]:
        """
        Return the entries behind a position, and go on with what others append, for ever.

        Each position comes once, in order, without gaps, and is chained to the one before. What
        was erased comes as a `Tombstone`, at most a second after it was; what this program does
        not know comes as an `UnknownRecord`. No lock is held between two entries. PostgreSQL
        tells of an append at once; any other store is looked at after pauses that grow to a
        quarter of a second.

        Args:
            after: Last position that the caller has.
            digest: Chain value that it had there: the log must still have it.
            timeout: Seconds of silence after which it ends; 0 ends with what is there now.
            until: Position with which it ends.

        Raises:
            FieldError: The timeout is below 0.
            MomentError: The log has no such position.
            IntegrityError: The log was cut short or rewritten behind the caller, or is damaged.
            ClosedLogError: The log was closed meanwhile.
            StoreError: The store refuses.
        """
        if timeout is not None and not timeout >= 0:
            problem = f"{timeout} is below 0; give seconds, or None to go on for ever"
            raise FieldError("follow", "timeout", problem)
        last = self._row_at(after, digest)
        return self._followed(last, timeout, math.inf if until is None else until)

    def wait(self, after: int, timeout: float | None = None) -> bool:
        """
        Return whether there is an entry behind a position, as soon as there is one.

        Args:
            after: The position.
            timeout: Seconds after which the answer is no; for ever if not given.

        Raises:
            IntegrityError: The log ends before that position.
            ClosedLogError: The log was closed meanwhile.
            StoreError: The store refuses.
        """
        until = math.inf if timeout is None else time.monotonic() + timeout
        pause = FIRST_PAUSE
        while (position := self._end()) <= after:
            left = until - time.monotonic()
            if position < after:
                raise _cut_short(after, position)
            if left <= 0:
                return False
            if isinstance(self._store, Waiting):
                self._store.wait(after, min(left, LONGEST_WAIT))
            else:
                time.sleep(min(left, pause))
                pause = min(2 * pause, LONGEST_PAUSE)
        return True

    def digest(self, position: int | None = None) -> str:
        """
        Return the chain value at a position, 64 hex digits: it stands for all up to there.

        Args:
            position: The position; the last one if not given.

        Raises:
            MomentError: The log has no such position.
        """
        return self._row_at(self._end() if position is None else position, None).chain.hex()

    @property
    def keeping(self) -> Keeping:
        """
        Where states of projections are kept with this log.

        Raises:
            StoreError: Its store, one of your own, keeps none.
        """
        if not isinstance(self._store, Keeping):
            advice = "give it the methods of timeline.log.Keeping, or fold in memory with over()"
            raise StoreError(self._store.target, "keeps no states of projections", advice)
        return self._store

    def _followed(self, last: Row, timeout: float | None, until: float) -> Iterator[Recorded]:
        while last.position < until:
            for row in self._fresh(last.position + 1):
                _check_linked(last, row)
                last = row
                yield self._reader.decoded(row)
                if last.position >= until:
                    return
            if not self.wait(last.position, timeout):
                return

    def _fresh(self, start: int) -> Iterator[Row]:
        """Return rows, until those that were read in one piece with them may have been erased."""
        began = time.monotonic()
        for row in self._store.rows(start):
            yield row
            if time.monotonic() - began > FRESH:
                return

    def _end(self) -> int:
        tail = self._store.tail()
        return -1 if tail is None else tail.position

    def _row_at(self, position: int, digest: str | None) -> Row:
        found = None if position < 0 else next(self._store.rows(position, position + 1), None)
        if found is None and (digest is None or position < 0):
            raise MomentError(f"the log has no position {position}", f"ask for 0 to {self._end()}")
        if found is None:
            raise _cut_short(position, self._end())
        if digest is not None and found.chain.hex() != digest:
            seen, there = digest[:12], found.chain.hex()[:12]
            raise _rewritten(position, f"had the digest {seen}… and now has {there}…")
        return found


def _check_linked(last: Row, row: Row) -> None:
    if row.position != last.position + 1:
        raise IntegrityError(last.position + 1, f"is missing; the next row is {row.position}")
    if row.chain != chain_hash(last.chain, row.leaf):
        raise _rewritten(row.position, "is not chained to what was read before it")


def _cut_short(position: int, end: int) -> IntegrityError:
    problem = f"was read before, and is not there any more: the log ends at {end}"
    return IntegrityError(position, f"{problem}; it was cut short, or is another one")


def _rewritten(position: int, problem: str) -> IntegrityError:
    advice = "the log was rewritten, or is another one; verify it against a checkpoint"
    return IntegrityError(position, f"{problem}; {advice}")
