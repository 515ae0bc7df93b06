"""Rule 6, as stories: dates, keys and precedences."""

from hypothesis import given
from hypothesis import strategies as st

from tests.stories import told
from timeline.resolution.precedence import components


def keys(text: str) -> list[str]:
    """Return the keys of a story's chronology in order."""
    return [entry.key for entry in told(text).known()]


def test_entries_stand_in_the_order_of_their_dates() -> None:
    """Earlier first, whatever was reported first."""
    assert keys("""
        2024-03-09: s1 says dam on 2024-03-05: burst
        2024-03-09: s2 says bridge on 2024-03-04: closed
        2024-03-09: s3 says camp on 2024-03-06: left
    """) == ["bridge", "dam", "camp"]


def test_same_date_is_ordered_by_key() -> None:
    """Where dates say nothing, the key decides, so the order is stable."""
    assert keys("""
        2024-03-09: s1 says dam on 2024-03-04: burst
        2024-03-09: s2 says bridge on 2024-03-04: closed
    """) == ["bridge", "dam"]


def test_open_start_stands_first_and_open_end_last() -> None:
    """Of two that began alike, the one that goes on stands behind."""
    assert keys("""
        2024-03-09: s1 says a on 2024-03-04/..: goes on
        2024-03-09: s2 says b on 2024-03-04/2024-03-05: over
        2024-03-09: s3 says c on ../2024-03-08: since ever
    """) == ["c", "b", "a"]


def test_precedence_moves_the_later_behind_the_earlier() -> None:
    """Two on one day are put in order."""
    assert keys("""
        2024-03-09: s1 says briefing on 2024-03-04: held
        2024-03-09: s2 says announcement on 2024-03-04: made
                    p1 puts briefing before announcement
    """) == ["briefing", "announcement"]


def test_vague_one_is_moved_past_a_third_only_as_far_as_needed() -> None:
    """Least sort key first: the third keeps its place."""
    assert keys("""
        2024-03-09: s1 says vague on 2024: began
        2024-03-09: s2 says first on 2024-02: seen
        2024-03-09: s3 says third on 2024-03: seen
                    p1 puts first before vague
    """) == ["first", "vague", "third"]


def test_cycle_is_told_and_not_followed() -> None:
    """Precedences in a circle are all left aside; others still count."""
    story = told("""
        2024-03-09: s1 says a on 2024-03-04: x
        2024-03-09: s2 says b on 2024-03-04: x
        2024-03-09: s3 says c on 2024-03-04: x
        2024-03-09: s4 says d on 2024-03-04: x
                    p1 puts c before b
                    p2 puts b before c
                    p3 puts d before a
    """)
    assert [entry.key for entry in story.known()] == ["b", "c", "d", "a"]
    assert story.problems() == [("precedence-cycle", {"p1", "p2"})]


def test_precedence_against_the_dates_is_told_and_not_followed() -> None:
    """March did not come before February."""
    story = told("""
        2024-03-09: s1 says a on 2024-02: x
        2024-03-09: s2 says b on 2024-03: x
                    p1 puts b before a
    """)
    assert [entry.key for entry in story.known()] == ["a", "b"]
    assert story.problems() == [("precedence-against-dates", {"p1"})]


def test_precedences_that_the_dates_rule_out_only_together_are_told() -> None:
    """June before a vague one before the first of January cannot be, though each alone could."""
    story = told("""
        2024-07-09: s1 says early on 2024-01-01: x
        2024-07-09: s2 says vague on 2024: x
        2024-07-09: s3 says june on 2024-06: x
        2024-07-09: s4 says february on 2024-02: x
                    p1 puts june before vague
                    p2 puts vague before early
    """)
    assert [entry.key for entry in story.known()] == ["early", "vague", "february", "june"]
    assert story.problems() == [
        ("precedence-against-dates", {"p1"}),
        ("precedence-against-dates", {"p2"}),
    ]


def test_withdrawn_precedence_moves_nothing() -> None:
    """A precedence is withdrawn by a retraction."""
    assert keys("""
        2024-03-09: s1 says a on 2024-03-04: x
        2024-03-09: s2 says b on 2024-03-04: x
                    p1 puts b before a
                    r1 retracts p1
    """) == ["a", "b"]


def test_precedence_within_one_happening_is_told() -> None:
    """What is one cannot come before itself."""
    story = told("""
        2024-03-09: s1 says a on 2024-03-04: x
        2024-03-09: s2 says b on 2024-03-04: x
                    j1 judges a same as b
                    p1 puts a before b
    """)
    assert story.problems() == [("precedence-within-one", {"p1"})]


def test_precedence_holds_for_joined_keys() -> None:
    """A precedence on a joined key is one on its group."""
    assert keys("""
        2024-03-09: s1 says a on 2024-03-04: x
        2024-03-09: s2 says b on 2024-03-04: x
        2024-03-09: s3 says z on 2024-03-04: x
                    j1 judges b same as z
                    p1 puts z before a
    """) == ["b", "a"]


def test_precedence_waits_for_what_is_not_visible() -> None:
    """Before one of the two is published there is nothing to order, and no problem."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-04: x
        2024-03-09: s2 says b on 2024-03-04: x
                    p1 puts b before a
    """)
    assert [entry.key for entry in story.known(by="2024-03-05")] == ["a"]
    assert story.problems(by="2024-03-05") == []


EDGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12)


@given(EDGES)
def test_components_are_what_reaches_each_other(edges: list[tuple[str, str]]) -> None:
    """Two nodes share a component just if each can be reached from the other."""
    nodes = {node for edge in edges for node in edge}
    reach = {node: {node} for node in nodes}
    for _ in nodes:
        for before, after in edges:
            reach[before] |= reach[after]
    found = components(edges)
    assert {node: set(found[node]) for node in nodes} == {
        node: {other for other in reach[node] if node in reach[other]} for node in nodes
    }
