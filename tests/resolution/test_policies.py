"""The policies and status rules of the library: what each prefers, and that each always answers."""

from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.laws.logs import lines, log_of
from tests.stories import Story, told
from timeline.codec import Record
from timeline.errors import FieldError
from timeline.records import Erasure, Instant, quantity
from timeline.resolution import (
    LATEST_PUBLISHED,
    MOST_ORIGINS,
    MOST_PRECISE,
    STANCES_AND_ORIGINS,
    Policy,
    StatusRule,
    confirmed_by,
    source_first,
)
from timeline.resolution.origins import compared
from timeline.resolution.policy import AND_STATUS, policy_named
from timeline.resolution.rankings import figure_precision
from timeline.resolution.status import standing
from timeline.testing.histories import histories, moments

POLICIES = st.sampled_from([LATEST_PUBLISHED, MOST_PRECISE, MOST_ORIGINS, source_first("Q", "P")])
RULES = st.sampled_from([STANCES_AND_ORIGINS, confirmed_by(1), confirmed_by(3)])
HISTORIES = histories(most=12)


def summary(story: Story, policy: Policy) -> str:
    """Return the words of the one line of a story under a policy."""
    [entry] = story.log.as_of(policy=policy)
    return entry.summary


def test_most_precise_prefers_the_narrowest_date() -> None:
    """A day before a month, although the month was published later."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: day
        2024-03-06: s2 says bridge on 2024-03 by B: month
        2024-03-07: s3 says bridge on ../2024-03-04 by C: open
        2024-03-08: s4 says bridge on /2024-03-04 by D: unknown
    """)
    assert summary(story, MOST_PRECISE) == "day"


def test_most_precise_takes_each_figure_as_it_is_stated_most_narrowly() -> None:
    """The figure need not be from the report that gives the date."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: day [killed at least 2]
        2024-03-04: s2 says bridge on 2024-03 by B: month [killed 3]
        2024-03-06: s3 says bridge on 2024-03 by C: month [killed about 5]
    """)
    [entry] = story.log.as_of(policy=MOST_PRECISE)
    assert (entry.summary, str(entry.figures["killed"])) == ("day", "3")


@pytest.mark.parametrize(
    "better, worse",
    [
        ("3", "3 to 4"),
        ("3 to 4", "3 to 5"),
        ("3 to 5", "about 4"),
        ("about 4", "at least 3"),
        ("at least 3", "unknown"),
    ],
)
def test_figures_are_precise_in_this_order(better: str, worse: str) -> None:
    """Exact, within bounds, about, one bound, none."""
    [account] = told("2024-03-05: s1 says a on 2024-03-04: x").known()[0].accounts
    ranks = [figure_precision(quantity(each), account, [], "killed") for each in (better, worse)]
    assert ranks[0] > ranks[1]


def test_most_origins_counts_voices_and_not_copies() -> None:
    """Two papers that print one agency are one origin; two that do not are two."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: fourth [killed 1]
        2024-03-05: s2 says bridge on 2024-03-04 by B: fourth [killed 2]
        2024-03-06: s3 says bridge on 2024-03-05 by C via Agency: fifth [killed 2]
        2024-03-06: s4 says bridge on 2024-03-05 by D via Agency: fifth [killed 3]
    """)
    [entry] = story.log.as_of(policy=MOST_ORIGINS)
    assert (entry.summary, str(entry.figures["killed"])) == ("fourth", "2")


def test_named_source_speaks_first_and_then_the_next_one_named() -> None:
    """Where neither reports, the latest published speaks."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: first
        2024-03-06: s2 says bridge on 2024-03-04 by B: second
        2024-03-07: s3 says bridge on 2024-03-04 by C: third
    """)
    found = [summary(story, source_first(*each)) for each in (["b", "A"], ["X", "A"], ["X"])]
    assert found == ["second", "first", "third"]


@pytest.mark.parametrize(
    "names, problem", [((), "nobody"), ((" ",), "nobody"), (("A", " a"), "twice")]
)
def test_publishers_are_named_once_each(names: tuple[str, ...], problem: str) -> None:
    """Nobody to prefer, or one that stands before itself."""
    with pytest.raises(FieldError, match=problem):
        source_first(*names)


