"""Append: a batch of records becomes rows, all of them or none, under one recorded instant."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from attrs import frozen

from timeline.canonical import JSON
from timeline.codec import Record, check_returns, content_of, from_plain_record
from timeline.content import Content
from timeline.errors import AppendError, ConflictError
from timeline.log.integrity import (
    EMPTY_CHAIN,
    chain_hash,
    genesis_bytes,
    leaf_hash,
    nonces,
    row_bytes,
    row_fields,
    row_instant,
)
from timeline.log.origins import origin_fields
from timeline.log.port import Imported, Receipt, Row, Store, Writer
from timeline.records import Correction, Erasure, Instant
from timeline.records.instants import instant_text

CLOCK_DRIFT = timedelta(seconds=1)
"""A raw clock that differs from the recorded instant by more than this is kept in the row."""


@frozen(kw_only=True)
class Given:
    """A record on its way into the log, with what is computed before the lock is taken."""

    record: Record
    content: Content
    imported_from: Imported | None = None

    @property
    def id(self) -> str:
        """Content id of the record."""
        return self.content.id


def given(records: Iterable[Record]) -> tuple[Given, ...]:
    """
    Return records with what is stored of them, and their ids.

    Raises:
        CodecError: Something is no record, or holds what cannot be stored.
    """
    found = []
    for record in records:
        found.append(Given(record=record, content=content_of(record)))
        check_returns(record)
    return tuple(found)


def begin(store: Store, now: Instant, *, origin: str | None) -> None:
    """Give a new store its genesis row."""
    if store.tail() is not None:
        return
    with store.writing() as writer:
        if writer.tail() is None:
            body = genesis_bytes(now, origin)
            writer.add([("", Row(0, body, chain_hash(EMPTY_CHAIN, leaf_hash(body))))])


def append(
    store: Store,
    batch: Sequence[Given],
    *,
    clock: Callable[[], Instant],
    expected: int | None = None,
) -> Receipt:
    """
    Append a batch; what is in the log already is counted and left alone.

    Args:
        store: Where to.
        batch: What, in the order given.
        clock: The log's clock; the recorded instant never lies before the last one.
        expected: Position that the log must be at.

    Raises:
        ConflictError: The log is at another position than expected.
        AppendError: A record may not be taken; nothing of the batch was.
    """
    with store.writing([each.id for each in batch]) as writer:
        tail = _tail(writer)
        if expected is not None and expected != tail.position:
            raise ConflictError(expected, tail.position)
        fresh = _fresh(writer, batch)
        _add(writer, tail, fresh, clock())
    position = tail.position + len(fresh)
    return Receipt(appended=len(fresh), duplicates=len(batch) - len(fresh), position=position)


def _tail(writer: Writer) -> Row:
    tail = writer.tail()
    assert tail is not None, "open_log wrote the genesis"  # noqa: S101 - an invariant of ours
    if tail.body is None:
        problem = "the last record of this copy is withheld; append to the whole log"
        raise AppendError("the batch", problem)
    return tail


def _fresh(writer: Writer, batch: Sequence[Given]) -> list[Given]:
    once = {each.id: each for each in batch}
    known = writer.positions(list(once))
    for each in once.values():
        if known.get(each.id, 0) < 0:
            raise AppendError(each.id, "its body was erased from this log and may not come back")
        _check_correction(each)
    return [each for each in once.values() if each.id not in known]


def _add(writer: Writer, tail: Row, fresh: Sequence[Given], now: Instant) -> None:
    fields = row_fields(tail.position, tail.body or b"")
    at = max(now, row_instant(tail.position, fields))
    drift: dict[str, JSON] = {"clock": instant_text(now)} if at - now > CLOCK_DRIFT else {}
    position, chain, at_text = tail.position, tail.chain, instant_text(at)
    pending: list[tuple[str, Row]] = []
    for each, nonce in zip(fresh, nonces(len(fresh)), strict=True):
        extra = {**drift, **origin_fields(each.imported_from)} if each.imported_from else drift
        if isinstance(each.record, Erasure):
            writer.add(pending)
            pending = []
            extra = {**drift, "erased": [_erase(writer, each, each.record)]}
        position += 1
        body = row_bytes(position, at_text, each.content, extra, nonce=nonce)
        chain = chain_hash(chain, leaf_hash(body))
        pending.append((each.id, Row(position, body, chain)))
    writer.add(pending)


def _check_correction(each: Given) -> None:
    order = each.record
    if isinstance(order, Correction) and content_of(order.replacement).id == order.corrects:
        problem = "corrects a record by itself; name the account that stands in its place"
        raise AppendError(each.id, problem)


def _erase(writer: Writer, each: Given, order: Erasure) -> int:
    position = writer.positions([order.erases]).get(order.erases, 0)
    if position <= 0:
        problem = "names what is not in this log; append it after its target"
        raise AppendError(each.id, "names what was erased already" if position else problem)
    row = writer.row(position)
    fields = row_fields(position, row.body or b"")
    _check_erasure(each, order, from_plain_record(fields))
    writer.erase(order.erases, row)
    return position


def _check_erasure(each: Given, erasure: Erasure, target: Record) -> None:
    if isinstance(target, Erasure):
        raise AppendError(each.id, "erases an erasure, whose authority must stay readable")
    corrected = target.corrects if isinstance(target, Correction) else None
    if erasure.corrected != corrected:
        problem = f"must say corrected={corrected!r}, which is what the erased record corrected"
        raise AppendError(each.id, problem)
