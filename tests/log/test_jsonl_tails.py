"""What an append that did not end leaves in a JSON Lines file, and where it goes."""

import os
import re
import warnings
from contextlib import closing
from pathlib import Path

import pytest

from timeline.errors import StoreError
from timeline.ledger import open_log
from timeline.log import JSONLinesStore, TornTailWarning
from timeline.log.lines import line
from timeline.testing.rows import Given, event, rows

GIVEN = rows([event(1), event(2, "Київ"), event(3)])
NEXT = line(GIVEN[3][1])

TAILS = {
    "one byte": b"{",
    "half a line": NEXT[:200],
    "half a character": line(GIVEN[2][1])[: line(GIVEN[2][1]).index("Київ".encode()) + 1],
    "all but the line end": NEXT[:-1],
    "mark and half a line": b"!" + NEXT[1:200],
    "mark and whole lines": b"!" + NEXT[1:] + NEXT,
    "mark, zeros and whole lines": b"!" + bytes(511) + NEXT + NEXT,
    "other words": b"not of us",
}
EMPTY_TAILS = {"mark": b"!", "zeros": bytes(700), "mark and zeros": b"!" + bytes(700)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log of two records."""
    return _written(tmp_path / "case.jsonl", GIVEN[:3])


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_tail_was_never_committed(path: Path, tail: bytes) -> None:
    """What stands behind the last line, or behind a mark, is no part of the log, and is left."""
    _torn(path, tail)
    before = path.read_bytes()
    with open_log(path) as log:
        assert log.verify().records == log.position == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_tail_goes_into_a_file_beside_the_log(path: Path, tail: bytes) -> None:
    """The next append cuts it off, keeps each byte of it, and says where it is."""
    _torn(path, tail)
    whole = path.read_bytes()[: -len(tail)]
    with open_log(path) as log, pytest.warns(TornTailWarning) as told:
        log.append(event(4))
    (kept,) = path.parent.glob("case.jsonl.tail-*")
    assert re.fullmatch(r"case\.jsonl\.tail-\d{8}T\d{6}Z", kept.name)
    assert kept.read_bytes() == tail
    assert path.read_bytes().startswith(whole + b'{"c":"')
    assert str(told[0].message) == (
        f"{path}: an append had ended halfway and was never acknowledged; its bytes are in {kept}"
    )
    assert told[0].filename == __file__


@pytest.mark.parametrize("tail", [*TAILS.values(), *EMPTY_TAILS.values()])
def test_tail_never_swallows_the_next_record(path: Path, tail: bytes) -> None:
    """What is appended behind a tail is there, whole, for whoever opens the log."""
    _torn(path, tail)
    with warnings.catch_warnings(), open_log(path) as log:
        warnings.simplefilter("ignore", TornTailWarning)
        assert log.append(event(3), event(4)).position == 4
    with open_log(path) as log:
        assert [each.record for each in log][2:] == [event(3), event(4)]
        assert log.verify().records == 4


@pytest.mark.parametrize("tail", EMPTY_TAILS.values(), ids=EMPTY_TAILS)
def test_tail_in_which_nobody_wrote_anything_is_cut_off(path: Path, tail: bytes) -> None:
    """A mark, and what the disk filled up, are no bytes that anybody could miss."""
    _torn(path, tail)
    with closing(JSONLinesStore(path)) as store, store.writing() as writer:
        writer.add(GIVEN[3:])
    assert sorted(each.name for each in path.parent.iterdir()) == ["case.jsonl", "case.jsonl.lock"]


@pytest.mark.parametrize("tail", [NEXT[:1], NEXT[:40], NEXT[:90], b"!", b"!" + NEXT[1:], b"\0"])
def test_first_append_may_have_ended_halfway(tmp_path: Path, tail: bytes) -> None:
    """A file without a single whole line is still known as one of ours, and becomes a log."""
    path = tmp_path / "case.jsonl"
    path.write_bytes(tail)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TornTailWarning)
        with open_log(path) as log:
            assert log.append(event(1)).position == 1
    with open_log(path) as log:
        assert log.verify().records == 1


def test_tails_of_the_same_second_have_names_of_their_own(path: Path) -> None:
    """No tail takes the place of another."""
    for tail in (b"{first", b"{second", b"{third"):
        _torn(path, tail)
        os.utime(path, (0, 0))
        store = JSONLinesStore(path)
        with closing(store), pytest.warns(TornTailWarning), store.writing():
            pass
    kept = {each.name: each.read_bytes() for each in path.parent.glob("*.tail-*")}
    assert kept == {
        "case.jsonl.tail-19700101T000000Z": b"{first",
        "case.jsonl.tail-19700101T000000Z-2": b"{second",
        "case.jsonl.tail-19700101T000000Z-3": b"{third",
    }


def test_warning_that_is_taken_for_an_error_tears_nothing(path: Path) -> None:
    """Where warnings are errors the append ends before it began, and the next one goes through."""
    _torn(path, b"{half")
    with open_log(path) as log:
        with pytest.raises(TornTailWarning):  # as the project's own filter has it
            log.append(event(3))
        assert log.append(event(3)).position == 3
        assert log.verify().records == 3


def test_tail_keeps_the_permissions_of_the_log(path: Path) -> None:
    """What only one group may read of the log, no other may read of its tail."""
    path.chmod(0o600)
    _torn(path, b"{half")
    with open_log(path) as log, pytest.warns(TornTailWarning):
        log.append(event(3))
    (kept,) = path.parent.glob("*.tail-*")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_tail_of_a_damaged_log_is_left_alone(path: Path) -> None:
    """Nothing is cut off a file that cannot be opened."""
    path.write_bytes(b"words of something else\n" + b"{half")
    with pytest.raises(StoreError):
        open_log(path)
    assert path.read_bytes().endswith(b"{half")


def test_mark_ends_the_log_for_a_reader_of_the_file_alone(path: Path) -> None:
    """A copy made in the middle of an append needs no other file to be read rightly."""
    _torn(path, b"!" + NEXT[1:])
    copy = path.with_name("copy.jsonl")
    copy.write_bytes(path.read_bytes())
    with open_log(copy) as log:
        assert log.position == 2


def _written(path: Path, given: list[Given]) -> Path:
    with closing(JSONLinesStore(path)) as store, store.writing() as writer:
        writer.add(given)
    return path


def _torn(path: Path, tail: bytes) -> None:
    with path.open("ab") as file:
        file.write(tail)
