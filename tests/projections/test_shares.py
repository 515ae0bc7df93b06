"""Shares: what each happening brings into a sum, why it is left out, and where it belongs."""

import pytest

from tests.projections.views import known, strike
from timeline.codec import Record, record_id
from timeline.projections.shares import Group, Left, Rule, Share, names, shares
from timeline.records import Deployment, Event, Place, Speaker, Statement
from timeline.resolution.policy import LATEST_PUBLISHED

LATER = "2024-12-02T12:00Z"


def brought(
    *records: Record, figure: str = "killed", rule: Rule = Rule.CHOSEN
) -> tuple[Share, ...] | Left | None:
    """Return what the one happening of some records brings."""
    (entry,) = known(*records).where(kind="strike")
    return shares(entry, figure, rule, LATEST_PUBLISHED)


def told(*records: Record, rule: Rule = Rule.CHOSEN) -> list[tuple[str, bool, tuple[str, ...]]]:
    """Return the figure of each share, whether it is sure, and the records behind it."""
    found = brought(*records, rule=rule)
    assert isinstance(found, tuple)
    return [(str(each.figure), each.sure, each.ids) for each in found]


ONE = strike("a", "2024-10-01", killed=3, source="P")
OTHER = strike("a", "2024-10-02", killed=5, source="Q", published=LATER)
SILENT = strike("a", "2024-10-03", source="R", published="2024-12-03T12:00Z")
PLAN = strike("a", "2024-10-04", killed=9, source="S", modality="planned")


def test_chosen_figure_has_its_record_alone() -> None:
    """The later of the two that state it, though a third report is later still."""
    assert told(ONE, OTHER, SILENT) == [("5", True, (record_id(OTHER),))]


def test_hull_has_the_records_of_all_that_state_it() -> None:
    """Who says nothing is behind nothing."""
    expected = ("3 to 5", True, (record_id(ONE), record_id(OTHER)))
    assert told(ONE, OTHER, SILENT, rule=Rule.HULL) == [expected]


def test_unstated_figure_has_all_reports_behind_it() -> None:
    """It is unknown, and that somebody was killed nobody says."""
    again = strike("a", "2024-10-03", source="T", published="2024-12-04T12:00Z")
    for rule in Rule:
        assert told(SILENT, again, rule=rule) == [
            ("unknown", True, (record_id(SILENT), record_id(again)))
        ]


def test_plan_brings_nothing_beside_a_deed() -> None:
    """Neither its figure nor its time."""
    for rule in Rule:
        assert told(ONE, PLAN, rule=rule) == [("3", True, (record_id(ONE),))]


def test_unit_of_one_report_is_that_of_another_without() -> None:
    """3, and 5 people: 3 to 5 people."""
    people = strike("a", "2024-10-02", killed="5 people", source="Q", published=LATER)
    expected = ("3 to 5 people", True, (record_id(ONE), record_id(people)))
    assert told(ONE, people, rule=Rule.HULL) == [expected]
    assert told(people, ONE, rule=Rule.HULL) == [expected]


def test_each_of_several_units_is_a_share_that_is_not_sure() -> None:
    """One of the two is counted, or both; nobody knows."""
    people = strike("a", "2024-10-02", killed="5 people", source="Q", published=LATER)
    more = strike("a", "2024-10-02", killed="7 people", source="T", published=LATER)
    horses = strike("a", "2024-10-03", killed="2 horses", source="R", published=LATER)
    found = {
        name: (sure, set(ids)) for name, sure, ids in told(people, more, horses, rule=Rule.HULL)
    }
    assert found == {
        "5 to 7 people": (False, {record_id(people), record_id(more)}),
        "2 horses": (False, {record_id(horses)}),
    }


def test_happening_that_all_deny_is_not_sure() -> None:
    """It may have killed nobody."""
    voice = Speaker(person="A")
    first = strike("a", "2024-10-01", killed=3, speaker=voice)
    denial = Statement(
        key="no",
        happened="2024-12-02",
        published=LATER,
        source="P",
        speaker=voice,
        stance="denies",
        about="a",
        summary="no",
    )
    assert told(first, denial) == [("3", False, (record_id(first),))]


