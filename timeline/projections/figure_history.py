"""How one figure was told over time: by whom, from when to when, and what took its place."""

from collections.abc import Iterator

from attrs import evolve, frozen

from timeline.errors import MomentError
from timeline.ledger import Log
from timeline.projections.tables import table
from timeline.projections.tellings import (
    Compared,
    Comparison,
    Stretches,
    Told,
    begun,
    compared,
    given,
    steps,
    tellings,
)
from timeline.records import Instant, Instantish, Quantity
from timeline.records.exact_numbers import Number
from timeline.records.fields import member
from timeline.records.instants import instant_words
from timeline.resolution.life.stretches import Gap, Version
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
        ids: The reports that stood and gave this figure.
    """

    quantity: Quantity | None
    since: Instant
    until: Instant | None
    ids: tuple[str, ...]


@frozen(kw_only=True)
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
        compared: Every two tellings of different origins that stood at once.
    """

    key: str
    figure: str
    clock: Clock
    tolerance: Number | None
    told: tuple[Told, ...]
    line: tuple[Chosen, ...]
    compared: tuple[Compared, ...]

    @property
    def conflicts(self) -> tuple[Compared, ...]:
        """Those that cannot both be true."""
        return tuple(each for each in self.compared if each.result is Comparison.CONFLICT)

    @property
    def agreements(self) -> tuple[Compared, ...]:
        """Those that can both be true."""
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
    if clock is Clock.PUBLISHED:
        stretches = life.along_published(position=position)
    else:
        stretches = life.along_recorded(published=published)
    told = tellings(stretches, figure, clock)
    return FigureHistory(
        key=life.key,
        figure=figure,
        clock=clock,
        tolerance=tolerance,
        told=tuple(told),
        line=tuple(_line(stretches, figure, clock)),
        compared=tuple(compared(told, tolerance)),
    )


def _line(stretches: Stretches, figure: str, clock: Clock) -> Iterator[Chosen]:
    last: Chosen | None = None
    giving: dict[Quantity | None, set[str]] = {}
    for step in steps(stretches):
        stretch = step.stretch
        for report in step.gone:
            giving[given(report, figure)].remove(report.id)
        for report in step.come:
            giving.setdefault(given(report, figure), set()).add(report.id)
        told = stretch.figures.get(figure) if isinstance(stretch, Version) else None
        behind = () if told is None else _ordered(giving.get(told, set()), stretch)
        if last is not None and (last.quantity, last.ids) == (told, behind):
            continue
        since = begun(stretch, clock)
        if last is not None:
            yield evolve(last, until=since)
        last = Chosen(quantity=told, since=since, until=None, ids=behind)
    if last is not None:
        yield last


def _ordered(ids: set[str], stretch: Version | Gap) -> tuple[str, ...]:
    """Return some ids in the order of the reports; a single one needs no look at them."""
    if len(ids) < 2 or not isinstance(stretch, Version):  # noqa: PLR2004 - one is in order
        return tuple(ids)
    return tuple(each.id for each in stretch.reports if each.id in ids)


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
