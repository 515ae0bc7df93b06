"""Laws of what changed: it rebuilds the later view, leads to records, and equals the naive way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.resolution.policies import POLICIES, gone_through
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.errors import OtherChronologyError
from timeline.ledger import Log
from timeline.log import Recorded
from timeline.projections import ChangeKind, applied, changes, lines
from timeline.records import Erasure, Instant, Precedence
from timeline.resolution import LATEST_PUBLISHED, Policy
from timeline.resolution.views import View
from timeline.testing.histories import histories, moments, ordered_reports

PLACES = st.tuples(moments(), st.integers(0, 12))


def at(
    log: Log, place: tuple[Instant | None, int], policy: Policy = LATEST_PUBLISHED
) -> Chronology:
    """Return what is known at a place of the two clocks."""
    published, position = place
    return log.as_of(published=published, position=min(position, log.position), policy=policy)


def _kept(history: tuple[Record, ...]) -> list[Record]:
    """Return a history without its erasures, which earlier views do not outlive."""
    return [each for each in history if not isinstance(each, Erasure)]


HISTORIES = histories(most=12, erasures=True) | ordered_reports()


@given(HISTORIES, PLACES, PLACES)
def test_changes_applied_to_the_earlier_lines_give_the_later(
    history: tuple[Record, ...],
    first: tuple[Instant | None, int],
    second: tuple[Instant | None, int],
) -> None:
    """Keys, dates, words, figures, status, reports and the order, of changes and nothing else."""
    log = log_of([history])
    one, other = at(log, first), at(log, second)
    assert applied(lines(one), changes(one, other)) == lines(other)


@given(HISTORIES, PLACES, PLACES, POLICIES, POLICIES)
def test_changes_equal_those_found_by_going_through_everything(
    history: tuple[Record, ...],
    first: tuple[Instant | None, int],
    second: tuple[Instant | None, int],
    one: Policy,
    other: Policy,
) -> None:
    """What the columns leave out has not changed, by one policy, or from one to another."""
    log = log_of([history])
    for policies in ((one, one), (one, other)):
        naive = [
            at(log, place, gone_through(policy))
            for place, policy in zip((first, second), policies, strict=True)
        ]
        assert not any(isinstance(each.source, View) for each in naive)
        found = (at(log, first, policies[0]), at(log, second, policies[1]))
        assert changes(*found) == changes(*naive)
        assert applied(lines(found[0]), changes(*found)) == lines(found[1])


@given(st.lists(HISTORIES, min_size=2, max_size=2), PLACES, PLACES, POLICIES)
def test_views_from_before_and_after_the_log_grew_are_compared_alike(
    batches: list[tuple[Record, ...]],
    first: tuple[Instant | None, int],
    second: tuple[Instant | None, int],
    policy: Policy,
) -> None:
    """A view of the shorter log is read from the index of the longer one."""
    log = log_of([_kept(batches[0])])
    early = at(log, first, policy)
    told = lines(early)
    log.append(*_kept(batches[1]))
    late = at(log, second, policy)
    assert applied(told, changes(early, late)) == lines(late)
    assert applied(lines(late), changes(late, early)) == told


@given(HISTORIES, PLACES, PLACES)
def test_every_change_leads_to_records_of_the_log(
    history: tuple[Record, ...],
    first: tuple[Instant | None, int],
    second: tuple[Instant | None, int],
) -> None:
    """Its ids, and the amendments that caused it, with their reasons."""
    log = log_of([history])
    known: dict[str, Recorded] = {each.id: each for each in log}
    for change in changes(at(log, first), at(log, second)):
        assert change.ids
        assert set(change.ids) <= known.keys()
        for each in change.grounds:
            assert each.reason == getattr(known[each.id].record, "reason", "")
            assert each.position == known[each.id].position


@given(HISTORIES, PLACES, PLACES)
def test_order_changes_by_a_date_or_a_precedence(
    history: tuple[Record, ...],
    first: tuple[Instant | None, int],
    second: tuple[Instant | None, int],
) -> None:
    """No line moves that nothing moved."""
    log = log_of([history])
    told = changes(at(log, first), at(log, second))
    redated = {each.key for each in told if each.kind is ChangeKind.REDATED}
    held = {
        key
        for each in log
        if isinstance(each.record, Precedence)
        for key in (each.record.earlier, each.record.later)
    }
    for change in told:
        if change.kind is ChangeKind.REORDERED and change.key not in redated:
            assert change.grounds
            assert held


@given(HISTORIES, PLACES, PLACES)
def test_notice_tells_every_line_that_was_told_otherwise(
    history: tuple[Record, ...],
    first: tuple[Instant | None, int],
    second: tuple[Instant | None, int],
) -> None:
    """One paragraph for each, and one sentence for what is only new."""
    log = log_of([history])
    told = changes(at(log, first), at(log, second))
    new = {ChangeKind.NEW, ChangeKind.REPORTED_AGAIN}
    keys = {each.key for each in told if each.kind not in new}
    rest = any(each.kind in new for each in told)
    assert told.notice().count("\n\n") + 1 == max(len(keys), 1) + rest


@given(histories(), histories())
def test_chronologies_of_two_logs_are_refused(
    one: tuple[Record, ...], other: tuple[Record, ...]
) -> None:
    """Even at position 0, where neither has a record: their names differ."""
    first, second = log_of([one]), log_of([other])
    for position in (0, None):
        with pytest.raises(OtherChronologyError, match="two logs"):
            changes(first.as_of(position=position), second.as_of(position=0))
