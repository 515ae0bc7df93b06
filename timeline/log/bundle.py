"""Evidence bundles: one record, and all that a stranger needs to check it, in one zip file."""

import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from timeline.canonical import JSON
from timeline.errors import NoteError, ProofError, StoreError, shown
from timeline.log.bundle_words import how_to
from timeline.log.proofs import InclusionProof, check_record
from timeline.log.signing import Keys, known_keys

RECORD, PROOF, CHECKPOINT = "record.json", "record.tlog-proof", "checkpoint"
KEYS, MEDIA, HOW_TO, TOKENS = "vkey", "media.sha256", "HOWTO.txt", "tokens/"

LARGEST_MEMBER = 16 * 1024 * 1024
MOST_MEMBERS = 1_000

_WHAT = "evidence bundle"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}", re.ASCII)


def bundle(
    record: bytes,
    proof: InclusionProof,
    *,
    keys: Keys = (),
    tokens: Mapping[str, bytes] | None = None,
) -> bytes:
    """
    Return an evidence bundle: a zip file, the same bytes for the same contents.

    Args:
        record: Bytes of the row, as they stand in the log.
        proof: That they do.
        keys: Verifier keys; one of them must have signed the checkpoint. None for an unsigned one.
        tokens: What others said about the checkpoint file, such as answers of a time stamp
            service, by their file names.

    Raises:
        ProofError: The proof does not hold, a token has no plain file name, or the checkpoint is
            signed and no key is given.
        NoteError: A key is none.
        MissingExtraError: Keys are given, and the extra `sign` is not installed.
    """
    known = known_keys(keys)
    if proof.checkpoint.signatures and not known:
        advice = "give the verifier key that others shall check it by"
        raise ProofError(_WHAT, "holds a signed checkpoint and no key", advice)
    check_record(record, proof, known)
    members = {
        RECORD: record,
        PROOF: str(proof).encode(),
        CHECKPOINT: str(proof.checkpoint).encode(),
        MEDIA: _media(record).encode(),
        HOW_TO: how_to(record, proof, known).encode(),
    }
    if known:
        members[KEYS] = "".join(f"{each}\n" for each in known).encode()
    for name, data in (tokens or {}).items():
        if not _NAME.fullmatch(name):
            raise ProofError(f"token {shown(name)}", "has no plain file name", "rename the file")
        members[TOKENS + name] = data
    return _zipped(members)


def token_files(paths: Iterable[str | os.PathLike[str]]) -> dict[str, bytes]:
    """
    Return the contents of files by their names.

    Raises:
        StoreError: A file cannot be read.
        ProofError: Two have one name.
    """
    found: dict[str, bytes] = {}
    for path in map(Path, paths):
        if path.name in found:
            raise ProofError(f"token {shown(path.name)}", "is given twice", "rename one of them")
        try:
            found[path.name] = path.read_bytes()
        except OSError as error:
            raise StoreError(str(path), error.strerror or str(error), "name a file") from error
    return found


def check_bundle(data: bytes, keys: Keys = ()) -> InclusionProof:
    """
    Return the proof of a bundle where it holds for the bundle's record and for your keys.

    The key in the bundle is not trusted: whoever forges the rest writes that, too.

    Args:
        data: The zip file.
        keys: Verifier keys that you have from elsewhere; with none, no signature is checked.

    Raises:
        NoteError: It is no evidence bundle.
        ProofError: It does not hold.
        MissingExtraError: Keys are given, and the extra `sign` is not installed.
    """
    members = read_bundle(data)
    found = check_record(members[RECORD], members[PROOF], keys)
    if str(found.checkpoint).encode() != members[CHECKPOINT]:
        advice = "trust neither, and ask for the bundle again"
        raise ProofError(_WHAT, "holds another checkpoint than its proof does", advice)
    return found


def read_bundle(data: bytes) -> dict[str, bytes]:
    """
    Return the members of a bundle by their names; nothing is written anywhere.

    Raises:
        NoteError: It is no zip file as `bundle` makes it, or lacks a part.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            members = _members(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        if isinstance(error, NoteError):
            raise
        raise NoteError(_WHAT, None, f"is no zip file, or a damaged one: {error}") from None
    missing = [name for name in (RECORD, PROOF, CHECKPOINT) if name not in members]
    if missing:
        raise NoteError(_WHAT, None, f"has no {', '.join(missing)}")
    return members


def _members(file: zipfile.ZipFile) -> dict[str, bytes]:
    listed = file.infolist()
    names = {each.filename for each in listed}
    if len(listed) > MOST_MEMBERS or len(names) != len(listed):
        raise NoteError(_WHAT, None, f"has a name twice, or more than {MOST_MEMBERS} members")
    for each in listed:
        if each.compress_type != zipfile.ZIP_STORED or each.file_size > LARGEST_MEMBER:
            problem = f"packs {shown(each.filename)}, or it is larger than {LARGEST_MEMBER} bytes"
            raise NoteError(_WHAT, None, problem)
    return {each.filename: file.read(each) for each in listed}


def _zipped(members: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(members):
            if len(members[name]) > LARGEST_MEMBER:
                problem = f"has {len(members[name])} bytes, more than {LARGEST_MEMBER}"
                raise ProofError(name, problem, "keep it beside the bundle")
            told = zipfile.ZipInfo(name, _EPOCH)
            told.create_system, told.external_attr = _UNIX, _READABLE
            file.writestr(told, members[name])
    return made.getvalue()


def _media(record: bytes) -> str:
    fields = json.loads(record)
    named = sorted(set(_hashes(fields.get("body"), "")))
    return "".join(f"{digest}  {what}\n" for digest, what in named)


def _hashes(value: JSON, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for at, each in enumerate(value):
            yield from _hashes(each, f"{path}[{at}]")
    if isinstance(value, dict):
        digest = value.get("sha256")
        if isinstance(digest, str):
            yield digest, _named(value, path)
        for name, each in value.items():
            yield from _hashes(each, f"{path}.{name}" if path else name)


def _named(value: Mapping[str, JSON], path: str) -> str:
    told: Sequence[JSON] = [value.get("archived"), value.get("address")]
    address = next((each for each in told if isinstance(each, str)), "")
    return " ".join(f"{path} {address}".split())
