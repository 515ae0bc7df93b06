"""What policies are asked for, and when again: told in stories of a few reports."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.laws.logs import log_of
from tests.resolution.policies import OWN
from tests.stories import told
from timeline.errors import MomentError
from timeline.ledger import Log
from timeline.records import Erasure, Event, Strike
from timeline.resolution import LATEST_PUBLISHED, MOST_PRECISE, Account, Policy
from timeline.resolution.index.decided import MOST_KEPT
from timeline.resolution.views import View


def view(log: Log, policy: Policy) -> View:
    """Return what the index tells of a whole log."""
    found = log.as_of(policy=policy).source
    assert isinstance(found, View)
    return found


class Counting:
    """Ranks as some policy does, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, account: Account, _among: Sequence[Account]) -> tuple[int, ...]:
        self.asked += 1
        return (-account.report.position,)


STORY = """
    2024-03-05: s1 says bridge on 2024-03-04 by A: first
    2024-03-06: s2 says bridge on 2024-03-05 by B: second
    2024-03-05: s3 says dam on 2024-03-04 by A: first
    2024-03-06: s4 says dam on 2024-03-05 by B: second
    2024-03-05: s5 says camp on 2024-03-04 by A: one
    2024-03-05: s6 says ferry on 2024-03-04 by A: first
    2024-03-06: s7 says ferry on 2024-03-04 by B: second
"""
"""Two happenings of two dates each, one of one report, and one of two reports and one date."""


def more(key: str, happened: str) -> Strike:
    """Return one more report of a happening."""
    return Strike(
        key=key, happened=happened, published="2024-03-09T12:00Z", source="Z", summary="more"
    )


def test_only_what_columns_cannot_tell_is_ranked() -> None:
    """One report is no choice, and reports of one date are not compared until they are read."""
    counting = Counting()
    known = told(STORY).log.as_of(policy=Policy(name="counting", rank=counting))
    assert (len(known), counting.asked) == (4, 4)
    assert [each.summary for each in known] == ["first", "one", "first", "first"]


def test_line_asked_for_alone_is_chosen_by_the_policy_too() -> None:
    """By its place or by its key: it reads as it does among all others."""
    known = told(STORY).log.as_of(policy=OWN[0])
    assert (known[0].summary, known.entry("dam").summary) == ("first", "first")


def test_what_was_decided_is_not_decided_again() -> None:
    """At another moment, and after the log grew, only what has other accounts is asked for."""
    counting = Counting()
    log, policy = told(STORY).log, Policy(name="counting", rank=counting)
    log.as_of(policy=policy)
    for key, asked in (("camp", 0), ("nowhere", 0), ("dam", 3), ("bridge", 3), ("elsewhere", 0)):
        counting.asked = 0
        log.append(more(key, "2024-03-04"))
        log.as_of(policy=policy)
        assert counting.asked == asked


def test_what_was_decided_of_one_moment_stays_decided_while_another_is_asked_for() -> None:
    """Back and forth: of each happening the last decision is kept, those of others with it."""
    counting = Counting()
    log, policy = told(STORY).log, Policy(name="counting", rank=counting)
    log.append(more("dam", "2024-03-06"))
    asked = []
    for position in (None, 2, 7, 2, 7, None):
        counting.asked = 0
        log.as_of(position=position, policy=policy)
        asked.append(counting.asked)
    assert asked == [5, 0, 2, 0, 0, 3]


def test_decisions_of_the_last_few_policies_are_kept() -> None:
    """A policy made anew for each question takes no more room with every one."""
    log, first = told(STORY).log, Counting()
    for counting in (first, *(Counting() for _ in range(MOST_KEPT))):
        log.as_of(policy=Policy(name="counting", rank=counting))
    log.as_of(policy=Policy(name="counting", rank=counting))
    log.as_of(policy=Policy(name="counting", rank=first))
    assert (first.asked, counting.asked) == (8, 4)


def test_reports_alone_in_their_entries_are_not_decoded_for_the_order() -> None:
    """Under a policy that looks at records, those are read that it may choose among."""
    log = told(STORY).log
    fresh = Log(log._store, clock=log._clock)
    fresh.as_of(policy=OWN[0])
    assert sorted(fresh._reader._kept) == [1, 2, 3, 4]


def test_most_precise_is_told_by_columns() -> None:
    """Nothing is decoded to order a chronology by it, unless a date is open."""
    log = told(STORY).log
    fresh = Log(log._store, clock=log._clock)
    assert len(fresh.as_of(policy=MOST_PRECISE)) == 4
    assert not fresh._reader._kept
    log.append(more("dam", "2024-03-04/.."))
    fresh = Log(log._store, clock=log._clock)
    found = [(each.key, each.summary) for each in fresh.as_of(policy=MOST_PRECISE)]
    assert found[2:] == [("dam", "more"), ("bridge", "second")]


