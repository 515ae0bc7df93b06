"""Texts in the draft of 2012: refused, as what they were, with what to write now."""

import pytest

from timeline.errors import WhenError
from timeline.records.edtf import expression


@pytest.mark.parametrize(
    "old,now",
    [
        ("199u", "199X"),
        ("1999-uu-uu", "1999-XX-XX"),
        ("19xx", "19XX"),
        ("unknown/2006", "/2006"),
        ("2004-06-01/unknown", "2004-06-01/"),
        ("2017-01-14/open", "2017-01-14/.."),
        ("y170000002", "Y170000002"),
        ("y-17e7", "Y-17E7"),
        ("y17101e4p3", "Y17101E4S3"),
        ("1984?~", "1984%"),
        ("1984?/2004?~", "1984?/2004%"),
        ("1919-0u-02/1919-01-03", "1919-0X-02/1919-01-03"),
    ],
)
def test_old_syntax_is_rewritten_in_the_error(old: str, now: str) -> None:
    """The message has the whole text as it is written since ISO 8601-2:2019."""
    with pytest.raises(WhenError) as caught:
        expression(old)
    assert f"write {now!r};" in caught.value.expected


@pytest.mark.parametrize(
    "old,at,advice",
    [
        ("2004-(06)?-11", 5, "no parentheses"),
        ("(2011)-06-04~", 0, "no parentheses"),
        ("2001-21^southernHemisphere", 7, "a season from 25 to 32"),
        ("1999-uu", 5, "X for an unspecified digit"),
    ],
)
def test_old_syntax_is_named_where_it_stands(old: str, at: int, advice: str) -> None:
    """The place is that of the old sign, and the message says that it is of 2012."""
    with pytest.raises(WhenError) as caught:
        expression(old)
    assert (caught.value.at, caught.value.expected.startswith(advice)) == (at, True)
    assert "EDTF of 2012" in caught.value.expected


@pytest.mark.parametrize("text", ["y2006", "NONE/unknown", "+2006?~", "1985wtf", "2004-(06)%"])
def test_what_was_wrong_in_2012_too_is_not_called_old(text: str) -> None:
    """Advice is given only where following it makes the text right."""
    with pytest.raises(WhenError) as caught:
        expression(text)
    assert "2012" not in caught.value.expected
