"""The times that news phrases mean: `on Monday`, `overnight`, `over the next several weeks`."""

from collections.abc import Mapping

from attrs import frozen

from timeline.errors import WhenError
from timeline.records.phrasing.answers import Answer, Choice, Refusal, answer
from timeline.records.phrasing.english import ENGLISH
from timeline.records.phrasing.matching import found
from timeline.records.phrasing.patterns import grammar
from timeline.records.phrasing.said import Publishedish, Said, Tense, said
from timeline.records.phrasing.stretches import Stretch
from timeline.records.phrasing.suggestions import suggested
from timeline.records.phrasing.tables import Language
from timeline.records.phrasing.tokens import LONGEST, MOST_TOKENS, tokens
from timeline.records.phrasing.ukrainian import UKRAINIAN
from timeline.records.phrasing.undecided import Outcome, undecided
from timeline.records.when import When

__all__ = ["LANGUAGES", "Reading", "Tense", "phrase", "suggestion"]

LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "uk": UKRAINIAN}
"""The languages that have a table; any other one may be given to `phrase` as a `Language`."""

ASSUMED_BY = "phrase"
"""Who assumed UTC where no zone was given."""

SUGGESTED = "suggested-by-dateparser"
"""The rule of what is no reading of ours."""

UNUSED = ("empty", "too-long", "unread")
"""The rules of phrases of which no word was used."""


@frozen
class Reading:
    """
    What a phrase says, and why.

    Args:
        when: The time; `None` where the phrase names none, or more than one that differ.
        rule: The stable name of the rule that was used, with those of its parts in parentheses;
            without a time, the one that says why: `duration`, `order-of-day-and-month`, …,
            or `unread` where no rule accounts for every word.
        text: The words that were used, as given, without blanks around them; empty if unread.
    """

    when: When | None
    rule: str
    text: str


def phrase(
    text: str,
    *,
    published: Publishedish,
    zone: str | None = None,
    tense: Tense = Tense.PAST,
    language: str | Language = "en",
) -> Reading:
    """
    Return what a phrase about time means in a report, by a rule that it names.

    Every word of the phrase must be accounted for; what is ambiguous or unknown has no time.
    Bounds that are conventions of ours, as in *late March* or *a few days ago*, are marked `~`.

    - A bare weekday, or day of a month, is the latest one up to and including the day of
      publication, or where the verb is in the future the first one from it on.
    - A month or date without a year is the latest one, up to the month after publication's.
    - *Last Monday* and *next June* may be two days, or months: then either is possible.
    - *In*, *on*, *last week*: one unknown moment, a set. *Over the past week*, *from … to*,
      *since*, *until*, *throughout*: it lasted, an interval.

    Args:
        text: The phrase alone: `on Monday`, not the sentence around it.
        published: When the report was published; a day, if no more is known.
        zone: Where it was said, an IANA name or an offset; UTC if not known, which the result
            then says was assumed.
        tense: That of the verb.
        language: A language of `LANGUAGES`, or a table.

    Raises:
        InstantError: `published` is neither an instant with an offset nor a day.
        WhenError: There is no such zone, or no table for the language; or `text` is no text.

    >>> phrase("last week", published="2024-10-28T19:00Z", zone="Europe/Kyiv").when.text
    '[2024-10-21..2024-10-27]'
    >>> phrase("on Wednesday", published="2024-10-28", tense=Tense.FUTURE).when.text
    '2024-10-30'
    >>> phrase("28/10/2024", published="2024-10-28").rule
    'order-of-day-and-month'
    """
    table = language if isinstance(language, Language) else _table(language)
    tenses = (Tense.PAST, Tense.FUTURE) if tense is Tense.UNKNOWN else (tense,)
    circumstances = [said(published, _place(zone), each) for each in tenses]
    folded = _folded(text)
    if not folded or len(folded) > LONGEST:
        return Reading(None, "too-long" if folded else "empty", "")
    outcomes = [_outcome(table, each, tokens(folded)) for each in circumstances]
    return _reading(text.strip(), undecided(outcomes), zone)


def suggestion(
    text: str,
    *,
    published: Publishedish,
    zone: str | None = None,
    tense: Tense = Tense.PAST,
    language: str = "en",
) -> Reading:
    """
    Return what `phrase` reads, or else what dateparser suggests, as a person may want to check.

    What dateparser found has the rule `suggested-by-dateparser`: it guesses where a phrase is
    ambiguous, and needs no more than some words of it.

    Args:
        text: The phrase alone.
        published: When the report was published, or the day.
        zone: Where it was said; UTC if not known.
        tense: That of the verb; if it is not known, it is taken for the past.
        language: A language of `LANGUAGES`.

    Raises:
        MissingExtraError: dateparser is needed, and not installed.
        InstantError: As for `phrase`.
        WhenError: As for `phrase`.
    """
    reading = phrase(text, published=published, zone=zone, tense=tense, language=language)
    if reading.when is not None or reading.rule in ("empty", "too-long"):
        return reading
    circumstances = said(published, _place(zone), tense)
    found = suggested(_folded(text), circumstances, _table(language).name)
    if isinstance(found, Refusal):
        return reading
    return _reading(text.strip(), Outcome(answer(found), SUGGESTED), zone)


def _folded(text: str) -> str:
    if not isinstance(text, str):
        raise WhenError(repr(text), 0, f"text, not {type(text).__name__}")
    return " ".join(text.split())


def _place(zone: str | None) -> str:
    return "UTC" if zone is None else zone


def _outcome(table: Language, circumstances: Said, words: tuple[str, ...]) -> Outcome:
    if len(words) > MOST_TOKENS:
        return Outcome(Refusal("too-long"), "")
    match = found(grammar(table), circumstances, words)
    if match is None or not isinstance(match.value, Stretch | Choice | Answer | Refusal):
        return Outcome(Refusal("unread"), "")
    if isinstance(match.value, Refusal):
        return Outcome(match.value, "")
    return Outcome(answer(match.value), match.rule)


def _reading(text: str, outcome: Outcome, zone: str | None) -> Reading:
    said = outcome.answer
    if isinstance(said, Refusal):
        return Reading(None, said.rule, "" if said.rule in UNUSED else text)
    try:
        return Reading(_when(said, zone), outcome.rule, text)
    except WhenError:
        return Reading(None, "never-was", text)


def _when(said: Answer, zone: str | None) -> When:
    if said.zone is not None:
        return When(said.text, zone=said.zone or None)
    return When(said.text, zone=_place(zone), assumed_by=ASSUMED_BY if zone is None else None)


def _table(language: str) -> Language:
    code = language.replace("_", "-").partition("-")[0].lower()
    if code not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise WhenError(language, 0, f"a language that has phrases ({known}), or a Language")
    return LANGUAGES[code]
