"""Plans: what was to come, whether it came, and what is overdue."""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from timeline.chronology import Chronology
from timeline.errors import MomentError
from timeline.projections.tables import table
from timeline.records import Correction, Relation, Stance, Statement, When, relation
from timeline.records.when import Whenish, when
from timeline.resolution import Account, Entry
from timeline.resolution.identity import spoken_of
from timeline.resolution.origins import Origin, origins
from timeline.resolution.status import is_to_come


class Outcome(StrEnum):
    """What became of a plan by a moment."""

    TO_COME = "to come"
    """Its time has certainly not begun."""

    DUE = "due"
    """Its time may have begun, and is not certainly over; nobody says that it came."""

    OVERDUE = "overdue"
    """Its time is certainly over, and nobody says that it came."""

    CAME = "came"
    """A report under its key, or one joined to it, says that it took place or goes on."""

    DENIED = "denied"
    """Somebody denies or disputes it, and nobody says that it came."""

    DISPUTED = "came, which is disputed"
    """A report says that it came, and somebody denies or disputes that."""


@frozen(kw_only=True)
class Plan:
    """
    One plan.

    Args:
        key: Key of the happening.
        summary: What is or was to come, as the latest plan has it.
        planned: When it was to be, likewise.
        earlier: For when it was planned before, as publishers corrected it, the first first.
        outcome: What became of it.
        happened: When it came; None if it did not.
        planners: Whose plan it is, or who expects it.
        plans: Records that tell of it as what may come.
        deeds: Records that tell that it came.
        against: Records of statements that deny or dispute it.
    """

    key: str
    summary: str
    planned: When
    earlier: tuple[When, ...]
    outcome: Outcome
    happened: When | None
    planners: tuple[Origin, ...]
    plans: tuple[str, ...]
    deeds: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The records behind it."""
        return (*self.plans, *self.deeds, *self.against)


@frozen(kw_only=True)
class Plans:
    """
    The plans of a chronology, as they stand at a moment.

    Args:
        at: The moment.
        all: The plans, in chronological order.
    """

    at: When
    all: tuple[Plan, ...]

    def of(self, *outcomes: Outcome | str) -> tuple[Plan, ...]:
        """
        Return those with some outcomes.

        Raises:
            ValueError: There is no such outcome.
        """
        wanted = {Outcome(each) for each in outcomes}
        return tuple(each for each in self.all if each.outcome in wanted)

    def __str__(self) -> str:
        headings = ("plan", "planned for", f"at {self.at}", "came", "who says")
        return table(headings, map(_row, self.all))


def plans(chronology: Chronology, *, at: Whenish | None = None) -> Plans:
    """
    Return what was planned, expected or conditional, and whether it came.

    A deed is matched to its plan by the key, or by a judgement that joins their keys; nothing is
    guessed from likeness. That nobody reports it does not say that it did not take place.

    Args:
        chronology: What is known.
        at: The moment to measure due times by; what the chronology was published by, if it has
            such a date and none is given here.

    Raises:
        MomentError: Neither is given.
        WhenError: It is no time.
    """
    if at is None and chronology.published is None:
        advice = "give at=, or ask the log with published="
        raise MomentError("nobody says by which moment plans are due", advice)
    moment = when(chronology.published if at is None and chronology.published else at or "")
    planned = [each for each in chronology if any(is_to_come(by.event) for by in each.accounts)]
    against = _against(chronology, [key for each in planned for key in each.keys])
    return Plans(at=moment, all=tuple(_plan(each, moment, against) for each in planned))


def _against(chronology: Chronology, keys: Sequence[str]) -> dict[str, list[str]]:
    """Return the records that deny or dispute a happening as a whole, by its key."""
    found: dict[str, list[str]] = {}
    for entry in chronology.speaking_of(keys):
        for account in entry.accounts:
            event = account.event
            if isinstance(event, Statement) and event.stance in {Stance.DENIES, Stance.DISPUTES}:
                for key in dict.fromkeys(key for key, figure in spoken_of(event) if not figure):
                    if key not in entry.keys:
                        found.setdefault(key, []).append(account.id)
    return found


def _plan(entry: Entry, at: When, against: dict[str, list[str]]) -> Plan:
    to_come = [each for each in entry.accounts if is_to_come(each.event)]
    deeds = [each for each in entry.accounts if not is_to_come(each.event)]
    denying = [identity for key in entry.keys for identity in against.get(key, ())]
    latest = max(to_come, key=lambda each: (each.published, each.id))
    return Plan(
        key=entry.key,
        summary=latest.event.summary,
        planned=latest.event.happened,
        earlier=_earlier(latest),
        outcome=_outcome(latest.event.happened, at, deeds, denying),
        happened=deeds[-1].event.happened if deeds else None,
        planners=origins(each.event for each in to_come),
        plans=tuple(each.id for each in to_come),
        deeds=tuple(each.id for each in deeds),
        against=tuple(dict.fromkeys(denying)),
    )


def _outcome(planned: When, at: When, deeds: Sequence[Account], denying: Sequence[str]) -> Outcome:
    if deeds:
        return Outcome.DISPUTED if denying else Outcome.CAME
    if denying:
        return Outcome.DENIED
    stands = relation(planned, at)
    if stands is Relation.CERTAINLY_BEFORE:
        return Outcome.OVERDUE
    return Outcome.TO_COME if stands is Relation.CERTAINLY_AFTER else Outcome.DUE


def _earlier(latest: Account) -> tuple[When, ...]:
    """Return the times that the publisher itself gave before; our coding mistakes are none."""
    found: list[When] = []
    later = latest
    while later.before is not None and later.correction is not None:
        record, before = later.correction.record, later.before
        by_publisher = isinstance(record, Correction) and record.published is not None
        if by_publisher and before.event.happened != later.event.happened:
            found.append(before.event.happened)
        later = before
    return tuple(found[::-1])


def _row(each: Plan) -> tuple[object, ...]:
    came = each.happened.words() if each.happened else None
    planners = ", ".join(map(str, each.planners))
    return (each.key, each.planned.words(), each.outcome, came, planners)
