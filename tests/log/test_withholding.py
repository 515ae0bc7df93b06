"""Withheld records: what a copy without them keeps, says, and does not give away."""

from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.errors import AppendError, IntegrityError, ProofError, StoreError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Row, Tombstone, Withheld
from timeline.log.copying import copy_log
from timeline.records import Correction, Erasure
from timeline.testing.rows import NOON, event

ORIGIN = "example.org/case-1"


@pytest.fixture
def log() -> Log:
    """Return a log of six records, of which the fourth erased the second."""
    made = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    made.append(event(1), event(2), event(3))
    made.append(Erasure(erases=record_id(event(2)), authority="Court", reason="order"))
    made.append(event(5), event(6))
    return made


def without(log: Log, *positions: int) -> Log:
    """Return a copy in memory from which records are withheld."""
    store = MemoryStore()
    copy_log(log._store, store, positions)
    return Log(store, clock=lambda: NOON)


def test_copy_has_the_same_chain_and_root(log: Log) -> None:
    """So every checkpoint and every proof of the whole log holds for the copy, too."""
    copied, whole = without(log, 3, 5), log.verify()
    found = copied.verify(whole.checkpoint)
    assert (found.digest, found.root, found.origin) == (whole.digest, whole.root, ORIGIN)
    assert copied.prove(5) == log.prove(5)


def test_verify_says_what_is_withheld(log: Log) -> None:
    """Withheld is not erased: nobody ordered it, and the whole log has it."""
    found = without(log, 3, 5).verify()
    assert (found.records, found.erased, found.withheld) == (6, 1, (3, 5))
    assert log.verify().withheld == ()


def test_withheld_record_is_read_as_such(log: Log) -> None:
    """Position, instant and digest are told; there is no id, but a name made of the leaf."""
    copied = without(log, 3)
    row = list(log._store.rows())[3]
    entry = copied.read()[2]
    assert entry.record == Withheld(leaf=row.leaf.hex())
    assert (entry.position, entry.recorded, entry.id) == (3, NOON, f"withheld:{row.leaf.hex()}")
    assert entry.digest == log.read()[2].digest


def test_erased_record_stays_erased_in_a_copy(log: Log) -> None:
    """Its order is in the copy, and it may not come back there either."""
    copied = without(log, 3)
    assert isinstance(copied.read()[1].record, Tombstone)
    with pytest.raises(AppendError, match="may not come back"):
        copied.append(event(2))


def test_erased_record_whose_order_is_withheld_is_withheld(log: Log) -> None:
    """Whoever withholds the order has to say of both that they are not there."""
    copied = without(log, 4)
    assert copied.verify().withheld == (2, 4)
    assert isinstance(copied.read()[1].record, Withheld)


def test_chronology_of_a_copy_tells_what_it_lacks(log: Log) -> None:
    """One problem for each, with its position; the other entries are as ever."""
    known = without(log, 3, 5).as_of()
    told = [each.message for each in known.problems if each.code == "withheld"]
    assert [entry.key for entry in known] == ["event-1", "event-6"]
    assert sorted(words.split(" is ")[0] for words in told) == [
        "the record at position 3",
        "the record at position 5",
    ]


def test_chronology_tells_only_what_it_lacks_by_its_position(log: Log) -> None:
    """A view of before a withheld record lacks nothing."""
    known = without(log, 5).as_of(position=4)
    assert [each.code for each in known.problems if each.code == "withheld"] == []


def test_amendment_of_a_withheld_record_dangles(log: Log) -> None:
    """It has no effect, and the chronology says so."""
    log.append(
        Correction(corrects=record_id(event(3)), replacement=event(3, "Again"), reason="r"),
    )
    known = without(log, 3).as_of()
    assert {each.code.value for each in known.problems} >= {"withheld", "dangling-target"}
    assert "event-3" not in [entry.key for entry in known]


