"""The page in a real browser: inert, offline, readable, printable (G13)."""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from attrs import Factory, frozen
from playwright.sync_api import BrowserContext as Browser
from playwright.sync_api import Page, Playwright, sync_playwright

from tests.writers.payloads import ADDRESSES, TEXTS
from tests.writers.stories import (
    PLAIN,
    PLAIN_WITH_A_MARK,
    at,
    chronology_of,
    everywhere,
    plain_for,
    story,
)
from timeline.chronology import Chronology
from timeline.records import Evidence, Place, Source, Speaker
from timeline.writers import write

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONTRAST = """
(selector) => {
  const part = (text) => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = (text) => {
    const [r, g, b] = part(text).map((each) => each / 255).map(
      (each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" ? ground(element.parentElement) : colour;
  };
  return Math.min(...[...document.querySelectorAll(selector)].map((each) => {
    const pair = [light(getComputedStyle(each).color), light(ground(each))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  }));
}
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here"),
]


@frozen
class Opened:
    """A page in the browser, and all that it did while it was opened."""

    page: Page
    requests: list[str] = Factory(list)
    messages: list[str] = Factory(list)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Give what drives the browser."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give a browser with a fresh profile; scripts would run in it."""
    profile = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=ARGUMENTS
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def without_scripts(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """Give a browser in which scripts are off."""
    profile = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=ARGUMENTS, java_script_enabled=False
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def plain_counts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, int]:
    """Give the number of elements of a page with plain words in every field."""
    folder = tmp_path_factory.mktemp("plain")
    return {each: elements(browser, folder, each) for each in (PLAIN, PLAIN_WITH_A_MARK)}


def elements(browser: Browser, folder: Path, text: str) -> int:
    """Return the number of elements that a text in every field makes, without escaped signs."""
    page = opened(browser, folder, everywhere(text)).page
    count = page.locator("*:not(.sign)").count()
    page.close()
    return count


def opened(browser: Browser, folder: Path, chronology: Chronology) -> Opened:
    """Write a chronology to a page and open it."""
    write(chronology, folder / "page.html")
    found = Opened(browser.new_page())
    found.page.on("request", lambda request: found.requests.append(request.url))
    found.page.on("console", lambda message: found.messages.append(message.text))
    found.page.on("pageerror", lambda error: found.messages.append(str(error)))
    found.page.on("dialog", lambda dialog: found.messages.append(dialog.message))
    found.page.goto((folder / "page.html").as_uri())
    return found


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Give the story's page, open."""
    found = opened(browser, tmp_path, story())
    yield found.page
    found.page.close()


def test_page_asks_for_nothing_and_reports_nothing(browser: Browser, tmp_path: Path) -> None:
    """The only request is for the file itself; the console is silent."""
    found = opened(browser, tmp_path, story())
    found.page.wait_for_timeout(300)
    assert (found.requests, found.messages) == ([found.page.url], [])


def hostile() -> Chronology:
    """Return a chronology with every hostile text and address, each in an entry of its own."""
    return chronology_of(
        *(
            at(
                "2024-10-28",
                key=f"entry {number}",
                summary=text,
                source=Source(publisher=text, title=text, address=text, archived=text),
                speaker=Speaker(person=text, role=text),
                places=Place(name=text),
                evidence=Evidence(quote=text, locator=text, address=text),
            )
            for number, text in enumerate([*TEXTS, *ADDRESSES])
        )
    )


def test_hostile_texts_run_and_load_nothing(browser: Browser, tmp_path: Path) -> None:
    """With every payload on one page no script runs and nothing is asked for."""
    found = opened(browser, tmp_path, hostile())
    found.page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    found.page.wait_for_timeout(300)
    assert (found.requests, found.messages) == ([found.page.url], [])
    assert found.page.locator("script, img, svg, iframe, object, embed, [onerror]").count() == 0
    assert found.page.locator("article").count() == len(TEXTS) + len(ADDRESSES)


def test_hostile_addresses_are_no_links(browser: Browser, tmp_path: Path) -> None:
    """A browser finds no link on the hostile page but those within it."""
    found = opened(browser, tmp_path, hostile())
    hrefs = found.page.eval_on_selector_all("a", "all => all.map((each) => each.href)")
    assert {str(each).partition("#")[0] for each in hrefs} == {found.page.url}


