"""Signed notes: what is read, what is refused and where, and whose signature counts."""

import base64
import sys

import pytest

from timeline.errors import MissingExtraError, NoteError, ProofError
from timeline.log.notes import (
    LARGEST_NOTE,
    MOST_SIGNATURES,
    Note,
    Signature,
    check_name,
    from_base64,
    read_note,
)
from timeline.log.signing import Signer, Verifier, new_signer, read_signer, read_verifier, signers

EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n"
    "\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
)
"""The key and the note by which the C2SP signed-note specification shows its form."""

TEXT = "example.org/case\n7\n"
LINE = f"— example.org/case {base64.b64encode(bytes(68)).decode()}\n"
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"


@pytest.fixture(scope="module")
def signer() -> Signer:
    """Return a key."""
    return new_signer("example.org/case")


def signed(text: str, *keys: Signer) -> str:
    """Return the note of a text, signed."""
    return str(Note(text=text, signatures=tuple(key.signature(text) for key in keys)))


def test_example_of_the_specification_is_signed_by_its_key() -> None:
    """A note and a key that we did not make."""
    key = read_verifier(EXAMPLE_KEY)
    assert signers(read_note(EXAMPLE), [EXAMPLE_KEY]) == (key,)
    assert str(key) == EXAMPLE_KEY


def test_note_comes_back_byte_for_byte() -> None:
    """Bytes → note → bytes is the identity."""
    assert str(read_note(EXAMPLE.encode())).encode() == EXAMPLE.encode()


def test_text_may_hold_empty_lines() -> None:
    """The last empty line is the one in front of the signatures."""
    assert read_note(f"a\n\nb\n\n{LINE}").text == "a\n\nb\n"


@pytest.mark.parametrize(
    "note,words",
    [
        ("", "is not signed"),
        (TEXT, "is not signed"),
        (f"{TEXT}\n", "is not signed"),
        (f"{TEXT}{LINE}", "is not signed"),
        (f"{TEXT}\n{LINE}"[:-1], "line 4: does not end with a line feed"),
        (f"{TEXT}\n{LINE}\n", "is not signed"),
        (f"{TEXT}\n{LINE}x\n", "line 5: 'x' is no signature"),
        (f"{TEXT}\n-{LINE[1:]}", "line 4: "),
        (f"{TEXT}\n–{LINE[1:]}", "it begins with an em dash"),
        (f"{TEXT}\n—{LINE[2:]}", "it begins with an em dash"),
        (f"{TEXT}\n— {LINE[1:]}", "line 4: '' is no name"),
        (f"{TEXT}\n— a+b {LINE.split(' ')[2]}", "'a+b' is no name"),
        (f"{TEXT}\n— a\u00a0b {LINE.split(' ')[2]}", "is no name"),
        (f"{TEXT}\n— name\n", "'' is no signature in base64"),
        (f"{TEXT}\n— name AAAA\n", "is no signature in base64"),
        (f"{TEXT}\n— name AAAAAA==\n", "is no signature in base64"),
        (f"{TEXT}\n{LINE[:-1]} \n", "is no signature in base64"),
        (f"{TEXT}\n{LINE[:-1]}=\n", "is no signature in base64"),
        (f"{TEXT}\n{LINE.replace('=', '')}", "is no signature in base64"),
        (f"{TEXT}\n— name AAAA_-AA\n", "is no signature in base64"),
        (f"{TEXT}\n— name AAAAAAB=\n", "is no signature in base64"),
        (f"{TEXT}\n{LINE}".replace("\n", "\r\n"), "line 1: holds a carriage return"),
        (f"{TEXT}\t\n{LINE}", r"line 3: holds the control character '\t'"),
        (f"{TEXT}\x00\n{LINE}", r"the control character '\x00'"),
        (b"\xff\n\n", "is not UTF-8"),
        ("half \ud800\n\n", "is not UTF-8"),
        (f"{TEXT}\n{LINE * (MOST_SIGNATURES + 1)}", "more than 100 signatures"),
        ("x" * LARGEST_NOTE + f"\n\n{LINE}", "more than 1000000"),
    ],
)
def test_what_is_no_note_is_refused_with_its_line(note: str | bytes, words: str) -> None:
    """The error says which line, and what is wrong with it."""
    with pytest.raises(NoteError) as caught:
        read_note(note)
    assert words in str(caught.value)


