"""Strategies for keys that are easily taken for each other, to try an importer or a page with."""

from hypothesis import strategies as st

from timeline.records.fields import folded
from timeline.testing.events import keys as few_keys

LETTERS = {
    "a": "\u0430",
    "c": "\u0441",
    "e": "\u0435",
    "i": "\u0456",
    "o": "\u043e",
    "p": "\u0440",
    "x": "\u0445",
    "l": "1",
    "m": "rn",
    "-": "\u2010",
}
"""Signs, and others that are drawn alike: Cyrillic letters, a digit, two letters, a hyphen."""

UNSEEN = ("\u200b", "\u200c", "\u00ad", "\ufeff", "\u200f", "\u202e", "\u2066")
"""Signs that nobody sees; the last three are bidi controls."""


@st.composite
def twins(
    draw: st.DrawFn,
    *,
    keys: st.SearchStrategy[str] = few_keys(),  # noqa: B008 - a strategy never changes
) -> tuple[str, str]:
    """
    Return a key and another one that looks alike, and is another key all the same.

    They differ by a letter of another script, by case, or by a sign that nobody sees.

    Args:
        draw: Given by Hypothesis.
        keys: What the first one is drawn from; it should hold a letter.
    """
    key = folded(draw(keys))
    changed = draw(st.sampled_from([key.swapcase(), _with_twin(draw, key), key]))
    return key, changed if folded(changed) != key else _with_unseen(draw, key)


def look_alike_keys() -> st.SearchStrategy[str]:
    """Return one of a few keys, of which most look like another one of them."""
    return twins().flatmap(st.sampled_from)


def _with_twin(draw: st.DrawFn, key: str) -> str:
    places = [at for at, sign in enumerate(key) if sign in LETTERS]
    if not places:
        return key
    at = draw(st.sampled_from(places))
    return f"{key[:at]}{LETTERS[key[at]]}{key[at + 1 :]}"


def _with_unseen(draw: st.DrawFn, key: str) -> str:
    at = draw(st.integers(0, len(key)))
    return f"{key[:at]}{draw(st.sampled_from(UNSEEN))}{key[at:]}"
