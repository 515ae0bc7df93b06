"""Signs that would act on a page, a file or a terminal instead of being read: shown as escapes."""

import re

HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""
Control characters, line and paragraph separators, and what embeds, overrides or isolates
directions. Marks that spelling needs stay: joiners, and the left-to-right and right-to-left marks.
"""

_BREAK = re.compile(r"\r\n?")
_BLANKS = re.compile(r"[ \t\r\n]+")


def visible(text: str) -> str:
    r"""
    Return a text whose hidden signs are escapes, such as `\u202e`; line breaks are `\n`.

    >>> print(visible("a\x1b[31mb"))
    a\x1b[31mb
    """
    return HIDDEN.sub(lambda found: escape(found[0]), unified(text))


def unified(text: str) -> str:
    r"""Return a text whose line breaks are all `\n`."""
    return _BREAK.sub("\n", text)


def one_line(text: str) -> str:
    """Return a visible text in one line, its blanks and line breaks folded to single spaces."""
    return visible(_BLANKS.sub(" ", text).strip(" "))


def escape(sign: str) -> str:
    """Return the escape that stands for a sign."""
    code = ord(sign)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


def unseen(text: str) -> tuple[str, ...]:
    """Return the hidden signs of a text as code points, such as `U+202E`, each once, sorted."""
    return tuple(sorted({f"U+{ord(sign):04X}" for sign in HIDDEN.findall(text)}))


def breaks_lines(text: str) -> bool:
    """Return whether a text runs over several lines."""
    return "\n" in text or "\r" in text
