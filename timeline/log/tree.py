"""The Merkle tree over a log's leaves, the genesis first: roots, proofs, and their checks."""

import hashlib
from collections.abc import Iterable, Sequence

from timeline.errors import ProofError
from timeline.log.hashes import node_hash

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""Root of the tree without leaves (RFC 6962, 2.1)."""


class Edge:
    """
    The right edge of a growing tree: enough to add leaves and to tell the root.

    It holds one hash for each full subtree, so at most one for each binary digit of its size.
    """

    def __init__(self) -> None:
        self.size = 0
        self._kept: list[bytes | None] = []

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes, 32 bytes each, behind those that are there."""
        nodes = list(leaves)
        self.size += len(nodes)
        level = 0
        while nodes:
            if level == len(self._kept):
                self._kept.append(None)
            kept = self._kept[level]
            if kept is not None:
                nodes.insert(0, kept)
            self._kept[level] = nodes.pop() if len(nodes) % 2 else None
            nodes = _paired(nodes)
            level += 1

    @property
    def root(self) -> bytes:
        """Root of the tree over all leaves added so far, 32 bytes."""
        root: bytes | None = None
        for kept in self._kept:
            if kept is not None:
                root = kept if root is None else node_hash(kept, root)
        return EMPTY_ROOT if root is None else root


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """
    Return the root over leaf hashes: `MTH` of RFC 6962, 2.1; a leaf alone is its own root.

    Args:
        leaves: Leaf hashes, 32 bytes each, from position 0 on.
    """
    edge = Edge()
    edge.extend(leaves)
    return edge.root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """
    Return what leads from a leaf to the root: its siblings, lowest first (RFC 6962, 2.1.1).

    Args:
        leaves: Leaf hashes of the whole tree.
        index: Which leaf, from 0.

    Raises:
        ProofError: The tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ProofError(
            f"leaf {index}", f"is not in a tree of size {len(leaves)}", "prove one that is"
        )
    first, last, siblings = 0, len(leaves), list[bytes]()
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            siblings.append(tree_root(leaves[middle:last]))
            last = middle
        else:
            siblings.append(tree_root(leaves[first:middle]))
            first = middle
    return tuple(reversed(siblings))


def consistency_proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """
    Return what shows that a tree begins with an older one (RFC 6962, 2.1.2).

    It is empty where nothing needs to be shown: for a tree and itself, and for the empty tree.

    Args:
        leaves: Leaf hashes of the whole tree.
        old: Size of the older tree.

    Raises:
        ProofError: The older tree is larger.
    """
    if not 0 <= old <= len(leaves):
        raise ProofError(
            f"a tree of size {len(leaves)}",
            f"does not begin with one of size {old}",
            "give an older one",
        )
    first, last, left, hashes = 0, len(leaves), True, list[bytes]()
    while old and last != old:
        middle = first + _split(last - first)
        if old <= middle:
            hashes.append(tree_root(leaves[middle:last]))
            last = middle
        else:
            hashes.append(tree_root(leaves[first:middle]))
            first, left = middle, False
    if old and not left:
        hashes.append(tree_root(leaves[first:last]))
    return tuple(reversed(hashes))


def check_inclusion(
    proof: Sequence[bytes], *, index: int, size: int, leaf: bytes, root: bytes
) -> None:
    """
    Do nothing where a proof leads from a leaf to a root (RFC 9162, 2.1.3.2).

    Raises:
        ProofError: It does not.
    """
    what = f"the proof of leaf {index} in a tree of size {size}"
    if not 0 <= index < size:
        raise ProofError(what, "names a leaf that is not in the tree", "ask for another proof")
    at, last, found = index, size - 1, leaf
    for each in proof:
        if last == 0:
            raise ProofError(what, "is too long", "ask for another proof")
        if at % 2 or at == last:
            found = node_hash(each, found)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError(what, "is too short", "ask for another proof")
    if found != root:
        raise ProofError(what, "does not lead to the root", "these are other bytes, or another log")


def check_consistency(
    proof: Sequence[bytes], *, old: int, old_root: bytes, size: int, root: bytes
) -> None:
    """
    Do nothing where a proof shows that one tree begins with another (RFC 9162, 2.1.4.2).

    Raises:
        ProofError: It does not.
    """
    what = f"the proof that a tree of size {size} begins with one of size {old}"
    if not 0 <= old <= size:
        raise ProofError(what, "has the sizes the wrong way round", "ask for another proof")
    found = _consistent_roots(what, proof, old, size, old_root)
    if found is None:
        found = (EMPTY_ROOT, root) if old == 0 else (root, root)
        if proof:
            raise ProofError(what, "is too long", "ask for another proof")
    if found != (old_root, root):
        advice = "keep both checkpoints: one of them is of another history"
        raise ProofError(what, "does not lead to both roots", advice)


def _consistent_roots(
    what: str, proof: Sequence[bytes], old: int, size: int, old_root: bytes
) -> tuple[bytes, bytes] | None:
    if old in {0, size}:
        return None
    hashes = [old_root, *proof] if old & (old - 1) == 0 else [*proof]
    if not proof:
        raise ProofError(what, "is too short", "ask for another proof")
    at, last = old - 1, size - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    before = now = hashes[0]
    for each in hashes[1:]:
        if last == 0:
            raise ProofError(what, "is too long", "ask for another proof")
        if at % 2 or at == last:
            before, now = node_hash(each, before), node_hash(each, now)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            now = node_hash(now, each)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError(what, "is too short", "ask for another proof")
    return before, now


def _paired(nodes: list[bytes]) -> list[bytes]:
    sha = hashlib.sha256
    pairs = zip(nodes[::2], nodes[1::2], strict=True)
    return [sha(b"\x01" + left + right).digest() for left, right in pairs]


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1
