"""A line of a JSON Lines log: the chain value, and behind it the row's bytes as they are."""

import binascii
import re
from typing import Final

from timeline.canonical import LARGEST_RECORD
from timeline.errors import CodecError, IntegrityError
from timeline.log.integrity import EMPTY_CHAIN, chain_hash
from timeline.log.port import Row

MARK: Final = b"!"
"""First byte of a batch until it is committed; then it becomes `{`. No JSON begins with it."""

HEAD = 76
"""Bytes of a line before the row's bytes, as in `{"c":"<64 hex digits>","r":`."""

CHAIN = slice(6, 70)
"""Where the hex digits of the chain value stand."""

LONGEST_LINE = HEAD + LARGEST_RECORD + len(b"}\n")

_FORM = re.compile(rb'\{"c":"[0-9a-f]{64}","r":')
_TEMPLATE = b'{"c":"%b","r":' % (b"0" * 64)
_GENESIS_WORDS = b'"canon":"jcs-subset-1"'
_ID = re.compile(
    rb'"id":"sha256:([0-9a-f]{64})","kind":"[^"\\]*","nonce":"[\w-]{22}","pos":\d+,"v":1,'
    rb'"version":\d+\}\}\n'
)
_ERASING = b'],"id":"sha256:'


def line(row: Row) -> bytes:
    """
    Return the line of a row, with its line end.

    Raises:
        CodecError: The row's bytes hold a line end, so they are no canonical JSON.
    """
    chain = row.chain.hex().encode()
    if row.body is None:
        return b'{"c":"%b","l":"%b"}\n' % (chain, row.leaf.hex().encode())
    if b"\n" in row.body:
        raise CodecError("$", f"row {row.position} holds a line end, and is no canonical JSON")
    return b'{"c":"%b","r":%b}\n' % (chain, row.body)


def row(position: int, found: bytes) -> Row:
    """
    Return the row of a line; its hashes are not checked.

    Args:
        position: Number of the line, from 0.
        found: The line with its line end.

    Raises:
        IntegrityError: It is no line of a log.
    """
    if found.endswith(b"}\r\n"):
        advice = "a program changed the line ends of the file; get an unchanged copy"
        raise IntegrityError(position, f"its line ends in CR LF; {advice}")
    chain = _hash(found[CHAIN])
    if chain is not None and found.startswith(b'{"c":"') and found.endswith(b"}\n"):
        if found[70:HEAD] == b'","r":':
            return Row(position, found[HEAD:-2], chain)
        leaf = _hash(found[77:141])
        if leaf is not None and found[70:77] == b'","l":"' and found[141:] == b'"}\n':
            return Row(position, None, chain, leaf)
    raise IntegrityError(position, "its line is damaged, and no line of a log")


def begins_a_log(first: bytes) -> bool:
    """Return whether a first line, perhaps a damaged one, is one that this library wrote."""
    return _GENESIS_WORDS in first or (first.startswith(b'{"c":"') and first[70:76] == b'","r":')


def begins_a_torn_log(start: bytes) -> bool:
    """Return whether a file without a whole line can be what a first append left of itself."""
    if start[:1] == MARK or not start.strip(b"\0"):
        return True
    return b"\n" not in start and _FORM.match(start + _TEMPLATE[len(start) :]) is not None


def lost_its_line_end(tail: bytes, before: Row | None) -> bool:
    """Return whether bytes behind the last line are a whole line whose line end was changed."""
    position = before.position + 1 if before else 0
    try:
        found = row(position, tail[:-1] + b"\n")
    except IntegrityError:
        return False
    return found.chain == chain_hash(before.chain if before else EMPTY_CHAIN, found.leaf)


def ids(block: bytes, count: int) -> list[bytes] | None:
    """
    Return the hex digits of the ids of some lines; None where a line has to be read by itself.

    An id is recognised by the fields that follow it up to the line end. These are simple values
    of the row itself, so text within a body can never be taken for it.

    Args:
        block: Whole lines.
        count: How many.
    """
    found = _ID.findall(block)
    return found if len(found) == count and _ERASING not in block else None


def _hash(digits: bytes) -> bytes | None:
    try:
        found = binascii.unhexlify(digits)
    except ValueError:
        return None
    return found if binascii.hexlify(found) == digits else None