def test_longest_note_is_read() -> None:
    """A megabyte is read; one byte more is not, whatever it holds."""
    signed_lines = f"\n\n{LINE}"
    text = "x" * (LARGEST_NOTE - len(signed_lines.encode()))
    assert read_note(text + signed_lines).text == f"{text}\n"
    with pytest.raises(NoteError, match="has 1000001 bytes, more than 1000000"):
        read_note(f"x{text}{signed_lines}")


def test_shortest_signature_has_one_byte_behind_its_key() -> None:
    """Whether it is long enough for its type is for the key to say."""
    line = f"— name {base64.b64encode(b'abcdx').decode()}\n"
    assert read_note(f"{TEXT}\n{line}").signatures[0].signature == b"x"


def test_a_hundred_signatures_are_read() -> None:
    """As many as Go's reader takes."""
    assert len(read_note(f"{TEXT}\n{LINE * MOST_SIGNATURES}").signatures) == MOST_SIGNATURES


@pytest.mark.parametrize("space", list(SPACES))
def test_name_without_spaces(space: str) -> None:
    """Every sign that Unicode calls a space is one, not only ASCII's."""
    with pytest.raises(NoteError, match="no spaces"):
        check_name(f"a{space}b", "key")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\n"])
def test_name_without_control_characters(sign: str) -> None:
    """A terminal that shows the name would do what they say."""
    with pytest.raises(NoteError, match="is no name"):
        check_name(f"a{sign}b", "key")


@pytest.mark.parametrize("name", ["a", "example.org/case-1", "випадок", "a:b@c", "é"])
def test_name_may_be_anything_else(name: str) -> None:
    """Nothing is asked of a name but to stand in a line."""
    check_name(name, "key")


@pytest.mark.parametrize("text", ["QQ=", "QR==", "Q", "QQ==\n", " QQ==", "=", "QQ==QQ==", "é"])
def test_base64_has_one_form(text: str) -> None:
    """Padding bits that say nothing, missing padding and white space are refused."""
    assert from_base64(text) is None


def test_unknown_signatures_are_ignored(signer: Signer) -> None:
    """Colleagues and witnesses may sign, also with types of keys that are not known here."""
    stranger = Signature(name="w.example", key_id=b"abcd", signature=b"\x04" * 80)
    note = Note(text=TEXT, signatures=(stranger, signer.signature(TEXT)))
    assert signers(read_note(str(note)), [signer.verifier]) == (signer.verifier,)


def test_same_name_with_another_id_is_unknown(signer: Signer) -> None:
    """A key that bears the name of another is another key."""
    rival = new_signer(signer.verifier.name)
    note = read_note(signed(TEXT, rival, signer))
    assert signers(note, [signer.verifier]) == (signer.verifier,)


def test_wrong_signature_of_a_known_key_refuses_the_note(signer: Signer) -> None:
    """Also where another known key signed rightly, and in whichever order."""
    other = new_signer("colleague.example")
    wrong = signer.signature(TEXT + "x")
    for lines in [(wrong,), (wrong, other.signature(TEXT)), (other.signature(TEXT), wrong)]:
        note = Note(text=TEXT, signatures=lines)
        with pytest.raises(ProofError, match="wrong signature of example"):
            signers(note, [signer.verifier, other.verifier])


def test_second_signature_of_a_key_is_checked_too(signer: Signer) -> None:
    """A right signature does not cover for a wrong one behind it."""
    lines = (signer.signature(TEXT), signer.signature("x\n"))
    with pytest.raises(ProofError, match="wrong signature"):
        signers(Note(text=TEXT, signatures=lines), [signer.verifier])


@pytest.mark.parametrize("signature", [b"x", bytes(63), bytes(64), bytes(65)])
def test_signature_of_any_length_is_checked(signer: Signer, signature: bytes) -> None:
    """What cannot be an Ed25519 signature is a wrong one."""
    line = Signature(name=signer.verifier.name, key_id=signer.verifier.id, signature=signature)
    with pytest.raises(ProofError, match="wrong signature"):
        signers(Note(text=TEXT, signatures=(line,)), [signer.verifier])


