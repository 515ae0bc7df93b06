"""Run every fence of README and the documentation, and every doctest of the package."""

from doctest import ELLIPSIS
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

_PAGES = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
).pytest()
_DOCSTRINGS = Sybil(parsers=[DocTestParser(ELLIPSIS)], patterns=["timeline/**/*.py"]).pytest()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect pages as pages and modules as docstrings."""
    return _PAGES(file_path, parent) or _DOCSTRINGS(file_path, parent)
