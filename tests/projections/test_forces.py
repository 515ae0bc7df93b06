"""Forces: which are where at a moment, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known
from timeline.codec import Record, record_id
from timeline.projections import Force, Presence, forces
from timeline.records import Deployment, Event, Place, Retraction, Source, Speaker, Statement
from timeline.resolution.policy import LATEST_PUBLISHED, MOST_PRECISE
from timeline.testing.events import event_records
from timeline.testing.sources import instants


def sent(happened: str, published: str = "2024-12-31T12:00Z", **given: object) -> Deployment:
    """Return a deployment."""
    told = {"key": "d", "source": "P", "summary": "sent", "force": "battalion", **given}
    return Deployment(happened=happened, published=published, **told)  # type: ignore[arg-type]  # as typed


def force(*records: Record, at: str = "2024-10-15", rule: str = "chosen") -> Force:
    """Return the one force of some records at a moment."""
    return forces(known(*records), at=at, rule=rule).all[0]


@pytest.mark.parametrize(
    "happened, presence",
    [
        ("2024-10-14", "there"),
        ("2024-10-15", "possibly there"),
        ("2024-10-16", "not yet there"),
        ("2024-10", "possibly there"),
        ("2024-09", "there"),
        ("[..2024-10-20]", "possibly there"),
        ("2024-10-01/2024-10-07", "no longer there"),
        ("2024-10-01/2024-10-14", "no longer there"),
        ("2024-10-01/2024-10-15", "possibly there"),
        ("2024-10-01/2024-10-16", "there"),
        ("2024-10-01/2024-10-20", "there"),
        ("2024-10-01/..", "there"),
        ("2024-10-01/", "possibly there"),
        ("2024-10/..", "possibly there"),
        ("2024-11/..", "not yet there"),
    ],
)
def test_presence_follows_from_the_dates(happened: str, presence: str) -> None:
    """Certain is what holds throughout the day, whatever the dates leave open."""
    assert force(sent(happened)).presence == presence


def test_sent_at_the_latest_when_first_reported() -> None:
    """A report of 10 October that they were sent in October makes it certain by the 15th."""
    assert force(sent("2024-10/..", published="2024-10-10T12:00Z")).presence is Presence.CERTAIN


@pytest.mark.parametrize(
    "at, presence",
    [
        ("2024-10-15T11:59Z", "not yet there"),
        ("2024-10-15T12:00Z", "possibly there"),
        ("2024-10-15T12:01Z", "there"),
    ],
)
def test_minute_in_which_they_were_sent(at: str, presence: str) -> None:
    """Neither before it nor behind it is anything open."""
    assert force(sent("2024-10-15T12:00Z"), at=at).presence == presence


@pytest.mark.parametrize(
    "happened, presence",
    [("2024-10-01/2024-12-01", "there"), ("2024-10-01/2024-11-30", "possibly there")],
)
def test_what_is_certain_holds_throughout(happened: str, presence: str) -> None:
    """Until the last moment of a stretch that is asked about."""
    assert force(sent(happened), at="2024-10-05/2024-11").presence == presence


def test_what_was_withdrawn_upstream_is_at_most_possible() -> None:
    """The paper repeats an agency that took its report back."""
    first = sent("2024-09", source="Agency")
    copy = sent("2024-09", source=Source(publisher="Paper", via="Agency"))
    gone = Retraction(
        retracts=record_id(first), cause="withdrawn", reason="r", published="2024-12-31T13:00Z"
    )
    assert force(first, copy, gone).presence is Presence.POSSIBLE


def test_report_that_is_no_deployment_brings_no_strength() -> None:
    """An event of the same key may tell when they were sent; how many it does not."""
    told = Event(
        key="d", happened="2024-09", published="2024-12-31T12:00Z", source="Q", summary="sent"
    )
    found = force(sent("2024-09", strength=30), told)
    assert (str(found.strength), len(found.ids), len(found.origins)) == ("30", 1, 2)


def test_plan_is_no_presence() -> None:
    """What is planned is planned, also when its day is over."""
    assert force(sent("2024-09", modality="planned")).presence is Presence.PLANNED


def test_denied_by_all_is_at_most_possible() -> None:
    """The one who said so denies it now."""
    speaker = Speaker(person="A")
    denial = Statement(
        key="no",
        happened="2024-12-31",
        published="2024-12-31T13:00Z",
        source="P",
        speaker=speaker,
        stance="denies",
        about="d",
        summary="no",
    )
    assert force(sent("2024-09", speaker=speaker), denial).presence is Presence.POSSIBLE


def test_strength_and_its_rivals() -> None:
    """The later figure, and beside it the other."""
    found = force(
        sent("2024-09", strength=3000),
        sent("2024-09", strength="about 10,000", published="2025-01-01T12:00Z"),
    )
    assert (str(found.strength), [str(each) for each in found.rivals]) == (
        "about 10,000",
        ["3,000"],
    )


def test_strength_is_that_of_the_entry_under_any_policy() -> None:
    """The most precise figure, though a later report has the more precise date."""
    reports = (
        sent("2024-09", strength="about 10,000"),
        sent("2024-09", strength="1,500", source="Q"),
        sent("2024-09-03", strength="at least 20", source="R", published="2025-01-01T12:00Z"),
    )
    for policy, told in ((LATEST_PUBLISHED, "at least 20"), (MOST_PRECISE, "1,500")):
        view = log_of([reports]).as_of(policy=policy)
        found = forces(view, at="2024-10-15").all[0]
        assert str(found.strength) == str(view[0].figures["strength"]) == told
        assert len(found.rivals) == 2


def test_rivals_are_told_once_each() -> None:
    """Two that state the same are one, and who states what was chosen is none."""
    reports = [
        sent("2024-09", strength=each, source=f"S{at}", published=f"2024-12-0{at}T12:00Z")
        for at, each in enumerate((5, 3, 5, 7, 5, 7), 1)
    ]
    found = force(*reports)
    assert (str(found.strength), [str(each) for each in found.rivals]) == ("7", ["5", "3"])


def test_strengths_in_two_units_have_no_hull() -> None:
    """Soldiers and battalions: the one that the policy prefers, and the other."""
    found = force(
        sent("2024-09", strength="3 battalions"),
        sent("2024-09", strength="1,500 soldiers", published="2025-01-01T12:00Z"),
        rule="hull",
    )
    assert (str(found.strength), [str(each) for each in found.rivals]) == (
        "1,500 soldiers",
        ["3 battalions"],
    )


def test_strength_without_a_unit_is_in_the_hull_of_those_that_have_one() -> None:
    """The unit is that of those."""
    found = force(
        sent("2024-09", strength=3000),
        sent("2024-09", strength="1,500 soldiers", source="Q"),
        rule="hull",
    )
    assert str(found.strength) == "1,500 to 3,000 soldiers"


def test_hull_of_the_strengths() -> None:
    """By the other rule one figure holds them all."""
    found = force(
        sent("2024-09", strength=3000), sent("2024-09", strength="1,500", source="Q"), rule="hull"
    )
    assert (str(found.strength), found.rivals) == ("1,500 to 3,000", ())


def test_unstated_strength_is_unknown() -> None:
    """Not zero."""
    assert force(sent("2024-09")).strength.is_unknown


def test_strength_of_a_plan_is_not_that_of_the_deed() -> None:
    """12,000 were planned; how many came nobody says."""
    found = force(sent("2024-09", strength=12_000, modality="planned"), sent("2024-09", source="Q"))
    assert (found.strength.is_unknown, found.presence) == (True, Presence.CERTAIN)


def test_way_is_filled_from_whoever_tells_it() -> None:
    """One report tells from where, another to where."""
    found = force(
        sent("2024-09", origin=Place(name="A")),
        sent("2024-09", source="Q", destination=Place(name="B")),
    )
    assert (found.origin, found.destination) == (Place(name="A"), Place(name="B"))


def test_side_and_force_are_those_that_the_policy_prefers() -> None:
    """Of those that say it, the latest published; silence says nothing."""
    found = force(
        sent("2024-09", force="brigade", side="X"),
        sent("2024-09", force="battalion", side="Y", published="2025-01-01T12:00Z"),
        sent("2024-09", force=None, published="2025-01-02T12:00Z"),
    )
    assert (found.force, found.side) == ("battalion", "Y")


def test_prints_its_key_where_nobody_names_the_force() -> None:
    """And the figures of others beside the one that was chosen, with all who say so."""
    view = known(
        sent("2024-09", force=None, strength=3000),
        sent("2024-09", force=None, strength=10, published="2025-01-01T12:00Z", source="Q"),
    )
    assert str(forces(view, at="2024-10-15")).splitlines()[2] == (
        "d                10 (others: 3,000)  there          confirmed  P, Q"
    )


def test_prints_an_aligned_table() -> None:
    """Force, side, where to, how many, how sure, who says so."""
    shown = str(
        forces(
            known(sent("2024-09", strength=30, side="X", destination=Place(name="B"))),
            at="2024-10-15",
        )
    )
    assert shown.splitlines() == [
        "force      side  to  strength  at 2024-10-15  status    as told by",
        "---------  ----  --  --------  -------------  --------  ----------",
        "battalion  X     B         30  there          reported  P",
    ]


@given(st.lists(event_records(), max_size=6), instants())
def test_every_deployment_is_told_once_with_its_records(
    records: list[Record], moment: object
) -> None:
    """Nothing is dropped, whatever its presence, and each names records of the log."""
    log = log_of([records])
    view = log.as_of()
    found = forces(view, at=moment)  # type: ignore[arg-type]  # Hypothesis gives an instant
    expected = [e.key for e in view if any(isinstance(a.event, Deployment) for a in e.accounts)]
    assert [each.key for each in found.all] == expected
    assert all(each.ids and set(each.ids) <= ids_in(log) for each in found.all)
    assert set(found.there) == set(found.of("there")) | set(found.of("possibly there"))
