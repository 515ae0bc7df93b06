"""Courses: the status at each place is that of the view, and only what is of the figure is told."""

from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.test_versions_laws import HISTORIES, lives, log_of
from tests.stories import told
from timeline.codec import Record
from timeline.log import Recorded
from timeline.records import EventRecord, Quantity, every_figure
from timeline.resolution.life.course import Course
from timeline.resolution.life.tally import Highest
from timeline.resolution.moments import NEVER, from_microseconds
from timeline.resolution.versions import Life

WITHDRAWN = told("""
    2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
    2024-03-06: s2 says bridge on 2024-03-04 by B: closed
    2024-03-07: s3 says bridge on 2024-03-04 by C: closed [killed 5]
    2024-03-08: s4 retracts s3 (withdrawn)
""")


def bridge() -> Course:
    """Return the course of the dead at the bridge on the clock of publication."""
    return WITHDRAWN.log.versions("bridge").course_published("killed")


def test_report_without_the_figure_is_no_step() -> None:
    """The second one says nothing of the dead."""
    assert [f"{bridge().moment(each.at):%m-%d}" for each in bridge().steps] == [
        *("03-05", "03-07", "03-08")
    ]


def test_step_says_what_came_and_went_and_what_is_told_from_then_on() -> None:
    """The figure that was withdrawn leaves the word to the one before."""
    came_and_went = [
        (WITHDRAWN.names(*(each.id for each in step.come)), WITHDRAWN.names(*step.gone))
        for step in bridge().steps
    ]
    assert came_and_went == [({"s1"}, set()), ({"s3"}, set()), (set(), {"s3"})]
    assert [str(step.chosen) for step in bridge().steps] == ["2", "5", "2"]


def test_those_that_give_a_figure_are_those_that_stand_at_the_place() -> None:
    """From where they begin, and no longer where they end."""
    course = bridge()
    first, second, third = (each.at for each in course.steps)
    five = Quantity.exactly(5)
    assert course.giving(five, second - 1) == ()
    assert course.giving(five, second) == (WITHDRAWN.ids["s3"],)
    assert course.giving(five, third - 1) == (WITHDRAWN.ids["s3"],)
    assert course.giving(five, third) == ()
    assert course.giving(Quantity.exactly(9), first) == ()


def test_what_was_gone_by_a_position_begins_where_it_had_been() -> None:
    """Nothing stands of it, and still there is something to tell: that nothing does."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
                    s2 retracts s1 (coded in error)
    """)
    life = story.log.versions("bridge")
    assert [each.chosen for each in life.course_published("killed").steps] == [None]
    assert life.course_published("killed", position=0).first == NEVER
    assert life.course_published("killed", position=0).steps == ()


@given(HISTORIES, st.data())
def test_steps_turn_where_the_status_does(history: tuple[Record, ...], data: st.DataObject) -> None:
    """At each step of the published clock it is another than just before, if it says so."""
    for life in lives(log_of(history)).values():
        position = data.draw(st.integers(0, life.position))
        course = life.course_published("killed", position=position)
        for step in course.steps[1:]:
            before, after = (status(life, at, position) for at in (step.at - 1, step.at))
            assert step.turned == (before != after)


@given(HISTORIES)
def test_figure_told_is_that_of_the_version_there(history: tuple[Record, ...]) -> None:
    """On the clock of the log; and what gives it are its reports that do."""
    for life in lives(log_of(history)).values():
        course = life.course_recorded("killed")
        for step in course.steps:
            version = life.at(position=step.at)
            assert step.chosen == (version and version.figures.get("killed"))
            if version is not None and step.chosen is not None:
                giving = [each.id for each in version.reports if killed(each) == step.chosen]
                assert sorted(course.giving(step.chosen, step.at)) == sorted(giving)


def killed(report: Recorded) -> Quantity | None:
    """Return how many a report says were killed."""
    assert isinstance(report.record, EventRecord)
    return every_figure(report.record).get("killed")


def status(life: Life, published: int, position: int) -> object:
    """Return the status at a place; None where nothing stands."""
    found = life.at(published=from_microseconds(published), position=position)
    return found and found.status


def test_highest_is_that_of_those_that_are_left() -> None:
    """A rank that was put twice is there until it was taken twice."""
    ranks = Highest()
    for each in (1, 3, 3, 2):
        ranks.put(each)
    tops = [ranks.top]
    for each in (3, 3, 1, 2):
        ranks.take(each)
        tops.append(ranks.top)
    assert tops == [3, 3, 2, 2, -1]
