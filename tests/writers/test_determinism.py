"""The same chronology gives the same bytes, wherever it is written (G11)."""

import re
from pathlib import Path

import pytest

from tests.writers.programs import STORES, cited_log, forms, written
from tests.writers.stories import story
from timeline.ledger import open_log
from timeline.writers import FORMATS

ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "uk_UA.UTF-8"},
    {"PYTHONHASHSEED": "7", "TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "COLUMNS": "33", "FORCE_COLOR": "1", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "NO_COLOR": "1"},
)
"""A few; `tests/scores/reproducibility.py` goes through all combinations."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the log is."""
    return tmp_path_factory.mktemp("log") / "case.db"


@pytest.fixture(scope="module")
def token(path: Path) -> str:
    """Return the token of a chronology of the log."""
    return cited_log(path)


@pytest.fixture(scope="module")
def expected(path: Path, token: str) -> dict[str, bytes]:
    """Return all forms of what was cited, as this program makes them."""
    with open_log(path) as log:
        return dict(forms(log.as_of(token=token)))


def test_every_format_is_compared(expected: dict[str, bytes]) -> None:
    """No format is without its file, and none is empty or the same as another."""
    files = {each.name: expected[each.name] for each in FORMATS}
    assert all(files.values())
    assert len(set(files.values())) == len(FORMATS)


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_neither_environment_nor_store_changes_a_byte(
    path: Path, token: str, expected: dict[str, bytes], environment: dict[str, str], store: str
) -> None:
    """Hash seed, zone, language, terminal and store do not reach what a token gives."""
    found = written(path, token, store, **environment)
    assert [name for name in expected if found.get(name) != expected[name]] == []
    assert found.keys() == expected.keys()


@pytest.mark.parametrize(
    "name,place",
    [
        ("html", r'<code class="token">(.*?)</code>'),
        ("markdown", r"`(timeline-.*?)`\n$"),
        ("terminal", r"(?s)Cite this chronology as(.*)$"),
    ],
)
def test_what_was_written_leads_back_to_itself(
    path: Path, expected: dict[str, bytes], name: str, place: str
) -> None:
    """The token that is copied out of a file gives the same file again."""
    (copied_out,) = re.findall(place, expected[name].decode())
    with open_log(path) as log:
        assert dict(forms(log.as_of(token=copied_out))) == expected


def test_writing_twice_gives_the_same_text() -> None:
    """There is no clock in it."""
    assert dict(forms(story())) == dict(forms(story()))
