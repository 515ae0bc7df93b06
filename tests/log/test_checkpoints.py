"""Checkpoints: their bytes, what is refused, what verify finds by one, and what is never signed."""

import os
import stat
from pathlib import Path

import pytest

from timeline.errors import IntegrityError, NoteError, ProofError, StoreError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Row
from timeline.log.checkpoints import Checkpoint, read_checkpoint, signed
from timeline.log.hashes import EMPTY_CHAIN, chain_hash, leaf_hash
from timeline.log.integrity import tree_root
from timeline.log.key_file import KeyFile, new_key, open_key
from timeline.log.signing import Signer, new_signer
from timeline.log.tree import EMPTY_ROOT
from timeline.testing.rows import NOON, event

ORIGIN = "example.org/case-1"
ROOT = "rxyzrxyzrxyzrxyzrxyzrxyzrxyzrxyzrxyzrxyzrxY="
TEXT = f"{ORIGIN}\n12\n{ROOT}\n"


@pytest.fixture(scope="module")
def signer() -> Signer:
    """Return the key of the log."""
    return new_signer(ORIGIN)


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    """Return a key in a file."""
    return new_key(tmp_path / "case.key", name=ORIGIN)


def log_of(count: int, store: MemoryStore | None = None) -> Log:
    """Return a log of so many records."""
    log = Log(store or MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    log.append(*(event(number) for number in range(1, count + 1)))
    return log


def rewritten(store: MemoryStore, position: int, body: bytes) -> Log:
    """Return a log that says something else at a position, its whole chain computed anew."""
    made, chain = MemoryStore(), EMPTY_CHAIN
    with made.writing() as writer:
        for row in store.rows():
            told = body if row.position == position else row.body or b""
            chain = chain_hash(chain, leaf_hash(told))
            writer.add([("", Row(row.position, told, chain))])
    return Log(made, clock=lambda: NOON)


def test_checkpoint_is_three_lines() -> None:
    """Origin, size and root in base64; the unsigned form is these alone."""
    log = log_of(3)
    leaves = [row.leaf for row in log._store.rows()]
    made = log.checkpoint()
    assert (made.origin, made.size, made.root) == (ORIGIN, 4, tree_root(leaves))
    assert str(made).split("\n")[:2] == [ORIGIN, "4"]
    assert str(made).count("\n") == 3
    assert len(str(made).split("\n")[2]) == 44


def test_signed_checkpoint_is_a_note(key: KeyFile) -> None:
    """An empty line and the signature follow, and the verifier key fits them."""
    made = log_of(3).checkpoint(key)
    lines = str(made).split("\n")
    assert (lines[3], lines[4][: len(ORIGIN) + 3]) == ("", f"— {ORIGIN} ")
    assert read_checkpoint(str(made), [str(key.verifier)]) == made


def test_checkpoint_comes_back_byte_for_byte(signer: Signer) -> None:
    """Bytes → checkpoint → bytes is the identity, signed or not."""
    note = str(signed(read_checkpoint(TEXT), signer))
    assert str(read_checkpoint(TEXT)) == TEXT
    assert str(read_checkpoint(note.encode())) == note


def test_further_signatures_follow(signer: Signer) -> None:
    """Any of the keys reads it; signing again by the same key changes nothing."""
    colleague = new_signer("colleague.example")
    both = signed(signed(read_checkpoint(TEXT), signer), colleague)
    for each in (signer, colleague):
        assert read_checkpoint(str(both), [each.verifier]) == both
    assert signed(both, signer) == both


BAD: dict[str, str | bytes] = {
    "empty": "",
    "no line feed at the end": TEXT[:-1],
    "one line": f"{ORIGIN}\n",
    "two lines": f"{ORIGIN}\n12\n",
    "empty origin": f"\n12\n{ROOT}\n",
    "origin with a space": f"example.org/case 1\n12\n{ROOT}\n",
    "origin with a plus": f"example.org/case+1\n12\n{ROOT}\n",
    "size with a leading zero": TEXT.replace("12", "012"),
    "size with a sign": TEXT.replace("12", "+12"),
    "negative size": TEXT.replace("12", "-12"),
    "size that is no number": TEXT.replace("12", "twelve"),
    "size in other digits": TEXT.replace("12", "١٢"),
    "size beyond 2^63": TEXT.replace("12", "9223372036854775808"),
    "no size": TEXT.replace("12", ""),
    "root too short": TEXT.replace(ROOT, "rxyz"),
    "root too long": TEXT.replace(ROOT, "rxyz" * 11),
    "root not in base64": TEXT.replace("r", "*"),
    "root in base64 for addresses": TEXT.replace("rxyzrx", "rx-_rx"),
    "root without padding": TEXT.replace("=", ""),
    "root with idle bits": TEXT.replace("Y=", "Z="),
    "size 0 with a root": TEXT.replace("12", "0"),
    "extension line": f"{TEXT}more\n",
    "carriage returns": TEXT.replace("\n", "\r\n"),
    "tab": TEXT.replace("12", "12\t"),
    "byte order mark": f"\ufeff{TEXT}",
    "space behind": TEXT.replace("12", "12 "),
    "half a character": TEXT.encode().replace(b"12", b"12\xff"),
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_checkpoint_is_refused(text: str | bytes) -> None:
    """What is no checkpoint is refused with its line, unsigned as it is."""
    with pytest.raises(NoteError, match="checkpoint"):
        read_checkpoint(text)


@pytest.mark.parametrize(
    "name,words",
    [
        ("empty", "checkpoint, line 1: does not end with a line feed"),
        ("no line feed at the end", "checkpoint, line 3: does not end with a line feed"),
        ("one line", "checkpoint, line 1: has 1 lines; origin, size and root are three"),
        ("two lines", "checkpoint, line 2: has 2 lines; origin, size and root are three"),
        ("extension line", "checkpoint, line 4: has a further line"),
        ("empty origin", "checkpoint, line 1: '' is no name"),
        ("negative size", "checkpoint, line 2: '-12' is no whole number"),
        ("root too short", "checkpoint, line 3: 'rxyz' is no hash"),
        ("size 0 with a root", "checkpoint, line 3: the root is not that of a log without rows"),
    ],
)
def test_bad_checkpoint_is_told_with_its_line(name: str, words: str) -> None:
    """The message leads to the line, counted from 1, and says what is wrong with it."""
    with pytest.raises(NoteError) as caught:
        read_checkpoint(BAD[name])
    assert str(caught.value).startswith(words)


def test_bad_text_does_not_get_better_by_a_signature(signer: Signer) -> None:
    """What is signed and no checkpoint is none."""
    for text in BAD.values():
        if isinstance(text, str) and text.endswith("\n"):
            note = f"{text}\n{signer.signature(text)}"
            with pytest.raises(NoteError):
                read_checkpoint(note, [signer.verifier])


def test_unsigned_checkpoint_is_refused_where_a_key_is_given(signer: Signer) -> None:
    """Whoever gives a key wants it signed."""
    with pytest.raises(ProofError, match="is signed by nobody, and by no key that was given"):
        read_checkpoint(TEXT, [signer.verifier])


def test_checkpoint_of_nothing_has_the_empty_root() -> None:
    """Size 0 has one root."""
    assert read_checkpoint(str(Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT))).size == 0
    with pytest.raises(NoteError, match="is not that of a log without rows"):
        Checkpoint(origin=ORIGIN, size=0, root=bytes(32))


def test_grown_log_begins_with_its_checkpoint() -> None:
    """Later records change nothing of what it covers."""
    log = log_of(3)
    early = log.checkpoint()
    log.append(*(event(number) for number in range(10, 2_100)))
    assert log.verify(early).records == 2_093
    assert log.verify([early, log.checkpoint(), str(early)]).records == 2_093


def test_truncated_log_is_found_by_a_checkpoint() -> None:
    """The chain of what is left fits; the first missing position is named."""
    store = MemoryStore()
    log = log_of(5, store)
    noted = str(log.checkpoint())
    del store._rows[4:]
    assert log.verify().records == 3
    with pytest.raises(IntegrityError, match="position 4: is missing; a checkpoint covers 6 rows"):
        log.verify(noted)


def test_rewritten_log_is_found_by_a_checkpoint() -> None:
    """The chain was computed anew and fits; the error says between which positions it is."""
    store = MemoryStore()
    log = log_of(9, store)
    early = log_of(3).checkpoint()
    noted = log.checkpoint()
    other = list(log_of(9)._store.rows())[6].body or b""
    forged = rewritten(store, 6, other)
    assert forged.verify().records == 9
    with pytest.raises(IntegrityError, match=r"position 0: it, or one behind it up to 9, is not"):
        forged.verify(noted)
    at_four = Checkpoint(
        origin=ORIGIN, size=4, root=tree_root([row.leaf for row in store.rows(0, 4)])
    )
    with pytest.raises(IntegrityError, match=r"position 4: it, or one behind it up to 9, is not"):
        forged.verify([noted, at_four])
    assert early != at_four


def test_checkpoint_of_another_log_is_found() -> None:
    """A log and a checkpoint of two names do not belong together."""
    other = Log(MemoryStore(), clock=lambda: NOON, origin="example.org/case-2")
    words = "position 0: the log is example.org/case-1, and the checkpoint is of example.org/case-2"
    with pytest.raises(IntegrityError, match=words):
        log_of(1).verify(other.checkpoint())


def test_empty_checkpoint_fits_every_log() -> None:
    """Nothing is the beginning of everything."""
    empty = Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT)
    assert log_of(2).verify(empty).records == 2


