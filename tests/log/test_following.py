"""Following a log: G5, each position once, in order, in any store, also across processes."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.errors import ClosedLogError, FieldError, IntegrityError, MomentError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Recorded, Row, Tombstone, following
from timeline.records import Erasure, UnknownRecord
from timeline.testing.rows import NOON, event, events

LONG = 60.0
"""Seconds that no test of these takes, unless it missed something."""


@pytest.fixture(params=["memory", "sqlite", "jsonl", "postgres"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    """Return a new log over each kind of store."""
    if request.param == "memory":
        found = open_log(":memory:", clock=lambda: NOON)
    elif request.param == "postgres":
        found = open_log(request.getfixturevalue("postgres_url"), clock=lambda: NOON)
    else:
        suffix = {"sqlite": "db", "jsonl": "jsonl"}[request.param]
        found = open_log(tmp_path / f"case.{suffix}", clock=lambda: NOON)
    with found:
        yield found


@pytest.fixture(params=["sqlite", "jsonl", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a new log that several processes can open."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    suffix = {"sqlite": "db", "jsonl": "jsonl"}[request.param]
    return str(tmp_path / f"case.{suffix}")


def positions(entries: Iterator[Recorded]) -> list[int]:
    """Return the positions of entries."""
    return [each.position for each in entries]


def later(work: Callable[[], object], seconds: float = 0.2) -> threading.Timer:
    """Do something in another thread, after a while."""
    timer = threading.Timer(seconds, work)
    timer.start()
    return timer


def rewritten(*numbers: int) -> list[Row]:
    """Return the rows of a log of the same origin with other records."""
    other = open_log(":memory:", clock=lambda: NOON)
    other.append(*(event(number) for number in numbers))
    return list(other._store.rows())


def test_what_is_there_comes_at_once(log: Log) -> None:
    """Behind 0 that is everything without the genesis, as reading gives it."""
    log.append(*events(3))
    assert tuple(log.follow(timeout=0)) == log.read()


def test_it_begins_behind_a_position(log: Log) -> None:
    """Whoever has 2 gets 3, and whoever has all of it nothing."""
    log.append(*events(3))
    assert positions(log.follow(2, timeout=0)) == [3]
    assert positions(log.follow(3, timeout=0)) == []


def test_many_come_once_each_in_order(log: Log) -> None:
    """More rows than any store reads in one piece."""
    log.append(*events(1_050))
    assert positions(log.follow(20, timeout=0)) == list(range(21, 1_051))


def test_it_ends_with_a_position(log: Log) -> None:
    """`until` is the last that comes, whatever is there behind it; it may be reached already."""
    log.append(*events(5))
    assert positions(log.follow(1, until=3)) == [2, 3]
    assert positions(log.follow(3, until=3)) == []


def test_what_is_appended_meanwhile_comes_too(log: Log) -> None:
    """It waits for what is not there yet, and the order stays."""
    log.append(event(1))
    timers = [later(lambda: log.append(event(2), event(3))), later(lambda: log.append(event(4)), 1)]
    assert positions(log.follow(until=4, timeout=LONG)) == [1, 2, 3, 4]
    for timer in timers:
        timer.join()


def test_it_ends_after_seconds_of_silence(log: Log) -> None:
    """Each entry begins the silence anew."""
    log.append(event(1))
    began = time.monotonic()
    timer = later(lambda: log.append(event(2)), 0.3)
    assert positions(log.follow(timeout=0.8)) == [1, 2]
    assert 1.1 <= time.monotonic() - began < LONG
    timer.join()


def test_closing_the_log_ends_it(log: Log) -> None:
    """Whoever waits is told so, instead of waiting for ever."""
    timer = later(log.close)
    with pytest.raises(ClosedLogError, match="open it again"):
        next(log.follow())
    timer.join()


def test_an_erased_record_comes_as_a_tombstone(log: Log) -> None:
    """The follower learns that there was one, and by whose order it is gone."""
    log.append(event(1), event(2))
    log.append(Erasure(erases=record_id(event(1)), authority="court", reason="order"))
    first = next(log.follow())
    assert isinstance(first.record, Tombstone)
    assert (first.position, first.id) == (1, record_id(event(1)))


def test_a_record_erased_ahead_of_a_slow_follower_is_a_tombstone(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read with others and not handed out for a second is read again."""
    monkeypatch.setattr(following, "FRESH", 0.0)
    log.append(*events(3))
    followed = log.follow(until=3)
    next(followed)
    log.append(Erasure(erases=record_id(event(2)), authority="court", reason="order"))
    assert isinstance(next(followed).record, Tombstone)
    assert next(followed).record == event(3)


def test_an_unknown_kind_comes_untouched(log: Log) -> None:
    """The follower gets its bytes, and may stop or carry them through."""
    strange = UnknownRecord(kind="shipment", version=1, body=b'{"cargo":"grain"}')
    log.append(strange)
    assert next(log.follow()).record == strange


def test_a_follower_comes_back_with_its_digest(log: Log) -> None:
    """The digest of the last entry stands for all before it."""
    log.append(*events(3))
    last = log.read()[1]
    assert last.digest == log.digest(2)
    assert positions(log.follow(2, digest=last.digest, timeout=0)) == [3]


def test_another_digest_is_refused_at_once(log: Log) -> None:
    """The log was rewritten since, or is another one; nothing is handed out."""
    log.append(event(1))
    with pytest.raises(IntegrityError, match=r"position 1: had the digest 000.*rewritten"):
        log.follow(1, digest="0" * 64)


