"""Ranks told by columns: what a policy of the library prefers, without making a record."""

import numpy as np

from timeline.resolution.index.columns import Integers, Narrow
from timeline.resolution.index.contested import Contested, Flags
from timeline.resolution.index.growing import Built
from timeline.resolution.index.voices import Plains
from timeline.resolution.origins import compared
from timeline.resolution.policy import Ranking
from timeline.resolution.rankings import SourcesFirst, backing, precision

_FARTHEST = 1 << 60
"""Moments nearer to 1970 than that, in microseconds: two widths of them fit into eight bytes."""

Ranks = tuple[Integers, Flags]
"""A rank for each account, greater is better, and whether columns tell it."""


def told(rank: Ranking, built: Built, asked: Contested, plains: Plains | None) -> Narrow:
    """
    Return the account that a ranking prefers of each of some happenings, else -1.

    Args:
        rank: The ranking; of those that are not the library's nothing is told.
        built: What was computed of the log.
        asked: The happenings, with their accounts.
        plains: Where rows are read as they are stored; None for nowhere.
    """
    nothing = np.full(len(asked), -1, np.int32)
    if not len(asked):
        return nothing
    if rank is precision:
        return _best(asked, narrowness(built, asked))
    if plains is None or not (rank is backing or isinstance(rank, SourcesFirst)):
        return nothing
    publisher, origin, manner = built.voices.read(asked.account, plains)
    if isinstance(rank, SourcesFirst):
        codes = [built.voices.name(compared(each)) for each in reversed(rank.publishers)]
        places = np.zeros(max(int(publisher.max(initial=0)), *codes) + 1, np.int64)
        for place, code in enumerate(codes, start=1):
            if code >= 0:
                places[code] = place
        return _best(asked, (places[np.maximum(publisher, 0)], publisher >= 0))
    when = built.when[asked.account]
    return _best(asked, (agreement(asked, origin, when, manner), origin >= 0))


def narrowness(built: Built, asked: Contested) -> Ranks:
    """
    Return how little the date of each account leaves open, as `precision` has it.

    Columns do not tell it where a window is open, or farther away than 36,000 years.

    Args:
        built: What was computed of the log.
        asked: Happenings with their accounts.
    """
    bounds = built.times.rows[built.when[asked.account]]
    known = np.all((bounds > -_FARTHEST) & (bounds < _FARTHEST), axis=1)
    near = np.where(known[:, np.newaxis], bounds, 0)
    return near[:, 0] - near[:, 1] + near[:, 2] - near[:, 3], known


def agreement(asked: Contested, origin: Narrow, *date: Narrow) -> Integers:
    """
    Return how many independent origins give the date of each account, as `backing` has it.

    Args:
        asked: Happenings with their accounts.
        origin: Code of the origin of each account.
        date: Codes of its date, which is the same where all of them are.
    """
    owner = np.repeat(np.arange(len(asked)), np.diff(asked.first))
    columns: list[Integers | Narrow] = [owner, *date]
    order = np.lexsort((origin, *columns[::-1]))
    dated = _changing(*(each[order] for each in columns))
    fresh = dated | _changing(origin[order])
    number = np.cumsum(dated) - 1
    found = np.empty(len(order), np.int64)
    found[order] = np.bincount(number[fresh], minlength=len(order))[number]
    return found


def _changing(*columns: Integers | Narrow) -> Flags:
    found: Flags = np.zeros(len(columns[0]), dtype=bool)
    found[:1] = True
    for each in columns:
        found[1:] |= each[1:] != each[:-1]
    return found


def _best(asked: Contested, ranks: Ranks) -> Narrow:
    """Return the account of the greatest rank, of equals the last; -1 where one is not told."""
    rank, known = ranks
    starts, counts = asked.first[:-1], np.diff(asked.first)
    greatest = np.repeat(np.maximum.reduceat(rank, starts), counts)
    last = np.maximum.reduceat(np.where(rank == greatest, np.arange(len(rank)), -1), starts)
    chosen = np.where(np.logical_and.reduceat(known, starts), asked.account[last], -1)
    return chosen.astype(np.int32)
