"""Tellings: what puts an end to one, and what restates it, at the edges."""

from collections.abc import Callable, Iterator

import pytest

from tests.benchmarks import figure_growth
from tests.projections.counted_calls import calls
from tests.stories import Story, told
from timeline.codec import Record
from timeline.errors import QuantityError
from timeline.projections import FigureHistory, figure_history


def history(story: Story, clock: str = "published", position: int | None = None) -> FigureHistory:
    """Return the history of the dead at the bridge."""
    return figure_history(story.log, "bridge", "killed", clock=clock, position=position)


def test_telling_that_ended_as_its_origin_said_otherwise_is_not_restated() -> None:
    """It no longer stood, so nothing took its place as the latest word; it was withdrawn."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
        2024-03-07: s3 says bridge on 2024-03-04 by A: closed [killed 5]
    """)
    first = history(story).told[0]
    assert (first.restated_by, first.restated, first.end) == (None, None, first.until)


def test_telling_that_ended_after_its_origin_said_otherwise_is_restated() -> None:
    """It stood on for two days, and not as the latest word: that is its end."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 says bridge on 2024-03-04 by A: closed [killed 5]
        2024-03-09: s3 retracts s1 (withdrawn)
    """)
    first = history(story).told[0]
    assert (first.restated_by, first.ended_by) == (story.ids["s2"], (story.ids["s3"],))
    assert (first.end, f"{first.until:%d}") == (first.restated, "09")


def test_what_an_origin_says_at_the_same_moment_restates_nothing() -> None:
    """Neither of the two is the later word."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-05: s2 says bridge on 2024-03-04 by A: closed [killed 5]
    """)
    assert [each.stands for each in history(story).told] == [True, True]


def test_same_figure_again_restates_nothing() -> None:
    """It is the next other figure that does, of both."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-06: s2 says bridge on 2024-03-04 by A: shut [killed 2]
        2024-03-07: s3 says bridge on 2024-03-04 by A: closed [killed 5]
        2024-03-08: s4 says bridge on 2024-03-04 by A: closed [killed 2]
    """)
    restated = [each.restated_by for each in history(story).told]
    assert restated == [story.ids["s3"], story.ids["s3"], story.ids["s4"], None]


def test_first_of_two_other_figures_restates() -> None:
    """The origin was on its third figure when the second one came, and on its fourth in the end."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 says bridge on 2024-03-04 by A: closed [killed 5]
        2024-03-09: s3 says bridge on 2024-03-04 by A: closed [killed 6]
    """)
    assert history(story).told[0].restated_by == story.ids["s2"]


def test_telling_that_ended_as_another_began_is_not_compared_with_it() -> None:
    """Its stretch is half-open: at noon of the 7th it no longer stood."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
        2024-03-07: s3 says bridge on 2024-03-04 by B: closed [killed 5]
    """)
    found = history(story)
    assert (found.compared, found.conflicts) == ((), ())


def test_telling_that_was_restated_as_another_began_is_not_compared_with_it() -> None:
    """Nor is a word that its origin left behind just then; its new one is."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 says bridge on 2024-03-04 by A: closed [killed 4]
        2024-03-07: s3 says bridge on 2024-03-04 by B: closed [killed 5]
    """)
    assert [set(each.ids) for each in history(story).conflicts] == [
        {story.ids["s2"], story.ids["s3"]}
    ]


def test_each_telling_names_what_ended_it_of_all_that_turned_then() -> None:
    """Two were withdrawn at once, each by its own publisher."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-05: s2 says bridge on 2024-03-04 by B: closed [killed 3]
        2024-03-07: s3 retracts s1 (withdrawn)
        2024-03-07: s4 retracts s2 (withdrawn)
    """)
    ended = {each.id: each.ended_by for each in history(story).told}
    assert ended == {
        story.ids["s1"]: (story.ids["s3"],),
        story.ids["s2"]: (story.ids["s4"],),
    }


def test_telling_names_all_that_named_it_then() -> None:
    """Its publisher withdrew it twice at once; they stand in the order of ids."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
        2024-03-07: s3 retracts s1 (deleted upstream)
    """)
    both = tuple(sorted((story.ids["s2"], story.ids["s3"])))
    assert history(story).told[0].ended_by == both


