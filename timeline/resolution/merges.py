"""Merges: what one entry was put together of, and why each part of it belongs there."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import field, frozen

from timeline.codec import record_id
from timeline.errors import FieldError
from timeline.log import Recorded
from timeline.records import EventRecord, Judgement
from timeline.records.fields import folded
from timeline.records.kinds import derived_key, kind_of
from timeline.resolution.problems import short
from timeline.resolution.revision import Account


class MergeReason(StrEnum):
    """Why things are held for one; stable, for programs."""

    STATED_KEY = "stated key"
    DERIVED_KEY = "derived key"
    SAME_CONTENT = "same content"
    JUDGED_SAME = "judged the same"


@frozen(kw_only=True)
class Merge:
    """
    One reason for which reports or keys are one happening.

    Args:
        reason: Why.
        keys: The key that the reports share, or the two keys that were judged, folded.
        ids: The reports that share the key or the content, in the order of the entry; of a
            judgement its own id.
        fields: The fields that say the same in all of them, where the key was derived.
        judgement: The judgement, with its reason and who judged.
    """

    reason: MergeReason
    keys: tuple[str, ...]
    ids: tuple[str, ...]
    fields: tuple[str, ...] = field(default=())
    judgement: Judgement | None = field(default=None)

    def __str__(self) -> str:
        names = " and ".join(repr(key) for key in self.keys)
        if self.judgement is not None:
            why = f"{self.judgement.by}: {self.judgement.reason}"
            return f"{names} judged the same ({why}), {short(self.ids[0])}"
        if self.reason is MergeReason.SAME_CONTENT:
            listed = ", ".join(short(each) for each in self.ids)
            return f"{len(self.ids)} reports have one content and count once: {listed}"
        told = f"{len(self.ids)} reports bear the key {names}"
        if self.reason is MergeReason.DERIVED_KEY:
            return f"{told}, derived of {', '.join(self.fields)}"
        return f"{told}, as it was stated"


def merges(accounts: Sequence[Account], judgements: Sequence[Recorded]) -> tuple[Merge, ...]:
    """
    Return why the reports and the keys of an entry are one: by keys, by content, by judgements.

    Judgements stand in the order in which they lead on from the least key.

    Args:
        accounts: What stands for each report of the entry.
        judgements: The standing *same* judgements among its keys.
    """
    return (*_by_key(accounts), *_by_content(accounts), *_by_judgement(judgements))


def distinct(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return the first account of each content, in their order: for counting what was told."""
    return tuple(those[0] for those in _alike(accounts))


def path(judgements: Sequence[Recorded], left: str, right: str) -> tuple[Recorded, ...]:
    """
    Return the fewest judgements that lead from one key to another, in that order.

    Of two ways that are as long, the one that takes the lesser ids first; none where no way leads.

    Args:
        judgements: Standing *same* judgements.
        left: A key.
        right: Another key.
    """
    start, goal = folded(left), folded(right)
    before = _led_from(start, _neighbours(judgements))
    steps: list[Recorded] = []
    while goal in before:
        goal, step = before[goal]
        steps.append(step)
    return tuple(reversed(steps))


def _by_key(accounts: Sequence[Account]) -> Iterator[Merge]:
    sharing: dict[str, list[Account]] = {}
    for account in accounts:
        sharing.setdefault(folded(account.event.key), []).append(account)
    for key, those in sorted(sharing.items()):
        if len(those) > 1:
            derived = all(_is_derived(each.event) for each in those)
            yield Merge(
                reason=MergeReason.DERIVED_KEY if derived else MergeReason.STATED_KEY,
                keys=(key,),
                ids=tuple(each.id for each in those),
                fields=kind_of(type(those[0].event)).identity if derived else (),
            )


def _is_derived(event: EventRecord) -> bool:
    try:
        return folded(derived_key(event)) == folded(event.key)
    except FieldError:
        return False


def _by_content(accounts: Iterable[Account]) -> Iterator[Merge]:
    for those in _alike(accounts):
        if len(those) > 1:
            yield Merge(
                reason=MergeReason.SAME_CONTENT,
                keys=(folded(those[0].event.key),),
                ids=tuple(each.id for each in those),
            )


def _alike(accounts: Iterable[Account]) -> Iterable[list[Account]]:
    """Return accounts by what they now say, whatever led there; equal contents have equal ids."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(record_id(account.event), []).append(account)
    return found.values()


def _by_judgement(judgements: Sequence[Recorded]) -> Iterator[Merge]:
    neighbours = _neighbours(judgements)
    place = {key: at for at, key in enumerate(_reached(neighbours))}
    pairs = [
        (sorted(pair, key=place.__getitem__), each)
        for pair, each in ((_pair(each), each) for each in judgements)
        if pair[0] != pair[1]
    ]
    ordered = sorted(pairs, key=lambda each: (*map(place.__getitem__, each[0]), each[1].id))
    for keys, entry in ordered:
        yield Merge(
            reason=MergeReason.JUDGED_SAME,
            keys=tuple(keys),
            ids=(entry.id,),
            judgement=_judgement(entry),
        )


Neighbours = Mapping[str, Sequence[tuple[str, Recorded]]]
"""The keys that judgements lead to from each key, in the order of the judgements' ids."""


def _neighbours(judgements: Iterable[Recorded]) -> Neighbours:
    found: dict[str, list[tuple[str, Recorded]]] = {}
    for entry in sorted(judgements, key=lambda each: each.id):
        left, right = _pair(entry)
        found.setdefault(left, []).append((right, entry))
        found.setdefault(right, []).append((left, entry))
    return found


def _reached(neighbours: Neighbours) -> list[str]:
    """Return all keys, each behind one that leads to it where there is one."""
    found: dict[str, None] = {}
    for key in sorted(neighbours):
        if key not in found:
            found |= dict.fromkeys([key, *_led_from(key, neighbours)])
    return list(found)


def _led_from(start: str, neighbours: Neighbours) -> dict[str, tuple[str, Recorded]]:
    """Return for each key that judgements lead to: from which one, and by which judgement."""
    before: dict[str, tuple[str, Recorded]] = {}
    waiting = deque([start])
    while waiting:
        key = waiting.popleft()
        for other, entry in neighbours.get(key, ()):
            if other != start and other not in before:
                before[other] = (key, entry)
                waiting.append(other)
    return before


def _pair(entry: Recorded) -> tuple[str, str]:
    judgement = _judgement(entry)
    return folded(judgement.left), folded(judgement.right)


def _judgement(entry: Recorded) -> Judgement:
    assert isinstance(entry.record, Judgement)  # noqa: S101 - what the caller selected
    return entry.record
