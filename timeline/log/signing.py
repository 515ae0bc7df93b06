"""Keys that sign and check notes: Ed25519, in the text forms of C2SP signed-note."""

from collections.abc import Iterable

from attrs import field, frozen

from timeline.errors import NoteError, ProofError, shown
from timeline.log.notes import Note, Signature, check_name, from_base64, key_id, to_base64

ED25519 = 1
"""The one type of key that is known here."""

KEY_LENGTH = 32

_PRIVATE = "PRIVATE+KEY+"


@frozen(kw_only=True)
class Verifier:
    """
    A public key, by which a signature is checked.

    Args:
        name: Name of the key, as a rule the origin of the log that it signs for.
        public: The Ed25519 public key, 32 bytes.
    """

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        return key_id(self.name, ED25519, self.public)

    def holds(self, text: str, signature: bytes) -> bool:
        """
        Return whether this key made a signature of a text.

        Raises:
            MissingExtraError: The extra `sign` is not installed.
        """
        from timeline.log import ed25519  # noqa: PLC0415 - cryptography is an extra

        return ed25519.holds(self.public, text.encode(), signature)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([ED25519]) + self.public)}"


@frozen(kw_only=True)
class Signer:
    """
    A private key; whoever has it can sign in the name of the log.

    Args:
        verifier: Its public key, with its name.
        seed: The Ed25519 private key, 32 bytes; it is not shown.
    """

    verifier: Verifier
    seed: bytes = field(repr=False)

    def signature(self, text: str) -> Signature:
        """
        Return the signature line of a text.

        Raises:
            MissingExtraError: The extra `sign` is not installed.
        """
        from timeline.log import ed25519  # noqa: PLC0415 - cryptography is an extra

        made = ed25519.signature(self.seed, text.encode())
        return Signature(name=self.verifier.name, key_id=self.verifier.id, signature=made)

    @property
    def secret(self) -> str:
        """The private key as text, for its file and for nothing else."""
        coded = to_base64(bytes([ED25519]) + self.seed)
        return f"{_PRIVATE}{self.verifier.name}+{self.verifier.id.hex()}+{coded}"


Keys = Iterable[Verifier | str]
"""Keys that are known, also as text: `name+id+base64`."""


def new_signer(name: str) -> Signer:
    """
    Return a new key.

    Args:
        name: Its name: the origin of the log that it is to sign for.

    Raises:
        NoteError: No key may bear that name.
        MissingExtraError: The extra `sign` is not installed.
    """
    from timeline.log import ed25519  # noqa: PLC0415 - cryptography is an extra

    check_name(name, "key")
    seed = ed25519.new_seed()
    return Signer(verifier=Verifier(name=name, public=ed25519.public_key(seed)), seed=seed)


def read_verifier(text: str) -> Verifier:
    """
    Return a public key from its text, `name+id+base64`.

    Raises:
        NoteError: It is no such text, of another type than Ed25519, or its id is another key's.
    """
    name, identity, public = _parts(text, "verifier key")
    found = Verifier(name=name, public=public)
    _check_id(found, identity, "verifier key")
    return found


def read_signer(text: str) -> Signer:
    """
    Return a private key from its text, `PRIVATE+KEY+name+id+base64`.

    Raises:
        NoteError: It is no such text, of another type than Ed25519, or its id is another key's.
        MissingExtraError: The extra `sign` is not installed.
    """
    from timeline.log import ed25519  # noqa: PLC0415 - cryptography is an extra

    if not text.startswith(_PRIVATE):
        raise NoteError("signing key", None, f"does not begin with {_PRIVATE}")
    name, identity, seed = _parts(text.removeprefix(_PRIVATE), "signing key")
    verifier = Verifier(name=name, public=ed25519.public_key(seed))
    _check_id(verifier, identity, "signing key")
    return Signer(verifier=verifier, seed=seed)


def known_keys(keys: Keys) -> tuple[Verifier, ...]:
    """
    Return keys from what people give for them.

    Raises:
        NoteError: A text is no verifier key.
    """
    given = [keys] if isinstance(keys, str) else keys
    return tuple(read_verifier(each.strip()) if isinstance(each, str) else each for each in given)


def signers(note: Note, keys: Keys, what: str = "signed note") -> tuple[Verifier, ...]:
    """
    Return the keys that signed a note; signatures of other keys are ignored.

    Args:
        note: The note.
        keys: The keys that are known.
        what: What the note is, for messages.

    Raises:
        ProofError: None of the keys signed it, or a signature of one of them is wrong.
        MissingExtraError: The extra `sign` is not installed.
    """
    known = known_keys(keys)
    found: list[Verifier] = []
    for each in note.signatures:
        rivals = {key for key in known if (key.name, key.id) == (each.name, each.key_id)}
        if len(rivals) > 1:
            raise ProofError(what, f"names {each.name}, which two keys are", "trust one of them")
        found += [key for key in rivals if _holding(key, note, each, what)]
    if not found:
        names = ", ".join(shown(each.name) for each in note.signatures) or "nobody"
        advice = "give the verifier key of its log, which its keeper published"
        raise ProofError(what, f"is signed by {names}, and by no key that was given", advice)
    return tuple(dict.fromkeys(found))


def _holding(key: Verifier, note: Note, signature: Signature, what: str) -> bool:
    if not key.holds(note.text, signature.signature):
        problem = f"bears a wrong signature of {key.name}+{key.id.hex()}"
        raise ProofError(what, problem, "it was changed, or is a forgery: do not use it")
    return True


def _parts(text: str, what: str) -> tuple[str, str, bytes]:
    name, _, rest = text.partition("+")
    identity, _, coded = rest.partition("+")
    check_name(name, what)
    data = from_base64(coded)
    if not data:
        raise NoteError(what, None, "has no base64 behind its second '+'; write name+id+base64")
    if data[0] != ED25519:
        raise NoteError(what, None, f"is of type {data[0]}; only type {ED25519}, Ed25519, is known")
    if len(data) != 1 + KEY_LENGTH:
        raise NoteError(what, None, f"has {len(data) - 1} bytes of key, not {KEY_LENGTH}")
    return name, identity, data[1:]


def _check_id(key: Verifier, identity: str, what: str) -> None:
    if identity != key.id.hex():
        problem = f"has the id {shown(identity)}, and its key has {key.id.hex()}: copy it again"
        raise NoteError(what, None, problem)
