"""The page is inert: texts stay texts, and nothing outside is asked for (G13)."""

import base64
import hashlib
import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writers.pages import page_of, words_of
from tests.writers.payloads import ADDRESSES, TEXTS
from tests.writers.stories import PLAIN, at, chronology_of, everywhere, filled, plain_for, story
from timeline.records import Source
from timeline.writers import to_html
from timeline.writers.html_page import isolated
from timeline.writers.losses import texts
from timeline.writers.visible import visible


def test_policy_forbids_all_but_the_own_style() -> None:
    """Nothing is loaded and nothing runs; the style is allowed by its hash."""
    page = page_of(to_html(story()))
    (style,) = page.styles
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert page.values("meta", "content")[0] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_policy_stands_before_all_that_it_rules() -> None:
    """The policy comes right after the character set."""
    elements = [tag for tag, *_ in page_of(to_html(story())).elements]
    assert elements[:4] == ["html", "head", "meta", "meta"]


def test_page_refers_to_nothing_outside() -> None:
    """No element and no style loads anything."""
    page = page_of(to_html(story()))
    assert {tag for tag, _ in page.attributes}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg", "video"}
    )
    assert not re.search(r"url\(|@import|expression", page.styles[0])
    assert {name for _, given in page.attributes for name in given}.isdisjoint(
        {"src", "srcset", "style", "action", "ping", "background", "poster", "target"}
    )


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_breaks_out_of_any_field(text: str) -> None:
    """With a hostile text in every field the page has the elements that plain words give it."""
    hostile, plain = (
        page_of(to_html(everywhere(each), title=each)) for each in (text, plain_for(text))
    )
    assert hostile.elements == plain.elements
    assert hostile.declarations == plain.declarations
    assert hostile.styles == plain.styles


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_can_be_read_on_the_page(text: str) -> None:
    """The text stands on the page, with its escapes, as often as plain words would."""
    page, plain = page_of(to_html(everywhere(text))), page_of(to_html(everywhere(PLAIN)))
    assert page.texts.count(visible(text)) == plain.texts.count(PLAIN) > 0


def test_no_text_of_any_field_is_left_out() -> None:
    """Each text of each report, and of what it replaced, can be found on the page."""
    numbers = count()
    chronology = filled(lambda: f"({next(numbers)})")
    page = words_of(to_html(chronology))
    told = {text for entry in chronology for _, _, text in texts(entry)}
    assert {text for text in told if text not in page} == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_other_address_becomes_a_link(address: str) -> None:
    """An address that is not of the web is a text in every field that takes addresses."""
    page = page_of(to_html(everywhere(address)))
    assert [each for each in page.values("a", "href") if each[0] != "#"] == []
    assert [
        name for _, given in page.attributes for name in given if name.startswith("data-")
    ] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_archived_address_must_be_of_the_web_too(address: str) -> None:
    """Beside a link, an archived address that is not of the web is a text."""
    source = Source(publisher="P", address="https://example.org/", archived=address)
    page = page_of(to_html(chronology_of(at("2024", source=source))))
    links = [given for tag, given in page.attributes if tag == "a" and given["href"][0] != "#"]
    assert [each["href"] for each in links] == ["https://example.org/"]
    assert "data-versionurl" not in links[0]
    assert visible(address) in page.texts


@pytest.mark.parametrize("title", [None, "A title"])
def test_text_address_is_shown(title: str | None) -> None:
    """An address that is no link is not lost, with a title or without."""
    source = Source(publisher="P", address="archive box 7", title=title)
    page = page_of(to_html(chronology_of(at("2024", source=source))))
    assert "archive box 7" in page.texts


@given(st.text())
def test_any_text_is_escaped_and_isolated(text: str) -> None:
    """A parser finds one isolated piece, and in it the text with its escapes."""
    page = page_of(str(isolated(text)))
    assert page.elements == [("bdi",), ("/bdi",)]
    assert page.texts == [visible(text)]


def test_hidden_sign_is_marked_apart_from_its_escape() -> None:
    """An override and the six letters of its escape look different."""
    assert str(isolated("\u202e \\u202e")) == (
        r'<bdi><span class="sign" title="U+202E">\u202e</span> \u202e</bdi>'
    )
