"""The tree: against the definition, against pymerkle, and its proofs against every slip."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle.hasher import MerkleHasher

from timeline.errors import ProofError
from timeline.log.hashes import leaf_hash, node_hash
from timeline.log.tree import (
    EMPTY_ROOT,
    Edge,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    tree_root,
)

LEAVES = [leaf_hash(b"%d" % number) for number in range(5_000)]
SIZES = range(71)


def naive_root(leaves: list[bytes]) -> bytes:
    """Return MTH as RFC 6962, 2.1 defines it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


def naive_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """Return PATH as RFC 6962, 2.1.1 defines it."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """Return SUBPROOF as RFC 6962, 2.1.2 defines it."""
    if m == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], whole=whole), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], whole=False), naive_root(leaves[:k])]


def split(size: int) -> int:
    """Return the largest power of two below a size."""
    k = 1
    while 2 * k < size:
        k *= 2
    return k


@pytest.fixture(scope="module")
def peer() -> InmemoryTree:
    """Return pymerkle's tree over the same leaves; it hashes as RFC 6962 does."""
    tree = InmemoryTree(algorithm="sha256")
    for number in range(len(LEAVES)):
        tree.append_entry(b"%d" % number)
    return tree


@pytest.mark.parametrize("size", SIZES)
def test_root_is_the_recursive_definition(size: int) -> None:
    """Levels joined pair by pair give what the definition gives from the top."""
    assert tree_root(LEAVES[:size]) == naive_root(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_inclusion_proof_is_the_recursive_definition(size: int) -> None:
    """Siblings are those of PATH, lowest first, for every leaf."""
    leaves = LEAVES[:size]
    for index in range(size):
        assert list(inclusion_proof(leaves, index)) == naive_path(index, leaves)


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_consistency_proof_is_the_recursive_definition(size: int) -> None:
    """Hashes are those of PROOF, for every older size."""
    leaves = LEAVES[:size]
    for old in range(1, size + 1):
        expected = naive_subproof(old, leaves, whole=True)
        assert list(consistency_proof(leaves, old)) == expected


def test_roots_are_those_of_pymerkle(peer: InmemoryTree) -> None:
    """Another implementation has the same roots at all sizes to 70 and at some to 5,000."""
    sizes = [*SIZES[1:], *random.Random(6962).sample(range(71, 5_001), 20)]
    assert [tree_root(LEAVES[:size]) for size in sizes] == [peer.get_root(s) for s in sizes]


def test_inclusion_proofs_are_those_of_pymerkle(peer: InmemoryTree) -> None:
    """Its siblings are ours; it hands out the leaf before them."""
    draw = random.Random(9162)
    for _ in range(200):
        size = draw.randint(1, 600)
        index = draw.randrange(size)
        theirs = peer.prove_inclusion(index + 1, size).path
        assert theirs[0] == LEAVES[index]
        assert set(theirs[1:]) == set(inclusion_proof(LEAVES[:size], index))


def test_leaf_and_node_are_hashed_in_their_own_domains() -> None:
    """A leaf of two hashes is no node of them; pymerkle hashes alike."""
    left, right = LEAVES[:2]
    hasher = MerkleHasher("sha256")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert node_hash(left, right) == hasher.hash_pair(left, right)
    assert leaf_hash(b"x") == hasher.hash_buff(b"x")


def test_tree_without_leaves_has_the_root_of_nothing() -> None:
    """The empty root is the hash of the empty text, as `sha256sum /dev/null` says."""
    assert tree_root([]) == EMPTY_ROOT == Edge().root
    assert EMPTY_ROOT.hex().startswith("e3b0c44298fc1c149afb")


@given(st.lists(st.integers(0, 40), max_size=12))
def test_edge_grown_in_pieces_is_the_tree_at_once(pieces: list[int]) -> None:
    """However leaves arrive, the edge has the root of all of them, and one hash a level."""
    edge, done = Edge(), 0
    for piece in pieces:
        edge.extend(LEAVES[done : done + piece])
        done += piece
        assert edge.root == tree_root(LEAVES[:done])
    assert edge.size == done
    assert len(edge._kept) <= done.bit_length()


@given(st.data(), st.integers(1, 300))
def test_proofs_are_accepted(data: st.DataObject, size: int) -> None:
    """Every proof made holds."""
    leaves, root = LEAVES[:size], tree_root(LEAVES[:size])
    index = data.draw(st.integers(0, size - 1))
    check_inclusion(
        inclusion_proof(leaves, index), index=index, size=size, leaf=leaves[index], root=root
    )
    old = data.draw(st.integers(0, size))
    proof = consistency_proof(leaves, old)
    check_consistency(proof, old=old, old_root=tree_root(leaves[:old]), size=size, root=root)


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 9, 31])
def test_inclusion_proof_of_anything_else_is_refused(size: int) -> None:
    """Another leaf, index, size or root; a hash changed, left out, put in, or swapped."""
    leaves, root = LEAVES[:size], tree_root(LEAVES[:size])
    for index in range(size):
        proof, leaf = inclusion_proof(leaves, index), leaves[index]
        other = LEAVES[100]
        for wrong, at, of, end in [
            *((each, index, leaf, root) for each in slips(proof)),
            *((proof, each, leaf, root) for each in (index + 1, index - 1, size)),
            (proof, index, other, root),
            (proof, index, leaf, other),
        ]:
            with pytest.raises(ProofError):
                check_inclusion(wrong, index=at, size=size, leaf=of, root=end)


