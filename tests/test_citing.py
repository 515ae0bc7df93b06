"""Citing: a token gives the chronology again that it was taken from, and says why where not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve

from tests.copies import copied
from tests.stories import CLOCK, Story, told
from timeline.chronology import Chronology
from timeline.errors import (
    FieldError,
    IntegrityError,
    MomentError,
    OtherLogError,
    OtherPolicyError,
    OtherRulesError,
    SelectionError,
    TokenTextError,
    UnknownPolicyError,
)
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, SQLiteStore
from timeline.records import Erasure, Event
from timeline.resolution import LATEST_PUBLISHED, Policy
from timeline.resolution.citation import Token
from timeline.resolution.rules_version import RULES

TEXT = """
    2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed at least 1]
    2024-03-06: s2 says bridge on 2024-03-04 by B: bombed [killed 3]
    2024-03-06: s3 plans dam on 2024-04: will open
    2024-03-07: s4 corrects s1: bridge on 2024-03-03 by A: closed
    2024-03-08: s5 says ferry on 2024-03-01/..: runs
"""
A_FIRST = Policy(name="A first", rank=lambda each, _: (each.event.source.publisher == "A",))


@pytest.fixture
def story() -> Story:
    """Return a story of five records."""
    return told(TEXT)


def event(key: str) -> Event:
    """Return an event of that name."""
    return Event(key=key, happened="2024", published="2024-03-05T12:00Z", source="P", summary=key)


def copy_of(log: Log, path: Path) -> Log:
    """Return the same log in an SQLite file."""
    store = SQLiteStore(path)
    copied(log._store, store)
    return Log(store, clock=lambda: CLOCK)


def test_token_names_both_clocks_the_rules_and_the_policy(story: Story) -> None:
    """All that decides what a chronology holds, and the digest of the log that it is of."""
    known = story.known(by="2024-03-06", position=4)
    assert known.token == Token(
        position=4,
        digest=story.log.read()[3].digest,
        published=datetime(2024, 3, 6, 23, 59, tzinfo=UTC),
        rules=RULES,
        policy="latest published",
    )


@pytest.mark.parametrize("by", [None, "2024-03-05", "2024-03-06", "2024-03-07"])
@pytest.mark.parametrize("position", [0, 1, 3, 5])
def test_token_gives_the_chronology_again(story: Story, by: str | None, position: int) -> None:
    """As a value and as a text, at every point of both clocks."""
    known = story.known(by, position)
    assert story.log.as_of(token=known.token) == known
    assert story.log.as_of(token=str(known.token)) == known
    assert story.log.as_of(token=known.token).problems == known.problems


def test_token_of_a_recorded_date_is_that_of_its_position(story: Story) -> None:
    """A recorded date was looked up, and is not looked up again."""
    assert story.log.as_of(recorded=CLOCK).token == story.known().token


def test_later_appends_change_nothing_that_was_cited(story: Story) -> None:
    """The log went on; the footnote still leads to what it was written of."""
    cited, text = str(story.known().token), str(story.known())
    story.log.append(event("bridge"), event("later"))
    again = story.log.as_of(token=cited)
    assert (str(again), again.position) == (text, 5)
    assert str(story.known()) != text


def test_copy_of_a_log_answers_the_tokens_of_the_log(story: Story, tmp_path: Path) -> None:
    """Another machine, another store, the same log: the same chronology."""
    with copy_of(story.log, tmp_path / "copy.db") as copy:
        assert copy.as_of(token=str(story.known().token)) == story.known()


def test_later_copy_answers_earlier_tokens(story: Story, tmp_path: Path) -> None:
    """What was cited before the copy was made is in it."""
    known = story.known(by="2024-03-06", position=3)
    story.log.append(event("later"))
    with copy_of(story.log, tmp_path / "copy.db") as copy:
        assert copy.as_of(token=known.token) == known


def test_log_of_the_same_records_is_another_log(story: Story) -> None:
    """Equal records under another chain are not what was cited; both digests are told."""
    cited = story.known().token
    with pytest.raises(OtherLogError, match=r"at position 5 the log has the digest .* another one"):
        told(TEXT).log.as_of(token=cited)


def test_shorter_log_is_told_by_its_end(story: Story, tmp_path: Path) -> None:
    """A copy from before has nothing to show."""
    with copy_of(story.log, tmp_path / "early.db") as early:
        story.log.append(event("later"))
        with pytest.raises(OtherLogError, match="of position 6, and the log ends at 5"):
            early.as_of(token=story.known().token)


def test_any_position_of_a_token_is_answered_or_refused(story: Story) -> None:
    """The greatest position that a token can have is beyond this log, and no accident."""
    with pytest.raises(OtherLogError, match="ends at 5"):
        story.log.as_of(token=evolve(story.known().token, position=10**18 - 1))


def test_damaged_token_is_refused(story: Story) -> None:
    """A slip in copying is not taken for another log."""
    slipped = str(story.known().token).replace("/5/", "/4/")
    with pytest.raises(TokenTextError, match="its check does not fit the rest"):
        story.log.as_of(token=slipped)


def test_other_rules_are_refused_with_their_version(story: Story) -> None:
    """A program of other rules does not answer as if they were the same."""
    cited = evolve(story.known().token, rules=RULES + 1)
    with pytest.raises(OtherRulesError, match=f"made by rules {RULES + 1}, and this program has"):
        story.log.as_of(token=cited)


def test_wrong_log_is_told_before_other_rules(story: Story) -> None:
    """Whoever opened the wrong file needs no other program."""
    cited = evolve(story.known().token, rules=RULES + 1, digest="0" * 64)
    with pytest.raises(OtherLogError):
        story.log.as_of(token=cited)


def test_policy_of_ones_own_is_given_again(story: Story) -> None:
    """Its name is in the token; what it does is in the program."""
    known = story.log.as_of(policy=A_FIRST)
    assert story.log.as_of(token=str(known.token), policy=A_FIRST) == known
    with pytest.raises(UnknownPolicyError, match="under 'A first', which the library does not"):
        story.log.as_of(token=known.token)


def test_other_policy_than_cited_is_refused(story: Story) -> None:
    """A token of the library's policy is not answered under one's own."""
    with pytest.raises(OtherPolicyError, match="'latest published', not 'A first'; give that one"):
        story.log.as_of(token=story.known().token, policy=A_FIRST)


def test_own_policy_may_not_bear_the_name_of_the_librarys() -> None:
    """Else one token would name two chronologies."""
    with pytest.raises(FieldError, match=r"Policy.name: 'latest published' is a policy of the lib"):
        Policy(name=LATEST_PUBLISHED.name, rank=A_FIRST.rank)
    assert Policy(name=LATEST_PUBLISHED.name, rank=LATEST_PUBLISHED.rank) == LATEST_PUBLISHED


@pytest.mark.parametrize("name", ["", " \n", "\udc80"])
def test_policy_has_a_name_that_can_be_written(name: str) -> None:
    """A blank name, or half a character, would make a token that nobody can read."""
    with pytest.raises(FieldError, match=r"Policy\.name"):
        Policy(name=name, rank=A_FIRST.rank)


@pytest.mark.parametrize(
    "beside",
    [{"published": "2024-03-05T12:00Z"}, {"recorded": "2024-03-05T12:00Z"}, {"position": 0}],
)
def test_token_stands_alone(story: Story, beside: dict[str, str]) -> None:
    """A second moment beside it would be a contradiction, or superfluous."""
    with pytest.raises(MomentError, match="leave published=, recorded= and position= out"):
        story.log.as_of(token=story.known().token, **beside)  # type: ignore[arg-type]  # one of the three


SELECTIONS = {
    "slice": lambda known: known[1:],
    "other order": lambda known: known[::-1],
    "nothing": lambda known: known[:0],
    "between": lambda known: known.between("2024-04"),
    "where": lambda known: known.where(status="planned"),
}


@pytest.mark.parametrize("name", SELECTIONS)
def test_selection_has_no_token(story: Story, name: str) -> None:
    """A token that gave all instead of the part would be a false citation."""
    selection: Chronology = SELECTIONS[name](story.known())
    with pytest.raises(SelectionError, match=f"{len(selection)} of 3 entries, has no token; cite"):
        selection.token  # noqa: B018 - asking is the test


@pytest.mark.parametrize("name", SELECTIONS)
def test_whole_of_a_selection_is_what_it_was_selected_from(story: Story, name: str) -> None:
    """From a part of a page the way leads back to all that was known at its moment."""
    known = story.known()
    assert SELECTIONS[name](known).whole == known
    assert SELECTIONS[name](known).whole.token == known.token


def test_selection_of_everything_is_the_whole(story: Story) -> None:
    """Equal chronologies have equal tokens, however they came about."""
    known = story.known()
    for each in (known[:], known.where(), known.between(), known.between("2024").where()):
        assert each == known
        assert each.token == known.token


def test_selection_of_nothing_from_nothing_is_whole(story: Story) -> None:
    """An empty chronology has its token, too."""
    empty = story.known(position=0)
    assert empty[:0].token == empty.token


def test_erasure_is_the_one_thing_that_changes_what_was_cited(story: Story) -> None:
    """The digest is the same, the body is gone, and the chronology says so."""
    cited = story.known().token
    story.log.append(Erasure(erases=story.ids["s3"], authority="court", reason="order"))
    again = story.log.as_of(token=cited)
    assert [each.code.value for each in again.problems] == ["erased"]
    assert [entry.key for entry in again] == ["ferry", "bridge"]


def test_verify_checks_the_log_against_a_token(story: Story, tmp_path: Path) -> None:
    """A log that was written anew fits itself, and not the token that somebody kept."""
    cited = story.known(position=4).token
    assert story.log.verify(token=str(cited)).position == 5
    rewritten = told(TEXT).log
    assert rewritten.verify().position == 5
    with pytest.raises(OtherLogError, match="another one, or was rewritten"):
        rewritten.verify(token=cited)
    with open_log(tmp_path / "cut.db") as cut, pytest.raises(OtherLogError, match="ends at 0"):
        cut.verify(token=cited)


def test_verify_needs_neither_rules_nor_policy_of_a_token(story: Story) -> None:
    """Whether the log is the same is a question of its bytes alone."""
    cited = evolve(story.known().token, rules=RULES + 1, policy="of another program")
    assert story.log.verify(token=cited).records == 5


def test_damage_is_told_before_the_token(story: Story) -> None:
    """A row that does not fit is named by its position, as without a token."""
    store = story.log._store
    assert isinstance(store, MemoryStore)
    store._rows[2] = evolve(store._rows[2], body=b"{}")
    with pytest.raises(IntegrityError, match="position 2"):
        story.log.verify(token=story.known(position=5).token)
