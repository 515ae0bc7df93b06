"""Ranks told by columns: what the policies of the library prefer, with no record made for it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from timeline.canonical import JSON
from timeline.codec import record_id
from timeline.ledger import Log
from timeline.records import Correction, Event, EventRecord, Source, Speaker, Statement, kind
from timeline.records.fields import named
from timeline.records.source import speaker
from timeline.resolution import MOST_ORIGINS, MOST_PRECISE, Policy, source_first
from timeline.resolution.ranked import told
from timeline.resolution.views import View
from timeline.testing.events import event_records
from timeline.testing.histories import dates
from timeline.testing.times import whens

GIVEN: dict[str, Any] = {"key": "bridge", "published": "2024-03-06T12:00Z", "summary": "closed"}
TOLD = (MOST_ORIGINS, source_first("B", "A"))
POLICIES = (MOST_PRECISE, *TOLD)


@kind("test.voiced", version=1, identity=("happened",))
@frozen(kw_only=True, field_transformer=named)
class Voiced(EventRecord):
    """A kind of one's own, in which somebody always speaks, whom no stored body names."""

    speaker: Speaker | None = field(default=Speaker(person="Everybody"), converter=speaker)


def chosen(log: Log, policy: Policy) -> dict[str, int]:
    """Return who speaks for each contested happening of a log, where columns tell it."""
    view = log.as_of(policy=policy).source
    assert isinstance(view, View)
    asked = view.contested
    keys = map(view.built.keys.value, asked.name.tolist())
    found = told(policy.rank, view.built, asked, view.plains)
    return {key: at for key, at in zip(keys, found.tolist(), strict=True) if at >= 0}


def preferred(log: Log, policy: Policy) -> dict[str, int]:
    """Return who speaks for each happening of several accounts, by the policy itself."""
    entries = [each for each in log.as_of() if len(each.accounts) > 1]
    return {each.key: policy.preferred(each.accounts).report.position for each in entries}


def told_of(*records: EventRecord) -> dict[str, int]:
    """Return who speaks for each happening by the date that most origins give."""
    return chosen(log_of([records]), MOST_ORIGINS)


@given(
    st.lists(event_records(times=whens(), published=dates()), min_size=2, max_size=6),
    st.sampled_from(POLICIES),
)
def test_columns_tell_what_the_policy_prefers(records: list[EventRecord], policy: Policy) -> None:
    """Of dates, voices and kinds of every sort, as far as they tell it at all."""
    log = log_of([records])
    found, expected = chosen(log, policy), preferred(log, policy)
    assert found.items() <= expected.items()
    if policy is not MOST_PRECISE:
        assert found == expected


@pytest.mark.parametrize(
    "dates, is_told",
    [
        (("2024-03", "2024-03-04"), True),
        (("2024-03-04", "2024-03-04/2024-03-05"), True),
        (("Y-30000", "Y30000"), True),
        (("2024-03-04", "2024-03-04/.."), False),
        (("2024-03-04", "../2024-03-04"), False),
        (("2024-03-04", "/2024-03-04"), False),
        (("2024-03-04", "Y-40000"), False),
        (("2024-03-04", "Y-9000000"), False),
    ],
)
def test_narrowest_date_is_told_unless_it_is_open_or_far_away(
    dates: tuple[str, ...], *, is_told: bool
) -> None:
    """Then the records are made, so the policy prefers the same one either way."""
    records = [Event(happened=each, source="A", **GIVEN) for each in dates]
    log = log_of([records])
    assert bool(chosen(log, MOST_PRECISE)) == is_told
    source = log.as_of(policy=MOST_PRECISE).source
    assert isinstance(source, View)
    assert source.speaking(source.rows).tolist() == list(preferred(log, MOST_PRECISE).values())


def test_moment_and_stretch_of_the_same_bounds_are_two_dates() -> None:
    """They sort alike, and one origin for each is not two for one."""
    days = ["2024-03-04", "2024-03-04/2024-03-04", "2024-03-05", "2024-03-05"]
    records = [
        Event(
            happened=day,
            source=f"Paper {at}",
            **{**GIVEN, "published": f"2024-03-1{9 - at}T12:00Z"},
        )
        for at, day in enumerate(days)
    ]
    assert told_of(*records) == {"bridge": 3}


def test_origins_of_another_happening_do_not_count() -> None:
    """Of the same day, which two papers give for that one, and one for this."""
    told_by = [("bridge", "04", "A"), ("bridge", "05", "B"), ("dam", "04", "C"), ("dam", "04", "D")]
    records = [
        Event(
            **{**GIVEN, "key": key, "published": f"2024-03-1{at}T12:00Z"},
            happened=f"2024-03-{day}",
            source=paper,
        )
        for at, (key, day, paper) in enumerate(told_by)
    ]
    assert told_of(*records) == {"bridge": 2, "dam": 4}


