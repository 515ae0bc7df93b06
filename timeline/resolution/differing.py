"""Lines that two views of one log may tell otherwise, found in the columns alone."""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen

from timeline.resolution.index.columns import Integers
from timeline.resolution.index.growing import Built
from timeline.resolution.moments import NEVER, microseconds
from timeline.resolution.settled import Settled
from timeline.resolution.views import View

Side = tuple[View | Settled, Integers]
"""Where entries come from, and which of them are compared, in their order."""


@frozen(kw_only=True, eq=False)
class Differing:
    """
    Two views side by side.

    Args:
        before: A number for each line of the one, in order: the same for the same key.
        after: Likewise of the other.
        touched_before: Places of those lines of the one on which a record bears that is not in
            both views, or not in both in the same way; no other line reads otherwise.
        touched_after: Likewise of the other.
        number: Returns the number of a key; None where it has none.
    """

    before: Integers
    after: Integers
    touched_before: Integers
    touched_after: Integers
    number: Callable[[str], int | None]


def differing(before: Side, after: Side) -> Differing:
    """
    Return what may differ between two views of one log.

    Two views of one index are compared by their columns: a few comparisons of whole columns, and
    then as many steps as there are records between the two moments. By two policies those lines
    may differ, too, of which several accounts stand. Anything else is compared line by line.
    """
    one, other = before[0], after[0]
    if isinstance(one, View) and isinstance(other, View) and _is_alike(one, other):
        codes = one.names(before[1]).astype(np.int64), other.names(after[1]).astype(np.int64)
        touched = np.zeros(len(one.built.keys) + 1, bool)
        touched[_touched(one, other)] = True
        if one.policy != other.policy:
            touched[one.contested.name] = True  # what is contested in one alone is touched already
        places = [np.flatnonzero(touched[each]) for each in codes]
        return _side_by_side(codes, places, one.built.keys.find)
    texts = one.keys(before[1]), other.keys(after[1])
    numbers = {key: at for at, key in enumerate(dict.fromkeys([*texts[0], *texts[1]]))}
    codes = _numbered(texts[0], numbers), _numbered(texts[1], numbers)
    return _side_by_side(codes, [np.arange(len(each)) for each in codes], numbers.get)


def _side_by_side(
    codes: tuple[Integers, Integers],
    touched: Sequence[Integers],
    number: Callable[[str], int | None],
) -> Differing:
    return Differing(
        before=codes[0],
        after=codes[1],
        touched_before=touched[0],
        touched_after=touched[1],
        number=number,
    )


def _numbered(keys: Sequence[str], numbers: dict[str, int]) -> Integers:
    return np.array([numbers[key] for key in keys], np.int64)


def _is_alike(one: View, other: View) -> bool:
    return one.built is other.built and one.status == other.status


def _touched(one: View, other: View) -> Integers:
    """Return the codes of the keys on which a record bears that is not in both views."""
    built = one.built
    positions = _between(built, one, other)
    own = built.keys_with(built.key_of(positions).tolist())
    spoken = built.spoken_of(built.bearing_on(own))
    return np.array(sorted({*own, *built.keys_with(spoken)}), np.int64)


def _between(built: Built, one: View, other: View) -> list[int]:
    first, last = sorted((one.position, other.position))
    low, high = sorted(_publication(each) for each in (one, other))
    published = built.columns.published[: last + 1]
    late = np.flatnonzero((published > low) & (published <= high))
    found: list[int] = np.union1d(late, np.arange(first + 1, last + 1)).tolist()
    return found


def _publication(view: View) -> int:
    return NEVER - 1 if view.published is None else microseconds(view.published)
