"""Runs of ids, held against a plain mapping."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.log.id_runs import (
    FOLD,
    LONGEST,
    Run,
    keys_of,
    likely,
    merged,
    read_run,
    run,
    to_merge,
)


def raw(number: int) -> bytes:
    """Return one of many ids; numbers with the same rest by 50 begin with the same eight bytes."""
    first = hashlib.sha256(b"%d" % (number % 50)).digest()[:8]
    return first + hashlib.sha256(b"%d" % number).digest()[8:]


def grown(sizes: list[int], *, without: frozenset[int] = frozenset()) -> list[Run]:
    """Return the runs of batches of these sizes, merged as they are in a log."""
    runs: list[Run] = []
    at = 0
    for size in sizes:
        known = [(raw(each), each) for each in range(at, at + size) if each not in without]
        runs.append(run(at, at + size - 1, known))
        while many := to_merge([len(each) for each in runs]):
            runs[-many:] = [merged(runs[-many:])]
        at += size
    return runs


@given(st.lists(st.integers(1, 30), max_size=40), st.frozensets(st.integers(0, 60)))
def test_each_id_is_found_where_it_is(sizes: list[int], without: frozenset[int]) -> None:
    """However many batches there were; and what begins like it is told, too."""
    runs, last = grown(sizes, without=without), sum(sizes)
    asked = list(range(last + 5))
    found = set(likely(runs, keys_of(map(raw, asked))))
    there = [each for each in range(last) if each not in without]
    assert found == {(each, at) for each in asked for at in there if at % 50 == each % 50}


@given(st.lists(st.integers(1, 700), max_size=60))
def test_runs_follow_one_another_and_are_few(sizes: list[int]) -> None:
    """Nothing is left out between them, and there are at most seven of each eightfold."""
    runs = grown(sizes)
    ends = [(each.first, each.last) for each in runs]
    assert [first for first, _ in ends] == [0, *(last + 1 for _, last in ends)][: len(ends)]
    assert sum(map(len, runs)) == sum(sizes)
    levels = len(f"{sum(sizes):o}")
    assert len(runs) <= (FOLD - 1) * levels


def test_single_appends_write_each_id_seldom() -> None:
    """4,096 ids that come one by one are each written five times: alone, and once an eightfold."""
    lengths: list[int] = []
    written = 0
    for _ in range(4096):
        lengths.append(1)
        written += 1
        while many := to_merge(lengths):
            lengths[-many:] = [sum(lengths[-many:])]
            written += lengths[-1]
    assert lengths == [4096]
    assert written == 4096 * 5


def test_longest_runs_stay_as_they_are() -> None:
    """A run that would be too long for one value of a database is not made."""
    lengths = [LONGEST // FOLD + 1] * (FOLD * 2)
    assert to_merge(lengths) == 0
    assert to_merge([*lengths, *[1] * FOLD]) == FOLD


def test_small_runs_are_merged_behind_a_large_one() -> None:
    """What comes after a large batch is not merged into it before it is worth it."""
    assert to_merge([1000, *[1] * (FOLD - 1)]) == 0
    assert to_merge([1000, *[1] * FOLD]) == FOLD
    assert to_merge([*[1] * (FOLD - 1), 1000]) == 0
    assert to_merge([2000, 1, 2000]) == 0
    assert to_merge([2000, 1, 2095]) == 3
    assert to_merge([5000, 2000, 1, 2095]) == 3


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_run_comes_back_from_its_bytes(sizes: list[int]) -> None:
    """Twelve bytes for each id."""
    for each in grown(sizes):
        stored = each.stored
        assert len(stored) == 12 * len(each)
        back = read_run(each.first, each.last, stored)
        assert back is not None
        assert np.array_equal(back.keys, each.keys)
        assert np.array_equal(back.at, each.at)


def test_bytes_are_big_endian_keys_then_offsets() -> None:
    """The form that files have, written out."""
    ids = [(bytes(range(8, 40)), 71), (bytes(range(32)), 70)]
    keys = bytes(range(8)) + bytes(range(8, 16))
    assert run(70, 72, ids).stored == keys + bytes([0, 0, 0, 0, 0, 0, 0, 1])


@pytest.mark.parametrize("stored", [b"x", b"x" * 13, b"x" * 36])
def test_bytes_of_no_run_are_none(stored: bytes) -> None:
    """A length that does not fit, or more ids than rows."""
    assert read_run(5, 6, stored) is None
