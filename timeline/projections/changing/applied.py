"""Changes applied: the later lines, rebuilt from the earlier ones and from nothing but changes."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from timeline.projections.changing.change import Change, ChangeKind, Said
from timeline.projections.changing.line import Line
from timeline.records import Figures, Modality, Quantity, When
from timeline.resolution import Status

_FIGURES = frozenset(
    {
        *(ChangeKind.STATED, ChangeKind.UNSTATED, ChangeKind.RAISED),
        *(ChangeKind.LOWERED, ChangeKind.CERTAINTY),
    }
)


def applied(lines: Iterable[Line], changes: Iterable[Change]) -> tuple[Line, ...]:
    """
    Return the lines of the later view, from those of the earlier and what changed.

    Args:
        lines: The lines of the earlier view, in order.
        changes: What changed, in the order in which `changes` returns it.
    """
    told = tuple(changes)
    held = {each.key: each for each in lines}
    order = list(held)
    for change in told:
        held |= {each.key: each for each in _whole(change.after)}
    for change in told:
        if change.key in held:
            held[change.key] = _changed(held[change.key], change)
    return tuple(held[key] for key in _ordered(order, told))


def _whole(value: object) -> tuple[Line, ...]:
    found = value if isinstance(value, tuple) else (value,)
    return tuple(each for each in found if isinstance(each, Line))


def _ordered(order: list[str], told: tuple[Change, ...]) -> Iterator[str]:
    was = {each.key for change in told for each in _whole(change.before)}
    now = {each.key for change in told for each in _whole(change.after)}
    placed = {change.key for change in told if change.follows is not None}
    behind = {change.follows: change.key for change in told if change.follows is not None}
    leaving = (was - now) | placed
    for key in ["", *(each for each in order if each not in leaving)]:
        if key:
            yield key
        at = behind.get(key)
        while at is not None:
            yield at
            at = behind.get(at)


def _changed(line: Line, change: Change) -> Line:
    after = change.after
    if change.kind in _FIGURES:
        figures = {name: each for name, each in line.figures.items() if name != change.figure}
        stated = {change.figure: after} if isinstance(after, Quantity) else {}
        return evolve(line, figures=Figures({**figures, **stated}))
    if isinstance(change.before, Said) or isinstance(after, Said):
        return evolve(line, reports=_reports(line, change))
    return _retold(line, change)


def _retold(line: Line, change: Change) -> Line:
    after = change.after
    if isinstance(after, When):
        return evolve(line, happened=after)
    if isinstance(after, Status):
        return evolve(line, status=after)
    if isinstance(after, Modality):
        return evolve(line, modality=after)
    if change.kind is ChangeKind.REWORDED and isinstance(after, str):
        return evolve(line, summary=after)
    if change.kind is ChangeKind.RECLASSIFIED and isinstance(after, str):
        return evolve(line, kind=after)
    return line


def _reports(line: Line, change: Change) -> tuple[str, ...]:
    gone = {each.id for each in (change.before,) if isinstance(each, Said)}
    come = {each.id for each in (change.after,) if isinstance(each, Said)}
    return tuple(sorted((set(line.reports) - gone) | come))
