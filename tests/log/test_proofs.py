"""Proofs as texts: what a stranger can check with them, and every slip that is refused."""

from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.errors import IntegrityError, NoteError, ProofError
from timeline.ledger import Log
from timeline.log import MemoryStore, Row
from timeline.log.checkpoints import Checkpoint, read_checkpoint
from timeline.log.key_file import KeyFile, new_key
from timeline.log.proofs import (
    InclusionProof,
    check_continuation,
    check_record,
    read_consistency,
    read_proof,
)
from timeline.log.signing import new_signer
from timeline.records import Erasure
from timeline.testing.rows import NOON, event

ORIGIN = "example.org/case-1"
COUNT = 11


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    """Return the key of the log."""
    return new_key(tmp_path / "case.key", name=ORIGIN)


@pytest.fixture
def log() -> Log:
    """Return a log of eleven records."""
    made = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    made.append(*(event(number) for number in range(1, COUNT + 1)))
    return made


def body(log: Log, position: int) -> bytes:
    """Return the bytes of a row."""
    return next(iter(log._store.rows(position, position + 1))).body or b""


def test_every_record_is_proved(log: Log, key: KeyFile) -> None:
    """Bytes, proof and key are enough; the log is not needed."""
    signed = log.checkpoint(key)
    for position in range(COUNT + 1):
        proof = log.prove(position, signed)
        found = check_record(body(log, position), proof, [key.verifier])
        assert (found.index, found.checkpoint) == (position, signed)


def test_record_is_named_by_its_id(log: Log) -> None:
    """Position and id lead to the same proof."""
    assert log.prove(record_id(event(4))) == log.prove(4)


def test_proof_has_the_form_of_c2sp(log: Log, key: KeyFile) -> None:
    """Header, index, hashes from the leaf up, an empty line, and the checkpoint as it is."""
    signed = log.checkpoint(key)
    head, _, noted = log.prove(5, signed).partition("\n\n")
    lines = head.split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 5"]
    assert [len(each) for each in lines[2:]] == [44] * 4
    assert noted == str(signed)


def test_proof_comes_back_byte_for_byte(log: Log, key: KeyFile) -> None:
    """Text → proof → text is the identity, also for the one leaf that needs no hashes."""
    alone = Log(MemoryStore(), clock=lambda: NOON)
    for text in (log.prove(5, log.checkpoint(key)), log.prove(0), alone.prove(0)):
        assert str(read_proof(text)) == text
    assert read_proof(alone.prove(0)).hashes == ()


def test_proof_by_an_earlier_checkpoint(log: Log, key: KeyFile) -> None:
    """What was signed once proves its records for ever, however the log grows."""
    signed = log.checkpoint(key)
    log.append(*(event(number) for number in range(100, 150)))
    check_record(body(log, 3), log.prove(3, signed), [key.verifier])
    with pytest.raises(ProofError, match="position 40 is not covered by a checkpoint of size 12"):
        log.prove(40, signed)


def test_changed_record_is_refused(log: Log) -> None:
    """One other sign, one more or one less, and the bytes are not that row."""
    proof, right = log.prove(5), body(log, 5)
    changed = right.replace(b"Event 5", b"Event 6")
    for wrong in (changed, right + b"\n", right[:-1], b"", body(log, 6)):
        with pytest.raises(ProofError, match="does not lead to the root"):
            check_record(wrong, proof)


def test_proof_by_a_stranger_is_refused(log: Log, key: KeyFile) -> None:
    """Whoever has another key, or none, has not signed in the name of the log."""
    rival = new_signer(ORIGIN).verifier
    with pytest.raises(ProofError, match="by no key that was given"):
        check_record(body(log, 5), log.prove(5, log.checkpoint(key)), [rival])
    with pytest.raises(ProofError, match="is signed by nobody"):
        check_record(body(log, 5), log.prove(5), [key.verifier])


def test_changed_checkpoint_is_refused(log: Log, key: KeyFile) -> None:
    """The signature covers origin, size and root."""
    proof = log.prove(5, log.checkpoint(key))
    root = str(read_proof(proof).checkpoint).split("\n")[2]
    for wrong in (
        proof.replace("\n12\n", "\n13\n"),
        proof.replace(f"\n\n{ORIGIN}", "\n\nexample.org/case-2"),
        proof.replace(root, "A" * 43 + "="),
    ):
        with pytest.raises(ProofError, match="wrong signature"):
            check_record(body(log, 5), wrong, [key.verifier])


