"""Chronologies to outward forms: each writer returns text, and a report of what it lost."""

from timeline.writers.html import to_html
from timeline.writers.losses import Loss, LossKind, LossReport
from timeline.writers.markdown import to_markdown
from timeline.writers.terminal import show, to_terminal
from timeline.writers.writing import FORMATS, Format, write

__all__ = [
    "FORMATS",
    "Format",
    "Loss",
    "LossKind",
    "LossReport",
    "show",
    "to_html",
    "to_markdown",
    "to_terminal",
    "write",
]
