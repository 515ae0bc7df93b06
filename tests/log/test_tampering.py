"""G7: history is never changed unseen; every change to a stored log is found, and where."""

import hashlib
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.log.tampering import (
    ORIGIN,
    Change,
    bit_flips,
    edits,
    found,
    holding,
    log_of,
    moves,
    records,
    rewritten,
)
from timeline.errors import IntegrityError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore, Row, SQLiteStore
from timeline.log.integrity import canonical_bytes
from timeline.testing.rows import NOON

COUNT = 50


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Return the rows of a log of fifty records."""
    return list(log_of(COUNT)._store.rows())


@pytest.fixture(scope="module")
def long_log() -> list[Row]:
    """Return the rows of a log in which the shape of the last one was met often."""
    return list(log_of(300)._store.rows())


def missed(changes: list[Change]) -> list[str]:
    """Return the changes that were not found, or found elsewhere than where they are."""
    told = [(each, found(holding(list(each.rows)))) for each in changes]
    return [f"{each.what}: {where}" for each, where in told if where not in each.found]


def test_log_that_nobody_changed_is_intact(rows: list[Row]) -> None:
    """The ways of changing start from a log that verifies."""
    assert found(holding(rows)) is None


@pytest.mark.parametrize(
    "body,words",
    [
        (b'{"pos":2', "position 2: its bytes are damaged: "),
        (b"\xff", "position 2: its bytes are damaged: "),
        (b"[2]", "position 2: its bytes are those of another position"),
        (b'{"pos":3}', "position 2: its bytes are those of another position"),
    ],
)
def test_no_chronology_is_made_of_damaged_rows(rows: list[Row], body: bytes, words: str) -> None:
    """Who asks for an answer learns of the damage, too, and not only who verifies."""
    damaged = [*rows[:2], Row(2, body, rows[2].chain), *rows[3:]]
    log = Log(holding(damaged), clock=lambda: NOON)
    with pytest.raises(IntegrityError) as caught:
        log.as_of()
    assert str(caught.value).startswith(words)


def test_every_flipped_bit_is_found(rows: list[Row]) -> None:
    """A sample of the bits of bodies and chain values; `tests/scores/tampering.py` tries all."""
    changes = list(bit_flips(rows, step=149))
    assert len(changes) > 1_000
    assert missed(changes) == []


def test_every_moved_row_is_found(rows: list[Row]) -> None:
    """Each row deleted, doubled, swapped with the next, with and without new positions."""
    changes = list(moves(rows))
    assert len(changes) == 6 * (COUNT + 1) - 4
    assert missed(changes) == []


def test_every_edit_is_found(rows: list[Row]) -> None:
    """Canonical bytes that say something else, also where the row's own chain value was mended."""
    changes = list(edits(rows))
    assert len(changes) == 12 * COUNT - 6 + 2
    assert missed(changes) == []


def test_last_row_cut_off_is_found_by_a_checkpoint_alone(rows: list[Row]) -> None:
    """The one deletion that leaves a whole log behind."""
    noted = Log(holding(rows), clock=lambda: NOON).checkpoint()
    shorter = Log(holding(rows[:-1]), clock=lambda: NOON)
    assert shorter.verify().records == COUNT - 1
    with pytest.raises(IntegrityError, match=f"position {COUNT}: is missing"):
        shorter.verify(noted)


@pytest.mark.parametrize("at", range(COUNT + 1))
def test_rewritten_log_is_found_by_a_checkpoint_alone(rows: list[Row], at: int) -> None:
    """One nonce differs, and the whole chain behind it was computed anew."""
    noted = Log(holding(rows), clock=lambda: NOON).checkpoint()
    data = (rows[at].body or b"").replace(b'"nonce":"', b'"nonce":"A', 1)
    data = data if at else data.replace(b'"log":"', b'"log":"0', 1)
    forged = Log(holding(rewritten(rows, at, data)), clock=lambda: NOON)
    assert forged.verify().records == COUNT
    with pytest.raises(IntegrityError, match="is not what the checkpoint of size 51 covers"):
        forged.verify(noted)


