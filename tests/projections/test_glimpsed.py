"""Sums of what is seen in rows and of what is made of records: the same, to the last name."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.views import known, strike
from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.errors import IntegrityError, MomentError, QuantityError
from timeline.ledger import Log
from timeline.log import MemoryStore, Row
from timeline.projections import Calendar, Group, Rule, Totals, running_total, total
from timeline.records import (
    Correction,
    Erasure,
    Event,
    Instant,
    Judgement,
    Quantity,
    Retraction,
    Speaker,
    Statement,
)
from timeline.resolution import LATEST_PUBLISHED, Policy, Status
from timeline.resolution.policy import MOST_PRECISE
from timeline.resolution.revision import Revision
from timeline.resolution.settled import Settled
from timeline.resolution.status import Standing
from timeline.resolution.status_rules import StatusRule, confirmed_by
from timeline.testing.arrivals import batches
from timeline.testing.events import event_records
from timeline.testing.histories import histories, moments

FIGURES = st.sampled_from(["killed", "launched", "strength", "lost"])
WAYS = st.sampled_from([None, *Calendar, *Group])


def made(chronology: Chronology) -> Chronology:
    """Return a chronology whose entries are all made, so that nothing of it is seen in rows."""
    entries = tuple(chronology)
    source = Settled(entries=entries, problems=(), revised=Revision(()))
    return evolve(chronology, source=source, rows=np.arange(len(entries)))


def summed(chronology: Chronology, figure: str, **asked: Any) -> Totals | str:
    """Return the sums, or that they have too many digits."""
    try:
        return total(chronology, figure, **asked)
    except QuantityError as error:
        return str(error)


@given(st.lists(event_records(), max_size=8), FIGURES, WAYS, st.sampled_from(Rule))
def test_sums_of_any_records_are_those_of_their_entries(
    records: Sequence[Record], figure: str, by: Calendar | Group | None, rule: Rule
) -> None:
    """Of every kind, with every field in play, and keys that meet."""
    view = known(*records)
    assert summed(view, figure, by=by, rule=rule) == summed(made(view), figure, by=by, rule=rule)


@given(histories(most=24, erasures=True), moments(), WAYS, st.sampled_from(Rule), st.data())
def test_sums_of_a_history_are_those_of_its_entries(
    history: tuple[Record, ...],
    published: Instant | None,
    by: Calendar | Group | None,
    rule: Rule,
    data: st.DataObject,
) -> None:
    """As of any moment of it, under any policy and rule of the library, and of a selection."""
    log = log_of(data.draw(batches(records=history, most=3)))
    view = log.as_of(
        published=published,
        position=data.draw(st.integers(0, log.position)),
        policy=data.draw(st.sampled_from([LATEST_PUBLISHED, MOST_PRECISE])),
        status=data.draw(st.sampled_from([None, confirmed_by(1)])),
    )
    view = view[data.draw(st.integers(0, 3)) :]
    figure = data.draw(FIGURES)
    assert total(view, figure, by=by, rule=rule) == total(made(view), figure, by=by, rule=rule)


@given(histories(most=16), histories(most=16), FIGURES)
def test_sums_of_one_log_are_those_of_their_entries_as_it_grows(
    history: tuple[Record, ...], later: tuple[Record, ...], figure: str
) -> None:
    """What was seen of its rows is kept from one question to the next."""
    log = log_of([history])
    before = log.as_of()
    first = total(before, figure, by="day")
    log.append(*later)
    after = log.as_of()
    assert total(after, figure, by="day") == total(made(after), figure, by="day")
    assert total(log.as_of(position=before.position), figure, by="day") == first


def test_no_record_is_decoded_for_reports_that_stand_alone() -> None:
    """Their figures are taken from the bytes of their rows; a second figure from memory."""
    log = log_of([[strike(f"s{at}", "2024-10-01", killed=at) for at in range(5)]])
    found = total(log.as_of(), "killed", by="day")
    assert (str(found.whole.sum), len(log._reader._kept)) == ("10", 0)
    assert total(log.as_of(), "injured").whole.unknown == tuple(f"s{at}" for at in range(5))
    assert len(log._reader._kept) == 0


def test_only_what_others_bear_on_is_decoded() -> None:
    """Corrected, joined, twice reported, and spoken of; the one that stands alone is not."""
    reports = [strike(f"s{at}", f"2024-10-0{at + 1}", killed=at) for at in range(6)]
    said = Statement(
        key="said",
        happened="2024-10-09",
        published="2024-12-01T12:00Z",
        source="P",
        speaker=Speaker(person="A"),
        summary="no",
        stance="denies",
        about="s3",
    )
    mended = Correction(
        corrects=record_id(reports[1]), replacement=strike("s1", "2024-10-02", killed=9), reason="x"
    )
    joined = Judgement(left="s4", right="s5", verdict="same", reason="x", by="us")
    again = strike("s2", "2024-10-03", killed=7, source="Q")
    log = log_of([[*reports, said, mended, joined, again]])
    found = total(log.as_of(), "killed").whole
    assert found.certain == ("s0", "s1", "s2", "s3", "s4")
    assert 1 not in log._reader._kept
    assert {2, 3, 4, 5, 6} <= log._reader._kept.keys()


def test_what_was_seen_and_what_was_made_stand_in_one_order() -> None:
    """Keys, ids and figures, row by row, whichever of them were decoded."""
    reports = [strike(f"s{at}", f"2024-10-0{at + 1}", killed=at) for at in range(5)]
    mended = [
        Correction(
            corrects=record_id(reports[at]),
            replacement=strike(f"s{at}", f"2024-10-0{at + 1}", killed=10 * at + 10),
            reason="x",
        )
        for at in (0, 2, 3)
    ]
    found = total(log_of([[*reports, *mended]]).as_of(), "killed", by="day")
    standing: list[Record] = [mended[0], reports[1], mended[1], mended[2], reports[4]]
    assert found.whole.certain == tuple(f"s{at}" for at in range(5))
    assert found.whole.ids == tuple(record_id(each) for each in standing)
    told = [(str(each.sum), each.certain, each.ids) for each in found.rows]
    sums = ["10", "1", "30", "40", "4"]
    names = zip(sums, found.whole.certain, found.whole.ids, strict=True)
    assert told == [(many, (key,), (identity,)) for many, key, identity in names]


def spoilt(log: Log, position: int, old: bytes, new: bytes) -> None:
    """Change the bytes of a row behind the back of its log."""
    assert isinstance(log._store, MemoryStore)
    row = log._store._rows[position]
    assert row.body is not None
    body = row.body.replace(old, new)
    log._store._rows[position] = Row(position, body, row.chain, row.leaf)


@pytest.mark.parametrize(
    "old,new",
    [
        (b'"killed":{"exactly":1}', b'"killed":{"exactly":1.5}'),
        (b'"killed":{"exactly":1}', b'"killed":{"exactly":-1,"unit":""}'),
        (b'"summary":"hit"', b'"summary":" "'),
        (b'"summary":"hit"', b'"sumnary":"hit"'),
        (b'"summary":', b'"summary" :'),
        (b'"pos":2', b'"pos":7'),
    ],
)
def test_damaged_row_is_told_where_it_stands(old: bytes, new: bytes) -> None:
    """By who decodes it, as before; the sum is not made without it."""
    log = log_of([[strike(f"s{at}", "2024-10-01", killed=at) for at in range(3)]])
    view = log.as_of()
    spoilt(log, 2, old, new)
    with pytest.raises(IntegrityError, match="position 2"):
        total(view, "killed")


def test_entry_erased_meanwhile_is_told() -> None:
    """Its figure is not summed on, as nothing of it was looked at before."""
    reports = [strike(f"s{at}", "2024-10-01", killed=at) for at in range(3)]
    log = log_of([reports])
    view = log.as_of()
    log.append(Erasure(erases=record_id(reports[1]), authority="court", reason="order"))
    with pytest.raises(MomentError):
        total(view, "killed")


def test_erased_figure_is_not_remembered() -> None:
    """What was seen of the log's rows is let go of when something is erased."""
    reports = [strike(f"s{at}", "2024-10-01", killed=at) for at in range(3)]
    log = log_of([reports])
    total(log.as_of(), "killed")
    log.append(Erasure(erases=record_id(reports[1]), authority="court", reason="order"))
    assert total(log.as_of(), "killed").whole.certain == ("s0", "s2")


