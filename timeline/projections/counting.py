"""Rows of sums: by groups, and running on from bucket to bucket."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from timeline.projections.buckets import Bucket, Buckets
from timeline.projections.shares import Group, Names, Share, names
from timeline.projections.sums import Tally
from timeline.records import Quantity

MOST_BUCKETS = 400
"""A happening that touches more days, weeks or months than these opens no rows of its own."""

NOT_STATED = "(not stated)"
"""Name of the row of what is in no group, as nobody says which."""


@frozen(kw_only=True)
class Total:
    """
    One sum.

    Args:
        of: The bucket, or the name of the group; None for all together.
        sum: How many: at least what is certain, at most what is possible.
        certain: Keys of the happenings that count in full.
        possible: Keys of those that may count in part, in full, or not at all.
        unknown: Keys of those of either that have the figure but no number; unknown is not zero.
        open: Number of those without an upper end, the unknown ones among them.
        ids: The records behind it.

    Keys and ids are tuples, or sequences that equal them and are put together when they are
    read; to count them is cheap.
    """

    of: Bucket | str | None
    sum: Quantity
    certain: Sequence[str]
    possible: Sequence[str]
    unknown: Sequence[str]
    open: int
    ids: Sequence[str] = field(repr=False)

    @property
    def name(self) -> str:
        """What it is the sum of, in words."""
        return "all" if self.of is None else str(self.of)


Counted = list[tuple[Share, bool]]
"""Shares of one row, each with whether it lies wholly in it."""


class Units:
    """The units there are; a figure without one belongs to the only one, or stands alone."""

    def __init__(self, figures: Iterable[Quantity]) -> None:
        told = [(each.unit, each.is_unknown) for each in figures]
        named = sorted({unit for unit, _ in told if unit is not None})
        apart = len(named) > 1 and any(unit is None and not unknown for unit, unknown in told)
        self.all: tuple[str | None, ...] = (*named, None) if apart or not named else tuple(named)

    def of(self, figure: Quantity) -> tuple[str | None, ...]:
        """Return the units that a figure may count in; several only for an unknown one."""
        if figure.unit is not None:
            return (figure.unit,)
        return self.all if figure.is_unknown or len(self.all) == 1 else (None,)


@define
class _Row:
    """One sum that grows."""

    tally: Tally = field(factory=Tally)
    certain: list[str] = field(factory=list)
    possible: list[str] = field(factory=list)
    unknown: list[str] = field(factory=list)
    ids: list[str] = field(factory=list)
    open: int = 0

    def add(self, share: Share, *, wholly: bool) -> None:
        """Add a share: in full, or as possible."""
        if wholly:
            self.tally.add(share.figure)
            self.certain.append(share.entry.key)
        else:
            self.tally.add_possible(share.figure)
            self.possible.append(share.entry.key)
        self.name(share)

    def begin(self, share: Share) -> None:
        """Add a share that may have begun."""
        self.tally.add_possible(share.figure)
        self.possible.append(share.entry.key)
        self.name(share)

    def end(self, share: Share) -> None:
        """Let a share that has begun be over."""
        self.tally.settle(share.figure)
        self.certain.append(share.entry.key)
        self.ids += share.ids

    def name(self, share: Share) -> None:
        """Count what a share leaves open, and name its records."""
        self.open += share.figure.high is None
        if share.figure.is_unknown:
            self.unknown.append(share.entry.key)
        self.ids += share.ids

    def total(self, of: Bucket | str | None, unit: str | None, *, some: bool) -> Total:
        """Return the sum so far; of nothing at all it is unknown, not zero."""
        return Total(
            of=of,
            sum=self.tally.quantity(unit) if some else Quantity.unknown(unit=unit),
            certain=tuple(self.certain),
            possible=tuple(self.possible),
            unknown=tuple(self.unknown),
            open=self.open,
            ids=tuple(dict.fromkeys(self.ids)),
        )

    def turn(self) -> None:
        """Forget the names, and keep the sum: for the next row of a running total."""
        self.certain, self.possible, self.unknown, self.ids = [], [], [], []


def summed(rows: Iterable[tuple[Bucket | str | None, Counted]], units: Units) -> tuple[Total, ...]:
    """Return the sum of each row, and of each unit in it."""
    made: list[Total] = []
    for of, counted in rows:
        by_unit: dict[str | None, _Row] = {}
        for share, wholly in counted:
            of_unit = units.of(share.figure)
            for unit in of_unit:
                row = by_unit.setdefault(unit, _Row())
                row.add(share, wholly=wholly and share.sure and len(of_unit) == 1)
        if of is None and not by_unit:
            by_unit = {None: _Row()}
        made += [
            by_unit[unit].total(of, unit, some=bool(counted))
            for unit in units.all
            if unit in by_unit
        ]
    return tuple(made)


def by_group(found: Sequence[Share], by: Group | Names, units: Units) -> tuple[Total, ...]:
    """Return the sum of each group, in the order of their names; what is in none comes last."""
    rows: dict[str, Counted] = {}
    nowhere: Counted = []
    for share in found:
        named = names(share, by)
        for name in named:
            rows.setdefault(name, []).append((share, len(named) == 1))
        if not named:
            nowhere.append((share, True))
    last = [(NOT_STATED, nowhere)] if nowhere else []
    return summed([*sorted(rows.items(), key=lambda row: row[0]), *last], units)


def running(found: Sequence[Share], buckets: Buckets, units: Units) -> Iterator[Total]:
    """Return the sum up to the end of each bucket in which something begins or ends."""
    begun: dict[int | None, list[Share]] = {}
    over: dict[int, list[Share]] = {}
    for share in found:
        first, last = buckets.reach(share.window)
        begun.setdefault(first, []).append(share)
        if last is not None and share.sure and len(units.of(share.figure)) == 1:
            over.setdefault(last, []).append(share)
    rows: dict[str | None, _Row] = {}
    places = sorted({at for at in (*begun, *over) if at is not None})
    for at in places:
        before = begun.get(None, []) if at == places[0] else []
        for share in (*before, *begun.get(at, [])):
            for unit in units.of(share.figure):
                rows.setdefault(unit, _Row()).begin(share)
        for share in over.get(at, []):
            rows[units.of(share.figure)[0]].end(share)
        for unit in units.all:
            if unit in rows:
                yield rows[unit].total(buckets.bucket(at), unit, some=True)
                rows[unit].turn()
