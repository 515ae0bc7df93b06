"""Loss reports: what a format could not carry, field by field, and what stands there instead."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import overload

import attrs
from attrs import evolve, frozen

from timeline.chronology import Chronology
from timeline.records import Correction
from timeline.resolution import Entry
from timeline.writers.visible import breaks_lines, unseen


class LossKind(StrEnum):
    """What became of something that a format cannot carry as it is."""

    ROUNDED = "rounded"
    REPLACED = "replaced"
    IN_WORDS = "put into words"
    ESCAPED = "escaped"
    LEFT_OUT = "left out"


@frozen(kw_only=True)
class Loss:
    """
    One thing that reads otherwise in the file than in the chronology.

    Args:
        key: Key of the entry.
        id: Id of the record that says it; empty where it is the entry's own.
        field: Where: a field, such as `source.title`.
        kind: What became of it.
        detail: What exactly, for people.
    """

    key: str
    id: str = ""
    field: str
    kind: LossKind
    detail: str

    def __str__(self) -> str:
        return f"{self.key}: {self.field} {self.kind}: {self.detail}"


@frozen(kw_only=True)
class LossReport(Sequence[Loss]):
    """
    What was rounded, replaced, put into words, escaped or left out; empty where nothing was.

    Args:
        format: Name of the format.
        losses: The losses, in the order of the entries.
    """

    format: str
    losses: tuple[Loss, ...] = ()

    @overload
    def __getitem__(self, at: int) -> Loss: ...
    @overload
    def __getitem__(self, at: slice) -> "LossReport": ...
    def __getitem__(self, at: int | slice) -> "Loss | LossReport":
        found = self.losses[at]
        return found if isinstance(found, Loss) else evolve(self, losses=found)

    def __len__(self) -> int:
        return len(self.losses)

    def of(self, key: str) -> "LossReport":
        """Return what was lost of one entry."""
        return evolve(self, losses=tuple(each for each in self.losses if each.key == key))

    @property
    def counts(self) -> dict[LossKind, int]:
        """How many losses there are of each sort."""
        found = Counter(each.kind for each in self.losses)
        return {kind: found[kind] for kind in LossKind if found[kind]}

    def __str__(self) -> str:
        if not self.losses:
            return f"{self.format}: nothing was lost"
        counted = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        return "\n".join([f"{self.format}: {counted}", *(f"  {each}" for each in self.losses)])


def escaped_signs(chronology: Chronology) -> tuple[Loss, ...]:
    """Return the texts whose hidden signs are shown as escapes."""
    return tuple(
        Loss(
            key=entry.key, id=identity, field=field, kind=LossKind.ESCAPED, detail=", ".join(signs)
        )
        for entry in chronology
        for identity, field, text in texts(entry)
        if (signs := unseen(text))
    )


def joined_lines(chronology: Chronology) -> tuple[Loss, ...]:
    """Return the texts of several lines that are shown in one."""
    detail = "line breaks became spaces"
    return tuple(
        Loss(key=entry.key, id=identity, field=field, kind=LossKind.REPLACED, detail=detail)
        for entry in chronology
        for identity, field, text in texts(entry)
        if breaks_lines(text)
    )


def texts(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Return every text of an entry's reports and of what they replaced: id, field and text."""
    for account in entry.accounts:
        for each in account.chain:
            for field, text in _texts(each.record, ""):
                yield each.id, field, text
        for by in account.corrections:
            if isinstance(by.record, Correction):
                yield by.id, "reason", by.record.reason


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield f"{path} (name)", str(name)
            yield from _texts(each, f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _texts(each, f"{path}[{number}]")
    elif attrs.has(cls := type(value)):
        for each in attrs.fields(cls):
            name = f"{path}.{each.name}" if path else each.name
            yield from _texts(getattr(value, each.name), name)