def test_signature_of_a_checkpoint_is_checked_against_keys(key: KeyFile) -> None:
    """With a key, verify refuses what that key did not sign."""
    log = log_of(2)
    made = log.checkpoint(key)
    assert log.verify(made, keys=[key.verifier]).records == 2
    assert log.verify(str(made), keys=str(key.verifier)).records == 2
    with pytest.raises(ProofError, match="by no key that was given"):
        log.verify(made, keys=[new_signer(ORIGIN).verifier])
    with pytest.raises(ProofError, match="is signed by nobody"):
        log.verify(log.checkpoint(), keys=[key.verifier])


def test_key_keeps_what_it_signed_last(key: KeyFile) -> None:
    """The file beside the key is the checkpoint itself; a key that never signed has none."""
    assert key.last is None
    made = log_of(2).checkpoint(key)
    assert open_key(key.path).last == made
    assert key.path.with_name("case.key.last").read_text(encoding="utf-8") == str(made)


def test_second_history_is_not_signed(key: KeyFile) -> None:
    """Another log of the same name, as long or longer, is refused; nothing is signed or kept."""
    first = log_of(4).checkpoint(key)
    for count in (4, 9):
        with pytest.raises(IntegrityError, match="is not what the checkpoint of size 5 covers"):
            log_of(count).checkpoint(key)
    assert key.last == first