def test_what_was_erased_is_gone_from_earlier_chronologies_too() -> None:
    """Once the log knows of it, what was seen of the row before is not told any more."""
    reports = [strike(f"s{at}", "2024-10-01", killed=at) for at in range(3)]
    log = log_of([reports])
    view = log.as_of()
    total(view, "killed")
    log.append(Erasure(erases=record_id(reports[1]), authority="court", reason="order"))
    log.as_of()
    with pytest.raises(MomentError):
        total(view[:], "killed")


def test_status_rule_of_ones_own_is_asked() -> None:
    """It may deny what a single report tells; then that is only possible."""
    denied = StatusRule(name="nothing is believed", judge=lambda *_: Standing(status=Status.DENIED))
    log = log_of([[strike("a", "2024-10-01", killed=3)]])
    assert total(log.as_of(status=denied), "killed").whole.possible == ("a",)


def test_policy_of_ones_own_is_asked_where_there_is_a_choice() -> None:
    """Of two reports that state the figure the one that it prefers counts."""
    least = Policy(name="least first", rank=lambda each, _: (-each.event.killed.low,))  # type: ignore[attr-defined]  # strikes
    reports = [
        strike("a", "2024-10-01", killed=3, source="P"),
        strike("a", "2024-10-01", killed=5, source="Q", published="2024-12-02T12:00Z"),
        strike("b", "2024-10-01", killed=1),
    ]
    found = total(log_of([reports]).as_of(policy=least), "killed").whole
    assert str(found.sum) == "4"


