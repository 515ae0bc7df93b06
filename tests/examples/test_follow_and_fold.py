from pathlib import Path

import pytest

import timeline
from examples import follow_and_fold as example
from timeline.testing.folds import folding

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_prints_the_checked_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The script prints what is checked in; to renew it, run it with `> examples/output/…`."""
    example.main()
    expected = (EXAMPLES / "output" / "follow_and_fold.txt").read_text(encoding="utf-8")
    assert expected == capsys.readouterr().out


def test_a_report_and_its_correction_are_counted() -> None:
    """The fold keeps the laws, and counts what the page says."""
    first = example.strike(27, "Gazette", 100)
    correction = timeline.Correction(
        corrects=timeline.record_id(first),
        replacement=example.strike(27, "Gazette", 101),
        reason="counted again",
    )
    expected = example.Reported(strikes={"Gazette": 1}, corrected=1)
    folding(example.reported(2)).given(first).when(correction).then(expected)
