"""What came late: records that the log took in long after they were published, or it happened."""

from datetime import timedelta
from enum import Enum

import numpy as np
from attrs import field, frozen

from timeline.errors import FieldError, shown
from timeline.log import Recorded
from timeline.records import Correction, EventRecord, Instant, When
from timeline.records.fields import member
from timeline.resolution.index.columns import Integers, Sort
from timeline.resolution.index.growing import Built
from timeline.resolution.moments import ALWAYS, NEVER, microseconds
from timeline.resolution.problems import short
from timeline.resolution.revision import published_clock

_MICROSECOND = timedelta(microseconds=1)
_LONGEST = 1 << 62
"""As far as eight bytes are compared; what is longer is looked at by itself."""

_SECOND, _MINUTE, _HOUR, _DAY = 10**6, 60 * 10**6, 3_600 * 10**6, 86_400 * 10**6
_YEAR = 31_556_952 * 10**6
"""365.2425 days, the mean year of the calendar."""

_UNITS = (
    (2 * _YEAR, _YEAR, "year"),
    (2 * _DAY, _DAY, "day"),
    (_HOUR, _HOUR, "hour"),
    (_MINUTE, _MINUTE, "minute"),
    (0, _SECOND, "second"),
)
"""From which length on it is told in which unit."""


class Lateness(Enum):
    """Which delay counts, where it is not known when something happened."""

    CERTAIN = "certain"
    """The shortest possible one: it is late whenever it happened."""

    POSSIBLE = "possible"
    """The longest possible one: it is late if it happened as early as it can have."""


@frozen
class Delay:
    """
    Bounds of the time from a happening to its record, in whole microseconds.

    It counts from any moment at which the happening may have gone on; below 0 it lies ahead.

    Args:
        least: It is longer than this; `None` where the happening has no known end.
        greatest: It is at most this; `None` where it has no known beginning.
    """

    least: int | None
    greatest: int | None

    def is_longer(self, than: int, lateness: Lateness) -> bool:
        """Return whether it is longer, certainly or possibly, than so many microseconds."""
        if lateness is Lateness.CERTAIN:
            return self.least is not None and self.least >= than
        return self.greatest is None or self.greatest > than

    def __str__(self) -> str:
        if self.greatest is not None and self.greatest < 0:
            return "before"
        if self.least is None or self.least < 0:
            return "at some time after" if self.greatest is None else _at_most(self.greatest)
        if self.greatest is None:
            return f"more than {_words(self.least)} after"
        least, greatest = _words(self.least), _words(self.greatest)
        if least == greatest:
            return f"{greatest} after"
        count, unit = least.split()
        start = count if greatest.endswith(unit) else least
        return f"{start} to {greatest} after"


@frozen(kw_only=True)
class Late:
    """
    A record that came late.

    Args:
        entry: The log entry.
        since_published: From its own publication to its recording; below 0 where it was recorded
            first.
        since_happened: From the happening that it reports to its recording; None for a
            retraction or a reinstatement, which report none.
    """

    entry: Recorded = field(repr=False)
    since_published: timedelta
    since_happened: Delay | None

    def __str__(self) -> str:
        event = _event(self.entry)
        told = type(self.entry.record).__name__.lower() if event is None else event.summary
        since = self.since_published // _MICROSECOND
        published = f"{_words(-since)} before" if since < 0 else f"{_words(since)} after"
        happened = "" if self.since_happened is None else f", {self.since_happened} it happened"
        place = f"position {self.entry.position}, {short(self.entry.id)}"
        return f"{place}: {told}: recorded {published} it was published{happened}"


def late(
    built: Built,
    recorded: Integers,
    *,
    published: timedelta | None,
    happened: timedelta | None,
    lateness: Lateness | str,
) -> tuple[Late, ...]:
    """
    Return the records that came late, in the order of their positions.

    Args:
        built: The index of the log.
        recorded: When each position was recorded, µs since 1970.
        published: Late is what was recorded longer than this after its own publication.
        happened: Late, too, is what was recorded longer than this after it happened.
        lateness: Which delay counts where it is not known when something happened.

    Raises:
        FieldError: Neither is given, or one is no length of time.
        ValueError: There is no such lateness.
    """
    if published is None and happened is None:
        raise FieldError("late", "published", "is not given, nor is happened; give one or both")
    longest, counts = _length("published", published), member(Lateness, lateness)
    since, found = _length("happened", happened), list[Late]()
    for position in _perhaps_late(built, recorded, longest, since, counts):
        each = _delayed(built.fetch(position))
        on_time = longest is None or each.since_published // _MICROSECOND <= longest
        delay = each.since_happened
        long_ago = since is not None and delay is not None and delay.is_longer(since, counts)
        if long_ago or not on_time:
            found.append(each)
    return tuple(found)


def _perhaps_late(
    built: Built,
    recorded: Integers,
    published: int | None,
    happened: int | None,
    lateness: Lateness,
) -> list[int]:
    """Return the positions of what is late, and of little else, told by the columns alone."""
    own, sort = built.columns.published, built.columns.sort
    recorded = recorded[: len(own)]
    clocked = np.isin(sort, (Sort.EVENT, Sort.CORRECTION, Sort.RETRACTION, Sort.REINSTATEMENT))
    clocked &= own != ALWAYS
    found = np.zeros(len(own), dtype=bool)
    if published is not None:
        found |= own < recorded - min(published, _LONGEST)
    if happened is not None:
        bound = 3 if lateness is Lateness.CERTAIN else 0
        moments = np.append(built.times.rows[:, bound], NEVER)  # the last one is for no time
        found |= moments[built.when] <= recorded - min(happened, _LONGEST)
    positions: list[int] = np.flatnonzero(found & clocked).tolist()
    return positions


def _delayed(entry: Recorded) -> Late:
    clock, event = published_clock(entry), _event(entry)
    assert clock is not None  # noqa: S101 - others were left out by their columns
    return Late(
        entry=entry,
        since_published=entry.recorded - clock,
        since_happened=None if event is None else _since(event.happened, entry.recorded),
    )


def _since(happened: When, recorded: Instant) -> Delay:
    moment, span = microseconds(recorded), happened.span
    return Delay(
        None if span.latest is None else moment - span.latest,
        None if span.earliest is None else moment - span.earliest,
    )


def _event(entry: Recorded) -> EventRecord | None:
    record = entry.record
    said = record.replacement if isinstance(record, Correction) else record
    return said if isinstance(said, EventRecord) else None


def _length(name: str, given: object) -> int | None:
    if given is None:
        return None
    if not isinstance(given, timedelta):
        problem = f"{shown(given)} is a {type(given).__name__}; give a timedelta(days=7)"
        raise FieldError("late", name, problem)
    if given < timedelta(0):
        raise FieldError("late", name, f"{given} lies below 0; give a length of time")
    return given // _MICROSECOND


def _at_most(length: int) -> str:
    return f"at most {_words(length)} after"


def _words(length: int) -> str:
    """Return a length of time in its largest unit, rounded down."""
    unit, name = next((unit, name) for least, unit, name in _UNITS if length >= least)
    count = length // unit
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"
