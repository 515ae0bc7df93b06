"""Entries of a log: decoded when they are looked at, and the last of them kept."""

import pytest

from timeline.log import MemoryStore, reading
from timeline.log.reading import Reader
from timeline.testing.rows import events, rows


@pytest.fixture
def reader() -> Reader:
    """Return a reader of a log of three records."""
    store = MemoryStore()
    with store.writing() as writer:
        writer.add(rows(events(3)))
    return Reader(store)


def test_entry_is_decoded_once(reader: Reader) -> None:
    """Who looks at it again gets the same."""
    first = [reader.entry(position) for position in (1, 2, 3)]
    assert all(reader.entry(each.position) is each for each in first)


def test_entry_that_was_looked_at_longest_ago_is_let_go(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many are kept as there is room for; what was let go is decoded again."""
    monkeypatch.setattr(reading, "MOST_KEPT", 2)
    one, two = reader.entry(1), reader.entry(2)
    assert reader.entry(1) is one
    reader.entry(3)
    assert reader.entry(1) is one
    assert reader.entry(2) is not two
    assert reader.entry(2) == two
