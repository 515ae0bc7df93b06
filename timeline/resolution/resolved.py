"""The chronology as a pure function of a set of log entries: all rules, one after the other."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from timeline.log import Recorded
from timeline.records import (
    Correction,
    Erasure,
    EventRecord,
    Instant,
    Judgement,
    Precedence,
    Retraction,
    Statement,
    every_figure,
)
from timeline.records.fields import folded
from timeline.records.kinds import kind_of
from timeline.resolution.entry import Entry
from timeline.resolution.identity import Identity, keys_in, spoken_of, unknown_keys
from timeline.resolution.look_alikes import look_alikes
from timeline.resolution.policy import LATEST_PUBLISHED, Policy
from timeline.resolution.precedence import Ordering, rules
from timeline.resolution.problems import Problem, in_order
from timeline.resolution.revision import Account, Revision
from timeline.resolution.status import WITHDRAWN_BY_PUBLISHER, Standing
from timeline.resolution.status_rules import STANCES_AND_ORIGINS, StatusRule
from timeline.resolution.unresolved import revision_problems


@frozen(kw_only=True)
class Resolved:
    """
    Entries in order, and what could not be resolved.

    Args:
        entries: The happenings, in chronological order.
        problems: What could not be resolved, in a stable order.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def resolved(
    entries: Sequence[Recorded],
    *,
    published: Instant | None = None,
    erasures: Mapping[str, Erasure] | None = None,
    policy: Policy = LATEST_PUBLISHED,
    status: StatusRule = STANCES_AND_ORIGINS,
) -> Resolved:
    """
    Return the chronology of a set of log entries; the order of arrival never matters.

    Args:
        entries: Log entries up to the position asked for.
        published: Latest publication that counts, inclusive; None for all.
        erasures: Every erasure of the whole log, by the id it erased.
        policy: Which report speaks for an entry.
        status: By which rule it has its status.
    """
    revision = Revision(entries, published, erasures or {})
    judgements, precedences = revision.standing(Judgement), revision.standing(Precedence)
    identity = Identity(judgements)
    made = happenings(revision, identity, policy, status)
    happened = {key: entry.happened for key, entry in made.items()}
    standing_rules, within = rules(precedences, identity, happened)
    ordering = Ordering(happened, standing_rules)
    keys = ordering.keys()
    reports = (account.report for account in revision.live)
    found = [
        *revision_problems(revision),
        *unknown_keys([*judgements, *precedences, *reports], keys_in(entries)),
        *identity.contradictions(),
        *look_alikes((key for each in made.values() for key in each.keys), identity),
        *within,
        *ordering.problems,
    ]
    return Resolved(entries=tuple(made[key] for key in keys), problems=in_order(found))


def happenings(
    revision: Revision,
    identity: Identity,
    policy: Policy,
    status: StatusRule = STANCES_AND_ORIGINS,
) -> dict[str, Entry]:
    """
    Return the entries by their keys, in no order (rules 4 and 5).

    Args:
        revision: The accounts that stand.
        identity: Which keys are one happening.
        policy: Which report speaks for an entry.
        status: By which rule it has its status.
    """
    groups: dict[str, list[Account]] = {}
    for account in revision.live:
        groups.setdefault(identity.name(account.event.key), []).append(account)
    about = _statements_about(revision.live, identity)
    withdrawn = _withdrawn_by_publishers(revision, identity)
    return {
        key: _entry(
            identity,
            tuple(sorted(accounts, key=lambda each: (each.published, each.id))),
            policy,
            status.judge(accounts, about.get(key, ()), withdrawn.get(key, ())),
        )
        for key, accounts in groups.items()
    }


def lone(report: Recorded, event: EventRecord, status: StatusRule) -> Entry:
    """
    Return the entry of an event record that nothing else bears on, as `happenings` makes it.

    Args:
        report: Its log entry.
        event: The record.
        status: By which rule the entry has its status.
    """
    account = Account(report=report, event=event, published=event.published)
    key = folded(event.key)
    return Entry(
        key=key,
        keys=(key,),
        happened=event.happened,
        summary=event.summary,
        kind=kind_of(type(event)).name,
        modality=event.modality,
        figures=every_figure(event),
        standing=status.judge([account], (), ()),
        accounts=(account,),
    )


def _entry(
    identity: Identity, reports: tuple[Account, ...], policy: Policy, stands: Standing
) -> Entry:
    chosen = policy.preferred(reports).event
    key = identity.name(chosen.key)
    return Entry(
        key=key,
        keys=identity.members.get(key, (key,)),
        happened=chosen.happened,
        summary=chosen.summary,
        kind=kind_of(type(chosen)).name,
        modality=chosen.modality,
        figures=policy.figures(reports),
        standing=stands,
        accounts=reports,
        judgements=identity.joining.get(key, ()),
    )


def _statements_about(live: Iterable[Account], identity: Identity) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    for account in live:
        if isinstance(account.event, Statement):
            whole = {identity.name(key) for key, figure in spoken_of(account.event) if not figure}
            for key in whole - {identity.name(account.event.key)}:
                found.setdefault(key, []).append(account)
    return found


def _withdrawn_by_publishers(
    revision: Revision, identity: Identity
) -> dict[str, list[EventRecord]]:
    found: dict[str, list[EventRecord]] = {}
    for entry in revision.standing(Retraction):
        retraction = entry.record
        assert isinstance(retraction, Retraction)  # noqa: S101 - what was asked for
        named = revision.visible.get(retraction.retracts)
        record = named.record if named else None
        record = record.replacement if isinstance(record, Correction) else record
        if retraction.cause in WITHDRAWN_BY_PUBLISHER and isinstance(record, EventRecord):
            found.setdefault(identity.name(record.key), []).append(record)
    return found
