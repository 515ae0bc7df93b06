"""Strikes: launched, intercepted, unaccounted for, killed and injured, with rates that hold."""

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections.interception import Rate, Salvo, balance, rate
from timeline.projections.shares import Rule, Share, shares
from timeline.projections.sums import Tally
from timeline.projections.tables import table
from timeline.records import Quantity, Strike, When
from timeline.records.fields import member
from timeline.records.quantity import shared_unit
from timeline.resolution import Account, Entry, Policy
from timeline.resolution.status import is_to_come

COUNTED = ("launched", "intercepted", "killed", "injured")
"""The figures that are fields of a strike."""


@frozen(kw_only=True)
class StrikeLine:
    """
    One strike, with what is known of its weapons and its toll.

    Args:
        key: Key of the strike.
        happened: When.
        attacker: Who attacked; None where nobody says, all of them where reports differ.
        target: What was attacked, likewise.
        launched: How many weapons; unknown is not zero.
        intercepted: How many of them were stopped.
        accounted: What else became of them, by the names that were asked for.
        through: How many got through or are unaccounted for: launched less all of these.
        rate: Share of the launched that was intercepted; None unless both are stated, and agree.
        killed: People killed.
        injured: People injured.
        contradiction: Why the figures cannot be true together, in words; None if they can.
        sure: It is not denied by all, nor withdrawn upstream; otherwise it may be nothing.
        behind: The records behind each figure, by its name.
    """

    key: str
    happened: When
    attacker: str | None
    target: str | None
    launched: Quantity
    intercepted: Quantity
    accounted: tuple[tuple[str, Quantity], ...]
    through: Quantity
    rate: Rate | None
    killed: Quantity
    injured: Quantity
    contradiction: str | None
    sure: bool
    behind: tuple[tuple[str, tuple[str, ...]], ...] = field(repr=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """The records behind it, once each."""
        return tuple(dict.fromkeys(each for _, ids in self.behind for each in ids))


@frozen(kw_only=True)
class StrikeSums:
    """
    The sums of one attacker's strikes.

    Args:
        attacker: Who attacked; None where nobody says.
        strikes: Keys of the strikes.
        launched: How many weapons.
        intercepted: How many of them were stopped.
        through: How many got through or are unaccounted for.
        rate: Share of the launched that was intercepted, over the strikes that are sure, state
            both and do not contradict themselves; its `of` is their number.
        killed: People killed.
        injured: People injured.
        ids: The records behind it.
    """

    attacker: str | None
    strikes: tuple[str, ...]
    launched: Quantity
    intercepted: Quantity
    through: Quantity
    rate: Rate | None
    killed: Quantity
    injured: Quantity
    ids: tuple[str, ...] = field(repr=False)


@frozen(kw_only=True)
class Strikes:
    """
    What became of the strikes.

    Args:
        lines: One for each strike, in chronological order.
        sums: One for each attacker, by name; who is not named comes last.
        planned: Keys of strikes of which all reports speak of what may come; they count nowhere.
    """

    lines: tuple[StrikeLine, ...]
    sums: tuple[StrikeSums, ...]
    planned: tuple[str, ...]

    def __str__(self) -> str:
        """Return an aligned table of the strikes, with the sums of each attacker below it."""
        headings = ("strike", "attacker", *_SHOWN)
        lines = [_row(each.key, each) for each in self.lines]
        sums = [_row(f"all {len(each.strikes)}", each) for each in self.sums]
        told = [table(headings, [*lines, *sums])]
        told += [
            f"contradiction: {e.key}: {e.contradiction}" for e in self.lines if e.contradiction
        ]
        told += [f"planned: {key}" for key in self.planned]
        return "\n".join(told)


def strikes(
    chronology: Chronology, *, accounted: Iterable[str] = (), rule: Rule | str = Rule.CHOSEN
) -> Strikes:
    """
    Return what became of the strikes of a chronology: of each, and summed by attacker.

    No more can be accounted for than was launched, so what got through is never below zero and
    no rate exceeds 1. A strike whose figures break that is shown with its contradiction, and its
    remainder is unknown.

    Args:
        chronology: What is known; select strikes with `between` and `where`.
        accounted: Names of further figures that say what became of weapons, such as `lost`.
        rule: Which figure counts, where the reports of one strike do not agree.

    Raises:
        QuantityError: Two strikes of one attacker count in different units; select apart.
        RefusedError: There is no such rule.
    """
    names, chosen = tuple(accounted), member(Rule, rule)
    found: list[StrikeLine] = []
    planned: list[str] = []
    for entry in chronology:
        told = [each for each in entry.accounts if isinstance(each.event, Strike)]
        done = [each for each in told if not is_to_come(each.event)]
        if done:
            found.append(_line(entry, done, _Reading(names, chosen, chronology.policy)))
        elif told:
            planned.append(entry.key)
    named = sorted({each.attacker for each in found if each.attacker is not None})
    groups = [(who, [each for each in found if each.attacker == who]) for who in (*named, None)]
    sums = tuple(_sums(who, lines) for who, lines in groups if lines)
    return Strikes(lines=tuple(found), sums=sums, planned=tuple(planned))


@frozen
class _Reading:
    accounted: tuple[str, ...]
    rule: Rule
    policy: Policy

    def shares(self, entry: Entry, figure: str) -> tuple[Share, ...]:
        found = shares(entry, figure, self.rule, self.policy)
        return found if isinstance(found, tuple) else ()


def _line(entry: Entry, done: Sequence[Account], reading: _Reading) -> StrikeLine:
    told = {name: reading.shares(entry, name) for name in (*COUNTED, *reading.accounted)}
    figures = {name: found[0].figure for name, found in told.items() if found}
    mixed = [name for name, found in told.items() if len(found) > 1]
    others = tuple((name, figures[name]) for name in reading.accounted if name in figures)
    launched, intercepted = figures["launched"], figures["intercepted"]
    salvo = Salvo(
        launched=launched, stopped=intercepted, others=tuple(figure for _, figure in others)
    )
    problem = f"reports count {mixed[0]} in several units" if mixed else salvo.contradiction
    known = not (problem or launched.is_unknown or intercepted.is_unknown)
    return StrikeLine(
        key=entry.key,
        happened=entry.happened,
        attacker=_said(done, "attacker"),
        target=_said(done, "target"),
        launched=launched,
        intercepted=intercepted,
        accounted=others,
        through=Quantity.unknown(unit=launched.unit) if problem else balance(salvo),
        rate=rate([salvo]) if known else None,
        killed=figures["killed"],
        injured=figures["injured"],
        contradiction=problem,
        sure=told["launched"][0].sure,
        behind=tuple((name, _ids(found)) for name, found in told.items() if found),
    )


def _ids(found: Sequence[Share]) -> tuple[str, ...]:
    """Return the records of every share, since two in several units make the contradiction."""
    return tuple(identity for each in found for identity in each.ids)


def _said(done: Sequence[Account], name: str) -> str | None:
    events = (each.event for each in done)
    told = {
        each.attacker if name == "attacker" else each.target
        for each in events
        if isinstance(each, Strike)
    }
    return " / ".join(sorted(each for each in told if each is not None)) or None


def _sums(who: str | None, lines: Sequence[StrikeLine]) -> StrikeSums:
    rated = [each for each in lines if each.rate is not None and each.sure]
    return StrikeSums(
        attacker=who,
        strikes=tuple(each.key for each in lines),
        launched=_summed((each.launched, each.sure) for each in lines),
        intercepted=_summed((each.intercepted, each.sure) for each in lines),
        through=_summed((each.through, each.sure) for each in lines),
        rate=rate(
            Salvo(
                launched=each.launched,
                stopped=each.intercepted,
                others=tuple(figure for _, figure in each.accounted),
            )
            for each in rated
        ),
        killed=_summed((each.killed, each.sure) for each in lines),
        injured=_summed((each.injured, each.sure) for each in lines),
        ids=tuple(dict.fromkeys(identity for each in lines for identity in each.ids)),
    )


def _summed(figures: Iterable[tuple[Quantity, bool]]) -> Quantity:
    tally, unit = Tally(), Quantity.unknown()
    for figure, sure in figures:
        unit = Quantity.unknown(unit=shared_unit(unit, figure))
        if sure:
            tally.add(figure)
        else:
            tally.add_possible(figure)
    return tally.quantity(unit.unit)


_SHOWN = ("launched", "intercepted", "through or unknown", "rate", "killed", "injured")


def _row(name: str, each: StrikeLine | StrikeSums) -> tuple[object, ...]:
    told = (each.launched, each.intercepted, each.through, each.rate, each.killed, each.injured)
    return (name, each.attacker, *told)
