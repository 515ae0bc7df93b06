"""The PostgreSQL store when something goes wrong: lost connections, lost answers, crashes."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import psycopg
import pytest

from tests.log.server import Server, needed, running
from tests.log.wire import Cut, Wire, strung
from timeline.codec import record_id
from timeline.errors import ClosedLogError, ConflictError, StoreError
from timeline.ledger import Log, open_log
from timeline.log import Row, Writer, postgres, postgres_statements
from timeline.log.postgres import PostgresStore
from timeline.testing.rows import event, rows

COMMIT = b"; COMMIT\0"
"""How the message ends that commits a batch."""


@pytest.fixture
def log(postgres_url: str) -> Iterator[Log]:
    """Return an open log with one event in it."""
    with open_log(postgres_url) as log:
        log.append(event(1))
        yield log


@pytest.fixture
def wire(postgres_server: Server) -> Iterator[Wire]:
    """Return a wire to the server."""
    with strung(postgres_server) as wire:
        yield wire


def end_all(server: Server, log: Log) -> None:
    """End the server's side of all connections of a log, as an administrator can."""
    store = log._store
    assert isinstance(store, PostgresStore)
    with server.connect() as connection:
        for session in (store._reading, store._writing):
            if session._connection is not None:
                pid = session._connection.info.backend_pid
                connection.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))


def batch(log: Log, steps: Callable[[Writer], None]) -> None:
    """Take steps in a block of one batch."""
    with log._store.writing() as writer:
        steps(writer)


def behind(row: Row | None, number: int) -> list[tuple[str, Row]]:
    """Return the row of an event behind the last one."""
    assert row is not None
    return rows([event(number)], after=("", row))


def test_log_goes_on_after_an_idle_connection_was_lost(postgres_server: Server, log: Log) -> None:
    """What had not begun is begun on a new connection: reading and appending notice nothing."""
    for number in (2, 3):
        end_all(postgres_server, log)
        assert [each.position for each in log] == list(range(1, number))
        end_all(postgres_server, log)
        assert log.append(event(number)).position == number
    assert log.verify().records == 3


@pytest.mark.parametrize("moment", ["before", "after"])
def test_batch_whose_connection_is_lost_is_not_appended(
    postgres_server: Server, log: Log, moment: str
) -> None:
    """Before or after the rows were sent: an error says that nothing was appended, and it is so."""

    def steps(writer: Writer) -> None:
        new = behind(writer.tail(), 2)
        if moment == "before":
            end_all(postgres_server, log)
        writer.add(new)
        end_all(postgres_server, log)

    with pytest.raises(StoreError, match="nothing was appended"):
        batch(log, steps)
    assert log.position == 1
    assert log.append(event(2)).position == 2
    assert log.verify().records == 2


def test_batch_that_passes_over_a_lost_connection_is_not_appended(
    postgres_server: Server, log: Log
) -> None:
    """Nothing of a block is done on another connection than the one that has the lock."""

    def steps(writer: Writer) -> None:
        end_all(postgres_server, log)
        writer.add(behind(writer.tail(), 2))
        for _ in range(2):
            with pytest.raises(psycopg.OperationalError):
                writer.positions([record_id(event(2))])

    with pytest.raises(StoreError, match="nothing was appended"):
        batch(log, steps)
    assert log.position == 1


def test_error_that_is_passed_over_is_no_append(log: Log) -> None:
    """A transaction that the server gave up is not taken for a committed one."""

    def steps(writer: Writer) -> None:
        new = behind(writer.tail(), 2)
        writer.add(new)
        writer.add(new)
        with pytest.raises(psycopg.errors.UniqueViolation):
            writer.row(1)

    with pytest.raises(StoreError, match=r"a statement of the batch failed.*nothing was appended"):
        batch(log, steps)
    assert log.position == 1


def test_lost_answer_of_a_commit_is_asked_for(wire: Wire) -> None:
    """The batch was committed and the answer lost: the append returns as if nothing had been."""
    with open_log(wire.url("lost_answer")) as log:
        log.append(event(1))
        wire.cut(COMMIT, Cut.AFTER)
        assert log.append(event(2), event(3)).position == 3
        assert log.append(event(2)).duplicates == 1
        assert log.verify().records == 3


