"""The Markdown form: what stands where, judged by a CommonMark parser."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.writers.payloads import ADDRESSES, TEXTS
from tests.writers.stories import at, chronology_of, everywhere, filled, plain_for, story
from timeline.writers import to_markdown
from timeline.writers.losses import texts
from timeline.writers.markdown import escaped
from timeline.writers.visible import one_line

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
READERS = pytest.mark.parametrize("reader", [MarkdownIt("commonmark"), GITHUB])


def line_of(key: str, after: str) -> str:
    """Return the line of the story's Markdown that holds a text, behind a heading."""
    lines = to_markdown(story()).partition(after)[2].splitlines()
    return next(each for each in lines if key in each)


def test_header_says_as_of_when() -> None:
    """Both clocks, the position, the digest, the number of entries and the policy."""
    known = "Known: as published by 2024-10-30T00:00Z and recorded up to position 8"
    assert to_markdown(story()).splitlines()[:6] == [
        "# Chronology",
        "",
        f"- {known} – digest {story().digest}",
        "- Entries: 5",
        "- Policy: latest published",
        "",
    ]


def test_problems_are_listed() -> None:
    """What could not be resolved stands before the entries."""
    text = to_markdown(story())
    assert "## Problems (1)\n\n- dangling-key: judgement sha256:" in text


def test_no_problems_are_no_heading() -> None:
    """A chronology without problems does not speak of them."""
    assert "Problems" not in to_markdown(chronology_of(at("2024")))


def test_sections_follow_the_chronology() -> None:
    """A heading for each stretch, in its order."""
    headings = [line for line in to_markdown(story()).splitlines() if line.startswith("## ")]
    assert headings == [
        "## Problems (1)",
        "## Before 29 October 2024",
        "## June 2024",
        "## October 2024",
        "## Reports",
    ]


def test_entry_is_one_line() -> None:
    """Date in words and EDTF, other dates, summary, status, kind, figures, notes."""
    assert line_of("soldiers", "## October") == (
        r"- **28 October 2024** (2024-10-28) – also dated October 2024 (2024-10)"
        r" – about 10,000 soldiers are sent – *disputed*, deployment"
        r" – Figures: strength about 10,000 (others: 1,500) \[3\]\[4\]"
    )


def test_note_says_whose_report_it_is() -> None:
    """The source's chain, the voice, the publication, its own words and figure, its id."""
    report = story().entry("troops").reports[0]
    assert line_of("3. ", "## Reports") == (
        "3. Source: Yonhap via a briefing; citing Intelligence Service; "
        "published 2024-10-18T08:00Z; says: 1,500 soldiers are sent; "
        "happened: October 2024 (2024-10); strength: 1,500; force: an army; "
        f"recorded 2024-11-05T09:01Z at position 1; key troops, id {report.id}"
    )


def test_note_tells_the_account_that_was_replaced() -> None:
    """A correction shows the old figure, the new one and the reason."""
    (old, _) = story().entry("strike").accounts[0].chain
    told = (
        f"in the place of {old.id} (killed: at least 1 became at least 2; A second body was found)"
    )
    assert told in line_of("weapons", "## Reports")


def test_note_tells_the_evidence() -> None:
    """Quote, locator and the evidence's own date."""
    evidence = "evidence: “two were killed”, paragraph 4, made 28 October 2024 08:00 UTC"
    assert evidence in line_of("weapons", "## Reports")


def test_note_numbers_are_those_of_the_lines() -> None:
    """The list counts as the marks do."""
    notes = to_markdown(story()).partition("## Reports\n\n")[2].partition("\n\n")[0].splitlines()
    assert [note.partition(". ")[0] for note in notes] == ["1", "2", "3", "4", "5", "6"]


def test_web_address_is_a_link_and_nothing_else_is() -> None:
    """Addresses and archived copies are links to where they say."""
    tokens = GITHUB.parse(to_markdown(story()))
    links = {
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    }
    assert links == {
        "https://voa.example/troops",
        "https://archive.example/2024/https://voa.example/troops",
    }


