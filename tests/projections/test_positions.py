"""Positions: who says what, since when, through whom, and against whom."""

from decimal import Decimal

import pytest
from hypothesis import given

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from tests.stories import told
from timeline.codec import Record, record_id
from timeline.errors import UnknownKeyError
from timeline.projections import Opposition, Positions, Side, positions
from timeline.records import Correction, Evidence, Judgement, Source, Speaker, Stance, Statement
from timeline.testing.histories import histories


def said(
    who: str, stance: str, about: str | tuple[str, ...], day: int = 2, **given: object
) -> Statement:
    """Return a statement of a person on a day of December."""
    return Statement(
        happened=f"2024-12-{day:02}",
        published=f"2024-12-{day:02}T12:00Z",
        source="Paper",
        speaker=Speaker(person=who),
        stance=stance,
        about=about,
        summary=f"{who} {stance} {about}",
        **given,  # type: ignore[arg-type]  # as typed
    )


BRIDGE = strike("bridge", "2024-12-01", killed=2, published="2024-12-01T12:00Z", source="Radio")


def voices(found: Positions) -> list[str]:
    """Return the current positions in words, sorted."""
    return sorted(str(each) for each in found.current)


def opposed(found: Positions) -> list[tuple[str, Opposition, str]]:
    """Return who stands against whom, in what way."""
    return sorted(
        (each.first.origin.name, each.way, each.second.origin.name) for each in found.opposed
    )


def test_report_asserts_the_happening_and_each_figure() -> None:
    """A report counts as its origin's assertion."""
    assert voices(positions(known(BRIDGE), "bridge")) == [
        "Radio asserts bridge",
        "Radio asserts bridge#killed 2",
    ]


@pytest.mark.parametrize("stance", [each.value for each in Stance])
def test_every_stance_is_a_position(stance: str) -> None:
    """A statement about the happening stands with its stance."""
    found = positions(known(BRIDGE, said("A", stance, "bridge")), "bridge")
    assert f"A {stance} bridge" in voices(found)


def test_position_has_its_words_source_and_record() -> None:
    """Since when, in what words, through whom."""
    denial = said("A", "denies", "bridge")
    found = positions(known(BRIDGE, denial), "bridge").of("denies")[0]
    assert (str(found.source), found.summary, found.id) == (
        "Paper",
        denial.summary,
        record_id(denial),
    )
    assert f"{found.since:%Y-%m-%d}" == "2024-12-02"


def test_copy_is_a_position_of_its_origin() -> None:
    """What a paper repeats of Radio is Radio's word, through the paper."""
    copy = strike("bridge", "2024-12-01", killed=2, source=Source(publisher="Copy", via="Radio"))
    found = positions(known(copy), "bridge").all[0]
    assert (found.origin.name, str(found.source)) == ("Radio", "Copy via Radio")


def test_denial_stands_against_each_assertion() -> None:
    """Who reports it, and who confirms it, stand against who denies it."""
    found = positions(
        known(BRIDGE, said("A", "confirms", "bridge"), said("B", "denies", "bridge")), "bridge"
    )
    assert opposed(found) == [
        ("A", Opposition.CONTRADICTS, "B"),
        ("Radio", Opposition.CONTRADICTS, "B"),
    ]


def test_who_does_not_deny_is_at_odds_with_who_denies() -> None:
    """One side leaves open what the other denies."""
    found = positions(
        known(BRIDGE, said("A", "does not deny", "bridge"), said("B", "denies", "bridge")), "bridge"
    )
    assert ("A", Opposition.LEAVES_OPEN, "B") in opposed(found)


def test_warning_stands_against_nobody() -> None:
    """It is neither for nor against."""
    found = positions(
        known(BRIDGE, said("A", "warns", "bridge"), said("B", "denies", "bridge")), "bridge"
    )
    assert "A" not in {each for pair in opposed(found) for each in pair}


def test_figures_that_cannot_both_be_true_stand_against_each_other() -> None:
    """2 and 5 dead."""
    other = strike("bridge", "2024-12-01", killed=5, published="2024-12-02T12:00Z", source="Other")
    assert opposed(positions(known(BRIDGE, other), "bridge")) == [
        ("Radio", Opposition.OTHER_FIGURE, "Other")
    ]


def test_tolerance_decides_of_a_figure_about() -> None:
    """About 4 allows anything, but 10 % around it do not allow 2."""
    other = strike("bridge", "2024-12-01", killed="about 4", source="Other")
    view = known(BRIDGE, other)
    strict = positions(view, "bridge", tolerance=Decimal("0.1"))
    assert (opposed(positions(view, "bridge")), len(strict.opposed)) == ([], 1)


