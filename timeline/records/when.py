"""`When`: uncertain time, kept as written, with exact bounds."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NoReturn
from zoneinfo import ZoneInfo

import arrow
from attrs import field, frozen

from timeline.errors import WhenError, shown
from timeline.records.bounds import extent
from timeline.records.durations import Duration, duration
from timeline.records.edtf import expression
from timeline.records.edtf_doubts import Doubt, doubts
from timeline.records.edtf_parts import Edge, Expression
from timeline.records.edtf_writing import normal_text
from timeline.records.extents import Extent, SortKey
from timeline.records.time_units import TimeUnit
from timeline.records.windows import Window
from timeline.records.wording import Read, wording, words
from timeline.records.wording_tables import Wording
from timeline.records.zones import is_zone

__all__ = ["Duration", "TimeUnit", "When", "Whenish", "Window", "when"]

_LONGEST_KEPT = 64
_MINUTE = timedelta(minutes=1)
_BEHIND = timedelta(hours=-12)
_AHEAD = timedelta(hours=14)
_kept_extent = lru_cache(maxsize=65_536)(extent)
_kept_expression = lru_cache(maxsize=4_096)(expression)


@frozen(init=False, repr=False)
class When:
    """
    When something happened, as far as a source says.

    Written in EDTF (ISO 8601-2) with two additions, times of day inside intervals and a zone in
    brackets at the end; see `timeline.records.edtf`.
    The text is kept as it is written, and is what makes two values equal, with the zone and
    with who assumed it.

    *Unsure when* is not *lasted*: `2024-10` is one moment somewhere in October, its start and
    its end window are both the month; `2024-10-01/2024-10-05` went on from the 1st to the 5th.

    Args:
        text: EDTF text.
        zone: Zone of local times in the text, an IANA name or an offset such as `+03:00`.
            Without one, and without one in the text, they belong to UTC.
        assumed_by: Who took that zone to be the one that is meant; needs a `zone`.

    Raises:
        WhenError: It is no EDTF, or contradicts itself or the calendar.

    >>> When("2024-10-28T19:00/..[Europe/Kyiv]").start.earliest
    1730134800000000
    """

    text: str
    zone: str | None
    assumed_by: str | None
    extent: Extent = field(eq=False)
    """What it says on the time axis."""

    sort_key: SortKey = field(eq=False)
    """Orders any two times: open starts first, open ends last."""

    def __init__(
        self, text: str, *, zone: str | None = None, assumed_by: str | None = None
    ) -> None:
        if not isinstance(text, str):
            raise WhenError(repr(text), 0, f"text, not {type(text).__name__}; see when()")
        if assumed_by is not None and zone is None:
            raise WhenError(text, 0, f"a zone= that {shown(assumed_by)} assumed")
        if zone is not None and not isinstance(zone, str):
            raise WhenError(repr(zone), 0, "the name of a zone such as 'Europe/Kyiv'")
        known = _kept_extent(text, zone) if len(text) <= _LONGEST_KEPT else extent(text, zone)
        self.__attrs_init__(text, zone, assumed_by, known, known.sort_key)

    @property
    def start(self) -> Window:
        """The window in which it began, in microseconds since 1970-01-01T00:00Z."""
        return self.extent.start

    @property
    def end(self) -> Window:
        """The window in which it ended; the same as `start` for one moment."""
        return self.extent.end

    @property
    def lasted(self) -> bool:
        """It went on from its start to its end, as against one unknown moment."""
        return self.extent.lasted

    @property
    def precision(self) -> TimeUnit:
        """How finely it is known; that of the coarsest date in the text."""
        return self.extent.precision

    @property
    def began(self) -> Edge:
        """How its start is written: dated, unknown or open."""
        return self.extent.began

    @property
    def ended(self) -> Edge:
        """How its end is written: dated, unknown or open."""
        return self.extent.ended

    @property
    def folded(self) -> bool:
        """A wall time in it was shown twice, as clocks went back; the windows cover both."""
        return self.extent.folded

    @property
    def ongoing(self) -> bool:
        """It still goes on: its end is written `..`."""
        return self.lasted and self.ended is Edge.OPEN

    @property
    def span(self) -> Window:
        """From the earliest possible start to the latest possible end."""
        return Window(self.start.earliest, self.end.latest)

    @property
    def duration(self) -> Duration:
        """How long it took, as far as its windows say; one moment lasted at most its window."""
        return duration(self.start, self.end)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is marked `?`, `~` or `%`; the windows do not widen for it, see `padded`."""
        return doubts(self._parts)

    @property
    def _parts(self) -> Expression:
        long = len(self.text) > _LONGEST_KEPT
        return expression(self.text) if long else _kept_expression(self.text)

    def __lt__(self, other: object) -> NoReturn:
        raise _no_order(self, "<", other)

    def __le__(self, other: object) -> NoReturn:
        raise _no_order(self, "<=", other)

    def __gt__(self, other: object) -> NoReturn:
        raise _no_order(self, ">", other)

    def __ge__(self, other: object) -> NoReturn:
        raise _no_order(self, ">=", other)

    def __repr__(self) -> str:
        zone = "" if self.zone is None else f", zone={self.zone!r}"
        by = "" if self.assumed_by is None else f", assumed_by={self.assumed_by!r}"
        return f"When({self.text!r}{zone}{by})"

    def __str__(self) -> str:
        """Return normal EDTF, with the zone: it reads back to the same bounds."""
        return normal_text(self._parts, self.zone)

    def words(self, locale: str | Wording = "en") -> str:
        """
        Return what a person would say.

        Args:
            locale: A language that has a table in `timeline.records.wording`, or a table.

        >>> When("[2022-03-01..2022-03-05]").words()
        'between 1 and 5 March 2022'
        """
        table = locale if isinstance(locale, Wording) else wording(locale)
        read = Read(self._parts, self.zone, self.assumed_by, self.folded)
        return words(read, table)


Whenish = When | str | datetime | arrow.Arrow | date
"""What people may give for a `When`."""


def when(value: Whenish) -> When:
    """
    Return the uncertain time that a value names; the converter of every record.

    A `datetime` or `Arrow` with an offset is known to the second, or to the microsecond where
    it has a fraction; a `date` is that day in UTC.

    Raises:
        WhenError: It names none; a `datetime` without an offset is refused.
    """
    if isinstance(value, When):
        return value
    if isinstance(value, str):
        return _kept(value) if len(value) <= _LONGEST_KEPT else When(value)
    if isinstance(value, arrow.Arrow):
        return _from_datetime(value.datetime)
    if isinstance(value, datetime):
        return _from_datetime(value)
    if isinstance(value, date):
        return When(value.isoformat())
    raise WhenError(repr(value), 0, f"EDTF text such as '2024-10-28', not {type(value).__name__}")


@lru_cache(maxsize=65_536)
def _kept(text: str) -> When:
    return When(text)


def _from_datetime(value: datetime) -> When:
    offset = value.utcoffset()
    if offset is None:
        example = value.isoformat() + "+00:00"
        raise WhenError(repr(value), 0, f"a datetime with an offset, or text such as {example!r}")
    zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
    zone = zone if zone is not None and is_zone(zone) else None
    if offset % _MINUTE or not _BEHIND <= offset <= _AHEAD:
        value, zone = value.astimezone(UTC), None
    return When(value.isoformat() + (f"[{zone}]" if zone else ""))


def _no_order(left: When, sign: str, right: object) -> TypeError:
    return TypeError(
        f"{left!r} {sign} {right!r} has no yes or no for uncertain time; "
        "ask relation(a, b), or sort with key=lambda when: when.sort_key"
    )
