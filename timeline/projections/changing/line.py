"""A line as plain values: all that a list of changes rebuilds of an entry."""

from collections.abc import Iterable

from attrs import frozen

from timeline.records import Figures, Modality, When
from timeline.resolution import Entry, Status


@frozen(kw_only=True)
class Line:
    """
    What an entry says, without the records that it is made of.

    Args:
        key: Its key.
        happened: When.
        summary: What.
        kind: Stored kind.
        modality: Whether it took place.
        figures: Its figures.
        status: What may be said of it as a whole.
        reports: Ids of the accounts that report it, sorted.
    """

    key: str
    happened: When
    summary: str
    kind: str
    modality: Modality
    figures: Figures
    status: Status
    reports: tuple[str, ...]

    def __str__(self) -> str:
        told = "; ".join(f"{name} {figure}" for name, figure in self.figures.items())
        figures = f" [{told}]" if told else ""
        return f"{self.happened.words()}: {self.summary}{figures}"


def line(entry: Entry) -> Line:
    """Return an entry as a line."""
    return Line(
        key=entry.key,
        happened=entry.happened,
        summary=entry.summary,
        kind=entry.kind,
        modality=entry.modality,
        figures=entry.figures,
        status=entry.status,
        reports=tuple(sorted(each.id for each in entry.accounts)),
    )


def lines(entries: Iterable[Entry]) -> tuple[Line, ...]:
    """Return the lines of a chronology, in their order."""
    return tuple(map(line, entries))