def test_lost_answer_of_an_erasure_is_asked_for(wire: Wire) -> None:
    """The same holds for a block that only took bytes away."""
    with open_log(wire.url("lost_erasure")) as log:
        log.append(event(1))
        wire.cut(COMMIT, Cut.AFTER)
        with log._store.writing() as writer:
            writer.erase(record_id(event(1)), writer.row(1))
        assert [row.body is None for row in log._store.rows()] == [False, True]


def test_commit_that_never_arrived_is_no_append(wire: Wire) -> None:
    """The connection was lost before the server got the commit: an error says so."""
    with open_log(wire.url("lost_commit")) as log:
        log.append(event(1))
        wire.cut(COMMIT, Cut.BEFORE)
        with pytest.raises(StoreError, match="nothing was appended; append it again"):
            log.append(event(2))
        assert log.append(event(2)).position == 2


def test_lost_erasure_is_none(wire: Wire) -> None:
    """An erasure that was not committed is not taken for done because its row is there."""
    with open_log(wire.url("lost_order")) as log:
        log.append(event(1))
        wire.cut(COMMIT, Cut.BEFORE)
        with pytest.raises(StoreError, match="nothing was appended"):
            batch(log, lambda writer: writer.erase(record_id(event(1)), writer.row(1)))
        assert [each.record for each in log] == [event(1)]


