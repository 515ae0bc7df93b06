"""Copies of a log in other stores: what they keep, how they go on, and what they refuse."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.codec import record_id
from timeline.errors import AppendError, IntegrityError, StoreError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Recorded, Row, Tombstone, Writer
from timeline.log.copying import ROWS, copy_log
from timeline.log.opening import store_at
from timeline.records import Erasure, UnknownRecord
from timeline.testing.rows import NOON, event, events, rows

ORIGIN = "example.org/case-1"
MANY = 2 * ROWS + 500
"""Records that are copied in three batches."""

NAMES = ["copy.db", "copy.jsonl"]


def case(target: str | Path = ":memory:", count: int = 3) -> Log:
    """Return a log of that many events, an erasure of the second, and a kind nobody knows."""
    log = open_log(target, clock=lambda: NOON, origin=ORIGIN)
    log.append(*events(count))
    log.append(Erasure(erases=record_id(event(2)), authority="Court", reason="order"))
    log.append(UnknownRecord(kind="shipment", version=3, body=b'{"cargo":"grain"}'))
    return log


def kept(log: Log) -> tuple[list[Row], list[Recorded]]:
    """Return all that a log has: rows as they are stored, and entries as they are read."""
    return list(log._store.rows()), list(log)


@pytest.mark.parametrize("target", NAMES)
@pytest.mark.parametrize("source", ["case.db", "case.jsonl", ":memory:"])
def test_log_moves_between_stores(tmp_path: Path, source: str, target: str) -> None:
    """Rows, entries, checkpoint and token are those of the log it was copied from."""
    with case(tmp_path / source if source != ":memory:" else source) as log:
        found = log.copy(tmp_path / target)
        token, checkpoint = log.as_of().token, log.checkpoint()
        assert found == log.verify()
        with open_log(tmp_path / target, clock=lambda: NOON) as copied:
            assert kept(copied) == kept(log)
            assert copied.verify(checkpoint, token=token).root == found.root
            assert copied.as_of(token=token).problems == log.as_of().problems


def test_log_moves_to_a_server_and_back(postgres_url: str, tmp_path: Path) -> None:
    """The bytes that come back are those that went."""
    with case() as log:
        log.copy(postgres_url)
        with open_log(postgres_url, clock=lambda: NOON) as served:
            assert kept(served) == kept(log)
            served.copy(tmp_path / "back.jsonl")
        with open_log(tmp_path / "back.jsonl", clock=lambda: NOON) as back:
            assert kept(back) == kept(log)


def test_log_moves_into_memory_through_a_store(tmp_path: Path) -> None:
    """A store that is given stays open, and is a log from then on."""
    with case(tmp_path / "case.db") as log:
        store = MemoryStore()
        log.copy(store)
        with Log(store, clock=lambda: NOON) as copied:
            assert kept(copied) == kept(log)
            assert copied.append(event(1), event(9)).duplicates == 1


def test_command_copies_to_a_server(postgres_url: str, tmp_path: Path) -> None:
    """An address is a target like any other on the command line, too."""
    case(tmp_path / "case.db").close()
    result = CliRunner().invoke(main, ["copy", str(tmp_path / "case.db"), postgres_url])
    with open_log(postgres_url) as served:
        assert f"position 5, {served.verify().digest}\n" in result.output


@pytest.mark.parametrize("name", NAMES)
def test_copy_knows_what_was_erased_before(tmp_path: Path, name: str) -> None:
    """What the log may not take again, its copy may not take either, nor take as new."""
    with case() as log:
        log.copy(tmp_path / name)
    with open_log(tmp_path / name) as copied:
        assert isinstance(copied.read()[1].record, Tombstone)
        with pytest.raises(AppendError, match="may not come back"):
            copied.append(event(2))


@pytest.mark.parametrize("name", NAMES)
def test_id_of_an_erased_record_goes_with_its_order(tmp_path: Path, name: str) -> None:
    """Where the order is withheld, the id that stands in it is not in the file either."""
    with case() as log:
        log.copy(tmp_path / name, withhold=[4])
    data, digits = (tmp_path / name).read_bytes(), record_id(event(2)).removeprefix("sha256:")
    assert bytes.fromhex(digits) not in data
    assert digits.encode() not in data


@pytest.mark.parametrize("name", NAMES)
def test_copy_goes_on_behind_an_earlier_one(tmp_path: Path, name: str) -> None:
    """A second copy adds what is new, and a third has nothing to do."""
    with case() as log:
        log.copy(tmp_path / name)
        log.append(*events(2, first=10))
        for _ in range(2):
            assert log.copy(tmp_path / name) == log.verify()
        with open_log(tmp_path / name, clock=lambda: NOON) as copied:
            assert kept(copied) == kept(log)


@pytest.mark.parametrize("name", NAMES)
def test_going_on_erases_what_the_log_has_erased_since(tmp_path: Path, name: str) -> None:
    """A copy of last week does not keep what had to go, and knows by whose order it went."""
    with case() as log:
        log.copy(tmp_path / name)
        assert b"Event 3" in (tmp_path / name).read_bytes()
        log.append(Erasure(erases=record_id(event(3)), authority="Court", reason="order"))
        log.copy(tmp_path / name)
    assert b"Event 3" not in (tmp_path / name).read_bytes()
    with open_log(tmp_path / name) as copied:
        assert isinstance(copied.read()[2].record, Tombstone)
        with pytest.raises(AppendError, match="may not come back"):
            copied.append(event(3))


def test_going_on_erases_also_where_the_order_is_withheld(tmp_path: Path) -> None:
    """The words go, whether or not the copy may say why."""
    path = tmp_path / "copy.db"
    with case() as log:
        log.copy(path)
        log.append(Erasure(erases=record_id(event(3)), authority="Court", reason="order"))
        assert log.copy(path, withhold=[6]).withheld == (3, 6)
    assert b"Event 3" not in path.read_bytes()


KILLED = """
import os, signal, sys
from timeline.ledger import open_log
def progress(done, total):
    if done >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
