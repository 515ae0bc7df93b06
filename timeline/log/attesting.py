"""What the rows of a log can prove by themselves, to people who have not got them."""

from collections.abc import Iterable, Sequence

from timeline.errors import IntegrityError, ProofError
from timeline.log.checkpoints import Checkpoint, checkpoint, signed
from timeline.log.hashes import EMPTY_CHAIN, chain_hash
from timeline.log.integrity import genesis_origin
from timeline.log.key_file import KeyFile
from timeline.log.port import Store
from timeline.log.proofs import ConsistencyProof, InclusionProof
from timeline.log.signing import Keys, known_keys
from timeline.log.tree import consistency_proof, inclusion_proof, tree_root
from timeline.log.verification import Progress, verified

Checkpoints = Checkpoint | bytes | str | Sequence[Checkpoint | bytes | str]
"""A checkpoint, or the text of one, or several."""


def origin(store: Store) -> str:
    """
    Return the name that a log bears in its genesis.

    Raises:
        IntegrityError: It has none.
    """
    first = next(iter(store.rows(0, 1)), None)
    return genesis_origin(None if first is None else first.body)[0]


def position_of(store: Store, which: int | str) -> int:
    """
    Return the position of a record, named by it or by its id.

    Raises:
        ProofError: It is not in the log.
    """
    if isinstance(which, str):
        found = abs(store.positions([which]).get(which, 0))
        if not found:
            raise ProofError(which, "is not in this log", "give the id of a record that is")
        return found
    tail = store.tail()
    last = tail.position if tail else 0
    if not 0 <= which <= last:
        raise ProofError(f"position {which}", "is not in the log", f"ask for 0 to {last}")
    return which


def given(checkpoints: Checkpoints | None, keys: Keys) -> tuple[Checkpoint, ...]:
    """
    Return checkpoints from what people give, their signatures checked against keys.

    Raises:
        NoteError: One of them is no checkpoint, or a key is none.
        ProofError: One of them bears no signature of a known key, or a wrong one.
    """
    known = known_keys(keys)
    if checkpoints is None:
        return ()
    listed: Iterable[Checkpoint | bytes | str]
    listed = [checkpoints] if isinstance(checkpoints, Checkpoint | bytes | str) else checkpoints
    return tuple(checkpoint(each, known) for each in listed)


def present(store: Store, key: KeyFile | None, progress: Progress | None) -> Checkpoint:
    """
    Return the checkpoint of a log as it is now, made of its bytes; with a key, signed.

    Raises:
        IntegrityError: The log was changed, or does not continue what the key signed last.
        ProofError: What is kept beside the key is not signed by it.
        StoreError: Another program is signing, or the files beside the key refuse.
    """
    if key is None:
        return verified(store, progress=progress).checkpoint
    with key.held():
        last = key.last
        made = verified(store, () if last is None else [last], progress).checkpoint
        made = signed(made, key.signer)
        key.keep(made)
    return made


def inclusion(store: Store, position: int, pin: Checkpoint | None) -> InclusionProof:
    """
    Return the proof that a row is in the log of a checkpoint, or in the log as it is now.

    Raises:
        IntegrityError: The log was changed, or is not what the checkpoint covers.
        ProofError: The checkpoint does not cover the row.
    """
    leaves, pin = _covered(store, pin)
    if position >= pin.size:
        problem = f"is not covered by a checkpoint of size {pin.size}"
        raise ProofError(f"position {position}", problem, "make a newer one: log.checkpoint()")
    hashes = inclusion_proof(leaves, position)
    return InclusionProof(index=position, hashes=hashes, checkpoint=pin)


def consistency(store: Store, old: Checkpoint, pin: Checkpoint | None) -> ConsistencyProof:
    """
    Return the proof that the log of a checkpoint, or as it is now, continues an older one.

    Raises:
        IntegrityError: The log was changed, or is not what the checkpoints cover.
        ProofError: The older one is larger.
    """
    leaves, pin = _covered(store, pin)
    _check(old, origin(store), leaves)
    hashes = consistency_proof(leaves, old.size)
    return ConsistencyProof(old=old.size, hashes=hashes, checkpoint=pin)


def _covered(store: Store, pin: Checkpoint | None) -> tuple[list[bytes], Checkpoint]:
    name, leaves = origin(store), stored_leaves(store, None if pin is None else pin.size)
    if pin is None:
        return leaves, Checkpoint(origin=name, size=len(leaves), root=tree_root(leaves))
    _check(pin, name, leaves)
    return leaves, pin


def _check(pin: Checkpoint, name: str, leaves: Sequence[bytes]) -> None:
    if pin.origin != name:
        raise IntegrityError(0, f"the log is {name}, and the checkpoint is of {pin.origin}")
    if pin.size > len(leaves):
        problem = f"is missing; the checkpoint covers {pin.size} rows"
        raise IntegrityError(len(leaves), problem)
    if tree_root(leaves[: pin.size]) != pin.root:
        where = f"it, or one behind it up to {pin.position},"
        raise IntegrityError(0, f"{where} is not what the checkpoint of size {pin.size} covers")


def stored_leaves(store: Store, stop: int | None = None) -> list[bytes]:
    """
    Return the leaf hashes of a log, computed of its bytes and held against its chain.

    Args:
        store: The log.
        stop: How many at most.

    Raises:
        IntegrityError: A row was changed or is missing.
    """
    chain, leaves = EMPTY_CHAIN, list[bytes]()
    for row in store.rows(0, stop):
        leaf = row.leaf
        chain = chain_hash(chain, leaf)
        if row.position != len(leaves) or chain != row.chain:
            raise IntegrityError(len(leaves), "its bytes or its chain value were changed")
        leaves.append(leaf)
    return leaves
