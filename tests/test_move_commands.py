"""The commands that move records, and the bar: what they print, where, and with which exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.log.conftest import postgres_server, postgres_url
from tests.log.server import Server
from timeline.cli import main
from timeline.codec import record_id
from timeline.ledger import open_log
from timeline.records import Erasure
from timeline.testing.rows import NOON, event, events

__all__ = ["postgres_server", "postgres_url"]


def run(*words: object) -> Result:
    """Run a command line."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(word) for word in words])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log of three records."""
    with open_log(tmp_path / "case.db", clock=lambda: NOON, origin="example.org/case") as log:
        log.append(*events(3))
    return tmp_path / "case.db"


def test_copy_says_what_the_copy_is(path: Path, tmp_path: Path) -> None:
    """The line is that of `verify`, of the log as of its copy."""
    result = run("copy", path, tmp_path / "case.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == run("verify", tmp_path / "case.jsonl").stdout
    assert result.stdout == run("verify", path).stdout


def test_copy_brings_a_copy_up_to_date(path: Path, tmp_path: Path) -> None:
    """The same command, a week later."""
    run("copy", path, tmp_path / "case.jsonl")
    with open_log(path, clock=lambda: NOON) as log:
        log.append(event(4))
    assert run("copy", path, tmp_path / "case.jsonl").stdout.startswith("4 records; position 4, ")


def test_copy_onto_another_log_is_refused(path: Path, tmp_path: Path) -> None:
    """One line, which names both."""
    open_log(tmp_path / "other.db", origin="example.org/other").close()
    result = run("copy", path, tmp_path / "other.db")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "example.org/other" in result.stderr
    assert "example.org/case" in result.stderr


def test_adopt_counts_what_it_did(path: Path, tmp_path: Path) -> None:
    """New, known and left out, each with its number; what was left out, with the reason."""
    with open_log(tmp_path / "theirs.db", clock=lambda: NOON) as theirs:
        theirs.append(event(3), event(4), event(5))
        theirs.append(Erasure(erases=record_id(event(5)), authority="Court", reason="order"))
    result = run("adopt", path, tmp_path / "theirs.db")
    assert result.exit_code == 0
    assert result.stdout == ("1 records taken over, 1 here already, 2 left out; position 4\n")
    assert result.stderr.splitlines()[0].startswith("left out: position 3: its bytes are not")
    with open_log(path) as log:
        assert log.read()[-1].imported_from is not None


def test_adopt_takes_what_is_named(path: Path, tmp_path: Path) -> None:
    """By position or by id."""
    with open_log(tmp_path / "theirs.db", clock=lambda: NOON) as theirs:
        theirs.append(*events(3, first=10))
    result = run("adopt", path, tmp_path / "theirs.db", record_id(event(12)), 1)
    assert result.stdout == "2 records taken over; position 5\n"


class TestAddress:
    """A log on a server, named by its address wherever a file may be named."""

    def test_copy_takes_an_address_as_its_source(
        self, path: Path, tmp_path: Path, postgres_url: str
    ) -> None:
        """From a file to a server and back to a file: the same log."""
        assert run("copy", path, postgres_url).exit_code == 0
        result = run("copy", postgres_url, tmp_path / "back.jsonl")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == run("verify", path).stdout
        with open_log(tmp_path / "back.jsonl") as back, open_log(path) as log:
            assert list(back) == list(log)

    def test_copy_from_a_server_withholds(
        self, path: Path, tmp_path: Path, postgres_url: str
    ) -> None:
        """The options are those of a log in a file."""
        run("copy", path, postgres_url)
        result = run("copy", postgres_url, tmp_path / "back.db", "--withhold", "2")
        assert result.stdout.startswith("3 records, 1 of them withheld (2); position 3, ")

    def test_adopt_takes_addresses(self, path: Path, postgres_url: str) -> None:
        """Both of the logs may be on servers."""
        with open_log(postgres_url, clock=lambda: NOON) as theirs:
            theirs.append(event(9))
        done = run("adopt", path, postgres_url)
        assert done.stdout == "1 records taken over; position 4\n"
        assert run("adopt", postgres_url, path).stdout.startswith("3 records taken over, 1 here")

    @pytest.mark.parametrize(
        "words", [("cite",), ("show",), ("verify",), ("late", "--published", "7d")]
    )
    def test_other_commands_take_addresses(
        self, path: Path, postgres_url: str, words: tuple[str, ...]
    ) -> None:
        """What they print is what they print of the same log in a file."""
        run("copy", path, postgres_url)
        first, *rest = words
        asked, same = run(first, postgres_url, *rest), run(first, path, *rest)
        assert (asked.exit_code, asked.stdout) == (0, same.stdout)

    @pytest.mark.parametrize("command", ["copy", "verify", "cite"])
    def test_log_that_the_server_does_not_have_is_not_made(
        self, tmp_path: Path, postgres_server: Server, command: str
    ) -> None:
        """A log= that was mistyped is told in a line, and leaves no schema behind."""
        address = postgres_server.url("mistyped", password="secret")  # noqa: S106 - of nobody
        words = [tmp_path / "x.db"] if command == "copy" else []
        result = run(command, address, *words)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        assert "log=mistyped: is not there" in result.stderr
        assert "secret" not in result.stderr
        with postgres_server.connect() as connection:
            asked = "SELECT 1 FROM pg_namespace WHERE nspname = 'mistyped'"
            assert connection.execute(asked).fetchall() == []
        assert not (tmp_path / "x.db").exists()

    def test_help_says_that_a_log_may_be_on_a_server(self) -> None:
        """So does that of the command which moves one off a server."""
        assert "postgresql://user@host/database?log=case_1" in run("--help").stdout
        assert "a file or an address" in run("copy", "--help").stdout

    def test_server_that_does_not_answer_is_told(self, tmp_path: Path) -> None:
        """One line, which does not show the password of the address."""
        address = "postgresql://ana:secret@127.0.0.1:1/db?log=case_1"
        result = run("copy", address, tmp_path / "x.db")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("timeline: postgresql://ana@127.0.0.1:1/db?log=case_1: ")
        assert "secret" not in result.stderr


@pytest.mark.parametrize("words", [("copy", "absent.db", "x.db"), ("adopt", "absent.db", "x.db")])
def test_log_that_is_not_there_is_not_made(words: tuple[str, ...]) -> None:
    """A wrong name is a wrong call."""
    assert run(*words).exit_code == 2
    assert not Path("absent.db").exists()


def on_terminal(*words: object) -> tuple[str, bytes]:
    """Return what a command draws on a terminal, and what it prints elsewhere."""
    call = [sys.executable, "-c", "from timeline.cli import main; main()", *map(str, words)]
    ours, theirs = os.openpty()
    done = subprocess.run(call, stdout=subprocess.PIPE, stderr=theirs, check=True)  # noqa: S603 - our own program
    os.set_blocking(ours, False)
    os.close(theirs)
    try:
        drawn = os.read(ours, 1_000_000).decode()
    except (BlockingIOError, OSError):
        drawn = ""
    os.close(ours)
    return drawn, done.stdout


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
class TestBar:
    """A bar on standard error, where that is a terminal and the log is long."""

    @pytest.fixture
    def long(self, tmp_path: Path) -> Path:
        """Return a log of five thousand records."""
        with open_log(tmp_path / "long.db", clock=lambda: NOON) as log:
            log.append(*events(5_000))
        return tmp_path / "long.db"

    def test_copy_draws_one(self, long: Path, tmp_path: Path) -> None:
        """While rows are copied and checked."""
        drawn, printed = on_terminal("copy", long, tmp_path / "copy.jsonl")
        assert "copy" in drawn
        assert printed.startswith(b"5000 records; position 5000, ")

    def test_rebuilding_the_index_draws_one(self, long: Path) -> None:
        """While rows are taken in for the first answer."""
        drawn, printed = on_terminal("cite", long)
        assert "index" in drawn
        assert printed.startswith(b"timeline-1/")

    def test_short_log_draws_none(self, path: Path, tmp_path: Path) -> None:
        """It would be gone before anybody saw it."""
        assert on_terminal("copy", path, tmp_path / "copy.db")[0] == ""
        assert on_terminal("cite", path)[0] == ""

    def test_pipe_gets_none(self, long: Path, tmp_path: Path) -> None:
        """A script that reads standard error reads errors."""
        call = [sys.executable, "-c", "from timeline.cli import main; main()", "copy"]
        piped = subprocess.run(  # noqa: S603 - our own program
            [*call, str(long), str(tmp_path / "copy.db")], capture_output=True, check=True
        )
        assert piped.stderr == b""
