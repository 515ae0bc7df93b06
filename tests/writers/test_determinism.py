"""The same chronology gives the same bytes, wherever it is written (G11)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.writers.stories import MONDAY, VOA, story
from timeline.ledger import open_log
from timeline.records import Event
from timeline.writers import to_html, to_markdown, to_terminal

PROGRAM = """
import sys
from timeline.ledger import open_log
from timeline.writers import to_html, to_markdown, to_terminal

with open_log(sys.argv[1]) as log:
    known = log.as_of()
    for text in (to_html(known), to_markdown(known), to_terminal(known)):
        sys.stdout.buffer.write(text.encode())
"""


def written(log: Path, **environment: str) -> bytes:
    """Return all three forms of a log, written by a program of its own."""
    ran = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", PROGRAM, str(log)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        check=True,
    )
    return ran.stdout


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a log with several words in every field that could be a set."""
    path = tmp_path_factory.mktemp("log") / "case.db"
    with open_log(path) as opened:
        for number in range(5):
            opened.append(
                Event(
                    key=f"event-{number % 3}",
                    happened=f"2024-10-0{number + 1}[Europe/Kyiv]",
                    published=MONDAY,
                    source=VOA,
                    summary=f"words {number}",
                    places=[f"place {each}" for each in range(6)],
                    actors=[f"actor {each}" for each in range(6)],
                    tags=[f"tag {each}" for each in range(6)],
                    figures={f"figure {each}": number for each in range(6)},
                )
            )
    return path


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "3", "TZ": "America/New_York", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4", "COLUMNS": "33", "FORCE_COLOR": "1", "PYTHONUTF8": "0"},
    ],
)
def test_environment_changes_no_byte(log: Path, environment: dict[str, str]) -> None:
    """Neither hash seed, zone, language nor terminal reaches the output."""
    assert written(log, **environment) == written(log, PYTHONHASHSEED="0", TZ="UTC")


def test_writing_twice_gives_the_same_text() -> None:
    """There is no clock in it."""
    for form in (to_html, to_markdown, to_terminal):
        assert form(story()) == form(story())
