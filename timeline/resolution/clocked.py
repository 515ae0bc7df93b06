"""The half of an open log that answers on both clocks at once: lives of happenings, and delays."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from timeline.log import Row, Store
from timeline.log.reading import Reader
from timeline.log.verification import Progress
from timeline.resolution.index.growing import Built, Index
from timeline.resolution.late import Late, Lateness, late
from timeline.resolution.versions import Life, life

_STEP = 4096
"""Rows after which whoever waits is told how far it is."""


class ClockedLog:
    """What an open log can say of what was known when."""

    _store: Store
    _reader: Reader
    _index: Index

    def versions(self, key: str) -> Life:
        """
        Return the life of a happening on both clocks: what stood from when to when, and why.

        It speaks by the policy of the library, the report that was published last. Only the
        records that bear on the key are decoded.

        Args:
            key: Its key, or one that a judgement ever joined to it.

        Raises:
            IntegrityError: A row is damaged.
            UnknownKeyError: At no moment is there an entry of that key; the message names the
                nearest.
        """
        built = self._known()
        return life(built, key, len(built.columns) - 1)

    def late(
        self,
        *,
        published: timedelta | None = None,
        happened: timedelta | None = None,
        lateness: Lateness | str = Lateness.CERTAIN,
    ) -> tuple[Late, ...]:
        """
        Return the records that came late, in the order of their positions.

        Each record counts by its own publication, a correction by that of the correction; what
        was published after it was recorded is not late by it. Amendments of our own, which have
        no publication, are not news, and never late. A record is late if it is so by one of the
        lengths given; each says how late it is by both.

        Args:
            published: Late is what was recorded longer than this after it was published.
            happened: Late is what was recorded longer than this after it happened.
            lateness: Where it is not known when something happened: late for certain, however
                late it happened, or possibly late, if it happened as early as it can have.

        Raises:
            FieldError: No length of time is given, or one is below 0.
            IntegrityError: A row is damaged.
            ValueError: There is no such lateness.
        """
        built, recorded = self._known(), self._index.recorded
        return late(built, recorded, published=published, happened=happened, lateness=lateness)

    def refresh(self, *, progress: Progress | None = None) -> None:
        """
        Take in what is new in the log; the next answer, which else would do it, comes at once.

        Args:
            progress: Is told now and then how many rows are taken in, and of how many.

        Raises:
            IntegrityError: A row is damaged.
        """
        self._known(progress)

    def _known(self, progress: Progress | None = None) -> Built:
        """Take in what is new in the store, and return what is known of the log then."""
        rows = self._store.rows
        if self._index.extend(rows if progress is None else partial(_told, self._store, progress)):
            self._reader.forget()
        return self._index.built


def _told(
    store: Store, progress: Progress, start: int = 0, stop: int | None = None
) -> Iterator[Row]:
    """Return rows as the store does, and tell how far that is."""
    tail = store.tail()
    total = tail.position + 1 if tail else 0
    for row in store.rows(start, stop):
        yield row
        if (row.position + 1) % _STEP == 0:
            progress(row.position + 1, max(total, row.position + 1))
