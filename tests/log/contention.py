"""Contention: many write to one log while others follow it (G5), or race for a position (G6)."""

import multiprocessing
import random
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import pairwise
from multiprocessing.queues import Queue
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from typing import NoReturn, Protocol, TypeVar

import psycopg
from attrs import frozen

from timeline.errors import ConflictError, StoreError
from timeline.ledger import Log, open_log
from timeline.log import Row, Store
from timeline.log.integrity import EMPTY_CHAIN, chain_hash
from timeline.testing.rows import NOON, event, rows

PATIENCE = 3600.0
"""Seconds after which something hangs."""

READERS, FAILING = 2, 0.05
"""How many follow, and how often a writer leaves a block with an error before it appends."""


T = TypeVar("T")


class Desk(Protocol):
    """One opened log, at which one writer or reader sits; `starved` counts waits in vain."""

    starved: int

    def append(self, number: int) -> None:
        """Append one record."""

    def fail(self, number: int) -> None:
        """Begin to append one record, and fail before the end."""

    def race(self, number: int, expected: int) -> bool:
        """Return whether an append that expects a position succeeds."""

    def news(self) -> list[int]:
        """Return the positions behind those that were returned before."""

    def close(self) -> None:
        """Leave."""


class LogDesk:
    """
    A desk at a log; its news are checked to be chained to each other.

    Args:
        log: The log; closed at the end unless it is shared.
        shared: Whether others sit at the same log object.
    """

    def __init__(self, log: Log, *, shared: bool = False) -> None:
        self._log, self._shared, self.starved = log, shared, 0
        self._last = Row(-1, b"", EMPTY_CHAIN)

    def append(self, number: int) -> None:
        self._when_free(lambda: self._log.append(event(number)))

    def fail(self, number: int) -> None:
        with suppress(ZeroDivisionError):
            self._when_free(lambda: self._fail(number))

    def race(self, number: int, expected: int) -> bool:
        try:
            self._when_free(lambda: self._log.append(event(number), expected=expected))
        except ConflictError:
            return False
        return True

    def news(self) -> list[int]:
        found = self._when_free(lambda: list(self._log._store.rows(self._last.position + 1)))
        for row in found:
            assert row.chain == chain_hash(self._last.chain, row.leaf), (
                f"{row.position} not chained"
            )
            self._last = row
        return [row.position for row in found]

    def close(self) -> None:
        if not self._shared:
            self._log.close()

    def _fail(self, number: int) -> NoReturn:
        with self._log._store.writing() as writer:
            tail = writer.tail()
            assert tail is not None
            writer.add(rows([event(number)], after=("", tail)))
            raise ZeroDivisionError

    def _when_free(self, use: Callable[[], T]) -> T:
        """Do something, again and again if others have held the log for longer than one waits."""
        while True:
            try:
                return use()
            except StoreError as error:
                if "try again when it has finished" not in str(error):
                    raise
                self.starved += 1


class BigserialDesk:
    """The control: positions from a sequence, as many do it, which a follower cannot rely on."""

    def __init__(self, url: str, table: str) -> None:
        self._connection = psycopg.connect(url.partition("&log=")[0])
        self._table, self._last, self.starved = table, 0, 0
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(1)")
            self._connection.execute(
                f"CREATE TABLE IF NOT EXISTS {table} (pos bigserial PRIMARY KEY, body bytea)"
            )

    def append(self, number: int) -> None:
        with self._connection.transaction():
            self._insert(number)

    def fail(self, number: int) -> None:
        with suppress(ZeroDivisionError), self._connection.transaction():
            self._insert(number)
            raise ZeroDivisionError

    def race(self, number: int, expected: int) -> bool:
        raise NotImplementedError(f"{number} at {expected}: a sequence cannot expect a position")

    def news(self) -> list[int]:
        query = f"SELECT pos FROM {self._table} WHERE pos > %s ORDER BY pos"  # noqa: S608 - ours
        with self._connection.transaction():
            found = [pos for (pos,) in self._connection.execute(query, (self._last,)).fetchall()]
        self._last = max([self._last, *found])
        return found

    def close(self) -> None:
        self._connection.close()

    def _insert(self, number: int) -> None:
        query = f"INSERT INTO {self._table} (body) VALUES (%s)"  # noqa: S608 - ours
        self._connection.execute(query, (b"%d" % number,))


Sit = Callable[[], Desk]
"""Opens a desk; where desks are in other processes it goes there by pickling."""


def at_target(target: str) -> LogDesk:
    """Return a desk at a log that is a file or on a server."""
    return LogDesk(open_log(target))


def at_store(store: Store) -> LogDesk:
    """Return a desk at a store that others in this process share."""
    return LogDesk(Log(store, clock=lambda: NOON), shared=True)


def at_bigserial(url: str, table: str) -> BigserialDesk:
    """Return a desk at the control."""
    return BigserialDesk(url, table)


@frozen(kw_only=True)
class Followed:
    """
    What a reader saw.

    Args:
        seen: How many positions.
        disordered: How many came twice, or after a later one.
    """

    seen: int
    disordered: int


@frozen(kw_only=True)
class Contended:
    """
    What came of a contention.

    Args:
        appended: How many records the writers appended.
        failed: How many blocks they left with an error.
        starved: How often one of them waited in vain for the others, and tried again.
        followed: What each reader saw, the genesis of a log included.
        rate: Appends a second, of all writers, with the readers beside them.
    """

    appended: int
    failed: int
    starved: int
    followed: tuple[Followed, ...]
    rate: float