def test_shortened_log_is_not_signed(key: KeyFile) -> None:
    """A log that lost its end would be signed as if it had never been longer."""
    store = MemoryStore()
    log = log_of(4, store)
    log.checkpoint(key)
    del store._rows[3:]
    with pytest.raises(IntegrityError, match="position 3: is missing"):
        log.checkpoint(key)


def test_damaged_log_is_not_signed(key: KeyFile) -> None:
    """The root is computed of the stored bytes, and the chain before."""
    store = MemoryStore()
    log = log_of(4, store)
    row = store._rows[2]
    store._rows[2] = Row(2, (row.body or b"").replace(b"Event 2", b"Event 3"), row.chain)
    with pytest.raises(IntegrityError, match="position 2"):
        log.checkpoint(key)
    assert key.last is None


def test_grown_log_is_signed_again(key: KeyFile) -> None:
    """Each checkpoint takes the place of the one before."""
    log = log_of(2)
    first = log.checkpoint(key)
    assert log.checkpoint(key) == first
    log.append(event(99))
    second = log.checkpoint(key)
    assert (second.size, open_key(key.path).last) == (4, second)


def test_key_signs_for_one_log(key: KeyFile) -> None:
    """Two logs with one key could not be told apart by what it signed last."""
    log_of(2).checkpoint(key)
    other = Log(MemoryStore(), clock=lambda: NOON, origin="example.org/case-2")
    with pytest.raises(IntegrityError, match="and the checkpoint is of example"):
        other.checkpoint(key)