def test_figures_in_two_units_are_told() -> None:
    """They do not compare."""
    one = strike("a", "2024-12-01", launched="2 drones", source="P")
    other = strike("a", "2024-12-01", launched="3 missiles", source="Q")
    assert [each.way for each in positions(known(one, other), "a").opposed] == [
        Opposition.OTHER_UNIT
    ]


def test_figure_alone() -> None:
    """Only positions on it, and denials of the whole, which deny it too."""
    records = (
        BRIDGE,
        said("A", "disputes", "bridge#killed"),
        said("B", "denies", "bridge"),
        said("C", "confirms", "bridge"),
    )
    found = positions(known(*records), "bridge", "killed")
    assert voices(found) == [
        "A disputes bridge#killed",
        "B denies bridge",
        "Radio asserts bridge#killed 2",
    ]
    assert [pair[::2] for pair in opposed(found)] == [("Radio", "A"), ("Radio", "B")]


def test_denying_a_figure_does_not_deny_the_happening() -> None:
    """Whoever disputes the dead does not dispute the strike."""
    found = positions(known(BRIDGE, said("A", "disputes", "bridge#killed")), "bridge")
    assert {each.second.about for each in found.opposed} == {"bridge#killed"}


def test_word_that_is_said_twice_stands_against_another_once() -> None:
    """In its first record."""
    first, again = said("A", "denies", "bridge", 2), said("A", "denies", "bridge", 3)
    found = positions(known(BRIDGE, first, again), "bridge").opposed
    assert [each.ids for each in found] == [(record_id(BRIDGE), record_id(first))]


def test_number_that_is_denied_is_not_given() -> None:
    """Who disputes that five were killed says nothing of how many were."""
    disputed = said("A", "disputes", "bridge#killed", figures={"killed": 5})
    found = positions(known(BRIDGE, disputed), "bridge")
    assert opposed(found) == [("Radio", Opposition.CONTRADICTS, "A")]


def test_figure_without_a_unit_compares_with_one_that_has_it() -> None:
    """2, and 5 people."""
    other = strike("bridge", "2024-12-01", killed="5 people", source="Other")
    found = positions(known(BRIDGE, other), "bridge").opposed
    assert [each.way for each in found] == [Opposition.OTHER_FIGURE]


def test_figures_of_two_names_are_not_compared() -> None:
    """2 killed and 5 injured."""
    other = strike("bridge", "2024-12-01", injured=5, source="Other")
    assert positions(known(BRIDGE, other), "bridge").opposed == ()


def test_positions_stand_in_the_order_of_their_publication() -> None:
    """Whatever comes first in the log, and reports among statements."""
    later = strike("bridge", "2024-12-01", published="2024-12-05T12:00Z", source="Other")
    said_before = said("A", "confirms", "bridge", 3)
    found = positions(known(later, said_before, BRIDGE), "bridge", None).all
    assert [each.origin.name for each in found] == ["Radio", "Radio", "A", "Other"]


def test_speaker_who_changed_position() -> None:
    """First denied, then confirmed: both records, and only the latter is current."""
    first, then = said("A", "denies", "bridge", 2), said("A", "confirms", "bridge", 3)
    found = positions(known(BRIDGE, first, then), "bridge")
    assert [each.ids for each in found.turned] == [(record_id(first), record_id(then))]
    assert [each for each in voices(found) if each.startswith("A")] == ["A confirms bridge"]


def test_end_of_a_former_position() -> None:
    """It stood until the later word was published."""
    found = positions(
        known(BRIDGE, said("A", "denies", "bridge", 2), said("A", "confirms", "bridge", 3)),
        "bridge",
    )
    assert [f"{each.until:%d}" for each in found.all if each.until] == ["03"]


def test_warning_does_not_end_an_assertion() -> None:
    """It stands beside it."""
    found = positions(
        known(BRIDGE, said("A", "confirms", "bridge", 2), said("A", "warns", "bridge", 3)), "bridge"
    )
    assert (len(found.of("confirms")), found.turned) == (1, ())


def test_warning_between_two_words_hides_no_turn() -> None:
    """Denied, warned of, confirmed."""
    words = [
        said("A", "denies", "bridge", 2),
        said("A", "warns", "bridge", 3),
        said("A", "confirms", "bridge", 4),
    ]
    found = positions(known(BRIDGE, *words), "bridge").turned
    assert [each.ids for each in found] == [(record_id(words[0]), record_id(words[2]))]


