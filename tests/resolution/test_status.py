"""Rule 5's status, as stories: stances and independent origins."""

import pytest

from tests.stories import told


def status(text: str, key: str = "bridge") -> str:
    """Return the status of an entry of a story."""
    return told(text).known().entry(key).status.value


def test_one_origin_is_reported() -> None:
    """One voice is one voice."""
    assert status("2024-03-05: s1 says bridge on 2024-03-04: closed") == "reported"


def test_two_origins_confirm() -> None:
    """Two papers, each of itself, are two origins."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-05: s2 says bridge on 2024-03-04 by B: closed
    """)
        == "confirmed"
    )


def test_copies_count_once() -> None:
    """Two papers that repeat one agency are one origin."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04 by A via Agency: closed
        2024-03-05: s2 says bridge on 2024-03-04 by B via Agency: closed
    """)
        == "reported"
    )


def test_statement_confirms_what_it_is_about() -> None:
    """A speaker who asserts it is another origin."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 has Singh confirm bridge
    """)
        == "confirmed"
    )


@pytest.mark.parametrize("verb", ["deny", "dispute"])
def test_denial_disputes_what_another_asserts(verb: str) -> None:
    """Some say so, some say not."""
    assert (
        status(f"""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 has Singh {verb} bridge
    """)
        == "disputed"
    )


def test_origin_counts_with_its_latest_word() -> None:
    """Who first denied and then confirmed it, confirms it."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 has Singh deny bridge
        2024-03-07: s3 has Singh confirm bridge
    """)
        == "confirmed"
    )


def test_denial_by_the_only_origin_denies() -> None:
    """Who was cited with it now denies it, and nobody else says so."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04 quoting Singh: closed
        2024-03-06: s2 has Singh deny bridge
    """)
        == "denied"
    )


def test_two_papers_that_quote_one_voice_are_one_origin() -> None:
    """The speaker is the origin, whoever prints it."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04 by A quoting Singh: closed
        2024-03-05: s2 says bridge on 2024-03-04 by B quoting Singh: closed
    """)
        == "reported"
    )


def test_denial_of_one_figure_does_not_deny_the_happening() -> None:
    """Who disputes a toll does not dispute the strike."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04: closed [killed 2]
        2024-03-06: s2 has Singh dispute bridge#killed
    """)
        == "reported"
    )


def test_denial_counts_from_its_publication() -> None:
    """Before the denial nothing was disputed."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 has Singh deny bridge
    """)
    assert story.known(by="2024-03-05").entry("bridge").status == "reported"


def test_plan_is_planned() -> None:
    """What was only announced has not happened."""
    assert status("2024-03-05: s1 plans bridge on 2024-03-14: will close") == "planned"


def test_plan_that_came_is_reported() -> None:
    """One report that it took place is enough."""
    assert (
        status("""
        2024-03-05: s1 plans bridge on 2024-03-14 by A: will close
        2024-03-15: s2 says bridge on 2024-03-14 by B: closed
    """)
        == "reported"
    )


def test_copy_of_a_withdrawn_report_is_withdrawn_upstream() -> None:
    """The agency took its report back; the paper that repeated it did not."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04 by Agency: closed
        2024-03-05: s2 says bridge on 2024-03-04 by A via Agency: closed
        2024-03-06: s3 retracts s1 (withdrawn)
    """)
        == "withdrawn upstream"
    )


def test_own_coding_error_withdraws_nothing_upstream() -> None:
    """That we coded it wrongly says nothing of the agency."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04 by Agency: closed
        2024-03-05: s2 says bridge on 2024-03-04 by A via Agency: closed
                    s3 retracts s1 (coded in error)
    """)
        == "reported"
    )


def test_another_source_keeps_it_from_being_withdrawn_upstream() -> None:
    """One report that does not repeat the agency is enough."""
    assert (
        status("""
        2024-03-05: s1 says bridge on 2024-03-04 by Agency: closed
        2024-03-05: s2 says bridge on 2024-03-04 by A via Agency: closed
        2024-03-05: s3 says bridge on 2024-03-04 by B: closed
        2024-03-06: s4 retracts s1 (withdrawn)
    """)
        == "confirmed"
    )
