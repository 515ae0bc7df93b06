"""What changed between two views, told line by line."""

from hypothesis import given

from tests.laws.logs import log_of
from tests.stories import Story, told
from timeline.codec import Record
from timeline.projections import ChangeKind, changes
from timeline.records import Instant
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


def test_retracted_happening_is_gone() -> None:
    """What stood no more stands is named."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 retracts s1 (withdrawn)
    """)
    assert between(story, "2024-03-05", "2024-03-06") == ["gone: bridge: closed"]


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
        "figure: bridge: killed at least 1 → killed at least 2",
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
        "report gone: bridge: A: closed",
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
    assert changes(known, known) == ()


@given(histories(), moments())
def test_views_without_changes_say_the_same(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Where nothing is told, dates, words, figures, status and reports are the same."""
    log = log_of([history])
    one, other = log.as_of(published=moment), log.as_of()
    if not changes(one, other):
        said = [
            [(each.key, each.happened, each.summary, each.figures, each.status) for each in view]
            for view in (one, other)
        ]
        assert said[0] == said[1]


@given(histories(), moments())
def test_every_appearance_and_disappearance_is_told(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """New and gone are told for just those happenings of which no key was or is there."""
    log = log_of([history])
    one, other = log.as_of(published=moment), log.as_of()
    found = changes(one, other)
    was = {key for entry in one for key in entry.keys}
    now = {key for entry in other for key in entry.keys}
    new = {each.key for each in found if each.kind is ChangeKind.NEW}
    gone = {each.key for each in found if each.kind is ChangeKind.GONE}
    assert new == {entry.key for entry in other if not was & set(entry.keys)}
    assert gone == {entry.key for entry in one if not now & set(entry.keys)}