def test_forged_file_beside_the_key_is_refused(key: KeyFile) -> None:
    """Whoever sets the last checkpoint back by hand would need the key."""
    log = log_of(2)
    made = log.checkpoint(key)
    forged = str(made).replace("\n3\n", "\n2\n")
    key.path.with_name("case.key.last").write_text(forged, encoding="utf-8")
    with pytest.raises(ProofError, match="wrong signature"):
        log.checkpoint(key)


def test_last_checkpoint_that_cannot_be_read_is_told(key: KeyFile) -> None:
    """What stands in its place is not taken for none: a second history could be signed."""
    key.path.with_name("case.key.last").mkdir()
    with pytest.raises(StoreError, match=r"case\.key\.last: Is a directory"):
        log_of(1).checkpoint(key)


def test_two_programs_do_not_sign_at_once(key: KeyFile) -> None:
    """The second waits, and says after a while what it waits for."""
    with key.held(), pytest.raises(StoreError, match=r"case\.key: another program signs with it"):
        _held_for_a_moment(open_key(key.path))
    assert log_of(1).checkpoint(key).size == 2


def _held_for_a_moment(key: KeyFile) -> None:
    with key.held(wait=0.05):
        pass


def test_key_comes_back_from_its_file(key: KeyFile) -> None:
    """The same key, and the verifier key in a file of its own to give away."""
    again = open_key(key.path)
    assert again == key
    published = key.path.with_name("case.key.pub").read_text(encoding="utf-8")
    assert published == f"{key.verifier}\n"


def test_only_the_owner_reads_the_key(key: KeyFile) -> None:
    """A private key is made with the narrowest rights, not narrowed later."""
    assert stat.S_IMODE(key.path.stat().st_mode) == 0o600


def test_others_may_read_what_is_to_give_away(tmp_path: Path) -> None:
    """The verifier key and the last checkpoint are no secrets, and only the owner writes them."""
    before = os.umask(0)
    try:
        key = new_key(tmp_path / "case.key", name=ORIGIN)
        log_of(1).checkpoint(key)
    finally:
        os.umask(before)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes["case.key"] == 0o600
    assert (modes["case.key.pub"], modes["case.key.last"]) == (0o644, 0o644)


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes the names of a folder by itself")
def test_what_was_signed_is_on_the_disk_before_it_is_handed_out(
    key: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the bytes, then their name: else a power failure would let the key forget."""
    flush, flushed = os.fsync, list[bool]()

    def flushing(descriptor: int) -> None:
        flushed.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", flushing)
    log_of(1).checkpoint(key)
    assert flushed == [False, True]


def test_key_is_not_overwritten(key: KeyFile) -> None:
    """A lost key cannot be made again."""
    with pytest.raises(StoreError, match="no key is overwritten"):
        new_key(key.path, name=ORIGIN)


def test_missing_key_is_told(tmp_path: Path) -> None:
    """Neither is made in passing."""
    with pytest.raises(StoreError, match="check the name"):
        open_key(tmp_path / "absent.key")
    with pytest.raises(StoreError, match="its folder exists"):
        new_key(tmp_path / "absent" / "case.key", name=ORIGIN)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"secret\n", f"{ORIGIN}+x+y\n".encode()])
def test_file_that_holds_no_key_is_refused(tmp_path: Path, data: bytes) -> None:
    """The error speaks of a key, not of base64 or code points."""
    (tmp_path / "case.key").write_bytes(data)
    with pytest.raises(NoteError, match="signing key"):
        open_key(tmp_path / "case.key")


def test_origin_is_the_one_that_the_log_was_given(tmp_path: Path) -> None:
    """It is read from the genesis, also by the next program that opens the file."""
    open_log(tmp_path / "case.db", origin=ORIGIN).close()
    with open_log(tmp_path / "case.db", origin="another") as log:
        assert log.origin == ORIGIN


def test_progress_is_told(key: KeyFile) -> None:
    """Rows done and rows there are, at last all of them."""
    log, told = log_of(2_500), list[tuple[int, int]]()
    log.verify(progress=lambda done, total: told.append((done, total)))
    assert told == [(1_024, 2_501), (2_048, 2_501), (2_501, 2_501)]
    told.clear()
    log.checkpoint(key, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2_501, 2_501)
