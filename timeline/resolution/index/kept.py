"""What an index holds as what its file holds, and back again."""

from typing import Any

import numpy as np

from timeline.records.upcasting import read_as
from timeline.resolution.index.buffers import Buffer
from timeline.resolution.index.columns import Integers
from timeline.resolution.index.index_file import Stored
from timeline.resolution.index.keys import Keys
from timeline.resolution.index.states import States
from timeline.resolution.index.taken import COLUMNS, SPOKEN, Taken
from timeline.resolution.index.tiers import Tier, crowd_of
from timeline.resolution.index.times import Times


def to_stored(taken: Taken, tiers: list[Tier], chain: str, founded: int) -> Stored:
    """
    Return what an index file is to hold.

    Args:
        taken: The log; its keys and times must be settled.
        tiers: The states of its entries: the lowest tier is kept, of others only their keys.
        chain: Chain value of the last row, 64 hex digits.
        founded: How many rows the lowest tier was computed of.
    """
    base, keys = tiers[0], [each.keys for each in tiers[1:] if each.keys is not None]
    texts, ends = taken.keys.packed()
    pairs = [(row, *pair) for row, pair in taken.joined.items()]
    named = {
        **{f"row {name}": each.now for name, each in taken.rows.items()},
        **{f"spoken {name}": each.now for name, each in taken.spoken.items()},
        **{f"state {name}": getattr(base.states, name) for name in States.names()},
        "key texts": texts,
        "key ends": ends,
        "key order": taken.keys.settled,
        "times": taken.times.rows,
        "time order": taken.times.settled,
        "joined": np.array(pairs, np.int64).reshape(-1, 3),
        "moved": np.array(taken.moved, np.int64).reshape(-1, 2),
        "crowd": np.empty(0, np.int64) if base.crowd is None else base.crowd.position[1:],
        "renewed": np.unique(np.concatenate([np.empty(0, np.int32), *keys])),
    }
    plain = {
        "founded": founded,
        "kinds": list(taken.kinds),
        "versions": [[k, v, known] for k, of in taken.versions.items() for v, known in of.items()],
        "named": list(taken.named.items()),
        "ownerless": list(taken.ownerless.items()),
        "far": [[code, *map(str, key)] for code, key in taken.times.far.items()],
    }
    return Stored(position=len(taken) - 1, chain=chain, plain=plain, columns=named)


def taken_of(stored: Stored) -> Taken | None:
    """Return the rows of a log as they were stored; None where they would now be read otherwise."""
    plain, columns = stored.plain, stored.columns
    if any(read_as(kind, version) != known for kind, version, known in plain["versions"]):
        return None
    taken = Taken()
    taken.rows = {name: Buffer(columns[f"row {name}"]) for name in COLUMNS}
    taken.spoken = {name: Buffer(columns[f"spoken {name}"]) for name in SPOKEN}
    taken.keys = Keys(columns["key texts"], columns["key ends"], columns["key order"])
    taken.times = Times(columns["times"], columns["time order"], _far(plain["far"]))
    taken.joined = {row: (left, right) for row, left, right in columns["joined"].tolist()}
    taken.moved = [(one, other) for one, other in columns["moved"].tolist()]
    for left, right in [*taken.joined.values(), *taken.moved]:
        taken.labels.join(left, right)
    taken.kinds = {name: code for code, name in enumerate(plain["kinds"])}
    for kind, version, known in plain["versions"]:
        taken.versions.setdefault(kind, {})[version] = known
    taken.named = dict(plain["named"])
    taken.ownerless = dict(plain["ownerless"])
    return taken


def base_of(stored: Stored, taken: Taken) -> Tier:
    """Return the lowest tier as it was stored."""
    columns = {name: stored.columns[f"state {name}"] for name in States.names()}
    crowd: Integers = stored.columns["crowd"]
    return Tier(
        keys=None,
        states=States(**columns),
        crowd=crowd_of(taken, taken.columns(), crowd),
    )


def _far(listed: list[list[Any]]) -> dict[int, tuple[int, int, int, int]]:
    return {code: (int(a), int(b), int(c), int(d)) for code, a, b, c, d in listed}
