"""The life of a happening on both clocks, in stories."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from tests.resolution.test_versions_laws import NOON, log_of
from tests.stories import Story, told
from timeline.codec import record_id
from timeline.errors import InstantError, MomentError, UnknownKeyError
from timeline.ledger import open_log
from timeline.records import Correction, Erasure, Retraction, Strike
from timeline.resolution.life.stretches import Gap, Version
from timeline.resolution.life.turns import Clock, Turn, Way
from timeline.resolution.versions import Life
from timeline.testing.histories import DATES


def figures(stretches: Sequence[Version | Gap]) -> list[str]:
    """Return the figures of versions in words; `-` for a gap."""
    return [str(each.figures["killed"]) if isinstance(each, Version) else "-" for each in stretches]


def standing(line: Sequence[Version | Gap]) -> list[Version]:
    """Return the versions of a line, without its gaps."""
    return [each for each in line if isinstance(each, Version)]


def at(life: Life, position: int | None = None) -> Version:
    """Return the version at a position, which there must be."""
    found = life.at(position=position)
    assert found is not None
    return found


def turns(story: Story, told: Sequence[Turn]) -> list[tuple[str, str, str]]:
    """Return the clock, the way and the name of each turn."""
    names = {identity: name for name, identity in story.ids.items()}
    return [(each.clock.value, each.way.value, names[each.record.id]) for each in told]


PUT_BACK = """
    2024-03-05: s1 says bridge on 2024-03-04: hit [killed 10]
    2024-03-07: s2 corrects s1: bridge on 2024-03-04: hit [killed 12]
    2024-03-09: s3 corrects s2: bridge on 2024-03-04: hit [killed 10]
