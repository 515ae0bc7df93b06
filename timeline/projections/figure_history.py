"""How one figure was told over time: by whom, from when to when, and what took its place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from attrs import evolve, field, frozen

from timeline.errors import MomentError
from timeline.ledger import Log
from timeline.projections.tables import table
from timeline.projections.tellings import compared, conflicts, given, tellings
from timeline.projections.told import Compared, Comparison, Told
from timeline.records import Instant, Instantish, Quantity
from timeline.records.exact_numbers import Number
from timeline.records.fields import member
from timeline.records.instants import instant_words
from timeline.records.quantity_conflict import possible
from timeline.resolution.life.course import Course
from timeline.resolution.life.listing import Listing
from timeline.resolution.life.turns import Clock
from timeline.resolution.problems import short


@frozen(kw_only=True)
class Chosen:
    """
    The figure of the happening's line, for a stretch of one clock.

    Args:
        quantity: The figure; None where no report that stood gave one.
        since: From when.
        until: Until when; None where it goes on.
        ids: The reports that stood and gave this figure; listed when they are looked at.
    """

    quantity: Quantity | None
    since: Instant
    until: Instant | None
    _ids: Sequence[str] = field(repr=False, eq=tuple, alias="ids")

    @property
    def ids(self) -> tuple[str, ...]:
        """
        The reports that stood and gave this figure, in the order of publication, then of ids.

        It is the order where the stretch begins: their order alone makes no other stretch.
        """
        return tuple(self._ids)


@frozen(kw_only=True, slots=False)
class FigureHistory:
    """
    How one figure of one happening was told.

    Args:
        key: The key that was asked for.
        figure: Name of the figure.
        clock: The clock that `since` and `until` are on.
        tolerance: As it was given; see `timeline.records.quantity_conflict.conflict`.
        told: Every telling, in the order in which they began to stand, then of ids.
        line: The figure of the line, by the policy of the library, from stretch to stretch.
    """

    key: str
    figure: str
    clock: Clock
    tolerance: Number | None
    told: tuple[Told, ...]
    line: tuple[Chosen, ...]

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """
        Every two tellings of different origins that stood at once, as the second began to stand.

        They are found when they are looked at: one for each pair, so a thousand origins that go
        on make half a million. `conflicts` does without the others.
        """
        return tuple(compared(self.told, self.tolerance))

    @cached_property
    def conflicts(self) -> tuple[Compared, ...]:
        """Those that cannot both be true; found without a look at those that can."""
        return tuple(conflicts(self.told, self.tolerance))

    @property
    def agreements(self) -> tuple[Compared, ...]:
        """Those that can both be true; found by a look at every pair."""
        return tuple(each for each in self.compared if each.result is Comparison.AGREE)

    def __str__(self) -> str:
        """Return an aligned table of the tellings, then which of them conflict."""
        headings = (self.figure, "who", "through", f"{self.clock} from", "until", "record", "ended")
        lines = [table(headings, map(_row, self.told))]
        return "\n".join([*lines, *(f"conflict: {each}" for each in self.conflicts)])


def figure_history(  # noqa: PLR0913 - each clock has its own limit
    log: Log,
    key: str,
    figure: str,
    *,
    clock: Clock | str = Clock.PUBLISHED,
    tolerance: Number | None = None,
    published: Instantish | None = None,
    position: int | None = None,
) -> FigureHistory:
    """
    Return how a figure of a happening was told over time, joined keys included.

    On the clock of publication it tells what stood from one publication to the next, as the log
    knows it at a position. On the clock of the log it tells what the log said from one record to
    the next, of what was published by a date.

    Args:
        log: The log; only the records that bear on the key are decoded.
        key: Key of the happening.
        figure: Name of the figure, such as `strength`.
        clock: Which clock, or its word.
        tolerance: How far from a stated best number another may lie, as a share of it, before
            the two conflict.
        published: On the clock of the log: only what was published by then; all if not given.
        position: On the clock of publication: only what the log had taken in up to there.

    Raises:
        MomentError: The log has no such position, or the other clock's limit is given.
        QuantityError: The tolerance is negative.
        RefusedError: There is no such clock.
        UnknownKeyError: At no moment is there an entry of that key.
    """
    clock, life = member(Clock, clock), log.versions(key)
    if (published if clock is Clock.PUBLISHED else position) is not None:
        limit = "position" if clock is Clock.PUBLISHED else "published"
        raise MomentError(f"the {clock} clock has its limit on the other one", f"give {limit}=")
    if tolerance is not None:
        possible(Quantity.unknown(), tolerance=tolerance)
    if clock is Clock.PUBLISHED:
        course = life.course_published(figure, position=position)
    else:
        course = life.course_recorded(figure, published=published)
    return FigureHistory(
        key=life.key,
        figure=figure,
        clock=clock,
        tolerance=tolerance,
        told=tuple(tellings(course)),
        line=tuple(_line(course)),
    )


def _line(course: Course) -> Iterator[Chosen]:
    last: Chosen | None = None
    stating: dict[str, Quantity] = {}
    numbers = Counter[Quantity]()
    for step in course.steps:
        gone = [stating.pop(each) for each in step.gone]
        come = {each.id: given(each, course.figure) for each in step.come}
        numbers.subtract(gone)
        numbers.update(come.values())
        stating |= come
        told = step.chosen
        if last is not None and last.quantity == told and told not in {*gone, *come.values()}:
            continue
        since = course.moment(step.at)
        if last is not None:
            yield evolve(last, until=since)
        ids = () if told is None else Listing(numbers[told], partial(course.giving, told, step.at))
        last = Chosen(quantity=told, since=since, until=None, ids=ids)
    if last is not None:
        yield last


def _row(each: Told) -> tuple[object, ...]:
    end, how = each.end, ""
    if each.until is not None and each.until == end:
        how = f"by {', '.join(map(short, each.ended_by))}"
    elif each.restated_by is not None:
        how = f"said otherwise in {short(each.restated_by)}"
    until = None if end is None else instant_words(end)
    return (
        *(each.quantity, each.origin, each.source),
        *(instant_words(each.since), until, short(each.id), how),
    )
