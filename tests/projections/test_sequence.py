"""Sequence: what came before what, how sure that is, and which records say so."""

import pytest
from hypothesis import given

from tests.laws.logs import log_of
from tests.projections.views import ids_in
from tests.stories import Story, told
from timeline.codec import Record
from timeline.errors import UnknownKeyError
from timeline.projections import Step, Steps, Surety, sequence
from timeline.records import Relation
from timeline.testing.histories import histories, ordered_reports

DAY = """
    2024-03-05: s1 says a on 2024-03-04: closed
    2024-03-05: s2 says b on 2024-03-04: closed
    2024-03-05: s3 says c on 2024-03-04: closed
"""


def steps(story: Story, *keys: str) -> Steps:
    """Return the steps between some happenings of a story."""
    return sequence(story.log, story.known(), *keys)


def step(text: str, *keys: str) -> Step:
    """Return the one step between two happenings."""
    return steps(told(text), *keys).all[0]


def test_dates_decide() -> None:
    """The day before is certainly before."""
    found = step(
        """
        2024-03-05: s1 says a on 2024-03-03: closed
        2024-03-05: s2 says b on 2024-03-04: closed
    """,
        "a",
        "b",
    )
    assert (found.surety, found.sure, found.reasons) == (Surety.DATES, True, ())


def test_step_that_dates_decide_names_precedences_too() -> None:
    """Dates say it, and what is recorded says the same."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-03: closed
        2024-03-05: s2 says b on 2024-03-04: closed
                    j1 puts a before b
    """)
    found = steps(story, "a", "b").all[0]
    assert (found.surety, found.reasons) == (Surety.DATES, ("r – Paper",))
    assert [story.names(each) for each in found.ids] == [{"j1"}, {"s1"}, {"s2"}]


def test_dates_stand_against_what_is_recorded() -> None:
    """What is certainly before stays so, and the precedence that denies it is no reason for it."""
    found = step(
        """
        2024-03-05: s1 says a on 2024-03-03: closed
        2024-03-05: s2 says b on 2024-03-04: closed
                    j1 puts b before a
    """,
        "a",
        "b",
    )
    assert (found.first, found.surety, found.reasons) == ("a", Surety.DATES, ())


def test_same_day_is_open() -> None:
    """Neither dates nor records decide."""
    assert step(DAY, "a", "b").surety is Surety.OPEN


def test_precedence_decides() -> None:
    """It is recorded, with its reason and its id."""
    story = told(f"{DAY.rstrip()}\n j1 puts b before a")
    found = steps(story, "a", "b").all[0]
    assert (found.first, found.second, found.surety) == ("b", "a", Surety.RECORDED)
    assert (found.reasons, found.ids[0]) == (("r – Paper",), story.ids["j1"])


def test_way_over_a_third_happening() -> None:
    """From c to a over b, which was not asked for."""
    story = told(f"{DAY.rstrip()}\n j1 puts c before b\n j2 puts b before a")
    found = steps(story, "a", "c").all[0]
    assert (found.first, found.second, story.names(*found.ids[:2])) == ("c", "a", {"j1", "j2"})


def test_shortest_way_is_told() -> None:
    """One precedence leads there, and two others do, too."""
    story = told(f"{DAY.rstrip()}\n j1 puts c before b\n j2 puts b before a\n j3 puts c before a")
    found = steps(story, "a", "c").all[0]
    assert story.names(*found.ids) == {"j3", "s1", "s3"}


def test_way_over_joined_keys() -> None:
    """A precedence of a key leads on from whatever it is joined to."""
    story = told(
        f"{DAY.rstrip()}\n j1 puts c before x\n j2 puts y before a\n j3 judges x same as y"
        "\n 2024-03-05: s4 says x on 2024-03-04: closed"
    )
    found = steps(story, "a", "c").all[0]
    assert (found.first, found.surety) == ("c", Surety.RECORDED)
    assert story.names(*found.ids) == {"j1", "j2", "s1", "s3"}


def test_two_ways_to_one_happening_are_no_way_beyond_it() -> None:
    """Nothing leads from b to c, though a leads to both."""
    story = told(f"{DAY.rstrip()}\n j1 puts a before b\n j2 puts a before c")
    found = {(each.first, each.second): each.surety for each in steps(story, "a", "b", "c").all}
    assert found == {
        ("a", "b"): Surety.RECORDED,
        ("a", "c"): Surety.RECORDED,
        ("b", "c"): Surety.OPEN,
    }


