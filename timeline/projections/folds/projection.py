"""A projection: a fold with a name, over a log, over a chronology, or kept with its log."""

from collections.abc import Callable, Iterable, Sized
from typing import TypeVar

from timeline.chronology import Chronology
from timeline.ledger import Log
from timeline.log import Recorded
from timeline.log.verification import Progress
from timeline.projections.folds.folded import Folded
from timeline.projections.folds.folding import Folding, Otherwise
from timeline.projections.folds.running import Run
from timeline.projections.folds.stored import Stored

S = TypeVar("S")

_STEP = 1024


class Projection(Folding[S]):
    """
    A fold of records into an answer; `timeline.projection` makes one.

    Its functions are registered with `on` and `on_entry`.
    """

    def over(
        self,
        source: Iterable[Recorded] | Chronology,
        *,
        onto: Folded[S] | None = None,
        progress: Progress | None = None,
    ) -> Folded[S]:
        """
        Return what it comes to over a log, over some of its entries, or over a chronology.

        Over a log or its entries it takes every record as it came, amendments too. Over a
        chronology it takes the reports that stand, as they now read, in chronological order.

        Args:
            source: An open log, entries in the order of their positions, or a chronology.
            onto: What it came to over the entries before these; not with a chronology.
            progress: Is told now and then how many entries are done, and of how many.

        Raises:
            PoisonError: A function fails at a record, or the fold says to stop at it.
            FoldError: An entry does not lie behind the one before.
            IntegrityError: A row of the log is damaged.
        """
        run = Run.onto(self, onto)
        if isinstance(source, Chronology):
            run.take_standing(source)
            return run.folded
        done, total = 0, len(source) if isinstance(source, Sized) else 0
        for done, entry in enumerate(source, 1):
            run.go_on(entry)
            if progress is not None and done % _STEP == 0:
                progress(done, max(done, total))
        if progress is not None:
            progress(done, max(done, total))
        return run.folded

    def kept_in(self, log: Log) -> Stored[S]:
        """
        Return the state of this projection that is kept with a log; nothing is folded yet.

        Raises:
            StoreError: The log's store, one of your own, keeps none.
        """
        return Stored(self, log)


def projection(
    name: str,
    *,
    initial: S,
    version: int,
    merge: Callable[[S, S], S] | None = None,
    otherwise: Otherwise = Otherwise.STOP_AT_UNKNOWN,
) -> Projection[S]:
    """
    Return a new fold, which takes no kind of record yet: register its functions with `on`.

    Args:
        name: Under which its state is kept: lower-case letters, digits, `-` and `.`.
        initial: State before the first record: an int, a text, a value of this library, or a
            frozen attrs class of such.
        version: From 1; raise it whenever the functions compute something else than before.
        merge: Pure function of the states of two pieces of a log, the earlier one first, to the
            state of both; only where that gives what folding the whole gives.
        otherwise: What becomes of records that no function takes.

    Raises:
        FoldError: The name, the version or the initial state cannot be.
    """
    return Projection(name, initial=initial, version=version, merge=merge, otherwise=otherwise)