@pytest.mark.parametrize("text", TEXTS)
def test_browser_builds_the_same_elements_as_for_plain_words(
    browser: Browser, plain_counts: Mapping[str, int], tmp_path: Path, text: str
) -> None:
    """The browser's own parser sees no more elements than with plain words in every field."""
    assert elements(browser, tmp_path, text) == plain_counts[plain_for(text)]


def test_policy_stops_what_would_be_put_in_later(page: Page) -> None:
    """Even an element that an extension or a later hand adds runs and loads nothing."""
    stopped = page.evaluate(
        """
        async () => {
          const seen = [];
          document.addEventListener("securitypolicyviolation",
            (event) => seen.push(event.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          const image = document.createElement("img");
          image.src = "https://evil.example/a.png";
          document.body.append(script, image);
          await new Promise((done) => setTimeout(done, 300));
          return [seen.sort(), window.ran ?? false];
        }
        """
    )
    assert stopped == [["img-src", "script-src-elem"], False]


def test_page_is_readable_without_scripts(without_scripts: Browser, tmp_path: Path) -> None:
    """With scripts off every entry is there, and its reports open on a click."""
    page = opened(without_scripts, tmp_path, story()).page
    assert page.locator("h3").all_inner_texts() == [entry.summary for entry in story()]
    first = page.locator("article").first
    assert not first.locator(".report").is_visible()
    first.locator("summary").click()
    assert first.locator(".report").is_visible()


def test_style_of_the_page_is_applied(page: Page) -> None:
    """The policy lets the page's own style through: date and words stand side by side."""
    when = page.locator("article .when").first.bounding_box()
    what = page.locator("article .what").first.bounding_box()
    assert when
    assert what
    assert when["x"] + when["width"] <= what["x"]


def test_keyboard_reaches_and_opens_the_reports(page: Page) -> None:
    """Tab leads to the first link, and Enter opens what has the focus."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".report").first.is_visible()


def test_printed_page_shows_the_reports(page: Page) -> None:
    """On paper every report is open, and the navigation is gone."""
    page.emulate_media(media="print")
    assert all(each.is_visible() for each in page.locator(".report").all())
    assert not page.locator("nav").is_visible()
    page.emulate_media(media="screen")
    assert not page.locator(".report").first.is_visible()


def test_printed_links_show_their_addresses(page: Page) -> None:
    """On paper a titled link is followed by where it leads."""
    page.emulate_media(media="print")
    shown = page.locator("a.titled").first.evaluate(
        "(link) => getComputedStyle(link, '::after').content"
    )
    assert shown == '" <https://voa.example/troops>"'


def test_page_prints_to_pdf(page: Page) -> None:
    """The browser makes a PDF of several pages of it."""
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(page: Page, scheme: str) -> None:
    """In both schemes texts stand out from their ground by 4.5 to 1 or more (WCAG 1.4.3)."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert (
        page.evaluate(CONTRAST, "h1, h2, h3, p, dt, dd, a, summary, code, li, .status, del") > 4.5
    )


def test_dark_scheme_is_dark(page: Page) -> None:
    """The page follows the reader's scheme."""
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(253, 252, 249)", "rgb(20, 22, 26)"]


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_overflows_a_narrow_screen(browser: Browser, tmp_path: Path, width: int) -> None:
    """Long words and addresses wrap; nobody scrolls sideways (WCAG 1.4.10)."""
    page = opened(browser, tmp_path, hostile()).page
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_directions_of_texts_are_isolated(browser: Browser, tmp_path: Path) -> None:
    """A name from right to left does not turn the words around it."""
    source = Source(publisher="\u05d0\u05d1\u05d2", via=Source(publisher="AP"))
    page = opened(browser, tmp_path, chronology_of(at("2024", source=source))).page
    isolated = page.locator(".sources bdi")
    styles = [each.evaluate("(e) => getComputedStyle(e).direction") for each in isolated.all()]
    boxes = [each.bounding_box() for each in isolated.all()]
    assert styles == ["rtl", "ltr"]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] < boxes[1]["x"]


def test_hidden_months_are_found(page: Page) -> None:
    """Sections that are not drawn yet still belong to the page and to its search."""
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.month')).contentVisibility"
    ) == ("auto")
    assert page.evaluate("window.find('Talks are to be held')") is True
