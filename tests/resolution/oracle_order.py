"""Design rule 6 read aloud over the naive oracle's `World`: the order of lines."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from tests.resolution.oracle import World
from timeline.records import Precedence, When


@frozen
class Rule:
    """One happening before another, by the precedence of an id."""

    earlier: str
    later: str
    id: str


def order(world: World, happened: Mapping[str, When]) -> list[str]:
    """Return keys: of those that no rule to follow holds back, the least sort key comes next."""
    followed = to_follow(world, happened)
    waiting = {key: (when.sort_key, key) for key, when in happened.items()}
    found: list[str] = []
    while waiting:
        held = {each.later for each in followed if each.earlier in waiting}
        found.append(min(waiting.keys() - held, key=lambda key: waiting[key]))
        del waiting[found[-1]]
    return found


def rules(world: World, happened: Mapping[str, When]) -> list[Rule]:
    """Return the standing precedences between two happenings that are both there."""
    found = []
    for each in world.standing(Precedence):
        assert isinstance(each.record, Precedence)
        earlier, later = world.name(each.record.earlier), world.name(each.record.later)
        if earlier != later and {earlier, later} <= happened.keys():
            found.append(Rule(earlier, later, each.id))
    return found


def circles(found: Iterable[Rule]) -> dict[frozenset[str], list[Rule]]:
    """Return the rules within each set of happenings that all come before each other."""
    known = list(found)
    told: dict[frozenset[str], list[Rule]] = {}
    for each in known:
        around = behind(each.later, known) & ahead(each.later, known)
        if each.earlier in around:
            told.setdefault(frozenset(around), []).append(each)
    return told


def ruled_out(world: World, happened: Mapping[str, When]) -> list[Rule]:
    """Return the rules outside circles by which something begins before what is over by then."""
    known = _uncircled(world, happened)
    return [
        each
        for each in known
        if any(
            _cannot_begin_before(happened[one], happened[other])
            for one in ahead(each.earlier, known)
            for other in behind(each.later, known)
        )
    ]


def to_follow(world: World, happened: Mapping[str, When]) -> list[Rule]:
    """Return the rules that are in no circle and that the dates do not rule out."""
    against = ruled_out(world, happened)
    return [each for each in _uncircled(world, happened) if each not in against]


def ahead(key: str, known: Iterable[Rule]) -> set[str]:
    """Return a happening and all that rules put before it."""
    return _reached(key, {(each.later, each.earlier) for each in known})


def behind(key: str, known: Iterable[Rule]) -> set[str]:
    """Return a happening and all that rules put after it."""
    return _reached(key, {(each.earlier, each.later) for each in known})


def _reached(key: str, steps: set[tuple[str, str]]) -> set[str]:
    found = {key}
    for _ in steps:
        found |= {after for before, after in steps if before in found}
    return found


def _uncircled(world: World, happened: Mapping[str, When]) -> list[Rule]:
    known = rules(world, happened)
    inside = [each for circle in circles(known).values() for each in circle]
    return [each for each in known if each not in inside]


def _cannot_begin_before(one: When, other: When) -> bool:
    """Return whether one began, at the earliest, when the other, at the latest, had begun."""
    first, last = one.start.earliest, other.start.latest
    return first is not None and last is not None and first >= last
