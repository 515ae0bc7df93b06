"""What a record says, without the bookkeeping of any log: its canonical bytes, and its id."""

import functools
import hashlib
from collections.abc import Mapping

from attrs import frozen

from timeline.canonical import JSON, LARGEST_RECORD, canonical_member, of_fair_size

ID_DOMAIN = b"\x03"


def content_id(plain: Mapping[str, JSON]) -> str:
    """Return the id of a record in its plain form, as stored."""
    return content(plain).id


def content(plain: Mapping[str, JSON]) -> "Content":
    """
    Return what a record in its plain form says, in canonical bytes.

    Raises:
        CodecError: It holds what canonical bytes cannot hold.
    """
    return said(canonical_member("body", plain["body"]), plain["kind"], plain["version"])


def said(body: bytes, kind: JSON, version: JSON) -> "Content":
    """
    Return what a record says.

    Args:
        body: Canonical bytes of its body.
        kind: Its kind.
        version: The kind's version.

    Raises:
        CodecError: Kind or version cannot be held by canonical bytes, or it is too long.
    """
    name, number = _kind(kind, version)
    parts = (ID_DOMAIN, b'{"body":', body, b',"kind":', name, b',"version":', number, b"}")
    whole = b"".join(parts)
    if len(whole) > LARGEST_RECORD:
        of_fair_size(whole[len(ID_DOMAIN) :])
    identity = f"sha256:{hashlib.sha256(whole).hexdigest()}"
    return Content(body, name, number, identity)


@frozen
class Content:
    """
    What a record says, without the bookkeeping of any log.

    Args:
        body: Canonical bytes of its body.
        kind: Canonical bytes of its kind.
        version: Canonical bytes of the kind's version.
        id: Content id.
    """

    body: bytes
    kind: bytes
    version: bytes
    id: str


def _kind(name: JSON, version: JSON) -> tuple[bytes, bytes]:
    if isinstance(name, str) and isinstance(version, int):
        return _known_kind(name, version)
    return canonical_member("kind", name), canonical_member("version", version)


@functools.lru_cache(maxsize=256, typed=True)
def _known_kind(name: str, version: int) -> tuple[bytes, bytes]:
    return canonical_member("kind", name), canonical_member("version", version)
