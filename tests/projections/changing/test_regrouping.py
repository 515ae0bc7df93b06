"""Lines joined, parted and come: what is told of their reports, and what is not."""

from tests.stories import Story, told
from timeline.projections import changes, lines

TWO = told("""
    2024-03-05: s1 says a on 2024-03-04 by P: closed [killed 2]
    2024-03-05: s2 says b on 2024-03-04 by Q: shut [killed 3]
                j1 judges a same as b
                j2 retracts j1 (coded in error)
""")

THREE = told("""
    2024-03-05: s1 says a on 2024-03-04 by P: closed [killed 2]
    2024-03-05: s2 says b on 2024-03-04 by Q: shut [killed 3]
    2024-03-05: s3 says b on 2024-03-04 by R: shut [killed 4]
                j1 judges a same as b
                j2 retracts j1 (coded in error)
                j3 retracts s1 (coded in error)
                j4 retracts s3 (coded in error)
""")

PLAIN = "2024-03-05: s1 says a on 2024-03-04 by P: closed"


def between(story: Story, before: int, after: int) -> list[tuple[str, str, str]]:
    """Return what changed between two positions: in what way, where, in which words."""
    found = changes(story.known(position=before), story.known(position=after))
    return [(each.kind.value, each.key, each.words) for each in found]


def test_report_that_went_to_another_line_is_not_gone() -> None:
    """The lines are told to have parted, and what each says now; no report of theirs left."""
    assert between(TWO, 3, 4) == [
        ("split", "a", "a → a and b"),
        ("reworded", "a", "shut → closed"),
        ("lowered", "a", "killed 3 → killed 2, by 1"),
        ("status", "a", "confirmed → reported"),
        ("split", "b", "a → a and b"),
        ("status", "b", "confirmed → reported"),
    ]


def test_report_that_came_from_another_line_is_not_new() -> None:
    """The lines are told to have been joined."""
    assert between(TWO, 2, 3) == [
        ("merged", "a", "a and b → a"),
        ("reworded", "a", "closed → shut"),
        ("raised", "a", "killed 2 → killed 3, by 1"),
        ("status", "a", "reported → confirmed"),
    ]


def test_report_that_went_nowhere_is_told_once() -> None:
    """Of a joined line one key is left; what was retracted meanwhile is told there."""
    assert between(THREE, 4, 7) == [
        ("merged", "b", "a → b"),
        ("retracted", "b", "P: closed"),
        ("retracted", "b", "R: shut"),
        ("lowered", "b", "killed 4 → killed 3, by 1"),
        ("status", "b", "confirmed → reported"),
    ]


def test_report_that_went_nowhere_is_told_in_the_first_line_alone() -> None:
    """Both lines are left, and one of three reports is gone."""
    assert between(THREE, 4, 5)[0] == ("split", "a", "a → a and b")
    story = told("""
        2024-03-05: s1 says a on 2024-03-04 by P: closed
        2024-03-05: s2 says b on 2024-03-04 by Q: shut
        2024-03-05: s3 says b on 2024-03-04 by R: shut
                    j1 judges a same as b
                    j2 retracts j1 (coded in error)
                    j3 retracts s3 (coded in error)
    """)
    told_of = [each for each in between(story, 4, 6) if each[0] == "retracted"]
    assert told_of == [("retracted", "a", "R: shut")]


def test_report_that_came_with_its_corrections_is_new() -> None:
    """Ours were there before it was published; behind the line is the last of them."""
    story = told("""
        2024-03-10: s1 says a on 2024-03-04: closed
                    s2 corrects s1: a on 2024-03-03: closed
                    s3 corrects s2: a on 2024-03-02: closed
    """)
    (found,) = changes(story.known(by="2024-03-06"), story.known(by="2024-03-11"))
    assert (found.kind.value, found.words) == ("new", "2 March 2024: closed")
    assert story.names(*(each.id for each in found.grounds)) == {"s3"}


def test_line_in_words() -> None:
    """When, what, and its figures, where it has any."""
    one, other = lines(TWO.known(position=1)), lines(told(PLAIN).known())
    assert str(one[0]) == "4 March 2024: closed [killed 2]"
    assert str(other[0]) == "4 March 2024: closed"
