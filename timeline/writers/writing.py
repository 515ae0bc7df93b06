"""Writing a chronology to a file, in a format that its name or the caller says."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from timeline.chronology import Chronology
from timeline.errors import FormatError, StoreError
from timeline.writers.html import html_losses, to_html
from timeline.writers.losses import Loss, LossReport
from timeline.writers.markdown import markdown_losses, to_markdown
from timeline.writers.terminal import terminal_losses, to_terminal


@frozen(kw_only=True)
class Format:
    """
    An outward form.

    Args:
        name: Its name, as `write` takes it.
        suffixes: File suffixes that mean it, in lower case.
        text: Function that returns a chronology in that form.
        losses: Function that returns what the form shows otherwise or leaves out.
    """

    name: str
    suffixes: tuple[str, ...]
    text: Callable[[Chronology], str]
    losses: Callable[[Chronology], tuple[Loss, ...]]


FORMATS = (
    Format(name="html", suffixes=(".html", ".htm"), text=to_html, losses=html_losses),
    Format(
        name="markdown", suffixes=(".md", ".markdown"), text=to_markdown, losses=markdown_losses
    ),
    Format(name="terminal", suffixes=(".txt",), text=to_terminal, losses=terminal_losses),
)
"""Every format that `write` knows."""


def write(
    chronology: Chronology,
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - the word that users of other libraries write
) -> LossReport:
    """
    Write a chronology to a file: whole, or not at all.

    A file that is there is replaced, and keeps its permissions; a link to one is followed. No
    folder is made.

    Args:
        chronology: What to write.
        path: The file; its suffix says the format.
        format: Name of a format, which wins over the suffix.

    Returns:
        What the format shows otherwise or leaves out; empty where nothing is.

    Raises:
        FormatError: No format has that name or suffix.
        MissingExtraError: The format needs an extra that is not installed.
        StoreError: There is no such folder, or the file cannot be written.
    """
    target = Path(path)
    chosen = _named(format) if format is not None else _by_suffix(target)
    _replace(target, chosen.text(chronology).encode())
    return LossReport(format=chosen.name, losses=chosen.losses(chronology))


def _named(name: str) -> Format:
    found = next((each for each in FORMATS if each.name == name), None)
    if found is None:
        raise FormatError(name, tuple(each.name for each in FORMATS))
    return found


def _by_suffix(target: Path) -> Format:
    suffix = target.suffix.lower()
    found = next((each for each in FORMATS if suffix in each.suffixes), None)
    if found is None:
        known = (f"{each.name} ({' '.join(each.suffixes)})" for each in FORMATS)
        raise FormatError(target.name, tuple(known))
    return found


def _replace(target: Path, content: bytes) -> None:
    real = target.resolve()
    if not real.parent.is_dir():
        problem = f"there is no folder {real.parent}"
        raise StoreError(str(target), problem, "make it first, or write elsewhere")
    if real.is_dir():
        raise StoreError(str(target), "is a folder", "name a file in it")
    beside = real.with_name(f".{real.name}.{secrets.token_hex(4)}.tmp")
    try:
        _write_whole(beside, content)
        if real.exists():
            shutil.copymode(real, beside)
        beside.replace(real)
    except OSError as error:
        reason = f"cannot be written ({error.strerror or error})"
        raise StoreError(str(target), reason, "what was there before is unchanged") from error
    finally:
        beside.unlink(missing_ok=True)


def _write_whole(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
