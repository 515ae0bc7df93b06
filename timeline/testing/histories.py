"""Strategies for whole histories: reports, and every amendment that can befall them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import strategies as st

from timeline.codec import Record, record_id
from timeline.records import (
    Amendment,
    Cause,
    Correction,
    Erasure,
    Event,
    EventRecord,
    Instant,
    Judgement,
    Modality,
    Precedence,
    Reinstatement,
    Retraction,
    Source,
    Speaker,
    Stance,
    Statement,
    Strike,
    Verdict,
)
from timeline.testing.events import KEYS, times

DATES = tuple(datetime(2024, 10, 20 + day, 12, tzinfo=UTC) for day in range(8))
"""Publication instants of histories: few, so that records share them."""

NOWHERE = "sha256:" + "0" * 64
"""An id that no record has."""


def dates() -> st.SearchStrategy[Instant]:
    """Return one of a few publication instants."""
    return st.sampled_from(DATES)


def moments() -> st.SearchStrategy[Instant | None]:
    """Return publication instants to ask for: before, at, between and after those of histories."""
    asked = [each + timedelta(hours=hours) for each in DATES for hours in (-1, 0)]
    return st.sampled_from([None, *asked, DATES[-1] + timedelta(days=1)])


@st.composite
def reports(draw: st.DrawFn) -> EventRecord:
    """Return short reports: what matters to resolution varies, the rest stays."""
    given: dict[str, Any] = {
        "key": draw(st.sampled_from(KEYS)),
        "happened": draw(times()),
        "published": draw(dates()),
        "source": draw(_publishers()),
        "summary": draw(st.sampled_from(["closed", "open", "bombed"])),
        "modality": draw(st.sampled_from([Modality.HAPPENED, Modality.PLANNED])),
    }
    kind = draw(st.integers(0, 3))
    if kind == 0:
        about = draw(st.lists(st.sampled_from([*KEYS, "dam#killed"]), max_size=2))
        speaker = Speaker(person=draw(st.sampled_from(["A", "B"])))
        stance = draw(st.sampled_from(Stance))
        return Statement(**{**given, "speaker": speaker, "about": about, "stance": stance})
    if kind == 1:
        return Strike(**given, killed=draw(st.sampled_from([None, "at least 1", 2])))
    return Event(**given)


def _publishers() -> st.SearchStrategy[Source]:
    papers = [Source(publisher=name) for name in ("P", "Q", "R")]
    copies = [Source(publisher="copy", via=each) for each in papers]
    return st.sampled_from([*papers, *copies])


@st.composite
def histories(draw: st.DrawFn, *, most: int = 10, erasures: bool = False) -> tuple[Record, ...]:
    """
    Return records in an order in which each amendment follows what it names, if that is there.

    Now and then an amendment names an id or a key that no record has, or a record of the wrong
    sort.

    Args:
        draw: Given by Hypothesis.
        most: Greatest number of records.
        erasures: Whether erasures are among them.
    """
    history: dict[str, Record] = {}
    for _ in range(draw(st.integers(1, most))):
        record = draw(_next(tuple(history.items()), erasures=erasures))
        history.setdefault(record_id(record), record)
    return tuple(history.values())


_SHARES = {"report": 4, "correction": 2, "retraction": 1, "reinstatement": 1, "opinion": 1}


@st.composite
def ordered_reports(draw: st.DrawFn, *, most_rules: int = 6) -> tuple[Record, ...]:
    """
    Return one event for each key, and precedences among them: possible ones, and impossible ones.

    Args:
        draw: Given by Hypothesis.
        most_rules: Greatest number of precedences.
    """
    given: dict[str, Any] = {"published": DATES[0], "source": "P", "summary": "seen"}
    dated = st.sampled_from(["2024-10-07", "2024-10-28", "2024-11-04", "2024-10", "2024"])
    found: list[Record] = [Event(key=key, happened=draw(dated), **given) for key in KEYS]
    pairs = st.sampled_from(list(permutations(KEYS, 2)))
    for one, other in draw(st.lists(pairs, min_size=1, max_size=most_rules, unique=True)):
        found.append(Precedence(earlier=one, later=other, reason="seen", source="P"))
    return tuple(found)


@st.composite
def _next(draw: st.DrawFn, so_far: Sequence[tuple[str, Record]], *, erasures: bool) -> Record:
    shares = _SHARES | ({"erasure": 1} if erasures else {})
    choice = draw(st.sampled_from([name for name, share in shares.items() for _ in range(share)]))
    if choice == "report" or not so_far:
        return draw(reports())
    if choice == "opinion":
        return draw(_opinions())
    if choice == "erasure":
        return draw(_erasures(so_far))
    if choice == "reinstatement":
        return draw(_reinstatements(so_far))
    named = draw(st.sampled_from([*(each for each, _ in so_far), NOWHERE]))
    return draw(_corrections(named) if choice == "correction" else _retractions(named))


@st.composite
def _corrections(draw: st.DrawFn, named: str) -> Correction:
    replacement = draw(reports().filter(lambda record: record_id(record) != named))
    published = draw(st.sampled_from([None, replacement.published]))
    return Correction(corrects=named, replacement=replacement, reason="wrong", published=published)


def _retractions(named: str) -> st.SearchStrategy[Retraction]:
    return st.builds(
        Retraction,
        retracts=st.just(named),
        cause=st.sampled_from(Cause),
        reason=st.sampled_from(["gone", "false"]),
        published=st.none() | dates(),
    )


def _reinstatements(so_far: Sequence[tuple[str, Record]]) -> st.SearchStrategy[Reinstatement]:
    retractions = [each for each, record in so_far if isinstance(record, Retraction)]
    return st.builds(
        Reinstatement,
        reinstates=st.sampled_from(retractions or [so_far[0][0]]),
        reason=st.just("right after all"),
        published=st.none() | dates(),
    )


@st.composite
def _opinions(draw: st.DrawFn) -> Amendment:
    one, other = draw(
        st.lists(st.sampled_from([*KEYS, "nowhere"]), min_size=2, max_size=2, unique=True)
    )
    if draw(st.booleans()):
        return Precedence(earlier=one, later=other, reason="seen", source="P")
    verdict = draw(st.sampled_from(Verdict))
    return Judgement(left=one, right=other, verdict=verdict, reason="looks so", by="desk")


@st.composite
def _erasures(draw: st.DrawFn, so_far: Sequence[tuple[str, Record]]) -> Record:
    gone = {record.erases for _, record in so_far if isinstance(record, Erasure)}
    erasable = [each for each in so_far if each[0] not in gone and not isinstance(each[1], Erasure)]
    if not erasable:
        return draw(reports())
    named, record = draw(st.sampled_from(erasable))
    corrected = record.corrects if isinstance(record, Correction) else None
    return Erasure(erases=named, authority="court", reason="order", corrected=corrected)
