"""The page: what it says, where its links lead, and that texts stay texts."""

import re
import sys
from datetime import datetime

import pytest

from tests.writers.pages import page_of, words_of
from tests.writers.stories import (
    MONDAY,
    VOA,
    at,
    chronology_of,
    story,
    story_log,
)
from timeline.errors import MissingExtraError
from timeline.records import Evidence, Source, When
from timeline.records.instants import instant_words
from timeline.writers import to_html
from timeline.writers.html_page import (
    anchor,
    edtf_parts,
    machine_instant,
    machine_time,
    spoken_instant,
)


def entry_of(key: str) -> str:
    """Return the words of an entry of the story's page."""
    start = f'id="{anchor(story().entry(key))}"'
    return words_of(to_html(story()).partition(start)[2].partition("</article>")[0])


def test_page_is_whole() -> None:
    """A doctype, a language, a character set, a title, and every element closed."""
    text = to_html(story(), title="A case")
    page = page_of(text)
    assert page.declarations == ["doctype html"]
    assert page.values("html", "lang") == ["en"]
    assert page.values("meta", "charset") == ["utf-8"]
    assert "<title>A case</title>" in text


def test_header_says_as_of_when() -> None:
    """Both clocks, position, entries by status, policy and digest."""
    header = words_of(to_html(story()).partition("<header>")[2].partition("</header>")[0])
    assert header == (
        "Chronology As published by 30 October 2024 00:00 UTC and recorded up to position 8 "
        "Entries5: 3 reported, 1 disputed, 1 planned "
        "Newest report here recorded5 November 2024 09:07 UTC "
        f"Policylatest published Digest of the log{story().digest[:12]}"
    )


def test_full_digest_is_in_the_title_of_the_short_one() -> None:
    """The whole chain value can be read off the page."""
    assert story().digest in page_of(to_html(story())).values("code", "title")


def test_all_published_is_said_so() -> None:
    """Without a limit on the published clock the page says that there is none."""
    assert "As published at any time" in words_of(to_html(story_log().as_of()))


def test_problems_are_listed() -> None:
    """What could not be resolved stands on the page, with its record."""
    problems = words_of(to_html(story()).partition('id="problems"')[2].partition("</section>")[0])
    assert (
        "What could not be resolved (1); nothing was dropped. dangling-key: judgement" in problems
    )


def test_no_problems_are_said_so() -> None:
    """A chronology without problems says that there are none."""
    assert "None: nothing was left unresolved." in to_html(chronology_of(at("2024")))


def test_sections_are_landmarks_in_the_chronologys_order() -> None:
    """Each stretch is a section that its heading names; the navigation leads to each."""
    page = page_of(to_html(story()))
    anchors = ["s-before-29-october-2024", "s-june-2024", "s-october-2024"]
    assert page.values("section", "aria-labelledby") == ["problems", *anchors]
    assert page.values("h2", "id") == ["problems", *anchors]
    assert [each for each in page.values("a", "href") if each.startswith("#s-")] == [
        f"#{each}" for each in anchors
    ]


def test_entries_keep_the_chronologys_order() -> None:
    """The articles follow each other as the entries do."""
    page = page_of(to_html(story()))
    assert page.values("article", "id") == [anchor(entry) for entry in story()]


def test_inner_links_lead_somewhere() -> None:
    """Every link within the page names an element that is there, once."""
    page = page_of(to_html(story()))
    ids = [given["id"] for _, given in page.attributes if "id" in given]
    links = {each[1:] for each in page.values("a", "href") if each.startswith("#")}
    assert len(ids) == len(set(ids))
    assert links <= set(ids)


def test_entry_shows_what_is_known() -> None:
    """Date, other dates, summary, status, kind, figures with rivals, sources."""
    assert entry_of("troops").partition("Why this line")[0].partition("> ")[2] == (
        "28 October 2024 2024-10-28also dated October 2024 about 10,000 soldiers are sent "
        "disputed deployment strengthabout 10,000others: 1,500 "
        "Yonhap via a briefing, citing Intelligence Service; "
        "VOA via a briefing, citing Pentagon "
    )


