"""The chronology is that of the naive definition, however the log grew (G9)."""

from hypothesis import given

from tests.resolution.equality import Step, check_growth, growths


@given(growths())
def test_grown_rebuilt_and_naive_answers_are_equal(steps: tuple[Step, ...]) -> None:
    """Lines, their order, problems and selections agree at every point asked, on both clocks."""
    check_growth(steps)
