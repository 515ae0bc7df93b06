"""Proofs as texts that travel: one row is in a log (C2SP tlog-proof), one log continues another."""

from attrs import frozen

from timeline.errors import NoteError, ProofError
from timeline.log.checkpoints import Checkpoint, checkpoint, hash_of, read_checkpoint, whole_number
from timeline.log.hashes import leaf_hash
from timeline.log.notes import from_base64, note_text, to_base64
from timeline.log.signing import Keys
from timeline.log.tree import check_consistency, check_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63
"""Hashes of a proof in the largest tree there can be."""

_PROOF, _CONSISTENCY = "proof", "consistency proof"


@frozen(kw_only=True)
class InclusionProof:
    """
    That a row is in a log; its `str` is the text to send away, a C2SP tlog-proof.

    Args:
        index: Position of the row.
        hashes: Siblings from the leaf up to the root, 32 bytes each.
        checkpoint: The log of which it is a row.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint

    def __str__(self) -> str:
        return f"{HEADER}\nindex {self.index}\n{_lines(self.hashes)}\n{self.checkpoint}"


@frozen(kw_only=True)
class ConsistencyProof:
    """
    That a log continues an older state of itself; its `str` is what C2SP tlog-witness sends.

    Args:
        old: Size of the older state.
        hashes: Hashes of RFC 6962, 2.1.2, 32 bytes each.
        checkpoint: The newer state.
    """

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint

    def __str__(self) -> str:
        return f"old {self.old}\n{_lines(self.hashes)}\n{self.checkpoint}"


def read_proof(data: bytes | str) -> InclusionProof:
    """
    Return a proof of one row from its text; `check_record` checks it.

    Extra data, which the format allows and nothing vouches for, is left out.

    Raises:
        NoteError: It is no such proof; the message names the line.
    """
    lines, noted = _split(data, _PROOF)
    if lines[0] != HEADER:
        raise NoteError(_PROOF, 1, f"does not begin with {HEADER}")
    start = 1
    if len(lines) > 1 and lines[1].startswith("extra "):
        if from_base64(lines[1].removeprefix("extra ")) is None:
            raise NoteError(_PROOF, 2, "its extra data is no base64")
        start = 2
    index = _number(lines, start, "index ", _PROOF)
    hashes = _hashes(lines, start + 1, _PROOF)
    return InclusionProof(index=index, hashes=hashes, checkpoint=read_checkpoint(noted))


def read_consistency(data: bytes | str) -> ConsistencyProof:
    """
    Return a proof of consistency from its text; `check_continuation` checks it.

    Raises:
        NoteError: It is no such proof; the message names the line.
    """
    lines, noted = _split(data, _CONSISTENCY)
    old = _number(lines, 0, "old ", _CONSISTENCY)
    hashes = _hashes(lines, 1, _CONSISTENCY)
    return ConsistencyProof(old=old, hashes=hashes, checkpoint=read_checkpoint(noted))


def check_record(
    record: bytes, proof: InclusionProof | bytes | str, keys: Keys = ()
) -> InclusionProof:
    """
    Return a proof where these bytes are the row of which it speaks; the log is not needed.

    Args:
        record: Bytes of the row, as they stand in the log.
        proof: The proof, or its text.
        keys: Keys that are known; one of them must have signed the checkpoint. Where none is
            given, the checkpoint is taken at its word: compare it with one that you hold.

    Raises:
        NoteError: The proof is none, or a key is none.
        ProofError: The bytes are not that row, or no known key signed the checkpoint.
        MissingExtraError: Keys are given, and the extra `sign` is not installed.
    """
    found = proof if isinstance(proof, InclusionProof) else read_proof(proof)
    noted = checkpoint(found.checkpoint, keys)
    check_inclusion(
        found.hashes,
        index=found.index,
        size=noted.size,
        leaf=leaf_hash(record),
        root=noted.root,
    )
    return found


def check_continuation(
    old: Checkpoint | bytes | str, proof: ConsistencyProof | bytes | str, keys: Keys = ()
) -> ConsistencyProof:
    """
    Return a proof where the log that it speaks of continues the one of an older checkpoint.

    Args:
        old: The older checkpoint, which you hold.
        proof: The proof, or its text.
        keys: Keys that are known; one of them must have signed each of the two checkpoints.
            Where none is given, both are taken at their word.

    Raises:
        NoteError: A checkpoint, the proof or a key is none.
        ProofError: The log was rewritten, is another one, or no known key signed.
        MissingExtraError: Keys are given, and the extra `sign` is not installed.
    """
    found = proof if isinstance(proof, ConsistencyProof) else read_consistency(proof)
    before, now = checkpoint(old, keys), checkpoint(found.checkpoint, keys)
    if before.origin != now.origin:
        problem = f"speaks of {now.origin}, and the older checkpoint of {before.origin}"
        raise ProofError(f"the {_CONSISTENCY}", problem, "compare checkpoints of one log")
    if before.size != found.old:
        problem = f"begins at size {found.old}, and the older checkpoint has {before.size}"
        raise ProofError(f"the {_CONSISTENCY}", problem, "ask for a proof from that size")
    check_consistency(
        found.hashes, old=before.size, old_root=before.root, size=now.size, root=now.root
    )
    return found


def _lines(hashes: tuple[bytes, ...]) -> str:
    return "".join(f"{to_base64(each)}\n" for each in hashes)


def _split(data: bytes | str, what: str) -> tuple[list[str], str]:
    head, found, noted = note_text(data, what).partition("\n\n")
    if not found:
        raise NoteError(what, None, "has no empty line with a checkpoint behind it")
    return head.split("\n"), noted


def _number(lines: list[str], at: int, word: str, what: str) -> int:
    if len(lines) <= at or not lines[at].startswith(word):
        raise NoteError(what, at + 1, f"does not begin with '{word}' and a number")
    return whole_number(lines[at].removeprefix(word), what, at + 1)


def _hashes(lines: list[str], start: int, what: str) -> tuple[bytes, ...]:
    if len(lines) - start > MOST_HASHES:
        raise NoteError(what, None, f"has more than {MOST_HASHES} hashes; no tree is so high")
    return tuple(hash_of(each, what, at + 1) for at, each in enumerate(lines) if at >= start)
