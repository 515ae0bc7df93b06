"""What a report says beside its line, and what it replaced: in words, for every outward form."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from functools import singledispatch

import attrs
from attrs import frozen

from timeline.records import (
    Correction,
    EventRecord,
    Instant,
    Modality,
    Place,
    Quantity,
    Statement,
    When,
    every_figure,
)
from timeline.records.instants import instant_words
from timeline.records.kinds import kind_of
from timeline.resolution import Account, Entry, Policy
from timeline.resolution.explained.explanation import who
from timeline.resolution.identity import spoken_of

SHORT = len("sha256:") + 12
"""Characters of an id that are shown where its whole text would be in the way."""

_COMMON = frozenset(each.name for each in attrs.fields(EventRecord))


@frozen
class Detail:
    """A named piece of a report; `texts` holds one or several."""

    label: str
    texts: tuple[str, ...]


@frozen
class Changed:
    """A field that two accounts of one report fill differently; absent figures are *not stated*."""

    label: str
    was: str
    now: str


@frozen(kw_only=True)
class Replaced:
    """
    An account that another one took the place of.

    Args:
        id: Its id.
        published: When the publisher changed the story; None for a coding mistake of ours.
        position: Position of the correction.
        recorded: When the log took the correction in.
        reason: Why it was corrected.
        changes: What was said before, and after.
    """

    id: str
    published: Instant | None
    position: int
    recorded: Instant
    reason: str
    changes: tuple[Changed, ...]


def details(event: EventRecord) -> tuple[Detail, ...]:
    """Return what a report says in the fields of its kind, who took part, and its tags."""
    own = [each.name for each in attrs.fields(type(event)) if each.name not in _COMMON]
    modality = () if event.modality is Modality.HAPPENED else ("modality",)
    given = ((name, getattr(event, name)) for name in (*modality, *own, "places", "actors", "tags"))
    return tuple(
        Detail(name.replace("_", " "), _pieces(value))
        for name, value in given
        if value not in (None, ()) and not isinstance(value, Quantity)
    )


def replaced(account: Account) -> tuple[Replaced, ...]:
    """Return the accounts that this one is the last of, the first one first."""
    links = zip(account.chain, account.chain[1:], account.corrections, strict=False)
    return tuple(
        Replaced(
            id=before.id,
            published=by.record.published,
            position=by.position,
            recorded=by.recorded,
            reason=by.record.reason,
            changes=changed(before.record, after.record),
        )
        for before, after, by in links
        if isinstance(by.record, Correction)
        and isinstance(before.record, EventRecord)
        and isinstance(after.record, EventRecord)
    )


def changed(before: EventRecord, after: EventRecord) -> tuple[Changed, ...]:
    """Return the fields and figures in which two accounts differ, but for when each came out."""
    return (*_changed_fields(before, after), *_changed_figures(before, after))


def figure_source(entry: Entry, name: str, policy: Policy) -> Account:
    """Return the account that an entry's figure comes from."""
    return policy.stating(entry.accounts, name)


def speaking_of(entries: Iterable[Entry]) -> dict[str, tuple[tuple[Entry, Statement], ...]]:
    """Return the statements that speak of each key, each with the entry that it belongs to."""
    found: dict[str, list[tuple[Entry, Statement]]] = {}
    for entry in entries:
        for account in entry.accounts:
            event = account.event
            if isinstance(event, Statement):
                for key in dict.fromkeys(key for key, _ in spoken_of(event)):
                    found.setdefault(key, []).append((entry, event))
    return {key: tuple(each) for key, each in found.items()}


def distinct(entry: Entry) -> tuple[Account, ...]:
    """Return the first account of each source and speaker, in their order."""
    found: dict[str, Account] = {}
    for account in entry.accounts:
        found.setdefault(who(account), account)
    return tuple(found.values())


def other_dates(entry: Entry) -> tuple[When, ...]:
    """Return when else an entry happened, as reports have it that do not speak for it."""
    dates = dict.fromkeys(each.event.happened for each in entry.accounts)
    return tuple(each for each in dates if each != entry.happened)


def newest(entries: Iterable[Entry]) -> Instant | None:
    """Return when the log took in the newest report of any entry; None where there are none."""
    taken_in = (each.recorded for entry in entries for each in entry.reports)
    return max(taken_in, default=None)


@singledispatch
def words(value: object) -> str:
    """Return any value of a record in words: places, times and sources in full."""
    cls = type(value)
    if not attrs.has(cls):
        return "none" if value is None else str(value)
    given = ((each.name, getattr(value, each.name)) for each in attrs.fields(cls))
    return ", ".join(f"{name}: {words(part)}" for name, part in given if part is not None)


@words.register
def when_words(value: When) -> str:
    """Return a time in words, with its EDTF text where that says it otherwise."""
    said, text = value.words(), str(value)
    return said if said == text else f"{said} ({text})"


@words.register
def place_words(place: Place) -> str:
    """Return a place with its region, country, coordinates and their precision."""
    named = ", ".join(part for part in (place.name, place.region, place.country) if part)
    if place.latitude is None:
        return named
    precision = f", {place.precision.value}" if place.precision else ""
    return f"{named} ({place.latitude}, {place.longitude}{precision})"


@words.register
def _(value: Quantity) -> str:
    return str(value)


@words.register
def _(value: datetime) -> str:
    return instant_words(value)


@words.register
def _(value: Enum) -> str:
    return str(value.value)


@words.register
def _(value: tuple) -> str:  # type: ignore[type-arg]  # singledispatch takes bare classes only
    return "; ".join(words(each) for each in value) or "none"


def _pieces(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, tuple) else (value,)
    return tuple(words(each) for each in given)


def _changed_fields(before: EventRecord, after: EventRecord) -> Iterator[Changed]:
    if type(before) is not type(after):
        yield Changed("kind", kind_of(type(before)).name, kind_of(type(after)).name)
    names = dict.fromkeys(
        each.name for record in (before, after) for each in attrs.fields(type(record))
    )
    for name in names:
        was, now = getattr(before, name, None), getattr(after, name, None)
        skipped = name in {"published", "figures"} or isinstance(was or now, Quantity)
        if was != now and not skipped:
            yield Changed(name.replace("_", " "), words(was), words(now))


def _changed_figures(before: EventRecord, after: EventRecord) -> Iterator[Changed]:
    was, now = every_figure(before), every_figure(after)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            old, new = was.get(name, "not stated"), now.get(name, "not stated")
            yield Changed(name, str(old), str(new))
