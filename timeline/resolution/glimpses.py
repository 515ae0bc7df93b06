"""Glimpses: when entries of one report were and what they state of a figure, none of them made."""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.log.glances import UNSEEN, Glance
from timeline.records import Quantity
from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.growing import Built
from timeline.resolution.index.keys import Keys
from timeline.resolution.index.times import Spans

Glancing = Callable[[Integers, str], Glance]
"""Returns what the rows at some positions state of a figure."""


@frozen(kw_only=True, eq=False)
class Glimpse:
    """
    What some entries state of a figure, as far as that is told without making them.

    It is told of those that one record reports, and that nothing else bears on.

    Args:
        stated: Code of the figure of each; or `SILENT`, `WITHOUT`, `UNSEEN` of
            `timeline.log.glances`.
        figures: The figures by their codes.
        spans: When each was.
        names: Code of the key of each.
        keys: The keys by their codes.
        positions: Position of the record that speaks for each.
        digests: The 32 bytes of the content ids, by position.
    """

    stated: Narrow
    figures: Sequence[Quantity]
    spans: Spans
    names: Narrow
    keys: Keys
    positions: Narrow
    digests: NDArray[np.uint8]


def glimpse(
    built: Built, names: Narrow, accounts: Narrow, figure: str, glance: Glancing
) -> Glimpse:
    """
    Return what some entries state of a figure.

    Args:
        built: What was computed of the log.
        names: Code of the key of each entry.
        accounts: Position of the record that speaks for each.
        figure: Name of the figure.
        glance: Where the rows are seen.
    """
    spans = built.times.spans(built.when[accounts])
    at = np.flatnonzero(built.alone(names) & spans.near)
    seen = glance(accounts[at].astype(np.int64), figure)
    stated = np.full(len(names), UNSEEN, np.int32)
    stated[at] = seen.stated
    return Glimpse(
        stated=stated,
        figures=seen.figures,
        spans=spans,
        names=names,
        keys=built.keys,
        positions=accounts,
        digests=seen.digests,
    )