def test_way_over_a_certain_date() -> None:
    """Recorded before what is certainly before the other."""
    found = step(
        """
        2024-03-05: s1 says a on 2024-03: closed
        2024-03-05: s2 says b on 2024-03-04: closed
        2024-03-05: s3 says c on 2024-03-10: closed
                    j1 puts a before b
    """,
        "a",
        "c",
    )
    assert (found.relation, found.surety) == (Relation.UNKNOWN, Surety.RECORDED)


def test_recorded_both_ways_is_disputed() -> None:
    """A circle says nothing of the order."""
    found = step(f"{DAY.rstrip()}\n j1 puts a before b\n j2 puts b before a", "a", "b")
    assert (found.surety, found.sure) == (Surety.DISPUTED, False)


def test_withdrawn_precedence_decides_nothing() -> None:
    """It no longer stands."""
    assert (
        step(
            f"{DAY.rstrip()}\n j1 puts b before a\n j2 retracts j1 (coded in error)", "a", "b"
        ).surety
        is Surety.OPEN
    )


def test_circle_of_three_is_disputed() -> None:
    """What is recorded leads from each to each other."""
    story = told(f"{DAY.rstrip()}\n j1 puts a before b\n j2 puts b before c\n j3 puts c before a")
    found = steps(story, "a", "b", "c").all
    assert {each.surety for each in found} == {Surety.DISPUTED}


def test_overlap_of_which_an_order_is_recorded() -> None:
    """What is recorded says more than that they share a day."""
    found = step(
        """
        2024-03-09: s1 says a on 2024-03-01/2024-03-05: closed
        2024-03-09: s2 says b on 2024-03-03/2024-03-08: closed
                    j1 puts a before b
    """,
        "a",
        "b",
    )
    assert found.surety is Surety.RECORDED


def test_later_precedence_decides_nothing_before() -> None:
    """Of the log up to a position only that counts."""
    story = told(f"{DAY.rstrip()}\n j1 puts b before a")
    found = sequence(story.log, story.known(position=3), "a", "b")
    assert found.all[0].surety is Surety.OPEN


def test_certain_overlap() -> None:
    """Both lasted over one day."""
    found = step(
        """
        2024-03-09: s1 says a on 2024-03-01/2024-03-05: closed
        2024-03-09: s2 says b on 2024-03-03/2024-03-08: closed
    """,
        "a",
        "b",
    )
    assert found.surety is Surety.TOGETHER


def test_each_two_in_the_order_of_the_chronology() -> None:
    """Three happenings have three steps."""
    found = steps(told(DAY), "c", "a", "b")
    assert (found.keys, [(each.first, each.second) for each in found.all]) == (
        ("a", "b", "c"),
        [("a", "b"), ("a", "c"), ("b", "c")],
    )


def test_unknown_key_is_refused() -> None:
    """The message names it."""
    with pytest.raises(UnknownKeyError, match="zebra"):
        steps(told(DAY), "a", "zebra")


def test_happening_that_is_asked_for_twice_stands_once() -> None:
    """And by each of its joined keys."""
    story = told(f"{DAY.rstrip()}\n j1 judges a same as x")
    assert steps(story, "a", "b", "x", "a").keys == ("a", "b")


def test_prints_what_is_recorded() -> None:
    """A sure step says then, and why; the table has one line for each."""
    found = steps(told(f"{DAY.rstrip()}\n j1 puts b before a"), "a", "b")
    assert str(found.all[0]) == "b then a: by what is recorded of their order (r – Paper)"
    row = str(found).splitlines()[2]
    assert " ".join(row.split()) == "b a by what is recorded of their order same r – Paper"


@given(ordered_reports())
def test_sure_steps_never_stand_against_the_chronology(history: tuple[Record, ...]) -> None:
    """What is sure to come first stands first, unless the records run in a circle."""
    log = log_of([history])
    view = log.as_of()
    if view.problems:
        return
    for each in sequence(log, view, *(entry.key for entry in view)).all:
        if each.relation is Relation.CERTAINLY_AFTER:
            assert each.surety is Surety.RECORDED


@given(histories())
def test_steps_lead_back_to_the_log(history: tuple[Record, ...]) -> None:
    """Each step names its records, and there is one for each two."""
    log = log_of([history])
    view = log.as_of()
    found = sequence(log, view, *(entry.key for entry in view))
    assert len(found.all) == len(view) * (len(view) - 1) // 2
    assert {identity for each in found.all for identity in each.ids} <= ids_in(log)
