"""Waiting for appends to a log in PostgreSQL: told by the server, and looked at besides."""

import threading
import time

import pytest

from tests.log.server import Server
from timeline.errors import ClosedLogError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Waiting, postgres_waiting
from timeline.log.postgres import PostgresStore
from timeline.testing.rows import event

LONG = 60.0
"""Seconds that no test of these takes, unless the store was not told."""


def waited(log: Log, after: int, timeout: float = LONG) -> bool:
    """Wait on the log's store."""
    assert isinstance(log._store, PostgresStore)
    return log._store.wait(after, timeout)


def appended_soon(log: Log, number: int) -> threading.Timer:
    """Append an event while the caller waits."""
    timer = threading.Timer(0.3, log.append, [event(number)])
    timer.start()
    return timer


def test_only_stores_that_are_told_offer_to_wait(postgres_url: str) -> None:
    """Others are looked at again after a pause."""
    with open_log(postgres_url) as log:
        assert isinstance(log._store, Waiting)
    assert not isinstance(MemoryStore(), Waiting)


def test_what_is_there_is_not_waited_for(postgres_url: str) -> None:
    """A row behind the position ends the wait before it begins."""
    with open_log(postgres_url) as log:
        log.append(event(1))
        assert waited(log, 0)
        assert waited(log, -1)


def test_wait_ends_when_the_time_is_over(postgres_url: str) -> None:
    """Without an append the answer is no, neither before the time nor long after it."""
    with open_log(postgres_url) as log:
        began = time.monotonic()
        assert not waited(log, 0, 0.2)
        assert 0.2 <= time.monotonic() - began < LONG
        assert not waited(log, 5, 0)


def test_server_tells_of_an_append(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait ends at another's append, although the log is not looked at by itself."""
    monkeypatch.setattr(postgres_waiting, "LONGEST_PAUSE", LONG)
    with open_log(postgres_url) as log, open_log(postgres_url) as other:
        for number in (1, 2):
            began = time.monotonic()
            timer = appended_soon(other, number)
            assert waited(log, number - 1)
            assert time.monotonic() - began < LONG / 2
            timer.join()


def test_appends_to_other_logs_are_not_told(
    postgres_server: Server, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each log has a channel of its own: another's append does not even make it look."""
    monkeypatch.setattr(postgres_waiting, "LONGEST_PAUSE", LONG)
    looks = []

    def look() -> bool:
        looks.append(1)
        return False

    with open_log(postgres_url) as log, open_log(postgres_server.url("elsewhere")) as other:
        assert isinstance(log._store, PostgresStore)
        timer = appended_soon(other, 1)
        assert not log._store._listener.wait(look, 1.0)
        timer.join()
    assert len(looks) == 3


def test_wait_does_not_need_to_be_told(
    postgres_server: Server, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the listening connection is lost while it waits, the log is looked at all the same."""
    monkeypatch.setattr(postgres_waiting, "LONGEST_PAUSE", 0.2)
    with open_log(postgres_url) as log, open_log(postgres_url) as other:
        assert isinstance(log._store, PostgresStore)
        session = log._store._listener._session

        def lose_and_append() -> None:
            assert session._connection is not None
            with postgres_server.connect() as connection:
                pid = session._connection.info.backend_pid
                connection.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))
            other.append(event(1))

        timer = threading.Timer(0.3, lose_and_append)
        timer.start()
        assert waited(log, 0)
        timer.join()
        timer = appended_soon(other, 2)
        assert waited(log, 1)
        timer.join()


def test_several_threads_may_wait(postgres_url: str) -> None:
    """Each gets its answer; none waits for another's."""
    answers: list[bool] = []
    with open_log(postgres_url) as log, open_log(postgres_url) as other:
        threads = [
            threading.Thread(target=lambda: answers.append(waited(log, 0))) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        appended_soon(other, 1).join()
        for thread in threads:
            thread.join()
    assert answers == [True, True, True]


def test_closing_ends_a_wait(postgres_url: str) -> None:
    """Whoever waits on a log that another thread closes is told so."""
    log = open_log(postgres_url)
    timer = threading.Timer(0.3, log.close)
    timer.start()
    with pytest.raises(ClosedLogError):
        waited(log, 0)
    timer.join()


def test_nobody_listens_between_waits(postgres_server: Server, postgres_url: str) -> None:
    """A follower that is busy or asleep does not fill the server's queue of notices."""
    with open_log(postgres_url) as log:
        assert not waited(log, 0, 0)
        assert not waited(log, 0, 0.1)
        assert isinstance(log._store, PostgresStore)
        session = log._store._listener._session
        assert session._connection is not None
        assert session.found(b"SELECT * FROM pg_listening_channels()") == []
        del postgres_server
