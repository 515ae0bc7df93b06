"""The status of an entry: a named rule over modality, stances and independent origins (rule 5)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from attrs import field, frozen

from timeline.records import Cause, EventRecord, Modality, Stance, Statement
from timeline.resolution.origins import Origin, compared, origin, repeated
from timeline.resolution.revision import Account

RULE = "stances and origins 1"
"""Name of the rule below; it changes when its answers change."""

NEEDED = 2
"""How many independent origins confirm a happening."""


class Status(StrEnum):
    """What may be said of an entry as a whole."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DENIED = "denied"
    PLANNED = "planned"
    WITHDRAWN_UPSTREAM = "withdrawn upstream"


_FOR = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ANNOUNCES})
_AGAINST = frozenset({Stance.DENIES, Stance.DISPUTES})
_TO_COME = frozenset({Modality.PLANNED, Modality.EXPECTED, Modality.CONDITIONAL})


@frozen(kw_only=True)
class Standing:
    """
    A status with what it rests on.

    Args:
        status: The status.
        supporting: Origins that say that it is so.
        denying: Origins that deny or dispute it.
    """

    status: Status
    supporting: tuple[Origin, ...] = field(default=())
    denying: tuple[Origin, ...] = field(default=())


def standing(
    reports: Sequence[Account],
    about: Iterable[Account],
    withdrawn: Iterable[EventRecord],
    *,
    needed: int = NEEDED,
) -> Standing:
    """
    Return the status of an entry, by the first of these that holds.

    1. *withdrawn upstream*: every report only repeats a publisher that withdrew its own.
    2. *planned*: every report speaks of what may come, and none is a statement.
    3. *denied*: some origin denies or disputes it, and none now says that it is so.
    4. *disputed*: some origin denies or disputes it, and another says that it is so.
    5. *confirmed*: two or more independent origins say that it is so.
    6. *reported*: anything else.

    An origin that spoke more than once counts with its latest word.

    Args:
        reports: The live reports of the entry.
        about: Live statements about the entry as a whole, not about one figure of it.
        withdrawn: Reports of it that their publishers withdrew.
        needed: How many independent origins confirm it.
    """
    if len(reports) == 1 and about == () and withdrawn == ():
        event = reports[0].event
        return _of_one(origin(event).name, needed=needed, to_come=is_to_come(event))
    words = _latest_words([*reports, *about], frozenset(each.id for each in reports))
    supporting = tuple(sorted(each for each, said in words.items() if said is True))
    denying = tuple(sorted(each for each, said in words.items() if said is False))
    status = _status((reports, withdrawn), supporting, denying, needed)
    return Standing(status=status, supporting=supporting, denying=denying)


@lru_cache(maxsize=4096)
def _of_one(name: str, *, needed: int, to_come: bool) -> Standing:
    """Return the standing of what one report tells and nothing else bears on: most entries."""
    supporting = () if to_come else (Origin(compared(name), name),)
    counted = {"supporting": len(supporting), "denying": 0, "needed": needed}
    status = status_of(reports=1, echoing=0, to_come=to_come, **counted)
    return Standing(status=status, supporting=supporting)


def _status(
    known: tuple[Sequence[Account], Iterable[EventRecord]],
    supporting: Sequence[Origin],
    denying: Sequence[Origin],
    needed: int,
) -> Status:
    reports, withdrawn = known
    gone = frozenset(compared(each.source.publisher) for each in withdrawn)
    return status_of(
        reports=len(reports),
        echoing=sum(bool(gone & repeated(each.event.source)) for each in reports if gone),
        to_come=sum(is_to_come(each.event) for each in reports),
        supporting=len(supporting),
        denying=len(denying),
        needed=needed,
    )


def status_of(  # noqa: PLR0913 - what was counted, each by its name
    *,
    reports: int,
    echoing: int,
    to_come: int,
    supporting: int,
    denying: int,
    needed: int = NEEDED,
) -> Status:
    """
    Return the status by the rule of `standing`, from what was counted.

    Args:
        reports: The live reports.
        echoing: Those of them that repeat a publisher that withdrew its own.
        to_come: Those of them that speak of what may come, and are no statements.
        supporting: Origins that say that it is so.
        denying: Origins that deny or dispute it.
        needed: How many origins confirm it.
    """
    if echoing == reports:
        return Status.WITHDRAWN_UPSTREAM
    if to_come == reports:
        return Status.PLANNED
    if denying:
        return Status.DISPUTED if supporting else Status.DENIED
    return Status.CONFIRMED if supporting >= needed else Status.REPORTED


def is_to_come(event: EventRecord) -> bool:
    """Return whether a record speaks of what may come, and is no statement."""
    return not isinstance(event, Statement) and event.modality in _TO_COME


def _latest_words(
    accounts: Iterable[Account], reports: frozenset[str]
) -> dict[Origin, bool | None]:
    ordered = sorted(accounts, key=lambda each: (each.published, each.id))
    words: dict[Origin, bool | None] = {}
    for account in ordered:
        said = word(account.event, of_itself=account.id in reports)
        if said is not None or origin(account.event) not in words:
            words[origin(account.event)] = said
    return words


def word(event: EventRecord, *, of_itself: bool) -> bool | None:
    """
    Return whether a record says that a happening is so, or denies it; None where neither.

    Args:
        event: The record.
        of_itself: It reports the happening, instead of speaking about it under another key.
    """
    if of_itself:
        return None if is_to_come(event) else True
    stance = event.stance if isinstance(event, Statement) else Stance.ASSERTS
    if stance in _AGAINST:
        return False
    return True if stance in _FOR else None


WITHDRAWN_BY_PUBLISHER = frozenset({Cause.WITHDRAWN, Cause.DELETED_UPSTREAM})
"""Causes of a retraction that speak of the publisher, not of our own coding."""