@frozen
class Gate:
    """What the workers share: all start at once, and readers know when the writers are done."""

    barrier: Barrier
    writing: "Synchronized[int]"

    def wait(self) -> None:
        """Wait until all are here."""
        self.barrier.wait(PATIENCE)


def contended(sit: Sit, *, writers: int, each: int, threads: bool = False) -> Contended:
    """
    Return what came of writers and readers at one log.

    Args:
        sit: Opens a desk.
        writers: How many append.
        each: How many records each of them appends, one by one.
        threads: Whether they work in threads of this process, or each in a process of its own.
    """
    jobs: list[Job] = [partial(_write, sit, number, each, FAILING) for number in range(writers)]
    jobs += [partial(_follow, sit) for _ in range(READERS)]
    found = _at_once(jobs, writers=writers, threads=threads)
    return Contended(
        appended=writers * each,
        failed=sum(one.failed for one in found if isinstance(one, _Written)),
        starved=sum(one.starved for one in found if isinstance(one, _Written)),
        followed=tuple(one for one in found if isinstance(one, Followed)),
        rate=writers * each / _seconds(found),
    )


def appended(sit: Sit, *, writers: int, each: int) -> float:
    """Return appends a second of several processes, none of which fails, and nobody follows."""
    jobs: list[Job] = [partial(_write, sit, number, each, 0.0) for number in range(writers)]
    found = _at_once(jobs, writers=writers, threads=False)
    return writers * each / _seconds(found)


def winners(sit: Sit, *, races: int, contenders: int, threads: bool = False) -> Counter[int]:
    """Return how many races had how many winners, of contenders who expect the same position."""
    jobs: list[Job] = [partial(_race, sit, number, races) for number in range(contenders)]
    found = _at_once(jobs, writers=contenders, threads=threads)
    won = [one.won for one in found if isinstance(one, _Raced)]
    return Counter(sum(outcomes) for outcomes in zip(*won, strict=True))


def made_at_once(sits: Sequence[Sit], *, makers: int) -> None:
    """Open new logs, each by several processes at the same moment, who then append a record."""
    _at_once([partial(_make, sits, number) for number in range(makers)], writers=0, threads=False)


@frozen
class _Written:
    began: float
    ended: float
    failed: int
    starved: int


@frozen
class _Raced:
    won: tuple[bool, ...]


Outcome = _Written | _Raced | Followed | str
"""What a worker sends back; a text is the trace of what ended it."""

Job = Callable[[Gate], Outcome]


def _write(sit: Sit, number: int, each: int, failing: float, gate: Gate) -> _Written:
    chance, failed = random.Random(number), 0
    with closing(sit()) as desk:
        gate.wait()
        began = time.monotonic()
        for at in range(number * each, (number + 1) * each):
            if chance.random() < failing:
                desk.fail(at)
                failed += 1
            desk.append(at)
        ended, starved = time.monotonic(), desk.starved
    with gate.writing.get_lock():
        gate.writing.value -= 1
    return _Written(began, ended, failed, starved)


def _seconds(found: Sequence[Outcome]) -> float:
    written = [one for one in found if isinstance(one, _Written)]
    return max(one.ended for one in written) - min(one.began for one in written)


def _follow(sit: Sit, gate: Gate) -> Followed:
    found: list[int] = []
    news: list[int] = []
    done = False
    with closing(sit()) as desk:
        gate.wait()
        while news or not done:
            done = gate.writing.value == 0
            news = desk.news()
            found += news
    disordered = sum(after <= before for before, after in pairwise(found))
    return Followed(seen=len(found), disordered=disordered)


def _race(sit: Sit, number: int, races: int, gate: Gate) -> _Raced:
    won = []
    with closing(sit()) as desk:
        for at in range(races):
            gate.wait()
            won.append(desk.race(races * number + at, expected=at))
    return _Raced(tuple(won))


def _make(sits: Sequence[Sit], number: int, gate: Gate) -> _Raced:
    for sit in sits:
        gate.wait()
        with closing(sit()) as desk:
            desk.append(number)
    return _Raced(())


def _at_once(jobs: Sequence[Job], *, writers: int, threads: bool) -> list[Outcome]:
    context = _processes()
    answers: Queue[Outcome] = context.Queue()
    gate = Gate(context.Barrier(len(jobs)), context.Value("i", writers))
    kind = threading.Thread if threads else context.Process
    workers = [kind(target=_worked, args=(job, gate, answers)) for job in jobs]
    for worker in workers:
        worker.start()
    found = [answers.get(timeout=2 * PATIENCE) for _ in workers]
    for worker in workers:
        worker.join()
    failed = [each for each in found if isinstance(each, str)]
    if failed:
        raise AssertionError("\n".join(failed))
    return found


def _processes() -> (
    "multiprocessing.context.ForkServerContext | multiprocessing.context.SpawnContext"
):
    """Return how processes are made: forked off one that has imported this, where that works."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _worked(job: Job, gate: Gate, answers: "Queue[Outcome]") -> None:
    try:
        answers.put(job(gate))
    except Exception:  # noqa: BLE001 - told by the process that waits for the answer
        answers.put(traceback.format_exc())
        gate.barrier.abort()
        gate.writing.value = 0
