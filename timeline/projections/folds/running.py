"""Running a fold: one record after the other, each of them folded, counted, or a reason to stop."""

from collections import Counter
from typing import Generic, TypeVar

from attrs import define, field

from timeline.chronology import Chronology
from timeline.errors import FoldError, PoisonError, shown
from timeline.log import Recorded, Tombstone, Withheld
from timeline.projections.folds.folded import Folded, Tally
from timeline.projections.folds.folding import Folding, Otherwise
from timeline.records import UnknownRecord
from timeline.records.kinds import kind_of
from timeline.resolution.problems import ProblemCode

S = TypeVar("S")

_MEND = "mend the fold, raise its version, and fold again"
_IMPORT = "import the module that registers the kind, or fold with otherwise=Otherwise.COUNT"


@define
class Run(Generic[S]):
    """A fold on its way: its state, up to where it is, and what became of the records so far."""

    fold: Folding[S]
    state: S
    position: int = 0
    digest: str = ""
    taken: int = 0
    erased: int = 0
    withheld: int = 0
    passed: Counter[str] = field(factory=Counter)
    unknown: Counter[str] = field(factory=Counter)

    @classmethod
    def onto(cls, fold: Folding[S], before: Folded[S] | None) -> "Run[S]":
        """Return a run that goes on from a state, or begins with the initial one."""
        if before is None:
            return cls(fold, fold.initial)
        tally = before.tally
        return cls(
            fold,
            before.state,
            position=before.position,
            digest=before.digest,
            taken=tally.folded,
            erased=tally.erased,
            withheld=tally.withheld,
            passed=Counter(dict(tally.passed)),
            unknown=Counter(dict(tally.unknown)),
        )

    @property
    def folded(self) -> Folded[S]:
        """What it came to so far."""
        tally = Tally(
            folded=self.taken,
            passed=self.passed,
            unknown=self.unknown,
            erased=self.erased,
            withheld=self.withheld,
        )
        return Folded(
            name=self.fold.name,
            version=self.fold.version,
            state=self.state,
            position=self.position,
            digest=self.digest,
            tally=tally,
        )

    def go_on(self, entry: Recorded) -> None:
        """
        Take the next entry of a log.

        Raises:
            PoisonError: The fold stops there; the run is as it was before.
            FoldError: The entry does not lie behind the last one.
        """
        if entry.position <= self.position:
            problem = f"position {entry.position} comes after position {self.position}"
            raise FoldError(self.fold.name, problem, "give entries once each, in their order")
        self.take(entry)
        self.position, self.digest = entry.position, entry.digest

    def take(self, entry: Recorded) -> None:
        """
        Fold one record, or count it.

        Raises:
            PoisonError: The fold stops there; the run is as it was before.
        """
        record = entry.record
        step = self.fold.step(type(record))
        if step is not None:
            self.state = _next_state(self.fold, self.state, entry)
            self.taken += 1
        elif isinstance(record, Tombstone):
            self.erased += 1
        elif isinstance(record, Withheld):
            self.withheld += 1
        elif isinstance(record, UnknownRecord):
            self._pass_unknown(entry, record)
        else:
            self._pass_over(entry)

    def take_standing(self, known: Chronology) -> None:
        """
        Take every report that stands in a chronology, in its order.

        Raises:
            PoisonError: The fold stops at one of them, or at one of an unknown kind.
        """
        for problem in known.problems:
            if problem.code is ProblemCode.UNKNOWN_KIND:
                if self.fold.otherwise is not Otherwise.COUNT:
                    raise PoisonError(
                        self.fold.name,
                        problem.message,
                        _IMPORT,
                        position=None,
                        kind="unknown",
                        id=", ".join(problem.ids),
                    )
                self.unknown[problem.code.value] += 1
            self.erased += problem.code is ProblemCode.ERASED
            self.withheld += problem.code is ProblemCode.WITHHELD
        for entry in known:
            for report in entry.reports:
                self.take(report)
        self.position, self.digest = known.position, known.digest

    def _pass_unknown(self, entry: Recorded, record: UnknownRecord) -> None:
        if self.fold.otherwise is not Otherwise.COUNT:
            problem = f"this program does not know version {record.version} of that kind"
            raise _poison(self.fold, entry, problem, _IMPORT)
        self.unknown[f"{record.kind} {record.version}"] += 1

    def _pass_over(self, entry: Recorded) -> None:
        kind = kind_of(type(entry.record))
        if self.fold.otherwise is Otherwise.STOP:
            advice = f"register .on({kind.record.__name__}), or fold with otherwise=Otherwise.COUNT"
            raise _poison(self.fold, entry, "no function is registered for that kind", advice)
        self.passed[kind.name] += 1


def told_kind(entry: Recorded) -> str:
    """Return the kind of an entry's record, for messages."""
    record = entry.record
    if isinstance(record, Tombstone | Withheld):
        return type(record).__name__.lower()
    return record.kind if isinstance(record, UnknownRecord) else kind_of(type(record)).name


def unkeepable(fold: Folding[S], entry: Recorded, error: Exception) -> PoisonError:
    """Return the error of a record that leads to a state which cannot be kept."""
    return _poison(fold, entry, f"the state behind it cannot be kept: {error}", _MEND)


def _next_state(fold: Folding[S], state: S, entry: Recorded) -> S:
    step = fold.step(type(entry.record))
    assert step is not None, "whoever asks has looked"  # noqa: S101 - an invariant of ours
    try:
        found = step(state, entry.record, entry)
    except Exception as error:
        raise _poison(fold, entry, f"{type(error).__name__}: {error}", _MEND) from error
    if type(found) is not fold.states.kind:
        problem = f"the fold returned {shown(found)}, no {fold.states.kind.__name__}"
        raise _poison(fold, entry, problem, "let it return the next state")
    return found


def _poison(fold: Folding[S], entry: Recorded, problem: str, advice: str) -> PoisonError:
    return PoisonError(
        fold.name, problem, advice, position=entry.position, kind=told_kind(entry), id=entry.id
    )
