"""Catching up: from what is kept to the end of the log, keeping the state again on the way."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from attrs import define, evolve

from timeline.errors import CodecError, PoisonError
from timeline.ledger import Log
from timeline.log import Keeping, Kept, Recorded, Shelf
from timeline.log.verification import Progress
from timeline.projections.folds.basis import Basis
from timeline.projections.folds.folding import Folding
from timeline.projections.folds.running import Run, unkeepable
from timeline.projections.folds.shelved import shelved

S = TypeVar("S")


class OvertakenError(Exception):
    """What is kept is not what it was when this way was begun."""


@define(kw_only=True)
class Way(Generic[S]):
    """
    One way through the log, and what of it is kept.

    Args:
        log: The log.
        fold: The projection.
        made: What the state depends on.
        shelf: What is kept now.
        run: The fold, as far as it is.
        is_building: Whether it goes on beside the state that stands.
        is_new: Whether it begins with the first record, and nothing of it is kept yet.
        saved: How many records were taken in and kept.
    """

    log: Log
    fold: Folding[S]
    made: Basis
    shelf: Shelf
    run: Run[S]
    is_building: bool = False
    is_new: bool = False
    saved: int = 0

    def go(self, every: int, progress: Progress | None) -> None:
        """
        Fold up to where the log ends now, keep the state now and then, and let it stand at last.

        Raises:
            PoisonError: The fold stops at a record; what was folded before it is kept.
            CodecError: A state cannot be kept; with `every=1` that is a `PoisonError`.
            OvertakenError: Somebody else replaced what is kept.
            IntegrityError: The log is not what it was.
        """
        if self.is_new:
            self._begin()
        try:
            self._go(every, progress)
        except PoisonError:
            if self.shelf.standing is None:
                self._stand()
            raise
        self._stand()

    def _go(self, every: int, progress: Progress | None) -> None:
        last = self.log.position
        for entry in self._folded(last):
            if self.run.position - self._kept.position < every:
                continue
            try:
                self._save()
            except CodecError as error:
                if every == 1:
                    raise unkeepable(self.fold, entry, error) from error
                raise
            if progress is not None:
                progress(self.run.position, last)
        self._save()
        if progress is not None:
            progress(self.run.position, last)

    def _folded(self, last: int) -> Iterator[Recorded]:
        """Yield each entry when it is folded; where one cannot be, keep what was before it."""
        position, digest = self.run.position, self.run.digest
        entries = self.log.follow(position, digest=digest, timeout=0, until=last)
        while True:
            try:
                entry = next(entries, None)
                if entry is not None:
                    self.run.go_on(entry)
            except Exception:
                self._save()
                raise
            if entry is None:
                return
            yield entry

    def _begin(self) -> None:
        """Keep the initial state, so that an erasure meanwhile has something to take away."""
        building = shelved(self.fold, self.run.folded, self.made)
        self._replace(Shelf(standing=self.shelf.standing, building=building))

    def _save(self) -> None:
        count = self.run.position - self._kept.position
        if count:
            new = shelved(self.fold, self.run.folded, self.made)
            slot = "building" if self.is_building else "standing"
            self._replace(evolve(self.shelf, **{slot: new}))
            self.saved += count

    def _stand(self) -> None:
        if self.is_building:
            self._replace(Shelf(standing=self.shelf.building))
            self.is_building = False

    @property
    def _kept(self) -> Kept:
        kept = self.shelf.building if self.is_building else self.shelf.standing
        assert kept is not None, "begin() kept one"  # noqa: S101 - an invariant of ours
        return kept

    def _replace(self, shelf: Shelf) -> None:
        if not self._keeping.keep(self.fold.name, self.shelf, shelf):
            raise OvertakenError
        self.shelf = shelf

    @property
    def _keeping(self) -> Keeping:
        return self.log.keeping