def test_entry_says_why_it_reads_so() -> None:
    """Who speaks for it, where each figure comes from, who is for and against it, its key."""
    why = entry_of("troops").partition("Why this line: 2 reports ")[2]
    assert why.startswith(
        "Date and words: VOA via a briefing, citing Pentagon, by the policy “latest published” "
        "strength about 10,000: VOA via a briefing, citing Pentagon "
        "Status disputed, by the rule “stances and origins 1”. "
        "For it: Intelligence Service, Pentagon. Against it: A. Speaker. "
        "Spoken of: A. Speaker denies, The reports are false Key: troops"
    )


def test_report_shows_its_own_words_and_figures() -> None:
    """A report that does not speak for the line is told in full."""
    report = entry_of("troops").partition("Key: troops ")[2]
    assert report.startswith(
        "Yonhap via a briefing, citing Intelligence Service sourceYonhap via a briefing "
        "speakerIntelligence Service published18 October 2024 08:00 UTC "
        "says1,500 soldiers are sent happenedOctober 2024 2024-10 strength1,500 forcean army "
    )


def test_statement_shows_stance_venue_medium_and_role() -> None:
    """How it stands to what it is about, where and through what it was said, and by whom."""
    told = entry_of("denial")
    assert "speakerA. Speaker, spokesman, the Palace" in told
    assert "stancedenies abouttroops venuethe Palace mediuma briefing" in told


def test_statement_leads_to_what_it_is_about() -> None:
    """The subject of a denial is a link to its entry."""
    assert f'<a class="inner" href="#{anchor(story().entry("troops"))}"><bdi>troops' in to_html(
        story()
    )


def test_evidence_is_quoted_with_its_place_and_date() -> None:
    """Quote, locator and the evidence's own date."""
    told = entry_of("strike")
    assert "evidencetwo were killed paragraph 4; made 28 October 2024 08:00 UTC" in told


def test_replaced_account_is_shown_with_its_old_figure() -> None:
    """What stood before, what stands now, why and since when."""
    (old, _) = story().entry("strike").accounts[0].chain
    assert (
        f"In the place of {old.id[:19]}, changed by its publisher 28 October 2024 19:00 UTC: "
        "A second body was found killed: at least 1 became at least 2 "
        "Correction recorded 5 November 2024 09:05 UTC at position 5"
    ) in entry_of("strike")


def test_report_shows_id_recorded_date_and_position() -> None:
    """The id is short on the page and whole in its title."""
    report = story().entry("pact").reports[0]
    assert f"record{report.id[:19]}, recorded 5 November 2024 09:07 UTC at position 7" in entry_of(
        "pact"
    )
    assert report.id in page_of(to_html(story())).values("code", "title")


def test_place_is_told_with_its_coordinates() -> None:
    """Name, country, coordinates and what they stand for."""
    assert "Kherson, UA (46.6, 32.6, town)" in entry_of("strike")


def test_plan_is_marked() -> None:
    """What may come is not told as if it had happened."""
    assert "planned event" in entry_of("talks")


def test_links_carry_what_protects_the_reader_and_the_archive() -> None:
    """No referrer, no opener, no endorsement; the original and its archived copy."""
    page = page_of(to_html(chronology_of(at("2024"))))
    links = [given for tag, given in page.attributes if tag == "a" and given["href"][0] != "#"]
    assert {each["rel"] for each in links} == {"noreferrer noopener nofollow"}
    assert [each["href"] for each in links] == [VOA.address, VOA.archived]
    assert {(each["data-originalurl"], each["data-versionurl"]) for each in links} == {
        (VOA.address, VOA.archived)
    }


