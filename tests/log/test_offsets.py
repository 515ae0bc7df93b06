"""Where committed lines begin, held against the plain definition."""

from itertools import accumulate

from hypothesis import example, given
from hypothesis import strategies as st

from timeline.log.offsets import Offsets

CONTENTS = st.lists(st.sampled_from([b"{a}\n", b"{longer}\n", b"\n", b"{", b"!b}\n", b"!"])).map(
    b"".join
)


def committed(content: bytes) -> tuple[list[int], int]:
    """Return the offsets of the committed lines and the committed length, one line at a time."""
    whole = []
    for line in content.splitlines(keepends=True):
        if line.startswith(b"!") or not line.endswith(b"\n"):
            break
        whole.append(line)
    ends = [0, *accumulate(map(len, whole))]
    return ends[:-1], ends[-1]


@given(content=CONTENTS, piece=st.integers(1, 12), cuts=st.lists(st.integers(0, 60), max_size=4))
@example(content=b"!b}\n{a}\n", piece=12, cuts=[])
@example(content=b"{a}\n!b}\n{a}\n", piece=4, cuts=[4])
def test_offsets_are_those_of_whole_lines_up_to_a_mark(
    content: bytes, piece: int, cuts: list[int]
) -> None:
    """However the file grew, and in whatever pieces it was read, the lines are the same."""
    found = Offsets()
    for size in [*sorted(cuts), len(content)]:
        seen = content[:size]
        found.extend(lambda count, at, seen=seen: seen[at : at + min(count, piece)])  # type: ignore[misc]  # a default binds it
        starts, length = committed(seen)
        assert (len(found), found.length) == (len(starts), length)
        if starts:
            assert found.cuts(0, len(found)) == [*starts, length]
            assert found.span(len(starts) - 1, len(starts)) == (starts[-1], length)
