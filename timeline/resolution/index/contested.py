"""Happenings of which several accounts stand at a moment: where a policy has a choice at all."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.resolution.index.columns import Integers, Narrow

Flags = NDArray[np.bool_]

Links = Sequence[tuple[int, int]]
"""Positions of records, each with that of what it stands in the place of: its own for a report."""


@frozen(kw_only=True, eq=False)
class Contested:
    """
    Happenings of which several accounts stand at a moment, by the codes of their names.

    Args:
        name: Code of each one's name, rising.
        first: Index of the first account of each, and at last the number of all accounts: those
            of one happening follow each other, by publication and then by ids.
        account: Position of the record that says each account.
        start: Index of the first link of each, and at last the number of all links.
        link: Positions of the records that say an account, or something that one replaced.
        behind: Position of what each of these stands in the place of; its own for a report.
    """

    name: Narrow
    first: Integers
    account: Narrow
    start: Integers
    link: Narrow
    behind: Narrow

    def __len__(self) -> int:
        return len(self.name)

    @classmethod
    def none(cls) -> "Contested":
        """Return no happenings."""
        empty, start = np.zeros(0, np.int32), np.zeros(1, np.int64)
        return cls(name=empty, first=start, account=empty, start=start, link=empty, behind=empty)

    def those(self, which: Integers) -> "Contested":
        """Return some of the happenings, by their indices, in any order."""
        accounts, links = np.diff(self.first)[which], np.diff(self.start)[which]
        at = ranges(self.start[:-1][which], links)
        return Contested(
            name=self.name[which],
            first=edges(accounts),
            account=self.account[ranges(self.first[:-1][which], accounts)],
            start=edges(links),
            link=self.link[at],
            behind=self.behind[at],
        )

    def with_others(self, others: "Contested") -> "Contested":
        """Return these happenings, and others behind them."""
        return Contested(
            name=np.append(self.name, others.name),
            first=np.append(self.first, others.first[1:] + self.first[-1]),
            account=np.append(self.account, others.account),
            start=np.append(self.start, others.start[1:] + self.start[-1]),
            link=np.append(self.link, others.link),
            behind=np.append(self.behind, others.behind),
        )

    def differing(self, values: Integers | Narrow) -> Flags:
        """Return for each happening whether its accounts have several values, given by account."""
        if not len(self):
            return np.zeros(0, dtype=bool)
        starts = self.first[:-1]
        found: Flags = np.minimum.reduceat(values, starts) != np.maximum.reduceat(values, starts)
        return found

    def each(self) -> Iterator[tuple[Sequence[int], Links]]:
        """Return the accounts of each happening, by positions, and its links."""
        accounts = self.account.tolist()
        links = list(zip(self.link.tolist(), self.behind.tolist(), strict=True))
        runs = zip(pairwise(self.first.tolist()), pairwise(self.start.tolist()), strict=True)
        for (low, high), (start, end) in runs:
            yield accounts[low:high], links[start:end]


def edges(counts: Integers) -> Integers:
    """Return where each of some runs starts that follow each other, and where the last ends."""
    return np.append([0], np.cumsum(counts)).astype(np.int64)


def ranges(starts: Integers, counts: Integers) -> Integers:
    """Return the indices of some runs, one after the other."""
    offset = np.repeat(starts - edges(counts)[:-1], counts)
    found: Integers = np.arange(len(offset)) + offset
    return found
