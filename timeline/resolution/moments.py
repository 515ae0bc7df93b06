"""Bounds of a life on the two clocks, as integers: positions, and microseconds since 1970."""

from datetime import UTC, datetime, timedelta

import numpy as np

from timeline.records import Instant

ALWAYS = int(np.iinfo(np.int64).min)
"""Publication of what counts at every date."""

NEVER = int(np.iinfo(np.int64).max)
"""End of what goes on, on either clock."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: Instant) -> int:
    """Return an instant as whole microseconds since 1970-01-01T00:00Z, leap seconds left out."""
    return (moment - _EPOCH) // _MICROSECOND


def stored_microseconds(text: str) -> int:
    """Return an instant in the form that the log stores, as microseconds since 1970."""
    return (datetime.fromisoformat(text) - _EPOCH) // _MICROSECOND


def from_microseconds(moment: int) -> Instant:
    """Return the instant of whole microseconds since 1970-01-01T00:00Z."""
    return _EPOCH + moment * _MICROSECOND
