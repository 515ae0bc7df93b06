"""Changes of the order: which lines stand elsewhere, and whether by a date or by a precedence."""

from collections.abc import Iterator

from timeline.log import Recorded
from timeline.projections.changing.change import Change, ChangeKind
from timeline.projections.changing.line import line
from timeline.projections.changing.sides import Sides
from timeline.resolution import Entry
from timeline.resolution.explained.grounds import grounds


def reordered(sides: Sides) -> Iterator[tuple[int, Change]]:
    """Return each line that moved, with its place in the later view."""
    for place, at in sides.moves:
        yield at, _moved(sides, place, at)


def _moved(sides: Sides, place: int, at: int) -> Change:
    entry = sides.new.get(at) or sides.after[at]
    old = sides.old.get(place) or sides.before[place]
    front = sides.key_before(place, sides.before), sides.key_before(at, sides.after)
    rules = _precedences(sides, entry)
    dated = old.happened != entry.happened
    by = () if dated and not _in_one_only(sides, rules) else rules
    reasons = ["its date"] if dated else []
    reasons += ["a precedence"] if by else []
    told = [f"behind {key}" if key else "first" for key in front]
    return Change(
        kind=ChangeKind.REORDERED,
        key=entry.key,
        words=f"{told[0]} → {told[1]}, by {' and '.join(reasons)}",
        before=front[0],
        after=front[1],
        follows=front[1],
        line=line(old),
        ids=tuple(sorted({*(each.id for each in entry.accounts), *(each.id for each in by)})),
        grounds=grounds(by, {}),
    )


def _precedences(sides: Sides, entry: Entry) -> tuple[Recorded, ...]:
    """Return the precedences that put a line where it is or was: of one view only, or else all."""
    ids = [
        {each.id for each in known.source.rules if entry.key in {each.earlier, each.later}}
        for known in (sides.before, sides.after)
    ]
    wanted = ids[0] ^ ids[1] or ids[0] | ids[1]
    standing = (*sides.before.source.precedences, *sides.after.source.precedences)
    return tuple({each.id: each for each in standing if each.id in wanted}.values())


def _in_one_only(sides: Sides, found: tuple[Recorded, ...]) -> bool:
    both = [{each.id for each in known.source.precedences} for known in (sides.before, sides.after)]
    return any((each.id in both[0]) != (each.id in both[1]) for each in found)