@pytest.mark.parametrize(
    "sources, speakers, spoke",
    [
        (("A", " a ", "B"), (None, None, None), 3),
        ((Source(publisher="A", via="B"), "B", "C"), (None, None, None), 3),
        (("A", "B", "C"), ("Ivanova", "Ivanova", None), 3),
        (("A", "B", "C"), (None, None, None), 2),
    ],
    ids=["one name, written twice", "a copy", "one voice", "two voices"],
)
def test_origins_are_those_behind_copies_and_quotations(
    sources: tuple[Source | str, ...], speakers: tuple[str | None, ...], spoke: int
) -> None:
    """Two reports of one day are two origins or one; the third, of another day, was last."""
    records = [
        Event(
            happened="2024-03-05" if at == 2 else "2024-03-04",
            source=source if isinstance(source, Source) else Source(publisher=source),
            speaker=None if person is None else Speaker(person=person),
            **{**GIVEN, "published": f"2024-03-1{at}T12:00Z"},
        )
        for at, (source, person) in enumerate(zip(sources, speakers, strict=True))
    ]
    assert told_of(*records) == {"bridge": spoke}


@pytest.mark.parametrize(
    "publishers, spoke",
    [(("b", "A"), 2), (("A", "B"), 1), (("X", "A"), 1), (("X",), 4), (("C",), 4)],
)
def test_first_of_the_named_sources_that_reports_speaks(
    publishers: tuple[str, ...], spoke: int
) -> None:
    """By whom it is published, not whom it repeats; of two by one publisher the last."""
    papers: tuple[Source | str, ...] = ("A", "B", Source(publisher="C", via="B"), "C")
    records = [
        Event(
            **{**GIVEN, "published": f"2024-03-1{at}T12:00Z"},
            happened=f"2024-03-0{at + 1}",
            source=paper,
        )
        for at, paper in enumerate(papers)
    ]
    assert chosen(log_of([records]), source_first(*publishers)) == {"bridge": spoke}


@pytest.mark.parametrize("policy", TOLD, ids=lambda each: each.name)
def test_replacement_speaks_with_its_own_voice(policy: Policy) -> None:
    """A correction may name another publisher than what it corrects."""
    first = Event(happened="2024-03-04", source="A", **GIVEN)
    other = Event(happened="2024-03-05", source="C", **GIVEN)
    third = Event(happened="2024-03-05", source="D", **GIVEN)
    mended = Event(happened="2024-03-04", source="C", **GIVEN)
    correction = Correction(corrects=record_id(first), replacement=mended, reason="misread")
    log = log_of([[first, other, third, correction]])
    assert chosen(log, policy) == preferred(log, policy)


@pytest.mark.parametrize("policy", TOLD, ids=lambda each: each.name)
def test_kind_of_ones_own_is_left_to_who_makes_its_records(policy: Policy) -> None:
    """What a class adds to a stored body is not seen in it."""
    records = [
        Voiced(happened="2024-03-04", source="A", **GIVEN),
        Voiced(happened="2024-03-04", source="B", **GIVEN),
        Event(happened="2024-03-05", source="C", **{**GIVEN, "published": "2024-03-01T12:00Z"}),
        Event(happened="2024-03-05", source="D", **{**GIVEN, "published": "2024-03-01T12:00Z"}),
    ]
    log = log_of([records])
    assert not chosen(log, policy)
    assert log.as_of(policy=policy)[0].happened.text == preferred_date(log, policy)


def preferred_date(log: Log, policy: Policy) -> str:
    """Return the date that a policy prefers of the one happening of a log."""
    return policy.preferred(log.as_of()[0].accounts).event.happened.text


def test_speaker_of_a_statement_is_its_origin() -> None:
    """By person, else by organization, and by role where nothing else is known."""
    spoken: dict[str, Any] = {"happened": "2024-03-04", "stance": "asserts", "about": "dam"}
    records = [
        Statement(
            source="A", speaker=Speaker(organization="Army", role="Colonel"), **spoken, **GIVEN
        ),
        Statement(
            source="B", speaker=Speaker(organization="army", role="Major"), **spoken, **GIVEN
        ),
        Event(happened="2024-03-05", source="C", **{**GIVEN, "published": "2024-03-07T12:00Z"}),
    ]
    assert told_of(*records) == {"bridge": 3}


def test_rows_are_read_once() -> None:
    """Also by another policy: what was read is kept, four bytes for each thing."""
    log = log_of([[Event(happened=f"2024-03-0{at}", source="A", **GIVEN) for at in range(1, 9)]])
    view = log.as_of(policy=MOST_ORIGINS).source
    assert isinstance(view, View)
    read: list[int] = []

    def none_more(positions: Iterable[int]) -> Iterator[tuple[int, Mapping[str, JSON]]]:
        read.extend(positions)
        return iter(())

    told(source_first("B").rank, view.built, view.contested, none_more)
    assert not read
    assert view.built.voices.nbytes == 3 * 4 * (log.position + 1)
