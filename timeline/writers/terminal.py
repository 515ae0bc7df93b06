"""A chronology as a table for a terminal, as text or printed at once."""

import sys
from typing import TextIO

from timeline.chronology import Chronology
from timeline.writers.extras import require
from timeline.writers.losses import Loss, LossKind, escaped_signs

WIDTH = 100
"""Columns of a table that is written to a file."""


def to_terminal(chronology: Chronology, *, width: int = WIDTH, colour: bool = False) -> str:
    """
    Return a chronology as a table of a given width; neither terminal nor environment counts.

    Args:
        chronology: What to show.
        width: Columns of the table; texts wrap, none is cut.
        colour: Whether to colour the statuses, by ANSI escapes.

    Raises:
        MissingExtraError: The extra `cli` is not installed.
    """
    require("rich", feature="to_terminal", extra="cli")
    from timeline.writers.terminal_table import text  # noqa: PLC0415 - rich is an extra

    return text(chronology, width=width, colour=colour)


def show(chronology: Chronology, file: TextIO | None = None) -> None:
    """
    Print a chronology as a table, as wide as the terminal.

    There is no colour where the file is no terminal, or where `NO_COLOR` is set.

    Args:
        chronology: What to show.
        file: Where to print; standard output if not given.

    Raises:
        MissingExtraError: The extra `cli` is not installed.
    """
    require("rich", feature="show", extra="cli")
    from timeline.writers.terminal_table import print_table  # noqa: PLC0415 - rich is an extra

    print_table(chronology, file or sys.stdout)


def terminal_losses(chronology: Chronology) -> tuple[Loss, ...]:
    """Return what the table shows otherwise or leaves out: all of a report but who says it."""
    detail = "dates of publication, ids, places, evidence and earlier accounts"
    left_out = tuple(
        Loss(key=entry.key, field="reports", kind=LossKind.LEFT_OUT, detail=detail)
        for entry in chronology
    )
    return (*escaped_signs(chronology), *left_out)
