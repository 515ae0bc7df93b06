"""`write`: which format, whole files, clear errors."""

import os
import sys
from pathlib import Path

import pytest

from tests.writers.stories import at, chronology_of, story
from timeline.errors import FormatError, MissingExtraError, StoreError
from timeline.writers import FORMATS, LossKind, to_html, to_markdown, to_terminal, write


@pytest.mark.parametrize(
    "name,start",
    [
        ("a.html", "<!doctype html>"),
        ("a.HTM", "<!doctype html>"),
        ("a.md", "# Chronology"),
        ("a.markdown", "# Chronology"),
        ("a.txt", "5 entries"),
    ],
)
def test_suffix_says_the_format(tmp_path: Path, name: str, start: str) -> None:
    """The file's suffix chooses, whatever its case."""
    write(story(), tmp_path / name)
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_format_wins_over_the_suffix(tmp_path: Path) -> None:
    """A format that is given is taken, whatever the file is called."""
    report = write(story(), tmp_path / "a.html", format="markdown")
    assert report.format == "markdown"
    assert (tmp_path / "a.html").read_text("utf-8") == to_markdown(story())


def test_path_may_be_a_text(tmp_path: Path) -> None:
    """A path as text is as good as a `Path`."""
    write(story(), str(tmp_path / "a.md"))
    assert (tmp_path / "a.md").exists()


def test_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    """The error lists what may be asked for."""
    with pytest.raises(FormatError, match="no format 'pdf'; known: html, markdown, terminal"):
        write(story(), tmp_path / "a.html", format="pdf")


@pytest.mark.parametrize("name", ["a.pdf", "html", ".html"])
def test_unknown_suffix_names_the_known_ones(tmp_path: Path, name: str) -> None:
    """A file name that says no format is an error that lists the suffixes; nothing is written."""
    with pytest.raises(FormatError, match=r"html \(.html .htm\), markdown \(.md .markdown\)"):
        write(story(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_made(tmp_path: Path) -> None:
    """A folder that is not there is named, and is still not there."""
    with pytest.raises(StoreError, match=f"there is no folder {tmp_path / 'reports'}; make it"):
        write(story(), tmp_path / "reports" / "a.html")
    assert not (tmp_path / "reports").exists()


def test_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in the place of the file is an error."""
    (tmp_path / "a.html").mkdir()
    with pytest.raises(StoreError, match="is a folder; name a file in it"):
        write(story(), tmp_path / "a.html")


def test_old_file_is_replaced(tmp_path: Path) -> None:
    """What was in the file before is gone, also where it was longer."""
    target = tmp_path / "a.md"
    target.write_text("old" * 100_000)
    write(story(), target)
    assert target.read_text("utf-8") == to_markdown(story())


def test_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs neither the old file nor leaves half a new one."""
    target = tmp_path / "a.md"
    target.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\)"):
        write(story(), target)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.md", "old")]


def test_failing_format_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an extra is missing, nothing is touched."""
    (tmp_path / "a.html").write_text("old")
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError):
        write(story(), tmp_path / "a.html")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of POSIX")
def test_permissions_of_the_old_file_are_kept(tmp_path: Path) -> None:
    """A file that others may not read stays so."""
    target = tmp_path / "a.md"
    target.touch(mode=0o600)
    write(story(), target)
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_link_is_followed(tmp_path: Path) -> None:
    """A link stays a link; the file that it names is replaced."""
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "a.md").symlink_to("real.md")
    write(story(), tmp_path / "a.md")
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "real.md").read_text("utf-8") == to_markdown(story())


@pytest.mark.parametrize(
    "name,text", [("a.html", to_html), ("a.md", to_markdown), ("a.txt", to_terminal)]
)
def test_file_holds_what_the_function_returns(tmp_path: Path, name: str, text: object) -> None:
    """`write` adds and drops nothing: UTF-8, line feeds, no mark at the start."""
    assert callable(text)
    write(story(), tmp_path / name)
    assert (tmp_path / name).read_bytes() == text(story()).encode()


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_plain_story_loses_nothing(tmp_path: Path, name: str) -> None:
    """The page and the Markdown of a plain story have an empty loss report."""
    assert len(write(story(), tmp_path / name)) == 0


def test_table_says_what_it_leaves_out(tmp_path: Path) -> None:
    """The table has no room for a report's details, and lists every entry for that."""
    report = write(story(), tmp_path / "a.txt")
    assert report.counts == {LossKind.LEFT_OUT: len(story())}


def test_markdown_lists_joined_lines(tmp_path: Path) -> None:
    """A summary of two lines is one line in Markdown; the report says so."""
    report = write(chronology_of(at("2024", summary="a\nb")), tmp_path / "a.md")
    assert report.counts == {LossKind.REPLACED: 1}


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_every_format_lists_escaped_signs(tmp_path: Path, name: str) -> None:
    """A hidden sign is shown as an escape in each form, and each report says so."""
    report = write(chronology_of(at("2024", summary="a\u202eb")), tmp_path / name)
    assert report.counts[LossKind.ESCAPED] == 1


def test_names_and_suffixes_are_unique() -> None:
    """No two formats claim a name or a suffix."""
    claimed = [word for each in FORMATS for word in (each.name, *each.suffixes)]
    assert len(claimed) == len(set(claimed))
