"""Keys that look alike are told, with what tells them apart, until somebody judges."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations, product

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import Story, told
from timeline.codec import Record
from timeline.ledger import open_log
from timeline.records import Erasure, Event, Instant
from timeline.resolution import Policy, Problem, ProblemCode, resolved
from timeline.resolution.identity import Identity
from timeline.resolution.index.looks import Looks
from timeline.resolution.look_alikes import look_alikes, spelled
from timeline.resolution.skeletons import BIDI_CONTROLS, looks
from timeline.testing.histories import histories, moments, reports
from timeline.testing.look_alikes import look_alike_keys, twins

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
CYRILLIC_CAMP = "\u0441\u0430mp"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


def story_of(*keys: str, judged: Sequence[str] = ()) -> Story:
    """Return a story in which each key has a report, and then somebody judges."""
    lines = [f"2024-03-05: s{at} says {key} on 2024-03-04: seen" for at, key in enumerate(keys)]
    return told("\n".join([*lines, *judged]))


def alike(story: Story) -> list[Problem]:
    """Return what is told of keys that look alike."""
    code = ProblemCode.LOOK_ALIKE_KEYS
    return [each for each in story.known().problems if each.code is code]


def looks_alike(one: str, other: str) -> bool:
    """Return whether two keys look alike."""
    return any(this == that for this, that in zip(looks(one), looks(other), strict=True))


def groups(story: Story) -> list[set[str]]:
    """Return the keys of each such problem."""
    return [set(each.keys) for each in alike(story)]


@pytest.mark.parametrize(
    "one,other",
    [
        ("camp", CYRILLIC_CAMP),
        ("strike-1", "strike-l"),
        ("Camp", "camp"),
        ("Camp", CYRILLIC_CAMP),
        ("camp", "ca\u200bmp"),
        ("camp", "camp\u200e"),
        (f"می{ZWNJ}رود", "میرود"),
        ("raid-2", "raid-۲"),
    ],
    ids=ascii,
)
def test_keys_that_look_alike_are_told_and_not_joined(one: str, other: str) -> None:
    """Two entries, and a problem that names both keys."""
    story = story_of(one, other)
    assert len(story.known()) == 2
    assert {one, other} in groups(story)


@pytest.mark.parametrize(
    "keys",
    [
        ("drones-2024-10-01", "drones-2024-10-10"),
        ("raid-1", "raid-7"),
        ("grid-L", "grid-1"),
        (f"می{ZWNJ}رود", "شارع-صلاح-الدين"),
        ("удар-київ", "удар-харків"),
        ("מחסום-קלנדיה", "מחסום-חווארה"),
        ("camp", "cafe\u0301", " camp"),
    ],
    ids=ascii,
)
def test_ordinary_keys_are_no_problem(keys: Sequence[str]) -> None:
    """Dates, numbers, ZWNJ as spelling, text from right to left, and the same key again."""
    assert story_of(*(key.strip() for key in keys)).known().problems == ()


def test_message_shows_what_tells_the_keys_apart() -> None:
    """Only what differs is escaped, with its code point and its name, and it is said what to do."""
    [problem] = alike(story_of("strike-1", "strike-l"))
    assert problem.message == (
        "2 keys look alike: 'strike-[U+0031 DIGIT ONE]',"
        " 'strike-[U+006C LATIN SMALL LETTER L]'; they stay apart:"
        " judge them the same or different"
    )
    assert (problem.ids, problem.keys) == ((), ("strike-1", "strike-l"))


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_judgement_between_them_silences_the_report(verdict: str) -> None:
    """Somebody looked and decided; undecided is not enough."""
    judged = f"j1 judges camp {verdict} as {CYRILLIC_CAMP}"
    assert groups(story_of("camp", CYRILLIC_CAMP, judged=[judged])) == []


def test_unsure_judgement_silences_nothing() -> None:
    """Who is unsure leaves the question open."""
    story = story_of("camp", "Camp", judged=["j1 judges camp unsure as Camp"])
    assert groups(story) == [{"camp", "Camp"}]


def test_withdrawn_judgement_silences_nothing() -> None:
    """A judgement speaks while it stands."""
    judged = ["j1 judges camp different as Camp", "s9 retracts j1"]
    assert groups(story_of("camp", "Camp", judged=judged)) == [{"camp", "Camp"}]


def test_different_counts_between_happenings() -> None:
    """What is the same as one of two that are different is different from the other too."""
    judged = ["j1 judges camp same as tents", "j2 judges tents different as Camp"]
    assert groups(story_of("camp", "Camp", "tents", judged=judged)) == []


def test_different_from_a_stranger_silences_nothing() -> None:
    """Only judgements among the keys that look alike are about how they look."""
    judged = ["j1 judges camp different as tents", "j2 judges Camp different as tents"]
    assert groups(story_of("camp", "Camp", "tents", judged=judged)) == [{"camp", "Camp"}]


def test_joined_key_is_compared_also_where_another_names_the_entry() -> None:
    """The entry is named `army`; what leads to it from `camp` can be mistaken all the same."""
    judged = ["j1 judges camp same as army"]
    assert groups(story_of("camp", "Camp", "army", judged=judged)) == [{"camp", "Camp"}]


def test_joined_through_a_third_key_is_joined() -> None:
    """Keys of one happening are told apart by nobody."""
    judged = ["j1 judges camp same as tents", "j2 judges tents same as Camp"]
    assert groups(story_of("camp", "Camp", "tents", judged=judged)) == []


def test_third_key_that_nobody_judged_is_told_with_both() -> None:
    """Of three, two are judged; the third is open against each of them."""
    story = story_of("camp", "Camp", "CAMP", judged=["j1 judges camp different as Camp"])
    assert groups(story) == [{"camp", "Camp", "CAMP"}]


def test_key_that_was_judged_against_all_others_is_left_out() -> None:
    """Two of three are open: the third is settled."""
    judged = ["j1 judges camp different as Camp", "j2 judges camp different as CAMP"]
    assert groups(story_of("camp", "Camp", "CAMP", judged=judged)) == [{"Camp", "CAMP"}]


def test_withdrawn_report_takes_its_key_along() -> None:
    """Only keys that lead to an entry are compared."""
    story = told(f"""
        2024-03-05: s1 says camp on 2024-03-04: seen
        2024-03-05: s2 says {CYRILLIC_CAMP} on 2024-03-04: seen
                    s3 retracts s2
    """)
    assert groups(story) == []
    assert len(story.known(position=2).problems) == 1


def test_log_that_grows_tells_new_keys_and_leaves_earlier_views_alone() -> None:
    """Looks are taken in as keys come; a view from before stays silent, whenever it is asked."""
    story = story_of("camp")
    before, unasked = story.known(), story.known()
    assert before.problems == ()
    story.log.append(_event("Camp"), _event("dam"))
    assert groups(story) == [{"camp", "Camp"}]
    story.log.append(_event("DAM"))
    assert groups(story) == [{"Camp", "camp"}, {"DAM", "dam"}]
    assert (before.problems, unasked.problems) == ((), ())


def test_policy_of_ones_own_changes_no_problem() -> None:
    """What is told of keys does not hang on which report speaks."""
    story = story_of("camp", "Camp")
    own = Policy(name="own", rank=lambda _account, _among: ())
    assert story.log.as_of(policy=own).problems == story.known().problems


def _event(key: str) -> Event:
    return Event(
        key=key, happened="2024", published="2024-03-05T12:00Z", source="P", summary="seen"
    )


def test_report_of_a_later_publication_is_not_yet_told() -> None:
    """What was known by a date includes what could be confused by then."""
    story = told("""
        2024-03-05: s1 says camp on 2024-03-04: seen
        2024-03-09: s2 says Camp on 2024-03-04: seen
    """)
    assert story.problems(by="2024-03-08") == []
    assert story.problems(by="2024-03-09") == [("look-alike-keys", set())]


def test_report_moved_by_a_correction_leaves_its_key() -> None:
    """The way out: a correction that gives the key that was meant."""
    story = told(f"""
        2024-03-05: s1 says camp on 2024-03-04 by A: seen
        2024-03-05: s2 says {CYRILLIC_CAMP} on 2024-03-04 by B: seen
                    s3 corrects s2: camp on 2024-03-04 by B: seen
    """)
    assert groups(story) == []
    assert list(story.reports()) == ["camp"]


@pytest.mark.parametrize("sign", sorted(BIDI_CONTROLS), ids=ascii)
def test_key_that_holds_a_bidi_control_is_told(sign: str) -> None:
    """Alone: what is read is not what is there."""
    [problem] = alike(story_of(f"da{sign}m"))
    name = unicodedata.name(sign)
    assert problem.keys == (f"da{sign}m",)
    assert f"'da[U+{ord(sign):04X} {name}]m' holds bidi control characters" in problem.message


def test_zwnj_alone_is_spelling() -> None:
    """Persian is written with it."""
    assert alike(story_of(f"می{ZWNJ}رود")) == []


def test_group_is_one_problem_whatever_its_size() -> None:
    """All keys are listed, the message shows the first few."""
    keys = ["".join(signs) for signs in product(*zip("bridge", "BRIDGE", strict=True))]
    [problem] = alike(story_of(*keys))
    assert problem.keys == tuple(sorted(keys))
    assert problem.message.count("'") == 8
    assert "and 60 more" in problem.message


def test_group_within_another_is_no_second_problem() -> None:
    """Two of three look alike also without regard to case; that is said once."""
    assert groups(story_of("camp", CYRILLIC_CAMP, "Camp")) == [{"camp", CYRILLIC_CAMP, "Camp"}]


def test_chain_of_looks_is_two_groups() -> None:
    """I looks like l, and i is the same letter in small; nobody takes i for l."""
    assert sorted(map(sorted, groups(story_of("raid-I", "raid-l", "raid-i")))) == [
        ["raid-I", "raid-i"],
        ["raid-I", "raid-l"],
    ]


@pytest.mark.parametrize(
    "keys,expected",
    [
        (["form", "forrn"], ["for[U+006D LATIN SMALL LETTER M]", None]),
        (["a\u200bb"], ["a[U+200B ZERO WIDTH SPACE]b"]),
        (["dam\ufe0f"], ["dam[U+FE0F VARIATION SELECTOR-16]"]),
        (["a\x07b"], ["a[U+0007 without a name]b"]),
        (["x" * 60 + "\u200b"], ["x" * 16 + "…" + "x" * 16 + "[U+200B ZERO WIDTH SPACE]"]),
        (["\u200b" * 9], ["[U+200B ZERO WIDTH SPACE]" * 8 + "…"]),
    ],
    ids=ascii,
)
def test_odd_signs_are_written_out(keys: list[str], expected: list[str | None]) -> None:
    """What nobody sees, and what differs; long keys are cut."""
    found = spelled(keys)
    assert [this for this, that in zip(found, expected, strict=True) if that] == [
        each for each in expected if each
    ]


@given(twins())
def test_twins_are_told(pair: tuple[str, str]) -> None:
    """What the strategy makes looks alike, and is told."""
    identity = Identity(())
    assert any(set(each.keys) == set(pair) for each in look_alikes(pair, identity))


@given(st.lists(look_alike_keys() | st.text(min_size=1, max_size=4), max_size=8, unique=True))
def test_groups_are_those_of_the_naive_definition(keys: list[str]) -> None:
    """Each pair that looks alike stands in one problem, and no problem holds another."""
    problems = list(look_alikes(keys, Identity(())))
    told_of = [set(each.keys) for each in problems if len(each.keys) > 1]
    pairs = {frozenset(pair) for pair in combinations(keys, 2) if looks_alike(*pair)}
    assert {pair for pair in pairs if any(pair <= each for each in told_of)} == pairs
    assert all(any(pair <= each for pair in pairs) for each in told_of)
    assert not any(one < other for one in told_of for other in told_of)


@given(st.lists(look_alike_keys(), max_size=10, unique=True))
def test_suspects_hold_every_key_that_is_told(keys: list[str]) -> None:
    """The hashes of looks pass over no key that has a twin or a bidi control."""
    known = Looks()
    known.take(keys[:3])
    known.take(keys[3:])
    suspects = {keys[code] for code in known.suspects(np.arange(len(keys)))}
    identity = Identity(())
    found = {key for each in look_alikes(keys, identity) for key in each.keys}
    assert found <= suspects
    assert list(look_alikes(suspects, identity)) == list(look_alikes(keys, identity))


HISTORIES = histories(
    most=12,
    erasures=True,
    keys=look_alike_keys(),
    reports=st.builds(
        lambda report, key: attrs.evolve(report, key=key), reports(), look_alike_keys()
    ),
)
"""Histories of reports and judgements under keys that look alike."""


@given(HISTORIES, st.none() | moments(), st.data())
def test_views_tell_what_the_naive_definition_tells(
    history: Sequence[Record], moment: Instant | None, data: st.DataObject
) -> None:
    """At any position and date: the same problems, also of look-alike keys."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*history)
    entries = log.read()
    position = data.draw(st.integers(0, len(entries)))
    orders = (each.record for each in entries)
    erasures = {each.erases: each for each in orders if isinstance(each, Erasure)}
    naive = resolved(entries[:position], published=moment, erasures=erasures)
    known = log.as_of(published=moment, position=position)
    assert known.problems == naive.problems
    assert tuple(known) == naive.entries
