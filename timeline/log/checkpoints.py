"""Checkpoints: origin, size and root of a log, which may be signed (C2SP tlog-checkpoint)."""

import re

from attrs import evolve, frozen

from timeline.errors import NoteError, shown
from timeline.log.notes import (
    Note,
    Signature,
    check_name,
    from_base64,
    note_text,
    read_note,
    to_base64,
)
from timeline.log.signing import Keys, Signer, signers
from timeline.log.tree import EMPTY_ROOT

WHAT = "checkpoint"
LARGEST_SIZE = 2**63 - 1
HASH_LENGTH = 32

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_LINES = 3


@frozen(kw_only=True)
class Checkpoint:
    """
    What a log was at one size; its `str` is the text to send away.

    Args:
        origin: Name of the log.
        size: How many rows it had, its genesis counted: one more than its position.
        root: Root of the tree over their leaves, 32 bytes.
        signatures: Who signed it, not yet checked; none in the unsigned form.

    Raises:
        NoteError: No log can have such an origin, size or root.
    """

    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_name(self.origin, WHAT, 1)
        if not 0 <= self.size <= LARGEST_SIZE:
            raise NoteError(WHAT, 2, f"{self.size} is no size; it lies between 0 and 2^63-1")
        if len(self.root) != HASH_LENGTH:
            raise NoteError(WHAT, 3, f"the root has {len(self.root)} bytes, not {HASH_LENGTH}")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise NoteError(WHAT, 3, "the root is not that of a log without rows")

    @property
    def text(self) -> str:
        """What is signed: the three lines."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @property
    def position(self) -> int:
        """Position of the last row that it covers."""
        return self.size - 1

    @property
    def note(self) -> Note:
        """The text and its signatures."""
        return Note(text=self.text, signatures=self.signatures)

    def __str__(self) -> str:
        return str(self.note)


def signed(checkpoint: Checkpoint, signer: Signer) -> Checkpoint:
    """
    Return a checkpoint with one more signature, behind those that it bears.

    It is not compared with what was signed before; `Log.checkpoint` does that, with a `KeyFile`.
    Use this to sign with a colleague's key what the colleague has verified.

    Raises:
        MissingExtraError: The extra `sign` is not installed.
    """
    line = signer.signature(checkpoint.text)
    return evolve(checkpoint, signatures=tuple(dict.fromkeys([*checkpoint.signatures, line])))


def read_checkpoint(data: bytes | str, keys: Keys = ()) -> Checkpoint:
    """
    Return a checkpoint from its bytes.

    Args:
        data: The three lines, or a signed note of them.
        keys: Keys that are known. Where some are given, one of them must have signed, and a
            wrong signature of any of them is refused; signatures of others are ignored. Where
            none is given, no signature is checked: it is taken at its word.

    Raises:
        NoteError: It is no checkpoint; the message names the line.
        ProofError: It bears no signature of a known key, or a wrong one.
        MissingExtraError: The extra `sign` is not installed.
    """
    text = note_text(data, WHAT)
    note = read_note(text, WHAT) if "\n\n" in text else Note(text=text)
    found = evolve(_from_text(note.text), signatures=note.signatures)
    known = tuple(keys) if not isinstance(keys, str) else (keys,)
    if known:
        signers(note, known, WHAT)
    return found


def checkpoint(value: "Checkpoint | bytes | str", keys: Keys = ()) -> Checkpoint:
    """
    Return a checkpoint from what people give for one, its signatures checked against keys.

    Raises:
        NoteError: It is no checkpoint.
        ProofError: It bears no signature of a known key, or a wrong one.
        MissingExtraError: The extra `sign` is not installed.
    """
    return read_checkpoint(str(value) if isinstance(value, Checkpoint) else value, keys)


def whole_number(text: str, what: str, line: int) -> int:
    """
    Return a number from its decimal digits.

    Raises:
        NoteError: It is none, has a leading zero, or is beyond 2^63−1.
    """
    if not _NUMBER.fullmatch(text) or int(text) > LARGEST_SIZE:
        problem = (
            f"{shown(text)} is no whole number from 0 to 2^63-1, in digits without leading zero"
        )
        raise NoteError(what, line, problem)
    return int(text)


def hash_of(text: str, what: str, line: int) -> bytes:
    """
    Return a hash from its base64.

    Raises:
        NoteError: It is no base64, or not of 32 bytes.
    """
    found = from_base64(text)
    if found is None or len(found) != HASH_LENGTH:
        problem = f"{shown(text)} is no hash; 44 signs of base64 stand for its 32 bytes"
        raise NoteError(what, line, problem)
    return found


def _from_text(text: str) -> Checkpoint:
    if not text.endswith("\n"):
        raise NoteError(WHAT, text.count("\n") + 1, "does not end with a line feed; it was cut off")
    lines = text[:-1].split("\n")
    if len(lines) < _LINES:
        problem = f"has {len(lines)} lines; origin, size and root are three"
        raise NoteError(WHAT, len(lines), problem)
    if len(lines) > _LINES:
        raise NoteError(WHAT, _LINES + 1, "has a further line; there are no extensions")
    origin, size, root = lines
    check_name(origin, WHAT, 1)
    return Checkpoint(origin=origin, size=whole_number(size, WHAT, 2), root=hash_of(root, WHAT, 3))
