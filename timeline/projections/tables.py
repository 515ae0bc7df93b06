"""Plain-text tables: columns as wide as their widest cell, numbers to the right."""

import unicodedata
from collections.abc import Iterable, Sequence

_NUMERIC = frozenset("0123456789.,–-%/ ")
_WIDE = frozenset("WF")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    Return an aligned table: headings, a rule, one line a row; a cell of None is empty.

    Line breaks within a cell become blanks, and no line ends in blanks.

    Args:
        headings: One for each column.
        rows: As many cells as there are headings.
    """
    cells = [[_plain(cell) for cell in row] for row in rows]
    columns = list(zip(headings, *cells, strict=True)) if cells else [(each,) for each in headings]
    widths = [max(map(_width, column)) for column in columns]
    right = [_is_numeric(column[1:]) for column in columns]
    lines = [list(headings), ["-" * width for width in widths], *cells]
    return "\n".join(_line(line, widths, right) for line in lines)


def _plain(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _width(text: str) -> int:
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1


def _is_numeric(cells: Sequence[str]) -> bool:
    return any(cells) and all(_NUMERIC.issuperset(cell) for cell in cells)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        blanks = " " * (width - _width(cell))
        padded.append(blanks + cell if to_right else cell + blanks)
    return "  ".join(padded).rstrip()