FORGED: dict[str, Callable[[bytes], bytes]] = {
    "white space": lambda data: data.replace(b'"kind":', b'"kind": '),
    "keys in another order": lambda data: b'{"zz":1,' + data[1:],
    "doubled key": lambda data: data[:-1] + b',"version":1}',
    "escape that is not needed": lambda data: data.replace(b'"Event ', b'"\\u0045vent '),
    "escaped slash": lambda data: data.replace(b'"Event ', b'"\\/Event '),
    "capital hex digits": lambda data: data.replace(b'"Event ', b'"\\u001FEvent '),
    "control character": lambda data: data.replace(b'"Event ', b'"\x1fEvent '),
    "tab as it is": lambda data: data.replace(b'"Event ', b'"\tEvent '),
    "half a character": lambda data: data.replace(b'"Event ', b'"\xe2\x82Event '),
    "encoded surrogate": lambda data: data.replace(b'"Event ', b'"\xed\xa0\x80Event '),
    "escaped surrogate": lambda data: data.replace(b'"Event ', b'"\\ud800Event '),
    "float": lambda data: data.replace(b'"version":1}', b'"version":1.0}'),
    "exponent": lambda data: data.replace(b'"version":1}', b'"version":1e0}'),
    "leading zero": lambda data: data.replace(b'"version":1}', b'"version":01}'),
    "number too wide": lambda data: data.replace(b'"version":1}', b'"version":9007199254740992}'),
    "other format": lambda data: data.replace(b'"v":1,', b'"v":2,'),
    "other position": lambda data: data.replace(b'"pos":300,', b'"pos":301,'),
    "no id": lambda data: data.replace(b'"id":"sha256:', b'"ie":"sha256:', 1),
    "earlier instant": lambda data: data.replace(b'"at":"2024', b'"at":"2023'),
    "no instant": lambda data: data.replace(b'"at":"2024-11-01', b'"at":"2024-11-31'),
    "instant of another form": lambda data: data.replace(b":00.000000Z", b":00.00000Z", 1),
    "instant as a week date": lambda data: data.replace(b'"at":"2024-11-01', b'"at":"2024-W44-5'),
    "no body": lambda data: data.replace(b'"body":', b'"bodi":'),
    "line end behind": lambda data: data + b"\n",
    "something behind": lambda data: data + b"{}",
}


def with_its_id(data: bytes) -> bytes:
    """Return a row with the id that its bytes would have, canonical or not."""
    parts = re.fullmatch(
        rb'(.*"body":)(.*)(,"id":"sha256:)[0-9a-f]{64}(","kind":)(.*?)(,.*"version":)(.*)\}',
        data,
        re.DOTALL,
    )
    if parts is None:
        return data
    body, kind, version = parts[2], parts[5], parts[7]
    content = b'\x03{"body":%b,"kind":%b,"version":%b}' % (body, kind, version)
    digest = hashlib.sha256(content).hexdigest().encode()
    return b"".join([*parts.groups()[:3], digest, *parts.groups()[3:], b"}"])


def test_forger_can_make_an_id(long_log: list[Row]) -> None:
    """An id is no secret: the forged rows below bear the one that fits them."""
    right = long_log[300].body or b""
    changed = with_its_id(right.replace(b'"Event 299"', b'"Event 999"'))
    assert with_its_id(right) == right
    assert found(holding(rewritten(long_log, 300, changed))) is None


@pytest.mark.parametrize("wrong", [b'"Event 999"', b'"Event 29"', b'""'])
def test_content_that_does_not_fit_its_id_is_found(long_log: list[Row], wrong: bytes) -> None:
    """Also where the whole chain was computed over it."""
    data = (long_log[300].body or b"").replace(b'"Event 299"', wrong)
    assert found(holding(rewritten(long_log, 300, data))) == 300


@pytest.mark.parametrize("how", FORGED.values(), ids=FORGED.keys())
def test_row_that_this_library_would_not_write_is_found(
    long_log: list[Row], how: Callable[[bytes], bytes]
) -> None:
    """Also where the whole chain was computed over it, in a log long enough to know its shape."""
    data = with_its_id(how(long_log[300].body or b""))
    assert data != long_log[300].body, "the forgery changed nothing"
    assert found(holding(rewritten(long_log, 300, data))) == 300


def test_second_row_of_one_record_is_found(rows: list[Row]) -> None:
    """The same content under two positions, in a chain that fits."""
    one, other = (rows[at].body or b"" for at in (2, 3))
    doubled = one.replace(b'"pos":2,', b'"pos":3,')
    assert doubled != other
    assert found(holding(rewritten(rows, 3, doubled))) == 3


