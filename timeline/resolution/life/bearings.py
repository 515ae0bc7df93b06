"""What bears on the line of one happening: each thing said of it, where, and in which roles."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cached_property

from attrs import define, frozen

from timeline.records import EventRecord, Retraction, Statement, every_figure
from timeline.records.fields import folded
from timeline.resolution.identity import spoken_of
from timeline.resolution.life.reach import Reach, Saying, said
from timeline.resolution.life.regions import NOWHERE, Rectangle, Region, union
from timeline.resolution.origins import compared, origin, repeated
from timeline.resolution.status import WITHDRAWN_BY_PUBLISHER, is_to_come, word


class Role(Enum):
    """As what something bears on the line of a happening."""

    NAME = auto()
    """Its key is one of the joined ones."""

    REPORT = auto()
    """It is one of the reports."""

    FIGURE = auto()
    """It states a figure, which is named."""

    SUPPORTS = auto()
    """It says that it is so; the origin is named."""

    DENIES = auto()
    """It denies or disputes it; the origin is named."""

    TO_COME = auto()
    """It speaks of what may come."""

    ECHO = auto()
    """It repeats a publisher that withdrew its own report."""


@frozen(kw_only=True)
class Bearing:
    """
    Something that bears on the line of a happening, in one rectangle of the two clocks.

    Args:
        where: The rectangle.
        rank: What speaks rather than others: place in `Line.sayings`; among keys, the higher
            the earlier the key stands in their order.
        roles: As what, each with the name of the figure or of the origin, or `""`.
    """

    where: Rectangle
    rank: int
    roles: tuple[tuple[Role, str], ...]


@define(slots=False, eq=False)
class Line:
    """
    What bears on the line of a happening at any moment.

    Args:
        reach: Where each record acts.
        key: Key of the happening, folded.
    """

    reach: Reach
    key: str

    @cached_property
    def keys(self) -> Mapping[str, Region]:
        """Where its key is joined to others, itself among them."""
        return self.reach.joined(self.key)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every key that is ever joined, by rank: the last one first."""
        return tuple(sorted(self.keys, reverse=True))

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """Everything said in the log's records at hand, by rank."""
        return self.reach.live

    def bearings(self) -> Iterator[Bearing]:
        """Return all that bears on it, once for each rectangle."""
        for rank, name in enumerate(self.names):
            yield from _in(self.keys[name], rank, (Role.NAME, ""))
        for rank, saying in enumerate(self.sayings):
            reported = saying.where & self.group(saying.event)
            yield from _in(reported, rank, *_roles(saying.event))
            yield from _in(reported & self._echoes(saying.event), rank, (Role.ECHO, ""))
            if isinstance(saying.event, Statement):
                about = (saying.where & self.spoken_of(saying.event)) - reported
                yield from _in(about, rank, *_voice(saying.event, of_itself=False))

    def group(self, event: EventRecord) -> Region:
        """Return where the key of a record is one of those joined."""
        return self.keys.get(folded(event.key), NOWHERE)

    def spoken_of(self, statement: Statement) -> Region:
        """Return where a statement is about one of the keys joined, as a whole."""
        return union(
            self.keys.get(key, NOWHERE) for key, figure in spoken_of(statement) if not figure
        )

    @cached_property
    def withdrawn_by_publishers(self) -> Mapping[str, Region]:
        """Where a report of it stands withdrawn by its publisher, by the publisher's name."""
        found: dict[str, list[Region]] = {}
        for entry in self.reach.entries:
            record = entry.record
            if isinstance(record, Retraction) and record.cause in WITHDRAWN_BY_PUBLISHER:
                named = self.reach.revision.by_id.get(record.retracts)
                event = named and said(named)
                if named and event:
                    where = self.reach.standing(entry) & self.reach.visible(named)
                    publisher = compared(event.source.publisher)
                    found.setdefault(publisher, []).append(where & self.group(event))
        return {publisher: union(regions) for publisher, regions in found.items()}

    def _echoes(self, event: EventRecord) -> Region:
        gone = self.withdrawn_by_publishers
        if not gone:
            return NOWHERE
        return union(gone[each] for each in repeated(event.source) if each in gone)


def _roles(event: EventRecord) -> Iterator[tuple[Role, str]]:
    yield Role.REPORT, ""
    if is_to_come(event):
        yield Role.TO_COME, ""
    for name in every_figure(event):
        yield Role.FIGURE, name
    yield from _voice(event, of_itself=True)


def _voice(event: EventRecord, *, of_itself: bool) -> Iterator[tuple[Role, str]]:
    said_so = word(event, of_itself=of_itself)
    if said_so is not None:
        yield Role.SUPPORTS if said_so else Role.DENIES, origin(event).compared


def _in(where: Region, rank: int, *roles: tuple[Role, str]) -> Iterator[Bearing]:
    for each in where.rectangles() if roles else ():
        yield Bearing(where=each, rank=rank, roles=roles)
