"""Plans: what was to come, and whether it came."""

from typing import Any

import pytest
from hypothesis import given

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from tests.stories import told
from timeline.codec import Record, record_id
from timeline.errors import MomentError
from timeline.projections import Outcome, Plan, plans
from timeline.records import Correction, Event, Judgement, Speaker, Statement
from timeline.testing.histories import histories


def event(key: str, happened: str, published: str = "2024-10-01T12:00Z", **given: object) -> Event:
    """Return an event."""
    told: dict[str, Any] = {"source": "P", "summary": "talks", **given}
    return Event(key=key, happened=happened, published=published, **told)


def denial(*about: str) -> Statement:
    """Return a denial of some happenings."""
    speaker = Speaker(person="A")
    return Statement(
        key="no",
        happened="2024-10-02",
        published="2024-10-02T12:00Z",
        source="P",
        speaker=speaker,
        stance="denies",
        about=about,
        summary="no",
    )


PLANNED = event("talks", "2024-10-30", modality="planned")


def plan(*records: Record, at: str = "2024-11-05") -> Plan:
    """Return the one plan of some records."""
    return plans(known(*records), at=at).all[0]


@pytest.mark.parametrize(
    "at,outcome",
    [
        ("2024-10-29", "to come"),
        ("2024-10-30", "due"),
        ("2024-10", "due"),
        ("2024-10-31", "overdue"),
    ],
)
def test_time_decides_what_is_due(at: str, outcome: str) -> None:
    """Until its day to come, on its day due, and then overdue."""
    assert plan(PLANNED, at=at).outcome == outcome


@pytest.mark.parametrize("happened", ["2024-10-28/2024-10-30", "2024-10-30/.."])
def test_plan_that_is_only_possibly_over_or_to_come_is_due(happened: str) -> None:
    """Its last day is the day that is asked for; or it begins on it and has no end."""
    planned = event("talks", happened, modality="planned")
    assert plan(planned, at="2024-10-30").outcome is Outcome.DUE


@pytest.mark.parametrize("modality", ["planned", "expected", "conditional"])
def test_all_that_may_come_is_a_plan(modality: str) -> None:
    """Planned, expected or conditional."""
    assert plan(event("talks", "2024-10-30", modality=modality)).outcome is Outcome.OVERDUE


def test_report_under_its_key_says_that_it_came() -> None:
    """Then it came, when that report says."""
    found = plan(PLANNED, event("talks", "2024-10-31", published="2024-11-01T12:00Z"))
    assert (found.outcome, found.happened and found.happened.text) == (Outcome.CAME, "2024-10-31")


def test_deed_is_named_apart_from_the_plan() -> None:
    """Each with its own records."""
    deed = event("talks", "2024-10-31", published="2024-11-01T12:00Z")
    found = plan(PLANNED, deed)
    assert (found.plans, found.deeds) == ((record_id(PLANNED),), (record_id(deed),))


def test_it_came_when_the_last_report_of_it_says() -> None:
    """Three deeds, published one after the other, each with another day."""
    deeds = [
        event("talks", f"2024-10-{day}", published=f"2024-11-0{at}T12:00Z")
        for at, day in enumerate((31, 29, 30), 1)
    ]
    found = plan(PLANNED, *deeds)
    assert (found.happened and found.happened.text, len(found.deeds)) == ("2024-10-30", 3)


def test_report_under_a_joined_key_says_that_it_came() -> None:
    """A judgement says that the two are one."""
    judged = Judgement(left="talks", right="meeting", verdict="same", reason="r", by="desk")
    assert plan(PLANNED, event("meeting", "2024-10-30"), judged).outcome is Outcome.CAME


def test_likeness_alone_matches_nothing() -> None:
    """The same words on the same day, under another key, are no deed of it."""
    assert plan(PLANNED, event("meeting", "2024-10-30")).outcome is Outcome.OVERDUE


def test_denied_plan() -> None:
    """Somebody says that it is not so."""
    found = plan(PLANNED, denial("talks"))
    assert (found.outcome, len(found.against)) == (Outcome.DENIED, 1)


def test_denial_of_both_of_two_joined_keys_is_one() -> None:
    """One record is against it."""
    judged = Judgement(left="talks", right="meeting", verdict="same", reason="r", by="desk")
    found = plan(PLANNED, judged, denial("talks", "meeting"))
    assert (found.outcome, len(found.against)) == (Outcome.DENIED, 1)


def test_each_record_behind_a_plan_is_named() -> None:
    """Plans, then deeds, then who is against it."""
    deed = event("talks", "2024-10-31", published="2024-11-01T12:00Z")
    records = (PLANNED, deed, denial("talks"))
    assert plan(*records).ids == tuple(record_id(each) for each in records)


