"""Laws of arrival: order, batches and repetition of what comes in change nothing."""

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import lines, log_of
from timeline.codec import Record, record_id
from timeline.records import Erasure, Instant
from timeline.testing.arrivals import arrivals, batches
from timeline.testing.histories import histories, moments

HISTORIES = histories(most=14, erasures=True)


@given(HISTORIES, moments(), st.data())
def test_order_of_arrival_never_changes_a_chronology(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """The same records in another order give the same lines, problems and words."""
    shuffled = data.draw(arrivals(history=history))
    one, other = (log_of([each]).as_of(published=moment) for each in (history, shuffled))
    assert (lines(one), one.problems) == (lines(other), other.problems)
    assert str(one) == str(other)


@given(HISTORIES, moments(), st.data())
def test_batching_never_changes_a_chronology(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """One batch, as many as there are records, or any cut between: the same, also in the past."""
    whole = log_of([history])
    parted = log_of(data.draw(batches(records=history, most=len(history) + 1)))
    position = data.draw(st.integers(0, whole.position))
    one, other = (each.as_of(published=moment, position=position) for each in (whole, parted))
    assert (lines(one), one.problems) == (lines(other), other.problems)


@given(HISTORIES, st.data())
def test_the_same_record_twice_is_once(history: tuple[Record, ...], data: st.DataObject) -> None:
    """Records given again, in the same batch or a later one, change neither log nor chronology."""
    gone = {each.erases for each in history if isinstance(each, Erasure)}
    log = log_of([history])
    before, kept = log.as_of(), [each for each in history if record_id(each) not in gone]
    again = data.draw(st.lists(st.sampled_from(kept), max_size=5))
    receipt = log.append(*again, *again)
    assert (receipt.appended, receipt.duplicates) == (0, 2 * len(again))
    assert (log.as_of(), log.as_of().problems) == (before, before.problems)


@given(HISTORIES, st.data())
def test_a_batch_that_holds_records_twice_is_the_batch_without_them(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """Where a record stands twice in one call, its first place counts."""
    twice = [each for each in history for _ in range(data.draw(st.integers(1, 2)))]
    one, other = log_of([history]), log_of([twice])
    assert [each.id for each in one] == [each.id for each in other]
    assert (lines(one.as_of()), one.as_of().problems) == (
        lines(other.as_of()),
        other.as_of().problems,
    )


@given(HISTORIES)
def test_log_verifies_whatever_was_appended(history: tuple[Record, ...]) -> None:
    """The chain holds, each record is counted, and each erased one too."""
    found = log_of([history]).verify()
    erased = sum(isinstance(each, Erasure) for each in history)
    assert (found.records, found.erased) == (len(history), erased)
