"""What a record says, without the bookkeeping of any log: its canonical bytes, and its id."""

import functools
import hashlib
from collections.abc import Mapping

from attrs import frozen

from timeline.canonical import JSON, canonical_member, of_fair_size

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
    body = canonical_member("body", plain["body"])
    kind, version = _scalar("kind", plain["kind"]), _scalar("version", plain["version"])
    whole = of_fair_size(b'{"body":%b,"kind":%b,"version":%b}' % (body, kind, version))
    identity = f"sha256:{hashlib.sha256(ID_DOMAIN + whole).hexdigest()}"
    return Content(body, kind, version, identity)


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


@functools.lru_cache(maxsize=256, typed=True)
def _known_scalar(name: str, value: str | int) -> bytes:
    return canonical_member(name, value)


def _scalar(name: str, value: JSON) -> bytes:
    if isinstance(value, str | int):
        return _known_scalar(name, value)
    return canonical_member(name, value)
