"""Strategies for whole histories: reports, and every amendment that can befall them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from timeline.codec import Record, record_id
from timeline.records import (
    Correction,
    Erasure,
    Event,
    EventRecord,
    Instant,
    Modality,
    Precedence,
    Retraction,
    Source,
    Speaker,
    Stance,
    Statement,
    Strike,
)
from timeline.testing.amendments import (
    corrections,
    erasures,
    judgements,
    precedences,
    reinstatements,
    retractions,
    unknown_records,
)
from timeline.testing.events import KEYS, times

R = TypeVar("R", bound=Record)

DATES = tuple(datetime(2024, 10, 20 + day, 12, tzinfo=UTC) for day in range(8))
"""Publication instants of histories: few, so that records share them."""

_DATES = st.sampled_from(DATES)
_OURS = st.none() | _DATES
_TIMES = times()
_REPORTED_KEYS = st.sampled_from([*KEYS * 4, f"{KEYS[0]} ", KEYS[0].title()])
_KEYS = st.sampled_from([*KEYS * 3, "nowhere", f" {KEYS[0]}"])
_SUMMARIES = st.sampled_from(["closed", "open", "bombed"])
_MODALITIES = st.sampled_from([Modality.HAPPENED, Modality.PLANNED])
_PAPERS = tuple(Source(publisher=name) for name in ("P", "Q", "R"))
_SOURCES = st.sampled_from([*_PAPERS, *(Source(publisher="copy", via=each) for each in _PAPERS)])
_KINDS = st.sampled_from([Event, Event, Strike, Statement, Statement])
_SPEAKERS = st.sampled_from([Speaker(person=name) for name in ("A", "B")])
_STANCES = st.sampled_from([*Stance, Stance.CONFIRMS, Stance.DENIES, Stance.DISPUTES])
_ABOUT = st.lists(st.sampled_from([*KEYS * 2, "dam#killed", "nowhere"]), max_size=2)
_KILLED = st.sampled_from([None, "at least 1", 2])


def dates() -> st.SearchStrategy[Instant]:
    """Return one of a few publication instants."""
    return _DATES


def moments() -> st.SearchStrategy[Instant | None]:
    """Return publication instants to ask for: before, at, between and after those of histories."""
    asked = [each + timedelta(hours=hours) for each in DATES for hours in (-1, 0)]
    return st.sampled_from([None, *asked, DATES[-1] + timedelta(days=1)])


@st.composite
def reports(draw: st.DrawFn, *, published: st.SearchStrategy[Instant] = _DATES) -> EventRecord:
    """
    Return short reports: what matters to resolution varies, the rest stays.

    Args:
        draw: Given by Hypothesis.
        published: What `published` is drawn from; a few instants unless given.
    """
    given: dict[str, Any] = {
        "key": draw(_REPORTED_KEYS),
        "happened": draw(_TIMES),
        "published": draw(published),
        "source": draw(_SOURCES),
        "summary": draw(_SUMMARIES),
        "modality": draw(_MODALITIES),
    }
    kind = draw(_KINDS)
    if kind is Statement:
        spoken = {"speaker": draw(_SPEAKERS), "about": draw(_ABOUT), "stance": draw(_STANCES)}
        return Statement(**given, **spoken)
    return Strike(**given, killed=draw(_KILLED)) if kind is Strike else Event(**given)


@st.composite
def copies(
    draw: st.DrawFn, *, of: EventRecord, published: st.SearchStrategy[Instant] = _DATES
) -> EventRecord:
    """
    Return reports that say what a report says, and name it as what they repeat.

    Args:
        draw: Given by Hypothesis.
        of: What they repeat.
        published: What `published` is drawn from; a few instants unless given.
    """
    repeated = Source(publisher="copy", via=of.source)
    return attrs.evolve(of, source=repeated, published=draw(published))


_REPORTS = reports()


@st.composite
def histories(
    draw: st.DrawFn,
    *,
    most: int = 10,
    erasures: bool = False,
    reports: st.SearchStrategy[EventRecord] = _REPORTS,
    keys: st.SearchStrategy[str] = _KEYS,
) -> tuple[Record, ...]:
    """
    Return records in an order in which each amendment follows what it names, if that is there.

    Some histories are mostly corrections of corrections, some mostly withdrawals, some mostly
    judgements and precedences; most are a mixture. Now and then an amendment names a record or a
    key that is not there, or a record of the wrong sort.

    Args:
        draw: Given by Hypothesis.
        most: Greatest number of records.
        erasures: Whether erasures are among them.
        reports: What reports and replacements are drawn from; give records of a kind of your own.
        keys: What judgements and precedences are about.
    """
    sorts = draw(_SORTS if erasures else _SORTS_BUT_ERASURES)
    telling = _Telling(draw, reports, keys)
    for _ in range(draw(st.integers(1, most))):
        telling.add(draw(sorts))
    return tuple(telling.told.values())


_MIXED = {"report": 7, "copy": 1, "correction": 5, "retraction": 3, "reinstatement": 2}
_SHARES = (
    {**_MIXED, "judgement": 2, "precedence": 2, "erasure": 2, "unknown": 1},
    {**_MIXED, "judgement": 1, "precedence": 1, "erasure": 1},
    {"report": 1, "correction": 5, "retraction": 1, "erasure": 1},
    {"report": 1, "correction": 1, "retraction": 3, "reinstatement": 3, "judgement": 1},
    {"report": 2, "judgement": 4, "precedence": 1, "correction": 1, "retraction": 1},
    {"report": 2, "judgement": 1, "precedence": 2},
    {"report": 2, "copy": 2, "retraction": 1, "correction": 1},
)
"""What histories consist of, each in its own shares."""


def _sorts(*without: str) -> st.SearchStrategy[st.SearchStrategy[str]]:
    listed = [
        [sort for sort, share in shares.items() for _ in range(share) if sort not in without]
        for shares in _SHARES
    ]
    return st.sampled_from([st.sampled_from(sorts) for sorts in listed])


_SORTS, _SORTS_BUT_ERASURES = _sorts(), _sorts("erasure")
_LATELY = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 5, 7])
_ODDS = st.integers(0, 15)


class _Telling:
    """A history as it is told, each record once, by its id."""

    def __init__(
        self,
        draw: st.DrawFn,
        reports: st.SearchStrategy[EventRecord],
        keys: st.SearchStrategy[str],
    ) -> None:
        self._draw, self._reports, self._keys = draw, reports, keys
        self.told: dict[str, Record] = {}

    def add(self, sort: str) -> None:
        """Add a record of a sort, or a report where there is nothing yet that it could name."""
        record = self._draw(self._next(sort if self.told else "report"))
        self.told.setdefault(record_id(record), record)

    def _next(self, sort: str) -> st.SearchStrategy[Record]:
        ways: dict[str, Callable[[], st.SearchStrategy[Record]]] = {
            "copy": self._copies,
            "correction": self._corrections,
            "retraction": self._retractions,
            "reinstatement": self._reinstatements,
            "judgement": lambda: judgements(keys=self._keys),
            "precedence": self._precedences,
            "erasure": self._erasures,
            "unknown": unknown_records,
        }
        return ways[sort]() if sort in ways else self._reports

    def _copies(self) -> st.SearchStrategy[Record]:
        reported = [each for each in self.told.values() if isinstance(each, EventRecord)]
        return copies(of=self._late(reported)) if reported else self._reports

    def _corrections(self) -> st.SearchStrategy[Record]:
        accounts = self._all(EventRecord, Correction)
        return corrections(of=self._named(accounts), replacements=self._reports)

    def _retractions(self) -> st.SearchStrategy[Record]:
        return retractions(of=self._named(self._middles() or self._copied()), published=_OURS)

    def _reinstatements(self) -> st.SearchStrategy[Record]:
        return reinstatements(of=self._named(self._all(Retraction)), published=_OURS)

    def _precedences(self) -> st.SearchStrategy[Record]:
        """Return rules about any two keys, or now and then what the last rule says turned round."""
        told = self._all(Precedence)
        if told and self._draw(_ODDS) < 5:
            last = told[-1]
            return st.just(attrs.evolve(last, earlier=last.later, later=last.earlier))
        return precedences(keys=self._keys)

    def _erasures(self) -> st.SearchStrategy[Record]:
        gone = {each.erases for each in self.told.values() if isinstance(each, Erasure)}
        erasable = [
            each
            for identity, each in self.told.items()
            if identity not in gone and not isinstance(each, Erasure)
        ]
        middles = [each for each in self._middles() if each in erasable]
        return erasures(of=self._late(middles or erasable)) if erasable else self._reports

    def _named(self, likely: Sequence[Record]) -> Record:
        """Return what an amendment names: mostly a likely record, and mostly a late one."""
        odds = self._draw(_ODDS)
        if odds == 15:
            return self._draw(self._reports)
        pool = likely if likely and odds < 12 else list(self.told.values())
        return self._late(pool)

    def _late(self, pool: Sequence[R]) -> R:
        return pool[-1 - self._draw(_LATELY) % len(pool)]

    def _middles(self) -> list[Record]:
        """Return the corrections that a correction corrects."""
        named = {each.corrects for each in self.told.values() if isinstance(each, Correction)}
        corrected = [each for identity, each in self.told.items() if identity in named]
        return [each for each in corrected if isinstance(each, Correction)]

    def _copied(self) -> list[Record]:
        """Return the reports that another one repeats."""
        reported = [each for each in self.told.values() if isinstance(each, EventRecord)]
        repeated = {(each.key, each.source.via) for each in reported}
        return [each for each in reported if (each.key, each.source) in repeated]

    def _all(self, *kinds: type[R]) -> list[R]:
        return [each for each in self.told.values() if isinstance(each, kinds)]


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