def test_telling_that_nothing_names_was_ended_by_all_that_turned() -> None:
    """The keys were parted: what the crossing was reported with is of the bridge no more."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-05: s2 says crossing on 2024-03-04 by B: closed [killed 3]
                    s3 judges bridge same as crossing
                    s4 retracts s3 (coded in error)
    """)
    ended = {each.id: each.ended_by for each in history(story, "recorded").told}
    assert ended == {story.ids["s1"]: (), story.ids["s2"]: (story.ids["s4"],)}


def test_what_the_log_took_in_later_ended_nothing_before() -> None:
    """At position 2 it knew of one withdrawal; a second one of the same moment came after."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
        2024-03-07: s3 retracts s1 (deleted upstream)
    """)
    assert history(story, position=2).told[0].ended_by == (story.ids["s2"],)


def test_tellings_of_one_moment_stand_in_the_order_of_ids() -> None:
    """In whatever order the log took them in."""
    story = told(
        "\n".join(f"2024-03-05: s{at} says bridge on 2024: r{at} [killed 2]" for at in range(9))
    )
    ids = [each.id for each in history(story).told]
    assert ids == sorted(story.ids.values()) != list(story.ids.values())


def test_line_begins_where_the_happening_did() -> None:
    """It was withdrawn for good by ourselves: all along nothing is shown of it."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
                    s2 retracts s1 (coded in error)
    """)
    (only,) = history(story).line
    assert (only.quantity, f"{only.since:%m-%d}", only.until, only.ids) == (None, "03-05", None, ())


def test_report_of_the_same_figure_begins_a_stretch_of_the_line() -> None:
    """Two give it from then on, in the order of publication."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-07: s2 says bridge on 2024-03-04 by B: closed [killed 2]
    """)
    first, second = history(story).line
    assert (first.ids, first.until) == ((story.ids["s1"],), second.since)
    assert second.ids == (story.ids["s1"], story.ids["s2"])


def test_withdrawn_report_of_the_same_figure_begins_a_stretch_of_the_line() -> None:
    """One of the two that gave it is gone; the figure is the same, and rests on less."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-06: s2 says bridge on 2024-03-04 by B: closed [killed 2]
        2024-03-07: s3 retracts s1 (withdrawn)
    """)
    assert [story.names(*each.ids) for each in history(story).line] == [
        *({"s1"}, {"s1", "s2"}, {"s2"})
    ]


def test_line_goes_back_to_the_figure_before_where_the_last_is_withdrawn() -> None:
    """Nothing came or went of the figure that speaks again."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-06: s2 says bridge on 2024-03-04 by B: closed [killed 5]
        2024-03-07: s3 retracts s2 (withdrawn)
    """)
    assert [str(each.quantity) for each in history(story).line] == ["2", "5", "2"]


def test_report_of_another_figure_in_the_past_leaves_the_line() -> None:
    """It came late, was published before, and does not speak: the log said the same on."""
    story = told("""
        2024-03-07: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-05: s2 says bridge on 2024-03-04 by B: closed [killed 5]
    """)
    assert [str(each.quantity) for each in history(story, "recorded").line] == ["2"]


def test_negative_tolerance_is_refused_at_once() -> None:
    """Also where there is nothing to compare."""
    story = told("2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]")
    with pytest.raises(QuantityError, match="negative tolerance"):
        figure_history(story.log, "bridge", "killed", tolerance=-1)


@pytest.mark.parametrize("clock", ["published", "recorded"])
@pytest.mark.parametrize("shape", figure_growth.SHAPES)
def test_twice_the_reports_take_twice_the_work(
    shape: Callable[[int], Iterator[Record]], clock: str
) -> None:
    """Corrections of one, reports of many origins, those of one in order and in none."""

    def looked_at(count: int) -> int:
        log = figure_growth.log_of(shape(count))
        return calls(lambda: figure_growth.history(log, clock).conflicts)

    assert looked_at(400) < 2.4 * looked_at(200)
