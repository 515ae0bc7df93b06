"""What changed between two views, told line by line."""

import pytest
from hypothesis import given

from tests.laws.logs import log_of
from tests.stories import Story, told
from timeline.codec import Record
from timeline.projections import ChangeKind, changes, lines
from timeline.projections.changing.amounts import amount, direction
from timeline.records import EventRecord, Instant, Strike, quantity
from timeline.resolution import MOST_PRECISE, source_first
from timeline.testing.histories import histories, moments


def between(story: Story, first: str, second: str) -> list[str]:
    """Return what changed between two days, as it is printed."""
    return [str(each) for each in changes(story.known(by=first), story.known(by=second))]


def test_new_happening_is_told_whole() -> None:
    """When, what, and with which figures."""
    story = told("2024-03-05: s1 says bridge on 2024-03-04: closed [killed 2]")
    assert between(story, "2024-03-04", "2024-03-05") == [
        "new: bridge: 4 March 2024: closed [killed 2]"
    ]


def test_retracted_happening_is_told_as_such() -> None:
    """What stood and no longer stands is named, with how it went."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 retracts s1 (withdrawn)
    """)
    assert between(story, "2024-03-05", "2024-03-06") == ["retracted: bridge: closed"]


def test_correction_is_told_with_what_it_changed() -> None:
    """The correction, the date, the words and the figure, each on a line."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed [killed at least 1]
        2024-03-06: s2 corrects s1: bridge on 2024-03-03: bombed [killed at least 2]
    """)
    assert between(story, "2024-03-05", "2024-03-06") == [
        (
            "corrected: bridge: killed at least 1 became at least 2;"
            " 4 March 2024 became 3 March 2024; 'closed' became 'bombed'"
        ),
        "re-dated: bridge: 4 March 2024 → 3 March 2024",
        "reworded: bridge: closed → bombed",
        "raised: bridge: killed at least 1 → killed at least 2, by 1",
    ]


def test_second_report_and_new_status_are_told() -> None:
    """Another source reports it, which confirms it."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-06: s2 says bridge on 2024-03-04 by B: closed
    """)
    assert between(story, "2024-03-05", "2024-03-06") == [
        "reported again: bridge: B: closed",
        "status: bridge: reported → confirmed",
    ]


def test_one_of_two_reports_gone_is_told() -> None:
    """The entry stays, with one report less."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-05: s2 says bridge on 2024-03-04 by B: closed
        2024-03-06: s3 retracts s1 (coded in error)
    """)
    assert between(story, "2024-03-05", "2024-03-06") == [
        "retracted: bridge: A: closed",
        "status: bridge: confirmed → reported",
    ]


def test_merge_and_split_are_told() -> None:
    """A judgement joins two entries; withdrawing it parts them again."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-04 by A: closed
        2024-03-05: s2 says b on 2024-03-04 by B: closed
                    j1 judges a same as b
    """)
    apart, joined = story.known(position=2), story.known(position=3)
    assert next(str(each) for each in changes(apart, joined)) == "merged: a: a and b → a"
    assert next(str(each) for each in changes(joined, apart)) == "split: a: a → a and b"


def test_changes_bear_the_ids_behind_them() -> None:
    """Every change leads back to records."""
    story = told("2024-03-05: s1 says bridge on 2024-03-04: closed")
    change = changes(story.known(by="2024-03-04"), story.known())[0]
    assert (change.kind, change.ids) == (ChangeKind.NEW, (story.ids["s1"],))