with open_log(sys.argv[1]) as log:
    log.copy(sys.argv[2], progress=progress)
"""


@pytest.mark.parametrize("at", [ROWS, 2 * ROWS, MANY + 2 * ROWS])
@pytest.mark.parametrize("name", NAMES)
def test_killed_copy_goes_on_where_it_stopped(tmp_path: Path, name: str, at: int) -> None:
    """What is there is whole batches of the log; the next copy adds the rest, and no row twice."""
    source, target = tmp_path / "case.db", tmp_path / name
    with case(source, MANY) as log:
        killed = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", KILLED, str(source), str(target), str(at)], check=False
        )
        assert killed.returncode == -signal.SIGKILL
        assert stored(target) == list(log._store.rows(0, at))
        assert log.copy(target) == log.verify()
        assert stored(target) == list(log._store.rows())


def stored(target: Path) -> list[Row]:
    """Return the rows of a store that nobody has open."""
    with closing(store_at(os.fspath(target))) as store:
        return list(store.rows())


def test_other_log_is_refused_by_both_names(tmp_path: Path) -> None:
    """Nothing is overwritten, and nothing is mixed; the message names both logs."""
    path = tmp_path / "other.jsonl"
    with open_log(path, origin="example.org/other") as other, case() as log:
        other.append(event(1))
        before = path.read_bytes()
        with pytest.raises(StoreError) as caught:
            log.copy(path)
    assert str(caught.value) == (
        f"{path}: holds the log example.org/other, and not the log {ORIGIN}, the log of :memory:;"
        " name a new file or log for the copy"
    )
    assert path.read_bytes() == before


def test_copy_that_went_its_own_way_is_refused(tmp_path: Path) -> None:
    """Where both were appended to, the message says from which position on they differ."""
    path = tmp_path / "copy.db"
    with case() as log:
        log.copy(path)
        with open_log(path, clock=lambda: NOON) as copied:
            copied.append(event(20))
        log.append(event(21), event(22))
        with pytest.raises(StoreError, match=r"up to position 5, and another .* at position 6"):
            log.copy(path)


def test_copy_that_is_ahead_is_refused(tmp_path: Path) -> None:
    """The log has nothing to give to who has more of it."""
    path = tmp_path / "copy.db"
    with case() as log:
        log.copy(path)
        with open_log(path, clock=lambda: NOON) as copied:
            copied.append(event(20))
        with pytest.raises(StoreError, match=r"beyond position 5, where :memory: ends; copy the o"):
            log.copy(path)


def test_copy_that_lacks_bytes_is_refused(tmp_path: Path) -> None:
    """Who copies the whole log gets the whole log, or is told what is missing."""
    path = tmp_path / "copy.db"
    with case() as log:
        log.copy(path, withhold=[1])
        assert log.copy(path, withhold=[1]).withheld == (1,)
        with pytest.raises(StoreError, match=r"position 1 was withheld; withhold the same, or nam"):
            log.copy(path)


def test_copy_that_has_what_shall_be_withheld_is_refused(tmp_path: Path) -> None:
    """Nothing is taken out of a store without an order: it may be the log itself."""
    path = tmp_path / "case.db"
    with case(path) as log:
        before = kept(log)
        with pytest.raises(StoreError, match="has the record at position 1, which shall be withh"):
            log.copy(path, withhold=[1])
        assert kept(log) == before


def test_log_copied_onto_itself_stays_as_it_is(tmp_path: Path) -> None:
    """There is nothing to do, and nothing is done."""
    path = tmp_path / "case.db"
    with case(path) as log:
        before = kept(log)
        assert log.copy(path) == log.verify()
        assert kept(log) == before


def test_fuller_copy_keeps_what_it_has(tmp_path: Path) -> None:
    """A whole log may go on from a copy of it that lacks bytes, where nobody ordered that."""
    whole, part = tmp_path / "whole.db", tmp_path / "part.db"
    with case() as log:
        log.copy(whole)
        log.copy(part, withhold=[1])
        with open_log(part) as lacking:
            assert lacking.copy(whole) == log.verify()


@pytest.mark.parametrize("position", [1, ROWS + 7])
def test_damage_is_found_on_the_way(position: int) -> None:
    """A changed byte stops the copy, and the message names its position."""
    log = case(count=MANY)
    store, target = log._store, MemoryStore()
    assert isinstance(store, MemoryStore)
    row = store._rows[position]
    store._rows[position] = Row(position, (row.body or b"").replace(b"Event", b"Evenf"), row.chain)
    with pytest.raises(IntegrityError, match=f"position {position}: its bytes or its chain value"):
        log.copy(target)
    assert len(list(target.rows())) == position // ROWS * ROWS


@pytest.mark.parametrize("name", NAMES)
def test_progress_goes_from_first_row_to_last(tmp_path: Path, name: str) -> None:
    """Each row counts twice, copied and checked in the copy; it never goes back."""
    told: list[tuple[int, int]] = []
    with case(count=MANY) as log:
        log.copy(tmp_path / name, progress=lambda done, total: told.append((done, total)))
    count = MANY + 3
    assert {total for _, total in told} == {2 * count}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == 2 * count


def test_who_else_writes_to_the_target_is_noticed(tmp_path: Path) -> None:
    """A target that grows while it is copied to is refused, and nothing comes between."""
    path = tmp_path / "copy.db"

    def intrude(done: int, _: int) -> None:
        if done == 2 * ROWS:
            with open_log(path, clock=lambda: NOON) as other:
                other.append(event(100_000))

    with case(count=MANY) as log, pytest.raises(StoreError, match="somebody else while the copy"):
        log.copy(path, progress=intrude)
    with open_log(path) as other:
        assert other.verify().position == 2 * ROWS


def test_rows_that_come_meanwhile_are_left_for_the_next_copy(tmp_path: Path) -> None:
    """The copy is of the log as it was at its start; an erasure since then is obeyed at once."""
    log, told = case(tmp_path / "case.db", MANY), list[int]()

    def grow(done: int, _: int) -> None:
        told.append(done)
        if len(told) == 1:
            log.append(Erasure(erases=record_id(event(MANY)), authority="Court", reason="order"))

    size = log.position
    assert log.copy(tmp_path / "copy.db", progress=grow).position == size
    assert b'"Event %d"' % MANY not in (tmp_path / "copy.db").read_bytes()
    assert log.copy(tmp_path / "copy.db") == log.verify()
    with open_log(tmp_path / "copy.db") as copied, pytest.raises(AppendError, match="come back"):
        copied.append(event(MANY))


def test_store_without_a_genesis_is_no_log() -> None:
    """There is nothing to copy in it."""
    with pytest.raises(IntegrityError, match="genesis row is missing"):
        copy_log(MemoryStore(), MemoryStore())


def test_damaged_target_is_refused_by_what_is_left_of_its_name(tmp_path: Path) -> None:
    """A target whose genesis is damaged is no beginning of this log."""
    path = tmp_path / "copy.db"
    with case() as log:
        log.copy(path)
        with sqlite3.connect(path) as other:
            other.execute("DROP TRIGGER record_unchanged")
            other.execute("UPDATE record SET body = x'7b7d' WHERE pos = 0")
        other.close()
        with pytest.raises(StoreError, match="holds a damaged log, and not the log example"):
            log.copy(path)


def test_index_beside_the_target_goes(tmp_path: Path) -> None:
    """What was computed from a copy names keys; it is computed anew from what the copy is now."""
    path = tmp_path / "copy.db"
    with case() as log:
        log.copy(path)
        (tmp_path / "copy.db.index").write_bytes(b"event-3")
        log.append(Erasure(erases=record_id(event(3)), authority="Court", reason="order"))
        log.copy(path)
    assert not (tmp_path / "copy.db.index").exists()


class CountingStore(MemoryStore):
    """Counts how often somebody began to write."""

    blocks = 0

    @contextmanager
    def writing(self, ids: Sequence[str] = ()) -> Iterator[Writer]:  # type: ignore[override]  # a narrower promise will do
        """Return a block, and count it."""
        self.blocks += 1
        with super().writing(ids) as writer:
            yield writer


def test_batch_is_bounded_in_bytes_too() -> None:
    """Large records do not pile up: eleven of them are made durable in three pieces."""
    source, target = MemoryStore(), CountingStore()
    with source.writing() as writer:
        writer.add(rows([event(number, "x" * 900_000) for number in range(1, 12)]))
    copy_log(source, target)
    assert target.blocks == 3


def test_copy_that_is_up_to_date_is_not_written_to() -> None:
    """There is nothing to add and nothing to erase, so nobody is kept from writing."""
    target = CountingStore()
    with case() as log:
        log.copy(target)
        before = target.blocks
        assert log.copy(target) == log.verify()
    assert target.blocks == before