def test_each_turn_is_from_one_word_to_the_next() -> None:
    """Denied, confirmed, denied again: two turns."""
    words = [
        said("A", stance, "bridge", day)
        for day, stance in ((2, "denies"), (3, "confirms"), (4, "denies"))
    ]
    ids = [record_id(each) for each in words]
    found = positions(known(BRIDGE, *words), "bridge").turned
    assert [each.ids for each in found] == [(ids[0], ids[1]), (ids[1], ids[2])]


def test_who_no_longer_leaves_it_open_has_a_new_position() -> None:
    """First did not deny it, then confirmed it: only the latter is current."""
    found = positions(
        known(BRIDGE, said("A", "does not deny", "bridge", 2), said("A", "confirms", "bridge", 3)),
        "bridge",
    )
    assert [each for each in voices(found) if each.startswith("A")] == ["A confirms bridge"]


def test_end_is_that_of_the_next_word() -> None:
    """Denied on the 2nd, confirmed on the 3rd and, again, on the 4th."""
    words = [
        said("A", stance, "bridge", day)
        for day, stance in ((2, "denies"), (3, "confirms"), (4, "confirms"))
    ]
    found = positions(known(BRIDGE, *words), "bridge")
    assert [f"{each.until:%d}" for each in found.all if each.until] == ["03"]


def test_no_longer_denying_is_a_turn() -> None:
    """Denied, then expressly not denied."""
    found = positions(
        known(BRIDGE, said("A", "denies", "bridge", 2), said("A", "does not deny", "bridge", 3)),
        "bridge",
    )
    assert len(found.turned) == 1


def test_same_word_again_is_no_turn() -> None:
    """Both stay current."""
    found = positions(
        known(BRIDGE, said("A", "denies", "bridge", 2), said("A", "denies", "bridge", 3)), "bridge"
    )
    assert (found.turned, len(found.of(Stance.DENIES))) == ((), 2)


def test_two_figures_published_at_one_instant_both_stand() -> None:
    """Neither is the later word."""
    other = strike("bridge", "2024-12-01", killed=3, published="2024-12-01T12:00Z", source="Radio")
    found = positions(known(BRIDGE, other), "bridge", "killed")
    assert voices(found) == ["Radio asserts bridge#killed 2", "Radio asserts bridge#killed 3"]


def test_figure_said_again_without_a_number_still_stands() -> None:
    """That there are dead is no other number of them."""
    again = said("A", "confirms", "bridge#killed", 3)
    first = strike(
        "bridge",
        "2024-12-01",
        killed=2,
        published="2024-12-01T12:00Z",
        speaker=Speaker(person="A"),
    )
    found = positions(known(first, again), "bridge", "killed")
    assert voices(found) == ["A asserts bridge#killed 2", "A confirms bridge#killed"]
    assert found.turned == ()


def test_another_figure_of_the_same_origin_is_a_turn() -> None:
    """Radio first says 2, and a day later 3."""
    later = strike("bridge", "2024-12-01", killed=3, published="2024-12-02T12:00Z", source="Radio")
    found = positions(known(BRIDGE, later), "bridge", "killed")
    assert voices(found) == ["Radio asserts bridge#killed 3"]
    assert len(found.turned) == 1


def test_publisher_that_corrected_its_story_changed_its_position() -> None:
    """The account before is a former position."""
    replacement = strike(
        "bridge", "2024-12-01", killed=3, published="2024-12-03T12:00Z", source="Radio"
    )
    corrected = Correction(
        corrects=record_id(BRIDGE),
        replacement=replacement,
        reason="r",
        published="2024-12-03T12:00Z",
    )
    found = positions(known(BRIDGE, corrected), "bridge", "killed")
    assert [(str(each.quantity), each.current) for each in found.all] == [("2", False), ("3", True)]
    assert len(found.turned) == 1


def test_what_a_correction_leaves_stands_since_before_it() -> None:
    """Radio corrects the dead; that the bridge was hit it has said all along."""
    replacement = strike(
        "bridge", "2024-12-01", killed=3, published="2024-12-03T12:00Z", source="Radio"
    )
    corrected = Correction(
        corrects=record_id(BRIDGE),
        replacement=replacement,
        reason="r",
        published="2024-12-03T12:00Z",
    )
    whole = positions(known(BRIDGE, corrected), "bridge").all
    found = [(each.about, f"{each.since:%d}", each.current) for each in whole]
    assert found == [
        ("bridge#killed", "01", False),
        ("bridge", "01", True),
        ("bridge#killed", "03", True),
    ]


