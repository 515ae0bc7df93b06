"""The index, computed all at once, against resolution of each view by itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.log_columns import columns_of
from timeline.codec import Record
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Recorded
from timeline.log.reading import Reader
from timeline.records import Erasure, Instant
from timeline.resolution import LATEST_PUBLISHED, Resolved, resolved
from timeline.resolution.index.growing import Index
from timeline.resolution.index.limits import Limits
from timeline.resolution.index.reigns import reigns
from timeline.resolution.moments import NEVER, microseconds
from timeline.resolution.views import View
from timeline.testing.histories import histories, moments, ordered_reports

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)

HISTORIES = st.one_of(
    histories(most=14).flatmap(st.permutations),
    histories(most=12, erasures=True),
    ordered_reports().flatmap(st.permutations),
)
"""Histories in any order, but for those with erasures, whose targets come first."""


def naive(entries: Sequence[Recorded], moment: Instant | None, position: int) -> Resolved:
    """Return the chronology of one view, resolved by itself."""
    orders = (each.record for each in entries)
    erasures = {each.erases: each for each in orders if isinstance(each, Erasure)}
    return resolved(entries[:position], published=moment, erasures=erasures)


@given(HISTORIES, st.lists(moments(), max_size=3))
def test_reigns_are_those_of_every_view(
    history: Sequence[Record], asked: Sequence[Instant | None]
) -> None:
    """At each point of both clocks the same account speaks for the same happening."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*history)
    entries = log.read()
    columns, names = columns_of(entries)
    computed = reigns(columns)
    assert not computed.crowd.size
    rows = computed.rows
    for moment in (None, *asked):
        by = NEVER - 1 if moment is None else microseconds(moment)
        for position in range(len(columns)):
            here = (
                (rows.published_from <= by)
                & (by < rows.published_until)
                & (rows.position_from <= position)
                & (position < rows.position_until)
            ).nonzero()[0]
            found = sorted((names[rows.name[at]], int(rows.account[at])) for at in here)
            view = naive(entries, moment, position).entries
            spoke = {each.key: LATEST_PUBLISHED.preferred(each.accounts).report for each in view}
            assert found == sorted((key, each.position) for key, each in spoke.items())


@given(HISTORIES, st.lists(moments(), max_size=2), st.data())
def test_chronology_is_that_of_the_naive_definition(
    history: Sequence[Record], asked: Sequence[Instant | None], data: st.DataObject
) -> None:
    """Entries, their order and problems are equal, however the log grew before and after."""
    log = open_log(":memory:", clock=lambda: NOON)
    for start, stop in _batches(data, len(history)):
        log.append(*history[start:stop])
        log.as_of()
    entries = log.read()
    for moment in (None, *asked):
        position = data.draw(st.integers(0, len(entries)))
        known = log.as_of(published=moment, position=position)
        expected = naive(entries, moment, position)
        assert tuple(known) == expected.entries
        assert known.problems == expected.problems


SMALL = st.builds(
    Limits,
    largest=st.sampled_from([0, 3, 256]),
    most_steps=st.sampled_from([8, 4_096]),
    fewest=st.sampled_from([0, 2, 1_000]),
    share=st.sampled_from([1, 4]),
    ratio=st.sampled_from([0, 1, 4]),
)
"""Limits at which every way of computing is taken, in logs of a dozen records."""


@given(HISTORIES, SMALL, st.lists(moments(), max_size=2), st.data())
def test_limits_of_the_index_change_no_answer(
    history: Sequence[Record],
    limits: Limits,
    asked: Sequence[Instant | None],
    data: st.DataObject,
) -> None:
    """Crowds and tiers give what the naive definition gives, however the log grew."""
    store = MemoryStore()
    log, reader = Log(store, clock=lambda: NOON), Reader(store)
    index = Index(reader.entry, store.positions, limits=limits)
    for start, stop in _batches(data, len(history)):
        log.append(*history[start:stop])
        if index.extend(store.rows):
            reader.forget()
    entries = log.read()
    for moment in (None, *asked):
        position = data.draw(st.integers(0, len(entries)))
        view = View(index.built, moment, position)
        expected = naive(entries, moment, position)
        assert tuple(view.entry(row) for row in view.rows.tolist()) == expected.entries
        assert view.problems == expected.problems


def _batches(data: st.DataObject, count: int) -> list[tuple[int, int]]:
    cuts = sorted(data.draw(st.sets(st.integers(0, count), max_size=3)))
    edges = [0, *cuts, count]
    return list(pairwise(edges))
