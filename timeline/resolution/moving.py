"""The half of an open log that moves records: whole into another store, or from another log."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from timeline.log import Adopted, Store, Verified, attesting
from timeline.log.adopting import adopt
from timeline.log.copying import copy_log
from timeline.log.opening import store_at
from timeline.log.verification import Progress
from timeline.records import Instantish, instant
from timeline.resolution.index.index_file import remove_index


class MovingLog:
    """What an open log does with other logs."""

    _store: Store
    _clock: Callable[[], Instantish]

    def copy(
        self,
        target: str | os.PathLike[str] | Store,
        *,
        withhold: Iterable[int | str] = (),
        progress: Progress | None = None,
    ) -> Verified:
        """
        Copy the log into another store, row for row, and return what was checked of the copy.

        Positions, recorded instants, ids and chain values stay, and with them the root: every
        checkpoint and every token holds for the copy. A target that holds the beginning of this
        log already, such as a copy that was killed or one of last week, is gone on with; what was
        erased from the log since is erased from it, too.

        Args:
            target: Where to: as for `open_log`, or a store, which stays open.
            withhold: Positions or ids of records whose bytes the copy shall not have. Append
                nothing to such a copy.
            progress: Is told now and then how far it is, and of how much; each row counts twice,
                copied and checked in the copy.

        Raises:
            IntegrityError: The log was changed.
            ProofError: One of the records is not in the log.
            StoreError: The target holds another log, one that went another way, or more of this
                one than there is to copy; or it cannot be written.
        """
        positions = {attesting.position_of(self._store, each) for each in withhold}
        if not isinstance(target, str | os.PathLike):
            return copy_log(self._store, target, positions, progress)
        store = store_at(os.fspath(target))
        try:
            return copy_log(self._store, store, positions, progress)
        finally:
            store.close()
            if Path(target).is_file():
                remove_index(Path(target))

    def adopt(
        self, other: "MovingLog", *records: int | str, progress: Progress | None = None
    ) -> Adopted:
        """
        Record what another log has in this one too, with a note of where it was.

        The records keep their ids, and are recorded anew: at new positions, at the present
        instant, as one batch. `imported_from` of their entries names the other log, their
        position there, and the hash of their row there. The other log is verified first.
        What is in this log already is counted and left alone. What cannot be taken over is in
        `left_out` with the reason: bodies that are gone, records that cannot be read here or were
        erased here, and erasures, which are orders to the log that they stand in.

        Args:
            other: The other log, open.
            records: Positions or ids of its records; all of them if none is given.
            progress: Is told now and then how far the verification of the other log is.

        Raises:
            AppendError: The other log bears the name of this one: then it is a copy of it, or
                wants to be taken for one.
            IntegrityError: The other log was changed.
            ProofError: One of the records is not in the other log.
            StoreError: A store refuses.
        """
        theirs = other._store  # noqa: SLF001 - of the same class
        asked = {attesting.position_of(theirs, each) for each in records} if records else None
        return adopt(
            self._store, theirs, asked, clock=lambda: instant(self._clock()), progress=progress
        )