def test_publisher_that_went_back_to_its_first_figure() -> None:
    """2, then 3, then 2 again: three positions, and two turns."""
    given = {"published": "2024-12-03T12:00Z", "source": "Radio"}
    three = strike("bridge", "2024-12-01", killed=3, **given)
    first = Correction(
        corrects=record_id(BRIDGE), replacement=three, reason="r", published="2024-12-03T12:00Z"
    )
    again = strike("bridge", "2024-12-01", killed=2, published="2024-12-04T12:00Z", source="Radio")
    second = Correction(
        corrects=record_id(first), replacement=again, reason="r", published="2024-12-04T12:00Z"
    )
    found = positions(known(BRIDGE, first, second), "bridge", "killed")
    assert [str(each.quantity) for each in found.all] == ["2", "3", "2"]
    assert [each.current for each in found.all] == [False, False, True]
    assert len(found.turned) == 2


def corrected(
    day: int, corrects: Record, *, by_publisher: bool = True, killed: int = 3
) -> Correction:
    """Return a correction of the dead at the bridge, published on a day of December."""
    on = f"2024-12-{day:02}T12:00Z"
    account = strike("bridge", "2024-12-01", published=on, source="Radio", killed=killed)
    return Correction(
        corrects=record_id(corrects),
        replacement=account,
        reason=f"r{day}",
        published=on if by_publisher else None,
    )


def test_word_that_came_back_stands_since_it_came_back() -> None:
    """2 from the first to the third of December, and again from the fourth."""
    first = corrected(3, BRIDGE, killed=3)
    second = corrected(4, first, killed=2)
    found = positions(known(BRIDGE, first, second), "bridge", "killed").all
    assert [(str(each.quantity), f"{each.since:%d}") for each in found] == [
        ("2", "01"),
        ("3", "03"),
        ("2", "04"),
    ]


def test_word_that_several_corrections_leave_stands_since_the_first() -> None:
    """The dead are corrected twice; that the bridge was hit was said all along."""
    first = corrected(3, BRIDGE, killed=3)
    second = corrected(4, first, killed=4)
    found = positions(known(BRIDGE, first, second), "bridge").all
    whole = [each for each in found if each.figure is None]
    assert [(f"{each.since:%d}", each.current) for each in whole] == [("01", True)]


def test_our_own_mistake_among_corrections_is_passed_over() -> None:
    """The publisher said 3, which we had taken down as 2, and then 4."""
    slip = corrected(1, BRIDGE, by_publisher=False, killed=3)
    then = corrected(4, slip, killed=4)
    found = positions(known(BRIDGE, slip, then), "bridge", "killed").all
    assert [(str(each.quantity), each.current) for each in found] == [("3", False), ("4", True)]


def test_our_coding_mistake_is_nobodys_position() -> None:
    """What we got wrong, nobody said."""
    replacement = strike(
        "bridge", "2024-12-01", killed=3, published="2024-12-01T12:00Z", source="Radio"
    )
    corrected = Correction(corrects=record_id(BRIDGE), replacement=replacement, reason="r")
    found = positions(known(BRIDGE, corrected), "bridge", "killed")
    assert ([str(each.quantity) for each in found.all], found.turned) == (["3"], ())


@pytest.mark.parametrize("before", ["dam", "bridge#killed", "dam#killed"])
def test_word_on_something_else_is_no_former_position(before: str) -> None:
    """The publisher had it that he denied something else."""
    first = said("A", "denies", before, 2)
    then = Correction(
        corrects=record_id(first),
        replacement=said("A", "denies", "bridge", 3),
        reason="r",
        published="2024-12-03T12:00Z",
    )
    dam = strike("dam", "2024-12-01", source="Radio")
    found = positions(known(BRIDGE, dam, first, then), "bridge").all
    told = [(str(each), f"{each.since:%d}") for each in found if each.origin.name == "A"]
    assert told == [("A denies bridge", "03")]


def test_words_that_a_correction_leaves_stand_since_the_first() -> None:
    """He denied the strike and its dead all along; only the day was corrected."""
    first = said("A", "denies", ("bridge", "bridge#killed"), 2)
    then = Correction(
        corrects=record_id(first),
        replacement=said("A", "denies", ("bridge", "bridge#killed"), 3),
        reason="r",
        published="2024-12-03T12:00Z",
    )
    found = positions(known(BRIDGE, first, then), "bridge").of("denies")
    assert [(each.about, f"{each.since:%d}") for each in found] == [
        ("bridge", "02"),
        ("bridge#killed", "02"),
    ]


