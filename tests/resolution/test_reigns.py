"""Reigns, computed all at once, against resolution of each view by itself."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.log_columns import columns_of
from timeline.codec import Record
from timeline.ledger import open_log
from timeline.records import Instant
from timeline.resolution import LATEST_PUBLISHED
from timeline.resolution.moments import NEVER, microseconds
from timeline.resolution.reigns import reigns
from timeline.testing.histories import histories, moments

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)


@given(
    histories(most=12, erasures=True) | histories(most=12),
    st.lists(moments(), max_size=4),
    st.data(),
)
def test_reigns_are_those_of_every_view(
    history: tuple[Record, ...], asked: Sequence[Instant | None], data: st.DataObject
) -> None:
    """At each point of both clocks the same account speaks for the same happening."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*data.draw(st.permutations(history)) if _movable(history) else history)
    columns, names = columns_of(log.read())
    rows = reigns(columns)
    for moment in (None, *asked):
        by = NEVER - 1 if moment is None else microseconds(moment)
        for position in range(len(columns)):
            here = (
                (rows.published_from <= by)
                & (by < rows.published_until)
                & (rows.position_from <= position)
                & (position < rows.position_until)
            )
            found = sorted(
                (names[rows.name[at]], int(rows.account[at])) for at in here.nonzero()[0]
            )
            view = log.as_of(published=moment, position=position)
            spoke = {e.key: LATEST_PUBLISHED.preferred(e.accounts).report for e in view}
            assert found == sorted((key, each.position) for key, each in spoke.items())


def _movable(history: Sequence[Record]) -> bool:
    return not any(type(each).__name__ == "Erasure" for each in history)
