"""The shape of the package: layers, sizes, names, and the pages that draw them."""

import ast
import inspect
import re
import tomllib
from pathlib import Path

import pytest

import timeline
from timeline import errors

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "timeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGER = {"errors.py": 550}
"""Known violations, told in the style page too."""

FORBIDDEN = {"utils", "helpers", "common", "manager", "data", "info", "misc"}


def contract() -> list[str]:
    """Return the layers of the import linter's contract, lowest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    names = [re.sub(r"\btimeline\.", "", layer) for layer in reversed(layers)]
    return [name.split(" | ")[-1] for name in names]


def within_the_flow(names: list[str]) -> list[str]:
    """Return the layers that a record goes through."""
    beside = {"errors", "canonical", "content", "forms", "spelling", "testing"}
    beside |= {"move_commands", "clock_commands", "cli"}
    return [name for name in names if name not in beside]


def test_docstring_and_contract_tell_the_same_flow() -> None:
    """The line in the package's docstring is the order of the layers."""
    line = (timeline.__doc__ or "").strip().splitlines()[-1]
    assert line.split(" → ") == within_the_flow(contract())


def test_page_and_contract_draw_the_same_picture() -> None:
    """The architecture page draws the layers in that order."""
    page = (ROOT / "docs/contributing/architecture.md").read_text(encoding="utf-8")
    picture = re.findall(r"```text\n(.*?)```", page, re.DOTALL)[0]
    drawn = [line.split()[0] for line in picture.strip().splitlines()]
    assert drawn == within_the_flow(contract())


def test_every_part_of_the_package_has_a_layer() -> None:
    """No module stands outside the contract."""
    parts = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir()}
    layers = set(contract()) | {"readers"}
    assert {part for part in parts if not part.startswith(("_", "py.typed", "py"))} == layers


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_small_and_named_for_what_it_holds(path: Path) -> None:
    """A module stays within 300 lines, and its name says what a reader would look up."""
    lines = path.read_text(encoding="utf-8").count("\n")
    assert path.stem not in FORBIDDEN
    assert lines <= LONGER.get(path.name, 300)


def test_every_module_opens_with_a_line_of_its_own() -> None:
    """No two modules open with the same line."""
    opened = [ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES]
    lines = [(each or "").strip().splitlines()[0] for each in opened]
    assert all(lines)
    assert len(set(lines)) == len(lines)


def test_tree_of_errors_is_drawn_as_it_is() -> None:
    """The docstring of `timeline.errors` names every error, its place and what it resembles."""
    drawn = re.findall(r"(?m)^([│├└─ ]*)(\w+Error)(?: +\((\w+)\))?", errors.__doc__ or "")
    above: list[str] = []
    told = set()
    for indent, name, resembles in drawn:
        depth = len(indent) // 4
        above[depth:] = [name]
        bases = {above[depth - 1]} if depth else {"Exception"}
        told.add((name, frozenset(bases | ({resembles} if resembles else set()))))
    found = {
        (name, frozenset(base.__name__ for base in cls.__bases__))
        for name, cls in vars(errors).items()
        if inspect.isclass(cls) and issubclass(cls, Exception)
    }
    assert told == found


def test_public_names_are_there_and_sorted() -> None:
    """What the package promises to export, it exports, in order."""
    names = timeline.__all__
    assert names == sorted(names)
    assert all(hasattr(timeline, name) for name in names)