@pytest.mark.parametrize("policy", [*OWN[:2]], ids=lambda each: each.name)
def test_report_erased_before_the_choice_is_told(policy: Policy) -> None:
    """A view that was made before decides nothing with what is gone."""
    story = told(STORY)
    early = story.log.as_of().source
    assert isinstance(early, View)
    late = View(early.built, None, early.position, policy=policy)
    story.log.append(Erasure(erases=story.ids["s2"], authority="court", reason="order"))
    story.log.as_of()
    with pytest.raises(MomentError, match="was erased"):
        assert late.rows.size


def test_erasure_takes_back_what_was_decided_with_it() -> None:
    """The report that spoke is gone, at earlier positions too."""
    story = told(STORY)
    policy = Policy(name="counting", rank=Counting())
    before = [each.summary for each in story.log.as_of(policy=policy)]
    story.log.append(Erasure(erases=story.ids["s1"], authority="court", reason="order"))
    after = [each.summary for each in story.log.as_of(policy=policy, position=7)]
    assert (before[0], after[-1]) == ("first", "second")


def test_policy_that_ranks_as_the_librarys_needs_no_choice() -> None:
    """Under whatever name: the index has it."""
    log = told(STORY).log
    fresh = Log(log._store, clock=log._clock)
    by_name, by_default = (fresh.as_of(policy=each) for each in (OWN[2], LATEST_PUBLISHED))
    assert not fresh._reader._kept
    assert tuple(by_name) == tuple(by_default)


def test_rival_corrections_of_one_report_are_a_choice() -> None:
    """One report, two accounts of it; and where one of them is corrected, it has a longer story."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-01: first
        2024-03-06: s2 corrects s1: bridge on 2024-03-02: second
        2024-03-07: s3 corrects s1: bridge on 2024-03-03: third
        2024-03-05: s4 says dam on 2024-03-02: dam
    """)
    by_place, by_story = (story.log.as_of(policy=each) for each in OWN[:2])
    assert [each.summary for each in by_place] == ["second", "dam"]
    assert len(view(story.log, OWN[0]).contested) == 1
    assert len(by_story.entry("bridge").accounts[0].chain) == 2


def test_longer_story_behind_an_account_may_count() -> None:
    """The accounts that the policy is shown have all that was corrected behind them."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-01: first
        2024-03-06: s2 corrects s1: bridge on 2024-03-04: second
        2024-03-07: s3 corrects s2: bridge on 2024-03-05: third
        2024-03-05: s4 says dam on 2024-03-02: dam
        2024-03-05: s5 says bridge on 2024-03-01: other
        2024-03-06: s6 corrects s5: bridge on 2024-03-01: mended
    """)
    known = story.log.as_of(policy=OWN[1])
    assert [each.summary for each in known] == ["dam", "third"]


def test_happenings_that_a_judgement_joins_are_a_choice() -> None:
    """One report each, of two keys; and two again, as long as they were not judged the same."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-01: first
        2024-03-06: s2 says span on 2024-03-03: second
        2024-03-05: s3 says dam on 2024-03-02: dam
        j1 judges bridge same as span
    """)
    joined, apart = (story.log.as_of(position=each, policy=OWN[0]) for each in (4, 3))
    assert [each.summary for each in joined] == ["first", "dam"]
    assert [each.summary for each in apart] == ["first", "dam", "second"]


def test_as_many_other_accounts_are_decided_anew() -> None:
    """One was taken back and one came: two as before, of which another one was taken in first."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-01: first
        2024-03-06: s2 says bridge on 2024-03-03: second
        2024-03-05: s3 says dam on 2024-03-02: dam
        2024-03-07: r1 retracts s1 (withdrawn)
        2024-03-08: s4 says bridge on 2024-03-01: last
    """)
    before, after = (story.log.as_of(position=each, policy=OWN[0]) for each in (3, 5))
    assert [each.summary for each in before] == ["first", "dam"]
    assert [each.summary for each in after] == ["dam", "second"]


def test_kind_of_a_line_is_that_of_the_report_that_speaks() -> None:
    """Of one date, so in one place, whichever speaks: yet each is selected by its own kind."""
    given: dict[str, Any] = {"key": "bridge", "happened": "2024-03-04", "source": "A"}
    reports = [
        Strike(published="2024-03-05T12:00Z", summary="hit", **given),
        Event(published="2024-03-06T12:00Z", summary="hit", **given),
    ]
    log = log_of([reports])
    found = [
        [len(log.as_of(policy=policy).where(kind=kind)) for kind in ("strike", "event")]
        for policy in (OWN[0], LATEST_PUBLISHED)
    ]
    assert found == [[1, 0], [0, 1]]


def test_record_that_speaks_is_told_where_the_place_does_not_depend_on_it_too() -> None:
    """Asked for one by one or all together; the reports of one date are decided then."""
    source = view(told(STORY).log, OWN[0])
    assert source.speaking(source.rows).tolist() == [1, 5, 3, 6]
    assert source.speaking(source.rows[3:]).tolist() == [6]
    assert source.speaking(source.rows[1:2]).tolist() == [5]