@pytest.mark.parametrize("name", ["most precise", "named source first: A", "most origins"])
def test_names_of_the_library_are_its_own(name: str) -> None:
    """Else one token would name two chronologies."""
    with pytest.raises(FieldError, match="is a policy of the library"):
        Policy(name=name, rank=lambda *_: ())


def test_policy_may_not_look_like_one_with_a_status_rule() -> None:
    """The two are told apart in a token."""
    with pytest.raises(FieldError, match="parts a policy from a status rule"):
        Policy(name="mine; status: x", rank=lambda *_: ())


def test_confirmed_by_asks_for_more_origins() -> None:
    """Two voices report a happening, and three would confirm it; the rule is named."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-05: s2 says bridge on 2024-03-04 by B: closed
    """)
    statuses = [str(story.log.as_of(status=confirmed_by(each))[0].status) for each in (1, 2, 3)]
    assert statuses == ["confirmed", "confirmed", "reported"]
    known = story.log.as_of(status=confirmed_by(3))
    status = known.explain("bridge", "status").status
    assert status is not None
    assert status.rule == "stances and origins 1, confirmed by 3 origins"


def test_two_origins_are_the_rule_of_the_library() -> None:
    """So that one chronology has one token."""
    assert confirmed_by(2) is STANCES_AND_ORIGINS


@pytest.mark.parametrize("count", [0, -1, True, 1.5])
def test_number_of_origins_is_a_whole_one(count: int) -> None:
    """None confirm nothing."""
    with pytest.raises(FieldError, match="no whole number from 1 on"):
        confirmed_by(count)


def test_rule_of_ones_own_has_a_name_of_its_own() -> None:
    """It may judge as it likes, under another name."""
    with pytest.raises(FieldError, match="is a rule of the library"):
        StatusRule(name=STANCES_AND_ORIGINS.name, judge=lambda *_: standing([], [], []))
    own = StatusRule(name="mine", judge=lambda reports, _, gone: standing(reports, (), gone))
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-06: s2 has Putin deny bridge
    """)
    assert [str(story.log.as_of(status=each).entry("bridge").status) for each in (None, own)] == [
        "disputed",
        "reported",
    ]


@given(HISTORIES, moments(), POLICIES, RULES)
def test_token_gives_the_same_chronology_again(
    history: tuple[Record, ...], moment: Instant | None, policy: Policy, status: StatusRule
) -> None:
    """Nothing has to be given beside it, and chronologies under two choices are not equal."""
    log = log_of([history])
    known = log.as_of(published=moment, policy=policy, status=status)
    again = log.as_of(token=str(known.token))
    assert again == known
    assert (again.policy, again.status_rule) == (policy, status)
    plain = log.as_of(published=moment)
    assert (known == plain) == (policy == plain.policy and status == plain.status_rule)


@given(HISTORIES, POLICIES, RULES)
def test_answers_do_not_depend_on_the_order_of_arrival(
    history: tuple[Record, ...], policy: Policy, status: StatusRule
) -> None:
    """Every policy is a function of the set of records."""
    records = [each for each in history if not isinstance(each, Erasure)]
    turned = list(reversed(records))
    told_by = [
        log_of([[each] for each in given]).as_of(policy=policy, status=status)
        for given in (records, turned)
    ]
    assert lines(told_by[0]) == lines(told_by[1])


@given(HISTORIES, POLICIES)
def test_every_policy_chooses_one_of_the_reports_whatever_their_order(
    history: tuple[Record, ...], policy: Policy
) -> None:
    """Total and deterministic, for the line and for each of its figures."""
    for entry in log_of([history]).as_of():
        some = entry.accounts[:4]
        orders = list(permutations(some))
        assert len({policy.preferred(each).id for each in orders}) == 1
        assert len({policy.figures(each) for each in orders}) == 1
        assert policy.preferred(some) in some


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=3))
def test_named_sources_are_found_again_by_the_name_of_their_policy(names: list[str]) -> None:
    """Whatever the publishers are called, commas, colons and percent signs included."""
    wanted = list({compared(each): each for each in names if compared(each)}.values())
    assume(wanted and AND_STATUS not in ", ".join(wanted))
    policy = source_first(*wanted)
    assert policy_named(policy.name) == policy
