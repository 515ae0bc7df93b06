"""Small chronologies for the tests of projections."""

from collections.abc import Iterable

from tests.laws.logs import log_of
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.ledger import Log
from timeline.records import Strike

PUBLISHED = "2024-12-01T12:00Z"


def known(*records: Record) -> Chronology:
    """Return all that a log of some records knows."""
    return log_of([records]).as_of()


def strike(key: str, happened: str, **given: object) -> Strike:
    """Return a strike with what matters to a test."""
    told = {"published": PUBLISHED, "source": "Paper", "summary": "hit", **given}
    return Strike(key=key, happened=happened, **told)  # type: ignore[arg-type]  # as typed


def ids_in(log: Log) -> set[str]:
    """Return the id of each record of a log."""
    return {each.id for each in log}


def words(totals: Iterable[object]) -> list[str]:
    """Return what some things print."""
    return [str(each) for each in totals]
