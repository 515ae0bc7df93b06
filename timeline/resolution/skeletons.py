"""How a text looks: its skeleton after UTS #39, and two looks by which keys are compared."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters that say in which direction text runs; the property Bidi_Control of Unicode."""

_DIGITS = (("0", "O"), ("1", "l"))


@frozen
class Confusables:
    """
    The characters that Unicode lists as looking alike.

    Args:
        version: Version of Unicode that lists them.
        prototypes: What each code point looks like; the empty text for what is not seen.
        ignorable: Code points that are not seen (the property Default_Ignorable_Code_Point).
    """

    version: str
    prototypes: Mapping[int, str]
    ignorable: frozenset[int]


@cache
def confusables() -> Confusables:
    """Return the table that the package carries, read when it is first asked for."""
    text = (files("timeline.resolution") / "unicode/confusables.txt").read_text("ascii")
    lines = (line.partition(" ; ") for line in text.splitlines() if not line.startswith("#"))
    fields = {name: value for name, _, value in lines}
    version, unseen = fields.pop("version"), frozenset(_points(fields.pop("ignorable")))
    listed = {
        point: "".join(chr(int(each, 16)) for each in name.split())
        for name, value in fields.items()
        for point in _points(value)
    }
    return Confusables(version, {**listed, **dict.fromkeys(unseen, "")}, unseen)


def skeleton(text: str) -> str:
    """
    Return the skeleton of a text: two texts that Unicode holds for alike have the same one.

    It is the internal skeleton of UTS #39, section 4: for comparing, not for reading. How text
    of both directions is laid out on a line plays no part in it.

    >>> skeleton("\N{CYRILLIC SMALL LETTER ES}amp") == skeleton("camp")
    True
    """
    return _seen(text, confusables().prototypes)


def looks(key: str) -> tuple[str, str]:
    """
    Return how a key looks, twice: keys look alike that are equal in one of the two.

    The first is the skeleton. The second leaves case aside, and there a digit looks like itself
    only, since people who write capitals do not take `L` for `1`. In both, digits of every script
    are compared by their values, so keys that differ only in their digits never look alike.

    >>> [one == other for one, other in zip(looks("strike-1"), looks("strike-l"))]
    [True, False]
    >>> [one == other for one, other in zip(looks("Camp"), looks("camp"))]
    [False, True]
    """
    letters, plain = _letters(key), key if key.isascii() else unicodedata.normalize("NFD", key)
    small = plain.casefold()
    caseless = letters if small == plain else _letters(small)
    for digit, letter in _DIGITS:
        letters = letters.replace(digit, letter)
    return letters, caseless


def _letters(text: str) -> str:
    """Return the skeleton, in which each decimal digit became the ASCII digit of its value."""
    if not text.isascii():
        return _seen(text, _valued())
    for sign, prototype in _plain():
        text = text.replace(sign, prototype)
    return unicodedata.normalize("NFD", text)


def _seen(text: str, prototypes: Mapping[int, str]) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", decomposed.translate(prototypes))


@cache
def _valued() -> Mapping[int, str]:
    digits = {
        point: str(unicodedata.decimal(chr(point)))
        for point in range(0x110000)
        if chr(point).isdecimal()
    }
    return {**confusables().prototypes, **digits}


@cache
def _plain() -> tuple[tuple[str, str], ...]:
    """What ASCII signs but digits look like; no sign looks like one that stands behind it."""
    prototypes = confusables().prototypes
    signs = (sign for sign in map(chr, range(0x80)) if not sign.isdecimal())
    return tuple((sign, prototypes[ord(sign)]) for sign in signs if ord(sign) in prototypes)


def _points(spans: str) -> Iterator[int]:
    for span in spans.split():
        first, _, last = span.partition("..")
        yield from range(int(first, 16), int(last or first, 16) + 1)
