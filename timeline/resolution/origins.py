"""Origins: whose word a report is in the end; two papers that quote one voice are one origin."""

from collections.abc import Iterable

from timeline.records import EventRecord, Source, Speaker
from timeline.records.fields import folded


def origin(record: EventRecord) -> str:
    """
    Return the origin of a report: its speaker, else the end of the source's `via` chain.

    Names are compared folded and without case, so the answer is a name to compare, not to print.
    """
    if record.speaker is not None:
        return _voice(record.speaker)
    return _name(record.source.chain[-1].publisher)


def origins(records: Iterable[EventRecord]) -> tuple[str, ...]:
    """Return the independent origins of several reports, in order."""
    return tuple(sorted({origin(record) for record in records}))


def repeated(source: Source) -> frozenset[str]:
    """Return the publishers whom a source repeats, without itself."""
    return frozenset(_name(each.publisher) for each in source.chain[1:])


def publisher(source: Source) -> str:
    """Return the publisher of a source, as it is compared."""
    return _name(source.publisher)


def _voice(speaker: Speaker) -> str:
    return _name(speaker.name)


def _name(text: str) -> str:
    return folded(text).casefold()
