"""Figure histories: how one figure was told, on either clock, and what took its place."""

from decimal import Decimal

import pytest
from hypothesis import given

from tests.laws.logs import log_of
from tests.projections.views import ids_in
from tests.stories import Story, told
from timeline.codec import Record
from timeline.errors import MomentError, UnknownKeyError
from timeline.projections import Comparison, FigureHistory, figure_history
from timeline.records import every_figure
from timeline.testing.histories import histories


def tellings(found: FigureHistory) -> list[tuple[str, str, str | None]]:
    """Return each figure with the days from and until which it stood."""
    return [
        (
            str(each.quantity),
            f"{each.since:%m-%d}",
            None if each.until is None else f"{each.until:%m-%d}",
        )
        for each in found.told
    ]


def published(story: Story, **given: object) -> FigureHistory:
    """Return the history of the dead on the clock of publication."""
    return figure_history(story.log, "bridge", "killed", **given)  # type: ignore[arg-type]  # as typed


CORRECTED = told("""
    2024-03-05: s1 says bridge on 2024-03-04: closed [killed 2]
    2024-03-07: s2 corrects s1: bridge on 2024-03-04: closed [killed 3]
""")


def test_correction_ends_a_telling() -> None:
    """The figure before stood until the correction was published."""
    assert tellings(published(CORRECTED)) == [("2", "03-05", "03-07"), ("3", "03-07", None)]


def test_what_ended_it_is_named() -> None:
    """It is the correction."""
    assert published(CORRECTED).told[0].ended_by == (CORRECTED.ids["s2"],)


def test_retraction_ends_a_telling() -> None:
    """A figure can go without another in its place."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
    """)
    found = published(story)
    assert tellings(found) == [("2", "03-05", "03-07")]
    assert found.told[0].ended_by == (story.ids["s2"],)


def test_reinstatement_is_a_second_telling() -> None:
    """What was put back stands again from then on."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
        2024-03-09: s3 reinstates s2
    """)
    assert tellings(published(story)) == [("2", "03-05", "03-07"), ("2", "03-09", None)]


def test_other_report_of_the_same_origin_restates() -> None:
    """The report stands on, and is no longer the latest word of its origin."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 says bridge on 2024-03-04 by A: closed [killed 5]
    """)
    first = published(story).told[0]
    assert (first.until, first.restated_by, first.stands) == (None, story.ids["s2"], False)


def test_other_origin_restates_nothing() -> None:
    """Both stand."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 says bridge on 2024-03-04 by B: closed [killed 5]
    """)
    assert [each.stands for each in published(story).told] == [True, True]


def test_two_origins_that_stand_at_once_conflict() -> None:
    """2 and 5 cannot both be true."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 says bridge on 2024-03-04 by B: closed [killed 5]
    """)
    assert [each.ids for each in published(story).conflicts] == [(story.ids["s1"], story.ids["s2"])]


def test_two_origins_that_can_both_be_right_agree() -> None:
    """At least 2 and 5 can both be true; it is told beside the conflicts."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed at least 2]
        2024-03-07: s2 says bridge on 2024-03-04 by B: closed [killed 5]
    """)
    found = published(story)
    assert [each.ids for each in found.agreements] == [(story.ids["s1"], story.ids["s2"])]
    assert found.conflicts == ()


def test_two_origins_that_never_stood_at_once_do_not() -> None:
    """The one was withdrawn before the other spoke."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-06: s2 retracts s1 (withdrawn)
        2024-03-07: s3 says bridge on 2024-03-04 by B: closed [killed 5]
    """)
    assert published(story).compared == ()


ABOUT = told("""
    2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 76]
    2024-03-07: s2 says bridge on 2024-03-04 by B: closed [killed about 80]
""")


@pytest.mark.parametrize(
    "tolerance, result",
    [
        (None, Comparison.AGREE),
        (Decimal("0.1"), Comparison.AGREE),
        (Decimal("0.01"), Comparison.CONFLICT),
    ],
)
def test_tolerance_decides_of_about(tolerance: Decimal | None, result: Comparison) -> None:
    """76 and about 80 agree within a tenth, and not within a hundredth."""
    assert [each.result for each in published(ABOUT, tolerance=tolerance).compared] == [result]


