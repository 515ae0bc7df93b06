"""Entries made many at a time: each as it is when it is made by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.views import strike
from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.errors import MomentError
from timeline.records import Correction, Erasure, Instant, Judgement, Speaker, Statement
from timeline.testing.arrivals import batches
from timeline.testing.histories import histories, moments


def one_by_one(known: Chronology) -> list[object]:
    """Return the entries of a chronology, each made when it is asked for."""
    return [known[at] for at in range(len(known))]


@given(histories(most=24, erasures=True), moments(), st.data())
def test_entries_made_together_are_those_made_one_by_one(
    history: tuple[Record, ...], published: Instant | None, data: st.DataObject
) -> None:
    """Whatever was corrected, joined, spoken of, withdrawn or erased, up to any position."""
    log = log_of(data.draw(batches(records=history, most=3)))
    position = data.draw(st.integers(0, log.position))
    known = log.as_of(published=published, position=position)
    assert list(known) == one_by_one(known)


@given(histories(most=16), histories(most=16))
def test_entries_stay_while_the_log_grows(
    history: tuple[Record, ...], later: tuple[Record, ...]
) -> None:
    """What comes later bears on the same keys, and makes no earlier entry another one."""
    log = log_of([history])
    known = log.as_of()
    before = list(known)
    log.append(*later)
    log.as_of()
    assert list(known) == before


def test_many_entries_come_in_their_order() -> None:
    """Over several pieces, with one that others bear on in each of them."""
    reports = [strike(f"s{at:04}", "2024-10-01", killed=at) for at in range(3000)]
    mended = [
        Correction(corrects=record_id(each), replacement=strike(each.key, "2024-10-01"), reason="x")
        for each in reports[10::500]
    ]
    known = log_of([[*reports, *mended]]).as_of()
    found = [(each.key, "killed" in each.figures) for each in known]
    assert found == [(each.key, at % 500 != 10) for at, each in enumerate(reports)]


def test_entry_that_a_statement_denies_is_not_taken_for_a_lone_one() -> None:
    """One record reports it, and another under its own key speaks of it."""
    denial = Statement(
        happened="2024-10-02",
        published="2024-12-01T12:00Z",
        source="P",
        speaker=Speaker(organization="Ministry"),
        summary="no",
        stance="denies",
        about="a",
    )
    known = log_of([[strike("a", "2024-10-01"), denial]]).as_of()
    assert [str(each.status) for each in known] == ["disputed", "reported"]


def test_entry_erased_meanwhile_is_told_where_it_stands() -> None:
    """Those before it come first, as they do when they are asked for one by one."""
    reports = [strike(f"s{at}", f"2024-10-{at + 1:02}") for at in range(5)]
    log = log_of([reports])
    known = log.as_of()
    log.append(Erasure(erases=record_id(reports[3]), authority="court", reason="order"))
    coming = iter(known)
    assert [next(coming).key for _ in range(3)] == ["s0", "s1", "s2"]
    with pytest.raises(MomentError):
        next(coming)


def test_joined_key_with_one_record_of_its_own_is_not_taken_for_a_lone_one() -> None:
    """The judgement counts as one of the other key, and joins them all the same."""
    joined = Judgement(left="b", right="a", verdict="same", reason="one", by="us")
    known = log_of([[strike("a", "2024-10-01"), strike("b", "2024-10-01"), joined]]).as_of()
    assert [each.keys for each in known] == [("a", "b")]
