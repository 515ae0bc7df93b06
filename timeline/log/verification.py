"""Verification: every byte, hash, position, instant and id of a log, computed again."""

from attrs import frozen

from timeline.codec import content_id
from timeline.errors import CodecError, IntegrityError
from timeline.log.integrity import (
    EMPTY_CHAIN,
    chain_hash,
    erased_positions,
    row_fields,
    row_instant,
)
from timeline.log.port import Row, Store
from timeline.records import Instant


@frozen(kw_only=True)
class Verified:
    """
    What a verification went through.

    Args:
        records: How many records, without the genesis.
        erased: How many of them were erased, so that only their leaf could be checked.
        position: Position of the log.
        digest: Chain value at that position, 64 hex digits.
    """

    records: int
    erased: int
    position: int
    digest: str


def verified(store: Store) -> Verified:
    """
    Return what was checked.

    Raises:
        IntegrityError: A row does not fit those before it; the message names the first such.
    """
    chain, at, count, ids = EMPTY_CHAIN, None, 0, set[str]()
    erased, named = set[int](), set[int]()
    for row in store.rows():
        if row.position != count:
            raise IntegrityError(count, f"is missing; the next row is {row.position}")
        chain = chain_hash(chain, row.leaf)
        if chain != row.chain:
            raise IntegrityError(count, "its bytes or its chain value were changed")
        if row.body is None:
            erased.add(count)
        else:
            at = _checked(row, at, ids, named)
        count += 1
    if not count:
        raise IntegrityError(0, "the genesis row is missing")
    if erased != named:
        raise IntegrityError(min(erased ^ named), "its erasure and its bytes do not agree")
    return Verified(records=count - 1, erased=len(erased), position=count - 1, digest=chain.hex())


def _checked(row: Row, before: Instant | None, ids: set[str], named: set[int]) -> Instant:
    fields = row_fields(row.position, row.body or b"")
    at = row_instant(row.position, fields)
    if before is not None and at < before:
        raise IntegrityError(row.position, "was recorded before the row in front of it")
    if row.position == 0:
        return at
    identity = fields.get("id")
    try:
        right = content_id(fields)
    except (KeyError, CodecError):
        raise IntegrityError(row.position, "has no kind, version and body") from None
    if identity != right:
        raise IntegrityError(row.position, f"its id is not that of its content, {right}")
    if right in ids:
        raise IntegrityError(row.position, f"holds {right} a second time")
    ids.add(right)
    named.update(erased_positions(fields))
    return at
