"""Policies through the index: under each of them the views are those of the plain definition."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import Ticking, log_of
from tests.resolution.equality import STRETCHES, orders
from tests.resolution.policies import POLICIES, RULES, gone_through
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.ledger import Log
from timeline.log import MemoryStore
from timeline.log.reading import Reader
from timeline.resolution import Policy, resolved
from timeline.resolution.index.growing import Index
from timeline.resolution.index.limits import Limits
from timeline.resolution.settled import Settled
from timeline.resolution.status_rules import StatusRule
from timeline.resolution.views import View
from timeline.testing.arrivals import Point, arrivals, batches, points
from timeline.testing.histories import histories, ordered_reports

HISTORIES = st.one_of(histories(most=16, erasures=True), ordered_reports()).flatmap(
    lambda history: arrivals(history=history)
)


def pair(log: Log, at: Point, policy: Policy, rule: StatusRule) -> tuple[Chronology, Chronology]:
    """Return a chronology from the index, and the same one with all of the log gone through."""
    found = log.as_of(published=at.published, position=at.position, policy=policy, status=rule)
    plain = gone_through(policy)
    naive = log.as_of(published=at.published, position=at.position, policy=plain, status=rule)
    assert isinstance(found.source, View)
    assert isinstance(naive.source, Settled)
    return found, naive


def view(log: Log, policy: Policy) -> View:
    """Return what the index tells of a whole log."""
    found = log.as_of(policy=policy).source
    assert isinstance(found, View)
    return found


@given(HISTORIES, RULES, st.data())
def test_entries_order_and_problems_are_those_of_the_definition(
    history: Sequence[Record], rule: StatusRule, data: st.DataObject
) -> None:
    """Under several policies in turn, at several points, while the log grows."""
    log = log_of([])
    for batch in data.draw(batches(records=history, most=3)):
        log.append(*batch)
        entries = log.read()
        for at in data.draw(st.lists(points(last=log.position), min_size=1, max_size=3)):
            policy = data.draw(POLICIES)
            found, _ = pair(log, at, policy, rule)
            expected = resolved(
                entries[: at.position],
                published=at.published,
                erasures=orders(entries),
                policy=policy,
                status=rule,
            )
            assert tuple(found) == expected.entries
            assert tuple(found[row] for row in range(len(found))) == expected.entries
            assert found.problems == expected.problems


@given(HISTORIES, POLICIES, RULES, st.data())
def test_selections_and_explanations_are_those_of_the_definition(
    history: Sequence[Record], policy: Policy, rule: StatusRule, data: st.DataObject
) -> None:
    """By kind, by time, by key; and why each line reads and stands as it does."""
    log = log_of([history])
    found, naive = pair(log, data.draw(points(last=log.position)), policy, rule)
    for kind in ("event", "strike", "statement"):
        assert tuple(found.where(kind=kind)) == tuple(naive.where(kind=kind))
    for stretch in STRETCHES:
        assert tuple(found.between(*stretch)) == tuple(naive.between(*stretch))
    for entry in naive:
        assert all(found.entry(key) == entry for key in entry.keys)
        assert str(found.explain(entry)) == str(naive.explain(entry))
    assert str(found) == str(naive)
    assert str(found.token) == str(naive.token)


@given(HISTORIES, POLICIES, st.data())
def test_speaking_record_is_the_one_that_the_policy_prefers(
    history: Sequence[Record], policy: Policy, data: st.DataObject
) -> None:
    """Also of an entry whose place is the same whichever speaks, and whichever are asked for."""
    log = log_of([history])
    found, naive = pair(log, data.draw(points(last=log.position)), policy, data.draw(RULES))
    assert isinstance(found.source, View)
    expected = [policy.preferred(each.accounts).report.position for each in naive]
    assert found.source.speaking(found.rows).tolist() == expected
    some = data.draw(st.lists(st.sampled_from(range(len(expected))))) if expected else []
    assert found.source.speaking(found.rows[some]).tolist() == [expected[at] for at in some]


SMALL = st.builds(
    Limits,
    largest=st.sampled_from([0, 3, 256]),
    fewest=st.sampled_from([0, 2, 1_000]),
    share=st.sampled_from([1, 4]),
    ratio=st.sampled_from([0, 1, 4]),
)
"""Limits at which every way of computing is taken, in logs of a dozen records."""


@given(HISTORIES, POLICIES, SMALL, st.data())
def test_limits_of_the_index_change_no_choice(
    history: Sequence[Record], policy: Policy, limits: Limits, data: st.DataObject
) -> None:
    """Where the states are in tiers, or computed anew for each moment, lines are sorted in too."""
    store = MemoryStore()
    log, reader = Log(store, clock=Ticking()), Reader(store)
    index = Index(reader.entry, store.positions, limits=limits)
    for batch in data.draw(batches(records=history, most=3)):
        log.append(*batch)
        if index.extend(store.rows):
            reader.forget()
    entries = log.read()
    at = data.draw(points(last=log.position))
    found = View(index.built, at.published, at.position, policy=policy)
    expected = resolved(
        entries[: at.position], published=at.published, erasures=orders(entries), policy=policy
    )
    assert tuple(found.each(found.rows)) == expected.entries
    assert found.problems == expected.problems


@given(HISTORIES, POLICIES)
def test_contested_happenings_are_those_with_several_accounts(
    history: Sequence[Record], policy: Policy
) -> None:
    """No others, so that nothing else is ever decided; and each with its accounts, in order."""
    log = log_of([history])
    contested = view(log, policy).contested
    keys = [log._index.built.keys.value(each) for each in contested.name.tolist()]
    found = {key: each for key, (each, _) in zip(keys, contested.each(), strict=True)}
    entries = [each for each in log.as_of() if len(each.accounts) > 1]
    expected = {
        each.key: [account.report.position for account in each.accounts] for each in entries
    }
    assert found == expected
