"""
Wall clocks: which instants a zone's clock shows a local time at – one, two, or none.

`zoneinfo` knows the rules, `tzdata` the names; here they become whole microseconds.
Outside the years 1 to 9999 a zone is read in the same year of the 400-year cycle within them:
before year 1 that is the zone's earliest known offset (its local mean time), after 9999 its
last rule goes on for ever.
"""

import difflib
import re
import zoneinfo
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from importlib import resources

from attrs import frozen

from timeline.errors import WhenError
from timeline.records.civil import CYCLE_DAYS, DAY
from timeline.records.edtf_times import SECOND, offset_shift

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no offset
_MICROSECOND = timedelta(microseconds=1)
_CYCLE = CYCLE_DAYS * DAY
_FIRST_WALL = -62_135_510_400 * SECOND
_LAST_WALL = 253_402_128_000 * SECOND
_OFFSET = re.compile(r"[+-][0-9]{2}:[0-9]{2}")
_LONGEST_NAME = 64


@frozen
class Gap:
    """Wall times that never were: the clock jumped from `before` to `after` at `instant`."""

    before: int
    after: int
    instant: int


@frozen
class Clock:
    """
    A zone's wall clock; wall times and instants are microseconds, on the wall or in UTC.

    Args:
        zone: Its rules, or a fixed number of microseconds ahead of UTC.
    """

    name: str
    zone: tzinfo | int

    def earliest(self, wall: int) -> int:
        """Return the first instant at which the clock shows `wall` or, jumping, passes it."""
        if isinstance(self.zone, int):
            return wall - self.zone
        before, after, shift = _offsets(self.zone, wall)
        if before >= after:
            return wall - before
        return _jump(self.zone, wall + shift, before, after) - shift

    def latest(self, wall: int) -> int:
        """Return the instant after the last one at which the clock shows less than `wall`."""
        if isinstance(self.zone, int):
            return wall - self.zone
        before, after, shift = _offsets(self.zone, wall - 1)
        if before >= after:
            return wall - after
        return _jump(self.zone, wall - 1 + shift, before, after) - shift

    def gap(self, wall: int) -> Gap | None:
        """Return the jump of the clock that left `wall` out, if one did."""
        if isinstance(self.zone, int):
            return None
        before, after, shift = _offsets(self.zone, wall)
        if before >= after:
            return None
        instant = _jump(self.zone, wall + shift, before, after) - shift
        return Gap(instant + before, instant + after, instant)

    def shifts(self, wall: int) -> tuple[int, ...]:
        """Return how far ahead of UTC the clock is in each of its readings of `wall`."""
        if isinstance(self.zone, int):
            return (self.zone,)
        before, after, _ = _offsets(self.zone, wall)
        if before < after:
            return ()
        return (before,) if before == after else (before, after)


UTC_CLOCK = Clock("UTC", 0)


def clock(name: str, *, text: str, at: int) -> Clock:
    """
    Return the clock of an IANA zone such as `Europe/Kyiv`, or of an offset such as `+03:00`.

    Args:
        name: The zone.
        text: The text in which the zone is named, for the error.
        at: Where its name begins in it.

    Raises:
        WhenError: No such zone is known.
    """
    if _OFFSET.fullmatch(name):
        return Clock(name, offset_shift(text, at, name))
    found = _named(name) if len(name) <= _LONGEST_NAME else None
    if found is None:
        raise WhenError(text, at, _advice(name))
    return found


def is_zone(name: str) -> bool:
    """Return whether a name is that of an IANA zone."""
    return name in _names()


@lru_cache(maxsize=1024)
def _named(name: str) -> Clock | None:
    if not is_zone(name):
        return None
    return Clock(name, 0 if name == "UTC" else zoneinfo.ZoneInfo(name))


@cache
def _names() -> frozenset[str]:
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii")
    return frozenset(names.split())


def _advice(name: str) -> str:
    known = "a zone such as Europe/Kyiv, or an offset such as +03:00"
    cut = name[:_LONGEST_NAME]
    near = difflib.get_close_matches(cut, sorted(_names()), n=1)
    return f"{known}; did you mean {near[0]}?" if near else known


def _offsets(zone: tzinfo, wall: int) -> tuple[int, int, int]:
    shift = _shift_into_range(wall)
    local = _EPOCH + timedelta(microseconds=wall + shift)
    before, after = zone.utcoffset(local), zone.utcoffset(local.replace(fold=1))
    if before is None or after is None:
        raise TypeError(f"{zone} has no offsets")
    return before // _MICROSECOND, after // _MICROSECOND, shift


def _shift_into_range(wall: int) -> int:
    if wall < _FIRST_WALL:
        return -((wall - _FIRST_WALL) // _CYCLE) * _CYCLE
    if wall > _LAST_WALL:
        return -((wall - _LAST_WALL + _CYCLE - 1) // _CYCLE) * _CYCLE
    return 0


def _jump(zone: tzinfo, wall: int, before: int, after: int) -> int:
    low, high = (wall - after) // SECOND, (wall - before) // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _shown(zone, middle) == before else (low, middle)
    return high * SECOND


def _shown(zone: tzinfo, seconds: int) -> int:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    offset = moment.astimezone(zone).utcoffset()
    return 0 if offset is None else offset // _MICROSECOND