def test_names_are_there_when_the_log_is_closed() -> None:
    """Keys and ids are in memory, though they are put together when somebody reads them."""
    report = strike("a", "2024-10-01", killed=3)
    log = log_of([[report]])
    found = total(log.as_of(), "killed", by="day")
    log.close()
    assert (found.whole.certain, found.rows[0].ids) == (("a",), (record_id(report),))


def test_time_too_far_for_eight_bytes_is_looked_up() -> None:
    """Also where its sum lies in a bucket of its own."""
    reports = [strike("far", "Y170000002", killed=3), strike("near", "2024", killed=4)]
    found = total(log_of([reports]).as_of(), "killed", by="year")
    names = [(each.name, str(each.sum)) for each in found.rows]
    assert names == [("2024", "4"), ("170000002", "3")]


def test_running_total_of_seen_rows() -> None:
    """It goes through the entries, and says the same."""
    view = known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-02", killed=4))
    assert running_total(view, "killed") == running_total(made(view), "killed")


def test_event_that_states_the_figure_among_others_is_summed() -> None:
    """Its kind has no such field; and one that does not state it brings nothing."""
    told: list[dict[str, str | int]] = [{"lost": 2}, {}, {"lost": "about 3"}, {"held": 7}]
    events = [
        Event(
            key=f"e{at}",
            happened="2024-10-01",
            published="2024-12-01T12:00Z",
            source="P",
            summary="x",
            figures=figures,
        )
        for at, figures in enumerate(told)
    ]
    log = log_of([events])
    found = total(log.as_of(), "lost").whole
    assert (found.certain, found.sum.best) == (("e0", "e2"), Quantity.exactly(5).best)
    assert not log._reader._kept


def test_retracted_report_brings_nothing() -> None:
    """A record that names it bears on it, so that it is not taken from its bytes."""
    report = strike("a", "2024-10-01", killed=3)
    gone = Retraction(retracts=record_id(report), cause="withdrawn", reason="x")
    assert str(total(log_of([[report, gone]]).as_of(), "killed").whole.sum) == "unknown"


def test_entry_of_two_reports_is_not_taken_for_one_of_one() -> None:
    """Also behind others of its kind that one report tells of."""
    reports = [
        strike("a", "2024-10-01", killed=1),
        strike("b", "2024-10-02", killed=3, source="P"),
        strike("b", "2024-10-02", killed=5, source="Q"),
    ]
    assert str(total(made(known(*reports)), "killed", rule="hull").whole.sum) == "4 to 6"