"""


def test_figure_that_was_overwritten_and_put_back_has_three_versions() -> None:
    """A, then B, then A again: the second A is a version of its own, with its own record."""
    story = told(PUT_BACK)
    line = standing(story.log.versions("bridge").along_published())
    assert figures(line) == ["10", "12", "10"]
    assert [each.report.id for each in line] == [story.ids[name] for name in ("s1", "s2", "s3")]
    assert [turns(story, each.ended_by) for each in line] == [
        [("published", "correction", "s2")],
        [("published", "correction", "s3")],
        [],
    ]


def test_what_the_log_said_changes_as_it_hears_of_it() -> None:
    """Along the recorded clock the same story is told by positions."""
    story = told(PUT_BACK)
    line = story.log.versions("bridge").along_recorded()
    assert figures(line) == ["10", "12", "10"]
    assert [(each.position_from, each.position_until) for each in line] == [
        (1, 2),
        (2, 3),
        (3, None),
    ]
    assert turns(story, line[0].ended_by) == [("recorded", "correction", "s2")]


def test_mistake_of_our_own_ends_in_hindsight_only() -> None:
    """No reader could see it: nothing ends on the published clock, and the report's date stays."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit [killed 20]
                    s2 corrects s1: bridge on 2024-03-04: hit [killed 2]
    """)
    slip, mended = story.log.versions("bridge")
    assert turns(story, slip.ended_by) == [("recorded", "correction", "s2")]
    assert slip.published_until is None
    assert mended.published_from == slip.published_from
    assert turns(story, mended.begun_by) == [
        ("published", "report", "s1"),
        ("recorded", "correction", "s2"),
    ]


def test_happening_that_was_withdrawn_for_a_while_has_a_gap() -> None:
    """The gap says who began it and who ended it."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
        2024-03-09: s3 reinstates s2
    """)
    before, gap, after = story.log.versions("bridge").along_published()
    assert figures([before, gap, after]) == ["2", "-", "2"]
    assert turns(story, before.ended_by) == turns(story, gap.begun_by)
    assert turns(story, gap.begun_by) == [("published", "retraction", "s2")]
    assert turns(story, gap.ended_by) == [("published", "reinstatement", "s3")]
    assert turns(story, after.begun_by)[0] == ("published", "reinstatement", "s3")
    assert after.stands


def test_happening_that_was_withdrawn_for_good_ends_in_a_gap() -> None:
    """The last gap goes on; there is no version that stands."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
    """)
    life = story.log.versions("bridge")
    assert not any(each.stands for each in life)
    assert life.gaps[-1].stands
    assert life.at() is None


def test_gap_before_the_first_report_is_none() -> None:
    """Where nothing had stood yet, nothing is missing."""
    story = told("2024-03-05: s1 says bridge on 2024-03-04: hit")
    life = story.log.versions("bridge")
    assert (len(life), life.gaps) == (1, ())
    assert life.at(published="2024-03-04T00:00Z") is None
    assert life.at(position=0) is None


def test_words_that_went_before_any_report_make_no_gap() -> None:
    """Somebody spoke about it, and took it back twice; nothing had stood yet."""
    story = told("""
        2024-03-05: s1 has Singh deny bridge
        2024-03-07: s2 retracts s1 (withdrawn)
                    s3 retracts s1 (coded in error)
        2024-03-09: s4 says bridge on 2024-03-04: hit
    """)
    assert story.log.versions("bridge").gaps == ()


def test_report_of_long_ago_that_was_withdrawn_leaves_a_gap_behind_it() -> None:
    """It came after the other, and was withdrawn before that was published."""
    late = attrs.evolve(strike(1), published="2024-03-01T12:00Z", summary="late")
    withdrawal = Retraction(
        retracts=record_id(late), cause="withdrawn", reason="r", published="2024-03-03T12:00Z"
    )
    life = log_of([strike(2), withdrawal, late]).versions("bridge")
    assert figures(life.along_published(position=2)) == ["2"]
    assert figures(life.along_published()) == ["1", "-", "2"]


def test_joined_happening_is_found_by_any_of_its_keys() -> None:
    """From the judgement on, both keys have the same life; before, each its own."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit
        2024-03-06: s2 says crossing on 2024-03-04 by Other: hit
                    s3 judges crossing same as bridge
    """)
    bridge, crossing = story.log.versions("bridge"), story.log.versions("crossing")
    assert bridge.along_published()[-1] == crossing.along_published()[-1]
    assert at(crossing, 2).key == "crossing"
    assert at(crossing).key == "bridge"
    assert turns(story, at(crossing, 2).ended_by) == [("recorded", "joining", "s3")]
    assert turns(story, at(crossing).begun_by) == [
        ("published", "report", "s2"),
        ("recorded", "joining", "s3"),
    ]


def test_withdrawn_judgement_parts_them_again() -> None:
    """The retraction of a judgement is told as what it does to the happening."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit
        2024-03-06: s2 says crossing on 2024-03-04 by Other: hit
                    s3 judges crossing same as bridge
                    s4 retracts s3 (coded in error)
                    s5 reinstates s4
    """)
    line = story.log.versions("crossing").along_recorded()
    assert [turns(story, each.ended_by) for each in line] == [
        [("recorded", "joining", "s3")],
        [("recorded", "parting", "s4")],
        [("recorded", "joining", "s5")],
        [],
    ]


def test_denial_under_another_key_changes_the_status() -> None:
    """A statement about it begins a version that has the same report."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit
        2024-03-07: s2 has Singh deny bridge
    """)
    line = standing(story.log.versions("bridge").along_published())
    assert [each.status.value for each in line] == ["reported", "disputed"]
    assert turns(story, line[0].ended_by) == [("published", "statement", "s2")]


def test_report_that_came_late_splits_what_was_there() -> None:
    """It was public before the other: at first the log did not know."""
    story = told("""
        2024-03-09: s1 says bridge on 2024-03-04: hit [killed 3]
        2024-03-05: s2 says bridge on 2024-03-04 by Other: hit [killed 2]
    """)
    life = story.log.versions("bridge")
    assert figures(life.along_published(position=1)) == ["3"]
    assert figures(life.along_published()) == ["2", "3"]
    assert [len(each.reports) for each in standing(life.along_published())] == [1, 2]


def test_records_of_one_instant_are_all_told() -> None:
    """Two papers reported at the same time; the turn names both, in the order of their ids."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit
        2024-03-05: s2 says bridge on 2024-03-04 by Other: hit
        2024-03-05: s3 says dam on 2024-03-04 by Other: hit
    """)
    (version,) = story.log.versions("bridge").along_published()
    named = [each.record.id for each in version.begun_by if each.clock is Clock.PUBLISHED]
    assert named == sorted([story.ids["s1"], story.ids["s2"]])


def test_erased_correction_leaves_its_turn() -> None:
    """What it corrected is still acted on by what corrected it, from its position on."""
    first, second, third = (strike(killed) for killed in (1, 2, 3))
    one = Correction(corrects=record_id(first), replacement=second, reason="r")
    two = Correction(corrects=record_id(one), replacement=third, reason="r")
    log = log_of([first, two, one])
    assert figures(log.versions("bridge").along_recorded()) == ["1", "3"]
    log.append(
        Erasure(erases=record_id(one), authority="court", reason="r", corrected=one.corrects)
    )
    before, after = standing(log.versions("bridge").along_recorded())
    assert [(turn.way, turn.reason) for turn in before.ended_by] == [(Way.ERASED, "r")]
    assert after.report.id == record_id(two)


def strike(killed: int) -> Strike:
    """Return a report with a toll."""
    return Strike(
        key="bridge",
        happened="2024-03-04",
        published="2024-03-05T12:00Z",
        source="Paper",
        summary="hit",
        killed=killed,
    )


def test_reports_are_told_with_their_reason() -> None:
    """An amendment gives its own; a report needs none."""
    story = told(PUT_BACK)
    first = story.log.versions("bridge").along_published()[0]
    assert [each.reason for each in (*first.begun_by, *first.ended_by)] == [None, "r"]


def test_life_is_printed_in_plain_lines() -> None:
    """What stood, as whom has it, from when to when on both clocks, and by which records."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit [killed 2]
        2024-03-07: s2 retracts s1 (withdrawn)
    """)
    one, two = (story.ids[name][:19] for name in ("s1", "s2"))
    noon = "2024-11-01T12:00Z"
    assert str(story.log.versions("bridge")).splitlines() == [
        "bridge: 2 versions, 1 gap, up to position 2",
        "bridge: 4 March 2024 – hit [killed 2] (reported)",
        f"  as Paper has it, {one} at position 1, the only report",
        "  published from 2024-03-05T12:00Z on",
        f"  recorded from {noon} (position 1) until {noon} (position 2)",
        f"  begun on both clocks by report {one} at position 1, published 2024-03-05T12:00Z",
        (
            f"  ended on the recorded clock by retraction {two} at position 2,"
            " published 2024-03-07T12:00Z: r"
        ),
        "bridge: 4 March 2024 – hit [killed 2] (reported)",
        f"  as Paper has it, {one} at position 1, the only report",
        "  published from 2024-03-05T12:00Z until 2024-03-07T12:00Z",
        f"  recorded from {noon} (position 2) on",
        (
            f"  begun on the published clock by report {one} at position 1,"
            " published 2024-03-05T12:00Z"
        ),
        (
            f"  ended on the published clock by retraction {two} at position 2,"
            " published 2024-03-07T12:00Z: r"
        ),
        "nothing stands",
        "  published from 2024-03-07T12:00Z on",
        f"  recorded from {noon} (position 2) on",
        (
            f"  begun on both clocks by retraction {two} at position 2,"
            " published 2024-03-07T12:00Z: r"
        ),
    ]


def test_stretch_that_goes_on_in_a_longer_one_says_so() -> None:
    """What parted two equal stretches went away, at a position that changed neither of them."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit
        2024-03-07: s2 says bridge on 2024-03-04 by Other: hit
        2024-03-09: s3 retracts s2 (withdrawn)
                    s4 retracts s2 (coded in error)
    """)
    life = story.log.versions("bridge")
    last = life.along_published(position=3)[-1]
    assert last.ended_by == ()
    assert str(last).splitlines()[-1] == "  goes on in a longer stretch"
    assert [each.published_from.day for each in life.along_published()] == [5]
    assert [each.position_until for each in life.along_recorded()] == [2, 3, None]


def test_key_that_never_had_an_entry_is_told_with_the_nearest() -> None:
    """A judgement may name a key that no report has: it leads nowhere by itself."""
    log = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit
                    s2 judges dam same as dame
    """).log
    with pytest.raises(UnknownKeyError, match="did you mean 'bridge'"):
        log.versions("bridg")
    with pytest.raises(UnknownKeyError, match="no entry 'dam'"):
        log.versions("dam")


