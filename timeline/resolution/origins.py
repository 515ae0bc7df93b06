"""Origins: whose word a report is in the end; two papers that quote one voice are one origin."""

from collections.abc import Iterable
from functools import lru_cache

from attrs import field, frozen

from timeline.records import EventRecord, Source
from timeline.records.fields import folded


@frozen(order=True)
class Origin:
    """
    Whose word a report is.

    Args:
        compared: The name as it is compared: white space folded, without case.
        name: The name as it is written.
    """

    compared: str
    name: str = field(eq=False, order=False)

    def __str__(self) -> str:
        return self.name


def origin(record: EventRecord) -> Origin:
    """Return the origin of a report: its speaker, else the end of the source's `via` chain."""
    speaker = record.speaker
    return _named(speaker.name if speaker is not None else record.source.chain[-1].publisher)


@lru_cache(maxsize=4096)
def _named(name: str) -> Origin:
    return Origin(compared(name), name)


def origins(records: Iterable[EventRecord]) -> tuple[Origin, ...]:
    """Return the independent origins of several reports, in order; the first spelling counts."""
    found: dict[Origin, Origin] = {}
    for record in records:
        each = origin(record)
        found.setdefault(each, each)
    return tuple(sorted(found.values()))


def repeated(source: Source) -> frozenset[str]:
    """Return the publishers whom a source repeats, as they are compared, without itself."""
    return frozenset(compared(each.publisher) for each in source.chain[1:])


def compared(name: str) -> str:
    """Return a name as names of origins are compared."""
    return folded(name).casefold()
