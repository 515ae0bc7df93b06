"""Explaining as a function: the same answer as that of the chronology, whole or of one field."""

import pytest

import timeline
from tests.projections.views import known, strike
from timeline.errors import FieldError, UnknownKeyError

VIEW = known(strike("a", "2024-10-01", killed=3), strike("b", "2024-10-02"))


@pytest.mark.parametrize("field", [None, "happened", "order", "killed"])
def test_function_says_what_the_chronology_says(field: str | None) -> None:
    """Given a line or its key."""
    expected = VIEW.explain("a", field)
    assert timeline.explain(VIEW, "a", field) == expected
    assert timeline.explain(VIEW, VIEW[0], field) == expected


def test_what_is_not_there_is_refused() -> None:
    """Neither a key nor a field is guessed."""
    with pytest.raises(UnknownKeyError):
        timeline.explain(VIEW, "zebra")
    with pytest.raises(FieldError):
        timeline.explain(VIEW, "a", "injured")
