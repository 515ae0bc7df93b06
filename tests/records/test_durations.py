"""How long something took, as far as its windows say."""

import pytest

from timeline.records.civil import DAY
from timeline.records.durations import Duration
from timeline.records.edtf_times import HOUR, MINUTE
from timeline.records.when import When


@pytest.mark.parametrize(
    "text,shortest,longest",
    [
        ("2024-10-01/2024-10-05", 3 * DAY, 5 * DAY),
        ("2024-10-28T10:00/2024-10-28T12:00", 2 * HOUR - MINUTE, 2 * HOUR + MINUTE),
        ("2024-10-28", 0, DAY),
        ("2024-10-28/2024-10-28", 0, DAY),
        ("2024-08/..", 0, None),
        ("2024-06-01/", 0, None),
        ("/2024-06-01", 0, None),
        ("../..", 0, None),
        ("{2024-10-01,2024-10-05}", 3 * DAY, 5 * DAY),
    ],
)
def test_duration(text: str, shortest: int, longest: int | None) -> None:
    """At least from the latest start to the earliest end, at most from first to last moment."""
    assert When(text).duration == Duration(shortest, longest)