def test_language_of_the_source_is_marked() -> None:
    """Title and quote are in the source's language, each with its own direction."""
    source = Source(publisher="P", title="заголовок", language="uk")
    event = at("2024", source=source, evidence=Evidence(quote="цитата"))
    page = page_of(to_html(chronology_of(event)))
    assert page.values("cite", "lang") == ["uk"]
    assert page.values("blockquote", "lang") == ["uk"]
    assert page.values("blockquote", "dir") == ["auto"]


TIMES = {
    "2024": "2024",
    "2024-10": "2024-10",
    "2024-10-28": "2024-10-28",
    "2024-10-28[Europe/Kyiv]": "2024-10-28",
    "2024-10-28T10:30[Europe/Kyiv]": "2024-10-28T08:30Z",
    "2024-10-28T10:30:15Z": "2024-10-28T10:30:15Z",
    "2024-10-28T10:30:15.250+02:00": "2024-10-28T08:30:15.250Z",
    "0044-03-15": "0044-03-15",
    "0000-03-15": None,
    "-0043-03-15": None,
    "0001-01-01T00:30+14:00": None,
    "Y12024": None,
    "2024~": None,
    "2024-10?": None,
    "2024-21": None,
    "2024-10-XX": None,
    "198X": None,
    "2024-10-28T10": None,
    "2024-10-27T03:30[Europe/Kyiv]": None,
    "2024-10/2024-11": None,
    "2024-10/..": None,
    "[2024-10-01..2024-10-05]": None,
    "{2024-10,2024-11}": None,
    "[..2024]": None,
}


@pytest.mark.parametrize("text,value", TIMES.items())
def test_machine_time_is_given_where_it_is_true(text: str, value: str | None) -> None:
    """Years, months, days and instants; never a doubt, a span, a set or a folded hour."""
    assert machine_time(When(text)) == value


def test_times_of_the_page_are_machine_readable() -> None:
    """Every `time` has its value."""
    page = page_of(to_html(story()))
    times = [given for tag, given in page.attributes if tag == "time"]
    assert all(
        re.fullmatch(r"\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?Z)?)?", each["datetime"])
        for each in times
    )


@pytest.mark.parametrize(
    "clock,machine,words",
    [
        ("19:10:00.000000", "19:10Z", "28 October 2024 19:10 UTC"),
        ("19:10:05.000000", "19:10:05Z", "28 October 2024 19:10:05 UTC"),
        ("19:10:05.123456", "19:10:05.123Z", "28 October 2024 19:10:05 UTC"),
    ],
)
def test_instants_are_told_to_the_second(clock: str, machine: str, words: str) -> None:
    """Machines get the milliseconds that HTML allows; the exact instant is in the title."""
    value = datetime.fromisoformat(f"2024-10-28T{clock}+00:00")
    assert (machine_instant(value), spoken_instant(value)) == (f"2024-10-28T{machine}", words)
    page = page_of(to_html(chronology_of(at("2024", published=value.isoformat()))))
    assert instant_words(value) in page.values("time", "title")


@pytest.mark.parametrize("text", ["2024/2025", "[2024,2025]", "2024-10-27T19:00/..[Europe/Kyiv]"])
def test_breakable_pieces_make_up_the_text(text: str) -> None:
    """Put end to end the pieces are the EDTF text, and a zone stays whole."""
    parts = edtf_parts(When(text))
    assert "".join(parts) == text
    assert parts == [text] or len(parts) > 1
    assert not any(part.startswith("/Kyiv") for part in parts)


def test_empty_chronology_is_a_page() -> None:
    """Nothing known is written as nothing, without a navigation."""
    text = to_html(chronology_of())
    assert "No entries." in text
    assert "<nav" not in text


def test_anchor_depends_on_the_key_alone() -> None:
    """A link to an entry still leads there when more is known."""
    earlier = chronology_of(at("2024", key="port"))
    later = chronology_of(at("2023"), at("2024", key="port", summary="more", published=MONDAY))
    assert anchor(earlier.entry("port")) == anchor(later.entry("port"))


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without jinja2 the error says what to install."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r'to_html needs the "html" extra: pip install'):
        to_html(story())
