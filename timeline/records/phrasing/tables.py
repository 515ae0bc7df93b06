"""The table that a language fills: its words, and the patterns of its phrases."""

from collections.abc import Callable, Mapping

from attrs import frozen

from timeline.records.phrasing.answers import Count, Meaning, Refusal
from timeline.records.phrasing.clock_times import Face
from timeline.records.phrasing.day_parts import DayPart
from timeline.records.phrasing.parts import Part
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Unit

Value = int | str | Unit | Part | DayPart | Face | Count | Meaning
"""What a slot of a pattern is filled with."""

Means = Callable[..., Value | None]
"""Takes how a phrase was said, and its slots by name; `None` where it does not fit after all."""


@frozen
class Rule:
    """
    One way to say something.

    A pattern is words and slots, separated by blanks:

    - `ago`, `on|in`: one of these words;
    - `[the]`, `[of the]`: may be left out;
    - `<about>`: one of the phrases that the table's `synonyms` list under that name;
    - `DAY`, `first=DAY`: a slot, given on as `day`, or as `first`; it is filled by a word of the
      table's `words`, by another rule of that name, or by a number.

    Args:
        name: Stable, for readings to report; empty for a rule that adds nothing.
        means: What it comes to.
        patterns: Any of them fits.
    """

    name: str
    means: Means
    patterns: tuple[str, ...]


@frozen(kw_only=True, eq=False)
class Language:
    """
    How one language speaks about time; everything in lower case.

    Args:
        name: Its code.
        synonyms: Phrases that mean the same, by a name that patterns use.
        words: By slot, the words that fill it and what they mean; a word may have blanks.
        rules: By slot, the rules that fill it; the first that fits a stretch of words wins.
            `PHRASE` is the slot of a whole phrase.
    """

    name: str
    synonyms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, Value]]
    rules: Mapping[str, tuple[Rule, ...]]


def rule(name: str, means: Means, *patterns: str) -> Rule:
    """Return a rule."""
    return Rule(name, means, patterns)


def either(*slots: str) -> Rule:
    """Return the rule that any of some slots will do."""
    return Rule("", _same, tuple(f"same={slot}" for slot in slots))


def led(*patterns: str) -> Rule:
    """Return the rule that the slot `same` stands in patterns whose words add nothing."""
    return Rule("", _same, patterns)


def refused(name: str, *patterns: str) -> Rule:
    """Return the rule that a phrase is understood, and names no one time."""
    return Rule(name, _refusing(name), patterns)


def _same(_: Said, *, same: Value) -> Value:
    return same


def _refusing(name: str) -> Means:
    def refusal(_: Said, **__: Value) -> Refusal:
        return Refusal(name)

    return refusal