def test_key_is_compared_folded() -> None:
    """White space and the form of letters do not matter, as everywhere."""
    log = told("2024-03-05: s1 says caf\N{LATIN SMALL LETTER E WITH ACUTE} on 2024: hit").log
    assert log.versions(" cafe\N{COMBINING ACUTE ACCENT} ").at() is not None


def test_moment_that_is_none_is_refused() -> None:
    """A position that the log did not have, and an instant without its offset."""
    life = told("2024-03-05: s1 says bridge on 2024-03-04: hit").log.versions("bridge")
    with pytest.raises(MomentError, match="ask for 0 to 1"):
        life.at(position=2)
    with pytest.raises(MomentError, match="no position -1"):
        life.along_published(position=-1)
    with pytest.raises(InstantError, match="offset"):
        life.at(published="2024-03-05T12:00")


def test_life_stays_as_it_is_while_the_log_grows_and_closes() -> None:
    """It holds what it needs."""
    story = told("2024-03-05: s1 says bridge on 2024-03-04: hit [killed 2]")
    life = story.log.versions("bridge")
    before = str(life)
    story.log.append(strike(9))
    story.log.close()
    assert str(life) == before
    assert (life.position, len(life)) == (1, 1)


def test_life_is_a_sequence_that_compares_by_what_it_says() -> None:
    """Length, index, slice; two of the same log and moment are equal."""
    story = told(PUT_BACK)
    life, again = story.log.versions("bridge"), story.log.versions(" bridge")
    assert (life, hash(life)) == (again, hash(again))
    assert life[-1] == list(life)[-1] == life[3:][-1]
    assert len(life) == len(list(life)) == 5
    story.log.append(strike(9))
    assert story.log.versions("bridge") != life
    assert life != "bridge"
    assert repr(life) == "<Life of 'bridge': 5 versions>"


