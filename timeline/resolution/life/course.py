"""The course of a figure on one clock: which reports of it came and went, and which one spoke."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby

from attrs import define, frozen

from timeline.log import Recorded
from timeline.records import Instant, Quantity, every_figure
from timeline.resolution.life.bearings import Bearing, Role
from timeline.resolution.life.piles import NOTHING
from timeline.resolution.life.reach import Saying
from timeline.resolution.life.sheet import Sheet
from timeline.resolution.life.tally import Highest, Tally
from timeline.resolution.life.turns import Clock, Turns
from timeline.resolution.moments import NEVER, from_microseconds


@frozen(kw_only=True)
class Passage:
    """
    What bears on a happening from one place of a clock up to another.

    Args:
        start: First place: a publication in µs since 1970, or a position of the log.
        stop: First place behind it; `NEVER` where it goes on.
        bearing: What bears on it, there and elsewhere.
    """

    start: int
    stop: int
    bearing: Bearing


@frozen(kw_only=True)
class Step:
    """
    A place of a clock at which reports of a figure came or went, or another one came to speak.

    Args:
        at: The place, as of a passage.
        gone: Ids of the reports that gave the figure, and stand no longer.
        come: The reports that give it, and did not stand before.
        chosen: The figure of the line from here on; None where no report that stands gives one.
        turned: Whether the status of the happening is another one from here on.
    """

    at: int
    gone: tuple[str, ...]
    come: tuple[Recorded, ...]
    chosen: Quantity | None
    turned: bool


@define(slots=False, eq=False)
class Course:
    """
    How one figure of a happening went along one clock, from step to step.

    It is found without the rest of the plane that the two clocks span, so its work follows what
    bears on the happening along that clock, in whatever order the log took it in.

    Args:
        sheet: What stands of the happening.
        figure: Name of the figure.
        clock: The clock.
        limit: The place on the other clock: up to which position, or publication, all counts.
    """

    sheet: Sheet
    figure: str
    clock: Clock
    limit: int

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in their order; the first one is where the happening came to be."""
        return tuple(_Walk(self).steps())

    def moment(self, at: int) -> Instant:
        """Return the instant of a place: a publication, or when the log had that position."""
        if self.clock is Clock.PUBLISHED:
            return from_microseconds(at)
        return self._turns.entry(at).recorded

    def turning(self, step: Step) -> tuple[Recorded, ...]:
        """Return the records by which reports came or went at a step."""
        if self.clock is Clock.RECORDED:
            return (self._turns.entry(step.at),)
        turns = self._turns.public(step.at, self.limit, turned=step.turned)
        return tuple(each.record for each in turns)

    def giving(self, quantity: Quantity, at: int) -> tuple[str, ...]:
        """Return the reports that give a figure at a place, by publication, then by ids."""
        stated = self._stated.get(quantity, ())
        ranks = sorted(each.bearing.rank for each in stated if each.start <= at < each.stop)
        return tuple(self.sheet.line.sayings[rank].report.id for rank in ranks)

    def gives(self, bearing: Bearing) -> bool:
        """Return whether a bearing is a report that gives the figure."""
        return (Role.FIGURE, self.figure) in bearing.roles

    def saying(self, bearing: Bearing) -> Saying:
        """Return what is said by a bearing that is a report."""
        return self.sheet.line.sayings[bearing.rank]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All that bears on the happening somewhere along the clock."""
        return tuple(_passages(self.sheet.bearings, self.clock, self.limit))

    @property
    def first(self) -> int:
        """Where the happening came to be, also if it was gone by the limit; `NEVER` if nowhere."""
        places = (each.where for each in self.sheet.reported)
        if self.clock is Clock.PUBLISHED:
            known = (each.published_from for each in places if each.position_from <= self.limit)
        else:
            known = (each.position_from for each in places if each.published_from <= self.limit)
        return min(known, default=NEVER)

    @cached_property
    def given(self) -> Mapping[int, Quantity]:
        """The figure of each report that gives one, by its rank among what is said."""
        stated = (each.bearing for each in self.passages if self.gives(each.bearing))
        return {each.rank: every_figure(self.saying(each).event)[self.figure] for each in stated}

    @cached_property
    def _stated(self) -> Mapping[Quantity, list[Passage]]:
        found: dict[Quantity, list[Passage]] = {}
        for each in self.passages:
            if self.gives(each.bearing):
                found.setdefault(self.given[each.bearing.rank], []).append(each)
        return found

    @cached_property
    def _turns(self) -> Turns:
        return Turns(self.sheet)


class _Walk:
    """What stands at one place of the clock, as it goes from place to place."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._tally, self._highest = Tally(), Highest()

    def steps(self) -> Iterator[Step]:
        """Return the first place, and each at which something of the figure changed."""
        last: Step | None = None
        for at, coming, going in self._events():
            step = self._step(at, coming, going)
            if last is None or step.gone or step.come or step.chosen != last.chosen:
                yield step
            last = step

    def _events(self) -> Iterator[tuple[int, list[Bearing], list[Bearing]]]:
        """Return what begins and ends at each place; at the first one all that did before, too."""
        first, passages = self._course.first, self._course.passages
        events = [(max(each.start, first), True, each.bearing) for each in passages]
        events += [(max(each.stop, first), False, each.bearing) for each in passages]
        for at, group in groupby(sorted(events, key=_place), key=_place):
            if at != NEVER:
                here = list(group)
                coming = [each for _, comes, each in here if comes]
                yield at, coming, [each for _, comes, each in here if not comes]

    def _step(self, at: int, coming: Iterable[Bearing], going: Iterable[Bearing]) -> Step:
        before = self._tally.status
        come = dict(self._put(coming))
        gone = dict(self._taken(going))
        top = self._highest.top
        return Step(
            at=at,
            gone=tuple(each for each in gone if each not in come),
            come=tuple(report for each, report in come.items() if each not in gone),
            chosen=None if top == NOTHING else self._course.given[top],
            turned=self._tally.status is not before,
        )

    def _put(self, bearings: Iterable[Bearing]) -> Iterator[tuple[str, Recorded]]:
        """Let something bear on the happening; return the reports of the figure among it."""
        for each in bearings:
            self._tally.put(each)
            if self._course.gives(each):
                self._highest.put(each.rank)
                yield self._named(each)

    def _taken(self, bearings: Iterable[Bearing]) -> Iterator[tuple[str, Recorded]]:
        """Let it bear on the happening no more; return likewise."""
        for each in bearings:
            self._tally.take(each)
            if self._course.gives(each):
                self._highest.take(each.rank)
                yield self._named(each)

    def _named(self, bearing: Bearing) -> tuple[str, Recorded]:
        report = self._course.saying(bearing).report
        return report.id, report


def _passages(bearings: Iterable[Bearing], clock: Clock, limit: int) -> Iterator[Passage]:
    for each in bearings:
        where = each.where
        along = (where.published_from, where.published_until)
        across = (where.position_from, where.position_until)
        if clock is Clock.RECORDED:
            along, across = across, along
        if across[0] <= limit < across[1]:
            yield Passage(start=along[0], stop=along[1], bearing=each)


def _place(event: tuple[int, bool, Bearing]) -> int:
    return event[0]
