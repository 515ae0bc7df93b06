"""The index beside a log: a cache that is read whole, or noticed and computed anew."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.index.test_reigns import HISTORIES
from timeline.codec import Record, record_id
from timeline.ledger import Log
from timeline.log import MemoryStore, SQLiteStore, Store
from timeline.log.reading import Reader
from timeline.records import Erasure, Event
from timeline.resolution.index import index_file
from timeline.resolution.index.growing import Index
from timeline.resolution.index.index_file import index_path, read_index
from timeline.resolution.index.limits import Limits
from timeline.resolution.moments import NEVER
from timeline.resolution.rules_version import RULES
from timeline.resolution.views import View

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
EAGER = Limits(fewest=0, share=1_000_000)
"""Every look writes a file that has grown."""


def event(number: int) -> Event:
    """Return one of many short reports."""
    return Event(
        key=f"strike-{number:04}",
        happened="2024-10-07",
        published="2024-10-08T00:00Z",
        source="P",
        summary="seen",
    )


def index_beside(path: Path, store: Store, limits: Limits = EAGER) -> Index:
    """Return a fresh index that keeps its file beside a path."""
    return Index(Reader(store).entry, store.positions, beside=path, limits=limits)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Return a log of ten records in memory, and a file that stands for it on disk."""
    (tmp_path / "case.db").write_bytes(b"")
    log = Log(MemoryStore(), clock=lambda: NOON)
    log.append(*map(event, range(10)))
    return log


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """Return the path beside which the index is kept."""
    return tmp_path / "case.db"


def written(log: Log, beside: Path) -> bytes:
    """Return the bytes of the index of a log, written."""
    index_beside(beside, log._store).extend(log._store.rows)
    return index_path(beside).read_bytes()


def known(log: Log, beside: Path) -> list[str]:
    """Return the keys that a fresh index with its file beside the path knows."""
    index = index_beside(beside, log._store, Limits(fewest=1_000))
    index.extend(log._store.rows)
    view = View(index.built, None, log.position)
    return [view.entry(row).key for row in view.rows.tolist()]


def test_file_is_read_instead_of_rows(log: Log, beside: Path) -> None:
    """With a file that is up to date, no row is read but the one that shows whose it is."""
    written(log, beside)
    asked: list[tuple[int, int | None]] = []

    def rows(start: int = 0, stop: int | None = None) -> object:
        asked.append((start, stop))
        return log._store.rows(start, stop)

    index = index_beside(beside, log._store)
    index.extend(rows)  # type: ignore[arg-type]  # as wide as a store's
    assert len(index.built.stack.visible(NEVER - 1, 10).rows) == 10
    assert asked == [(10, 11), (11, None)]


def test_older_file_is_gone_on_from(log: Log, beside: Path) -> None:
    """What came after the file was written is taken in behind it."""
    written(log, beside)
    log.append(event(99))
    assert known(log, beside) == [f"strike-{number:04}" for number in (*range(10), 99)]


def test_file_of_another_log_is_noticed(log: Log, beside: Path) -> None:
    """The chain value at its position tells the file of another log."""
    other = Log(MemoryStore(), clock=lambda: NOON)
    other.append(*map(event, range(50, 60)))
    written(other, beside)
    assert known(log, beside) == [f"strike-{number:04}" for number in range(10)]


def test_file_of_a_longer_log_is_noticed(log: Log, beside: Path) -> None:
    """A file that knows more than the log holds is of another history."""
    longer = Log(MemoryStore(), clock=lambda: NOON)
    longer.append(*map(event, range(20)))
    written(longer, beside)
    assert known(log, beside) == [f"strike-{number:04}" for number in range(10)]