@given(histories(), moments())
def test_nothing_changes_between_a_view_and_itself(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """`changes(a, a)` is empty."""
    known = log_of([history]).as_of(published=moment)
    assert not changes(known, known)


@given(histories(), moments())
def test_nothing_is_told_just_where_the_lines_are_equal(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Dates, words, kinds, figures, status, reports and order: none changes in silence."""
    log = log_of([history])
    one, other = log.as_of(published=moment), log.as_of()
    assert (lines(one) == lines(other)) == (not changes(one, other))


def test_denial_under_another_key_makes_a_line_newly_disputed() -> None:
    """No report of the line changed; a statement about it is what is new."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 has Putin deny bridge
    """)
    [change] = changes(story.known("2024-03-05"), story.known()).of("bridge")
    assert (str(change), change.ids) == (
        "newly disputed: bridge: reported → disputed",
        (story.ids["s2"],),
    )


def test_reinstatement_is_told_with_who_put_it_back() -> None:
    """The line stands again, by the amendment that withdrew the retraction."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    s2 retracts s1
                    s3 reinstates s2
    """)
    [change] = changes(story.known(position=2), story.known())
    assert change.kind is ChangeKind.REINSTATED
    assert [(each.id, each.by) for each in change.grounds] == [(story.ids["s3"], "us")]


def test_publisher_who_puts_back_is_the_one_of_the_report() -> None:
    """A dated reinstatement is the word of whoever published what was withdrawn."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 retracts s1
        2024-03-07: s3 reinstates s2
    """)
    [change] = changes(story.known("2024-03-06"), story.known()).of("bridge")
    [report] = story.known()[0].reports
    assert isinstance(report.record, EventRecord)
    assert [each.by for each in change.grounds] == [str(report.record.source)]


def test_precedence_moves_its_later_line() -> None:
    """One line is told of two that changed places, with the precedence."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-05: s2 says dam on 2024-03-04: open
                    s3 puts dam before bridge
    """)
    [change] = changes(story.known(position=2), story.known())
    assert str(change) == "re-ordered: bridge: first → behind dam, by a precedence"
    assert [each.id for each in change.grounds] == [story.ids["s3"]]


@pytest.mark.parametrize(
    "before, after, kind, by",
    [
        ("at least 1", "at least 2", "raised", "1"),
        ("about 10,000", "11,000 to 12,000", "raised", "1,000 to 2,000"),
        ("5", "3", "lowered", "2"),
        ("at most 5", "at most 3", "lowered", "2"),
        ("at least 1", "2", "certainty", ""),
        ("3", "about 3", "certainty", ""),
        ("unknown", "3", "certainty", ""),
        ("3 to 5", "2 to 6", "certainty", ""),
        ("3 drones", "4 missiles", "certainty", ""),
    ],
)
def test_figure_is_raised_or_lowered_only_where_that_is_certain(
    before: str, after: str, kind: str, by: str
) -> None:
    """A figure that lies within the other is more or less certain, and neither."""
    figures = quantity(before), quantity(after)
    assert direction(*figures).value == kind
    assert not by or amount(*figures) == by


NOON = "2024-03-09T12:00Z"
OF_TWO = """
    2024-03-05: s1 says bridge on 2024-03-04 by A: first
    2024-03-06: s2 says bridge on 2024-03-05 by B: second
    2024-03-05: s3 says dam on 2024-03-04 by B: dam
    2024-03-07: s4 says camp on 2024-03-04 by A: fourth
    2024-03-08: s5 says camp on 2024-03-04 by B: fifth
"""


def test_another_policy_changes_what_its_choice_is() -> None:
    """Of the same moment: the lines with several accounts, one of which moves by that."""
    log = told(OF_TWO).log
    told_otherwise = changes(log.as_of(), log.as_of(policy=source_first("A")))
    assert [(each.key, each.kind) for each in told_otherwise] == [
        ("bridge", ChangeKind.REDATED),
        ("bridge", ChangeKind.REWORDED),
        ("bridge", ChangeKind.REORDERED),
        ("camp", ChangeKind.REWORDED),
    ]


def test_policy_of_a_view_is_kept_where_it_is_read_from_a_later_index() -> None:
    """A view that was made before the log grew is of the policy that it was asked under."""
    story = told(OF_TWO)
    early = story.log.as_of(position=2, policy=source_first("A"))
    story.log.append(
        Strike(key="ferry", happened="2024-03-04", published=NOON, source="A", summary="ferry")
    )
    late = story.log.as_of(position=2, policy=source_first("A"))
    assert not changes(early, late)


def test_only_what_a_record_bears_on_is_made_under_another_policy() -> None:
    """The other lines of several accounts are not looked at."""
    log = told(OF_TWO).log
    views = [log.as_of(published=f"2024-03-0{day}T23:59Z", policy=MOST_PRECISE) for day in (7, 8)]
    log._reader.forget()
    assert {each.key for each in changes(*views)} == {"camp"}
    assert sorted(log._reader._kept) == [4, 5]
