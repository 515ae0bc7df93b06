"""Finding the rules that account for every word of a phrase."""

from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from timeline.records.phrasing.answers import Choice, Refusal
from timeline.records.phrasing.numerals import NUMERALS
from timeline.records.phrasing.patterns import Elements, Grammar, Optional, Words
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch
from timeline.records.phrasing.tables import Means, Rule, Value

WHOLE = "PHRASE"
OUTSIDE = "outside-the-calendar"
UNDECIDED = "one-of-two-days"


@frozen
class Found:
    """What some tokens mean, by which rule, and the place after them."""

    value: Value
    rule: str
    end: int


Slots = tuple[tuple[str, Found], ...]


def found(grammar: Grammar, said: Said, tokens: tuple[str, ...]) -> Found | None:
    """Return what all the tokens mean together, if any rule accounts for all of them."""
    fitting = _Search(grammar, said, tokens).found(WHOLE, 0)
    return next((each for each in fitting if each.end == len(tokens)), None)


@define
class _Search:
    """One phrase; what was found at a place is kept, so the work is bounded by the table."""

    grammar: Grammar
    said: Said
    tokens: tuple[str, ...]
    kept: dict[tuple[str, int], tuple[Found, ...]] = field(factory=dict)

    def found(self, slot: str, at: int) -> tuple[Found, ...]:
        """Return what may fill a slot at a place, one for each end: the first rule wins."""
        key = (slot, at)
        if key not in self.kept:
            self.kept[key] = ()
            ends: dict[int, Found] = {}
            for each in self._candidates(slot, at):
                ends.setdefault(each.end, each)
            self.kept[key] = tuple(ends.values())
        return self.kept[key]

    def _candidates(self, slot: str, at: int) -> Iterator[Found]:
        if at == len(self.tokens):
            return
        yield from self._words(slot, at)
        numeral = NUMERALS.get(slot)
        value = None if numeral is None else numeral(self.tokens[at])
        if value is not None:
            yield Found(value, "", at + 1)
        for rule, elements in self.grammar.rules.get(slot, ()):
            yield from self._ruled(rule, elements, at)

    def _words(self, slot: str, at: int) -> Iterator[Found]:
        words = self.grammar.words.get(slot)
        if words is None:
            return
        for end in range(min(at + self.grammar.longest, len(self.tokens)), at, -1):
            value = words.get(self.tokens[at:end])
            if value is not None:
                yield Found(value, "", end)

    def _ruled(self, rule: Rule, elements: Elements, at: int) -> Iterator[Found]:
        for end, slots in self._matches(elements, at, ()):
            value = _value(rule, self.said, slots)
            if value is not None:
                yield Found(value, _rule_name(rule, value, slots), end)

    def _matches(self, elements: Elements, at: int, slots: Slots) -> Iterator[tuple[int, Slots]]:
        if not elements:
            yield at, slots
            return
        first, rest = elements[0], elements[1:]
        if isinstance(first, Words):
            for end in self._word_ends(first, at):
                yield from self._matches(rest, end, slots)
        elif isinstance(first, Optional):
            yield from self._matches(first.elements + rest, at, slots)
            yield from self._matches(rest, at, slots)
        else:
            for each in self.found(first.group, at):
                yield from self._matches(rest, each.end, (*slots, (first.name, each)))

    def _word_ends(self, words: Words, at: int) -> Iterator[int]:
        for option in words.options:
            end = at + len(option)
            if self.tokens[at:end] == option:
                yield end


def _value(rule: Rule, said: Said, slots: Slots) -> Value | None:
    values = {name: each.value for name, each in slots}
    refusal = next((each for each in values.values() if isinstance(each, Refusal)), None)
    if refusal is not None:
        return refusal
    try:
        return _meant(rule.means, said, values)
    except OverflowError:
        return Refusal(OUTSIDE)


def _meant(means: Means, said: Said, values: Mapping[str, Value]) -> Value | None:
    chosen = next((name for name, value in values.items() if isinstance(value, Choice)), None)
    if chosen is None:
        return means(said, **values)
    choice = values[chosen]
    possible = choice.stretches if isinstance(choice, Choice) else ()
    results = [_meant(means, said, {**values, chosen: each}) for each in possible]
    stretches = tuple(result for result in results if isinstance(result, Stretch))
    return Choice(stretches) if len(stretches) == len(results) else Refusal(UNDECIDED)


def _rule_name(rule: Rule, value: Value, slots: Slots) -> str:
    if isinstance(value, Refusal):
        return value.rule
    within = ", ".join(each.rule for _, each in slots if each.rule)
    if not rule.name or not within:
        return rule.name or within
    return f"{rule.name}({within})"
