"""Ed25519 as `cryptography` does it, on raw bytes (RFC 8032); needs the extra `sign`."""

from timeline.errors import MissingExtraError

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )
except ImportError:
    raise MissingExtraError("signing, and checking a signature,", "sign") from None


def new_seed() -> bytes:
    """Return a new private key, 32 random bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(seed: bytes) -> bytes:
    """Return the public key of a private one, 32 bytes each."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def signature(seed: bytes, message: bytes) -> bytes:
    """Return the signature of a message, 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def holds(public: bytes, message: bytes, signed: bytes) -> bool:
    """Return whether a signature is one of a message by the holder of a key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed, message)
    except (InvalidSignature, ValueError):
        return False
    return True
