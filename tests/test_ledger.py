"""The open log: clocks, as-of on each of them, and what it refuses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import arrow
import pytest

from timeline.codec import record_id
from timeline.errors import CodecError, InstantError, MomentError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore
from timeline.records import Erasure, Event, Instant

START = datetime(2024, 11, 1, tzinfo=UTC)


def event(number: int, published: str = "2024-10-28T19:00Z") -> Event:
    """Return one of many different events."""
    return Event(
        key=f"event-{number}",
        happened="2024-10-28",
        published=published,
        source="P",
        summary=f"Event {number}",
    )


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> Instant:
        return self.now


@pytest.fixture
def clock() -> Hand:
    """Return a clock that stands at the start."""
    return Hand()


def test_empty_log_is_at_position_0(clock: Hand) -> None:
    """The genesis is the log's own; nothing of it is handed out."""
    log = open_log(":memory:", clock=clock)
    assert (log.position, len(log), list(log), len(log.as_of())) == (0, 0, [], 0)


def test_recorded_is_the_logs_own(clock: Hand) -> None:
    """The clock says when a record was taken in."""
    log = open_log(":memory:", clock=clock)
    clock.now += timedelta(hours=1)
    log.append(event(1))
    assert [each.recorded for each in log] == [START + timedelta(hours=1)]


def test_recorded_never_goes_back(clock: Hand) -> None:
    """A clock that is set back gives the last instant again; the raw one is kept in the row."""
    log = open_log(":memory:", clock=clock)
    clock.now += timedelta(hours=1)
    log.append(event(1))
    clock.now -= timedelta(hours=2)
    log.append(event(2))
    first, second = (each.recorded for each in log)
    assert first == second
    raw = next(row.body for row in log._store.rows(2))
    assert b'"clock":"2024-10-31T23:00:00.000000Z"' in (raw or b"")


def test_as_of_recorded_is_what_the_log_had_by_then(clock: Hand) -> None:
    """An instant between two appends gives the first, the instant of an append includes it."""
    log = open_log(":memory:", clock=clock)
    for number in (1, 2, 3):
        clock.now += timedelta(hours=1)
        log.append(event(number))
    between = START + timedelta(hours=2, minutes=30)
    assert [len(log.as_of(recorded=each)) for each in (START, between, clock.now)] == [0, 2, 3]


def test_as_of_position(clock: Hand) -> None:
    """A position is inclusive; 0 is before everything."""
    log = open_log(":memory:", clock=clock)
    log.append(event(1), event(2))
    assert [len(log.as_of(position=each)) for each in (0, 1, 2)] == [0, 1, 2]


def test_as_of_published_is_inclusive(clock: Hand) -> None:
    """What was published at that very instant counts."""
    log = open_log(":memory:", clock=clock)
    log.append(event(1, "2024-10-28T19:00Z"))
    by = ("2024-10-28T18:59:59.999999Z", "2024-10-28T19:00Z", "2024-10-28T21:00+02:00")
    assert [len(log.as_of(published=each)) for each in by] == [0, 1, 1]


def test_as_of_takes_an_arrow(clock: Hand) -> None:
    """What people have at hand names an instant."""
    log = open_log(":memory:", clock=clock)
    log.append(event(1))
    by = arrow.Arrow(2024, 10, 28, 21, tzinfo="Europe/Kyiv")
    assert len(log.as_of(published=by)) == 1


def test_clocks_are_combined(clock: Hand) -> None:
    """Published by then, and recorded by then: both must hold."""
    log = open_log(":memory:", clock=clock)
    log.append(event(1, "2024-10-20T12:00Z"))
    clock.now += timedelta(hours=1)
    log.append(event(2, "2024-10-20T12:00Z"), event(3, "2024-10-29T12:00Z"))
    known = log.as_of(published="2024-10-21T00:00Z", recorded=START)
    assert [entry.key for entry in known] == ["event-1"]


@pytest.mark.parametrize("word", ["2024-10-28", "2024-10-28T19:00", datetime(2024, 10, 28)])  # noqa: DTZ001 - that is the point
def test_naive_moment_is_refused(clock: Hand, word: str | datetime) -> None:
    """A day or a naive time could mean several moments."""
    log = open_log(":memory:", clock=clock)
    with pytest.raises(InstantError, match="with its offset"):
        log.as_of(published=word)


