"""The page of guarantees: every test that it names is there, and carries the number."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (G\d+) \| .+ \| (.+) \|$", PAGE, re.MULTILINE)
NAMED = [(number, path) for number, paths in ROWS for path in re.findall(r"`([^`]+)`", paths)]


def carried(text: str) -> set[str]:
    """Return the numbers that a module carries, also those within `G1 to G4`."""
    ranges = re.findall(r"\bG(\d+) to G(\d+)\b", text)
    within = {f"G{each}" for first, last in ranges for each in range(int(first), int(last) + 1)}
    return within | set(re.findall(r"\bG\d+\b", text))


@pytest.mark.parametrize("number, path", NAMED)
def test_named_test_carries_the_number(number: str, path: str) -> None:
    """A promise without its test is none; the page and the tests name each other."""
    assert number in carried((ROOT / path).read_text(encoding="utf-8"))


def test_each_promise_stands_once() -> None:
    """A number is a name: it leads to one promise, and to at least one test."""
    numbers = [number for number, _ in ROWS]
    assert len(numbers) == len(set(numbers)) == PAGE.count("\n| G")
    assert {number for number, _ in NAMED} == set(numbers)
