"""Rows as they are stored: those asked for, in stretches, without making their records."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import IntegrityError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Row
from timeline.log.reading import Reader
from timeline.records import Erasure, Event

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
COUNT = 120


def event(number: int) -> Event:
    """Return one of many events."""
    return Event(
        key=f"k{number}", happened="2024-03-04", published=NOON, source="P", summary=f"{number}"
    )


@pytest.fixture(scope="module")
def store() -> Iterator[MemoryStore]:
    """Return a store of many rows."""
    store = MemoryStore()
    with Log(store, clock=lambda: NOON) as log:
        log.append(*map(event, range(1, COUNT + 1)))
        yield store


class Stretches(MemoryStore):
    """A store that tells which rows it was asked for at once."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[int, int | None]] = []

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Return the rows of a stretch, which is noted."""
        self.asked.append((start, stop))
        return super().rows(start, stop)


@given(st.sets(st.integers(1, COUNT)))
def test_rows_asked_for_come_in_order_and_no_others(store: MemoryStore, asked: set[int]) -> None:
    """However far they are from each other."""
    found = list(Reader(store).plains(sorted(asked)))
    assert [position for position, _ in found] == sorted(asked)
    assert all(fields["pos"] == position for position, fields in found)


@pytest.mark.parametrize(
    "asked, stretches",
    [
        ([3, 4, 20, 37], [(3, 21), (37, 38)]),
        ([1, 17, 33], [(1, 34)]),
        ([9], [(9, 10)]),
        ([], []),
    ],
    ids=["one gap too wide", "gaps of sixteen", "one row", "nothing"],
)
def test_rows_near_each_other_are_read_at_once(
    asked: Sequence[int], stretches: list[tuple[int, int | None]]
) -> None:
    """One question to the store for a stretch; what lies far off is not read on the way."""
    store = Stretches()
    log = Log(store, clock=lambda: NOON)
    log.append(*map(event, range(1, 41)))
    store.asked.clear()
    assert len(list(Reader(store).plains(asked))) == len(asked)
    assert store.asked == stretches


def test_erased_row_has_no_fields() -> None:
    """It comes in its place, so that nobody waits for it."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(event(1), event(2))
    log.append(Erasure(erases=log.read()[0].id, authority="court", reason="order"))
    found = dict(Reader(log._store).plains([1, 2]))
    assert (found[1], found[2]["kind"]) == ({}, "event")


def test_row_of_another_position_is_damaged() -> None:
    """What stands in its place is not taken for it."""
    store = MemoryStore()
    Log(store, clock=lambda: NOON).append(event(1), event(2))
    store._rows[1] = evolve(store._rows[1], body=store._rows[2].body)
    with pytest.raises(IntegrityError, match="another position"):
        list(Reader(store).plains([1]))
