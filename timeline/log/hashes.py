"""The hashes of a log, all SHA-256: leaf, node and chain, each in a domain of its own."""

import hashlib

EMPTY_CHAIN = bytes(32)
"""Chain value in front of position 0."""

_LEAF, _NODE, _CHAIN = b"\x00", b"\x01", b"\x02"


def leaf_hash(record: bytes) -> bytes:
    """Return the leaf of a record's bytes: `SHA-256(0x00 ‖ record)` (RFC 6962, 2.1)."""
    return hashlib.sha256(_LEAF + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the node over two hashes: `SHA-256(0x01 ‖ left ‖ right)` (RFC 6962, 2.1)."""
    return hashlib.sha256(_NODE + left + right).digest()


def chain_hash(before: bytes, leaf: bytes) -> bytes:
    """Return the chain value of a row: `SHA-256(0x02 ‖ chain before ‖ leaf)`."""
    return hashlib.sha256(_CHAIN + before + leaf).digest()
