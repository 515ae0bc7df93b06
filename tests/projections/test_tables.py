"""Tables in plain text: aligned, whatever the script."""

import pytest
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


def test_column_with_a_word_in_it_stands_left() -> None:
    """Wherever the word is."""
    for cells in (("most", 3), (20, "most"), (3, 20, "most")):
        lines = table(("killed",), [(each,) for each in cells]).splitlines()
        assert lines[2:] == [str(each) for each in cells]


def test_column_of_numbers_may_have_empty_cells() -> None:
    """A column of nothing else stands left."""
    lines = table(("killed", "injured"), [(3, None), (None, None)]).split("\n")
    assert lines[2:] == ["     3", ""]


def test_numbers_of_every_form_stand_right() -> None:
    """With commas, points, a sign, a dash between two, and per cent."""
    numbers = ("1,000", "1.5", "-3", "1–2", "3/4", "66.7%", "1 000")
    lines = table(("a", "figure"), [("x", each) for each in numbers]).splitlines()
    assert lines[2:] == [f"x  {each:>6}" for each in numbers]


def test_headings_alone() -> None:
    """A table of no rows."""
    assert table(("who", "killed"), []) == "who  killed\n---  ------"


def test_wide_signs_take_two_columns() -> None:
    """Chinese and Japanese signs are twice as wide."""
    assert table(("who", "n"), [("無人機", "a"), ("A", "b")]).splitlines() == [
        "who     n",
        "------  -",
        "無人機  a",
        "A       b",
    ]
    assert table(("a", "n"), [("\uff21", "x")]).splitlines()[1] == "--  -"


def test_combining_signs_take_no_column() -> None:
    """An accent that is a sign of its own stands over the letter before it."""
    assert table(("who", "n"), [("Zoe\u0308", "a")]).splitlines()[2] == "Zoe\u0308  a"
    assert table(("e\u0301", "n"), []).splitlines()[1] == "-  -"


@pytest.mark.parametrize("row", [("x",), ("x", "y", "z"), ()])
def test_row_of_another_length_is_refused(row: tuple[str, ...]) -> None:
    """No cell is lost."""
    with pytest.raises(ValueError, match="zip"):
        table(("a", "b"), [("x", "y"), row])


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
