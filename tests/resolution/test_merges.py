"""What one entry was put together of, and why: keys, contents and judgements."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import Story, told
from timeline.codec import Record, record_id
from timeline.ledger import open_log
from timeline.records import Correction, Event, Judgement, Retraction, Strike, kind
from timeline.resolution import Entry, Merge, MergeReason
from timeline.testing.histories import histories

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)

CHAIN = told("""
    2024-03-05: s1 says d on 2024-03-04 by A: closed
    2024-03-06: s2 says a on 2024-03-04 by B: closed
    2024-03-07: s3 says c on 2024-03-04 by C: closed
                j1 judges d same as c
                j2 judges c same as b
                j3 judges b same as a
                j4 judges d different as z
""")


def entry_of(*records: Record) -> Entry:
    """Return the one entry of a log of these records."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*records)
    [entry] = log.as_of()
    return entry


def event(**given: object) -> Event:
    """Return a report without a key of its own."""
    fields = {
        "happened": "2024-03-04",
        "published": "2024-03-05T12:00Z",
        "source": "A",
        "summary": "The bridge is closed",
    }
    return Event(**{**fields, **given})  # type: ignore[arg-type]  # texts only


def reasons(entry: Entry) -> list[str]:
    """Return why the parts of an entry are one, in order."""
    return [each.reason.value for each in entry.merges]


def between(story: Story, left: str, right: str) -> list[set[str]]:
    """Return the names of the judgements that lead from one key to another."""
    found = story.known().entry(left).judgements_between(left, right)
    return [story.names(each.id) for each in found]


def test_single_report_is_merged_of_nothing() -> None:
    """An entry of one report needs no reason."""
    assert told("2024-03-05: s1 says bridge on 2024-03-04: closed").known()[0].merges == ()


def test_reports_of_one_stated_key_are_named() -> None:
    """Two papers, one key that we gave to both."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-06: s2 says bridge on 2024-03-04 by B: closed
    """)
    expected = Merge(
        reason=MergeReason.STATED_KEY,
        keys=("bridge",),
        ids=(story.ids["s1"], story.ids["s2"]),
    )
    assert story.known()[0].merges == (expected,)


def test_reports_of_one_derived_key_are_named_with_their_fields() -> None:
    """Two papers that say the same thing of the same day are one happening, and why is told."""
    one, other = event(), event(source="B", summary="the  bridge is closed")
    entry = entry_of(one, other)
    [merge] = entry.merges
    assert (merge.reason, merge.fields) == (MergeReason.DERIVED_KEY, ("happened", "summary"))
    assert set(merge.ids) == {record_id(one), record_id(other)}
    assert str(merge) == (
        "2 reports bear the key 'event|2024-03-04|the bridge is closed',"
        " derived of happened, summary"
    )


def test_key_that_one_report_states_is_a_stated_key() -> None:
    """Where somebody wrote the key that others derive, the key was stated."""
    stated = Strike(
        key="event|2024-03-04|the bridge is closed",
        happened="2024",
        published="2024-03-05T12:00Z",
        source="B",
        summary="x",
    )
    assert reasons(entry_of(event(), stated)) == ["stated key"]


def test_kind_that_derives_no_key_states_it() -> None:
    """A kind of one's own without identity fields."""

    @kind("merges.arrest", version=1, identity=())
    @frozen(kw_only=True)
    class Arrest(Event):
        pass

    given = {"key": "k", "happened": "2024", "published": "2024-03-05T12:00Z", "summary": "x"}
    assert reasons(entry_of(Arrest(source="A", **given), Arrest(source="B", **given))) == [  # type: ignore[arg-type]  # texts only
        "stated key"
    ]


def test_replacement_that_equals_another_report_counts_once() -> None:
    """Both stay reachable; what was told is one thing."""
    mended = event(key="bridge")
    typed = event(key="bridge", summary="The bridge is shut")
    correction = Correction(corrects=record_id(typed), replacement=mended, reason="a slip of ours")
    entry = entry_of(typed, mended, correction)
    assert len(entry.reports) == 2
    assert [each.event for each in entry.distinct] == [mended]
    assert reasons(entry) == ["stated key", "same content"]
    assert set(entry.merges[1].ids) == {record_id(mended), record_id(correction)}


def test_reports_that_differ_are_all_distinct() -> None:
    """Another paper with the same words is another content."""
    entry = entry_of(event(), event(source="B"))
    assert entry.distinct == entry.accounts