def test_time_is_that_of_the_line_or_of_all_that_tell_it() -> None:
    """By the one rule the 3rd, by the other the 1st to the 3rd; a plan's never."""
    days = []
    for rule in Rule:
        found = brought(ONE, OTHER, SILENT, PLAN, rule=rule)
        assert isinstance(found, tuple)
        window = found[0].window
        assert window.earliest is not None
        assert window.latest is not None
        days.append((window.latest - window.earliest) // 86_400_000_000)
    assert days == [1, 3]


@pytest.mark.parametrize(
    "given, figure, left",
    [
        ({"modality": "planned", "killed": 3}, "killed", Left.TO_COME),
        ({"modality": "planned"}, "killed", None),
        ({"modality": "planned", "figures": {"lost": 3}}, "lost", Left.TO_COME),
        ({}, "lost", None),
        ({"figures": {"lost": 3}}, "seen", None),
        ({"killed": 3}, "summary", None),
    ],
)
def test_why_a_happening_is_left_out(
    given: dict[str, object], figure: str, left: Left | None
) -> None:
    """To come, if it states the figure; and not at all told, if it does not have it."""
    assert brought(strike("a", "2024-10-01", **given), figure=figure) is left


def test_figure_only_spoken_of_is_told_where_it_is_stated() -> None:
    """A statement that gives no number is left out of nothing."""
    said = [
        Statement(
            key=key,
            happened="2024-12-02",
            published=LATER,
            source="P",
            speaker=Speaker(person="A"),
            summary="said",
            figures=figures,
        )
        for key, figures in (("b", {"killed": 3}), ("c", {}))
    ]
    view = known(*said)
    found = [shares(each, "killed", Rule.CHOSEN, LATEST_PUBLISHED) for each in view]
    assert sorted(map(str, found)) == ["None", Left.SPOKEN.value]


# ---------------------------------------------------------------- where it belongs


def belongs(by: Group, *records: Record, rule: Rule = Rule.CHOSEN) -> tuple[str, ...]:
    """Return what the one happening of some records belongs to."""
    (entry,) = known(*records)
    found = shares(entry, "killed", rule, LATEST_PUBLISHED)
    assert isinstance(found, tuple)
    return names(found[0], by)


EVENT = Event(
    key="e",
    happened="2024-10-01",
    published=LATER,
    source="P",
    summary="x",
    figures={"killed": 1},
)
HERE, THERE = Place(name="Sumy", country="UA"), Place(name="Kursk", country="RU")


def test_place_is_told_by_whose_figure_it_is() -> None:
    """The other report is of somewhere else, and counts only by the rule of all."""
    one = strike("a", "2024-10-01", killed=3, places=(HERE,))
    other = strike("a", "2024-10-01", killed=5, places=(THERE,), published=LATER)
    assert belongs(Group.PLACE, one, other) == ("Kursk",)
    assert belongs(Group.COUNTRY, one, other, rule=Rule.HULL) == ("RU", "UA")


def test_place_is_told_by_all_where_all_count() -> None:
    """By the rule of all also by who states no figure, but not by a plan."""
    one = strike("a", "2024-10-01", killed=3, places=(HERE,))
    silent = strike("a", "2024-10-01", places=(THERE,), published=LATER)
    plan = strike("a", "2024-10-01", places=(Place(name="X"),), source="S", modality="planned")
    assert belongs(Group.PLACE, one, silent, plan) == ("Sumy",)
    assert belongs(Group.PLACE, one, silent, plan, rule=Rule.HULL) == ("Kursk", "Sumy")


def test_place_is_told_by_others_where_that_one_is_silent() -> None:
    """Somebody says where it was."""
    one = strike("a", "2024-10-01", places=(HERE, Place(name="Nowhere")))
    other = strike("a", "2024-10-01", killed=5, published=LATER)
    assert belongs(Group.PLACE, one, other) == ("Nowhere", "Sumy")
    assert belongs(Group.COUNTRY, one, other) == ("UA",)


def test_sides_of_a_strike_and_of_a_force() -> None:
    """Who attacked, and for whom a force acts; an event has none."""
    force = Deployment(
        key="d",
        happened="2024-10-01",
        published=LATER,
        source="P",
        summary="x",
        force="f",
        side="X",
        figures={"killed": 1},
    )
    assert belongs(Group.SIDE, strike("a", "2024-10-01", killed=1, attacker="Y")) == ("Y",)
    assert belongs(Group.SIDE, force) == ("X",)
    assert belongs(Group.SIDE, EVENT) == ()


def test_weapons_and_kinds() -> None:
    """Each weapon by name; a kind by the name under which it is stored."""
    hit = strike("a", "2024-10-01", killed=1, weapons=("drone", "bomb"))
    assert belongs(Group.WEAPON, hit) == ("bomb", "drone")
    assert (belongs(Group.WEAPON, EVENT), belongs(Group.KIND, EVENT)) == ((), ("event",))


def test_grouping_of_ones_own_may_name_one_or_several() -> None:
    """Each once, by name."""
    found = brought(ONE)
    assert isinstance(found, tuple)
    assert names(found[0], lambda entry: entry.key) == ("a",)
    assert names(found[0], lambda _: ("z", "b", "z")) == ("b", "z")
