"""Stretches of a happening's life: the versions that stood, and the gaps between them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from attrs import field, frozen

from timeline.log import Recorded
from timeline.records import EventRecord, Figures, Instant, When
from timeline.records.instants import instant_words
from timeline.resolution.life.turns import Clock, Turn
from timeline.resolution.problems import short
from timeline.resolution.status import Status


class Bounds(TypedDict):
    """What every stretch has, as its fields are named."""

    published_from: Instant
    published_until: Instant | None
    position_from: int
    position_until: int | None
    recorded_from: Instant
    recorded_until: Instant | None
    begun_by: tuple[Turn, ...]
    ended_by: tuple[Turn, ...]


@frozen(kw_only=True)
class Stretch:
    """
    A half-open rectangle on the two clocks of what is known.

    Args:
        published_from: First publication in it.
        published_until: First publication behind it; None where it goes on.
        position_from: First position of the log in it.
        position_until: First position behind it; None where it goes on.
        recorded_from: When the log took in the record at its first position.
        recorded_until: When it took in the first one behind it, which may be in the same batch
            and so at the same instant; None where it goes on.
        begun_by: The records by which it began, those on the published clock first; none where
            the same stood at the position before.
        ended_by: The records by which it ended, likewise; none where it still stands, or goes on
            at the next position in a longer stretch.
    """

    published_from: Instant
    published_until: Instant | None
    position_from: int
    position_until: int | None
    recorded_from: Instant
    recorded_until: Instant | None
    begun_by: tuple[Turn, ...] = field(repr=False)
    ended_by: tuple[Turn, ...] = field(repr=False)

    @property
    def stands(self) -> bool:
        """Whether it is part of what is known now: it ended on neither clock."""
        return self.published_until is None and self.position_until is None


@frozen(kw_only=True)
class Version(Stretch):
    """
    What stood of a happening throughout a stretch; everywhere else something else stood.

    Args:
        key: Its key; the smallest one where judgements joined several.
        happened: When, from the report that was published last.
        summary: What, from that report.
        figures: Each figure that a report states, from the last one that states it.
        status: What may be said of it as a whole.
        report: The log entry that speaks for it, with its record as it reads there.
        reports: All log entries that report it; listed when they are looked at.
    """

    key: str
    happened: When
    summary: str
    figures: Figures
    status: Status
    report: Recorded = field(repr=False)
    _reports: Sequence[Recorded] = field(repr=False, eq=tuple, alias="reports")

    @property
    def reports(self) -> tuple[Recorded, ...]:
        """
        All log entries that report it, in the order of publication, then of ids.

        It is the order where the version begins: their order alone makes no other version.
        """
        return tuple(self._reports)

    def __str__(self) -> str:
        return "\n".join(_version(self, among=len(self._reports)))


@frozen(kw_only=True)
class Gap(Stretch):
    """
    Nothing stood, although something had: on an earlier publication, or at an earlier position.

    A happening that was withdrawn for good ends in a gap that does not end.
    """

    def __str__(self) -> str:
        return "\n".join(["nothing stands", *_when(self)])


def _version(version: Version, *, among: int) -> Iterator[str]:
    figures = "; ".join(f"{name} {figure}" for name, figure in version.figures.items())
    told = f" [{figures}]" if figures else ""
    happened = f"{version.happened.words()} – {version.summary}{told}"
    yield f"{version.key}: {happened} ({version.status})"
    event = version.report.record
    source = event.source if isinstance(event, EventRecord) else ""
    counted = "the only report" if among == 1 else f"one of {among} reports"
    place = f"{short(version.report.id)} at position {version.report.position}"
    yield f"  as {source} has it, {place}, {counted}"
    yield from _when(version)


def _when(stretch: Stretch) -> Iterator[str]:
    until = stretch.published_until
    end = "on" if until is None else f"until {instant_words(until)}"
    yield f"  published from {instant_words(stretch.published_from)} {end}"
    start = f"{instant_words(stretch.recorded_from)} (position {stretch.position_from})"
    if stretch.recorded_until is None:
        yield f"  recorded from {start} on"
    else:
        end = f"{instant_words(stretch.recorded_until)} (position {stretch.position_until})"
        yield f"  recorded from {start} until {end}"
    yield from (f"  begun {each}" for each in _turns(stretch.begun_by))
    yield from (f"  ended {each}" for each in _turns(stretch.ended_by))
    if not (stretch.stands or stretch.ended_by):
        yield "  goes on in a longer stretch"


def _turns(turns: Iterable[Turn]) -> Iterator[str]:
    by_record: dict[str, list[Turn]] = {}
    for each in turns:
        by_record.setdefault(each.record.id, []).append(each)
    for same in by_record.values():
        both = len({each.clock for each in same}) == len(Clock)
        clock = "both clocks" if both else f"the {same[0].clock} clock"
        yield f"on {clock} by {same[0]}"
