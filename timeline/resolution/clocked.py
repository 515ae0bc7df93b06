"""The half of an open log that answers on both clocks at once: lives of happenings, and delays."""

from datetime import timedelta

from timeline.log import Store
from timeline.log.reading import Reader
from timeline.resolution.index import Built, Index
from timeline.resolution.late import Late, Lateness, late
from timeline.resolution.versions import Life, life


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

    def _known(self) -> Built:
        """Take in what is new in the store, and return what is known of the log then."""
        if self._index.extend(self._store.rows):
            self._reader.forget()
        return self._index.built
