"""The commands: what they print, where, and with which exit code."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.cli import main
from timeline.codec import record_id
from timeline.ledger import open_log
from timeline.records import Correction, Strike


def strike(killed: str, published: str) -> Strike:
    """Return the strike on Kherson with a toll."""
    return Strike(
        key="kherson",
        happened="2024-10-28",
        published=published,
        source="VOA",
        summary="Homes hit",
        killed=killed,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log in which a toll was corrected."""
    first, second = (
        strike("at least 1", "2024-10-28T10:00Z"),
        strike("at least 2", "2024-10-28T19:00Z"),
    )
    with open_log(tmp_path / "case.db") as log:
        log.append(first)
        log.append(
            Correction(
                corrects=record_id(first),
                replacement=second,
                reason="the toll rose",
                published=second.published,
            )
        )
    return tmp_path / "case.db"


def run(*words: object) -> Result:
    """Run a command line."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(word) for word in words])


def test_show_prints_the_table(path: Path) -> None:
    """The chronology stands on standard output."""
    result = run("show", path)
    assert result.exit_code == 0
    assert "Homes hit" in result.stdout
    assert "at least 2" in result.stdout


def test_show_is_as_of_a_date(path: Path) -> None:
    """By noon the toll was at least one."""
    assert "at least 1" in run("show", path, "--published", "2024-10-28T12:00Z").stdout
    assert "at least 1" in run("show", path, "--position", "1").stdout


def test_explain_leads_to_the_correction(path: Path) -> None:
    """The line is explained with its reason."""
    result = run("explain", path, "kherson")
    assert "at least 1 became at least 2 (the toll rose)" in result.stdout


def test_changes_between_two_dates(path: Path) -> None:
    """Each change stands on a line."""
    result = run("changes", path, "--since", "2024-10-28T12:00Z")
    assert "raised: kherson: killed at least 1 → killed at least 2, by 1" in result.stdout


def test_write_says_what_was_lost_on_standard_error(path: Path, tmp_path: Path) -> None:
    """The file is written; the loss report goes beside it."""
    result = run("write", path, tmp_path / "chronology.md")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "markdown: " in result.stderr
    assert "Homes hit" in (tmp_path / "chronology.md").read_text(encoding="utf-8")


def test_cite_prints_the_token_and_nothing_else(path: Path) -> None:
    """One word on standard output, for a script or a footnote."""
    result = run("cite", path, "--published", "2024-10-28T12:00Z", "--position", "1")
    with open_log(path) as log:
        known = log.as_of(published="2024-10-28T12:00Z", position=1)
    assert (result.exit_code, result.stdout) == (0, f"{known.token}\n")


def test_show_ends_with_the_token(path: Path) -> None:
    """Whoever looks at a chronology sees how to cite it, in one piece."""
    token = run("cite", path).stdout.strip()
    assert run("show", path).stdout.splitlines()[-1].split()[-1] == token


def test_token_is_taken_wherever_a_moment_is(path: Path, tmp_path: Path) -> None:
    """Show, explain and write give what was cited, byte for byte."""
    by = ("--published", "2024-10-28T12:00Z", "--position", "1")
    token = run("cite", path, *by).stdout.strip()
    for command in (("show", path), ("explain", path, "kherson")):
        assert run(*command, "--token", token).stdout == run(*command, *by).stdout
        assert run(*command, "--token", token).stdout != run(*command).stdout
    for name, moment in (("a.md", by), ("b.md", ("--token", token))):
        assert run("write", path, tmp_path / name, *moment).exit_code == 0
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()


def test_token_copied_over_two_lines_is_taken(path: Path) -> None:
    """A footnote that was wrapped is pasted between quotation marks."""
    token = run("cite", path).stdout.strip()
    assert run("show", path, "--token", f"{token[:60]}\n  {token[60:]}").exit_code == 0


def test_changes_are_asked_for_from_one_citation_to_another(path: Path) -> None:
    """Since a footnote, until now or until another footnote."""
    early = run("cite", path, "--published", "2024-10-28T12:00Z").stdout.strip()
    late = run("cite", path).stdout.strip()
    told = run("changes", path, "--since", "2024-10-28T12:00Z").stdout
    assert told
    assert run("changes", path, "--since", early).stdout == told
    assert run("changes", path, "--since", early, "--until", late).stdout == told
    assert run("changes", path, "--since", late, "--until", late).stdout == ""


def test_verify_checks_what_was_cited(path: Path, tmp_path: Path) -> None:
    """The log that a token is of passes; another one does not."""
    token = run("cite", path, "--position", "1").stdout.strip()
    assert run("verify", path, "--token", token).exit_code == 0
    with open_log(tmp_path / "other.db") as other, open_log(path) as log:
        other.append(*(each.record for each in log))  # type: ignore[arg-type]  # none was erased
    result = run("verify", tmp_path / "other.db", "--token", token)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "at position 1 the log has the digest" in result.stderr


def test_verify_counts_the_records(path: Path) -> None:
    """An intact log is told with its position and digest."""
    result = run("verify", path)
    assert (result.exit_code, result.stdout[:22]) == (0, "2 records; position 2,")


@pytest.mark.parametrize(
    "words,message",
    [
        (("show", "--published", "2024-10-28"), "is no exact instant"),
        (("show", "--position", "9"), "ask for 0 to 2"),
        (("explain", "khersn"), "did you mean 'kherson'"),
        (("write", "chronology.doc"), "no format 'chronology.doc'"),
        (("show", "--token", "timeline-1/2"), "ends early, with 1 of 6 parts"),
        (("changes", "--since", "timeline-1/2"), "ends early, with 1 of 6 parts"),
        (("show", "--position", "1", "--token", "timeline-1/2"), "a token says which moment"),
    ],
)
def test_error_is_one_line_and_exit_code_1(
    path: Path, words: tuple[str, ...], message: str
) -> None:
    """What fails is told on standard error, without a traceback."""
    command, *rest = words
    result = run(command, path, *rest)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [("show", "absent.db"), ("changes", "absent.db"), ("sho",)])
def test_wrong_call_is_exit_code_2(words: tuple[str, ...]) -> None:
    """No log is made by looking for one."""
    assert run(*words).exit_code == 2
    assert not Path("absent.db").exists()


def test_help_says_what_each_command_does() -> None:
    """Every command has its line."""
    result = run("--help")
    assert all(
        name in result.stdout for name in ("show", "cite", "explain", "changes", "write", "verify")
    )


def test_version_is_that_of_the_package() -> None:
    """The installed version is told."""
    assert "0.1.0" in run("--version").stdout
