"""Which lines moved: as few as can be, and only such as may have moved."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.changing.moves import heaviest, moved


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[int], list[int], dict[int, int]]:
    """Return two orders of some lines, and those that may have moved between them."""
    before = draw(st.lists(st.integers(0, 9), unique=True, max_size=7))
    movable = draw(st.lists(st.sampled_from(before), unique=True)) if before else []
    after = [each for each in before if each not in movable]
    for each in movable:
        after.insert(draw(st.integers(0, len(after))), each)
    return before, after, {each: draw(st.integers(0, 2)) for each in movable}


def fewest(before: list[int], after: list[int], movable: dict[int, int]) -> int:
    """Return the least number of movable lines without which the orders are the same."""
    for count in range(len(movable) + 1):
        for gone in combinations(movable, count):
            if [x for x in before if x not in gone] == [x for x in after if x not in gone]:
                return count
    raise AssertionError("the fixed lines are out of order")


@given(orders())
def test_moved_lines_are_the_fewest_that_explain_the_order(
    given_orders: tuple[list[int], list[int], dict[int, int]],
) -> None:
    """Without them the two orders are the same, and with fewer they are not."""
    before, after, movable = given_orders
    found = moved(np.array(before, np.int64), np.array(after, np.int64), movable)
    gone = {before[one] for one, _ in found}
    assert gone == {after[other] for _, other in found} <= movable.keys()
    assert [x for x in before if x not in gone] == [x for x in after if x not in gone]
    assert len(gone) == fewest(before, after, movable)


def test_of_two_that_changed_places_the_more_willing_one_moved() -> None:
    """A line whose date changed, before one that a precedence only names."""
    before, after = np.array([1, 2]), np.array([2, 1])
    assert moved(before, after, {1: 0, 2: 2}) == ((0, 1),)
    assert moved(before, after, {1: 2, 2: 0}) == ((1, 0),)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), unique_by=lambda x: x[0], max_size=8)
)
def test_heaviest_rising_subsequence_is_the_heaviest(pairs: list[tuple[int, int]]) -> None:
    """No other one that rises weighs more."""
    values, weights = [each[0] for each in pairs], [each[1] for each in pairs]
    found = heaviest(values, weights)
    assert [values[at] for at in found] == sorted(values[at] for at in found)
    rising = (
        those
        for count in range(len(values) + 1)
        for those in combinations(range(len(values)), count)
        if [values[at] for at in those] == sorted(values[at] for at in those)
    )
    most = max(sum(weights[at] for at in those) for those in rising)
    assert sum(weights[at] for at in found) == most
