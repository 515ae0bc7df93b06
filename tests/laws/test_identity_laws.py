"""Laws of joining keys: any order, any side, *different* keeps apart (G16)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.ledger import open_log
from timeline.log import Recorded
from timeline.records import Event, Judgement, Retraction, Verdict
from timeline.resolution import ProblemCode
from timeline.resolution.identity import Identity
from timeline.testing.amendments import judgements

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
KEYS = tuple("abcdefg")
Groups = frozenset[frozenset[str]]

JUDGED = st.lists(judgements(keys=st.sampled_from(KEYS)), max_size=10)
"""Judgements of every verdict among a few keys."""

SAME = st.lists(
    st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True), max_size=8
).map(lambda pairs: [judged(left, right) for left, right in pairs])
"""Judgements that join."""


def judged(left: str, right: str, verdict: Verdict = Verdict.SAME, by: str = "desk") -> Judgement:
    """Return a judgement."""
    return Judgement(left=left, right=right, verdict=verdict, reason="r", by=by)


def identity(records: Iterable[Judgement]) -> Identity:
    """Return what judgements that stand in a log in this order make of keys."""
    entries = [
        Recorded(position=at, recorded=NOON, id=record_id(each), record=each, digest="")
        for at, each in enumerate(records, 1)
    ]
    return Identity(tuple(entries))


def groups(records: Iterable[Judgement]) -> Groups:
    """Return the keys by the happening that they name."""
    found: dict[str, set[str]] = {}
    joined = identity(records)
    for key in KEYS:
        found.setdefault(joined.name(key), set()).add(key)
    return frozenset(map(frozenset, found.values()))


def reached(records: Iterable[Judgement], start: str) -> frozenset[str]:
    """Return the keys that *same* judgements lead to from one, step by step: the definition."""
    pairs = [{each.left, each.right} for each in records if each.verdict is Verdict.SAME]
    known = {start}
    for _ in pairs:
        for pair in pairs:
            if pair & known:
                known |= pair
    return frozenset(known)


def event(key: str) -> Event:
    """Return a report under a key."""
    return Event(
        key=key, happened="2024-03", published="2024-03-05T12:00Z", source="A", summary="seen"
    )


@given(JUDGED)
def test_keys_are_joined_that_same_judgements_lead_to(records: list[Judgement]) -> None:
    """Those and no others: no pair without such a path is joined, whatever else is judged."""
    assert groups(records) == {reached(records, key) for key in KEYS}


@given(JUDGED)
def test_different_keys_without_a_path_are_never_joined(records: list[Judgement]) -> None:
    """A *different* judgement stands, no *same* path: two happenings."""
    joined = identity(records)
    for each in records:
        if each.verdict is Verdict.DIFFERENT and each.right not in reached(records, each.left):
            assert joined.name(each.left) != joined.name(each.right)


@given(JUDGED)
def test_each_contradiction_is_told_and_nothing_else(records: list[Judgement]) -> None:
    """A *different* judgement along a *same* path is told, with the judgements that join."""
    told = {each.ids for each in identity(records).contradictions()}
    expected = set()
    for each in records:
        keys = reached(records, each.left)
        if each.verdict is Verdict.DIFFERENT and each.right in keys:
            same = [other for other in records if other.verdict is Verdict.SAME]
            joining = [record_id(other) for other in same if other.left in keys]
            expected.add(tuple(sorted({record_id(each), *joining})))
    assert told == expected


@given(JUDGED, st.data())
def test_joining_is_commutative(records: list[Judgement], data: st.DataObject) -> None:
    """Any order of judgements, and either key in front: the same groups under the same names."""
    shuffled = data.draw(st.permutations(records))
    turned = [
        judged(each.right, each.left, each.verdict) if data.draw(st.booleans()) else each
        for each in shuffled
    ]
    one, other = identity(records), identity(turned)
    assert [one.name(key) for key in KEYS] == [other.name(key) for key in KEYS]


@given(SAME, SAME, SAME)
def test_joining_is_associative(
    one: list[Judgement], other: list[Judgement], third: list[Judgement]
) -> None:
    """What is joined first matters to nobody: groups may be joined as if they were keys."""
    whole = groups([*one, *other, *third])
    assert groups([*_as_pairs(groups([*one, *other])), *third]) == whole
    assert groups([*one, *_as_pairs(groups([*other, *third]))]) == whole


def _as_pairs(joined: Groups) -> list[Judgement]:
    return [judged(min(each), key) for each in joined for key in each - {min(each)}]


@given(JUDGED, st.data())
def test_joining_is_idempotent(records: list[Judgement], data: st.DataObject) -> None:
    """A verdict again, by anybody, changes nothing."""
    again = data.draw(st.lists(st.sampled_from(records), max_size=4)) if records else []
    others = [judged(each.left, each.right, each.verdict, by="archive") for each in again]
    assert groups([*records, *again, *others]) == groups(records)


@given(JUDGED, JUDGED)
def test_judgements_that_join_nothing_change_no_group(
    records: list[Judgement], others: list[Judgement]
) -> None:
    """*Different* and *unsure* split nothing and join nothing."""
    idle = [each for each in others if each.verdict is not Verdict.SAME]
    assert groups([*records, *idle]) == groups(records)


@given(SAME, SAME)
def test_more_judgements_never_split(records: list[Judgement], others: list[Judgement]) -> None:
    """Each group lies within a group of what is judged later."""
    later = groups([*records, *others])
    assert all(any(group <= each for each in later) for group in groups(records))


@given(JUDGED)
def test_group_is_named_by_its_least_key(records: list[Judgement]) -> None:
    """The name depends on the set of keys alone."""
    joined = identity(records)
    assert all(joined.name(key) == min(group) for group in groups(records) for key in group)


@given(JUDGED, st.data())
def test_log_keeps_what_judgements_say(records: list[Judgement], data: st.DataObject) -> None:
    """In any order, in any batches, imported once or twice: the entries are the groups."""
    log = open_log(":memory:", clock=lambda: NOON)
    told: list[Record] = [*map(event, KEYS), *records]
    log.append(*data.draw(st.permutations(told)))
    receipt = log.append(*data.draw(st.permutations(told)))
    assert (receipt.appended, receipt.duplicates) == (0, len(told))
    assert {frozenset(entry.keys) for entry in log.as_of()} == groups(records)


@given(JUDGED, st.data())
def test_withdrawing_same_leaves_what_the_others_say(
    records: list[Judgement], data: st.DataObject
) -> None:
    """Without those judgements, as if they had never been; *different* stands as before."""
    gone = data.draw(st.lists(st.sampled_from(records), unique=True)) if records else []
    left = [each for each in records if each not in gone]
    known = _chronology([*map(event, KEYS), *records, *map(_retraction, gone)])
    assert {frozenset(entry.keys) for entry in known} == groups(left)
    told = {each.ids for each in known.problems if each.code is _CONTRADICTED}
    assert told == {each.ids for each in identity(left).contradictions()}


def test_different_survives_withdrawal_of_same_and_import_again() -> None:
    """Judged the same, judged different, *same* taken back, the file imported again: two."""
    records = [event("camp"), event("Camp")]
    different = judged("camp", "Camp", Verdict.DIFFERENT)
    same = judged("camp", "Camp")
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*records, different, same)
    assert [each.code for each in log.as_of().problems] == [_CONTRADICTED]
    log.append(_retraction(same))
    assert log.append(*records, different).duplicates == 3
    assert len(log.as_of()) == 2
    assert log.as_of().problems == ()


_CONTRADICTED = ProblemCode.CONTRADICTED_JUDGEMENT


def _retraction(record: Record) -> Retraction:
    return Retraction(retracts=record_id(record), cause="coded in error", reason="slip")


def _chronology(records: Sequence[Record]) -> Chronology:
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*records)
    return log.as_of()
