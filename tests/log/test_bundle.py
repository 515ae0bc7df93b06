"""Evidence bundles: the same bytes each time, and everything a stranger needs to check one."""

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.errors import NoteError, ProofError, StoreError
from timeline.ledger import Log
from timeline.log import MemoryStore
from timeline.log.bundle import LARGEST_MEMBER, check_bundle, read_bundle
from timeline.log.checkpoints import signed
from timeline.log.key_file import KeyFile, new_key
from timeline.log.signing import new_signer
from timeline.records import Correction, Erasure, Event, Evidence, Source
from timeline.testing.rows import NOON, event

ORIGIN = "example.org/case-1"
PICTURE, PAGE = "a" * 64, "b" * 64


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    """Return the key of the log."""
    return new_key(tmp_path / "case.key", name=ORIGIN)


@pytest.fixture
def log() -> Log:
    """Return a log of seven records."""
    made = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    made.append(*(event(number) for number in range(1, 8)))
    return made


@pytest.fixture
def bundle(log: Log, key: KeyFile, tmp_path: Path) -> Path:
    """Return the bundle of the fifth record."""
    log.bundle(5, tmp_path / "e.zip", checkpoint=log.checkpoint(key), keys=[key.verifier])
    return tmp_path / "e.zip"


def unpacked(path: Path) -> Path:
    """Return a folder with the members of a bundle, and the script that it tells to save."""
    folder = path.with_suffix("")
    with zipfile.ZipFile(path) as file:
        file.extractall(folder)
    words = (folder / "HOWTO.txt").read_text(encoding="utf-8")
    script = re.findall(r"----8<---- check\.py\n(.*?)----8<----", words, re.DOTALL)[0]
    (folder / "check.py").write_text(script, encoding="utf-8")
    return folder


