"""G8: strangers check with other people's tools; `tests/scores/outside_judges.py` asks for more."""

import random
from collections.abc import Mapping

import pytest

from tests.log.bad_checkpoints import bad_checkpoints
from tests.scores import go_judge
from timeline.errors import NoteError, ProofError
from timeline.log.checkpoints import Checkpoint, read_checkpoint, signed
from timeline.log.hashes import leaf_hash
from timeline.log.signing import Signer, new_signer
from timeline.log.tree import consistency_proof, inclusion_proof, tree_root

ORIGIN = "example.org/case-1"
LEAVES = [leaf_hash(b"%d" % number) for number in range(300)]
OTHER = leaf_hash(b"other")
GOOD = Checkpoint(origin=ORIGIN, size=12, root=tree_root(LEAVES[:12]))

needs_go = pytest.mark.skipif(not go_judge.is_there(), reason=f"needs {go_judge.WANTED}")


@pytest.fixture(scope="module")
def signer() -> Signer:
    """Return the key of the log."""
    return new_signer(ORIGIN)


def asked(data: bytes, key: Signer) -> dict[str, object]:
    """Return the question whether a note is the good checkpoint."""
    return {
        "Ask": "note",
        "Note": data,
        "Key": str(key.verifier),
        "Size": GOOD.size,
        "Root": GOOD.root,
    }


def test_bad_checkpoints_are_refused(signer: Signer) -> None:
    """Each of some thirty faults alone is enough."""
    bad = list(bad_checkpoints(GOOD, signer))
    read = []
    for fault, data in bad:
        try:
            read.append((fault, read_checkpoint(data, [signer.verifier])))
        except (NoteError, ProofError):
            continue
    assert (read, len(bad)) == ([], 32)


@needs_go
def test_go_opens_what_is_signed_here(signer: Signer) -> None:
    """Our key, our note and our three lines, also with further signatures."""
    notes = [signed(GOOD, signer), signed(signed(GOOD, new_signer("w.example")), signer)]
    assert go_judge.answers(asked(str(each).encode(), signer) for each in notes) == ["yes"] * 2


@needs_go
def test_go_refuses_the_same_bad_checkpoints(signer: Signer) -> None:
    """What is refused here is refused there."""
    bad = list(bad_checkpoints(GOOD, signer))
    said = go_judge.answers(asked(data, signer) for _, data in bad)
    assert [fault for (fault, _), word in zip(bad, said, strict=True) if word == "yes"] == []


@needs_go
def test_go_has_the_same_roots() -> None:
    """At all sizes to seventy, and at three hundred."""
    sizes = [*range(71), 300]
    questions: list[Mapping[str, object]] = [
        {"Ask": "root", "Leaves": LEAVES[:size], "Root": tree_root(LEAVES[:size])} for size in sizes
    ]
    assert go_judge.answers(questions[1:]) == ["yes"] * 71
    assert go_judge.answers([{**questions[9], "Root": LEAVES[0]}]) == ["no another root"]


@needs_go
def test_go_accepts_proofs_made_here_and_refuses_changed_ones() -> None:
    """Inclusion and consistency, at random sizes and places."""
    draw, right, wrong = random.Random(19), list[Mapping[str, object]](), []
    for _ in range(200):
        size = draw.randint(2, 300)
        leaves, index, old = LEAVES[:size], draw.randrange(size), draw.randint(1, size - 1)
        about: dict[str, object] = {"Size": size, "Root": tree_root(leaves)}
        proof, consistent = inclusion_proof(leaves, index), consistency_proof(leaves, old)
        record = {"Ask": "record", "Index": index, "Leaf": leaves[index], "Proof": proof, **about}
        root = tree_root(leaves[:old])
        tree = {"Ask": "tree", "From": old, "Old": root, "Proof": consistent, **about}
        right += [record, tree]
        wrong += [{**record, "Leaf": OTHER}, {**tree, "Old": OTHER}]
    assert go_judge.answers(right) == ["yes"] * 400
    assert [each for each in go_judge.answers(wrong) if each == "yes"] == []
