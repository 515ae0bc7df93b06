"""The conformance suite of the store port: what every store, also a user's own, must keep."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from timeline.codec import record_id
from timeline.errors import AppendError, ClosedLogError, ConflictError
from timeline.ledger import Log
from timeline.log import Row, Store, Tombstone
from timeline.log.integrity import EMPTY_CHAIN, chain_hash, leaf_hash
from timeline.records import Correction, Erasure, Event

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)

Open = Callable[[], Store]
"""Opens the store under test; opening it again gives what was kept, if it keeps anything."""


def event(number: int) -> Event:
    """Return one of many different events."""
    return Event(
        key=f"event-{number}",
        happened="2024-10-28",
        published="2024-10-28T19:00Z",
        source="P",
        summary=f"Event {number}",
    )


def rows(start: int, bodies: Sequence[bytes], before: bytes) -> list[tuple[str, Row]]:
    """Return rows of those bodies behind a chain value, with ids made of their positions."""
    found = []
    for position, body in enumerate(bodies, start):
        before = chain_hash(before, leaf_hash(body))
        identity = f"sha256:{position:064x}" if position else ""
        found.append((identity, Row(position, body, before)))
    return found


class StoreConformance:
    """
    Subclass it in a test module, and give it a fixture `opened` of type `Open`.

    ```text
    class TestMyStore(StoreConformance):
        @pytest.fixture
        def opened(self, tmp_path):
            return lambda: MyStore(tmp_path / "case")
    ```
    """

    @pytest.fixture
    def store(self, opened: Open) -> Store:
        """Return a new store."""
        return opened()

    @pytest.fixture
    def log(self, store: Store) -> Log:
        """Return a log over a new store, whose clock stands still."""
        return Log(store, clock=lambda: NOON)

    def test_new_store_has_no_tail(self, store: Store) -> None:
        """A new store holds nothing, not even a genesis."""
        assert store.tail() is None
        assert list(store.rows()) == []

    def test_rows_come_back_as_they_were_added(self, store: Store) -> None:
        """Position, bytes and chain of every row are kept, in order."""
        given = rows(0, [b"{}", b'{"a":1}', b'{"b":"\xd0\x84"}'], EMPTY_CHAIN)
        with store.writing() as writer:
            writer.add(given)
        assert list(store.rows()) == [row for _, row in given]

    def test_rows_are_given_from_start_up_to_stop(self, store: Store) -> None:
        """`start` is the first row given, `stop` the first that is not."""
        given = rows(0, [b"{}"] * 5, EMPTY_CHAIN)
        with store.writing() as writer:
            writer.add(given)
        assert [row.position for row in store.rows(1, 3)] == [1, 2]

    def test_tail_is_the_last_row(self, store: Store) -> None:
        """The tail is the same to readers and to the writer."""
        given = rows(0, [b"{}", b"[]"], EMPTY_CHAIN)
        with store.writing() as writer:
            writer.add(given)
            assert writer.tail() == given[-1][1]
        assert store.tail() == given[-1][1]

    def test_block_that_fails_keeps_nothing(self, store: Store) -> None:
        """An error inside the block takes back all that was added in it."""
        with store.writing() as writer:
            writer.add(rows(0, [b"{}"], EMPTY_CHAIN))
        with pytest.raises(ZeroDivisionError):
            _fail_after_adding(store)
        assert [row.position for row in store.rows()] == [0]
        with store.writing() as writer:
            assert writer.positions([f"sha256:{1:064x}"]) == {}

    def test_positions_of_known_ids_are_found(self, store: Store) -> None:
        """Ids lead to their rows; an id that is not there leads nowhere."""
        with store.writing() as writer:
            writer.add(rows(0, [b"{}"] * 3, EMPTY_CHAIN))
            known, unknown = f"sha256:{2:064x}", "sha256:" + "f" * 64
            assert writer.positions([known, unknown]) == {known: 2}

    def test_erased_row_keeps_position_leaf_and_chain(self, store: Store) -> None:
        """The bytes go; what the chain needs stays, and the id is known as erased."""
        given = rows(0, [b"{}", b'{"name":"I. P."}'], EMPTY_CHAIN)
        identity, row = given[1]
        with store.writing() as writer:
            writer.add(given)
            writer.erase(identity, row)
            assert writer.positions([identity]) == {identity: -1}
        assert store.positions([identity]) == {identity: -1}
        assert list(store.rows(1)) == [Row(1, None, row.chain, leaf_hash(row.body or b""))]

    def test_closed_store_says_so(self, store: Store) -> None:
        """Reading and writing after closing are errors that say how to go on."""
        store.close()
        store.close()
        with pytest.raises(ClosedLogError):
            store.tail()
        with pytest.raises(ClosedLogError), store.writing():
            pass

    def test_log_counts_duplicates(self, log: Log) -> None:
        """A record that is there, or stands twice in the call, is counted and left alone."""
        log.append(event(1))
        receipt = log.append(event(1), event(2), event(2))
        assert (receipt.appended, receipt.duplicates, receipt.position) == (1, 2, 2)

    def test_records_come_back_in_order(self, log: Log) -> None:
        """Iterating gives the records in the order of their positions, from 1."""
        log.append(*(event(number) for number in range(5)))
        assert [(each.position, each.record) for each in log] == [
            (number + 1, event(number)) for number in range(5)
        ]

    def test_batch_has_one_recorded_instant(self, log: Log) -> None:
        """All records of a batch were recorded at once."""
        log.append(event(1), event(2))
        assert {each.recorded for each in log} == {NOON}

    def test_conflict_appends_nothing(self, log: Log) -> None:
        """A writer that expects another position gets a `ConflictError`, and nothing is kept."""
        log.append(event(1))
        with pytest.raises(ConflictError) as caught:
            log.append(event(2), expected=0)
        assert (caught.value.expected, caught.value.actual, log.position) == (0, 1, 1)

    def test_refused_record_takes_its_batch_with_it(self, log: Log) -> None:
        """A batch is all or nothing, also where the last of it is refused."""
        twisted = Correction(corrects=record_id(event(1)), replacement=event(1), reason="none")
        with pytest.raises(AppendError):
            log.append(event(2), twisted)
        assert log.position == 0

    def test_erased_record_is_a_tombstone_and_the_log_verifies(self, log: Log) -> None:
        """The body is gone, the order is readable, and the chain still holds."""
        log.append(event(1), event(2))
        order = Erasure(erases=record_id(event(1)), authority="Court of X", reason="names a minor")
        log.append(order)
        buried = log.read()[0]
        assert isinstance(buried.record, Tombstone)
        assert (buried.id, buried.record.authority) == (record_id(event(1)), "Court of X")
        assert log.verify().erased == 1

    def test_erased_record_may_not_come_back(self, log: Log) -> None:
        """Appending an erased record again is refused, not taken for a duplicate."""
        log.append(event(1))
        log.append(Erasure(erases=record_id(event(1)), authority="court", reason="order"))
        with pytest.raises(AppendError, match="may not come back"):
            log.append(event(1))

    def test_record_may_be_appended_and_erased_in_one_batch(self, log: Log) -> None:
        """A batch may hold a record and its erasure: an import of a log that had both."""
        log.append(event(1), Erasure(erases=record_id(event(1)), authority="court", reason="order"))
        assert isinstance(log.read()[0].record, Tombstone)


def _fail_after_adding(store: Store) -> None:
    with store.writing() as writer:
        writer.add(rows(1, [b"[]", b"[]"], EMPTY_CHAIN))
        raise ZeroDivisionError
