"""Answers as Python shows them: what they say, without the long lists that are behind it."""

from collections.abc import Sequence

import pytest

from tests.projections.views import known, strike
from timeline.projections import forces, gaps, overlaps, positions, strikes, support
from timeline.records import Deployment

FIRST = strike("a", "2024-10-01", killed=2)
LAST = strike("b", "2024-10-04", killed=3)
SENT = Deployment(
    key="d", happened="2024-10-01", published="2024-12-01T12:00Z", source="P", summary="sent"
)


def shown() -> Sequence[tuple[object, str, str]]:
    """Return answers, each with the name of a field that shows, and of one that does not."""
    view = known(FIRST, LAST)
    told = positions(view, "a")
    found = strikes(view)
    return [
        (told, "all", "opposed"),
        (told, "key", "turned"),
        (gaps(view).all[0], "perhaps", "ids"),
        (overlaps(known(FIRST, SENT)).all[0], "relation", "ids"),
        (support(view, "a"), "backings", "falls"),
        (forces(known(SENT), at="2024-11").all[0], "presence", "ids"),
        (found.lines[0], "launched", "behind"),
        (found.sums[0], "launched", "ids"),
    ]


@pytest.mark.parametrize("answer, told, untold", shown())
def test_what_is_behind_an_answer_is_not_shown(answer: object, told: str, untold: str) -> None:
    """It is there, and whoever looks for it finds it."""
    assert f"{told}=" in repr(answer)
    assert f" {untold}=" not in repr(answer)
    assert hasattr(answer, untold)
