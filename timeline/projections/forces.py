"""Forces: where deployments put which forces at a moment, and how sure that is."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections.shares import Rule
from timeline.projections.sums import hull
from timeline.projections.tables import table
from timeline.records import Deployment, Place, Quantity, When
from timeline.records.fields import member
from timeline.records.when import Whenish, when
from timeline.records.windows import Window
from timeline.resolution import Account, Entry, Policy, Status
from timeline.resolution.moments import microseconds
from timeline.resolution.origins import Origin, origins
from timeline.resolution.status import is_to_come


class Presence(StrEnum):
    """How sure it is that a force is where it was sent."""

    CERTAIN = "there"
    """It was sent before the moment, at the latest, and nothing says that it left."""

    POSSIBLE = "possibly there"
    """It may not have been sent yet, may have left, or somebody denies it and nobody still
    says so."""

    PLANNED = "planned"
    """All reports speak of what may come."""

    NOT_YET = "not yet there"
    OVER = "no longer there"


@frozen(kw_only=True)
class Force:
    """
    One force at its destination.

    Args:
        key: Key of the deployment.
        force: Which force; None where nobody says.
        side: For whom it acts.
        origin: From where.
        destination: To where.
        strength: How many, by the rule that was asked for; unknown is not zero.
        rivals: What other reports state.
        presence: How sure it is that it is there.
        happened: When it was sent, or from when to when it was there.
        status: Status of the deployment, with who says so and who denies it in the entry.
        origins: Whose word it is.
        ids: The records behind it.
    """

    key: str
    force: str | None
    side: str | None
    origin: Place | None
    destination: Place | None
    strength: Quantity
    rivals: tuple[Quantity, ...]
    presence: Presence
    happened: When
    status: Status
    origins: tuple[Origin, ...]
    ids: tuple[str, ...] = field(repr=False)


@frozen(kw_only=True)
class Forces:
    """
    Every deployment that is known, as it stands at a moment.

    Strengths are not added: one force may be a part of another, or the same one moved on. Use
    `total(chronology, "strength", …)` where you know that they are apart.

    Args:
        at: The moment, which may be a day or a month.
        all: Every deployment, in chronological order.
    """

    at: When
    all: tuple[Force, ...]

    @property
    def there(self) -> tuple[Force, ...]:
        """Those that are there, or possibly there."""
        return self.of(Presence.CERTAIN, Presence.POSSIBLE)

    def of(self, *presences: Presence | str) -> tuple[Force, ...]:
        """
        Return those that are there in one of some ways.

        Raises:
            RefusedError: There is no such way.
        """
        wanted = {member(Presence, each) for each in presences}
        return tuple(each for each in self.all if each.presence in wanted)

    def __str__(self) -> str:
        headings = ("force", "side", "to", "strength", f"at {self.at}", "status", "as told by")
        return table(headings, map(_row, self.all))


def forces(chronology: Chronology, *, at: Whenish, rule: Rule | str = Rule.CHOSEN) -> Forces:
    """
    Return where deployments put which forces at a moment.

    A force has been sent, at the latest, when the first report that it was is published.
    A deployment of one moment is a sending: the force is taken to stay until a record says
    otherwise, by a time that lasted and has an end. What a report says of the force, its side and
    its way comes from the deployment that the chronology's policy prefers among those that say it,
    and so does the strength, as in the figures of the entry.

    Args:
        chronology: What is known.
        at: The moment: a day, an hour; certain is what holds throughout it.
        rule: Which strength is shown, where reports do not agree.

    Raises:
        RefusedError: There is no such rule.
        WhenError: The moment is no time.
    """
    moment, rule = when(at), member(Rule, rule)
    found = [_force(each, moment, rule, chronology.policy) for each in chronology]
    return Forces(at=moment, all=tuple(each for each in found if each is not None))


def _force(entry: Entry, at: When, rule: Rule, policy: Policy) -> Force | None:
    told = [each for each in entry.accounts if isinstance(each.event, Deployment)]
    if not told:
        return None
    done = [each for each in told if not is_to_come(each.event)] or told
    strength, rivals = _strength(done, rule, policy)
    origin, destination = (_preferred(done, each, policy) for each in (_origin, _destination))
    return Force(
        key=entry.key,
        force=_preferred(done, _named, policy),
        side=_preferred(done, _side, policy),
        origin=origin,
        destination=destination,
        strength=strength,
        rivals=rivals,
        presence=_presence(entry, at),
        happened=entry.happened,
        status=entry.status,
        origins=origins(each.event for each in entry.accounts),
        ids=tuple(each.id for each in told),
    )


def _presence(entry: Entry, at: When) -> Presence:
    if entry.status is Status.PLANNED:
        return Presence.PLANNED
    happened, first, last = entry.happened, at.span.earliest, at.span.latest
    if not _is_before(first, happened.start.earliest, last):
        return Presence.NOT_YET
    ends = happened.end if happened.lasted and not happened.ongoing else Window(None, None)
    if first is not None and ends.latest is not None and ends.latest <= first:
        return Presence.OVER
    sent = _sent(entry)
    begun = sent is not None and first is not None and sent <= first
    stays = not happened.lasted or happened.ongoing or _is_after(ends.earliest, last)
    sure = entry.status not in {Status.DENIED, Status.WITHDRAWN_UPSTREAM}
    return Presence.CERTAIN if begun and stays and sure else Presence.POSSIBLE


def _is_before(first: int | None, start: int | None, last: int | None) -> bool:
    """Whether something may have begun before a moment is over."""
    return start is None or last is None or start < last or start == first


def _is_after(end: int | None, last: int | None) -> bool:
    return end is not None and last is not None and end >= last


def _sent(entry: Entry) -> int | None:
    """Return by when it had begun: by its own date, and by the first report that it had."""
    reported = [
        microseconds(each.published) for each in entry.accounts if not is_to_come(each.event)
    ]
    latest = entry.happened.start.latest
    return min([*reported, *([] if latest is None else [latest])], default=None)


def _strength(
    done: Sequence[Account], rule: Rule, policy: Policy
) -> tuple[Quantity, tuple[Quantity, ...]]:
    told = {each.id: found for each in done if (found := _stated(each)) is not None}
    if not told:
        return Quantity.unknown(), ()
    units = {each.unit for each in told.values() if each.unit is not None}
    if rule is Rule.HULL and len(units) < 2:  # noqa: PLR2004 - figures of two units have no hull
        return hull(told.values(), next(iter(units), None)), ()
    chosen = told[policy.stating([each for each in done if each.id in told], "strength").id]
    return chosen, tuple(each for each in dict.fromkeys(told.values()) if each != chosen)


T = TypeVar("T")


def _preferred(
    accounts: Sequence[Account], field: Callable[[Account], T | None], policy: Policy
) -> T | None:
    stating = [each for each in accounts if field(each) is not None]
    return field(policy.preferred(stating)) if stating else None


def _stated(account: Account) -> Quantity | None:
    return account.event.strength if isinstance(account.event, Deployment) else None


def _named(account: Account) -> str | None:
    return account.event.force if isinstance(account.event, Deployment) else None


def _side(account: Account) -> str | None:
    return account.event.side if isinstance(account.event, Deployment) else None


def _origin(account: Account) -> Place | None:
    return account.event.origin if isinstance(account.event, Deployment) else None


def _destination(account: Account) -> Place | None:
    return account.event.destination if isinstance(account.event, Deployment) else None


def _row(each: Force) -> tuple[object, ...]:
    others = "; ".join(map(str, each.rivals))
    strength = f"{each.strength} (others: {others})" if others else str(each.strength)
    to = each.destination.name if each.destination else None
    voices = ", ".join(map(str, each.origins))
    return (each.force or each.key, each.side, to, strength, each.presence, each.status, voices)
