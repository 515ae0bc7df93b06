"""What lies on top of each slot, against looking through all pieces."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.resolution.life.piles import NOTHING, Count, Top, Voice

SLOTS = 8
PIECES = st.tuples(st.integers(0, 5), st.integers(0, SLOTS - 1), st.integers(1, SLOTS)).map(
    lambda piece: (piece[0], min(piece[1:]), max(piece[1] + 1, piece[2]))
)
"""Rank, first slot, and the first slot behind."""

STEPS = st.lists(st.tuples(st.booleans(), PIECES, st.integers(0, 20)), max_size=20)
"""Whether to put a piece, or to take one of those that are there."""


def piled(
    steps: list[tuple[bool, tuple[int, int, int], int]],
) -> list[tuple[bool, tuple[int, int, int]]]:
    """Return steps that take only what was put before."""
    there: list[tuple[int, int, int]] = []
    found = []
    for puts, piece, at in steps:
        if puts or not there:
            there.append(piece)
            found.append((True, piece))
        else:
            found.append((False, there.pop(at % len(there))))
    return found


@given(STEPS)
def test_top_is_the_highest_rank_that_lies_there(
    steps: list[tuple[bool, tuple[int, int, int], int]],
) -> None:
    """After any pieces came and went, also equal ones; and a change is told where there is one."""
    told = piled(steps)
    top = Top({edge for _, (_, low, high) in told for edge in (low, high)})
    there: list[tuple[int, int, int]] = []
    for puts, piece in told:
        before = expected(there)
        (there.append if puts else there.remove)(piece)
        changed = (top.put if puts else top.take)(*piece)
        assert top.at(range(SLOTS)).tolist() == expected(there)
        assert changed == (before != expected(there))


def expected(there: list[tuple[int, int, int]]) -> list[int]:
    """Return the highest rank on each slot."""
    return [
        max((rank for rank, low, high in there if low <= slot < high), default=NOTHING)
        for slot in range(SLOTS)
    ]


@given(STEPS)
def test_voice_counts_by_what_it_said_last(
    steps: list[tuple[bool, tuple[int, int, int], int]],
) -> None:
    """An odd rank on top counts for it, an even one against, nothing for neither."""
    told = piled(steps)
    supporting, denying = Count(SLOTS + 1), Count(SLOTS + 1)
    voice = Voice({edge for _, (_, low, high) in told for edge in (low, high)}, supporting, denying)
    there: list[tuple[int, int, int]] = []
    for puts, piece in told:
        (there.append if puts else there.remove)(piece)
        (voice.put if puts else voice.take)(*piece)
        tops = expected(there)
        assert supporting.of[:SLOTS].tolist() == [top != NOTHING and top % 2 == 1 for top in tops]
        assert denying.of[:SLOTS].tolist() == [top != NOTHING and top % 2 == 0 for top in tops]
