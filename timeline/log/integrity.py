"""Bytes and hashes of the log, in one place: rows, the chain, the tree, checkpoints."""

import base64
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import cast

from timeline.canonical import (
    JSON,
    canonical_bytes,
    canonical_member,
    of_fair_size,
    parse_canonical,
)
from timeline.content import Content
from timeline.errors import CodecError, IntegrityError, NoteError
from timeline.log.checkpoints import read_checkpoint
from timeline.log.hashes import EMPTY_CHAIN, chain_hash, leaf_hash, node_hash
from timeline.log.notes import check_name
from timeline.log.tree import consistency_proof, inclusion_proof, tree_root
from timeline.records.instants import instant, instant_text

__all__ = [
    "EMPTY_CHAIN",
    "ERASING",
    "FORMAT",
    "canonical_bytes",
    "chain_hash",
    "consistency_proof",
    "erased_positions",
    "genesis_bytes",
    "genesis_origin",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "nonces",
    "parse_canonical",
    "read_checkpoint",
    "row_bytes",
    "row_fields",
    "row_instant",
    "row_plain",
    "tree_root",
]

FORMAT = 1
ERASING = b'"erased":['
"""Bytes that stand in every row of an erasure, and seldom in another one."""

NOTHING_MORE: Mapping[str, JSON] = MappingProxyType({})

_RANDOM, _FILLING = 16, b"\0\0"
_SIGNS, _APART = 22, 24
"""Signs of a nonce in base64, and with those of as many zeros that none needs padding."""

_EARLY, _LATE = ("by", "clock", "erased"), ("imported_from",)
"""Optional keys of a row: those that stand before its id, and behind it."""


def nonces(count: int) -> list[bytes]:
    """Return fresh nonces: of each, 16 random bytes as 22 signs of base64url."""
    drawn = secrets.token_bytes(_RANDOM * count)
    filled = [drawn[at : at + _RANDOM] + _FILLING for at in range(0, len(drawn), _RANDOM)]
    signs = base64.urlsafe_b64encode(b"".join(filled))
    return [signs[at : at + _SIGNS] for at in range(0, len(signs), _APART)]


def row_bytes(
    position: int,
    at: str,
    content: Content,
    extra: Mapping[str, JSON] = NOTHING_MORE,
    *,
    nonce: bytes | None = None,
) -> bytes:
    """
    Return the canonical bytes of a row.

    The nonce keeps anybody from guessing a short body from its hash.

    Args:
        position: Position of the row.
        at: When the log took it in, as stored: what `instant_text` returns.
        content: What the record says, and its id.
        extra: Optional keys of the row: `by`, `clock`, `erased`, `imported_from`.
        nonce: One of `nonces`; a fresh one if not given.
    """
    nonce = nonce or nonces(1)[0]
    early = _members(_EARLY, extra) if extra else b""
    late = _members(_LATE, extra) if extra else b""
    parts = (
        *(b'{"at":"', at.encode(), b'","body":', content.body, early),
        *(b',"id":"', content.id.encode(), b'"', late, b',"kind":', content.kind),
        *(b',"nonce":"', nonce, b'","pos":%d,"v":%d,"version":' % (position, FORMAT)),
        *(content.version, b"}"),
    )
    return of_fair_size(b"".join(parts))


def _members(names: tuple[str, ...], extra: Mapping[str, JSON]) -> bytes:
    """Return the members of these names, each with a comma before it."""
    given = ((name, extra[name]) for name in names if name in extra)
    return b"".join(b',"%b":%b' % (n.encode(), canonical_member(n, value)) for n, value in given)


def genesis_bytes(at: datetime, origin: str | None = None) -> bytes:
    """
    Return the canonical bytes of position 0, which names the log.

    Args:
        at: When the log was made.
        origin: Name of the log, without spaces and `+`; made from its random id if not given.

    Raises:
        CodecError: The origin is empty, or holds a space or `+`, as no signed note allows.
    """
    if origin is not None:
        try:
            check_name(origin, "origin")
        except NoteError as error:
            raise CodecError("origin", error.problem) from None
    log = secrets.token_hex(16)
    return canonical_bytes(
        {
            "v": FORMAT,
            "pos": 0,
            "at": instant_text(at),
            "kind": "log",
            "origin": origin or f"timeline/{log}",
            "log": log,
            "canon": "jcs-subset-1",
            "hash": "sha-256",
        }
    )


def genesis_origin(data: bytes | None) -> tuple[str, str]:
    """
    Return the name of a log, and when it was made, from the bytes of its position 0.

    Raises:
        IntegrityError: The bytes are gone, damaged, or those of no genesis of this format.
    """
    if data is None:
        raise IntegrityError(0, "the genesis row lost its bytes")
    fields = row_fields(0, data)
    row_instant(0, fields)
    origin = fields.get("origin")
    if fields.get("kind") != "log" or not isinstance(origin, str):
        raise IntegrityError(0, "is not the genesis of a log")
    try:
        check_name(origin, "origin")
    except NoteError as error:
        raise IntegrityError(0, error.problem) from None
    return origin, str(fields["at"])


def row_fields(position: int, data: bytes) -> dict[str, JSON]:
    """
    Return the fields of a row's bytes, its position and its instant checked.

    Raises:
        IntegrityError: The bytes are not canonical, or are those of another position.
    """
    try:
        fields = parse_canonical(data)
    except CodecError as error:
        raise IntegrityError(position, f"its bytes are damaged: {error}") from None
    if not isinstance(fields, dict) or fields.get("pos") != position:
        raise IntegrityError(position, "its bytes are those of another position")
    if fields.get("v") != FORMAT:
        raise IntegrityError(position, f"has format {fields.get('v')}, not {FORMAT}")
    return fields


def row_plain(position: int, data: bytes) -> dict[str, JSON]:
    """
    Return the fields of a row's bytes as they are; only `verify` and `row_fields` check them.

    Raises:
        IntegrityError: The bytes are no JSON object, or that of another position.
    """
    try:
        fields = json.loads(data)
    except ValueError as error:
        raise IntegrityError(position, f"its bytes are damaged: {error}") from None
    if not isinstance(fields, dict) or fields.get("pos") != position:
        raise IntegrityError(position, "its bytes are those of another position")
    return fields


def row_instant(position: int, fields: Mapping[str, JSON]) -> datetime:
    """
    Return when the log took a row in.

    Raises:
        IntegrityError: Its instant is not in the stored form.
    """
    at = cast(str, fields.get("at"))
    try:
        found = instant(at)
    except ValueError:
        raise IntegrityError(position, "has no recorded instant") from None
    if instant_text(found) != at:
        raise IntegrityError(position, "its recorded instant is not in the stored form")
    return found


def erased_positions(fields: Mapping[str, JSON]) -> tuple[int, ...]:
    """Return the positions whose bytes a row's erasure took away."""
    positions = fields.get("erased")
    listed = positions if isinstance(positions, list) else []
    return tuple(each for each in listed if isinstance(each, int))
