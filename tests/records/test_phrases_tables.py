"""The tables of the languages: that their patterns name slots that exist, and rules that fit."""

import inspect
from collections.abc import Iterator

import pytest

from timeline.records.phrases import LANGUAGES
from timeline.records.phrasing.numerals import NUMERALS
from timeline.records.phrasing.patterns import Elements, Grammar, Optional, Slot, grammar

GRAMMARS = [grammar(language) for language in LANGUAGES.values()]
tables = pytest.mark.parametrize("table", GRAMMARS, ids=list(LANGUAGES))


def slots(elements: Elements, *, required: bool = False) -> Iterator[Slot]:
    """Return the slots of a pattern."""
    for element in elements:
        if isinstance(element, Slot):
            yield element
        elif isinstance(element, Optional) and not required:
            yield from slots(element.elements)


@tables
def test_every_slot_can_be_filled(table: Grammar) -> None:
    """By words, by rules or by a number."""
    known = {*table.words, *table.rules, *NUMERALS}
    used = {
        slot.group
        for ruled in table.rules.values()
        for _, elements in ruled
        for slot in slots(elements)
    }
    assert used - known == set()


@tables
def test_every_rule_takes_its_slots(table: Grammar) -> None:
    """All that a pattern may fill, by name."""
    for ruled in table.rules.values():
        for rule, elements in ruled:
            taken = inspect.signature(rule.means).parameters
            any_name = any(each.kind is each.VAR_KEYWORD for each in taken.values())
            names = {slot.name for slot in slots(elements)}
            assert any_name or names <= set(taken), (rule.name, names)


@tables
def test_every_rule_has_what_it_needs(table: Grammar) -> None:
    """What a pattern may leave out, the meaning must not ask for."""
    for ruled in table.rules.values():
        for rule, elements in ruled:
            needed = {
                name
                for name, each in inspect.signature(rule.means).parameters.items()
                if each.kind is each.KEYWORD_ONLY and each.default is each.empty
            }
            names = {slot.name for slot in slots(elements, required=True)}
            assert needed <= names, (rule.name, needed)


@tables
def test_every_word_is_in_lower_case(table: Grammar) -> None:
    """As phrases are when they are compared."""
    words = {word for some in table.words.values() for word in some}
    assert {word for word in words if any(token != token.lower() for token in word)} == set()


@tables
def test_no_word_is_empty(table: Grammar) -> None:
    """It would fit anywhere."""
    assert all(word for some in table.words.values() for word in some)


def test_the_same_rules_have_the_same_names_in_both_languages() -> None:
    """A reader of rule names need not know the language; Ukrainian adds one."""
    english, ukrainian = (
        {rule.name for ruled in table.rules.values() for rule, _ in ruled} for table in GRAMMARS
    )
    assert ukrainian - english == {"until-or-before"}
