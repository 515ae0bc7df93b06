"""When, where and in which tense a phrase was said: what its reading depends on."""

import re
from datetime import date, datetime
from enum import Enum

from arrow import Arrow
from attrs import frozen

from timeline.errors import InstantError, WhenError
from timeline.records.instants import EXAMPLE, Instant, Instantish, instant, moved
from timeline.records.zones import clock

Publishedish = Instantish | date
"""What people may give for a publication: an instant, or the day where no more is known."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ZONE = "the name of a zone such as 'Europe/Kyiv'"


class Tense(Enum):
    """The tense of the verb that a phrase belongs to; news tells the past unless it says so."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"
    """Both are read; where they differ, both days are possible."""


@frozen(kw_only=True)
class Said:
    """
    The moment and place of publication; days and times are those of the wall clock there.

    Args:
        day: The local day, from its midnight; an `Arrow` whose UTC stands for the wall clock.
        moment: The local moment, in the same way; `None` where only the day is known.
        instant: The moment; `None` where only the day is known.
        zone: An IANA name or an offset.
        tense: `PAST` or `FUTURE`.
    """

    day: Arrow
    moment: Arrow | None
    instant: Instant | None
    zone: str
    tense: Tense

    @property
    def ahead(self) -> bool:
        """The phrase looks ahead."""
        return self.tense is Tense.FUTURE


def said(published: Publishedish, zone: str, tense: Tense) -> Said:
    """
    Return the circumstances of a phrase.

    Raises:
        InstantError: `published` is neither an instant with an offset nor a day.
        WhenError: There is no such zone.
    """
    if not isinstance(zone, str):
        raise WhenError(repr(zone), 0, _ZONE)
    clock(zone, text=zone, at=0)
    day = _day(published)
    if day is not None:
        return Said(day=Arrow.fromdate(day), moment=None, instant=None, zone=zone, tense=tense)
    known = _instant(published)
    local = wall(known, zone)
    return Said(day=local.floor("day"), moment=local, instant=known, zone=zone, tense=tense)


def wall(known: Instant, zone: str) -> Arrow:
    """
    Return what the wall clock of a zone shows at an instant, as an `Arrow` in UTC.

    Raises:
        InstantError: The clock shows a year before 1 or after 9999.
    """
    try:
        return moved(known, zone).replace(tzinfo="UTC")
    except (OverflowError, ValueError):
        problem = f"lies outside the years 1 to 9999 in {zone}"
        raise InstantError(known, problem, EXAMPLE) from None


def _day(published: Publishedish) -> date | None:
    if isinstance(published, date) and not isinstance(published, datetime):
        return published
    if not isinstance(published, str) or not _DAY.fullmatch(published):
        return None
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        raise InstantError(published, f"is no real day ({error})", EXAMPLE) from None


def _instant(published: Publishedish) -> Instant:
    if isinstance(published, date) and not isinstance(published, datetime):
        raise InstantError(published, "has no time of day", EXAMPLE)
    return instant(published)
