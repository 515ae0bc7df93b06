"""Records whose kind this program does not know: carried through untouched, and reported."""

from attrs import frozen


@frozen(kw_only=True)
class UnknownRecord:
    """
    A record of a kind, or of a version of a kind, that this program cannot read.

    Args:
        kind: Its stored kind.
        version: Its stored version of that kind.
        body: Its canonical body, byte for byte.
    """

    kind: str
    version: int
    body: bytes
