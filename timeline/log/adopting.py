"""Adopting: records of another log are recorded anew in this one, and say where they were."""

from collections.abc import Callable, Collection, Iterator

from attrs import frozen

from timeline.codec import from_plain_record
from timeline.content import content
from timeline.errors import AppendError, CodecError
from timeline.log.appending import Given, append
from timeline.log.attesting import origin
from timeline.log.integrity import row_fields
from timeline.log.port import Imported, Receipt, Row, Store
from timeline.log.verification import Progress, verified
from timeline.records import Erasure, Instant


@frozen(kw_only=True)
class LeftOut:
    """
    A record of another log that was not taken over.

    Args:
        position: Its position there.
        reason: Why not.
    """

    position: int
    reason: str

    def __str__(self) -> str:
        return f"position {self.position}: {self.reason}"


@frozen(kw_only=True)
class Adopted(Receipt):
    """
    What taking over did.

    Args:
        appended: How many records are new.
        duplicates: How many were in the log already, or stood twice in the call.
        position: Position of the log after it.
        left_out: What was asked for and not taken over, with the reasons.
    """

    left_out: tuple[LeftOut, ...]


def adopt(
    store: Store,
    other: Store,
    positions: Collection[int] | None,
    *,
    clock: Callable[[], Instant],
    progress: Progress | None = None,
) -> Adopted:
    """
    Record records of another log in this one, as one batch: all of them, or none.

    They are taken as they were stored, so that ids stay, and kinds that nobody here knows pass
    through. Their log is verified first. An erasure is an order to the log that it stands in, and
    is never obeyed on another's word.

    Args:
        store: This log.
        other: The other one.
        positions: Positions of the records there; None for all.
        clock: The clock of this log.
        progress: Is told how far the verification of the other log is.

    Raises:
        IntegrityError: The other log was changed.
        AppendError: It bears the name of this one, or this log may not take a record.
        StoreError: A store refuses.
    """
    theirs = verified(other, progress=progress)
    if theirs.origin == origin(store):
        problem = "is the name of this log too: whole logs are copied, and not adopted"
        raise AppendError(theirs.origin, problem)
    batch, left_out = list[Given](), list[LeftOut]()
    for row in _asked(other, positions, theirs.position + 1):
        found = _given(row, theirs.origin)
        if isinstance(found, Given) and _is_erased(store, found.id):
            found = LeftOut(position=row.position, reason="it was erased from this log")
        _file(found, batch, left_out)
    receipt = append(store, batch, clock=clock)
    return Adopted(
        appended=receipt.appended,
        duplicates=receipt.duplicates,
        position=receipt.position,
        left_out=tuple(left_out),
    )


def _file(found: Given | LeftOut, batch: list[Given], left_out: list[LeftOut]) -> None:
    if isinstance(found, LeftOut):
        left_out.append(found)
    else:
        batch.append(found)


def _asked(other: Store, positions: Collection[int] | None, stop: int) -> Iterator[Row]:
    if positions is None:
        yield from other.rows(1, stop)
        return
    for position in sorted(set(positions) - {0}):
        yield from other.rows(position, position + 1)


def _given(row: Row, name: str) -> Given | LeftOut:
    if row.body is None:
        reason = "its bytes are not there: they were erased, or are withheld from that copy"
        return LeftOut(position=row.position, reason=reason)
    fields = row_fields(row.position, row.body)
    try:
        record = from_plain_record(fields)
    except CodecError as error:
        return LeftOut(position=row.position, reason=f"it cannot be read here: {error}")
    if isinstance(record, Erasure):
        reason = "it orders an erasure from that log; append one of your own, if it binds you too"
        return LeftOut(position=row.position, reason=reason)
    imported = Imported(origin=name, position=row.position, leaf=row.leaf.hex())
    return Given(record=record, content=content(fields), imported_from=imported)


def _is_erased(store: Store, identity: str) -> bool:
    return store.positions([identity]).get(identity, 0) < 0