def test_a_log_that_was_cut_short_is_refused(log: Log) -> None:
    """Who has a digest of a position that is gone is not told to ask for another one."""
    log.append(event(1))
    with pytest.raises(IntegrityError, match=r"position 2: .* the log ends at 1; it was cut short"):
        log.follow(2, digest="0" * 64)


@pytest.mark.parametrize("after", [-1, 2])
def test_a_position_that_is_not_there_is_refused(log: Log, after: int) -> None:
    """The error says which there are."""
    log.append(event(1))
    with pytest.raises(MomentError, match="ask for 0 to 1"):
        log.follow(after)
    with pytest.raises(MomentError, match="ask for 0 to 1"):
        log.digest(after)


@pytest.mark.parametrize("timeout", [-1, float("nan")])
def test_a_time_below_0_is_refused(log: Log, timeout: float) -> None:
    """None is for ever; there is no other way to say it."""
    with pytest.raises(FieldError, match="or None to go on for ever"):
        log.follow(timeout=timeout)


def test_digest_without_a_position_is_the_last(log: Log) -> None:
    """An empty log has the digest of its genesis."""
    empty = log.digest()
    log.append(event(1))
    assert (log.digest(0), log.digest(1)) == (empty, log.digest())


def test_wait_tells_whether_there_is_more(log: Log) -> None:
    """At once where there is, else after the time."""
    log.append(event(1))
    assert log.wait(0, timeout=LONG)
    assert not log.wait(1, timeout=0.05)
    timer = later(lambda: log.append(event(2)))
    assert log.wait(1)
    timer.join()


def test_a_log_rewritten_behind_a_follower_is_noticed() -> None:
    """The next row is chained to another past than the follower has."""
    store = MemoryStore()
    log = Log(store, clock=lambda: NOON)
    log.append(event(1))
    followed = log.follow()
    next(followed)
    store._rows = rewritten(7, 8)
    with pytest.raises(IntegrityError, match="position 2: is not chained to what was read before"):
        next(followed)


def test_a_log_that_lost_all_is_not_waited_for() -> None:
    """Not even its genesis is there: nothing will ever come behind it."""
    store = MemoryStore()
    log = Log(store, clock=lambda: NOON)
    store._rows.clear()
    with pytest.raises(IntegrityError, match=r"position 0: .* the log ends at -1; it was cut"):
        log.wait(0, timeout=0)


def test_a_log_cut_short_behind_a_follower_is_noticed() -> None:
    """It does not wait for rows to come a second time."""
    store = MemoryStore()
    log = Log(store, clock=lambda: NOON)
    log.append(*events(3))
    followed = log.follow()
    assert [next(followed).position for _ in range(3)] == [1, 2, 3]
    store._rows = store._rows[:2]
    with pytest.raises(IntegrityError, match="position 3: was read before, and is not there"):
        next(followed)


def test_a_missing_row_is_noticed() -> None:
    """A gap is never jumped over."""
    store = MemoryStore()
    log = Log(store, clock=lambda: NOON)
    log.append(*events(3))
    del store._rows[2]
    with pytest.raises(IntegrityError, match="position 2: is missing; the next row is 3"):
        list(log.follow(timeout=0))


class Counting(MemoryStore):
    """A store that counts how often somebody looks at its end."""

    looks = 0

    def tail(self) -> Row | None:
        self.looks += 1
        return super().tail()


def test_silence_is_cheap() -> None:
    """Pauses grow from milliseconds to a quarter of a second, and no further."""
    store = Counting()
    log = Log(store, clock=lambda: NOON)
    store.looks = 0
    assert positions(log.follow(timeout=1.2)) == []
    assert 4 <= store.looks <= 14


PROGRAM = """
import sys
from timeline.ledger import open_log
from timeline.testing.rows import event
with open_log(sys.argv[1]) as log:
    for number in range(0, 60, 3):
        log.append(event(number), event(number + 1), event(number + 2))
"""


def test_two_processes_append_and_a_third_follows(target: str) -> None:
    """Each position comes once, chained to the one before, while others write."""
    with open_log(target) as log:
        command = [sys.executable, "-c", PROGRAM, target]
        other = PROGRAM.replace("range(0, 60, 3)", "range(100, 160, 3)")
        writers = [
            subprocess.Popen(each)  # noqa: S603 - our own programs
            for each in (command, [sys.executable, "-c", other, target])
        ]
        found = list(log.follow(until=120, timeout=LONG))
        assert [each.wait() for each in writers] == [0, 0]
        assert [each.position for each in found] == list(range(1, 121))
        assert tuple(found) == log.read()


INTERRUPTED = """
import signal, sys
from timeline.ledger import open_log
from timeline.testing.rows import event
signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests may ignore it
with open_log(sys.argv[1]) as log:
    log.append(event(1))
    try:
        for entry in log.follow():
            print("follows", flush=True)
    except KeyboardInterrupt:
        log.append(event(2))
        print("left at", log.verify().position, flush=True)
"""


def test_interrupting_leaves_it_cleanly(target: str) -> None:
    """Ctrl-C ends the waiting with nothing but a `KeyboardInterrupt`; the log goes on."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", INTERRUPTED, target], stdout=subprocess.PIPE, text=True
    ) as follower:
        assert follower.stdout is not None
        assert follower.stdout.readline() == "follows\n"
        time.sleep(0.5)
        follower.send_signal(signal.SIGINT)
        assert follower.stdout.read() == "left at 2\n"
    assert follower.returncode == 0
