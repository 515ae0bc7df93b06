"""Tables in plain text: aligned, whatever the script."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.tables import table
from timeline.testing.sources import texts


def test_words_stand_left_and_numbers_right() -> None:
    """A column of numbers is aligned at their ends."""
    assert table(("who", "killed"), [("A", 3), ("Radio", 20)]).splitlines() == [
        "who    killed",
        "-----  ------",
        "A           3",
        "Radio      20",
    ]


def test_headings_alone() -> None:
    """A table of no rows."""
    assert table(("who", "killed"), []) == "who  killed\n---  ------"


def test_wide_signs_take_two_columns() -> None:
    """Chinese and Japanese signs are twice as wide."""
    assert table(("who", "n"), [("無人機", "a")]).splitlines()[2] == "無人機  a"
    assert table(("who", "n"), [("A", "a")]).splitlines()[1] == "---  -"


def test_no_cell_breaks_its_line() -> None:
    """Line breaks become blanks."""
    assert table(("a",), [("x\ny",)]).splitlines()[2] == "x y"


def test_none_is_empty() -> None:
    """And no line ends in blanks."""
    assert table(("a", "b"), [("x", None)]).splitlines()[2] == "x"


@given(st.lists(st.tuples(texts(), texts()), max_size=4))
def test_one_line_a_row(rows: list[tuple[str, str]]) -> None:
    """Whatever the cells hold."""
    assert len(table(("a", "b"), rows).splitlines()) == len(rows) + 2
