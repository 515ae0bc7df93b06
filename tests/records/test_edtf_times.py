"""Times of day: how long a written time is, its offset, and midnight at the end of a day."""

import pytest

from timeline.records.civil import DAY, day_number
from timeline.records.edtf_times import HOUR, MINUTE, SECOND, offset_text
from timeline.records.time_units import TimeUnit
from timeline.records.when import When

MIDNIGHT = day_number(2024, 10, 28) * DAY


@pytest.mark.parametrize(
    "time,start,length,unit",
    [
        ("19", 19 * HOUR, HOUR, TimeUnit.HOUR),
        ("19:00", 19 * HOUR, MINUTE, TimeUnit.MINUTE),
        ("19:00:30", 19 * HOUR + 30 * SECOND, SECOND, TimeUnit.SECOND),
        ("19:00:00.4", 19 * HOUR + 400_000, 100_000, TimeUnit.SECOND),
        ("19:00:00.042", 19 * HOUR + 42_000, 1_000, TimeUnit.MILLISECOND),
        ("19:00:00.0421", 19 * HOUR + 42_100, 100, TimeUnit.MILLISECOND),
        ("19:00:00.042123", 19 * HOUR + 42_123, 1, TimeUnit.MICROSECOND),
        ("19:00:00.0421239", 19 * HOUR + 42_123, 1, TimeUnit.MICROSECOND),
        ("24:00", DAY, MINUTE, TimeUnit.MINUTE),
        ("24:00:00", DAY, SECOND, TimeUnit.SECOND),
    ],
)
def test_a_time_is_as_long_as_it_is_written(
    time: str, start: int, length: int, unit: TimeUnit
) -> None:
    """19:00 is that minute, 19:00:30 that second, 24:00 the first minute of the next day."""
    found = When(f"2024-10-28T{time}")
    window = (MIDNIGHT + start, MIDNIGHT + start + length)
    assert ((found.start.earliest, found.start.latest), found.precision) == (window, unit)


@pytest.mark.parametrize(
    "offset,ahead",
    [
        ("Z", 0),
        ("+00:00", 0),
        ("+02", 2 * HOUR),
        ("+0230", 2 * HOUR + 30 * MINUTE),
        ("-00:15", -15 * MINUTE),
        ("-12:00", -12 * HOUR),
        ("+14:00", 14 * HOUR),
    ],
)
def test_an_offset_moves_the_time(offset: str, ahead: int) -> None:
    """A clock that is ahead of UTC shows a time earlier."""
    found = When(f"2024-10-28T19:00{offset}")
    assert found.start.earliest == MIDNIGHT + 19 * HOUR - ahead


@pytest.mark.parametrize(
    "shift,text", [(0, "Z"), (2 * HOUR, "+02:00"), (-(9 * HOUR + 30 * MINUTE), "-09:30")]
)
def test_offsets_are_written_in_one_way(shift: int, text: str) -> None:
    """Zero is Z, all others have hours and minutes."""
    assert offset_text(shift) == text
