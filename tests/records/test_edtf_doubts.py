"""Qualifiers: which part of which date is in doubt, and how."""

import pytest

from timeline.records.edtf_doubts import Doubt, Mark
from timeline.records.time_units import TimeUnit
from timeline.records.when import When

YEAR, MONTH, DAY = TimeUnit.YEAR, TimeUnit.MONTH, TimeUnit.DAY


@pytest.mark.parametrize(
    "text,expected",
    [
        ("2004-06-11", []),
        ("2004?", [(0, YEAR, Mark.UNSURE)]),
        ("2004-06~", [(0, YEAR, Mark.ABOUT), (0, MONTH, Mark.ABOUT)]),
        ("2004%-06-11", [(0, YEAR, Mark.BOTH)]),
        ("2004-06~-11", [(0, YEAR, Mark.ABOUT), (0, MONTH, Mark.ABOUT)]),
        ("2004-~06-11", [(0, MONTH, Mark.ABOUT)]),
        ("?2004-06-~11", [(0, YEAR, Mark.UNSURE), (0, DAY, Mark.ABOUT)]),
        ("?2004-06~", [(0, YEAR, Mark.BOTH), (0, MONTH, Mark.ABOUT)]),
        ("2001-21~", [(0, YEAR, Mark.ABOUT), (0, TimeUnit.SEASON, Mark.ABOUT)]),
        ("1984?/2004~", [(0, YEAR, Mark.UNSURE), (1, YEAR, Mark.ABOUT)]),
        ("../2004~", [(0, YEAR, Mark.ABOUT)]),
        ("[1667?,1670..1672~]", [(0, YEAR, Mark.UNSURE), (2, YEAR, Mark.ABOUT)]),
        ("Y17E7?", [(0, YEAR, Mark.UNSURE)]),
        (
            "2004-06-11T10:00~",
            [
                (0, YEAR, Mark.ABOUT),
                (0, MONTH, Mark.ABOUT),
                (0, DAY, Mark.ABOUT),
                (0, TimeUnit.MINUTE, Mark.ABOUT),
            ],
        ),
    ],
)
def test_doubts(text: str, expected: list[tuple[int, TimeUnit, Mark]]) -> None:
    """A sign left of a part is for it alone, right of one for it and all before it."""
    assert When(text).doubts == tuple(Doubt(*doubt) for doubt in expected)


def test_doubts_do_not_widen_bounds() -> None:
    """What "about" leaves open is not for the library to decide."""
    assert When("2022~").span == When("2022").span