def test_only_records_that_bear_on_the_key_are_decoded(tmp_path: Path) -> None:
    """Of a log with many happenings, those of one are read."""
    with open_log(tmp_path / "case.db", clock=lambda: NOON) as log:
        log.append(
            *(attrs.evolve(strike(1), key=f"key-{number}") for number in range(50)), strike(1)
        )
    with open_log(tmp_path / "case.db", clock=lambda: NOON) as log:
        assert len(log.versions("bridge")) == 1
        assert list(log._reader._kept) == [51]


def test_versions_number_twice_the_reports_that_arrive_in_order() -> None:
    """Each report ends one stretch, which goes on up to its publication: no more are made."""
    reports = [
        attrs.evolve(strike(1), published=DATES[0] + timedelta(minutes=number), summary=f"{number}")
        for number in range(300)
    ]
    life = log_of(reports).versions("bridge")
    assert len(life) == 2 * 300 - 1
    assert [len(each.reports) for each in standing(life.along_published())] == list(range(1, 301))


def test_reports_of_a_version_are_listed_when_they_are_looked_at() -> None:
    """Printing it counts them, and lists none; two that say the same are equal by them."""
    story = told(PUT_BACK)
    life, again = story.log.versions("bridge"), story.log.versions("bridge")
    assert "the only report" in str(life[0])
    assert (life[0].reports, life[0]) == (again[0].reports, again[0])
    assert attrs.evolve(life[0], summary="other") != life[0]
    assert attrs.evolve(life[0], reports=()) != life[0]
    assert hash(attrs.evolve(life[0], reports=again[0].reports)) == hash(life[0])
