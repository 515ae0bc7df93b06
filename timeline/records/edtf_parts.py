"""What an EDTF text says once it is read: dates, ranges of them, and how they are joined."""

from enum import Enum

from attrs import frozen

from timeline.records.time_units import TimeUnit


class Edge(Enum):
    """What is written at one end of an interval or set."""

    DATED = "dated"
    UNKNOWN = ""
    """Nothing is written: there was such an end, and nobody knows when."""

    OPEN = ".."
    """It has no such end: it still goes on, or never began."""


class Joined(Enum):
    """How the members of a text belong together."""

    ALONE = "alone"
    INTERVAL = "interval"
    ONE_OF = "one of"
    ALL_OF = "all of"


@frozen
class TimeOfDay:
    """
    A wall-clock time of day, the digits as written.

    Args:
        shift: Microseconds that the clock is ahead of UTC; `None` for a bare local time.
        utc: Whether the offset is written `Z`, which RFC 9557 lets stand before any zone.
    """

    hour: str
    minute: str | None
    second: str | None
    fraction: str | None
    shift: int | None
    utc: bool


@frozen
class CalendarDate:
    """
    A date of a four-digit year, perhaps with unspecified digits, doubts, or a time of day.

    `earliest` and `latest` are half-open, in microseconds of its own wall clock from
    1970-01-01T00:00 on that clock.

    Args:
        at: Where the date begins in the whole text.
        year: Four digits or `X`, after `-` where it lies before year 0.
        month: Two digits or `X`; 21 to 41 are divisions of the year, such as seasons.
        marks: The six qualifiers in the order written: before and after year, month and day.
        end_mark: The qualifier after the time of day.
    """

    at: int
    earliest: int
    latest: int
    precision: TimeUnit
    year: str
    month: str | None
    day: str | None
    marks: tuple[str | None, ...]
    time: TimeOfDay | None
    end_mark: str | None

    @property
    def shift(self) -> int | None:
        """Microseconds that its clock is ahead of UTC; `None` for a bare local date."""
        return None if self.time is None else self.time.shift


@frozen
class LongYear:
    """
    A year with an exponent, with significant digits, or of more than four digits.

    Args:
        at: Where the year begins in the whole text.
        year: The year, or its estimate where only some digits are significant.
        written: How the text has it, without qualifiers.
        significant: How many of its digits are meant; `None` for all.
        marks: The qualifiers before and after it.
    """

    at: int
    earliest: int
    latest: int
    precision: TimeUnit
    year: int
    written: str
    significant: int | None
    marks: tuple[str | None, str | None]

    @property
    def time(self) -> None:
        """A year has no time of day."""
        return

    @property
    def shift(self) -> None:
        """A year has no offset of its own."""
        return


Stated = CalendarDate | LongYear
"""One date as stated."""


@frozen
class Range:
    """From one date to another; both are the same object where a single date is written."""

    at: int
    first: Stated | None
    last: Stated | None


Member = Range | Edge
"""What an interval joins: a date, a range of dates, or an end that is open or unknown."""


@frozen
class Expression:
    """
    A whole text, read.

    Args:
        members: One if alone, two of an interval, any number of a set.
        suffix: The zone written in brackets at the end, without them.
        suffix_at: Where the zone's name begins in the text.
    """

    joined: Joined
    members: tuple[Member, ...]
    suffix: str | None
    suffix_at: int

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The members that are dates or ranges of dates, without open and unknown ends."""
        return tuple(member for member in self.members if isinstance(member, Range))