def run_script(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of a bundle with nothing but Python's own library."""
    call = [sys.executable, "-I", "-S", "check.py"]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own


def test_bundle_holds_what_is_needed(bundle: Path) -> None:
    """Record, proof, checkpoint, key, list of media, and words that say what to do."""
    with zipfile.ZipFile(bundle) as file:
        names = file.namelist()
    assert names == [
        "HOWTO.txt",
        "checkpoint",
        "media.sha256",
        "record.json",
        "record.tlog-proof",
        "vkey",
    ]


def test_same_contents_are_the_same_bytes(log: Log, key: KeyFile, tmp_path: Path) -> None:
    """Neither the clock nor the order of the tokens nor the umask is in the file."""
    signed_by = log.checkpoint(key)
    for name in ("z.tsr", "a.ots"):
        (tmp_path / name).write_bytes(name.encode())
    tokens = [tmp_path / "z.tsr", tmp_path / "a.ots"]
    made = []
    for at, given in enumerate((tokens, tokens[::-1])):
        path = tmp_path / f"{at}.zip"
        log.bundle(5, path, checkpoint=signed_by, keys=[key.verifier], tokens=given)
        os.utime(path, (at * 10**9, at * 10**9))
        made.append(path.read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(BytesIO(made[0])) as file:
        listed = file.infolist()
    assert {each.date_time for each in listed} == {(1980, 1, 1, 0, 0, 0)}
    assert {each.compress_type for each in listed} == {zipfile.ZIP_STORED}
    assert {each.create_system for each in listed} == {3}
    assert {each.external_attr >> 16 for each in listed} == {stat.S_IFREG | 0o644}
    assert [each.filename for each in listed] == sorted(each.filename for each in listed)
    assert "tokens/a.ots" in [each.filename for each in listed]


def test_record_is_the_stored_bytes(log: Log, bundle: Path) -> None:
    """Byte for byte, so that its hash is the leaf."""
    row = list(log._store.rows())[5]
    assert read_bundle(bundle.read_bytes())["record.json"] == row.body


def test_bundle_is_checked_by_your_own_key(bundle: Path, key: KeyFile) -> None:
    """The key inside is what the maker says; the one that counts is yours."""
    assert check_bundle(bundle.read_bytes(), [key.verifier]).index == 5
    with pytest.raises(ProofError, match="by no key that was given"):
        check_bundle(bundle.read_bytes(), [new_signer(ORIGIN).verifier])


@pytest.mark.parametrize("name", ["record.json", "record.tlog-proof", "checkpoint"])
def test_every_changed_member_is_found(bundle: Path, key: KeyFile, name: str) -> None:
    """One bit of each of the three parts of the evidence, at many places."""
    members = read_bundle(bundle.read_bytes())
    data = members[name]
    for at in range(0, len(data), max(1, len(data) // 40)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises((ProofError, NoteError)):
            check_bundle(zipped(members | {name: changed}), [key.verifier])


def test_script_in_the_words_checks_the_record(bundle: Path) -> None:
    """Python's own library is enough, and it says which tree the record is in."""
    folder = unpacked(bundle)
    found = run_script(folder)
    root = (folder / "checkpoint").read_text(encoding="utf-8").split("\n")[2]
    said = f"the record is in the tree of {ORIGIN} with the root {root}"
    assert (found.returncode, found.stdout.split("\n")[0]) == (0, said), found.stderr


@pytest.mark.parametrize("count", [0, 1, 2, 4, 6])
def test_script_checks_records_of_trees_of_all_shapes(
    key: KeyFile, tmp_path: Path, count: int
) -> None:
    """Full trees, ragged ones, and the genesis alone."""
    log = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    log.append(*(event(number) for number in range(1, count + 1)))
    noted = log.checkpoint(key)
    for position in range(count + 1):
        path = tmp_path / f"{position}.zip"
        log.bundle(position, path, checkpoint=noted, keys=[key.verifier])
        assert run_script(unpacked(path)).returncode == 0


@pytest.mark.parametrize(
    "name,old,new",
    [
        ("record.json", b"Event 5", b"Event 6"),
        ("record.tlog-proof", b"index 5", b"index 4"),
        ("checkpoint", b"\n8\n", b"\n9\n"),
    ],
)
def test_script_in_the_words_refuses_what_was_changed(
    bundle: Path, name: str, old: bytes, new: bytes
) -> None:
    """It stops with an error that says what does not fit."""
    path = unpacked(bundle) / name
    path.write_bytes(path.read_bytes().replace(old, new))
    found = run_script(path.parent)
    assert found.returncode != 0
    assert "AssertionError: the " in found.stderr


@pytest.mark.skipif(not shutil.which("openssl"), reason="this system has no openssl")
def test_openssl_checks_the_signature_as_the_words_say(bundle: Path) -> None:
    """The key and the command stand in the words, and the script wrote what is signed."""
    folder = unpacked(bundle)
    assert run_script(folder).returncode == 0
    words = (folder / "HOWTO.txt").read_text(encoding="utf-8")
    pem = re.findall(r"(?s)-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----\n", words)[0]
    (folder / "key-1.pem").write_text(pem, encoding="utf-8")
    command = re.findall(r"  (openssl pkeyutl -verify .*)", words)[0].split()
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - from our words
    assert (found.returncode, "Verified Successfully" in found.stdout) == (0, True), found.stderr
    text = folder / "signed.txt"
    text.write_bytes(text.read_bytes().replace(b"\n8\n", b"\n9\n"))
    again = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - as above
    assert again.returncode != 0


def test_words_name_the_record_and_the_log(log: Log, bundle: Path, key: KeyFile) -> None:
    """Who prints the words has the hash, the position and the key on paper."""
    members = read_bundle(bundle.read_bytes())
    words = members["HOWTO.txt"].decode()
    told = (
        ORIGIN,
        "position 5 of 8",
        hashlib.sha256(members["record.json"]).hexdigest(),
        str(key.verifier),
        str(log.checkpoint()).split("\n")[2],
    )
    assert all(each in words for each in told)
    assert max(len(line) for line in words.split("\n")) <= 130
    assert re.findall(r"(?m)^STEP (\d):", words) == ["1", "2", "3"]


def test_hashes_of_media_are_listed(log: Log, tmp_path: Path) -> None:
    """Each hash that the record's sources and evidence name, and where; also in a replacement."""
    report = Event(
        happened="2024-10-28",
        published="2024-10-28T19:00Z",
        source=Source(publisher="P", archived="https://web.example/p", sha256=PAGE),
        summary="Homes hit",
        evidence=(Evidence(quote="no hash"), Evidence(locator="photo 2", sha256=PICTURE)),
    )
    order = Correction(corrects=record_id(event(1)), replacement=report, reason="r")
    log.append(report, order)
    for record, path in ((report, ""), (order, "replacement.body.")):
        log.bundle(record_id(record), tmp_path / "m.zip")
        listed = read_bundle((tmp_path / "m.zip").read_bytes())["media.sha256"].decode()
        assert listed.splitlines() == [
            f"{PICTURE}  {path}evidence[1]",
            f"{PAGE}  {path}source https://web.example/p",
        ]


def test_unsigned_bundle_says_that_it_is(log: Log, tmp_path: Path) -> None:
    """It can be held against a checkpoint that somebody has; the words say so."""
    log.bundle(5, tmp_path / "u.zip")
    members = read_bundle((tmp_path / "u.zip").read_bytes())
    assert "vkey" not in members
    assert b"THE CHECKPOINT IS NOT SIGNED" in members["HOWTO.txt"]
    assert re.findall(rb"(?m)^STEP (\d):", members["HOWTO.txt"]) == [b"1", b"2", b"3"]
    assert check_bundle((tmp_path / "u.zip").read_bytes()).checkpoint == log.checkpoint()
    assert run_script(unpacked(tmp_path / "u.zip")).returncode == 0


def test_bundle_with_several_signers(log: Log, key: KeyFile, tmp_path: Path) -> None:
    """Each key is in the bundle, and each of them checks it."""
    colleague = new_signer("colleague.example")
    both = signed(log.checkpoint(key), colleague)
    keys = [key.verifier, colleague.verifier]
    log.bundle(5, tmp_path / "b.zip", checkpoint=both, keys=keys)
    data = (tmp_path / "b.zip").read_bytes()
    assert read_bundle(data)["vkey"].decode().splitlines() == [str(each) for each in keys]
    assert [check_bundle(data, [each]).index for each in keys] == [5, 5]


def test_signed_bundle_needs_the_key_it_is_checked_by(
    log: Log, key: KeyFile, tmp_path: Path
) -> None:
    """A bundle that its receiver could not check is not written."""
    signed_by = log.checkpoint(key)
    with pytest.raises(ProofError, match="holds a signed checkpoint and no key"):
        log.bundle(5, tmp_path / "e.zip", checkpoint=signed_by)
    rival = new_signer(ORIGIN).verifier
    with pytest.raises(ProofError, match="by no key that was given"):
        log.bundle(5, tmp_path / "e.zip", checkpoint=signed_by, keys=[rival])
    assert not (tmp_path / "e.zip").exists()


def test_record_without_bytes_has_no_bundle(log: Log, tmp_path: Path) -> None:
    """Nothing is left to show of an erased record."""
    log.append(Erasure(erases=record_id(event(5)), authority="court", reason="order"))
    with pytest.raises(ProofError, match="position 5 has lost its bytes"):
        log.bundle(5, tmp_path / "e.zip")


@pytest.mark.parametrize("name", ["a b.tsr", "-rf.tsr", "ü.tsr", ".tsr"])
def test_token_with_a_strange_name_is_refused(log: Log, tmp_path: Path, name: str) -> None:
    """Names become paths on the receiver's machine, so they are plain."""
    (tmp_path / name).write_bytes(b"token")
    with pytest.raises(ProofError, match="has no plain file name"):
        log.bundle(5, tmp_path / "e.zip", tokens=[tmp_path / name])


def test_token_that_cannot_be_read_is_told(log: Log, tmp_path: Path) -> None:
    """A missing file, a folder, and two files of one name."""
    (tmp_path / "other").mkdir()
    for folder in (tmp_path, tmp_path / "other"):
        (folder / "t.tsr").write_bytes(b"token")
    for tokens in ([tmp_path / "absent.tsr"], [tmp_path]):
        with pytest.raises(StoreError, match="name a file"):
            log.bundle(5, tmp_path / "e.zip", tokens=tokens)
    with pytest.raises(ProofError, match="is given twice"):
        log.bundle(5, tmp_path / "e.zip", tokens=[tmp_path / "t.tsr", tmp_path / "other" / "t.tsr"])


def test_token_may_be_as_large_as_a_bundle_is_read(log: Log, tmp_path: Path) -> None:
    """A larger one is refused, so that no bundle is written that nobody would read."""
    token = tmp_path / "t.tsr"
    assert LARGEST_MEMBER == 16_777_216  # bundles that others have must not become too large
    token.write_bytes(bytes(LARGEST_MEMBER))
    log.bundle(5, tmp_path / "e.zip", tokens=[token])
    assert len(read_bundle((tmp_path / "e.zip").read_bytes())["tokens/t.tsr"]) == LARGEST_MEMBER
    token.write_bytes(bytes(LARGEST_MEMBER + 1))
    with pytest.raises(ProofError, match=rf"tokens/t\.tsr.* has {LARGEST_MEMBER + 1} bytes, more"):
        log.bundle(5, tmp_path / "f.zip", tokens=[token])


def test_bundle_that_cannot_be_written_is_told(log: Log, tmp_path: Path) -> None:
    """The folder is not made in silence."""
    with pytest.raises(StoreError, match=r"e\.zip: No such file or directory; check that"):
        log.bundle(5, tmp_path / "absent" / "e.zip")


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip file that `bundle` did not make."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "data,words",
    [
        (b"", "is no zip file"),
        (b"PK\x03\x04" + bytes(100), "is no zip file"),
        (zipped({}), "has no record.json, record.tlog-proof, checkpoint"),
        (zipped({"record.json": b"{}", "checkpoint": b""}), "has no record.tlog-proof"),
        (zipped({"record.json": bytes(10**6)}, zipfile.ZIP_DEFLATED), "packs 'record.json'"),
        (zipped({"x": bytes(17 * 1024 * 1024)}), "packs 'x', or it is larger"),
        (zipped({str(number): b"" for number in range(1_001)}), "more than 1000 members"),
    ],
    ids=["empty", "torn", "no members", "no proof", "packed", "large", "many"],
)
def test_what_is_no_bundle_is_refused(data: bytes, words: str) -> None:
    """Bombs and half files are refused, and nothing is unpacked."""
    with pytest.raises(NoteError) as caught:
        read_bundle(data)
    assert words in str(caught.value)


def test_damaged_zip_file_is_refused(bundle: Path) -> None:
    """Cut anywhere, it is an error of ours, not a crash."""
    data = bundle.read_bytes()
    for end in range(0, len(data), 97):
        with pytest.raises((NoteError, ProofError)):
            check_bundle(data[:end])


def test_record_of_a_bundle_says_its_position(bundle: Path) -> None:
    """The row knows its place, and it is the one that was proved."""
    members = read_bundle(bundle.read_bytes())
    assert json.loads(members["record.json"])["pos"] == 5
