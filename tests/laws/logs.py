"""Logs for laws, what they say, and their beginnings as logs of their own."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from attrs import define, field

from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.ledger import Log
from timeline.log import MemoryStore, Row
from timeline.records import Erasure, Instant
from timeline.resolution import Entry, Problem

START = datetime(2024, 11, 1, tzinfo=UTC)


class Ticking:
    """A clock that goes on one minute at each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> Instant:
        self.now += timedelta(minutes=1)
        return self.now


def log_of(batches: Sequence[Sequence[Record]]) -> Log:
    """Return a log in memory that took in those batches."""
    log = Log(MemoryStore(), clock=Ticking())
    for batch in batches:
        log.append(*batch)
    return log


@define
class Kept:
    """
    A log that took records in one by one, and its rows as they were before any erasure.

    Args:
        log: The log.
        rows: Its rows with all their bytes, each with the id of its record.
        erased: Id of what the row at a position erased.
    """

    log: Log
    rows: list[tuple[str, Row]] = field(factory=list)
    erased: dict[int, str] = field(factory=dict)

    @classmethod
    def of(cls, records: Sequence[Record]) -> "Kept":
        """Return the log of some records."""
        store = MemoryStore()
        kept = cls(Log(store, clock=Ticking()))
        kept.rows.append(("", next(store.rows())))
        for each in records:
            position = kept.log.append(each).position
            kept.rows.append((record_id(each), next(store.rows(position))))
            if isinstance(each, Erasure):
                kept.erased[position] = each.erases
        return kept

    def cut(self, position: int) -> Log:
        """Return a second log that holds the rows up to a position, as they were then."""
        store, rows = MemoryStore(), self.rows[: position + 1]
        with store.writing() as writer:
            writer.add(rows)
            for at, identity in self.erased.items():
                if at <= position:
                    writer.erase(identity, dict(rows)[identity])
        return Log(store, clock=Ticking())


Said = tuple[tuple[Entry, ...], tuple[Problem, ...], str, tuple[str, ...]]
"""Entries, problems, and how a chronology and each of its explanations read."""


def said(known: Chronology) -> Said:
    """Return all that a chronology says, now, so that nothing is left to be looked up later."""
    explained = tuple(str(known.explain(entry)) for entry in known)
    return tuple(known), known.problems, str(known), explained


def line(entry: Entry) -> tuple[object, ...]:
    """Return all that an entry says, without where in the log its reports stand."""
    reports = tuple((each.id, each.event, each.published) for each in entry.accounts)
    chains = tuple(tuple(link.id for link in each.chain) for each in entry.accounts)
    return (
        entry.key,
        entry.keys,
        entry.happened,
        entry.summary,
        entry.modality,
        entry.figures,
        entry.standing,
        entry.kind,
        reports,
        chains,
    )


def lines(known: Chronology) -> list[tuple[object, ...]]:
    """Return all that the lines of a chronology say, in their order, wherever records stand."""
    return [line(entry) for entry in known]


def told(known: Chronology) -> set[tuple[str, tuple[str, ...]]]:
    """Return code and ids of each problem."""
    return {(each.code.value, each.ids) for each in known.problems}
