"""
How many values, logs and proofs other people's tools judge as this library does (G8).

Run `python -m tests.scores.outside_judges [VALUES [LOGS]]`, 1,000,000 and 1,000 if not given.
`rfc8785` judges canonical bytes, `pymerkle` roots, and Go's `sumdb/note` and `sumdb/tlog` signed
checkpoints, roots and proofs. It ends with exit code 1 if any of them disagrees.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping

import rfc8785
from pymerkle import InmemoryTree

from tests.log.bad_checkpoints import bad_checkpoints
from tests.scores import go_judge
from timeline.canonical import JSON, LARGEST_INTEGER, canonical_bytes, parse_canonical
from timeline.content import content
from timeline.errors import NoteError, ProofError
from timeline.log import MemoryStore, Row
from timeline.log.checkpoints import Checkpoint, read_checkpoint, signed
from timeline.log.hashes import EMPTY_CHAIN, chain_hash, leaf_hash
from timeline.log.integrity import genesis_bytes, row_bytes
from timeline.log.signing import Signer, new_signer
from timeline.log.tree import consistency_proof, inclusion_proof, tree_root
from timeline.log.verification import verified
from timeline.records.instants import instant_text
from timeline.testing.rows import NOON

LARGEST_LOG = 5_000
ALL_SIZES = 70
SEED = 8785

_SIGNS = 'aZ09 "\\/\b\t\n\f\r\x00\x1f\x7fЇ“”é\u2028\u202e🦔'


def value(draw: random.Random, depth: int = 0) -> JSON:
    """Return a random value, nested at most five deep."""
    sort = draw.randrange(6 if depth < 5 else 4)
    if sort == 0:
        return draw.choice([None, True, False])
    if sort == 1:
        return draw.randint(-LARGEST_INTEGER, LARGEST_INTEGER) >> draw.randrange(54)
    if sort in {2, 3}:
        return text(draw)
    if sort == 4:
        return [value(draw, depth + 1) for _ in range(draw.randrange(4))]
    names = (text(draw).replace("🦔", "h") for _ in range(draw.randrange(5)))
    return {name: value(draw, depth + 1) for name in names}


def text(draw: random.Random) -> str:
    """Return a random text; half of its signs are of those that a writer might trip over."""
    signs = (
        draw.choice(_SIGNS) if draw.random() < 0.5 else chr(draw.randrange(32, 0xD800))
        for _ in range(draw.randrange(8))
    )
    return "".join(signs)


def canonical(count: int) -> int:
    """Print how many random values have the bytes of `rfc8785`, and come back from them."""
    draw, same, began = random.Random(SEED), 0, time.monotonic()
    for _ in range(count):
        made = value(draw)
        data = canonical_bytes(made)
        same += data == rfc8785.dumps(made) and parse_canonical(data) == made
    spent = time.monotonic() - began
    print(f"canonical values: {same:,} of {count:,} as rfc8785 writes them ({spent:.0f} s)")
    return count - same


def rows(draw: random.Random, count: int, origin: str) -> MemoryStore:
    """Return a log of random records."""
    body = genesis_bytes(NOON, origin)
    chain = chain_hash(EMPTY_CHAIN, leaf_hash(body))
    made = [Row(0, body, chain)]
    for position in range(1, count + 1):
        said = {"happened": "2024-10-28", "summary": f"{position}: {text(draw)}"}
        plain: dict[str, JSON] = {"kind": "event", "version": 1, "body": dict(said)}
        body = row_bytes(position, instant_text(NOON), content(plain))
        chain = chain_hash(chain, leaf_hash(body))
        made.append(Row(position, body, chain))
    store = MemoryStore()
    with store.writing() as writer:
        writer.add([("", row) for row in made])
    return store


def questions(
    draw: random.Random, leaves: list[bytes], pin: Checkpoint, signer: Signer
) -> Iterator[Mapping[str, object]]:
    """Return what Go is asked of one log: its note, its root, three proofs of each sort."""
    key, about = str(signer.verifier), {"Size": pin.size, "Root": pin.root}
    yield {"Ask": "note", "Note": str(signed(pin, signer)).encode(), "Key": key, **about}
    yield {"Ask": "root", "Leaves": leaves, "Root": pin.root}
    for _ in range(3):
        index, old = draw.randrange(pin.size), draw.randint(1, pin.size)
        yield record(leaves, index) | about
        yield tree(leaves, old) | about


def record(leaves: list[bytes], index: int) -> dict[str, object]:
    """Return the question whether a leaf is in a tree."""
    proof = inclusion_proof(leaves, index)
    return {"Ask": "record", "Index": index, "Leaf": leaves[index], "Proof": proof}


def tree(leaves: list[bytes], old: int) -> dict[str, object]:
    """Return the question whether a tree begins with an older one."""
    root, proof = tree_root(leaves[:old]), consistency_proof(leaves, old)
    return {"Ask": "tree", "From": old, "Old": root, "Proof": proof}


def logs(count: int) -> int:
    """Print what pymerkle and Go say of random logs, and of nothing changed in them."""
    draw, said, began, total = random.Random(SEED), Counter[tuple[str, str]](), time.monotonic(), 0
    for number in range(count):
        origin = f"example.org/log-{number}"
        store, signer = rows(draw, draw.randint(0, LARGEST_LOG), origin), new_signer(origin)
        pin, leaves = verified(store).checkpoint, [row.leaf for row in store.rows()]
        total += len(leaves) - 1
        peer = InmemoryTree(algorithm="sha256")
        for row in store.rows():
            peer.append_entry(row.body or b"")
        said["pymerkle", "yes" if peer.get_root() == pin.root else "no"] += 1
        asked = list(questions(draw, leaves, pin, signer))
        for each, word in zip(asked, go_judge.answers(asked), strict=True):
            said[f"go {each['Ask']}", word[:3]] += 1
    spent = time.monotonic() - began
    print(f"logs: {count:,} with {total:,} records ({spent:.0f} s)")
    return told(said)


def sizes() -> int:
    """Print what Go says of every proof of every tree of up to seventy leaves."""
    leaves = [leaf_hash(b"%d" % number) for number in range(ALL_SIZES)]
    asked = []
    for size in range(1, ALL_SIZES + 1):
        about = {"Size": size, "Root": tree_root(leaves[:size])}
        asked += [record(leaves[:size], index) | about for index in range(size)]
        asked += [tree(leaves[:size], old) | about for old in range(1, size + 1)]
    said = Counter[tuple[str, str]]()
    for each, word in zip(asked, go_judge.answers(asked), strict=True):
        said[f"go {each['Ask']}", word[:3]] += 1
    print(f"all trees of 1 to {ALL_SIZES} leaves")
    return told(said)


def told(said: Counter[tuple[str, str]]) -> int:
    """Print counts of answers, and return how many were not yes."""
    for (who, word), times in sorted(said.items()):
        print(f"  {who}: {times:,} {word}")
    return sum(times for (_, word), times in said.items() if word != "yes")


def faults() -> int:
    """Print how many kinds of bad checkpoints are refused here, and by Go."""
    signer = new_signer("example.org/case-1")
    good = Checkpoint(origin=signer.verifier.name, size=12, root=leaf_hash(b"root"))
    bad, ours = list(bad_checkpoints(good, signer)), 0
    for _, data in bad:
        try:
            read_checkpoint(data, [signer.verifier])
        except (NoteError, ProofError):
            ours += 1
    about = {"Ask": "note", "Key": str(signer.verifier), "Size": good.size, "Root": good.root}
    theirs = go_judge.answers({**about, "Note": data} for _, data in bad)
    refused = sum(word != "yes" for word in theirs)
    print(f"bad checkpoints: of {len(bad)} kinds {ours} refused here, {refused} by Go")
    return 2 * len(bad) - ours - refused


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    wanted, runs = [*given, *(1_000_000, 1_000)[len(given) :]]
    wrong = canonical(wanted)
    if go_judge.is_there():
        wrong += faults() + sizes() + logs(runs)
    else:
        print(f"no Go: install {go_judge.WANTED}")
        wrong += 1
    print(f"disagreements: {wrong}")
    sys.exit(bool(wrong))