def test_empty_chronology_is_a_header() -> None:
    """Nothing known is written as nothing."""
    assert "Entries: 0" in to_markdown(chronology_of())


@READERS
@pytest.mark.parametrize("text", [*TEXTS, *ADDRESSES])
def test_no_text_breaks_out_of_any_field(text: str, reader: MarkdownIt) -> None:
    """With a hostile text in every field a reader finds the blocks and spans of plain words."""
    hostile, plain = (
        kinds(reader, to_markdown(everywhere(each))) for each in (text, plain_for(text))
    )
    assert hostile == plain


@READERS
def test_no_text_of_any_field_is_left_out(reader: MarkdownIt) -> None:
    """Each text of each report, and of what it replaced, can be read."""
    numbers = count()
    chronology = filled(lambda: f"({next(numbers)})")
    read = "".join(token.content for token in spans(reader, to_markdown(chronology)))
    told = {text for entry in chronology for _, _, text in texts(entry)}
    assert {text for text in told if text not in read} == set()


@READERS
@pytest.mark.parametrize("text", TEXTS)
def test_escaped_text_is_read_back(text: str, reader: MarkdownIt) -> None:
    """At the start of a list item, where most would act, a text reads as it was, in one line."""
    assert read_back(reader, f"- {escaped(text)}") == one_line(text)


@pytest.mark.parametrize("sign", "\\`*_[]<>|~&$@")
def test_sign_that_some_reader_acts_on_is_escaped(sign: str) -> None:
    """Readers beyond CommonMark have tables, formulas and addresses; none of their signs acts."""
    assert escaped(f"a {sign} b") == f"a \\{sign} b"


@pytest.mark.parametrize(
    "text,source",
    [
        ("https://evil.example", r"https\://evil.example"),
        ("HTTP://evil.example", r"HTTP\://evil.example"),
        ("www.evil.example", r"www\.evil.example"),
        ("WWW.evil.example", r"WWW\.evil.example"),
        ("12:30. Done", "12:30. Done"),
    ],
)
def test_bare_addresses_are_no_links_on_github(text: str, source: str) -> None:
    """What GitHub would link by itself is broken by an escape; other text is left alone."""
    assert escaped(text) == source


@READERS
@given(text=st.text() | st.text("\\`*_[]<>|~&$:/@w.#+-=0123456789() \n"))
def test_any_escaped_text_is_read_back(text: str, reader: MarkdownIt) -> None:
    """Whatever a text holds, a reader of Markdown sees it and nothing else."""
    assert read_back(reader, f"- x {escaped(text)} x") == f"x {one_line(text)} x"


@READERS
@given(text=st.text("\\`*_[]<>|~&$#+-=0123456789.) ab", min_size=1))
def test_any_escaped_text_opens_no_block(text: str, reader: MarkdownIt) -> None:
    """At the start of a line it makes no heading, list, quote, rule or code."""
    if one_line(text):
        assert read_back(reader, f"- {escaped(text)}") == one_line(text)


def spans(reader: MarkdownIt, source: str) -> list[Token]:
    """Return the inline tokens of a source."""
    return [child for token in reader.parse(source) for child in token.children or ()]


def kinds(reader: MarkdownIt, source: str) -> list[tuple[str, int]]:
    """Return what a reader finds, block by block, and how many spans other than text."""
    return [
        (token.type, sum(child.type != "text" for child in token.children or ()))
        for token in reader.parse(source)
    ]


def read_back(reader: MarkdownIt, source: str) -> str:
    """Return the text of a list item that holds one paragraph of plain text."""
    tokens = reader.parse(source)
    assert [token.type for token in tokens] == [
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    ]
    children = tokens[3].children or []
    assert {child.type for child in children} <= {"text"}
    return "".join(child.content for child in children)