HASH = "A" * 43 + "="
HEAD = "c2sp.org/tlog-proof@v1\nindex 1\n"
NOTED = f"\n{ORIGIN}\n3\n{HASH}\n"


@pytest.mark.parametrize(
    "text,words",
    [
        ("", "has no empty line"),
        (HEAD, "has no empty line"),
        (HEAD + HASH + "\n", "has no empty line"),
        (f"c2sp.org/tlog-proof@v2\nindex 1\n{NOTED}", "line 1: does not begin with c2sp.org"),
        (f"c2sp.org/tlog-proof@v1\n{NOTED}", "line 2: does not begin with 'index '"),
        (f"c2sp.org/tlog-proof@v1\nindex\n{NOTED}", "line 2: does not begin with 'index '"),
        (f"c2sp.org/tlog-proof@v1\nindex 01\n{NOTED}", "line 2: '01' is no whole number"),
        (f"c2sp.org/tlog-proof@v1\nindex -1\n{NOTED}", "line 2: '-1' is no whole number"),
        (f"c2sp.org/tlog-proof@v1\nextra *\nindex 1\n{NOTED}", "line 2: its extra data"),
        (f"c2sp.org/tlog-proof@v1\nextra *\n{NOTED}", "line 2: its extra data"),
        (f"c2sp.org/tlog-proof@v1\nextra bQ==\n{NOTED}", "line 3: does not begin with 'index '"),
        (f"{HEAD}{HASH[1:]}\n{NOTED}", "line 3: "),
        (f"{HEAD}{HASH}\nAAAA\n{NOTED}", "line 4: 'AAAA' is no hash"),
        (f"{HEAD}{(HASH + chr(10)) * 64}{NOTED}", "more than 63 hashes"),
        (f"{HEAD}{HASH}\n\n{ORIGIN}\n03\n{HASH}\n", "checkpoint, line 2: '03' is no whole"),
        (f"{HEAD}{HASH}\r\n{NOTED}", "line 3: holds a carriage return"),
    ],
)
def test_what_is_no_proof_is_refused_with_its_line(text: str, words: str) -> None:
    """The error says which line of which part."""
    with pytest.raises(NoteError) as caught:
        read_proof(text)
    assert words in str(caught.value)


def test_highest_proof_is_read() -> None:
    """A tree of 2^63 rows would have as many hashes."""
    assert len(read_proof(f"{HEAD}{(HASH + chr(10)) * 63}{NOTED}").hashes) == 63


def test_extra_data_is_left_out(log: Log) -> None:
    """The format lets others add what nothing vouches for."""
    text = log.prove(5)
    extra = text.replace("\nindex", "\nextra bW9yZQ==\nindex")
    assert read_proof(extra) == read_proof(text)


def test_log_is_not_proved_by_what_it_is_not(log: Log) -> None:
    """A checkpoint of another history, name or length is refused before anything is proved."""
    root = log.checkpoint().root
    for size, origin, words in [
        (12, ORIGIN, ""),
        (11, ORIGIN, "is not what the checkpoint of size 11 covers"),
        (13, ORIGIN, "position 12: is missing"),
        (12, "example.org/case-2", "is of example.org/case-2"),
    ]:
        pin = Checkpoint(origin=origin, size=size, root=root)
        if words:
            with pytest.raises(IntegrityError, match=words):
                log.prove(5, pin)
        else:
            assert log.prove(5, pin) == log.prove(5)


def test_damaged_log_proves_nothing(log: Log) -> None:
    """Leaves are computed of the stored bytes and held against the chain."""
    store = log._store
    assert isinstance(store, MemoryStore)
    row = store._rows[4]
    store._rows[4] = Row(4, (row.body or b"") + b" ", row.chain)
    with pytest.raises(IntegrityError, match="position 4"):
        log.prove(5)


@pytest.mark.parametrize(
    "which,words",
    [
        (-1, "ask for 0 to 11"),
        (12, "ask for 0 to 11"),
        ("sha256:" + "0" * 64, "is not in this log"),
    ],
)
def test_record_that_is_not_there_is_not_proved(log: Log, which: int | str, words: str) -> None:
    """The error says what there is."""
    with pytest.raises(ProofError, match=words):
        log.prove(which)


