"""`resolved` against the naive definition, over histories with every amendment."""

from datetime import UTC, datetime

from hypothesis import given

from tests.resolution.oracle import World
from timeline.codec import Record
from timeline.ledger import open_log
from timeline.records import Instant
from timeline.testing.histories import histories, moments

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)


@given(histories(most=14), moments())
def test_live_reports_are_those_of_the_naive_definition(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Groups, reports and their publication are what design section 5 says, read literally."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*history)
    known = {
        entry.key: {each.id: (each.event, each.published) for each in entry.accounts}
        for entry in log.as_of(published=moment)
    }
    assert known == World(log.read(), moment).groups()