@pytest.mark.parametrize("how", Cut)
def test_commit_in_doubt_says_so(wire: Wire, how: Cut, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the server out of reach nobody can tell; appending the same again is harmless."""
    monkeypatch.setattr(postgres, "LONGEST_WAIT", 0.5)
    with open_log(wire.url(f"in_doubt_{how.name.lower()}")) as log:
        log.append(event(1))
        wire.cut(COMMIT, how, for_good=True)
        with pytest.raises(StoreError, match="in doubt; append the same records again"):
            log.append(event(2))
        wire.mend()
        receipt = log.append(event(2))
        assert (receipt.position, receipt.duplicates) == (2, 1 if how is Cut.AFTER else 0)
        assert log.verify().records == 2


def test_writer_that_stops_in_mid_append_loses_the_lock(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed laptop does not keep the team from appending: the server ends its transaction."""
    with open_log(postgres_url) as other:
        monkeypatch.setattr(postgres_statements, "LONGEST_SILENCE", 0.2)
        with open_log(postgres_url) as log:

            def steps(writer: Writer) -> None:
                assert other.append(event(1)).position == 1
                writer.add(behind(writer.tail(), 2))

            with pytest.raises(StoreError, match=r"idle.*nothing was appended"):
                batch(log, steps)
            assert log.position == 1


@needed
def test_server_that_crashed_has_all_that_was_acknowledged() -> None:
    """Killed and started again, the server has every batch, and the open log goes on."""
    with running() as server, open_log(server.url()) as log:
        for number in range(10):
            log.append(event(2 * number), event(2 * number + 1))
        server.kill()
        with pytest.raises(StoreError):
            log.append(event(99))
        server.start()
        assert log.verify().records == 20
        assert log.append(event(99)).position == 21


@needed
def test_every_answer_of_a_crash_is_right() -> None:
    """What was acknowledged is there after it, and what was refused is not."""
    with running() as server:
        told: dict[str, str] = {}

        def append(writer: int) -> None:
            with open_log(server.url()) as log:
                for number in range(1000 * writer, 1000 * writer + 1000):
                    told[record_id(event(number))] = answer = _answer(log, number)
                    if answer:
                        return

        open_log(server.url()).close()
        writers = [threading.Thread(target=append, args=(each,)) for each in range(4)]
        for each in writers:
            each.start()
        while len(told) < 40:
            time.sleep(0.01)
        server.kill()
        server.start()
        for each in writers:
            each.join()
        with open_log(server.url()) as log:
            kept = {each.id for each in log}
            assert log.verify().records == len(kept)
        assert {each for each, answer in told.items() if not answer} <= kept
        refused = {each for each, answer in told.items() if answer and "doubt" not in answer}
        assert not refused & kept
        assert len(kept) >= 40


def _answer(log: Log, number: int) -> str:
    try:
        log.append(event(number))
    except StoreError as error:
        return str(error)
    return ""


def test_second_writer_waits_for_so_long(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who cannot get the lock is told that another one has it, and reads all the same."""
    with open_log(postgres_url) as one:
        monkeypatch.setattr(postgres_statements, "LONGEST_WAIT", 0.2)
        with open_log(postgres_url) as other, one._store.writing():
            with pytest.raises(StoreError, match="another process holds the log; try again"):
                other.append(event(1))
            assert other.position == 0
        assert one.append(event(1)).position == 1


def test_statement_timeout_of_the_server_is_told(postgres_url: str) -> None:
    """A limit that the server's owner set stays in force, and the message names it."""
    hasty = quote("-c statement_timeout=300ms")
    with open_log(postgres_url) as one, open_log(f"{postgres_url}&options={hasty}") as other:
        with (
            one._store.writing(),
            pytest.raises(StoreError, match="statement_timeout is too short"),
        ):
            other.append(event(1))
        assert other.append(event(1)).position == 1


def test_thread_may_not_begin_a_batch_within_a_batch(log: Log) -> None:
    """The inner block would end the outer one's transaction; it is refused."""
    with log._store.writing() as writer:
        with pytest.raises(StoreError, match="is being appended to by this thread"):
            log.append(event(2))
        writer.add(behind(writer.tail(), 3))
    assert [each.record for each in log] == [event(1), event(3)]


def test_refusal_is_not_asked_for_twice(log: Log) -> None:
    """Only what a lost connection prevented is tried again, not what the server refuses."""
    store, asked = log._store, []
    assert isinstance(store, PostgresStore)

    def ask(connection: psycopg.Connection) -> None:
        asked.append(connection)
        connection.execute("DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''55P03''; END'")

    with pytest.raises(psycopg.errors.LockNotAvailable):
        store._reading._on_a_live_one(ask)
    assert len(asked) == 1


def test_batch_that_fails_keeps_its_connection(log: Log) -> None:
    """A conflict is no reason to connect anew."""
    store = log._store
    assert isinstance(store, PostgresStore)
    before = store._writing._connection
    with pytest.raises(ConflictError):
        log.append(event(2), expected=7)
    with pytest.raises(StoreError):
        batch(log, lambda writer: writer.add(2 * behind(writer.tail(), 2)))
    assert log.append(event(2)).position == 2
    assert store._writing._connection is before


def test_batch_whose_log_is_closed_is_not_appended(postgres_url: str) -> None:
    """Closing the log within a batch gives the batch up, and opens nothing again."""
    log = open_log(postgres_url)

    def steps(writer: Writer) -> None:
        writer.add(behind(writer.tail(), 2))
        log.close()

    with pytest.raises(ClosedLogError):
        batch(log, steps)
    with open_log(postgres_url) as again:
        assert again.position == 0


def test_interrupted_batch_is_rolled_back(log: Log) -> None:
    """Ctrl-C within a batch leaves neither rows nor the lock behind."""

    def steps(writer: Writer) -> None:
        writer.add(behind(writer.tail(), 2))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch(log, steps)
    assert log.append(event(3)).position == 2


def test_threads_may_share_a_log(log: Log) -> None:
    """Appends of several threads come one after the other, beside threads that read."""
    seen: list[int] = []

    def append_five(start: int) -> None:
        for number in range(start, start + 5):
            log.append(event(number))
            seen.append(len(log.read()))

    threads = [threading.Thread(target=append_five, args=(100 * at,)) for at in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (log.verify().records, len(seen), max(seen)) == (21, 20, 21)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_log_refuses_to_be_used_after_fork(log: Log) -> None:
    """A child must open the log itself; what it does leaves the parent's connections whole."""
    store = log._store
    assert isinstance(store, PostgresStore)
    uses = (lambda: log.append(event(2)), log.read, log.verify, lambda: store.wait(0, 1))
    child = os.fork()
    if child == 0:
        refusals = 0
        for use in uses:
            try:
                use()
            except StoreError as error:
                refusals += "forked" in str(error)
        log.close()
        os._exit(0 if refusals == len(uses) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert log.append(event(2)).position == 2


def test_row_that_goes_with_the_commit_is_refused_with_it(log: Log) -> None:
    """A single row is sent with the commit; what the server says of it is told all the same."""
    new = behind(log._store.tail(), 2)
    log.append(event(3))
    with pytest.raises(StoreError, match="writes to these tables past this library"):
        batch(log, lambda writer: writer.add(new))
    assert log.position == 2
    assert log.append(event(2)).position == 3
