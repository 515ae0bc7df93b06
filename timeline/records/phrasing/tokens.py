"""The words, numbers and signs of a phrase, as rules and tables spell them."""

import re

LONGEST = 200
"""Longest phrase that is looked at, in characters."""

MOST_TOKENS = 30
"""Most words, numbers and signs."""

_TOKEN = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9-])"  # 2024-10, 2024-10-28
    r"|[0-9]+(?:[.:/][0-9]+)+"  # 10:30, 10.30, 28/10/2024
    r"|[0-9]+"
    r"|[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W\d_])"  # a.m.
    r"|[^\W\d_]+(?:'[^\W\d_]+)*\.?"  # Oct., o'clock
    r"|'s(?![^\W\d_])"
    r"|\S"
)
_PLAIN = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2012\u2013\u2014\u2212", "'''------")
_POSSESSIVE = "'s"


def tokens(text: str) -> tuple[str, ...]:
    """
    Return the tokens of a text in lower case; marks at its end and after words are left out.

    A possessive `'s` is a token of its own, `a.m.` is `am`, all apostrophes and all dashes are
    one. Digits of other scripts are no digits.
    """
    plain = text.lower().translate(_PLAIN).rstrip(" .,;")
    found: list[str] = []
    for token in _TOKEN.findall(plain):
        word = token.replace(".", "") if token[0].isalpha() else token
        if word.endswith(_POSSESSIVE) and len(word) > len(_POSSESSIVE):
            found += [word.removesuffix(_POSSESSIVE), _POSSESSIVE]
        else:
            found.append(word)
    return tuple(found)