def test_judgements_are_named_with_who_judged_and_why() -> None:
    """Each joined key leads to the record that joined it, from the least key on."""
    [entry] = CHAIN.known()
    judged = [each for each in entry.merges if each.reason is MergeReason.JUDGED_SAME]
    assert [each.keys for each in judged] == [("a", "b"), ("b", "c"), ("c", "d")]
    assert [CHAIN.names(*each.ids) for each in judged] == [{"j3"}, {"j2"}, {"j1"}]
    assert all(each.judgement and each.judgement.by == "desk" for each in judged)
    assert str(judged[0]) == (f"'a' and 'b' judged the same (desk: r), {CHAIN.ids['j3'][:19]}")


def test_chain_of_judgements_leads_from_one_key_to_another() -> None:
    """Also through keys that nobody reports under."""
    assert between(CHAIN, "d", "a") == [{"j1"}, {"j2"}, {"j3"}]
    assert between(CHAIN, "a", "c") == [{"j3"}, {"j2"}]


@pytest.mark.parametrize("left,right", [("a", "a"), ("a", "z"), ("z", "a"), ("y", "x")])
def test_no_chain_leads_to_itself_or_to_a_stranger(left: str, right: str) -> None:
    """Nothing joined them."""
    assert CHAIN.known().entry("a").judgements_between(left, right) == ()


def test_keys_of_a_chain_are_compared_folded() -> None:
    """White space is no matter."""
    entry = CHAIN.known().entry("a")
    assert entry.judgements_between(" d", "c ") == entry.judgements_between("d", "c")


def test_shortest_of_several_chains_is_told() -> None:
    """A judgement that joins directly is reason enough."""
    story = told("""
        2024-03-05: s1 says a on 2024-03-04: closed
                    j1 judges a same as b
                    j2 judges b same as c
                    j3 judges c same as a
    """)
    assert between(story, "a", "c") == [{"j3"}]
    assert reasons(story.known()[0]) == ["judged the same"] * 3


def test_second_judgement_on_a_pair_is_named_too() -> None:
    """Two people who judged alike both stand there."""
    same = {"left": "a", "right": "b", "verdict": "same", "reason": "one bridge"}
    one, other = (Judgement(by=who, **same) for who in ("the desk", "the archive"))
    entry = entry_of(event(key="a"), one, other)
    assert {each.judgement for each in entry.merges} == {one, other}


def test_judgement_within_one_key_joins_nothing() -> None:
    """The same key twice, but for white space, was one before."""
    same = Judgement(left="a", right="a ", verdict="same", reason="r", by="desk")
    assert entry_of(event(key="a"), same).merges == ()


def test_withdrawn_judgement_is_no_reason() -> None:
    """What no longer joins is not on the entry."""
    log = open_log(":memory:", clock=lambda: NOON)
    same = Judgement(left="a", right="b", verdict="same", reason="r", by="desk")
    gone = Retraction(retracts=record_id(same), cause="coded in error", reason="slip")
    log.append(event(key="a"), event(key="b"), same, gone)
    assert [each.merges for each in log.as_of()] == [(), ()]


def test_explanation_says_why_reports_are_one_happening() -> None:
    """Reader's words: keys, contents, judgements."""
    text = str(CHAIN.known().explain("a"))
    assert "joined by judgements: a, b, c, d" in text
    assert "one happening: 'b' and 'c' judged the same (desk: r)" in text


def test_explanation_counts_contents() -> None:
    """Three reports of two contents are not three voices."""
    mended, typed = event(key="bridge"), event(key="bridge", summary="The bridge is shut")
    correction = Correction(corrects=record_id(typed), replacement=mended, reason="a slip of ours")
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(typed, mended, correction, event(key="bridge", source="B"))
    text = str(log.as_of().explain("bridge"))
    assert "among 3 report(s) of 2 content(s)" in text
    assert "one happening: 2 reports have one content and count once: sha256:" in text


@given(histories(most=14))
def test_every_report_and_key_of_an_entry_has_its_reason(history: Sequence[Record]) -> None:
    """Follow the reasons from any report, and all others are reached; none names a stranger."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*history)
    for entry in log.as_of():
        reached = set(entry.keys[:1])
        for _ in entry.keys:
            for each in entry.merges:
                if reached & set(each.keys):
                    reached |= set(each.keys)
        assert reached == set(entry.keys)
        ids = {each.id for each in entry.accounts}
        for each in entry.merges:
            assert set(each.keys) <= set(entry.keys)
            assert each.judgement is not None or set(each.ids) <= ids


@given(histories(most=14), st.data())
def test_chain_leads_from_each_key_to_each_other(
    history: Sequence[Record], data: st.DataObject
) -> None:
    """Each judgement takes up where the one before ended."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*history)
    for entry in log.as_of():
        left, right = (data.draw(st.sampled_from(entry.keys)) for _ in range(2))
        here = left
        for step in entry.judgements_between(left, right):
            assert isinstance(step.record, Judgement)
            pair = {step.record.left.strip(), step.record.right.strip()}
            assert here in pair
            [here] = pair - {here}
        assert here == right