def test_deed_that_somebody_denies() -> None:
    """Both are told."""
    assert plan(PLANNED, event("talks", "2024-10-30"), denial("talks")).outcome is Outcome.DISPUTED


def test_denial_of_a_figure_denies_no_plan() -> None:
    """Only who denies the happening does."""
    assert plan(PLANNED, denial("talks#seats")).outcome is Outcome.OVERDUE


def test_postponed_plan_keeps_its_earlier_time() -> None:
    """The publisher moved it by a week."""
    moved = event("talks", "2024-11-06", published="2024-10-20T12:00Z", modality="planned")
    change = Correction(
        corrects=record_id(PLANNED),
        replacement=moved,
        reason="moved",
        published="2024-10-20T12:00Z",
    )
    found = plan(PLANNED, change)
    assert ([each.text for each in found.earlier], found.outcome) == (
        ["2024-10-30"],
        Outcome.TO_COME,
    )


def moved(to: str, on: str, before: Record, summary: str = "talks") -> Correction:
    """Return that the publisher moved talks."""
    again = event("talks", to, published=on, modality="planned", summary=summary)
    return Correction(
        corrects=record_id(before), replacement=again, reason=f"to {to}", published=on
    )


def test_plan_that_was_moved_twice_keeps_both_times() -> None:
    """The first first."""
    first = moved("2024-11-06", "2024-10-20T12:00Z", PLANNED)
    second = moved("2024-11-13", "2024-10-21T12:00Z", first)
    found = plan(PLANNED, first, second)
    assert [each.text for each in found.earlier] == ["2024-10-30", "2024-11-06"]
    assert found.planned.text == "2024-11-13"


def test_plan_that_was_told_anew_was_not_moved() -> None:
    """The publisher corrected its words, and left the day; before that it had moved it."""
    first = moved("2024-11-06", "2024-10-20T12:00Z", PLANNED)
    second = moved("2024-11-06", "2024-10-21T12:00Z", first, summary="peace talks")
    found = plan(PLANNED, first, second)
    assert [each.text for each in found.earlier] == ["2024-10-30"]
    assert found.summary == "peace talks"


def test_what_happened_is_no_plan() -> None:
    """Nothing of it was to come."""
    assert plans(known(strike("a", "2024-10-01")), at="2024-11-05").all == ()


def test_moment_is_that_of_the_chronology() -> None:
    """As published by a date, it is measured by that date."""
    story = told("2024-03-05: s1 plans bridge on 2024-03-08: closed")
    assert plans(story.known(by="2024-03-06")).all[0].outcome is Outcome.TO_COME


def test_moment_that_is_given_counts() -> None:
    """Also where the chronology has one."""
    story = told("2024-03-05: s1 plans bridge on 2024-03-08: closed")
    found = plans(story.known(by="2024-03-06"), at="2024-03-09")
    assert (found.at.text, found.all[0].outcome) == ("2024-03-09", Outcome.OVERDUE)


def test_plans_of_some_outcomes() -> None:
    """Those alone, in the order of the chronology."""
    view = known(PLANNED, event("vote", "2024-11-30", modality="planned"), strike("a", "2024"))
    found = plans(view, at="2024-11-05")
    assert [each.key for each in found.of("to come")] == ["vote"]
    assert [each.key for each in found.of(Outcome.OVERDUE, "to come")] == ["talks", "vote"]


def test_prints_when_it_came_and_whose_plans_it_was() -> None:
    """Every origin of the plan, and the deed in words."""
    again = event("talks", "2024-10-30", modality="expected", source="Q")
    deed = event("talks", "2024-10-31", published="2024-11-01T12:00Z")
    shown = str(plans(known(PLANNED, again, deed), at="2024-11-05")).splitlines()[2]
    assert shown == "talks  30 October 2024  came           31 October 2024  P, Q"


def test_no_moment_is_refused() -> None:
    """Neither given, nor in the chronology."""
    with pytest.raises(MomentError, match="at="):
        plans(known(PLANNED))


def test_prints_an_aligned_table() -> None:
    """Plan, time, outcome and whose plan it is."""
    assert str(plans(known(PLANNED), at="2024-11-05")).splitlines() == [
        "plan   planned for      at 2024-11-05  came  who says",
        "-----  ---------------  -------------  ----  --------",
        "talks  30 October 2024  overdue              P",
    ]


@given(histories())
def test_every_planned_entry_is_told_with_its_records(history: tuple[Record, ...]) -> None:
    """Nothing of status planned is missing, and no plan without records of the log."""
    log = log_of([history])
    view = log.as_of()
    found = plans(view, at="2024-11-05").all
    assert {entry.key for entry in view if entry.status == "planned"} <= {
        each.key for each in found
    }
    for each in found:
        assert each.plans
        assert set(each.ids) <= ids_in(log)
        assert (each.happened is None) == (not each.deeds)
