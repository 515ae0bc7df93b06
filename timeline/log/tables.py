"""What a log looks like in the columns of a database: erased bodies, raw ids, ids made again."""

import binascii
from collections.abc import Iterator
from typing import Final

from timeline.errors import IntegrityError
from timeline.log.integrity import erased_positions, row_fields
from timeline.log.port import Row

APPLICATION: Final = "timeline-ledger"
ERASED: Final = b"\x00"
"""First byte of an erased body, in front of its leaf. No canonical bytes begin with it."""

_PREFIX = "sha256:"
_SIGNS = len(_PREFIX) + 64


def stored_row(position: int, body: object, chain: object) -> Row:
    """
    Return the row that three columns hold.

    Raises:
        IntegrityError: They hold something else, as in a damaged file.
    """
    if not isinstance(body, bytes) or not isinstance(chain, bytes):
        raise IntegrityError(position, "its columns hold no bytes")
    if body[:1] == ERASED:
        return Row(position, None, chain, body[1:])
    return Row(position, body, chain)


def stored_body(row: Row) -> bytes:
    """Return what is stored of a body: itself, or 33 bytes where it was erased or is withheld."""
    return row.body if row.body is not None else ERASED + row.leaf


def stored_position(row: Row) -> int:
    """Return what is stored of a position beside an id: negative where the body is gone."""
    return row.position if row.body is not None else -row.position


def raw_id(identity: str) -> bytes | None:
    """Return the 32 bytes of a content id, or None where it is none."""
    if len(identity) != _SIGNS or not identity.startswith(_PREFIX):
        return None
    try:
        return binascii.unhexlify(identity[len(_PREFIX) :])
    except ValueError:
        return None


def identities(row: Row) -> Iterator[tuple[bytes, int]]:
    """Return the ids that a row makes known: its own, and, as erased, that of what it erased."""
    if row.body is None or not row.position:
        return
    fields = row_fields(row.position, row.body)
    yield raw_id(str(fields.get("id"))) or b"", row.position
    body = fields.get("body")
    for each in erased_positions(fields):
        yield raw_id(str(body.get("erases"))) or b"" if isinstance(body, dict) else b"", -each
