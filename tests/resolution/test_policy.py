"""Policies: which report speaks for an entry, and for each of its figures."""

from tests.stories import told
from timeline.resolution import LATEST_PUBLISHED, Policy

TOLLS = told("""
    2024-03-05: s1 says bridge on 2024-03 by A: closed [killed at least 1]
    2024-03-06: s2 says bridge on 2024-03-04 by B: bombed [killed 3]
    2024-03-07: s3 says bridge on 2024-03-04/2024-03-05 by C: rebuilt
""")


def test_latest_publication_speaks_by_default() -> None:
    """Date and words come from the report that was published last."""
    entry = TOLLS.known()[0]
    assert (str(entry.happened), entry.summary) == ("2024-03-04/2024-03-05", "rebuilt")


def test_figure_comes_from_the_latest_that_states_it() -> None:
    """A report that is silent on a toll does not take it away."""
    assert str(TOLLS.known()[0].figures["killed"]) == "3"


def test_policy_may_be_replaced() -> None:
    """One argument, and another report speaks; all stay reachable."""
    named_first = Policy(
        name="A first", rank=lambda account, _: (account.event.source.publisher == "A",)
    )
    entry = TOLLS.log.as_of(policy=named_first)[0]
    assert (entry.summary, str(entry.figures["killed"])) == ("closed", "at least 1")
    assert len(entry.reports) == 3


def test_equal_publication_is_decided_by_id() -> None:
    """Two reports of one instant: the greater id speaks, in whatever order they arrived."""
    lines = [
        "2024-03-05: s1 says bridge on 2024-03-04 by A: closed",
        "2024-03-05: s2 says bridge on 2024-03-04 by B: bombed",
    ]
    one, other = told("\n".join(lines)), told("\n".join(reversed(lines)))
    assert one.known()[0].summary == other.known()[0].summary
    spoke = LATEST_PUBLISHED.preferred(one.known()[0].accounts)
    assert spoke.id == max(one.ids.values())