def test_coding_mistake_never_stood_on_the_published_clock() -> None:
    """On the clock of publication our slip leaves no trace."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed [killed 20]
                    s2 corrects s1: bridge on 2024-03-04: closed [killed 2]
    """)
    assert tellings(published(story)) == [("2", "03-05", None)]


def test_coding_mistake_stood_on_the_recorded_clock() -> None:
    """On the clock of the log it stood until we noticed."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed [killed 20]
                    s2 corrects s1: bridge on 2024-03-04: closed [killed 2]
    """)
    found = published(story, clock="recorded")
    assert {(str(each.quantity), each.stands) for each in found.told} == {
        ("20", False),
        ("2", True),
    }
    assert next(each for each in found.told if not each.stands).ended_by == (story.ids["s2"],)


def test_limit_of_the_other_clock() -> None:
    """As the log knew it before the correction, the figure stands."""
    assert tellings(published(CORRECTED, position=1)) == [("2", "03-05", None)]
    by = published(CORRECTED, clock="recorded", published="2024-03-06T12:00Z")
    assert [str(each.quantity) for each in by.told] == ["2"]


def test_limit_of_the_same_clock_is_refused() -> None:
    """The error says which to give."""
    with pytest.raises(MomentError, match="position="):
        published(CORRECTED, published="2024-03-06T12:00Z")


def test_line_tells_which_figure_was_shown() -> None:
    """From stretch to stretch, with the reports that gave it."""
    found = [
        (str(each.quantity), f"{each.since:%m-%d}", len(each.ids)) for each in published(ABOUT).line
    ]
    assert found == [("76", "03-05", 1), ("about 80", "03-07", 1)]


def test_unknown_key_is_refused() -> None:
    """The error names the nearest."""
    with pytest.raises(UnknownKeyError, match="bridge"):
        figure_history(CORRECTED.log, "brigde", "killed")


def test_figure_that_nobody_stated_has_no_tellings() -> None:
    """There is nothing to tell of it."""
    assert figure_history(CORRECTED.log, "bridge", "launched").told == ()


def test_prints_an_aligned_table() -> None:
    """Each telling with its end, and each conflict."""
    lines = str(published(CORRECTED)).splitlines()
    assert lines[2].split()[:6] == [
        "2",
        "Paper",
        "Paper",
        "2024-03-05T12:00Z",
        "2024-03-07T12:00Z",
        "sha256:" + CORRECTED.ids["s1"][7:19],
    ]


@given(histories())
def test_what_stands_at_the_end_is_what_is_known(history: tuple[Record, ...]) -> None:
    """On either clock the tellings without an end are those of the chronology's reports."""
    log = log_of([history])
    for entry in log.as_of():
        expected = {
            (each.id, every_figure(each.event)["killed"])
            for each in entry.accounts
            if "killed" in every_figure(each.event)
        }
        for clock in ("published", "recorded"):
            found = figure_history(log, entry.key, "killed", clock=clock)
            assert {
                (each.id, each.quantity) for each in found.told if each.until is None
            } == expected


@given(histories())
def test_every_telling_leads_back_to_the_log(history: tuple[Record, ...]) -> None:
    """Each telling, and each end of one, names records of the log; none ends before it begins."""
    log = log_of([history])
    ids = ids_in(log)
    for entry in log.as_of():
        for clock in ("published", "recorded"):
            for each in figure_history(log, entry.key, "killed", clock=clock).told:
                assert {each.id, *each.ended_by} <= ids
                assert each.until is None or (each.since <= each.until and each.ended_by)


@given(histories())
def test_at_each_publication_the_tellings_are_those_of_the_view(
    history: tuple[Record, ...],
) -> None:
    """What stood at a publication is what `as_of` has at it."""
    log = log_of([history])
    last = log.as_of()
    for entry in last:
        found = figure_history(log, entry.key, "killed").told
        for moment in {each.since for each in found}:
            view = log.as_of(published=moment)
            there = next((each for each in view if set(each.keys) & set(entry.keys)), None)
            expected = {
                each.id
                for each in (there.accounts if there else ())
                if "killed" in every_figure(each.event)
            }
            standing = {
                each.id
                for each in found
                if each.since <= moment and (each.until is None or moment < each.until)
            }
            assert standing == expected
