"""The conformance suite of a log over any store: batches, duplicates, conflicts, erasures."""

from collections.abc import Callable

import pytest

from timeline.codec import record_id
from timeline.errors import AppendError, ConflictError
from timeline.ledger import Log
from timeline.log import Store, Tombstone
from timeline.records import Correction, Erasure
from timeline.testing.rows import NOON, event, events

Open = Callable[[], Store]
"""Opens the store under test; opening it again gives what was kept, if it keeps anything."""


class LogConformance:
    """The part of `StoreConformance` that speaks to the store through a log."""

    @pytest.fixture
    def store(self, opened: Open) -> Store:
        """Return a new store."""
        return opened()

    @pytest.fixture
    def log(self, store: Store) -> Log:
        """Return a log over a new store, whose clock stands still."""
        return Log(store, clock=lambda: NOON)

    def test_log_counts_duplicates(self, log: Log) -> None:
        """A record that is there, or stands twice in the call, is counted and left alone."""
        log.append(event(1))
        receipt = log.append(event(1), event(2), event(2))
        assert (receipt.appended, receipt.duplicates, receipt.position) == (1, 2, 2)

    def test_records_come_back_in_order(self, log: Log) -> None:
        """Iterating gives the records in the order of their positions, from 1."""
        log.append(*events(5))
        assert [(each.position, each.record) for each in log] == list(enumerate(events(5), 1))

    def test_batch_has_one_recorded_instant(self, log: Log) -> None:
        """All records of a batch were recorded at once."""
        log.append(event(1), event(2))
        assert {each.recorded for each in log} == {NOON}

    def test_conflict_appends_nothing(self, log: Log) -> None:
        """A writer that expects another position gets a `ConflictError`, and nothing is kept."""
        log.append(event(1), expected=0)
        with pytest.raises(ConflictError) as caught:
            log.append(event(2), expected=0)
        assert (caught.value.expected, caught.value.actual, log.position) == (0, 1, 1)
        assert log.append(event(2), expected=1).position == 2

    def test_refused_record_takes_its_batch_with_it(self, log: Log) -> None:
        """A batch is all or nothing, also where the last of it is refused."""
        twisted = Correction(corrects=record_id(event(1)), replacement=event(1), reason="none")
        with pytest.raises(AppendError):
            log.append(event(2), twisted)
        assert log.position == 0

    def test_refused_record_brings_back_what_its_batch_erased(self, log: Log) -> None:
        """An erasure in a batch that is refused has not happened."""
        log.append(event(1))
        order = Erasure(erases=record_id(event(1)), authority="court", reason="order")
        with pytest.raises(AppendError):
            log.append(order, Erasure(erases=record_id(event(9)), authority="court", reason="none"))
        assert [each.record for each in log] == [event(1)]

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