def test_plan_is_expected_not_asserted() -> None:
    """A report of what may come is for nothing yet."""
    found = positions(known(strike("a", "2025", modality="planned")), "a").all[0]
    assert (found.stance, found.side) == (Stance.EXPECTS, Side.NEITHER)


def test_statement_on_a_joined_key() -> None:
    """A denial of one key is a denial of what is joined to it."""
    judged = Judgement(left="bridge", right="crossing", verdict="same", reason="r", by="desk")
    other = strike("crossing", "2024-12-01", source="Other")
    found = positions(known(BRIDGE, other, judged, said("A", "denies", "crossing")), "bridge")
    assert [each.origin.name for each in found.of("denies")] == ["A"]


def test_statements_are_found_beyond_a_selection() -> None:
    """Only strikes are selected, and yet the denial is found."""
    view = known(BRIDGE, said("A", "denies", "bridge")).where(kind="strike")
    assert len(positions(view, "bridge").of("denies")) == 1


def test_unknown_key_is_refused() -> None:
    """The message names the nearest."""
    with pytest.raises(UnknownKeyError, match="bridge"):
        positions(known(BRIDGE), "brigde")


def test_prints_since_when_until_when_and_in_which_words() -> None:
    """The words of the record, then those of the speaker."""
    pieces = (Evidence(quote="No."), Evidence(address="https://a.example/1"))
    first = said("A", "denies", "bridge", 2, evidence=pieces)
    then = said("A", "confirms", "bridge", 3)
    row = str(positions(known(BRIDGE, first, then), "bridge")).splitlines()[4]
    assert row.split(maxsplit=6) == [
        "A",
        "denies",
        "bridge",
        "2024-12-02T12:00Z",
        "2024-12-03T12:00Z",
        "Paper",
        "A denies bridge; “No.”",
    ]


def test_prints_who_changed_position() -> None:
    """Until when the one, and then the other."""
    words = [said("A", "denies", "bridge", 2), said("A", "confirms", "bridge", 3)]
    assert str(positions(known(BRIDGE, *words), "bridge")).splitlines()[-1] == (
        "turned: A denies bridge until 2024-12-03T12:00Z, then A confirms bridge"
    )


def test_prints_who_stands_against_whom() -> None:
    """A table, and a line for each pair."""
    lines = str(positions(known(BRIDGE, said("A", "denies", "bridge")), "bridge")).splitlines()
    assert lines[0].split() == [
        "who",
        "stance",
        "about",
        "figure",
        "since",
        "until",
        "through",
        "what",
    ]
    assert lines[-1] == "opposed: Radio asserts bridge contradicts: A denies bridge"


@given(histories())
def test_current_sides_are_those_of_the_status(history: tuple[Record, ...]) -> None:
    """Whoever is currently for or against a happening is so in the entry's standing."""
    view = log_of([history]).as_of()
    for entry in view:
        found = [each for each in positions(view, entry.key).current if each.figure is None]
        for side, expected in (
            (Side.FOR, entry.standing.supporting),
            (Side.AGAINST, entry.standing.denying),
        ):
            assert {each.origin for each in found if each.side is side} == set(expected)


@given(histories())
def test_every_position_leads_back_to_the_log(history: tuple[Record, ...]) -> None:
    """Each names a record of the log, and so does each pair."""
    log = log_of([history])
    view, ids = log.as_of(), ids_in(log)
    for entry in view:
        found = positions(view, entry.key)
        assert {each.id for each in found.all} <= ids
        pairs = [*(each.ids for each in found.opposed), *(each.ids for each in found.turned)]
        assert {each for pair in pairs for each in pair} <= ids
        assert {account.id for account in entry.accounts} <= {each.id for each in found.all}


@given(histories())
def test_nobody_stands_against_himself(history: tuple[Record, ...]) -> None:
    """Two words of one origin are a turn, not a contradiction."""
    view = log_of([history]).as_of()
    for entry in view:
        pairs = positions(view, entry.key).opposed
        assert all(
            each.first.origin != each.second.origin
            for each in pairs
            if each.way is Opposition.CONTRADICTS
        )


def test_story_of_a_denial() -> None:
    """The same, told as a story."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-06: s2 has B deny bridge
    """)
    assert opposed(positions(story.known(), "bridge")) == [("A", Opposition.CONTRADICTS, "B")]
    assert positions(story.known(by="2024-03-05"), "bridge").opposed == ()