def test_recorded_ahead_of_the_clock_is_refused(clock: Hand) -> None:
    """Nobody knows yet what will be recorded."""
    log = open_log(":memory:", clock=clock)
    with pytest.raises(MomentError, match="lies after the log's clock"):
        log.as_of(recorded=START + timedelta(seconds=1))


@pytest.mark.parametrize("position", [-1, 2])
def test_position_outside_the_log_is_refused(clock: Hand, position: int) -> None:
    """The error says which positions there are."""
    log = open_log(":memory:", clock=clock)
    log.append(event(1))
    with pytest.raises(MomentError, match="ask for 0 to 1"):
        log.as_of(position=position)


def test_what_is_no_record_is_refused_with_its_batch(clock: Hand) -> None:
    """Nothing of a batch is kept if one part of it is no record."""
    log = open_log(":memory:", clock=clock)
    with pytest.raises(CodecError, match="not a record"):
        log.append(event(1), "event 2")  # type: ignore[arg-type]  # the slip is the test
    assert log.position == 0


def test_empty_append_changes_nothing(clock: Hand) -> None:
    """No records, no rows."""
    log = open_log(":memory:", clock=clock)
    assert (log.append().appended, log.position) == (0, 0)


def test_read_gives_what_is_behind_a_position(clock: Hand) -> None:
    """Whoever has read up to 1 goes on from there."""
    log = open_log(":memory:", clock=clock)
    log.append(event(1), event(2), event(3))
    assert [each.position for each in log.read(after=1)] == [2, 3]


def test_naive_clock_is_refused() -> None:
    """A clock without an offset would make every recorded instant a guess."""
    with pytest.raises(InstantError, match="has no offset"):
        open_log(":memory:", clock=lambda: datetime(2024, 11, 1))  # noqa: DTZ001 - the test


def test_origin_is_in_the_genesis(clock: Hand) -> None:
    """A log may be given a name, and bears a random one else."""
    log = open_log(":memory:", clock=clock, origin="example.org/case-1")
    genesis = next(iter(log._store.rows(0, 1))).body
    assert b'"origin":"example.org/case-1"' in (genesis or b"")


@pytest.mark.parametrize("origin", ["", "case 1", "a+b", "a\tb"])
def test_origin_that_no_signed_note_allows_is_refused(origin: str) -> None:
    """A name with a space or a plus sign could not be signed later."""
    with pytest.raises(CodecError, match=r"write example\.org/case-1"):
        open_log(":memory:", origin=origin)


def test_digest_names_the_log_up_to_a_position(tmp_path: Path, clock: Hand) -> None:
    """The chronology bears the chain value of its position, the same in a reopened log."""
    with open_log(tmp_path / "case.db", clock=clock) as log:
        log.append(event(1), event(2))
        digests = [log.as_of(position=each).digest for each in (0, 1, 2)]
        assert digests[1:] == [each.digest for each in log]
    with open_log(tmp_path / "case.db", clock=clock) as log:
        assert [log.as_of(position=each).digest for each in (0, 1, 2)] == digests
    assert len(set(digests)) == 3


def test_repr_names_target_and_position(clock: Hand) -> None:
    """A log in a console says which one it is."""
    log = open_log(":memory:", clock=clock)
    log.append(event(1))
    assert repr(log) == "<Log :memory: at position 1>"


def test_erased_records_are_recorded_as_in_a_log_opened_anew(clock: Hand) -> None:
    """An erased row goes with the row before it, also where that one is erased only later."""
    log = Log(MemoryStore(), clock=clock)
    clock.now += timedelta(hours=1)
    reports = [event(number) for number in range(3)]
    log.append(*reports)
    for each in reversed(reports):
        clock.now += timedelta(hours=1)
        log.append(Erasure(erases=record_id(each), authority="court", reason="r"))
        found = [entry.recorded for entry in log.read()]
        assert found == [entry.recorded for entry in Log(log._store, clock=clock).read()]
    assert found[:3] == [START] * 3
