"""Tellings of a figure: those that a look at every report of every version would find."""

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.plain_tellings import plain_line, plain_restated, plain_tellings
from timeline.codec import Record
from timeline.projections import figure_history
from timeline.resolution.life.turns import Clock
from timeline.testing.arrivals import batches
from timeline.testing.histories import histories


@given(
    histories(most=24, erasures=True),
    st.sampled_from(Clock),
    st.sampled_from(["killed", "launched", "strength"]),
    st.data(),
)
def test_tellings_and_lines_are_those_of_a_plain_search(
    history: tuple[Record, ...], clock: Clock, figure: str, data: st.DataObject
) -> None:
    """Who told it, from when to when, ended and restated by what, and what the line said."""
    log = log_of(data.draw(batches(records=history, most=3)))
    for key in {key for entry in log.as_of() for key in entry.keys}:
        life = log.versions(key)
        along = life.along_published() if clock is Clock.PUBLISHED else life.along_recorded()
        found = figure_history(log, key, figure, clock=clock)
        told = [(each.id, each.since, each.until, each.ended_by) for each in found.told]
        assert told == plain_tellings(along, figure, clock)
        assert [each.restated_by for each in found.told] == plain_restated(found.told)
        assert list(found.line) == list(plain_line(along, figure, clock))
