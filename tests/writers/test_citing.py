"""The end of every outward form: the token, where a reader would look for it."""

import io

import pytest

from tests.writers.pages import page_of, words_of
from tests.writers.stories import chronology_of, log_of, story
from timeline.resolution import Policy
from timeline.resolution.citation import Token
from timeline.writers import show, to_html, to_markdown, to_terminal
from timeline.writers.citing import cited_as, citing


def test_whole_chronology_is_cited_by_its_token() -> None:
    """The words say what the text behind them is good for."""
    assert (citing(story()), cited_as(story())) == ("Cite this chronology as", str(story().token))


def test_selection_is_called_one_and_cites_the_whole() -> None:
    """Nobody takes a part for all, or its footnote for one of the part."""
    part = story().where(status="planned")
    assert citing(part) == "A selection, 1 of 5 entries; cite the whole as"
    assert cited_as(part) == str(story().token)


def test_page_ends_with_the_token() -> None:
    """In the footer, in one piece, selected by one click."""
    footer = to_html(story()).partition("<footer>")[2].partition("</footer>")
    assert words_of(footer[0]) == f"Cite this chronology as: {story().token}"
    assert f'<code class="token">{story().token}</code>' in footer[0]
    assert "footer" not in footer[2]
    assert ".token { color: var(--ink); user-select: all; }" in page_of(to_html(story())).styles[0]


def test_markdown_ends_with_the_token() -> None:
    """Behind a rule, as code: nothing in it is read as markup, or changed by typography."""
    assert to_markdown(story()).endswith(f"\n\n---\n\nCite this chronology as: `{story().token}`\n")


def test_empty_markdown_has_a_rule_and_no_heading_above_the_token() -> None:
    """A line right above the rule would become a heading."""
    assert "\n\n---\n\n" in to_markdown(chronology_of())


@pytest.mark.parametrize("width", [40, 100, 300])
def test_table_ends_with_the_token(width: int) -> None:
    """Folded where it has to be, it can be pasted back as it stands."""
    ending = to_terminal(story(), width=width).partition("Cite this chronology as")[2]
    assert Token.parse(ending) == story().token


def test_printed_token_is_one_line() -> None:
    """What is printed may be wider than the terminal: the token is copied as one word."""
    written = io.StringIO()
    show(story(), written)
    assert written.getvalue().splitlines()[-1] == f"Cite this chronology as {story().token}"


def test_selections_say_so_in_every_form() -> None:
    """Page, Markdown and table tell how much was selected, and of how much."""
    part, told = story()[1:3], "A selection, 2 of 5 entries; cite the whole as"
    assert told in to_html(part)
    assert told in to_markdown(part)
    assert told in to_terminal(part, width=300)


@pytest.mark.parametrize("name", ["`</code><script>", "a\u202eb", "**x** | y", "слово"])
def test_name_of_a_policy_is_inert_in_the_token(name: str) -> None:
    """Whatever a policy is called, its token is one word of plain letters."""
    known = log_of().as_of(policy=Policy(name=name, rank=lambda *_: ()))
    token = str(known.token)
    assert token.isascii()
    assert not set("`<>|* ") & set(token)
    assert f'<code class="token">{token}</code>' in to_html(known)
    assert to_markdown(known).endswith(f": `{token}`\n")
    assert Token.parse(to_terminal(known).partition("chronology as")[2]).policy == name
