"""
Mutants that can tell something; those that tell nothing, or the same as another, are left out.

These are changes of annotations and decorators, of what only other systems run, of stars that are
no operators, `is` for `==`, and all but one change of each arithmetical operator.
"""

import ast
import keyword
import sys
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

from cosmic_ray.work_item import MutationSpec

BECOME = {
    "Eq": "NotEq",
    "NotEq": "Eq",
    "Is": "IsNot",
    "IsNot": "Is",
    "In": "NotIn",
    "NotIn": "In",
    "Add": "Sub",
    "Sub": "Add",
    "Mul": "Add",
    "Div": "Mul",
    "FloorDiv": "Mul",
    "Mod": "Mul",
    "Pow": "Mul",
    "BitOr": "BitAnd",
    "BitAnd": "BitOr",
    "BitXor": "BitAnd",
    "LShift": "RShift",
    "RShift": "LShift",
}
"""What an operator may become; of those that are not listed, anything but `is`."""

Span = tuple[tuple[int, int], tuple[int, int]]


def untold_spans(path: Path) -> Iterator[Span]:
    """Return where annotations, decorators and mere stars stand, and what is not run here."""
    yield from _stars(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        noted = [getattr(node, name, None) for name in ("annotation", "returns")]
        for each in [*noted, *getattr(node, "decorator_list", []), *_elsewhere(node)]:
            if isinstance(each, ast.expr | ast.stmt):
                end = (each.end_lineno or each.lineno, each.end_col_offset or each.col_offset)
                yield (each.lineno, each.col_offset), end


def _stars(path: Path) -> Iterator[Span]:
    """Return where stars of parameters and arguments stand: a module without them is none."""
    before = ""
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if not token.string.strip() or token.type == tokenize.COMMENT:
                continue
            if token.string in {"*", "**"} and not _ends_operand(before):
                yield token.start, token.end
            before = token.string


def _ends_operand(token: str) -> bool:
    last = token[-1:]
    return not keyword.iskeyword(token) and (last.isalnum() or last in set("_)]}\"'"))


def tells(mutation: MutationSpec, untold: Iterable[Span]) -> bool:
    """Return whether a mutant can tell something."""
    start, (_, name) = tuple(mutation.start_pos), mutation.operator_name.split("/")
    if name == "RemoveDecorator":
        return False
    if name.startswith(("ReplaceComparisonOperator_", "ReplaceBinaryOperator_")):
        _, before, after = name.split("_")
        if BECOME.get(before, after) != after or (
            before not in BECOME and after in {"Is", "IsNot"}
        ):
            return False
    return not any(first <= start < last for first, last in untold)


def _elsewhere(node: ast.AST) -> list[ast.stmt]:
    """Return the statements of a branch that this system does not take."""
    if not isinstance(node, ast.If):
        return []
    runs = {
        f"sys.platform == {sys.platform!r}": True,
        f"sys.platform != {sys.platform!r}": False,
    }
    asked = ast.unparse(node.test)
    if not asked.startswith("sys.platform "):
        return []
    taken = runs.get(asked, "!=" in asked)
    return node.orelse if taken else node.body
