"""Grounds: the amendment behind what changed, with its reason, by whom, and since when."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from timeline.log import Recorded
from timeline.records import (
    Amendment,
    Cause,
    Correction,
    EventRecord,
    Instant,
    Judgement,
    Precedence,
    Reinstatement,
    Retraction,
)
from timeline.records.instants import instant_words
from timeline.records.kinds import kind_of
from timeline.resolution.problems import short
from timeline.resolution.revision import published_clock, target

US = "us"
"""Who made an amendment that has no publication: whoever keeps the log."""


@frozen(kw_only=True)
class Ground:
    """
    An amendment behind a line, or behind a change of it.

    Args:
        id: Its id.
        kind: Its stored kind: `correction`, `retraction`, `judgement` and so on.
        reason: Why it was made.
        by: By whom: the publisher that changed its story, who judged, or `us`.
        published: When it was made public; None where it is our own.
        recorded: When the log took it in.
        position: Where in the log.
    """

    id: str
    kind: str
    reason: str
    by: str
    published: Instant | None
    recorded: Instant
    position: int

    def __str__(self) -> str:
        moment = self.published or self.recorded
        clock = "recorded" if self.published is None else "published"
        told = f"{self.kind} {short(self.id)} by {self.by}, {clock} {instant_words(moment)}"
        return f"{told}: {self.reason}"


def ground(entry: Recorded, by_id: Mapping[str, Recorded]) -> Ground:
    """
    Return an amendment as a ground.

    Args:
        entry: Its log entry.
        by_id: Log entries that may be what it names.
    """
    record = entry.record
    assert isinstance(record, Amendment)  # noqa: S101 - nothing else amends
    return Ground(
        id=entry.id,
        kind=kind_of(type(record)).name,
        reason=str(getattr(record, "reason", "")),
        by=_by(record, by_id),
        published=published_clock(entry),
        recorded=entry.recorded,
        position=entry.position,
    )


def grounds(entries: Iterable[Recorded], by_id: Mapping[str, Recorded]) -> tuple[Ground, ...]:
    """Return amendments as grounds, each once, in the order of their positions."""
    found = {each.id: each for each in entries}
    return tuple(
        ground(each, by_id) for each in sorted(found.values(), key=lambda each: each.position)
    )


def attribution(event: EventRecord) -> str:
    """Return in words who says what a record says."""
    said = f", citing {event.speaker}" if event.speaker else ""
    return f"{event.source}{said}"


def _by(record: Amendment, by_id: Mapping[str, Recorded]) -> str:
    if isinstance(record, Judgement):
        return record.by
    if isinstance(record, Precedence):
        return str(record.source)
    if isinstance(record, Correction):
        return US if record.published is None else str(record.replacement.source)
    if isinstance(record, Retraction | Reinstatement):
        ours = isinstance(record, Retraction) and record.cause is Cause.CODED_IN_ERROR
        return US if ours or record.published is None else _publisher(record, by_id)
    return str(getattr(record, "authority", US))


def _publisher(record: Amendment, by_id: Mapping[str, Recorded]) -> str:
    """Return whose record is withdrawn or put back in the end."""
    aim = by_id.get(target(record))
    while aim is not None and isinstance(aim.record, Retraction | Reinstatement):
        aim = by_id.get(target(aim.record))
    said = None if aim is None else aim.record
    said = said.replacement if isinstance(said, Correction) else said
    return str(said.source) if isinstance(said, EventRecord) else "its publisher"
