"""The table for terminals: columns, width, colour."""

import io
import sys

import pytest
from rich.cells import cell_len

from tests.writers.payloads import TEXTS
from tests.writers.stories import PLAIN, at, chronology_of, everywhere, story
from timeline.errors import MissingExtraError
from timeline.writers import show, to_terminal
from timeline.writers.visible import HIDDEN, one_line


def test_columns_are_those_of_a_chronology() -> None:
    """Happened, what, figures, status, sources."""
    lines = to_terminal(story(), width=120).splitlines()
    header = next(line for line in lines if "Happened" in line)
    assert header.split() == ["Happened", "What", "Figures", "Status", "Sources"]


def test_header_says_as_of_when() -> None:
    """The number of entries, both clocks, position, digest and policy stand above."""
    assert to_terminal(story(), width=200).splitlines()[0] == (
        "5 entries, as published by 2024-10-30T00:00Z and recorded up to position 8"
        f" (digest {story().digest[:12]}); policy: latest published"
    )


def test_problems_stand_below() -> None:
    """What could not be resolved stands below the table, in front of the token."""
    assert to_terminal(story(), width=300).splitlines()[-2].startswith("problem – dangling-key: ")


def test_row_says_what_is_known() -> None:
    """Date, summary, figure with its rival, status, source with its voice."""
    row = next(each for each in to_terminal(story(), width=400).splitlines() if "10,000" in each)
    assert [cell.strip() for cell in row.split("   ") if cell.strip()] == [
        "28 October 2024",
        "about 10,000 soldiers are sent",
        "strength about 10,000 (others: 1,500)",
        "disputed",
        "Yonhap via a briefing, citing Intelligence Service;",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_asked(width: int) -> None:
    """The table fits, down to narrow windows."""
    lines = to_terminal(story(), width=width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_long_words_are_folded_and_not_cut() -> None:
    """A word wider than its column goes on in the next line; no letter is lost."""
    word = "".join(chr(ord("a") + number % 26) for number in range(200))
    text = to_terminal(chronology_of(at("2024", key="a", summary=word)), width=60)
    kept = "".join(text.partition("──")[2].split())
    assert word in kept.replace("2024", "").replace("reported", "").replace("VOA", "")


def test_text_has_no_colour_unless_asked() -> None:
    """Without `colour` there is no escape at all."""
    assert "\x1b" not in to_terminal(story())


def test_colour_marks_the_status() -> None:
    """With `colour`, statuses stand in ANSI colours."""
    assert "\x1b[33mdisputed" in to_terminal(story(), colour=True)


def test_colour_changes_no_letter() -> None:
    """Without its escapes the coloured table is the plain one."""
    coloured = to_terminal(story(), colour=True)
    for code in ("\x1b[1m", "\x1b[0m", "\x1b[33m", "\x1b[34m", "\x1b[36m", "\x1b[32m"):
        coloured = coloured.replace(code, "")
    assert [line.rstrip() for line in coloured.splitlines()] == to_terminal(story()).splitlines()


@pytest.mark.parametrize("colour", [False, True])
def test_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch, *, colour: bool) -> None:
    """Neither columns nor colours of the environment reach the text."""
    plain = to_terminal(story(), colour=colour)
    wishes = {"COLUMNS": "33", "FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "dumb"}
    for name, value in wishes.items():
        monkeypatch.setenv(name, value)
    assert to_terminal(story(), colour=colour) == plain


def test_printing_to_a_file_has_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no terminal gets no escapes."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    written = io.StringIO()
    show(story(), written)
    assert "disputed" in written.getvalue()
    assert "\x1b" not in written.getvalue()


class Screen(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize("no_colour", [False, True])
def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch, *, no_colour: bool) -> None:
    """A terminal gets colours, unless `NO_COLOR` is set."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    show(story(), screen)
    assert ("\x1b[33m" in screen.getvalue()) is not no_colour


def test_printing_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no file is given, the terminal is meant."""
    show(story())
    assert "5 entries" in capsys.readouterr().out


def test_empty_chronology_has_no_table() -> None:
    """Nothing known is one line, and the token."""
    assert len(to_terminal(chronology_of(), width=200).splitlines()) == 2


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_controls_the_terminal(text: str) -> None:
    """No escape, control character or override is printed, in whichever field it stands."""
    written = to_terminal(everywhere(text), width=100)
    assert HIDDEN.findall(written) == []


@pytest.mark.parametrize("text", [each for each in TEXTS if each == one_line(each)])
def test_no_text_is_read_as_markup(text: str) -> None:
    """Brackets, colons and stars are printed as they are."""
    assert one_line(text) in to_terminal(everywhere(text), width=30_000)


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_forges_a_row(text: str) -> None:
    """The table has one rule and as many dates at the start of a line as with plain words."""
    written, plain = (to_terminal(everywhere(each), width=30_000) for each in (text, PLAIN))
    assert [written.count(each) for each in ("───\n", "\n 28 October")] == [
        plain.count(each) for each in ("───\n", "\n 28 October")
    ]


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rich the error says what to install."""
    monkeypatch.setitem(sys.modules, "rich", None)
    with pytest.raises(MissingExtraError, match=r'to_terminal needs the "cli" extra: pip install'):
        to_terminal(story())
    with pytest.raises(MissingExtraError, match=r'show needs the "cli" extra'):
        show(story())
