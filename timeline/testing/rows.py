"""Rows as a log would write them, for tests that speak to a store without a log."""

from collections.abc import Iterable
from datetime import UTC, datetime

from timeline.codec import Record, to_plain_record
from timeline.content import content
from timeline.log import Row
from timeline.log.integrity import EMPTY_CHAIN, chain_hash, genesis_bytes, leaf_hash, row_bytes
from timeline.records import Erasure, Event
from timeline.records.instants import instant_text

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
"""When all of it was recorded."""

Given = tuple[str, Row]
"""A row with its content id, as `Writer.add` takes it; the genesis has none: `""`."""


def event(number: int, summary: str = "") -> Event:
    """Return one of many different events."""
    return Event(
        key=f"event-{number}",
        happened="2024-10-28",
        published="2024-10-28T19:00Z",
        source="P",
        summary=summary or f"Event {number}",
    )


def events(count: int, *, first: int = 1) -> tuple[Event, ...]:
    """Return that many different events."""
    return tuple(event(number) for number in range(first, first + count))


def genesis() -> Given:
    """Return the first row of a new log."""
    body = genesis_bytes(NOON, "example.org/suite")
    return ("", Row(0, body, chain_hash(EMPTY_CHAIN, leaf_hash(body))))


def rows(records: Iterable[Record], after: Given | None = None) -> list[Given]:
    """Return the rows of some records behind another row; if none is given, a genesis leads."""
    found = [genesis()] if after is None else []
    last = (after or found[0])[1]
    for record in records:
        said = content(to_plain_record(record))
        body = row_bytes(last.position + 1, instant_text(NOON), said)
        last = Row(last.position + 1, body, chain_hash(last.chain, leaf_hash(body)))
        found.append((said.id, last))
    return found


def erasing_row(target: Given, after: Given) -> Given:
    """Return the row of the order to erase another, which a store finds erased ids by."""
    order = Erasure(erases=target[0], authority="Court of X", reason="names a minor")
    said, position = content(to_plain_record(order)), after[1].position + 1
    body = row_bytes(position, instant_text(NOON), said, {"erased": [target[1].position]})
    return (said.id, Row(position, body, chain_hash(after[1].chain, leaf_hash(body))))
