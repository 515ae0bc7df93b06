"""Laws of citing: what a token names is found again, later and elsewhere, in every form (G11)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.copies import copied
from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, SQLiteStore
from timeline.records import Instant
from timeline.testing.histories import histories, moments
from timeline.writers import FORMATS

Asking = Callable[[Log], Chronology]


@st.composite
def questions(draw: st.DrawFn, history: tuple[Record, ...]) -> Asking:
    """Return an as-of at any point of both clocks, by position or by recorded date."""
    asked: dict[str, Any] = {"published": draw(moments())}
    at = draw(st.integers(0, len(history)))
    by = draw(st.sampled_from(["position", "recorded", "now"]))

    def answer(log: Log) -> Chronology:
        if by == "position":
            return log.as_of(**asked, position=at)
        if by == "recorded" and at:
            return log.as_of(**asked, recorded=log.read()[at - 1].recorded)
        return log.as_of(**asked)

    return answer


def said(known: Chronology) -> list[object]:
    """Return all that a chronology says: as a text, its problems, and in every writer."""
    written = [(each.text(known), each.losses(known)) for each in FORMATS]
    return [repr(known), str(known), known.problems, *written]


def one_by_one(history: tuple[Record, ...]) -> Log:
    """Return a log that took in the records one after the other."""
    minutes = count()
    first = datetime(2024, 11, 1, tzinfo=UTC)
    log = open_log(":memory:", clock=lambda: first + timedelta(minutes=next(minutes)))
    for each in history:
        log.append(each)
    return log


@given(histories(erasures=True), st.data())
def test_token_gives_the_chronology_again(history: tuple[Record, ...], data: st.DataObject) -> None:
    """`as_of(token=str(known.token)) == known`, and reads the same in every form."""
    log = one_by_one(history)
    known = data.draw(questions(history))(log)
    again = log.as_of(token=str(known.token))
    assert again == known
    assert again.token == known.token
    assert said(again) == said(known)


@given(histories(most=14), st.data())
def test_token_gives_the_chronology_again_after_later_appends(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """What was cited is what is found when the log has gone on."""
    cut = data.draw(st.integers(0, len(history)))
    log = one_by_one(history[:cut])
    known = data.draw(questions(history[:cut]))(log)
    cited, before = str(known.token), said(known)
    log.append(*history[cut:])
    again = log.as_of(token=cited)
    assert again == known
    assert said(again) == before


@given(histories(most=14, erasures=True), st.data())
def test_only_erasures_change_what_was_cited(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """Where later appends left another answer, every difference has an erasure behind it."""
    cut = data.draw(st.integers(0, len(history)))
    log = one_by_one(history[:cut])
    known = data.draw(questions(history[:cut]))(log)
    cited, before = str(known.token), said(known)
    log.append(*history[cut:])
    again = log.as_of(token=cited)
    erased = {
        each for problem in again.problems if problem.code == "erased" for each in problem.ids
    }
    later = {record_id(each) for each in history[cut:]}
    assert said(again) == before or erased & later
    assert again.token == known.token


@given(histories(erasures=True), st.data())
def test_copy_in_another_store_answers_every_token(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """Memory and SQLite give equal entries, problems and outward forms, there and back."""
    log = one_by_one(history)
    known = data.draw(questions(history))(log)
    cited, expected = str(known.token), said(known)
    file, memory = SQLiteStore(":memory:"), MemoryStore()
    copied(log._store, file)
    copied(file, memory)
    for store in (file, memory):
        with Log(store) as copy:
            again = copy.as_of(token=cited)
            assert again == known
            assert said(again) == expected


@given(histories(), st.data())
def test_different_moments_have_different_tokens(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """Two questions have one token exactly if they are of one moment."""
    log = one_by_one(history)
    one, other = (data.draw(questions(history))(log) for _ in range(2))
    alike = (one.position, one.published) == (other.position, other.published)
    assert (one.token == other.token) is (str(one.token) == str(other.token)) is alike


@given(histories(), moments())
def test_no_token_leads_into_another_log(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """The same records in another log have another digest, at every position."""
    one, other = one_by_one(history), one_by_one(history)
    for position in range(one.position + 1):
        known = one.as_of(published=moment, position=position)
        assert other.as_of(published=moment, position=position).token != known.token
