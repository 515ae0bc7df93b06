"""The memory store, against the conformance suite."""

import tracemalloc

import pytest

from timeline.log import MemoryStore, Store
from timeline.testing.rows import Given, events, rows
from timeline.testing.stores import Open, StoreConformance


class TestMemoryStore(StoreConformance):
    """The shortest complete store."""

    @pytest.fixture
    def opened(self) -> Open:
        """Return what opens a store in memory."""
        return MemoryStore

    def test_block_that_is_open_is_not_seen(self, store: Store) -> None:
        """Who reads meanwhile sees the store as it was: no row of the block, no erasure."""
        given = rows(events(3))
        with store.writing() as writer:
            writer.add(given[:3])
        with store.writing() as writer:
            writer.add(given[3:])
            writer.erase(*given[1])
            assert list(store.rows()) == [row for _, row in given[:3]]
            assert store.tail() == given[2][1]
            assert store.positions([given[1][0], given[3][0]]) == {given[1][0]: 1}
        assert [row.body is None for row in store.rows()] == [False, True, False, False]

    def test_append_copies_nothing_that_is_there(self, store: Store) -> None:
        """Many small batches take as long as one large one: a block costs what it adds."""
        given = rows(events(4_000))
        with store.writing() as writer:
            writer.add(given)
        more = rows(events(20, first=5_000), after=given[-1])
        assert min(taken_by(store, each) for each in more) < 10_000


def taken_by(store: Store, given: Given) -> int:
    """Return how many bytes are taken at most while a row is added."""
    tracemalloc.start()
    try:
        with store.writing() as writer:
            writer.add([given])
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
