"""A telling: one figure as one report gave it, from when to when it stood, and its rivals."""

from enum import StrEnum

from attrs import frozen

from timeline.records import Instant, Quantity, Source
from timeline.resolution.origins import Origin
from timeline.resolution.problems import short


class Comparison(StrEnum):
    """How two figures that stood at the same time compare."""

    AGREE = "can both be true"
    CONFLICT = "cannot both be true"
    OTHER_UNITS = "are in two units"


@frozen(kw_only=True)
class Told:
    """
    One figure as one report gave it, for a stretch of one clock.

    Args:
        quantity: The figure: low, best, high and unit as stated.
        origin: Whose word it is.
        source: Through whom.
        id: The record: an event record, or the correction whose account it is.
        position: Its position in the log.
        since: From when it stood, on the clock that was asked.
        until: From when it no longer stood; None where it still does.
        ended_by: The records by which it ceased to stand: a correction, a retraction, an
            erasure, a judgement that parted keys.
        restated_by: The record by which the same origin later gave another figure while this
            report stood on; None if it did not.
        restated: When it did, on that clock.
    """

    quantity: Quantity
    origin: Origin
    source: Source
    id: str
    position: int
    since: Instant
    until: Instant | None
    ended_by: tuple[str, ...]
    restated_by: str | None = None
    restated: Instant | None = None

    @property
    def end(self) -> Instant | None:
        """From when it no longer stood as the latest word of its origin; None if it still does."""
        return min((each for each in (self.until, self.restated) if each), default=None)

    @property
    def stands(self) -> bool:
        """Whether it still stands, as the latest word of its origin."""
        return self.end is None

    def __str__(self) -> str:
        return f"{self.origin}: {self.quantity} ({short(self.id)})"


@frozen(kw_only=True)
class Compared:
    """
    Two figures of two origins that stood at the same time.

    Args:
        first: The one that stood earlier.
        second: The other.
        result: Whether they can both be true, under the tolerance that was given.
    """

    first: Told
    second: Told
    result: Comparison

    @property
    def ids(self) -> tuple[str, str]:
        """The two records."""
        return (self.first.id, self.second.id)

    def __str__(self) -> str:
        return f"{self.first} and {self.second} {self.result}"
