"""The patterns of a table, made ready to be matched."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from timeline.records.phrasing.tables import Language, Rule, Value
from timeline.records.phrasing.tokens import tokens
from timeline.records.phrasing.zone_names import cities

Tokens = tuple[str, ...]

_PART = re.compile(r"\[|\]|[^\s\[\]]+")
_SLOT = re.compile(r"(?:(?P<name>[a-z_]+)=)?(?P<group>[A-Z_]+)")

_CITY = "CITY"


@frozen
class Words:
    """One of several runs of tokens."""

    options: tuple[Tokens, ...]


@frozen
class Slot:
    """A place that a word or another rule fills."""

    name: str
    group: str


@frozen
class Optional:
    """What may be left out."""

    elements: "Elements"


Elements = tuple[Words | Slot | Optional, ...]


@frozen(eq=False)
class Grammar:
    """
    A table, made ready.

    Args:
        words: By slot, runs of tokens and what they mean.
        rules: By slot, each rule with one of its patterns.
        longest: Most tokens that a word has.
    """

    words: Mapping[str, Mapping[Tokens, Value]]
    rules: Mapping[str, tuple[tuple[Rule, Elements], ...]]
    longest: int


@cache
def grammar(language: Language) -> Grammar:
    """Return the table of a language, made ready; kept, as it takes some milliseconds."""
    tables = {**language.words, _CITY: {**cities(), **language.words.get(_CITY, {})}}
    words = {
        slot: {tokens(word): value for word, value in table.items()}
        for slot, table in tables.items()
    }
    rules = {
        slot: tuple(
            (rule, elements(pattern, language)) for rule in some for pattern in rule.patterns
        )
        for slot, some in language.rules.items()
    }
    return Grammar(words, rules, max(len(word) for table in words.values() for word in table))


def elements(pattern: str, language: Language) -> Elements:
    """Return the parts of a pattern; see `Rule`."""
    return _elements(iter(_PART.findall(pattern)), language)


def _elements(parts: Iterator[str], language: Language) -> Elements:
    found: list[Words | Slot | Optional] = []
    for part in parts:
        if part == "]":
            break
        slot = _SLOT.fullmatch(part)
        if part == "[":
            found.append(Optional(_elements(parts, language)))
        elif slot is not None:
            found.append(Slot(slot["name"] or slot["group"].lower(), slot["group"]))
        else:
            found.append(Words(_options(part, language)))
    return tuple(found)


def _options(part: str, language: Language) -> tuple[Tokens, ...]:
    named = part.startswith("<") and part.endswith(">")
    phrases = language.synonyms[part[1:-1]] if named else part.split("|")
    return tuple(tokens(phrase) or (phrase,) for phrase in phrases)
