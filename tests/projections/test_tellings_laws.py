"""Tellings of a figure: those that a look at every report of every version would find."""

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.plain_tellings import (
    plain_compared,
    plain_line,
    plain_restated,
    plain_tellings,
)
from timeline.codec import Record
from timeline.errors import UnknownKeyError
from timeline.ledger import Log
from timeline.projections import Comparison, FigureHistory, figure_history
from timeline.records import Instant
from timeline.resolution.life.turns import Clock
from timeline.testing.arrivals import arrivals, batches
from timeline.testing.histories import DATES, histories

FIGURES = st.sampled_from(["killed", "launched", "strength"])


@given(histories(most=24, erasures=True), st.sampled_from(Clock), FIGURES, st.data())
def test_tellings_and_lines_are_those_of_a_plain_search(
    history: tuple[Record, ...], clock: Clock, figure: str, data: st.DataObject
) -> None:
    """Who told it, from when to when, ended and restated by what, and what the line said."""
    history = data.draw(arrivals(history=history))
    log = log_of(data.draw(batches(records=history, most=3)))
    for key in keys(log):
        life = log.versions(key)
        along = life.along_published() if clock is Clock.PUBLISHED else life.along_recorded()
        found = figure_history(log, key, figure, clock=clock)
        told = [(each.id, each.since, each.until, each.ended_by) for each in found.told]
        assert told == plain_tellings(along, figure, clock)
        assert [each.restated_by for each in found.told] == plain_restated(found.told)
        assert list(found.line) == list(plain_line(along, figure, clock))


@given(histories(most=14, erasures=True), st.sampled_from(DATES), FIGURES, st.data())
def test_tellings_of_what_was_published_by_a_date_are_those_of_a_plain_search(
    history: tuple[Record, ...], published: Instant, figure: str, data: st.DataObject
) -> None:
    """On the clock of the log, with a limit on that of publication."""
    history = data.draw(arrivals(history=history))
    log = log_of(data.draw(batches(records=history, most=3)))
    for key in keys(log):
        along = log.versions(key).along_recorded(published=published)
        found = figure_history(log, key, figure, clock="recorded", published=published)
        told = [(each.id, each.since, each.until, each.ended_by) for each in found.told]
        assert told == plain_tellings(along, figure, Clock.RECORDED)
        assert list(found.line) == list(plain_line(along, figure, Clock.RECORDED))


@given(histories(most=14), FIGURES, st.data())
def test_what_a_log_knew_at_a_position_is_what_it_knows_when_it_ends_there(
    history: tuple[Record, ...], figure: str, data: st.DataObject
) -> None:
    """On the clock of publication nothing that came later is in it, not even as what ended it."""
    history = data.draw(arrivals(history=history))
    log, position = log_of([history]), data.draw(st.integers(0, len(history)))
    short = log_of([history[:position]])
    position = short.position
    for key in keys(log):
        found = figure_history(log, key, figure, position=position)
        expected = history_of(short, key, figure)
        assert found.told == (expected.told if expected else ())
        assert found.line == (expected.line if expected else ())


@given(histories(most=14, erasures=True), st.sampled_from(Clock), st.sampled_from([None, 0, 1]))
def test_what_is_compared_is_every_pair_that_stood_at_once(
    history: tuple[Record, ...], clock: Clock, tolerance: int | None
) -> None:
    """Conflicts are those of them that cannot both be true, in the same order."""
    log = log_of([history])
    for key in keys(log):
        found = figure_history(log, key, "killed", clock=clock, tolerance=tolerance)
        expected = tuple(plain_compared(found.told, tolerance))
        assert found.compared == expected
        assert found.conflicts == tuple(
            each for each in expected if each.result is Comparison.CONFLICT
        )


def keys(log: Log) -> set[str]:
    """Return every key that has, or is joined to, an entry now."""
    return {key for entry in log.as_of() for key in entry.keys}


def history_of(log: Log, key: str, figure: str) -> FigureHistory | None:
    """Return the history of a figure; None where there never was an entry."""
    try:
        return figure_history(log, key, figure)
    except UnknownKeyError:
        return None