@given(st.data())
def test_damaged_file_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut anywhere, or with any byte changed, it is passed over."""
    beside = tmp_path_factory.mktemp("case") / "case.db"
    beside.write_bytes(b"")
    log = Log(MemoryStore(), clock=lambda: NOON)
    log.append(*map(event, range(10)))
    good = written(log, beside)
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good[: at + 1])
    if data.draw(st.booleans()):
        bad = bytearray(good)
        bad[at] ^= data.draw(st.integers(1, 255))
    if bytes(bad) != good:
        index_path(beside).write_bytes(bytes(bad))
        assert read_index(beside) is None
        assert len(known(log, beside)) == 10


def test_file_of_other_rules_is_noticed(
    log: Log, beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was computed by rules of another version is passed over."""
    written(log, beside)
    monkeypatch.setattr(index_file, "RULES", RULES + 1)
    assert read_index(beside) is None


def test_head_of_another_format_is_noticed(log: Log, beside: Path) -> None:
    """A file whose head says another format is passed over, be its checksums right."""
    good = written(log, beside)
    stored = read_index(beside)
    assert stored is not None
    assert json.dumps(index_file.FORMAT).encode() in good
    index_path(beside).write_bytes(good.replace(b"timeline index\n", b"timeline other\n", 1))
    assert read_index(beside) is None


def test_kinds_known_since_are_read(log: Log, beside: Path) -> None:
    """A kind that was unknown when the file was written, and is known now, is read."""
    stored = index_beside(beside, log._store)
    stored.extend(log._store.rows)
    stored.taken.versions["event"][1] = False
    stored._saved = 0
    stored._save(log._store.rows)
    fresh = index_beside(beside, log._store)
    fresh.extend(log._store.rows)
    assert fresh.taken.versions["event"] == {1: True}


def test_log_that_cannot_be_written_beside_answers(log: Log, tmp_path: Path) -> None:
    """Where no file may be written, the index is kept in memory alone."""
    nowhere = tmp_path / "gone" / "case.db"
    assert len(known(log, nowhere)) == 10
    assert not nowhere.parent.exists()


def test_erasure_takes_the_file_away(tmp_path: Path) -> None:
    """The key of an erased record does not stay in a file beside the log."""
    path = tmp_path / "case.db"
    with Log(SQLiteStore(path), clock=lambda: NOON) as log:
        log.append(*map(event, range(1_100)))
        assert len(log.as_of()) == 1_100
        assert index_path(path).exists()
        order = Erasure(erases=record_id(event(7)), authority="court", reason="order")
        log.append(order)
        assert not index_path(path).exists()
        assert len(log.as_of()) == 1_099
        assert b"strike-0007" not in index_path(path).read_bytes()


def test_verified_log_is_taken_in_anew(tmp_path: Path) -> None:
    """The file is no part of the log: after a verification nothing rests on it."""
    path = tmp_path / "case.db"
    with Log(SQLiteStore(path), clock=lambda: NOON) as log:
        log.append(*map(event, range(1_100)))
        log.as_of()
        log.verify()
        assert not index_path(path).exists()
        assert len(log.as_of()) == 1_100


@given(HISTORIES, st.data())
def test_index_from_a_file_is_the_index_of_the_rows(
    tmp_path_factory: pytest.TempPathFactory, history: Sequence[Record], data: st.DataObject
) -> None:
    """Whatever the log holds, and wherever the file was written, the same entries are found."""
    beside = tmp_path_factory.mktemp("case") / "case.db"
    beside.write_bytes(b"")
    store = MemoryStore()
    log = Log(store, clock=lambda: NOON)
    cut = data.draw(st.integers(0, len(history)))
    log.append(*history[:cut])
    limits = Limits(fewest=0, share=data.draw(st.sampled_from([2, 1_000])))
    index_beside(beside, store, limits).extend(store.rows)
    log.append(*history[cut:])
    fresh, rows = index_beside(beside, store), index_beside(Path("nowhere"), store)
    fresh.extend(store.rows)
    rows.extend(store.rows)
    for position in range(log.position + 1):
        one, other = (View(each.built, None, position) for each in (fresh, rows))
        assert [one.entry(row) for row in one.rows.tolist()] == [
            other.entry(row) for row in other.rows.tolist()
        ]
        assert one.problems == other.problems
    assert np.array_equal(fresh.recorded, rows.recorded)
