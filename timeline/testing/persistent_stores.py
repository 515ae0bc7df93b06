"""The conformance suite of stores that outlive their process, and that several writers share."""

import threading
from collections.abc import Callable

from timeline.codec import record_id
from timeline.errors import ConflictError
from timeline.ledger import Log
from timeline.log import Receipt, Store
from timeline.log.verification import verified
from timeline.records import Erasure
from timeline.testing.rows import NOON, erasing_row, event, events, rows
from timeline.testing.stores import Open, StoreConformance

WRITERS, EACH = 4, 8
"""Threads that append at once, and how many batches each."""


class PersistentStoreConformance(StoreConformance):
    """All of `StoreConformance`, and what opening the same log twice must give."""

    def test_reopened_store_has_the_same_rows(self, store: Store, opened: Open) -> None:
        """Rows, tail and ids are there for the next program that opens it."""
        given = rows(events(3))
        with store.writing() as writer:
            writer.add(given)
        store.close()
        again = opened()
        assert list(again.rows()) == [row for _, row in given]
        assert again.tail() == given[-1][1]
        assert again.positions([given[2][0]]) == {given[2][0]: 2}

    def test_reopened_store_knows_what_was_erased(self, store: Store, opened: Open) -> None:
        """Erased rows stay erased, and their ids known as such, also those of one block."""
        given = rows(events(2))
        first = erasing_row(given[1], given[2])
        with store.writing() as writer:
            writer.add(given)
            writer.erase(*given[1])
            writer.add([first])
        second = erasing_row(given[2], first)
        with store.writing() as writer:
            writer.erase(*given[2])
            writer.add([second])
        store.close()
        again = opened()
        assert again.positions([given[1][0], given[2][0]]) == {given[1][0]: -1, given[2][0]: -2}
        assert [row.body is None for row in again.rows()] == [False, True, True, False, False]
        assert verified(again).erased == 2

    def test_reopened_log_knows_its_duplicates(self, log: Log, opened: Open) -> None:
        """Identity does not depend on what this process has seen."""
        log.append(event(1), event(2))
        log.close()
        with Log(opened(), clock=lambda: NOON) as again:
            assert again.append(event(2), event(3)).duplicates == 1
            assert [each.record for each in again] == list(events(3))

    def test_reopened_log_keeps_its_genesis(self, log: Log, store: Store, opened: Open) -> None:
        """A log is made once."""
        first = next(store.rows())
        log.close()
        store = opened()
        Log(store, clock=lambda: NOON)
        assert next(store.rows()) == first
        assert store.tail() == first

    def test_others_appends_are_seen_at_the_next_look(self, log: Log, opened: Open) -> None:
        """Two open logs follow each other, by position and by id."""
        with Log(opened(), clock=lambda: NOON) as other:
            log.append(event(1))
            assert other.position == 1
            other.append(event(2))
            assert [each.record for each in log] == [event(1), event(2)]
            assert log.append(event(2)).duplicates == 1
            assert other.append(event(1)).duplicates == 1

    def test_others_erasures_are_seen_at_the_next_look(self, log: Log, opened: Open) -> None:
        """A body that another writer erased is gone from what was read before, too."""
        with Log(opened(), clock=lambda: NOON) as other:
            log.append(event(1), event(2))
            assert len(other.as_of()) == 2
            log.append(Erasure(erases=record_id(event(1)), authority="court", reason="order"))
            assert [entry.key for entry in other.as_of()] == ["event-2"]
            log.append(event(3))
            assert other.append(event(2), event(3)).duplicates == 2

    def test_closing_one_leaves_the_other_open(self, log: Log, opened: Open) -> None:
        """Each opened store lets go of its own."""
        Log(opened(), clock=lambda: NOON).close()
        assert log.append(event(1)).appended == 1

    def test_rows_are_seen_when_the_block_has_ended(self, store: Store, opened: Open) -> None:
        """A reader beside a writer sees the batch whole or not at all, and does not wait."""
        given, other = rows(events(5)), opened()
        with store.writing() as writer:
            writer.add(given[:1])
        with store.writing() as writer:
            writer.add(given[1:])
            assert [row.position for row in other.rows()] == [0]
            assert other.positions([given[1][0]]) == {}
        assert [row.position for row in other.rows()] == list(range(6))

    def test_batches_are_seen_whole(self, log: Log, opened: Open) -> None:
        """A reader that follows the log gets each position once, in order, by whole batches."""
        seen: list[int] = []
        done = threading.Event()
        appending = threading.Thread(target=_append_threes, args=(log, done))
        with Log(opened(), clock=lambda: NOON) as other:
            appending.start()
            while not done.is_set() or len(seen) < 3 * EACH:
                seen += [each.position for each in other.read(after=len(seen))]
                assert len(seen) % 3 == 0
        appending.join()
        assert seen == list(range(1, 3 * EACH + 1))

    def test_writers_take_turns(self, log: Log, opened: Open) -> None:
        """Appends of several writers at once are all kept, without gaps, and each batch whole."""

        def append(number: int) -> None:
            with Log(opened(), clock=lambda: NOON) as mine:
                for at in range(EACH):
                    mine.append(*events(3, first=3 * (number * EACH + at)))

        _at_once(append)
        found = [int(each.record.key.removeprefix("event-")) for each in log]  # type: ignore[union-attr]  # only events
        assert sorted(found) == list(range(3 * WRITERS * EACH))
        assert all(first % 3 == 0 for first in found[::3])
        assert [found[at] - found[at - at % 3] for at in range(len(found))] == [0, 1, 2] * (
            WRITERS * EACH
        )
        assert log.verify().records == 3 * WRITERS * EACH

    def test_one_of_several_that_expect_the_same_wins(self, log: Log, opened: Open) -> None:
        """Of appends that expect the same position one is kept, the others are conflicts."""
        outcomes: list[Receipt | ConflictError] = []

        def append(number: int) -> None:
            with Log(opened(), clock=lambda: NOON) as mine:
                outcomes.append(_outcome(mine, number))

        _at_once(append)
        won = [each for each in outcomes if isinstance(each, Receipt)]
        assert (len(won), len(outcomes), log.position) == (1, WRITERS, 1)

    def test_one_genesis_is_made_by_several(self, opened: Open) -> None:
        """Writers that make the log at once agree on its first row."""
        firsts = []

        def make(number: int) -> None:
            store = opened()
            with Log(store, clock=lambda: NOON) as mine:
                mine.append(event(number))
                firsts.append(next(store.rows()))

        _at_once(make)
        assert len(set(firsts)) == 1
        with Log(opened(), clock=lambda: NOON) as log:
            assert log.verify().records == WRITERS


def _append_threes(log: Log, done: threading.Event) -> None:
    try:
        for at in range(EACH):
            log.append(*events(3, first=3 * at))
    finally:
        done.set()


def _at_once(work: Callable[[int], None]) -> None:
    failed: list[Exception] = []
    ready = threading.Barrier(WRITERS)

    def run(number: int) -> None:
        ready.wait()
        try:
            work(number)
        except Exception as error:  # noqa: BLE001 - told below, with the rest
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise ExceptionGroup("writers failed", failed)


def _outcome(log: Log, number: int) -> Receipt | ConflictError:
    try:
        return log.append(event(number), expected=0)
    except ConflictError as error:
        return error
