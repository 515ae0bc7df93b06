"""Signed notes: a text, an empty line, and a line for each signature (C2SP signed-note)."""

import base64
import binascii
import hashlib
import re

from attrs import frozen

from timeline.errors import NoteError, shown

LARGEST_NOTE = 1_000_000
"""Bytes of a note that is read; longer ones are refused unread."""

MOST_SIGNATURES = 100

_DASH = "— "
_KEY_ID = 4
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}", re.ASCII)


@frozen(kw_only=True)
class Signature:
    """
    One signature line of a note, not checked by itself.

    Args:
        name: Name of the key.
        key_id: Four bytes that tell keys of one name apart.
        signature: What the key made of the text; 64 bytes for Ed25519.
    """

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {to_base64(self.key_id + self.signature)}\n"


@frozen(kw_only=True)
class Note:
    """
    A text, and who signed it; a note without signatures is the text alone.

    Args:
        text: The text, with its last line feed.
        signatures: The signature lines, in their order.
    """

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        lines = "".join(str(each) for each in self.signatures)
        return f"{self.text}\n{lines}" if lines else self.text


def read_note(data: bytes | str, what: str = "signed note") -> Note:
    """
    Return a signed note, its signatures not yet checked.

    As strict as the specification, and stricter in one thing: base64 has one form.

    Args:
        data: The note, byte for byte.
        what: What it should be, for messages.

    Raises:
        NoteError: It is no signed note; the message names the line.
    """
    text, found, lines = note_text(data, what).rpartition("\n\n")
    if not found or not lines:
        raise NoteError(what, None, "is not signed; an empty line and signatures must follow it")
    if not lines.endswith("\n"):
        raise NoteError(what, _line(text) + 2, "does not end with a line feed; it was cut off")
    listed = lines[:-1].split("\n")
    if len(listed) > MOST_SIGNATURES:
        raise NoteError(what, None, f"has more than {MOST_SIGNATURES} signatures")
    first = _line(text) + 2
    return Note(
        text=text + "\n",
        signatures=tuple(_signature(line, what, at) for at, line in enumerate(listed, first)),
    )


def note_text(data: bytes | str, what: str) -> str:
    """
    Return the text of a note's bytes: UTF-8, no longer than may be, without control characters.

    Raises:
        NoteError: It is not such a text.
    """
    try:
        raw = data.encode() if isinstance(data, str) else data
        if len(raw) > LARGEST_NOTE:
            raise NoteError(what, None, f"has {len(raw)} bytes, more than {LARGEST_NOTE}")
        text = raw.decode()
    except UnicodeError:
        raise NoteError(
            what, None, "is not UTF-8; give the bytes of the file as they are"
        ) from None
    if text.startswith("\ufeff"):
        raise NoteError(what, 1, "begins with a byte order mark; it was changed on the way")
    control = _CONTROL.search(text)
    if control:
        named = (
            "a carriage return" if control[0] == "\r" else f"the control character {control[0]!a}"
        )
        problem = f"holds {named}; it was changed on the way: fetch the file again, as bytes"
        raise NoteError(what, _line(text[: control.start()]), problem)
    return text


def check_name(name: str, what: str, line: int | None = None) -> None:
    """
    Do nothing where a key or a log may bear a name.

    Raises:
        NoteError: It is empty, or holds a space, a `+`, or a control character.
    """
    if not name or "+" in name or any(sign.isspace() or sign < " " for sign in name):
        problem = f"{shown(name)} is no name: no spaces, no '+'; write example.org/case-1"
        raise NoteError(what, line, problem)


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Return the four bytes that tell keys apart: of `SHA-256(name ‖ 0x0A ‖ kind ‖ public)`."""
    named = name.encode() + b"\n" + bytes([kind]) + public
    return hashlib.sha256(named).digest()[:_KEY_ID]


def to_base64(data: bytes) -> str:
    """Return the base64 of bytes (RFC 4648, section 4)."""
    return base64.b64encode(data).decode()


def from_base64(text: str) -> bytes | None:
    """Return the bytes of a base64 text; None where it is not the one form of any bytes."""
    try:
        found = base64.b64decode(text, validate=True) if _BASE64.fullmatch(text) else b""
    except binascii.Error:
        return None
    return found if to_base64(found) == text else None


def _signature(line: str, what: str, at: int) -> Signature:
    if not line.startswith(_DASH):
        problem = f"{shown(line)} is no signature; it begins with an em dash and a space"
        raise NoteError(what, at, problem)
    name, _, coded = line.removeprefix(_DASH).partition(" ")
    check_name(name, what, at)
    data = from_base64(coded)
    if data is None or len(data) <= _KEY_ID:
        raise NoteError(what, at, f"{shown(coded)} is no signature in base64")
    return Signature(name=name, key_id=data[:_KEY_ID], signature=data[_KEY_ID:])


def _line(text: str) -> int:
    return text.count("\n") + 1
