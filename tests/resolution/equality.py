"""A log that grows and is asked in between, against one built anew, and the naive oracle."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from attrs import define, field, frozen
from hypothesis import strategies as st

from tests.resolution.oracle import World
from tests.resolution.oracle_answers import Line, lines
from tests.resolution.oracle_problems import CODES, Told, problems
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.ledger import Log
from timeline.log import MemoryStore, Recorded, Store, Tombstone
from timeline.records import Erasure, Instant
from timeline.resolution import Entry, Problem, resolved
from timeline.testing.arrivals import Point, arrivals, batches, points
from timeline.testing.histories import histories, ordered_reports

START = datetime(2024, 11, 1, tzinfo=UTC)
STRETCHES = ((None, None), ("2024-10-07", "2024-10-27"), (None, "2024-10"), ("2024-10-28", None))

_HISTORIES = st.sampled_from([histories(most=14, erasures=True)] * 7 + [ordered_reports()])
_MINUTES = st.sampled_from([0, 1, 1, 1, 60, -5])


@frozen(kw_only=True)
class Step:
    """
    A batch, and what is asked once it is in.

    Args:
        records: The batch.
        minutes: How far the clock goes on before it; below 0, somebody set the clock back.
        asked: Points of knowledge, of this step's log.
    """

    records: tuple[Record, ...]
    minutes: int
    asked: tuple[Point, ...]


@st.composite
def growths(draw: st.DrawFn) -> tuple[Step, ...]:
    """Return steps by which a log grows; the last one is asked twice at least."""
    records = draw(arrivals(history=draw(draw(_HISTORIES))))
    parts = draw(batches(records=records, most=4))
    steps, last = [], 0
    for part in parts:
        last += len(part)
        least = 2 if part is parts[-1] else 0
        asked = draw(st.lists(points(last=last), min_size=least, max_size=3))
        steps.append(Step(records=part, minutes=draw(_MINUTES), asked=tuple(asked)))
    return tuple(steps)


@define
class Growing:
    """
    A log in the middle of its growth.

    Args:
        store: Where its rows are.
        now: What its clock shows.
        log: The log, whose index grows with it.
        taken: When each record was taken in, by position less one.
    """

    store: Store = field(factory=MemoryStore)
    now: Instant = START
    log: Log = field(init=False)
    taken: list[Instant] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.log = Log(self.store, clock=lambda: self.now)

    def grow(self, step: Step) -> None:
        """Take a batch in; what is recorded never lies before what was recorded already."""
        self.now += timedelta(minutes=step.minutes)
        receipt = self.log.append(*step.records)
        at = max(self.now, self.taken[-1] if self.taken else START)
        self.taken += [at] * receipt.appended

    def check(self, point: Point) -> None:
        """Compare the answers at a point of knowledge: grown, built anew, resolved, naive."""
        entries = self.log.read()
        grown = self._known(self.log, point)
        expected = resolved(
            entries[: point.position], published=point.published, erasures=orders(entries)
        )
        for known in (grown, self._known(Log(self.store, clock=lambda: self.now), point)):
            assert tuple(known) == expected.entries
            assert known.problems == expected.problems
            check_selections(known, expected.entries)
        world = World(entries=entries[: point.position], by=point.published, orders=orders(entries))
        check_naive(world, expected.entries, expected.problems)

    def check_recorded(self, at: Instant) -> None:
        """
        Compare the answer at a recorded instant with that at the last position by then.

        An erased row has lost its instant, and goes with the row before it.
        """
        entries = self.log.read()
        for each, taken in zip(entries, self.taken, strict=True):
            erased = isinstance(each.record, Tombstone)
            assert each.recorded <= taken if erased else each.recorded == taken
        last = sum(each.recorded <= at for each in entries)
        known = self.log.as_of(recorded=at)
        assert known == self.log.as_of(position=last)
        assert known.problems == self.log.as_of(position=last).problems

    def _known(self, log: Log, point: Point) -> Chronology:
        return log.as_of(published=point.published, position=point.position)


def check_growth(steps: Sequence[Step]) -> Growing:
    """Let a log grow step by step, compare at every point asked, and return it."""
    growing = Growing()
    for step in steps:
        growing.grow(step)
        for point in step.asked:
            growing.check(point)
    for at in {START, *growing.taken}:
        growing.check_recorded(at)
    return growing


def check_naive(world: World, entries: Sequence[Entry], found: Sequence[Problem]) -> None:
    """Compare lines, their order, and the problems with those of the naive oracle."""
    assert [line(each) for each in entries] == lines(world)
    happened = {each.key: each.happened for each in entries}
    assert told(found) == problems(world, happened)


def check_selections(known: Chronology, entries: Sequence[Entry]) -> None:
    """Compare what is looked up by kind, by stretch of time and by key with what is there."""
    for kind in ("event", "strike", "statement"):
        there = [each.key for each in entries if each.kind == kind]
        assert [each.key for each in known.where(kind=kind)] == there
    for start, end in STRETCHES:
        kept = [each.key for each in known.between(start, end)]
        assert kept == [each.key for each in entries if each.key in kept]
    for entry in entries:
        assert all(known.entry(key) == entry for key in entry.keys)


def line(entry: Entry) -> Line:
    """Return what an entry says, as the oracle says it."""
    standing = entry.standing
    return Line(
        key=entry.key,
        keys=entry.keys,
        happened=entry.happened,
        summary=entry.summary,
        kind=entry.kind,
        modality=entry.modality,
        figures=entry.figures,
        status=entry.status.value,
        supporting=tuple(each.compared for each in standing.supporting),
        denying=tuple(each.compared for each in standing.denying),
        reports=tuple(
            (each.id, each.event, each.published, tuple(link.id for link in each.chain))
            for each in entry.accounts
        ),
    )


def told(found: Sequence[Problem]) -> list[Told]:
    """Return code and ids of the problems that the oracle knows, sorted."""
    return sorted((each.code.value, each.ids) for each in found if each.code in CODES)


def orders(entries: Sequence[Recorded]) -> Mapping[str, Erasure]:
    """Return every erasure by the id that it erased."""
    records = [each.record for each in entries]
    return {each.erases: each for each in records if isinstance(each, Erasure)}