@pytest.mark.parametrize("name", ["copy.db", "copy.jsonl"])
def test_file_of_a_copy_gives_nothing_away(log: Log, tmp_path: Path, name: str) -> None:
    """Neither the bytes nor the id, which would prove a guess right, are in the file."""
    found = log.copy(tmp_path / name, withhold=[record_id(event(3)), 5])
    assert (found.withheld, found.root) == ((3, 5), log.verify().root)
    data = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    identity = record_id(event(3)).removeprefix("sha256:")
    for secret in (b"Event 3", b"event-3", identity.encode(), bytes.fromhex(identity)):
        assert secret not in data
    assert b"Event 6" in data
    with open_log(tmp_path / name) as copied:
        assert copied.verify().withheld == (3, 5)
        assert [entry.key for entry in copied.as_of()] == ["event-1", "event-6"]


def test_whole_copy_is_a_copy(log: Log, tmp_path: Path) -> None:
    """With nothing withheld, the rows are the same, and duplicates are known."""
    log.copy(tmp_path / "copy.db")
    with open_log(tmp_path / "copy.db") as copied:
        assert list(copied._store.rows()) == list(log._store.rows())
        assert copied.append(event(1)).duplicates == 1
        with pytest.raises(AppendError, match="may not come back"):
            copied.append(event(2))


def test_copy_of_a_copy_withholds_more(log: Log) -> None:
    """What is withheld stays so."""
    assert without(without(log, 3), 5).verify().withheld == (3, 5)


def test_copy_of_many_rows(log: Log) -> None:
    """More than are copied in one piece."""
    log.append(*(event(number) for number in range(10, 2_520)))
    assert without(log, 2_000).verify().records == 2_516


@pytest.mark.parametrize(
    "position,problem",
    [(0, "names the log, and stays"), (-1, "is not in the log"), (7, "is not in the log")],
)
def test_what_cannot_be_withheld_is_refused(log: Log, position: int, problem: str) -> None:
    """The genesis names the log and stays; a record that is not there cannot go."""
    with pytest.raises(ProofError, match=f"position {position} {problem}; withhold 1 to 6"):
        without(log, position)


def test_copy_onto_a_log_is_refused(log: Log, tmp_path: Path) -> None:
    """Nothing is overwritten, and nothing is mixed."""
    open_log(tmp_path / "copy.db").close()
    with pytest.raises(StoreError, match="holds the log timeline/"):
        log.copy(tmp_path / "copy.db")


def test_damaged_log_is_not_copied(log: Log) -> None:
    """A copy would hide where the damage was done."""
    store = log._store
    assert isinstance(store, MemoryStore)
    row = store._rows[3]
    store._rows[3] = Row(3, (row.body or b"") + b" ", row.chain)
    with pytest.raises(IntegrityError, match="position 3"):
        without(log, 5)


def test_copy_that_withholds_its_end_takes_no_more(log: Log) -> None:
    """The recorded instant of the last record is not known, and the whole log may go on."""
    with pytest.raises(AppendError, match="append to the whole log"):
        without(log, 6).append(event(9))


def test_blanked_row_is_told_and_a_changed_leaf_is_found(log: Log) -> None:
    """Whoever takes bytes out of the log itself makes a copy of it; the leaf cannot be changed."""
    store = log._store
    assert isinstance(store, MemoryStore)
    row = store._rows[5]
    store._rows[5] = Row(5, None, row.chain, row.leaf)
    assert log.verify().withheld == (5,)
    store._rows[5] = Row(5, None, row.chain, bytes(32))
    with pytest.raises(IntegrityError, match="position 5"):
        log.verify()


def test_long_stretch_of_withheld_records_is_read_in_one_go(log: Log) -> None:
    """Each instant is that of the row in front, which is looked for once."""
    log.append(*(event(number) for number in range(10, 3_010)))
    copied = without(log, *range(1, 3_006))
    assert {type(each.record) for each in copied.read()} == {Withheld, type(event(1))}
    assert len(copied.as_of().problems) == 3_005
