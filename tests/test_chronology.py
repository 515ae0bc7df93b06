"""The chronology as a value: a sequence that is selected, searched, printed and explained."""

import pytest

from tests.stories import told
from timeline.chronology import Chronology
from timeline.errors import UnknownKeyError, UnknownKindError
from timeline.ledger import open_log
from timeline.records import Event, Speaker, Statement, Strike

STORY = told("""
    2024-03-05: s1 says camp on 2024-02: moved
    2024-03-05: s2 says bridge on 2024-03-04: closed [killed at least 1]
    2024-03-06: s3 plans dam on 2024-04: will open
    2024-03-06: s4 says ferry on 2024-03-01/..: runs
""")


@pytest.fixture
def known() -> Chronology:
    """Return all that the story says."""
    return STORY.known()


def keys(chronology: Chronology) -> list[str]:
    """Return the keys of a chronology in order."""
    return [entry.key for entry in chronology]


def test_chronology_is_a_sequence(known: Chronology) -> None:
    """Length, index, negative index and iteration are those of a sequence."""
    assert (len(known), known[0].key, known[-1].key) == (4, "camp", "dam")
    assert keys(known) == ["camp", "ferry", "bridge", "dam"]


def test_slice_is_a_chronology_with_the_same_problems(known: Chronology) -> None:
    """A part of it still says as of when it is known."""
    part = known[1:3]
    assert isinstance(part, Chronology)
    assert (keys(part), part.known, part.problems) == (
        ["ferry", "bridge"],
        known.known,
        known.problems,
    )


@pytest.mark.parametrize(
    "start,end,expected",
    [
        ("2024-03-04", "2024-03-04", ["ferry", "bridge"]),
        ("2024-02-29", "2024-02-29", ["camp"]),
        ("2024-03", None, ["ferry", "bridge", "dam"]),
        (None, "2024-02", ["camp"]),
        ("2030", "2031", ["ferry"]),
        ("2020", "2021", []),
        (None, None, ["camp", "ferry", "bridge", "dam"]),
    ],
)
def test_between_keeps_what_may_have_been_going_on(
    known: Chronology, start: str | None, end: str | None, expected: list[str]
) -> None:
    """Both ends belong to the stretch as whole days, months or years; open ones go on for ever."""
    assert keys(known.between(start, end)) == expected


def test_touching_stretches_do_not_overlap(known: Chronology) -> None:
    """The 3rd ends where the 4th begins: half-open."""
    assert "bridge" not in keys(known.between("2024-03-03", "2024-03-03"))
    assert "bridge" not in keys(known.between("2024-03-05", "2024-03-05"))


def test_where_selects_by_kind_place_tag_and_status() -> None:
    """Every condition given has to be met."""
    log = open_log(":memory:")
    given = {"published": "2024-10-28T19:00Z", "source": "P", "summary": "x"}
    log.append(
        Event(key="a", happened="2024", places=["Kherson"], tags=["night"], **given),  # type: ignore[arg-type]  # texts only
        Strike(key="b", happened="2024", places=["kherson"], **given),  # type: ignore[arg-type]  # texts only
        Event(key="c", happened="2024", modality="planned", **given),  # type: ignore[arg-type]  # texts only
    )
    known = log.as_of()
    assert keys(known.where(kind="strike")) == ["b"]
    assert keys(known.where(place="KHERSON")) == ["a", "b"]
    assert keys(known.where(tag="night")) == ["a"]
    assert keys(known.where(status="planned")) == ["c"]
    assert keys(known.where(kind="event", place="Kherson")) == ["a"]
    assert keys(known.where()) == ["a", "b", "c"]


def test_where_refuses_a_status_that_there_is_not(known: Chronology) -> None:
    """A slip is an error, not an empty answer."""
    with pytest.raises(ValueError, match="plannd"):
        known.where(status="plannd")


def test_where_refuses_a_kind_that_is_not_registered(known: Chronology) -> None:
    """A slip in a kind is answered with the one that was meant."""
    with pytest.raises(UnknownKindError, match="did you mean 'strike'"):
        known.where(kind="stike")


def test_figure_with_and_without_its_unit_is_no_rival() -> None:
    """Two people and two are one figure."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2 people]
        2024-03-06: s2 says bridge on 2024-03-04 by B: closed [killed 2]
    """)
    assert story.known()[0].rivals("killed") == ()


def test_rivals_of_a_figure_are_shown() -> None:
    """A line with one figure says that reports differ."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
        2024-03-06: s2 says bridge on 2024-03-04 by B: closed [killed 9]
    """)
    assert "[killed 9 (others: 2)]" in str(story.known())


def test_entry_is_found_by_its_key(known: Chronology) -> None:
    """Keys are compared folded."""
    assert known.entry(" bridge ").summary == "closed"


def test_unknown_key_names_the_nearest(known: Chronology) -> None:
    """A slip in a key is answered with the one that was meant."""
    with pytest.raises(UnknownKeyError, match="did you mean 'bridge'"):
        known.entry("brigde")


def test_repr_says_as_of_when_it_is_known() -> None:
    """A chronology in a console is told from one of another date."""
    assert repr(STORY.known(by="2024-03-05")) == (
        "<Chronology of 2 entries, as published by 2024-03-05T23:59Z and recorded up to position 4>"
    )


def test_str_is_a_line_an_entry(known: Chronology) -> None:
    """Printed, it reads as a timeline: when, what, figures, status."""
    assert str(known).splitlines() == [
        "February 2024 – moved (reported)",
        "1 March 2024 until now – runs (reported)",
        "4 March 2024 – closed [killed at least 1] (reported)",
        "April 2024 – will open (planned)",
    ]


def test_equal_questions_give_equal_chronologies() -> None:
    """Two chronologies of one moment are the same value."""
    assert STORY.known() == STORY.known()
    assert STORY.known() != STORY.known(by="2024-03-05")


def test_chronology_stays_as_it_was_while_the_log_grows() -> None:
    """What was handed out never changes."""
    story = told("2024-03-05: s1 says bridge on 2024-03-04: closed")
    before = story.known()
    story.log.append(
        Event(key="z", happened="2024", published="2024-10-28T19:00Z", source="P", summary="x")
    )
    assert (len(before), len(story.known())) == (1, 2)


def test_explanation_leads_to_the_correction() -> None:
    """Why *at least two*: the report, its source, what it replaced and why."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by VOA: closed [killed at least 1]
        2024-03-06: s2 corrects s1: bridge on 2024-03-04 by VOA: closed [killed at least 2]
    """)
    text = str(story.known().explain("bridge"))
    assert "killed: at least 2, from VOA" in text
    assert "killed at least 1 became at least 2 (r)" in text
    assert story.ids["s1"][:19] in text


def test_explanation_names_who_is_for_and_against() -> None:
    """The status is given with its rule and the origins behind it."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by VOA: closed
        2024-03-06: s2 has Putin deny bridge
    """)
    text = str(story.known().explain("bridge"))
    assert "status: disputed, by the rule 'stances and origins 1'" in text
    assert "for it: VOA" in text
    assert "against it: Putin" in text


def test_statement_is_an_entry_of_its_own() -> None:
    """That somebody said something happened, too."""
    log = open_log(":memory:")
    log.append(
        Statement(
            happened="2024-10-28",
            published="2024-10-28T19:00Z",
            source="VOA",
            speaker=Speaker(person="Sabrina Singh"),
            summary="Troops were sent",
            about="troops",
        )
    )
    assert [entry.kind for entry in log.as_of()] == ["statement"]
