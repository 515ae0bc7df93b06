"""What could not be resolved, read aloud over the naive oracle's `World`: one function a code."""

from collections.abc import Iterator, Mapping

from tests.resolution.oracle import World, named_by
from tests.resolution.oracle_order import circles, ruled_out, rules
from timeline.log import Recorded, Tombstone
from timeline.records import (
    Amendment,
    Correction,
    EventRecord,
    Judgement,
    Precedence,
    Statement,
    UnknownRecord,
    Verdict,
    When,
)
from timeline.records.fields import folded

Told = tuple[str, tuple[str, ...]]
"""Code and ids of a problem."""

CODES = frozenset(
    {
        "dangling-target",
        "withdrawn-target",
        "wrong-target",
        "dangling-key",
        "rival-corrections",
        "unknown-kind",
        "erased",
        "contradicted-judgement",
        "precedence-cycle",
        "precedence-against-dates",
        "precedence-within-one",
    }
)
"""The problems that this oracle knows."""


def problems(world: World, happened: Mapping[str, When]) -> list[Told]:
    """Return code and ids of every problem, sorted."""
    found = [
        *_targets(world),
        *_keys(world),
        *_rivals(world),
        *_unknown(world),
        *_erased(world),
        *_contradicted(world),
        *_unordered(world, happened),
    ]
    return sorted(found)


def _told(code: str, *ids: str) -> Told:
    return code, tuple(sorted(set(ids)))


def _targets(world: World) -> Iterator[Told]:
    """Each visible, not withdrawn amendment that names what is not erased."""
    for each in world.entries:
        stands = world.is_visible(each) and not world.is_withdrawn(each.id)
        if stands and isinstance(each.record, Amendment) and named_by(each.record):
            yield from _target(world, each)


def _target(world: World, entry: Recorded) -> Iterator[Told]:
    named = str(named_by(entry.record))
    wrong = not world.names_rightly(entry)
    if isinstance(entry.record, Correction) and not wrong:
        named = world.acted_on(named)
    there = world.find(named)
    if there is None:
        yield _told("dangling-target", entry.id, named)
    elif wrong and not world.is_erased(named):
        yield _told("wrong-target", entry.id, named)
    elif _has_no_effect(world, entry, there):
        yield _told("withdrawn-target", entry.id, named)


def _has_no_effect(world: World, entry: Recorded, named: Recorded) -> bool:
    """Return whether a correction acts on what is seen and withdrawn."""
    seen = isinstance(entry.record, Correction) and world.is_visible(named)
    return seen and world.is_withdrawn(named.id)


def _keys(world: World) -> Iterator[Told]:
    """Each standing judgement, precedence or statement on a key that no record has."""
    events = (getattr(each.record, "replacement", each.record) for each in world.entries)
    known = {folded(each.key) for each in events if isinstance(each, EventRecord)}
    for each in world.standing(Judgement) + world.standing(Precedence):
        for key in _about(each.record):
            if folded(key) not in known:
                yield _told("dangling-key", each.id)
    for said in world.live():
        if isinstance(said.event, Statement):
            spoken = {folded(each.split("#")[0]) for each in said.event.about}
            yield from (_told("dangling-key", said.id) for _ in spoken - known)


def _about(record: object) -> set[str]:
    if isinstance(record, Judgement):
        return {record.left, record.right}
    return {record.earlier, record.later} if isinstance(record, Precedence) else set()


def _rivals(world: World) -> Iterator[Told]:
    """Each account that several acting corrections replace."""
    for each in world.entries:
        rivals = world.successors(each.id)
        if len(rivals) > 1:
            yield _told("rival-corrections", each.id, *rivals)


def _unknown(world: World) -> Iterator[Told]:
    for each in world.entries:
        if isinstance(each.record, UnknownRecord) and not world.is_withdrawn(each.id):
            yield _told("unknown-kind", each.id)


def _erased(world: World) -> Iterator[Told]:
    """Each erased record, with its erasure, wherever in the log that stands."""
    for each in world.entries:
        if isinstance(each.record, Tombstone):
            yield _told("erased", each.id, each.record.erased_by)


def _contradicted(world: World) -> Iterator[Told]:
    """Each *different* inside a group, with all that join the group; alone, if on one key."""
    same = world.verdicts(Verdict.SAME)
    for identity, pair in world.verdicts(Verdict.DIFFERENT):
        group = world.joined(min(pair))
        if pair <= group:
            joining = [each for each, joined in same if joined <= group and len(pair) > 1]
            yield _told("contradicted-judgement", identity, *joining)


def _unordered(world: World, happened: Mapping[str, When]) -> Iterator[Told]:
    for each in world.standing(Precedence):
        if isinstance(each.record, Precedence):
            pair = (each.record.earlier, each.record.later)
            if len({world.name(key) for key in pair}) == 1:
                yield _told("precedence-within-one", each.id)
    for circle in circles(rules(world, happened)).values():
        yield _told("precedence-cycle", *(each.id for each in circle))
    for rule in ruled_out(world, happened):
        yield _told("precedence-against-dates", rule.id)
