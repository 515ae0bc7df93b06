"""Ways to change a stored log, each with the positions at which that may be found."""

import json
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from attrs import evolve, frozen

from timeline.canonical import JSON
from timeline.content import content_id
from timeline.errors import LogError
from timeline.ledger import Log
from timeline.log import MemoryStore, Row, Store
from timeline.log.hashes import chain_hash, leaf_hash
from timeline.log.integrity import canonical_bytes
from timeline.log.verification import Pass, verified
from timeline.records import Event, Speaker, Strike
from timeline.testing.rows import NOON

ORIGIN = "example.org/case-1"


@frozen
class Change:
    """
    A log that was changed.

    Args:
        what: How, for people.
        found: Positions of which verify may name one.
        rows: What is stored now.
    """

    what: str
    found: frozenset[int]
    rows: list[Row]


def records(count: int) -> list[Event | Strike]:
    """Return records of several kinds, some with escapes and some with signs of three bytes."""
    made: list[Event | Strike] = []
    for number in range(count):
        told = Event(
            key=f"e-{number}",
            happened="2024-10-28",
            published="2024-10-28T19:00Z",
            source=f"Paper {number % 3}",
            summary=f"Event {number}",
            speaker=Speaker(role="A spokesman"),
        )
        if number % 3 == 0:
            made.append(
                Strike(
                    key=f"s-{number}",
                    happened=told.happened,
                    published=told.published,
                    source=told.source,
                    summary="Вибух\n“там”",
                    killed=number,
                )
            )
        else:
            made.append(told if number % 3 == 2 else evolve(told, summary=f'Event "{number}"'))
    return made


def bit_flips(rows: Sequence[Row], *, step: int = 1) -> Iterator[Change]:
    """Return logs in which one bit of one stored row differs; of all flips, each `step`-th."""
    done = 0
    for at, row in enumerate(rows):
        body = row.body or b""
        size = 8 * (len(body) + len(row.chain))
        for bit in range(-done % step, size, step):
            data = bytearray(body + row.chain)
            data[bit // 8] ^= 1 << bit % 8
            flipped = evolve(row, body=bytes(data[: len(body)]), chain=bytes(data[len(body) :]))
            changed = [*rows[:at], flipped, *rows[at + 1 :]]
            yield Change(f"bit {bit} of row {at}", frozenset({at}), changed)
        done += size


def moves(rows: Sequence[Row]) -> Iterator[Change]:
    """Return logs in which a row was deleted, doubled, or swapped with the next."""
    last = len(rows) - 1
    for at, row in enumerate(rows):
        if at < last:
            gap = [*rows[:at], *rows[at + 1 :]]
            yield Change(f"row {at} deleted", frozenset({at}), gap)
            yield Change(f"row {at} deleted, gap closed", frozenset({at}), numbered(gap))
            swapped = [*rows[:at], rows[at + 1], row, *rows[at + 2 :]]
            yield Change(f"rows {at} and {at + 1} swapped", frozenset({at}), numbered(swapped))
            yield Change(f"rows {at} and {at + 1} in the other order", frozenset({at}), swapped)
        doubled = [*rows[: at + 1], row, *rows[at + 1 :]]
        yield Change(f"row {at} doubled", frozenset({at + 1}), doubled)
        yield Change(f"row {at} doubled, moved on", frozenset({at + 1}), numbered(doubled))


def edits(rows: Sequence[Row]) -> Iterator[Change]:
    """Return logs in which a row says something else, in canonical bytes."""
    for at, row in enumerate(rows):
        for name, body in _edited(json.loads(row.body or b"")):
            data = canonical_bytes(body)
            told = f"row {at}: {name} edited"
            here = [*rows[:at], evolve(row, body=data), *rows[at + 1 :]]
            yield Change(told, frozenset({at}), here)
            if at + 1 < len(rows):
                before = rows[at - 1].chain if at else bytes(32)
                chain = chain_hash(before, leaf_hash(data))
                mended = [*rows[:at], evolve(row, body=data, chain=chain), *rows[at + 1 :]]
                yield Change(f"{told}, its chain value too", frozenset({at, at + 1}), mended)


def rewritten(rows: Sequence[Row], at: int, body: bytes) -> list[Row]:
    """Return rows of which one says something else, with the whole chain computed anew."""
    chain, made = bytes(32), []
    for row in rows:
        data = body if row.position == at else row.body or b""
        chain = chain_hash(chain, leaf_hash(data))
        made.append(Row(row.position, data, chain))
    return made


def numbered(rows: Sequence[Row]) -> list[Row]:
    """Return rows with positions in their order."""
    return [evolve(row, position=at) for at, row in enumerate(rows)]


def log_of(count: int) -> Log:
    """Return a log of so many records, in memory."""
    log = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    log.append(*records(count))
    return log


def holding(rows: list[Row]) -> MemoryStore:
    """Return a store that holds rows, whatever they are."""
    store = MemoryStore()
    store._rows = rows
    return store


def found(store: Store) -> int | None:
    """Return the position that verify names; None where it finds nothing."""
    try:
        verified(store)
    except LogError as error:
        return getattr(error, "position", -1)
    return None


def passes(rows: Sequence[Row]) -> list[Pass]:
    """Return how far verify is in front of each row, for logs that are the same up to there."""
    going, made = Pass(pins=[]), []
    for row in rows:
        made.append(_resumed(going))
        going.take(row)
    return made


def found_from(before: Pass, rows: Iterable[Row]) -> int | None:
    """Return the position that verify names when it goes on with some rows; None for nothing."""
    going = _resumed(before)
    try:
        for row in rows:
            going.take(row)
        going.verified()
    except LogError as error:
        return getattr(error, "position", -1)
    return None


def _resumed(going: Pass) -> Pass:
    return evolve(
        going,
        ids=set(going.ids),
        gone=set(going.gone),
        named=set(going.named),
        leaves=list(going.leaves),
        edge=deepcopy(going.edge),
    )


def _edited(fields: dict[str, JSON]) -> Iterator[tuple[str, dict[str, JSON]]]:
    body = fields.get("body")
    if not isinstance(body, dict):
        yield "origin", {**fields, "origin": "example.org/case-2"}
        return
    said: dict[str, JSON] = {**fields, "body": {**body, "summary": "Nothing happened"}}
    yield "summary", said
    yield "summary and id", {**said, "id": content_id(said)}
    yield "instant", {**fields, "at": "2024-11-01T12:00:00.000001Z"}
    yield "nonce", {**fields, "nonce": "A" * 22}
    yield "position", {**fields, "pos": 999}
    yield "author", {**fields, "by": "somebody"}
