"""A state that is kept with its log: brought up to date, built anew beside the old, followed."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from timeline.errors import CodecError, FoldError, NoStateError
from timeline.ledger import Log
from timeline.log import Kept, Shelf
from timeline.log.verification import Progress
from timeline.projections.folds.basis import Basis, basis, now_known, read_basis
from timeline.projections.folds.catching_up import OvertakenError, Way
from timeline.projections.folds.folded import CaughtUp, Folded
from timeline.projections.folds.folding import Folding
from timeline.projections.folds.running import Run
from timeline.projections.folds.shelved import unshelved

S = TypeVar("S")

EVERY = 5_000
"""Records that are folded between two savings, unless the caller says otherwise."""

_NEW = "nothing was kept: it is new, or an erasure took away what was"
_RETRY = "call catch_up()"


class Stored(Generic[S]):
    """
    The state of a projection that is kept with a log, and up to where it was folded.

    It lives in the database of the log, or in a file beside it, and is no part of the log: it
    can be dropped, and folded again, at any time. An erasure in the log takes it away.

    Args:
        fold: The projection.
        log: The open log.

    Raises:
        StoreError: The log's store keeps no states.
    """

    def __init__(self, fold: Folding[S], log: Log) -> None:
        self._fold, self._log, self._keeping = fold, log, log.keeping

    def catch_up(self, *, every: int = EVERY, progress: Progress | None = None) -> CaughtUp[S]:
        """
        Fold what the log holds behind the kept state, keep that, and say what was done.

        State and position are kept in one step, so a crash loses and doubles nothing: the next
        call goes on from the last saving. Where the kept state was made by another version or
        otherwise does not fit, it is folded from the beginning, beside the old one, which stands
        until the new one is complete. Several programs may do this at once.

        Args:
            every: How many records are folded between two savings.
            progress: Is told at each saving which position is done, and of how many.

        Raises:
            PoisonError: The fold stops at a record; what was folded before it is kept.
            NoStateError: A newer version of the projection keeps its state here, or another
                program folds the same version from other kinds at the same time.
            IntegrityError: The log was cut short or rewritten since, or is damaged. What is kept
                is left alone: see what happened to the log before you `drop` it.
        """
        if every < 1:
            raise FoldError(self._fold.name, f"every={every}", "save every record, or fewer")
        taken, reasons, is_overtaken = 0, tuple[str, ...](), False
        while True:
            shelf = self._keeping.kept(self._fold.name)
            made = basis(self._fold, self._log.digest(0))
            reasons = tuple(self._reasons(made, shelf.standing)) or reasons
            way = self._way(made, shelf, is_overtaken=is_overtaken)
            try:
                way.go(every, progress)
            except OvertakenError:
                is_overtaken = True
            except CodecError:
                every = 1  # so that the record is found behind which it cannot be kept
            else:
                return CaughtUp(folded=way.run.folded, taken=taken + way.saved, rebuilt=reasons)
            taken += way.saved

    def follow(self, *, every: int = EVERY, timeout: float | None = None) -> Iterator[CaughtUp[S]]:
        """
        Catch up, and again whenever the log grows; return what each time was done.

        Args:
            every: How many records are folded between two savings.
            timeout: Seconds of silence after which it ends; for ever if not given.

        Raises:
            PoisonError: The fold stops at a record; what was folded before it is kept.
            NoStateError: As for `catch_up`.
            IntegrityError: The log was cut short or rewritten, or is damaged.
            ClosedLogError: The log was closed meanwhile.
        """
        while True:
            found = self.catch_up(every=every)
            yield found
            if not self._log.wait(found.position, timeout):
                return

    def read(self) -> Folded[S]:
        """
        Return the state that stands, without folding anything.

        While a new version is built beside it, it is that of the old version, and says so, if
        this program can read it.

        Raises:
            NoStateError: None is kept, or only one of another log or another form.
            IntegrityError: The log does not have, any more, what was folded into it.
        """
        name, standing = self._fold.name, self._keeping.kept(self._fold.name).standing
        if standing is None:
            raise NoStateError(name, f"no state is kept with {self._log.target}", _RETRY)
        made = read_basis(standing.basis)
        if made is None or made.log != self._log.digest(0):
            raise NoStateError(name, "what is kept was folded of another log", _RETRY)
        self._log.follow(standing.position, digest=standing.digest)
        try:
            return unshelved(self._fold, standing, made.version)
        except CodecError as error:
            problem = f"what version {made.version} kept cannot be read here: {error}"
            raise NoStateError(name, problem, _RETRY) from error

    def drop(self) -> None:
        """Take away what is kept; `catch_up` folds it again from the beginning."""
        name = self._fold.name
        while not self._keeping.keep(name, self._keeping.kept(name), Shelf()):
            pass

    def _way(self, made: Basis, shelf: Shelf, *, is_overtaken: bool) -> Way[S]:
        """Return a way on, of which something is kept when the first record is read."""
        way = Way(
            log=self._log,
            fold=self._fold,
            made=made,
            shelf=shelf,
            run=Run.onto(self._fold, None),
        )
        for each in (shelf.standing, shelf.building):
            if each is not None and not [*self._reasons(made, each)]:
                way.run = Run.onto(self._fold, unshelved(self._fold, each, made.version))
                way.is_building = each is shelf.building
                return way
        self._check_replaceable(made, shelf, is_overtaken=is_overtaken)
        way.run.digest, way.is_building, way.is_new = made.log, True, True
        return way

    def _reasons(self, made: Basis, kept: Kept | None) -> Iterator[str]:
        """Yield why a kept state does not fit."""
        if kept is None:
            yield _NEW
            return
        before = read_basis(kept.basis)
        if before is None:
            yield "another version of this library kept it"
            return
        yield from made.differences(before)
        if before == made:
            try:
                known = now_known(unshelved(self._fold, kept, made.version).tally, self._fold)
            except CodecError as error:
                yield f"it was damaged: {error}"
            else:
                yield from (f"the program knows the kind {each} by now" for each in known)

    def _check_replaceable(self, made: Basis, shelf: Shelf, *, is_overtaken: bool) -> None:
        """Refuse to undo what a newer program, or one beside this one, is doing."""
        name = self._fold.name
        for each in (shelf.standing, shelf.building):
            before = None if each is None else read_basis(each.basis)
            if before is not None and before.log == made.log and before.version > made.version:
                problem = f"version {before.version} is kept, and this is {made.version}"
                raise NoStateError(name, problem, "run the newer program, or drop() it first")
        if is_overtaken and shelf.building is not None:
            problem = "another program folds the same version, but reads its kinds otherwise"
            raise NoStateError(name, problem, "bring both to the same code")
