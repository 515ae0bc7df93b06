"""Exact instants: the one module that reads them, and the only caller of `arrow.get`."""

import re
from datetime import UTC, datetime
from functools import lru_cache

import arrow

from timeline.errors import InstantError

Instant = datetime
"""An exact moment, always an aware `datetime` in UTC, to the microsecond."""

Instantish = datetime | arrow.Arrow | str
"""What people may give for an `Instant`: ISO text with an offset, a `datetime`, an `Arrow`."""

EXAMPLE = "write it with its offset, such as 2024-10-28T15:10-04:00 or 2024-10-28T19:10Z"

_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(?P<offset>Z|[+-][0-9]{2}(:?[0-9]{2})?)?",
    re.ASCII,
)


def instant(value: Instantish) -> Instant:
    """
    Return the exact moment that a value names, in UTC.

    Raises:
        InstantError: It has no offset, no time of day, is no real moment, or is of another type.
    """
    if isinstance(value, arrow.Arrow):
        return value.to("UTC").datetime.replace(tzinfo=UTC)
    if isinstance(value, datetime):
        return _in_utc(value, value)
    if isinstance(value, str):
        return _in_utc(_from_iso(value), value)
    raise InstantError(value, f"is a {type(value).__name__}, not an instant", EXAMPLE)


@lru_cache(maxsize=4096)
def instant_text(value: Instant) -> str:
    """Return the one text form of an instant that the log stores (`integrity.md`, `at`)."""
    return value.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant_words(value: Instant) -> str:
    """Return an instant for people: to the minute where its seconds are zero, always with Z."""
    spec = "minutes" if not (value.second or value.microsecond) else "auto"
    return value.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def moved(value: Instant, zone: str) -> arrow.Arrow:
    """Return an instant as an `Arrow` in a zone, for people who want its local wall time."""
    return arrow.get(value).to(zone)


def _from_iso(text: str) -> datetime:
    match = _ISO.fullmatch(text)
    if match is None:
        raise InstantError(text, "is no exact instant", EXAMPLE)
    if match["offset"] is None:
        raise InstantError(text, "has no offset", EXAMPLE)
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise InstantError(text, f"is no real moment ({error})", EXAMPLE) from None


def _in_utc(value: datetime, given: object) -> Instant:
    if value.utcoffset() is None:
        raise InstantError(given, "has no offset", EXAMPLE)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise InstantError(given, "lies outside the years 1 to 9999 in UTC", EXAMPLE) from None
