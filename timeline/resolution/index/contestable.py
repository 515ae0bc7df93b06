"""Where several accounts may stand at once, and where they do at a moment, told by columns."""

import numpy as np

from timeline.resolution.index.columns import Columns, Integers, Sort
from timeline.resolution.index.contested import Contested, edges, ranges
from timeline.resolution.index.crowds import Crowd, Live, parents
from timeline.resolution.index.labels import Labels
from timeline.resolution.index.taken import Taken
from timeline.resolution.index.tiers import crowd_of


def contestable(taken: Taken, columns: Columns) -> Crowd | None:
    """
    Return the rows of the clusters in which several accounts may stand; None where there are none.

    Those have two reports, or two corrections of one account. Elsewhere there is one report with
    a chain of corrections, of which one account stands at most, whatever was withdrawn.

    Args:
        taken: The log.
        columns: Its columns, up to the position that is asked for.
    """
    key = columns.key
    cluster = _clusters(taken.labels, len(taken.keys))
    reports = np.flatnonzero((columns.sort == Sort.EVENT) & (key >= 0))
    several = np.bincount(cluster[key[reports]], minlength=len(cluster)) > 1
    forked = key[_forked(columns)]
    several[cluster[forked[forked >= 0]]] = True
    rows = np.flatnonzero(key >= 0)
    return crowd_of(taken, columns, rows[several[cluster[key[rows]]]])


def contested(crowd: Crowd | None, published: int, position: int) -> Contested:
    """
    Return the happenings of which several accounts stand at a moment.

    Args:
        crowd: What `contestable` returns.
        published: Latest publication that counts, inclusive, µs since 1970.
        position: Latest position that counts, inclusive.
    """
    if crowd is None:
        return Contested.none()
    live = crowd.live(published, position)
    begins = np.flatnonzero(np.append([True], live.name[1:] != live.name[:-1])[: len(live.name)])
    counts = np.diff(np.append(begins, len(live.name)))
    several = counts > 1
    begins, counts = begins[several], counts[several]
    at = ranges(begins, counts)
    owner = np.repeat(np.arange(len(begins)), counts)
    linked, rows = _links(live, owner, live.row[at])
    return Contested(
        name=live.name[begins],
        first=edges(counts),
        account=live.account[at],
        start=edges(np.bincount(linked, minlength=len(begins))),
        link=crowd.position[rows].astype(np.int32),
        behind=crowd.position[live.base[rows]].astype(np.int32),
    )


def _links(live: Live, owner: Integers, rows: Integers) -> tuple[Integers, Integers]:
    """Return the rows that say the accounts of happenings or what those replaced, by happening."""
    corrected = live.base[rows] != rows
    starts = list(zip(owner[corrected].tolist(), rows[corrected].tolist(), strict=True))
    seen, behind = set(starts), list[tuple[int, int]]()
    for start in starts:
        each = start[0], int(live.base[start[1]])
        while each not in seen:
            seen.add(each)
            behind.append(each)
            each = each[0], int(live.base[each[1]])
    owners, found = np.array(behind, np.int64).reshape(-1, 2).T
    linked = np.append(owner, owners)
    order = np.argsort(linked, kind="stable")
    return linked[order], np.append(rows, found)[order]


def _clusters(labels: Labels, count: int) -> Integers:
    """Return the label of each key's cluster."""
    found = np.arange(count, dtype=np.int64)
    joined = labels.joined
    found[joined] = [labels.of(key) for key in joined]
    return found


def _forked(columns: Columns) -> Integers:
    """Return the rows of corrections that name what another one names too."""
    parent = parents(columns)
    corrections = np.flatnonzero(parent != np.arange(len(parent)))
    _, at, times = np.unique(parent[corrections], return_inverse=True, return_counts=True)
    found: Integers = corrections[times[at] > 1]
    return found
