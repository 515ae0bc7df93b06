"""Hidden signs become escapes; what spelling needs stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.writers.visible import breaks_lines, one_line, unseen, visible


@pytest.mark.parametrize(
    "text,shown",
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\x00b\x7fc\x9bd", r"a\x00b\x7fc\x9bd"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2066a\u2069", r"\u2066a\u2069"),
        ("a\u2028b\u2029c\x85d", r"a\u2028b\u2029c\x85d"),
    ],
)
def test_hidden_signs_are_escapes(text: str, shown: str) -> None:
    """Controls, separators and direction overrides are shown by their numbers."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["क्\u200cष", "\u05d0\u200f\u200e\u061c", "👩\u200d👧", "a\tb", "a\nb", "\xa0"]
)
def test_signs_of_spelling_stay(text: str) -> None:
    """Joiners, direction marks, tabs, line breaks and fixed blanks are left alone."""
    assert visible(text) == text


def test_line_breaks_have_one_form() -> None:
    """Any of the three line breaks becomes a line feed."""
    assert visible("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_one_line_folds_blanks() -> None:
    """Runs of blanks, tabs and breaks become one space; the ends have none."""
    assert one_line(" a\r\n\t b  c\n") == "a b c"


def test_unseen_names_each_sign_once() -> None:
    """What is escaped can be listed by its code points."""
    assert unseen("b\u202ea\x1b\u202e") == ("U+001B", "U+202E")


@pytest.mark.parametrize("text,several", [("a b", False), ("a\nb", True), ("a\rb", True)])
def test_several_lines_are_noticed(text: str, *, several: bool) -> None:
    """A text of several lines has a break of any form."""
    assert breaks_lines(text) is several


@given(st.text())
def test_nothing_visible_controls_anything(text: str) -> None:
    """Of all control characters only tab and line feed are left, and no override is."""
    left = {sign for sign in visible(text) if unicodedata.category(sign) in {"Cc", "Zl", "Zp"}}
    turned = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert left <= {"\t", "\n"}
    assert not turned & {unicodedata.bidirectional(sign) for sign in visible(text)}
