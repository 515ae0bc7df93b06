"""Notices of corrections in prose: sentence by sentence, and what is only new at the end."""

import pytest

from tests.stories import Story, told
from timeline.projections import changes

JOINED = told("""
    2024-03-05: s1 says a on 2024-03-04 by P: closed [killed 2]
    2024-03-05: s2 says b on 2024-03-04 by Q: shut [killed 3]
                j1 judges a same as b
                j2 retracts j1 (coded in error)
""")

TURNED = told("""
    2024-03-05: s1 says a on 2024-03-04 by P: closed [killed 2]
    2024-03-09: s2 corrects s1: a on 2024-03-03: shut [killed 5]
                s3 retracts s2 (coded in error)
    2024-03-10: s4 retracts s1 (withdrawn)
                s5 reinstates s4
    2024-03-11: s6 says a on 2024-03-04 by Q: closed
    2024-03-12: s7 says a on 2024-03-04 by R: closed
    2024-03-13: s8 has Singh deny a
""")

FIGURES = told("""
    2024-03-05: s1 says a on 2024-03-04: closed
    2024-03-05: s2 says b on 2024-03-04: closed
    2024-03-06: s3 corrects s1: a on 2024-03-04: closed [killed about 5]
    2024-03-07: s4 corrects s3: a on 2024-03-04: closed [killed 4 to 6]
    2024-03-08: s5 corrects s4: a on 2024-03-04: closed
                j1 puts b before a
                j2 judges a same as 0
""")

NOTHING = "Nothing that was told before is told otherwise."
BESIDE = "Beside that there is news that corrects nothing:"
OURS = "recorded 2024-11-01T12:00Z: r"
LINE = "A line of 4 March 2024, “closed”,"


def noticed(story: Story, before: int, after: int) -> list[str]:
    """Return the sentences of the notice between two positions; an empty one parts paragraphs."""
    found = changes(story.known(position=before), story.known(position=after)).notice()
    return found.replace("\n\n", "\n \n").replace(". ", ".\n").replace(" \n", "\n").split("\n")


@pytest.mark.parametrize(
    "story, before, after, found",
    [
        (JOINED, 1, 1, [NOTHING]),
        (JOINED, 0, 1, [NOTHING, "", f"{BESIDE} 1 new line."]),
        (JOINED, 0, 2, [NOTHING, "", f"{BESIDE} 2 new lines."]),
        (TURNED, 6, 7, [NOTHING, "", f"{BESIDE} 1 further report."]),
        (
            TURNED,
            5,
            7,
            [f"{LINE} was reported; it is now confirmed.", "", f"{BESIDE} 2 further reports."],
        ),
        (
            TURNED,
            7,
            8,
            [f"{LINE} was confirmed; it is now disputed.", "", f"{BESIDE} 1 new line."],
        ),
        (
            told("""
                2024-03-05: s1 says a on 2024-03-04 by P: closed
                2024-03-05: s2 says a on 2024-03-04 by Q via P: closed
                2024-03-05: s3 says b on 2024-03-04 by P: closed
            """),
            1,
            3,
            [NOTHING, "", f"{BESIDE} 1 new line and 1 further report."],
        ),
    ],
)
def test_news_that_corrects_nothing_is_counted(
    story: Story, before: int, after: int, found: list[str]
) -> None:
    """In a sentence of its own, behind all that is told otherwise."""
    assert [each for each in noticed(story, before, after) if each] == [
        each for each in found if each
    ]


def test_lines_that_were_joined() -> None:
    """With what, by whom, and what the line says now."""
    assert noticed(JOINED, 2, 3) == [
        (
            f"{LINE} is one happening with what was told apart, “shut” of 4 March 2024;"
            f" judgement by desk, {OURS}."
        ),
        "The line said “closed”; it says “shut”.",
        (
            "The line gave 2 for killed; it is 3, raised by 1,"
            " according to Q, published 2024-03-05T12:00Z."
        ),
        "The line was reported; it is now confirmed.",
    ]


def test_lines_that_were_parted() -> None:
    """Each is told by itself, and why."""
    apart = "was told as one happening with others, and is told apart"
    found = noticed(JOINED, 3, 4)
    assert found[0] == f"A line of 4 March 2024, “shut”, {apart}; our own retraction, {OURS}."
    assert found.count(found[0]) == 2
    assert found[1:3] == [
        "The line said “shut”; it says “closed”.",
        (
            "The line gave 3 for killed; it is 2, lowered by 1,"
            " according to P, published 2024-03-05T12:00Z."
        ),
    ]


def test_line_that_has_a_new_name() -> None:
    """It was joined to a key of which nothing was told."""
    (found,) = noticed(FIGURES, 6, 7)
    assert found == f"{LINE} has a new name; judgement by desk, {OURS}."


def test_lines_that_were_joined_under_a_third_name() -> None:
    """The line is not told to be one with itself."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-04: closed
        2024-03-06: s2 says b on 2024-03-05: shut
                    j1 judges a same as 0
                    j2 retracts j1 (coded in error)
                    j3 judges b same as a
                    j4 judges b same as 0
    """)
    (found, *_) = noticed(story, 2, 6)
    assert found.startswith(
        f"{LINE} is one happening with what was told apart, “shut” of 5 March 2024; judgement"
    )


def test_correction_by_the_publisher() -> None:
    """Date, words and figure; the one behind all three is named once, at the end."""
    assert noticed(TURNED, 1, 2) == [
        f"{LINE} was dated 4 March 2024; its date is 3 March 2024.",
        "The line said “closed”; it says “shut”.",
        (
            "The line gave 2 for killed; it is 5, raised by 3,"
            " according to Paper, published 2024-03-09T12:00Z;"
            " correction by Paper, published 2024-03-09T12:00Z: r."
        ),
    ]


def test_correction_that_was_ours_to_withdraw() -> None:
    """What the line rested on, and what it rests on again."""
    found = noticed(TURNED, 2, 3)
    assert found[:2] == [
        "A line of 3 March 2024, “shut”, rests on a report that stands again (P: closed).",
        f"The line rested on a report that is withdrawn (Paper: shut); our own retraction, {OURS}.",
    ]
    assert found[-1] == (
        "The line gave 5 for killed; it is 2, lowered by 3,"
        f" according to P, published 2024-03-05T12:00Z; our own retraction, {OURS}."
    )


def test_line_that_went_and_came_back() -> None:
    """By whose word."""
    (gone,), (back,) = noticed(TURNED, 3, 4), noticed(TURNED, 4, 5)
    assert gone == f"{LINE} is withdrawn; retraction by P, published 2024-03-10T12:00Z: r."
    assert back == f"{LINE} stands again; our own reinstatement, {OURS}."


@pytest.mark.parametrize(
    "before, found",
    [
        (2, "gave no figure for killed; it gives about 5, according to Paper, published"),
        (3, "gave about 5 for killed; it is 4 to 6, according to Paper, published"),
        (4, "gave 4 to 6 for killed; it gives no figure; correction by Paper, published"),
    ],
)
def test_figure_that_came_changed_and_went(before: int, found: str) -> None:
    """By how much only where that is certain."""
    assert noticed(FIGURES, before, before + 1)[0].startswith(f"{LINE} {found}")


def test_line_that_a_precedence_moved() -> None:
    """It has another place, and whose word that is."""
    assert noticed(FIGURES, 5, 6) == [
        f"{LINE} has another place in the order of events; precedence by Paper, {OURS}."
    ]
