"""Rule 3, as stories: which keys name one happening."""

import pytest

from tests.stories import told


def test_reports_of_one_key_are_one_entry() -> None:
    """Each happening stands once, with all its reports."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-06: s2 says bridge on 2024-03-04 by B: closed
    """)
    assert story.reports() == {"bridge": {"s1", "s2"}}


def test_keys_compare_folded() -> None:
    """White space and the form of an accented letter do not make another happening."""
    story = told("""
        2024-03-05: s1 says caf\u00e9 on 2024-03-04 by A: closed
        2024-03-06: s2 says cafe\u0301 on 2024-03-04 by B: closed
    """)
    assert list(story.reports().values()) == [{"s1", "s2"}]


def test_same_judgements_join_transitively_under_the_smallest_key() -> None:
    """A = b and b = c joins a and c, also where b has no report."""
    story = told("""
        2024-03-05: s1 says c on 2024-03-04: closed
        2024-03-06: s2 says a on 2024-03-04: closed
                    j1 judges c same as b
                    j2 judges b same as a
    """)
    assert story.reports() == {"a": {"s1", "s2"}}
    assert story.known().entry("b").keys == ("a", "b", "c")
    assert story.problems() == [("dangling-key", {"j1"}), ("dangling-key", {"j2"})]


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_other_verdicts_join_nothing(verdict: str) -> None:
    """Different and unsure keep two entries."""
    story = told(f"""
        2024-03-05: s1 says a on 2024-03-04: closed
        2024-03-06: s2 says b on 2024-03-04: closed
                    j1 judges a {verdict} as b
    """)
    assert story.reports() == {"a": {"s1"}, "b": {"s2"}}
    assert story.problems() == []


def test_different_inside_a_joined_group_is_told_and_splits_nothing() -> None:
    """A contradiction among judgements is for people to solve."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-04: closed
        2024-03-06: s2 says b on 2024-03-04: closed
                    j1 judges a same as b
                    j2 judges b different as a
    """)
    assert story.reports() == {"a": {"s1", "s2"}}
    assert story.problems() == [("contradicted-judgement", {"j1", "j2"})]


def test_withdrawn_judgement_joins_no_more() -> None:
    """A judgement is withdrawn like anything else, by a retraction."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-04: closed
        2024-03-06: s2 says b on 2024-03-04: closed
                    j1 judges a same as b
                    s3 retracts j1
    """)
    assert story.reports() == {"a": {"s1"}, "b": {"s2"}}
    assert story.problems() == []


def test_judgement_counts_at_every_publication_date() -> None:
    """A judgement is ours: it joins what was published before it was made."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-04: closed
        2024-03-06: s2 says b on 2024-03-04: closed
                    j1 judges a same as b
    """)
    assert story.reports(by="2024-03-06") == {"a": {"s1", "s2"}}
    assert story.reports(position=2) == {"a": {"s1"}, "b": {"s2"}}


def test_judgement_on_a_key_that_nobody_has_is_told() -> None:
    """A slip in a key is found."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    j1 judges bridge same as brigde
    """)
    assert story.problems() == [("dangling-key", {"j1"})]