@pytest.mark.parametrize("size", [2, 3, 6, 7, 8, 9, 31])
def test_consistency_proof_of_anything_else_is_refused(size: int) -> None:
    """Another size or root; a hash changed, left out, put in, or swapped."""
    leaves, root = LEAVES[:size], tree_root(LEAVES[:size])
    for old in range(1, size):
        proof, before = consistency_proof(leaves, old), tree_root(leaves[:old])
        other = LEAVES[100]
        for wrong, at, start, end in [
            *((each, old, before, root) for each in slips(proof)),
            (proof, size + 1, before, root),
            (proof, old, other, root),
            (proof, old, before, other),
        ]:
            with pytest.raises(ProofError):
                check_consistency(wrong, old=at, old_root=start, size=size, root=end)


def slips(proof: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    """Return proofs that differ from one in a hash changed, left out, put in, or swapped."""
    changed = [(*proof[:at], LEAVES[99], *proof[at + 1 :]) for at in range(len(proof))]
    shorter = [(*proof[:at], *proof[at + 1 :]) for at in range(len(proof))]
    swapped = [
        (*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]) for at in range(len(proof) - 1)
    ]
    longer = [(*proof, LEAVES[99]), (LEAVES[99], *proof)]
    return [*changed, *shorter, *swapped, *longer]


def test_consistency_with_itself_and_with_nothing_needs_no_hashes() -> None:
    """A tree begins with itself and with the empty tree; equal sizes need equal roots."""
    root = tree_root(LEAVES[:5])
    assert consistency_proof(LEAVES[:5], 5) == consistency_proof(LEAVES[:5], 0) == ()
    check_consistency((), old=5, old_root=root, size=5, root=root)
    check_consistency((), old=0, old_root=EMPTY_ROOT, size=5, root=root)
    for old, old_root in [(5, LEAVES[0]), (0, LEAVES[0])]:
        with pytest.raises(ProofError, match="does not lead to both roots"):
            check_consistency((), old=old, old_root=old_root, size=5, root=root)
    for old, old_root in [(5, root), (0, EMPTY_ROOT)]:
        with pytest.raises(ProofError, match="too long"):
            check_consistency((root,), old=old, old_root=old_root, size=5, root=root)


@pytest.mark.parametrize("index", [-1, 5, 6])
def test_leaf_outside_the_tree_has_no_proof(index: int) -> None:
    """Negative indexes do not count from the end."""
    with pytest.raises(ProofError, match="is not in a tree of size 5"):
        inclusion_proof(LEAVES[:5], index)


@pytest.mark.parametrize("old", [-1, 6])
def test_tree_does_not_begin_with_a_larger_one(old: int) -> None:
    """There is no proof of what cannot be."""
    with pytest.raises(ProofError, match="does not begin with one of size"):
        consistency_proof(LEAVES[:5], old)


def test_roots_of_rfc_6962_examples() -> None:
    """The test vectors of the reference implementation of certificate transparency."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    inputs.append("606162636465666768696a6b6c6d6e6f")
    leaves = [leaf_hash(bytes.fromhex(each)) for each in inputs]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    assert {size: tree_root(leaves[:size]).hex() for size in roots} == roots
