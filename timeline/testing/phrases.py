"""Strategies for news phrases: what a language's table can say, and when it was said."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache

from hypothesis import strategies as st

from timeline.records.phrases import Tense
from timeline.records.phrasing.english import ENGLISH
from timeline.records.phrasing.patterns import Elements, Grammar, Slot, Words, grammar
from timeline.records.phrasing.tables import Language
from timeline.testing.times import zones

DEEPEST = 6
"""Rules within rules, before the shortest way to an end is taken."""

_WHOLE = "PHRASE"
_NEVER = 99
_TWO = st.integers(0, 99).map("{:02}".format)
_NUMERALS = {
    "NUMBER": st.integers(0, 60).map(str),
    "DAY_NUMBER": st.integers(1, 31).map(str),
    "YEAR": st.integers(1900, 2100).map(str),
    "TWO_DIGITS": _TWO,
    "WALL_TIME": st.tuples(st.integers(0, 23), st.integers(0, 59)).map("{0[0]}:{0[1]:02}".format),
    "FOUR_DIGITS": st.tuples(st.integers(0, 23), st.integers(0, 59)).map(
        "{0[0]:02}{0[1]:02}".format
    ),
    "ISO_DATE": st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    "DOTTED_DATE": st.dates(date(1900, 1, 1), date(2100, 1, 1)).map("{0:%d.%m.%Y}".format),
    "DOTTED_PAIR": st.sampled_from(("4.12", "12.4", "1.2")),
    "NUMBERED_DATE": st.sampled_from(("28/10/2024", "3/4", "10.31.2024")),
}


def tenses() -> st.SearchStrategy[Tense]:
    """Return tenses."""
    return st.sampled_from(Tense)


def publications() -> st.SearchStrategy[datetime | date]:
    """Return instants, and days of which no more is known, from 1950 to 2090."""
    instants = st.datetimes(
        datetime(1950, 1, 1),  # noqa: DTZ001 - a bound of the strategy, which adds the zone
        datetime(2090, 1, 1),  # noqa: DTZ001 - as above
        timezones=st.just(UTC),
    )
    return st.one_of(instants, st.dates(date(1950, 1, 1), date(2090, 1, 1)))


def places() -> st.SearchStrategy[str | None]:
    """Return zones in which something is said, or none."""
    return st.one_of(st.none(), zones())


@st.composite
def phrase_texts(draw: st.DrawFn, *, language: Language = ENGLISH) -> str:
    """Return texts that the patterns of a language produce; most of them have a reading."""
    return " ".join(draw(_slot_texts(grammar(language), _WHOLE, DEEPEST)))


@st.composite
def _slot_texts(draw: st.DrawFn, table: Grammar, slot: str, depth: int) -> list[str]:
    words = sorted(table.words.get(slot, ()))
    ruled = [elements for _, elements in table.rules.get(slot, ())]
    if depth <= 0 and ruled:
        least = min(_height(elements, _heights(table)) for elements in ruled)
        ruled = [each for each in ruled if _height(each, _heights(table)) == least]
    ways: list[st.SearchStrategy[list[str]]] = []
    if slot in _NUMERALS:
        ways.append(_NUMERALS[slot].map(lambda text: [text]))
    if words:
        ways.append(st.sampled_from(words).map(list))
    if ruled and (depth > 0 or not ways):
        ways.append(
            st.sampled_from(ruled).flatmap(lambda each: _element_texts(table, each, depth - 1))
        )
    return draw(st.one_of(ways))


@st.composite
def _element_texts(draw: st.DrawFn, table: Grammar, elements: Elements, depth: int) -> list[str]:
    texts: list[str] = []
    for element in elements:
        if isinstance(element, Words):
            texts += draw(st.sampled_from(element.options))
        elif isinstance(element, Slot):
            texts += draw(_slot_texts(table, element.group, depth))
        elif depth > 0 and draw(st.booleans()):
            texts += draw(_element_texts(table, element.elements, depth))
    return texts


@cache
def _heights(table: Grammar) -> dict[str, int]:
    heights = dict.fromkeys((*table.words, *_NUMERALS), 0)
    for _ in table.rules:
        for slot, ruled in table.rules.items():
            least = min(_height(elements, heights) for _, elements in ruled)
            heights[slot] = min(heights.get(slot, _NEVER), least + 1)
    return heights


def _height(elements: Elements, heights: dict[str, int]) -> int:
    return max((heights.get(slot, _NEVER) for slot in _required(elements)), default=0)


def _required(elements: Elements) -> Iterator[str]:
    for element in elements:
        if isinstance(element, Slot):
            yield element.group