def test_erased_record_is_still_proved(log: Log) -> None:
    """Whoever has kept the bytes can show that they were in the log; the log itself cannot."""
    kept = body(log, 5)
    log.append(Erasure(erases=record_id(event(5)), authority="court", reason="order"))
    assert check_record(kept, log.prove(5)).index == 5
    assert log.prove(record_id(event(5))) == log.prove(5)


def test_log_is_shown_to_continue_an_earlier_state(log: Log, key: KeyFile) -> None:
    """From every size to every later one, by the two checkpoints and the proof alone."""
    states = [log.checkpoint(key)]
    for number in range(20, 33):
        log.append(event(number))
        states.append(log.checkpoint(key))
    for at, old in enumerate(states):
        for new in states[at:]:
            text = log.consistency(old, new)
            found = check_continuation(str(old), text, [key.verifier])
            assert (found.old, found.checkpoint, str(found)) == (old.size, new, text)


def test_consistency_has_the_form_of_the_witness_protocol(log: Log) -> None:
    """`old` and the size, hashes, an empty line, and the newer checkpoint."""
    old = log.checkpoint()
    log.append(event(20))
    lines = log.consistency(old).split("\n")
    at = lines.index("")
    assert lines[0] == "old 12"
    assert [len(each) for each in lines[1:at]] == [44] * (at - 1)
    assert "\n".join(lines[at + 1 :]) == str(log.checkpoint())


def test_rewritten_log_does_not_continue_the_old_one(log: Log) -> None:
    """Neither does the log make such a proof, nor does a proof of its own hold for the old one."""
    old = log.checkpoint()
    other = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    other.append(*(event(number) for number in range(1, 15)))
    with pytest.raises(IntegrityError, match="is not what the checkpoint of size 12 covers"):
        other.consistency(old)
    pin = Checkpoint(
        origin=ORIGIN,
        size=12,
        root=read_checkpoint(str(_at(other, 12))).root,
    )
    with pytest.raises(ProofError, match="does not lead to both roots"):
        check_continuation(old, other.consistency(pin))


def test_consistency_of_two_names_or_sizes_is_refused(log: Log) -> None:
    """The older checkpoint has to be the one that the proof begins at."""
    text = log.consistency(log.checkpoint())
    for size, origin, words in [
        (11, ORIGIN, "begins at size 12, and the older checkpoint has 11"),
        (12, "example.org/case-2", "and the older checkpoint of example.org/case-2"),
    ]:
        old = Checkpoint(origin=origin, size=size, root=log.checkpoint().root)
        with pytest.raises(ProofError, match=words):
            check_continuation(old, text)


def test_both_checkpoints_of_a_consistency_proof_need_a_signature(log: Log, key: KeyFile) -> None:
    """A proof between two states says nothing about whose they are."""
    old, unsigned = log.checkpoint(key), log.checkpoint()
    for before, after in [(old, unsigned), (unsigned, old)]:
        with pytest.raises(ProofError, match="is signed by nobody"):
            check_continuation(before, log.consistency(old, after), [key.verifier])


@pytest.mark.parametrize(
    "text,words",
    [
        ("", "has no empty line"),
        (f"old\n{NOTED}", "line 1: does not begin with 'old '"),
        (f"old 012\n{NOTED}", "'012' is no whole number"),
        (f"old 1\nAAAA\n{NOTED}", "line 2: 'AAAA' is no hash"),
    ],
)
def test_what_is_no_consistency_proof_is_refused(text: str, words: str) -> None:
    """The error says which line."""
    with pytest.raises(NoteError) as caught:
        read_consistency(text)
    assert words in str(caught.value)


def test_proof_may_be_given_as_a_value(log: Log) -> None:
    """A program that has read a proof need not write it again."""
    proof = read_proof(log.prove(5))
    assert isinstance(proof, InclusionProof)
    assert check_record(body(log, 5), proof) == proof


def _at(log: Log, size: int) -> Checkpoint:
    early = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    store = early._store
    assert isinstance(store, MemoryStore)
    store._rows = list(log._store.rows(0, size))
    return early.checkpoint()
