"""Chains of corrections as arrays: what each leads back to, and from when all of it is there."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.resolution.moments import ALWAYS

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@frozen(kw_only=True)
class Lineage:
    """
    What follows from the chains, for each account: arrays of one length.

    Args:
        root: Index of the first account of the chain.
        start: Publication from which every account of the chain is visible, µs since 1970.
        since: Position from which every account of the chain is in the log.
        published: Publication by which the account counts, µs since 1970: its own, or, where it
            has none, that of what it corrects.
    """

    root: Integers
    start: Integers
    since: Integers
    published: Integers


def lineage(parent: Integers, published: Integers, position: Integers) -> Lineage:
    """
    Return what the chains say, in as many rounds as the longest chain has doublings.

    Args:
        parent: Index of the account that each one corrects; its own index where it corrects none.
        published: Own publication, µs since 1970; `ALWAYS` where it has none.
        position: Own position in the log.
    """
    everyone = np.arange(len(parent), dtype=np.int64)
    within = np.flatnonzero(parent != everyone)
    ahead, start, since = parent.copy(), published.copy(), position.copy()
    told = np.where(published == ALWAYS, parent, everyone)
    while within.size:
        jump = ahead[within]
        start[within] = np.maximum(start[within], start[jump])
        since[within] = np.maximum(since[within], since[jump])
        told[within] = told[told[within]]
        ahead[within] = ahead[jump]
        within = within[(ahead[within] != jump) | (told[told[within]] != told[within])]
    return Lineage(root=ahead, start=start, since=since, published=published[told])
