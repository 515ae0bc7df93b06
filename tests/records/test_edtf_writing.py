"""The normal form of a text."""

import pytest
from hypothesis import given

from timeline.records.edtf import expression
from timeline.records.edtf_doubts import date_marks, stated_dates
from timeline.records.edtf_writing import normal_text
from timeline.testing.times import edtf_texts


@pytest.mark.parametrize(
    "text,normal",
    [
        ("19", "19XX"),
        ("198?", "198X?"),
        ("-04", "-04XX"),
        ("?2004-?06-?11", "2004-06-11?"),
        ("?2004-06-~11", "2004?-06-~11"),
        ("2004-06~-11~", "2004-06-11~"),
        ("2001-?09~-09", "2001~-%09-09"),
        ("?2004~-06", "2004%-06"),
        ("[1667 , 1668]", "[1667,1668]"),
        ("..1984", "[..1984]"),
        ("1670..1673", "[1670..1673]"),
        ("2024-10-28T10:00+0200", "2024-10-28T10:00+02:00"),
        ("2024-10-28T10:00+00", "2024-10-28T10:00Z"),
        ("2024-10-28T10:00:00.12345678Z", "2024-10-28T10:00:00.123456Z"),
        ("?2004-06-11T10:00~", "2004?-06-11T10:00~"),
        ("~2004-06-11T10:00?", "2004~-06-11T10:00?"),
        ("2004-~06-11T10:00", "2004-~06-11T10:00"),
        ("2004-06-01~/2004-06-20..", "2004-06-01~/2004-06-20.."),
        ("../..", "../.."),
        ("/", "/"),
        ("~Y17E7", "Y17E7~"),
    ],
)
def test_one_way_to_write_it(text: str, normal: str) -> None:
    """Different spellings of the same thing have one normal form."""
    assert normal_text(expression(text), None) == normal


def test_a_zone_beside_the_text_is_written_into_it() -> None:
    """What was given beside the text is not lost."""
    assert normal_text(expression("2024-10-28"), "Europe/Kyiv") == "2024-10-28[Europe/Kyiv]"


@given(edtf_texts())
def test_the_normal_form_is_its_own(text: str) -> None:
    """Writing it twice changes nothing."""
    normal = normal_text(expression(text), None)
    assert normal_text(expression(normal), None) == normal


@given(edtf_texts())
def test_the_normal_form_keeps_every_doubt(text: str) -> None:
    """However qualifiers are grouped, the same parts are in doubt."""
    normal = expression(normal_text(expression(text), None))
    before = [date_marks(stated) for stated in stated_dates(expression(text))]
    assert [date_marks(stated) for stated in stated_dates(normal)] == before
