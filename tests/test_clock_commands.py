"""The commands on what was known when: what they print, and what they refuse."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.cli import main
from timeline.codec import record_id
from timeline.ledger import open_log
from timeline.records import Correction, Event


def event(summary: str, published: str, happened: str = "2024-03-04") -> Event:
    """Return a report on the bridge."""
    return Event(
        key="bridge", happened=happened, published=published, source="Paper", summary=summary
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log of the first of November, in which a story of March changed."""
    first, second = event("hit", "2024-03-05T12:00Z"), event("burnt", "2024-10-31T12:00Z")
    with open_log(tmp_path / "case.db", clock=lambda: "2024-11-01T12:00Z") as log:
        log.append(first)
        log.append(
            Correction(
                corrects=record_id(first),
                replacement=second,
                reason="the fire came later",
                published=second.published,
            )
        )
    return tmp_path / "case.db"


def run(*words: object) -> Result:
    """Run a command line."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(word) for word in words])


def test_versions_prints_the_life_on_both_clocks(path: Path) -> None:
    """The life as it is printed, with the reason of the correction."""
    result = run("versions", path, "bridge")
    assert result.exit_code == 0
    with open_log(path) as log:
        assert result.stdout == f"{log.versions('bridge')}\n"
    assert "the fire came later" in result.stdout


@pytest.mark.parametrize(
    "along,until",
    [
        ("published", "published from 2024-03-05T12:00Z until"),
        ("recorded", "until 2024-11-01T12:00Z"),
    ],
)
def test_versions_prints_one_clock_alone(path: Path, along: str, until: str) -> None:
    """What was public, or what the log said: two versions, one after the other."""
    result = run("versions", path, "bridge", "--along", along)
    told = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert told == [
        "bridge: 4 March 2024 – hit (reported)",
        "bridge: 4 March 2024 – burnt (reported)",
    ]
    assert until in result.stdout


def test_versions_of_an_unknown_key_name_the_nearest(path: Path) -> None:
    """One line on standard error, and exit code 1."""
    result = run("versions", path, "bridg")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean 'bridge'" in result.stderr


@pytest.mark.parametrize("length", ["7d", "1w", "168h", "2d120h", "10080min"])
def test_late_lists_what_came_later_than_that(path: Path, length: str) -> None:
    """The report of March was; its correction came the day after it was published."""
    result = run("late", path, "--published", length)
    (line,) = result.stdout.splitlines()
    assert line.startswith("position 1, sha256:")
    assert line.endswith(
        "hit: recorded 241 days after it was published, 241 to 242 days after it happened"
    )


def test_late_counts_from_the_happening_certainly_or_possibly(path: Path) -> None:
    """241 days and a half for certain; a day more, if it was at the first moment of the day."""
    assert run("late", path, "--happened", "242d").stdout == ""
    possible = run("late", path, "--happened", "242d", "--lateness", "possible")
    assert len(possible.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "words,message",
    [
        ((), "give --published, --happened, or both"),
        (("--published", "7"), "weeks w, days d, hours h, minutes min"),
        (("--published", ""), "is no length of time"),
        (("--published", "1h2d"), "is no length of time"),
        (("--happened", "9999999999w"), "longer than two million years"),
        (("--happened", "1d", "--lateness", "perhaps"), "certain"),
    ],
)
def test_wrong_call_is_exit_code_2(path: Path, words: tuple[str, ...], message: str) -> None:
    """It says how to write it."""
    result = run("late", path, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_help_says_the_units() -> None:
    """Both commands stand in the list, and the lengths say their units."""
    told = run("--help").stdout
    assert "versions" in told
    assert "late" in told
    assert "90min" in run("late", "--help").stdout
