"""Keys compare in NFC, with white space folded, wherever two of them meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import CLOCK
from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.ledger import open_log
from timeline.records import Correction, Event, Judgement, Precedence, Speaker, Statement
from timeline.records.fields import folded

WRITTEN = {
    "composed": "caf\u00e9 one",
    "decomposed": "cafe\u0301 one",
    "two spaces": "caf\u00e9  one",
    "spaces around": " caf\u00e9 one\u00a0",
    "tab": "caf\u00e9\tone",
    "no-break space": "caf\u00e9\u00a0one",
    "ideographic space": "cafe\u0301\u3000one",
}
KEY = "caf\u00e9 one"
EVERY = pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)


def event(key: str, source: str = "A", happened: str = "2024-03-04") -> Event:
    """Return a report under a key."""
    return Event(
        key=key, happened=happened, published="2024-03-05T12:00Z", source=source, summary="seen"
    )


def known(*records: Record) -> Chronology:
    """Return the chronology of a log of these records."""
    log = open_log(":memory:", clock=lambda: CLOCK)
    log.append(*records)
    return log.as_of()


@EVERY
def test_event_records_meet_in_one_entry(written: str) -> None:
    """Two reports of one happening, and no problem."""
    chronology = known(event(KEY), event(written, source="B"))
    assert [(each.key, len(each.reports)) for each in chronology] == [(KEY, 2)]
    assert chronology.problems == ()


@EVERY
def test_entry_bears_the_folded_key(written: str) -> None:
    """Whatever was written, one name goes out."""
    assert known(event(written))[0].keys == (KEY,)


@EVERY
def test_replacement_stays_with_its_happening(written: str) -> None:
    """A correction that writes the key otherwise moves nothing."""
    first, replacement = event(KEY), event(written, source="B")
    change = Correction(corrects=record_id(first), replacement=replacement, reason="r")
    chronology = known(first, change, event(KEY, source="C"))
    assert [(each.key, len(each.reports)) for each in chronology] == [(KEY, 2)]


@EVERY
def test_judgement_joins(written: str) -> None:
    """The key of a judgement finds the happening, and none dangles."""
    same = Judgement(left=written, right="b", verdict="same", reason="r", by="desk")
    chronology = known(event(KEY), event("b"), same)
    assert [each.keys for each in chronology] == [("b", KEY)]
    assert chronology.problems == ()


@EVERY
def test_judgement_keeps_apart(written: str) -> None:
    """A contradiction is found however the keys are written."""
    given = {"reason": "r", "by": "desk", "right": "b"}
    same = Judgement(left=KEY, verdict="same", **given)
    different = Judgement(left=written, verdict="different", **given)
    codes = [each.code.value for each in known(event(KEY), event("b"), same, different).problems]
    assert codes == ["contradicted-judgement"]


@EVERY
def test_precedence_orders(written: str) -> None:
    """The later of two comes first by its key alone, and is moved."""
    after = Precedence(earlier=written, later="a", reason="r", source="P")
    chronology = known(event(KEY), event("a"), after)
    assert [each.key for each in chronology] == [KEY, "a"]
    assert chronology.problems == ()


@EVERY
def test_statement_is_about(written: str) -> None:
    """A denial meets what it denies, as a whole."""
    denial = Statement(
        happened="2024-03-06",
        published="2024-03-06T12:00Z",
        source="A",
        speaker=Speaker(person="Singh"),
        stance="denies",
        about=written,
        summary="no",
    )
    chronology = known(event(KEY), denial)
    standing = chronology.entry(KEY).standing
    assert (standing.status.value, [str(each) for each in standing.denying]) == (
        "disputed",
        ["Singh"],
    )
    assert chronology.problems == ()


@EVERY
def test_statement_on_a_figure_names_a_known_key(written: str) -> None:
    """The key before the `#` is compared in the same way."""
    remark = Statement(
        happened="2024-03-06",
        published="2024-03-06T12:00Z",
        source="A",
        speaker=Speaker(person="Singh"),
        about=f"{written}#killed",
        summary="more",
    )
    assert known(event(KEY), remark).problems == ()


@EVERY
def test_entry_is_found(written: str) -> None:
    """Whoever asks may write the key in any of these ways, also of a joined one."""
    same = Judgement(left=KEY, right="b", verdict="same", reason="r", by="desk")
    assert known(event(KEY)).entry(written).key == KEY
    assert known(event(KEY), same).entry(written).key == "b"


@EVERY
def test_different_on_one_key_is_told(written: str) -> None:
    """One key cannot be different from itself; the message says that it is one."""
    if written == KEY:
        return
    different = Judgement(left=KEY, right=written, verdict="different", reason="r", by="desk")
    [problem] = known(event(KEY), different).problems
    assert problem.code.value == "contradicted-judgement"
    assert "they are one key" in problem.message
    assert problem.ids == (record_id(different),)


def test_case_is_not_folded() -> None:
    """Nothing cleverer: another letter is another key."""
    assert [each.key for each in known(event("bridge"), event("Bridge"))] == ["Bridge", "bridge"]


@given(st.text(min_size=1))
def test_folding_twice_is_once(text: str) -> None:
    """What was folded stays as it is."""
    assert folded(folded(text)) == folded(text)
