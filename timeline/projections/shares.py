"""What each happening brings into a sum: its figure, its records, and where it belongs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import get_args

import attrs
from attrs import frozen

from timeline.projections.sums import hull
from timeline.records import Deployment, EventRecord, Quantity, Statement, Strike
from timeline.records.event import every_place
from timeline.records.kinds import kind_of
from timeline.records.place import Place
from timeline.records.windows import Window
from timeline.records.windows import hull as window_hull
from timeline.resolution import Account, Entry, Policy, Status
from timeline.resolution.status import is_to_come


class Rule(StrEnum):
    """Which figure a happening brings, where its reports do not agree."""

    CHOSEN = "chosen"
    """That of the report that the chronology's policy prefers among those that state it."""

    HULL = "hull"
    """From the least to the greatest that any report leaves possible, and likewise its time,
    its places and its sides."""


class Group(StrEnum):
    """What to count by besides the calendar."""

    PLACE = "place"
    COUNTRY = "country"
    SIDE = "side"
    """Who attacked, or for whom a force acts."""

    WEAPON = "weapon"
    KIND = "kind"


class Left(StrEnum):
    """Why a happening that states a figure is not in a sum."""

    TO_COME = "only planned or expected"
    SPOKEN = "only spoken of in statements"


@frozen(kw_only=True)
class Share:
    """
    What one happening brings into a sum.

    Args:
        entry: The happening.
        figure: How many; unknown where it has the figure and no report states it.
        sure: That it took place is not denied by all, nor withdrawn upstream; otherwise it may
            bring nothing.
        window: When, from the earliest possible start to the latest possible end.
        ids: The records behind the figure; where none states it, all that report the happening.
        speaking: The accounts that say where it belongs.
    """

    entry: Entry
    figure: Quantity
    sure: bool
    window: Window
    ids: tuple[str, ...]
    speaking: tuple[Account, ...]


UNSURE = frozenset({Status.DENIED, Status.WITHDRAWN_UPSTREAM})
"""What is denied by all, or withdrawn upstream, may bring nothing."""


def shares(
    entry: Entry, figure: str, rule: Rule, policy: Policy
) -> tuple[Share, ...] | Left | None:
    """
    Return what a happening brings: one share for each unit; why it is left out; or None.

    None is for what does not have the figure at all: no report states it, and none of its
    reports is of a kind that has a field for it.
    """
    if all(isinstance(each.event, Statement) for each in entry.accounts):
        return Left.SPOKEN if figure in entry.figures else None
    told = [each for each in entry.accounts if not is_to_come(each.event)]
    stating = [each for each in told if stated(each.event, figure) is not None]
    if not (stating or any(has_figure(_class(each.event), figure) for each in told)):
        planned = len(told) < len(entry.accounts) and figure in entry.figures
        return Left.TO_COME if planned else None
    if rule is Rule.CHOSEN and len(stating) > 1:
        stating = [policy.stating(stating, figure)]
    window = entry.happened.span
    if rule is Rule.HULL:
        window = window_hull(*(each.event.happened for each in told))
    return tuple(
        Share(
            entry=entry,
            figure=found,
            sure=sure and entry.status not in UNSURE,
            window=window,
            ids=tuple(each.id for each in behind),
            speaking=tuple(behind if rule is Rule.CHOSEN and stating else told),
        )
        for found, sure, behind in _figures(figure, stating, told)
    )


def _figures(
    figure: str, stating: Sequence[Account], told: Sequence[Account]
) -> Iterator[tuple[Quantity, bool, Sequence[Account]]]:
    by_unit: dict[str | None, list[Quantity]] = {}
    behind: dict[str | None, list[Account]] = {}
    for each in stating:
        found = stated(each.event, figure) or Quantity.unknown()
        by_unit.setdefault(found.unit, []).append(found)
        behind.setdefault(found.unit, []).append(each)
    if not stating:
        yield Quantity.unknown(), True, told
    units = [unit for unit in by_unit if unit is not None]
    if len(units) == 1 and len(by_unit) > 1:
        every = [found for figures in by_unit.values() for found in figures]
        by_unit, behind = {units[0]: every}, {units[0]: list(stating)}
    for unit, figures in by_unit.items():
        found = figures[0] if len(figures) == 1 else hull(figures, unit)
        yield found, len(by_unit) == 1, behind[unit]


@lru_cache(maxsize=1024)
def has_figure(kind: type, figure: str) -> bool:
    """Return whether a kind of record has a field for a figure."""
    field = attrs.fields_dict(kind).get(figure)
    return field is not None and Quantity in (field.type, *get_args(field.type))


def _class(event: EventRecord) -> type:
    return type(event)


def stated(event: EventRecord, figure: str) -> Quantity | None:
    """Return one of the figures that a record states, in its kind's own fields or the others."""
    found: Quantity | None = event.figures[figure] if figure in event.figures else None  # noqa: SIM401 - a mapping's get is slow
    if found is None and has_figure(_class(event), figure):
        found = getattr(event, figure)
    return found


Names = Callable[[Entry], str | Iterable[str]]
"""A grouping of one's own: what a happening belongs to; nothing where it is not stated."""


def names(share: Share, by: Group | Names) -> tuple[str, ...]:
    """Return what a share belongs to; none where nobody says, several where unclear."""
    if not isinstance(by, Group):
        found = by(share.entry)
        return (found,) if isinstance(found, str) else tuple(sorted(set(found)))
    told = _told(share.speaking, by) or _told(share.entry.accounts, by)
    return tuple(sorted(told))


def _told(accounts: Iterable[Account], by: Group) -> set[str]:
    return {name for each in accounts for name in _GROUPS[by](each.event)}


def sides(event: EventRecord) -> tuple[str, ...]:
    """Return who attacked, or for whom a force acts."""
    side = (
        event.attacker
        if isinstance(event, Strike)
        else event.side
        if isinstance(event, Deployment)
        else None
    )
    return () if side is None else (side,)


def _weapons(event: EventRecord) -> tuple[str, ...]:
    return event.weapons if isinstance(event, Strike) else ()


def _places(event: EventRecord) -> tuple[str, ...]:
    return tuple(each.name for each in every_place(event))


def _countries(event: EventRecord) -> tuple[str, ...]:
    named: tuple[Place, ...] = every_place(event)
    return tuple(each.country for each in named if each.country is not None)


def _kind(event: EventRecord) -> tuple[str, ...]:
    return (kind_of(type(event)).name,)


_GROUPS: dict[Group, Callable[[EventRecord], tuple[str, ...]]] = {
    Group.PLACE: _places,
    Group.COUNTRY: _countries,
    Group.SIDE: sides,
    Group.WEAPON: _weapons,
    Group.KIND: _kind,
}