def test_note_that_no_known_key_signed_is_refused(signer: Signer) -> None:
    """The error says who did sign."""
    note = read_note(signed(TEXT, new_signer("b.example")))
    with pytest.raises(ProofError, match=r"is signed by 'b\.example', and by no key"):
        signers(note, [signer.verifier])


def test_two_keys_of_one_name_and_id_are_refused(signer: Signer) -> None:
    """Ids are four bytes, so a second key can be made to share one; neither is then believed."""

    class Twin(Verifier):
        @property
        def id(self) -> bytes:
            return signer.verifier.id

    twin = Twin(name=signer.verifier.name, public=bytes(32))
    with pytest.raises(ProofError, match="which two keys are"):
        signers(read_note(signed(TEXT, signer)), [signer.verifier, twin])


def test_keys_come_back_from_their_texts(signer: Signer) -> None:
    """Key → text → key is the identity, and what it signs then is the same."""
    back = read_signer(signer.secret)
    assert back == signer
    assert read_verifier(str(signer.verifier)) == signer.verifier
    assert back.signature(TEXT) == signer.signature(TEXT)


def test_secret_is_not_shown(signer: Signer) -> None:
    """A key in a traceback or a notebook gives nothing away."""
    assert base64.b64encode(signer.seed).decode() not in repr(signer) + str(signer)
    assert repr(signer.seed) not in repr(signer)


ID, KEY = EXAMPLE_KEY.split("+")[1:]


@pytest.mark.parametrize(
    "text,words",
    [
        ("", "'' is no name"),
        ("example.com/foo", "has no base64"),
        (f"example.com/foo+{ID}", "has no base64"),
        (f"example.com/foo+{ID}+{KEY[:-1]}", "has no base64"),
        (f"example.com/fo+{ID}+{KEY}", "and its key has"),
        (f"example.com/foo+{ID.upper()}+{KEY}", "has the id '530D903A'"),
        (f"example.com/foo+530d903b+{KEY}", "has the id '530d903b'"),
        (f"example .com+{ID}+{KEY}", "is no name"),
        (f"a+{ID}+{base64.b64encode(b'/' + bytes(32)).decode()}", "is of type 47; only type 1"),
        (f"a+{ID}+{base64.b64encode(bytes([1]) + bytes(31)).decode()}", "has 31 bytes of key"),
        (f"a+{ID}+{base64.b64encode(bytes([1]) + bytes(33)).decode()}", "has 33 bytes of key"),
        (f"a+{ID}+{base64.b64encode(bytes(33)).decode()}", "is of type 0; only type 1"),
    ],
)
def test_what_is_no_verifier_key_is_refused(text: str, words: str) -> None:
    """A key that was copied wrongly is found by its id."""
    with pytest.raises(NoteError) as caught:
        read_verifier(text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text,words",
    [
        ("", "does not begin with PRIVATE+KEY+"),
        (EXAMPLE_KEY, "does not begin with PRIVATE+KEY+"),
        (f"PRIVATE+KEY+{EXAMPLE_KEY}", "has the id '530d903a', and its key has"),
        ("PRIVATE+KEY+a+00000000+AQ==", "has 0 bytes of key"),
    ],
)
def test_what_is_no_signing_key_is_refused(text: str, words: str) -> None:
    """A verifier key does not sign."""
    with pytest.raises(NoteError) as caught:
        read_signer(text)
    assert words in str(caught.value)


def test_key_needs_a_name_that_a_note_can_bear() -> None:
    """Better at once than when the first checkpoint is to be signed."""
    with pytest.raises(NoteError, match="is no name"):
        new_signer("case 1")


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without cryptography nothing is signed or checked; the error says what to install."""
    monkeypatch.delitem(sys.modules, "timeline.log.ed25519", raising=False)
    monkeypatch.delattr("timeline.log.ed25519", raising=False)
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    for use in (
        lambda: new_signer("example.org/case"),
        lambda: signers(read_note(EXAMPLE), [EXAMPLE_KEY]),
    ):
        with pytest.raises(MissingExtraError, match=r'needs the "sign" extra: pip install'):
            use()


def test_checkpoint_is_read_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs no signature needs no cryptography."""
    monkeypatch.setitem(sys.modules, "timeline.log.ed25519", None)
    assert read_note(EXAMPLE).text == "This is an example message.\n"
    assert str(read_verifier(EXAMPLE_KEY)) == EXAMPLE_KEY