def test_erasure_that_names_a_row_with_bytes_is_found(rows: list[Row]) -> None:
    """What was erased comes back only if somebody puts it back."""
    forged = (rows[9].body or b"").replace(b'},"id":', b'},"erased":[4],"id":')
    with pytest.raises(IntegrityError, match="position 4: an erasure names it, and its bytes"):
        Log(holding(rewritten(rows, 9, forged)), clock=lambda: NOON).verify()


@pytest.mark.parametrize("named", [b"9", b"10", b"0", b"-1"])
def test_erasure_of_what_does_not_stand_before_it_is_found(rows: list[Row], named: bytes) -> None:
    """Neither itself, nor a later row, nor the genesis."""
    data = rows[9].body or b""
    forged = data.replace(b'},"id":', b'},"erased":[' + named + b'],"id":')
    assert found(holding(rewritten(rows, 9, forged))) == 9


GENESES = {
    "no genesis": b"{}",
    "a record": canonical_bytes({"v": 1, "pos": 0, "at": "2024-11-01T12:00:00.000000Z"}),
    "no origin": canonical_bytes(
        {"v": 1, "pos": 0, "at": "2024-11-01T12:00:00.000000Z", "kind": "log"}
    ),
    "a name with a space": canonical_bytes(
        {"v": 1, "pos": 0, "at": "2024-11-01T12:00:00.000000Z", "kind": "log", "origin": "a b"}
    ),
}


@pytest.mark.parametrize("data", GENESES.values(), ids=GENESES.keys())
def test_log_without_a_genesis_is_found(rows: list[Row], data: bytes) -> None:
    """The chain fits, and position 0 is not the beginning of a log."""
    assert found(holding(rewritten(rows, 0, data))) == 0


def test_log_without_rows_is_found() -> None:
    """A store from which everything was deleted."""
    log = Log(MemoryStore(), clock=lambda: NOON, origin=ORIGIN)
    assert isinstance(log._store, MemoryStore)
    log._store._rows = []
    with pytest.raises(IntegrityError, match="the genesis row is missing"):
        log.verify()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return an SQLite log of twelve records whose guards somebody took away."""
    path = tmp_path / "case.db"
    with open_log(path, clock=lambda: NOON, origin=ORIGIN) as log:
        log.append(*records(12))
    run(path, ("DROP TRIGGER record_kept", ()), ("DROP TRIGGER record_unchanged", ()))
    return path


def run(path: Path, *statements: tuple[str, tuple[int, ...]]) -> None:
    """Run statements on a database, past the library."""
    connection = sqlite3.connect(path)
    for statement, values in statements:
        connection.execute(statement, values)
    connection.commit()
    connection.close()


STATEMENTS = {
    "DELETE FROM record WHERE pos = ?": range(12),
    "UPDATE record SET pos = 99 WHERE pos = ?": range(13),
    "UPDATE record SET chain = zeroblob(32) WHERE pos = ?": range(13),
    "UPDATE record SET body = zeroblob(33) WHERE pos = ?": range(13),
    "UPDATE record SET body = zeroblob(0) WHERE pos = ?": range(13),
    "UPDATE record SET body = (SELECT body FROM record WHERE pos = 3) WHERE pos = ?": (0, 1, 12),
    "INSERT INTO record SELECT ?, body, chain FROM record WHERE pos = 12": (13,),
    "INSERT INTO record SELECT 7 + ?, body, chain FROM record WHERE pos = 12": (13,),
}


@pytest.mark.parametrize(
    "statement,at", [(each, at) for each, places in STATEMENTS.items() for at in places]
)
def test_every_change_to_the_table_is_found(table: Path, statement: str, at: int) -> None:
    """Whoever drops the triggers can do anything to the table, and be found."""
    run(table, (statement, (at,)))
    store = SQLiteStore(table)
    assert found(store) == at
    store.close()


def test_flipped_bits_in_the_table_are_found(table: Path) -> None:
    """A sample of the bits of bodies and chain values, written past the library."""
    intact = list(SQLiteStore(table).rows())
    store = SQLiteStore(table)
    wrong = []
    for change in bit_flips(intact, step=499):
        at = min(change.found)
        store._connection.execute(
            "UPDATE record SET body = ?, chain = ? WHERE pos = ?",
            (change.rows[at].body, change.rows[at].chain, at),
        )
        wrong += [] if found(store) == at else [change.what]
        store._connection.execute(
            "UPDATE record SET body = ?, chain = ? WHERE pos = ?",
            (intact[at].body, intact[at].chain, at),
        )
    assert (wrong, found(store)) == ([], None)
    store.close()
