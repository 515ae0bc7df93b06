"""The zones that a clock time names: by a city, or by the letters of an offset."""

import zoneinfo
from collections import defaultdict
from functools import cache

from timeline.records.phrasing.answers import Refusal
from timeline.records.phrasing.said import Said

_NO_CITIES = ("Etc", "SystemV", "US", "Canada", "Mexico", "Brazil", "Chile")
_FURTHEST = {"+": 14, "-": 12}


@cache
def cities() -> dict[str, str]:
    """
    Return the zones of the cities that IANA names zones after, by the city in lower case.

    A name that two zones with different rules bear is left out.
    """
    zones: dict[str, set[str]] = defaultdict(set)
    for name in zoneinfo.available_timezones():
        region, _, city = name.rpartition("/")
        if region and region not in _NO_CITIES:
            zones[city.replace("_", " ").lower()].add(name)
    return {city: names.pop() for city, names in zones.items() if len(names) == 1}


def ahead_of_utc(_: Said, *, number: int) -> str | Refusal:
    """Return the offset of *UTC+3*."""
    return _offset("+", number)


def behind_utc(_: Said, *, number: int) -> str | Refusal:
    """Return the offset of *GMT-5*."""
    return _offset("-", number)


def city(_: Said, *, city: str) -> str:
    """Return the zone of *Kyiv time*."""
    return city


def _offset(sign: str, hours: int) -> str | Refusal:
    if hours > _FURTHEST[sign]:
        return Refusal("no-such-offset")
    return f"{sign}{hours:02}:00" if hours else "Z"
