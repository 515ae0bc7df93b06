"""Folds under test: given some records, when others come, then this state; and their laws."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Generic, NoReturn, TypeVar

from attrs import evolve, frozen

from timeline.codec import Record
from timeline.errors import PoisonError
from timeline.ledger import Log, open_log
from timeline.log import Recorded
from timeline.projections import Folded, Projection, Stored
from timeline.projections.folds.running import Run, told_kind
from timeline.testing.rows import NOON

S = TypeVar("S")

MOST_CUTS = 7
"""Places at which a run of records is cut to look at its pieces."""


def folding(fold: Projection[S]) -> "Case[S]":
    """
    Return the beginning of a test of a fold, which no record came to yet.

    ```text
    folding(killed).given(report).when(correction).then(Killed(least=2))
    ```

    Args:
        fold: The projection.
    """
    return Case(fold=fold)


@frozen(kw_only=True)
class Case(Generic[S]):
    """
    A test of a fold.

    Args:
        fold: The projection.
        before: Records that came first.
        after: Records that came then.
    """

    fold: Projection[S]
    before: tuple[Record, ...] = ()
    after: tuple[Record, ...] = ()

    def given(self, *records: Record) -> "Case[S]":
        """Return the case in which these records came first."""
        return evolve(self, before=(*self.before, *records))

    def when(self, *records: Record) -> "Case[S]":
        """Return the case in which these came then, in a batch of their own."""
        return evolve(self, after=(*self.after, *records))

    def then(self, expected: S) -> Folded[S]:
        """
        Check the state that the fold comes to, and that it keeps the laws; return it.

        Raises:
            AssertionError: It comes to another state, and the message shows the way there; or it
                breaks a law of `check_fold`.
            PoisonError: It stops at one of the records.
        """
        with self._log() as log:
            found = self.fold.over(log)
            if found.state != expected:
                raise AssertionError(_otherwise(self.fold, tuple(log), found.state, expected))
        check_fold(self.fold, (*self.before, *self.after))
        return found

    def then_stops(self) -> PoisonError:
        """
        Check that the fold stops at one of the records, twice at the same; return the error.

        Raises:
            AssertionError: It goes through, or breaks a law of `check_fold`.
        """
        with self._log() as log:
            entries = tuple(log)
            stopped = _stopped(self.fold, entries)
            if stopped is None:
                state = self.fold.over(entries).state
                raise AssertionError(f"{self.fold.name} does not stop; it comes to\n  {state!r}")
        check_fold(self.fold, (*self.before, *self.after))
        return stopped

    def _log(self) -> Log:
        return log_of(self.before, self.after)


def log_of(*batches: Sequence[Record]) -> Log:
    """Return a log in memory that took in these batches, at one instant."""
    log = open_log(":memory:", clock=lambda: NOON)
    for batch in batches:
        log.append(*batch)
    return log


def check_fold(fold: Projection[S], records: Sequence[Record]) -> None:
    """
    Check the laws of a fold on some records.

    Folded twice, it comes to the same. No function changes a state in place. Each state comes
    back from the form in which it is kept. Kept and caught up record by record, and at once, it
    comes to what folding the whole comes to, and every record is folded or counted. Where it
    stops, it stops at the same record each time, and the state before that is kept. With a
    `merge`, what `check_merge` checks.

    Raises:
        AssertionError: One of these is not so; the message says which, and at which record.
    """
    with log_of(records) as log:
        entries = tuple(log)
    whole = _before(entries, _stopped(fold, entries))
    _check_steps(fold, whole)
    _check_kept(fold, records)
    if fold.is_monoid:
        check_merge(fold, whole)


def check_merge(fold: Projection[S], entries: Sequence[Recorded]) -> None:
    """
    Check that the states of pieces of a log merge into that of the whole.

    The initial state changes nothing on either side, any brackets give the same, and folding in
    pieces gives what folding the whole gives.

    Args:
        fold: A projection with a `merge`.
        entries: Entries of a log in the order of their positions.

    Raises:
        AssertionError: One of these is not so.
        FoldError: The fold has no `merge`.
    """
    cuts = _cuts(len(entries))
    pieces = [fold.over(entries[start:stop]).state for start, stop in pairwise(cuts)]
    for each in pieces:
        _check_identity(fold, each)
    for one, two, three in zip(pieces, pieces[1:], pieces[2:], strict=False):
        left = fold.merged(fold.merged(one, two), three)
        right = fold.merged(one, fold.merged(two, three))
        if left != right:
            told = f"of {one!r}, {two!r} and {three!r}"
            _fail(fold, f"merge is not associative: {told} it makes", left, right)
    whole, merged = fold.over(entries).state, reduce(fold.merged, pieces, fold.initial)
    if merged != whole:
        _fail(fold, f"the pieces between {cuts} merge into", merged, whole)


def _check_identity(fold: Projection[S], state: S) -> None:
    for merged in (fold.merged(fold.initial, state), fold.merged(state, fold.initial)):
        if merged != state:
            _fail(fold, "merged with the initial state it becomes", merged, state)


def _check_steps(fold: Projection[S], entries: Sequence[Recorded]) -> None:
    one, two = Run.onto(fold, None), Run.onto(fold, None)
    for entry in entries:
        state, before = one.state, fold.states.to_bytes(one.state)
        one.take(entry)
        place = f"at position {entry.position}, a {told_kind(entry)},"
        if fold.states.to_bytes(state) != before:
            was = fold.states.from_bytes(before)
            _fail(fold, f"{place} its function changes the state in place into", state, was)
        two.state = fold.states.from_bytes(before)
        two.take(entry)
        if two.state != one.state:
            problem = f"{place} it comes to another state when the one before was kept and read"
            advice = "or whenever it is asked: let it look at nothing but state and record"
            _fail(fold, f"{problem}, {advice}:", two.state, one.state)


def _check_kept(fold: Projection[S], records: Sequence[Record]) -> None:
    for batches, every in (([records], 1), ([[each] for each in records], 1000)):
        log = open_log(":memory:", clock=lambda: NOON)
        kept = fold.kept_in(log)
        kept.catch_up()
        for batch in batches:
            log.append(*batch)
            _check_caught_up(fold, kept, tuple(log), every)


def _check_caught_up(
    fold: Projection[S], kept: Stored[S], entries: Sequence[Recorded], every: int
) -> None:
    stopped, at = _stopped(fold, entries), None
    try:
        kept.catch_up(every=every)
    except PoisonError as error:
        at = error.position
    if at != (stopped and stopped.position):
        raise AssertionError(f"{fold.name}: kept and caught up, it stops at {at}, not {stopped}")
    found, whole = kept.read(), fold.over(_before(entries, stopped))
    if found.state != whole.state:
        how = f"kept, and caught up to position {found.position}, it comes to"
        _fail(fold, how, found.state, whole.state)
    if found.tally.total != found.position:
        problem = f"{found.position} records came, and it tells of {found.tally}"
        raise AssertionError(f"{fold.name}: {problem}")


def _before(entries: Sequence[Recorded], stopped: PoisonError | None) -> Sequence[Recorded]:
    return [each for each in entries if stopped is None or each.position < (stopped.position or 0)]


def _stopped(fold: Projection[S], entries: Sequence[Recorded]) -> PoisonError | None:
    run = Run.onto(fold, None)
    try:
        for entry in entries:
            run.go_on(entry)
            fold.states.to_bytes(run.state)
    except PoisonError as error:
        return error
    return None


def _cuts(count: int) -> list[int]:
    step = max(1, -(-count // MOST_CUTS))
    return [*range(0, count, step), count] if count else [0, 0]


def _fail(fold: Projection[S], problem: str, found: S, expected: S) -> NoReturn:
    lines = [f"{fold.name}: {problem}", f"  {found!r}", "and should be", f"  {expected!r}"]
    raise AssertionError("\n".join([*lines, *_differences(found, expected)]))


def _otherwise(fold: Projection[S], entries: Sequence[Recorded], found: S, expected: S) -> str:
    lines = [f"{fold.name}: the state is", f"  {found!r}", "and should be", f"  {expected!r}"]
    lines += _differences(found, expected)
    return "\n".join([*lines, "step by step:", *_steps(fold, entries)])


def _differences(found: object, expected: object) -> Iterator[str]:
    if type(found) is not type(expected):
        return
    for each in getattr(type(found), "__attrs_attrs__", ()):
        is_, should = getattr(found, each.name), getattr(expected, each.name)
        if is_ != should:
            yield f"  {each.name}: {is_!r}, not {should!r}"


def _steps(fold: Projection[S], entries: Sequence[Recorded]) -> Iterator[str]:
    run = Run.onto(fold, None)
    yield f"  {'at first':24} {run.state!r}"
    for entry in entries:
        run.go_on(entry)
        yield f"  {f'{entry.position} {told_kind(entry)}':24} {run.state!r}"
