"""The table of `timeline.writers.terminal`: the only module that needs rich."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TextIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from timeline.chronology import Chronology
from timeline.resolution import Entry, Status
from timeline.resolution.explained.explanation import who
from timeline.writers.citing import cited_as, citing
from timeline.writers.reports import distinct, other_dates
from timeline.writers.visible import one_line, visible

_COLOURS = {
    Status.REPORTED: "blue",
    Status.CONFIRMED: "green",
    Status.DISPUTED: "yellow",
    Status.DENIED: "red",
    Status.PLANNED: "cyan",
    Status.WITHDRAWN_UPSTREAM: "magenta",
}
_WIDEST_WORD = max(len(word) for status in Status for word in status.split())


def text(chronology: Chronology, *, width: int, colour: bool) -> str:
    """Return the table as text, whatever the environment says."""
    written = StringIO()
    console = Console(
        file=written,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        _environ={},
    )
    _print([*_parts(chronology), _footer(chronology)], console)
    lines = written.getvalue().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def print_table(chronology: Chronology, file: TextIO) -> None:
    """Print the table as the file, its terminal and the environment ask for it."""
    console = Console(file=file)
    _print(_parts(chronology), console)
    console.print(_footer(chronology), soft_wrap=True)  # a token is copied as one line


def _print(parts: Iterable[RenderableType], console: Console) -> None:
    for part in parts:
        console.print(part, markup=False, highlight=False, emoji=False)


def _parts(chronology: Chronology) -> Iterator[RenderableType]:
    known = f"{len(chronology)} entries, {one_line(chronology.known)}"
    policy = f"policy: {one_line(chronology.policy.name)}"
    yield Text(f"{known} (digest {chronology.digest[:12]}); {policy}")
    if len(chronology):
        yield _table(chronology)
    yield from (Text(f"problem – {one_line(str(each))}") for each in chronology.problems)


def _footer(chronology: Chronology) -> Text:
    return Text(f"{citing(chronology)} {cited_as(chronology)}")


def _table(chronology: Chronology) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, leading=1, pad_edge=False)
    for name, share in (("Happened", 5), ("What", 8), ("Figures", 4)):
        table.add_column(name, ratio=share, overflow="fold")
    table.add_column("Status", width=_WIDEST_WORD, overflow="fold")
    table.add_column("Sources", ratio=6, overflow="fold")
    for entry in chronology:
        table.add_row(*_cells(entry))
    return table


def _cells(entry: Entry) -> Iterator[Text]:
    others = "".join(f"\n(also {each.words()})" for each in other_dates(entry))
    yield Text(visible(entry.happened.words() + others))
    yield Text(visible(entry.summary))
    yield Text(one_line(entry.figures_in_words))
    yield Text(entry.status, style=_COLOURS[entry.status])
    yield Text(";\n".join(one_line(who(each)) for each in distinct(entry)))
