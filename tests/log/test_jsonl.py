"""The JSON Lines store: the conformance suite, its lines, and what others do to the file."""

import gc
import hashlib
import json
import os
import random
import shutil
import stat
import threading
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from timeline.canonical import LARGEST_RECORD
from timeline.codec import record_id
from timeline.errors import ClosedLogError, CodecError, IntegrityError, StoreError, TimelineError
from timeline.ledger import Log, open_log
from timeline.log import JSONLinesStore, Row, SQLiteStore
from timeline.log.integrity import EMPTY_CHAIN, chain_hash, leaf_hash
from timeline.log.lines import line
from timeline.log.offsets import PIECE
from timeline.log.verification import verified
from timeline.records import Erasure
from timeline.testing.persistent_stores import PersistentStoreConformance
from timeline.testing.rows import NOON, Given, erasing_row, event, events, rows
from timeline.testing.stores import Open


class TestJSONLinesStore(PersistentStoreConformance):
    """One record a line."""

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Open:
        """Return what opens a store in a file."""
        return lambda: JSONLinesStore(tmp_path / "case.jsonl")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a log may be made."""
    return tmp_path / "case.jsonl"


@pytest.fixture
def three(path: Path) -> Path:
    """Return a log of three records."""
    with open_log(path, clock=lambda: NOON) as log:
        log.append(*events(3))
    return path


def lines(path: Path) -> list[bytes]:
    """Return the lines of a file, with their line ends."""
    return path.read_bytes().splitlines(keepends=True)


def test_name_chooses_the_store(three: Path) -> None:
    """A file that ends in `.jsonl` is a JSON Lines log."""
    with open_log(three) as log:
        assert [each.record for each in log] == list(events(3))


def test_a_line_is_a_chain_value_and_the_bytes_of_a_row(three: Path) -> None:
    """Whoever has no library slices the row out of the line, and hashes what is there."""
    chain = bytes(32)
    for position, each in enumerate(lines(three)):
        row = each[76:-2]
        leaf = hashlib.sha256(b"\x00" + row).digest()
        chain = hashlib.sha256(b"\x02" + chain + leaf).digest()
        told = json.loads(each)
        assert list(told) == ["c", "r"]
        assert told["c"] == chain.hex()
        assert (told["r"], told["r"]["pos"]) == (json.loads(row), position)


def test_a_line_of_an_erased_row_holds_its_leaf(three: Path) -> None:
    """Chain value and leaf are what is left of it, and they are those of before."""
    before = lines(three)[2]
    with open_log(three) as log:
        log.append(Erasure(erases=record_id(event(2)), authority="court", reason="order"))
    leaf = hashlib.sha256(b"\x00" + before[76:-2]).hexdigest()
    assert lines(three)[2] == b'{"c":"%b","l":"%b"}\n' % (before[6:70], leaf.encode())


def test_same_rows_are_the_same_bytes_in_sqlite(tmp_path: Path) -> None:
    """G10: row for row, the two stores keep the same bytes and chain values."""
    given = rows(events(4))
    order = erasing_row(given[1], given[-1])
    stores = (JSONLinesStore(tmp_path / "case.jsonl"), SQLiteStore(tmp_path / "case.db"))
    for store in stores:
        with store.writing() as writer:
            writer.add(given)
            writer.erase(*given[1])
            writer.add([order])
    first, second = ([*store.rows()] for store in stores)
    assert first == second
    stores[1].close()


def test_reading_changes_nothing(three: Path) -> None:
    """Opening, reading and verifying make no file, not even a lock, and touch none."""
    Path(f"{three}.lock").unlink()
    before = (three.read_bytes(), three.stat().st_mtime_ns)
    with closing(JSONLinesStore(three)) as store:
        assert verified(store).records == 3
        assert store.positions([record_id(event(2))]) == {record_id(event(2)): 2}
    assert (three.read_bytes(), three.stat().st_mtime_ns) == before
    assert [each.name for each in three.parent.iterdir()] == ["case.jsonl"]


def test_append_leaves_only_whole_lines(three: Path) -> None:
    """When nobody is appending, the file is JSON Lines and nothing else."""
    assert all(each.startswith(b'{"c":"') and each.endswith(b"}\n") for each in lines(three))


def test_erased_words_are_not_in_the_file(three: Path) -> None:
    """G7: the bytes of an erased body are gone, and no copy of them stays beside the log."""
    with open_log(three) as log:
        log.append(Erasure(erases=record_id(event(2)), authority="court", reason="order"))
    beside = [each for each in three.parent.iterdir() if b'"Event 2"' in each.read_bytes()]
    assert beside == []
    assert b'"Event 3"' in three.read_bytes()


def test_erasure_keeps_the_permissions_of_the_file(three: Path) -> None:
    """What only one group may read stays so when the file is written anew."""
    three.chmod(0o640)
    with open_log(three) as log:
        log.append(Erasure(erases=record_id(event(2)), authority="court", reason="order"))
    assert stat.S_IMODE(three.stat().st_mode) == 0o640


def test_erasure_does_not_disturb_who_is_reading(path: Path) -> None:
    """A reader halfway through gets every row, the erased one as it is by then."""
    given = rows(events(2_500))
    store = JSONLinesStore(path)
    with store.writing() as writer:
        writer.add(given)
    reading = JSONLinesStore(path).rows()
    found = [next(reading)]
    with store.writing() as writer:
        writer.erase(*given[2_000])
        writer.add([erasing_row(given[2_000], given[-1])])
    found += reading
    assert [row.position for row in found] == list(range(2_501))
    assert [row.position for row in found if row.body is None] == [2_000]


def test_erased_id_is_known_far_from_its_order(path: Path) -> None:
    """The order names the row it erased, also where the two are never read in one piece."""
    given = rows(events(2_500))
    order = erasing_row(given[10], given[-1])
    with closing(JSONLinesStore(path)) as store, store.writing() as writer:
        writer.add(given)
        writer.erase(*given[10])
        writer.add([order])
    with closing(JSONLinesStore(path)) as store:
        asked = [given[10][0], given[2_400][0], order[0]]
        assert list(store.positions(asked).values()) == [-10, 2_400, 2_501]


def test_erasure_that_was_killed_leaves_nothing_behind(three: Path) -> None:
    """What an unfinished rewriting left beside the log is taken away by the next writer."""
    spare = Path(f"{three}.new")
    spare.write_bytes(b"half of a log")
    with open_log(three) as log:
        log.append(event(4))
        assert not spare.exists()
        spare.write_bytes(b"half of a log")
        log.append(Erasure(erases=record_id(event(2)), authority="court", reason="order"))
    assert not spare.exists()


def test_damaged_line_is_an_error_with_its_position(three: Path) -> None:
    """G7: a bad line with a line end is corruption; it is named, never skipped."""
    found = lines(three)
    three.write_bytes(b"".join([*found[:2], found[2][:90] + b"\n", *found[3:]]))
    with open_log(three) as log:
        for use in (log.verify, log.read, log.as_of, lambda: log.append(event(9))):
            with pytest.raises(IntegrityError, match="position 2") as caught:
                use()
            assert caught.value.position == 2
    assert len(lines(three)) == 4


def test_first_of_several_damaged_lines_is_named(three: Path) -> None:
    """A line end within the last line makes two bad lines; the first is where to look."""
    found = lines(three)
    three.write_bytes(b"".join([*found[:3], found[3][:90] + b"\n" + found[3][91:]]))
    with pytest.raises(IntegrityError, match="position 3: its line is damaged"):
        open_log(three)


def test_changed_line_ends_are_told(three: Path) -> None:
    """A file that went through a program which writes CR LF says so."""
    three.write_bytes(three.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(IntegrityError, match="position 0: its line ends in CR LF; a program"):
        open_log(three)


def test_line_beyond_all_bounds_is_not_read(three: Path) -> None:
    """G12: a line longer than any record is refused by its length."""
    found = lines(three)
    long = found[2][:-3] + b" " * PIECE + b"}}\n"
    three.write_bytes(b"".join([*found[:2], long, found[3]]))
    with (
        open_log(three) as log,
        pytest.raises(IntegrityError, match=r"position 2: its line has \d+ bytes"),
    ):
        log.read()


@pytest.mark.parametrize(
    "spoil,position",
    [
        (lambda found: [found[0], *found[2:]], 1),
        (lambda found: [*found[:2], found[1], *found[2:]], 2),
        (lambda found: [found[0], found[2], found[1], found[3]], 1),
        (lambda found: [found[0], found[1].replace(b"Event 1", b"Event 9"), *found[2:]], 1),
        (lambda found: [*found[:2], found[2].replace(b'{"c":"', b'{"C":"'), found[3]], 2),
        (lambda found: [*found[:3], b"\n", found[3]], 3),
        (lambda found: found[1:], 0),
    ],
    ids=["deleted", "doubled", "swapped", "edited", "renamed", "blank", "beheaded"],
)
def test_verify_names_the_first_line_that_does_not_fit(
    three: Path, spoil: Callable[[list[bytes]], list[bytes]], position: int
) -> None:
    """G7: what was done to a line is found there, and not elsewhere."""
    three.write_bytes(b"".join(spoil(lines(three))))
    with pytest.raises(IntegrityError) as caught:
        _verify(three)
    assert caught.value.position == position


def test_every_byte_counts(tmp_path: Path) -> None:
    """G7: a flipped bit in any byte is found, also in line ends, hex digits and the genesis."""
    path = tmp_path / "case.jsonl"
    with open_log(path, clock=lambda: NOON) as log:
        log.append(event(1), event(2))
        log.append(Erasure(erases=record_id(event(1)), authority="court", reason="order"))
    whole, rng = path.read_bytes(), random.Random(1)
    for at in range(len(whole)):
        flips = range(8) if whole[at] in b'\n{"' else [rng.randrange(8)]
        for bit in flips:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            with pytest.raises((IntegrityError, StoreError)):
                _verify(path)


def test_longest_line_may_have_lost_its_line_end(path: Path) -> None:
    """G7: a row of as many bytes as there may be is a line like any other."""
    around = len(rows([event(1, "x")])[1][1].body or b"") - 1
    given = rows([event(1, "x" * (LARGEST_RECORD - around))])
    with closing(JSONLinesStore(path)) as store, store.writing() as writer:
        writer.add(given)
    path.write_bytes(path.read_bytes()[:-1] + b"\x0b")
    with pytest.raises(IntegrityError, match="position 1: its line end was changed"):
        JSONLinesStore(path)


@pytest.mark.parametrize("position", [0, 1, 2, 3])
def test_line_end_that_was_changed_is_no_torn_tail(three: Path, position: int) -> None:
    """G7: a last line that is whole but for its line end was appended, and is damaged."""
    three.write_bytes(b"".join(lines(three)[: position + 1])[:-1] + b"\x0b")
    with pytest.raises(IntegrityError, match=f"position {position}: its line end was changed"):
        open_log(three)


def test_shortened_file_is_noticed_by_who_has_it_open(three: Path) -> None:
    """Rows that were read before cannot vanish unseen, also when others come in their place."""
    found = lines(three)
    with open_log(three) as log:
        assert log.position == 3
        three.write_bytes(b"".join(found[:3]))
        for _ in range(2):
            with pytest.raises(IntegrityError, match="position 3: was read before, and is not"):
                log.read()


def test_line_that_was_put_in_the_place_of_another_is_noticed(three: Path) -> None:
    """The last line that was read is looked at again before what follows it is read."""
    found = lines(three)
    other = found[3].replace(found[3][6:70], b"0" * 64)
    with open_log(three) as log:
        three.write_bytes(b"".join([*found[:3], other, other]))
        with pytest.raises(IntegrityError, match="position 3: was read before, and is not"):
            log.read()


def test_other_log_in_its_place_is_noticed(three: Path, tmp_path: Path) -> None:
    """A file that does not hold what was read is not followed."""
    with open_log(tmp_path / "other.jsonl") as other:
        other.append(*events(9))
    with open_log(three) as log:
        (tmp_path / "other.jsonl").replace(three)
        with pytest.raises(IntegrityError, match="position 3: was read before"):
            log.append(event(4))


def test_copy_of_the_same_log_in_its_place_is_followed(three: Path, tmp_path: Path) -> None:
    """What a backup or a synchroniser puts back is the same log, if its lines are the same."""
    with open_log(three) as log:
        shutil.copy(three, tmp_path / "copy")
        (tmp_path / "copy").replace(three)
        assert log.append(event(4)).position == 4
        assert log.verify().records == 4


def test_file_that_was_moved_away_is_missed(three: Path) -> None:
    """A log whose file is gone says so, and does not begin another one in its place."""
    with open_log(three) as log:
        three.rename(three.with_name("elsewhere.jsonl"))
        for use in (log.read, lambda: log.append(event(4))):
            with pytest.raises(StoreError, match="was moved or deleted; put it back"):
                use()
    assert not three.exists()


def test_log_is_reached_through_a_link(three: Path, tmp_path: Path) -> None:
    """A symbolic link leads to the file, to its one lock, and stays a link after an erasure."""
    link = tmp_path / "link.jsonl"
    link.symlink_to(three)
    with open_log(link) as log:
        log.append(event(4))
        log.append(Erasure(erases=record_id(event(2)), authority="court", reason="order"))
    assert link.is_symlink()
    assert not Path(f"{link}.lock").exists()
    with open_log(three) as log:
        assert log.verify().records == 5


def test_second_name_is_refused_for_writing(three: Path, tmp_path: Path) -> None:
    """A hard link has a lock of its own, so two writers would not see each other."""
    os.link(three, tmp_path / "twin.jsonl")
    with open_log(three) as log:
        assert log.position == 3
        with pytest.raises(StoreError, match=r"hard link.*make a copy"):
            log.append(event(4))


@pytest.mark.parametrize(
    "content",
    [
        b"name,date\nx,2024\n",
        b'{"c":"hello","x":1}\n',
        b"\xef\xbb\xbf{}\n",
        b"SQLite format 3\0" + bytes(600),
        b"\x1f\x8b\x08\x00rest",
        b"no line end",
        b"\n",
    ],
    ids=["csv", "json-lines", "bom", "sqlite", "gzip", "text", "blank"],
)
def test_file_of_something_else_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    """Only a file that begins as a log is taken for one."""
    path.write_bytes(content)
    with pytest.raises(StoreError, match="file of something else; name another file"):
        open_log(path)
    assert path.read_bytes() == content


def test_empty_file_becomes_a_log(path: Path) -> None:
    """A file made with `touch`, or by an append that was cut off at once, is a new log."""
    path.touch()
    with open_log(path) as log:
        assert log.append(event(1)).position == 1


@pytest.mark.parametrize(
    "name,problem",
    [
        ("absent/case.jsonl", "absent does not exist; create it first"),
        ("folder.jsonl", "is a folder; name a file in it"),
        ("pipe.jsonl", "is no ordinary file; name another"),
        ("x" * 300 + ".jsonl", "name"),
        ("a\0b.jsonl", "give the file a name that files can have"),
        ("loop.jsonl", "loop.jsonl"),
        ("dangling.jsonl", "nowhere does not exist; create it first"),
    ],
)
def test_path_that_cannot_be_a_log_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    """Folders, pipes and broken links are told apart, in our words."""
    (tmp_path / "folder.jsonl").mkdir()
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "loop.jsonl").symlink_to(tmp_path / "loop.jsonl")
    (tmp_path / "dangling.jsonl").symlink_to(tmp_path / "nowhere" / "case.jsonl")
    with pytest.raises(StoreError, match=problem):
        open_log(f"{tmp_path}/{name}")


def test_block_within_a_block_is_refused(path: Path) -> None:
    """A thread that holds the log already would wait for itself."""
    store = JSONLinesStore(path)
    with store.writing() as writer:
        writer.add(rows([]))
        with pytest.raises(StoreError, match="end the block that is open first"), store.writing():
            pass
    assert [row.position for row in store.rows()] == [0]


def test_store_that_was_closed_within_a_block_keeps_nothing_of_it(three: Path) -> None:
    """The rows of a block have nowhere to go when the store is closed before it ends."""
    before, store = three.read_bytes(), JSONLinesStore(three)
    last = [*rows(events(3))][-1]
    with pytest.raises(ClosedLogError):
        _close_within(store, rows([event(4)], after=last))
    assert three.read_bytes() == before


def test_row_of_another_position_is_refused(path: Path) -> None:
    """A line has no number but its place, so rows are added in order."""
    given = rows(events(2))
    with pytest.raises(IntegrityError), JSONLinesStore(path).writing() as writer:
        writer.add([given[0], given[2]])


def test_body_with_a_line_end_is_refused(path: Path) -> None:
    """Canonical JSON has no line end; whatever has one would tear the file."""
    body = b'{"v":\n1}'
    bad = Row(0, body, chain_hash(EMPTY_CHAIN, leaf_hash(body)))
    with pytest.raises(CodecError, match="line end"), JSONLinesStore(path).writing() as writer:
        writer.add([("", bad)])
    with open_log(path) as log:
        assert log.position == 0


def test_ids_of_a_long_log_are_found(path: Path) -> None:
    """More ids than are kept whole: known ones, unknown ones, and two that begin alike."""
    count, alike = 70_000, "sha256:" + "ab" * 8
    ids = [f"sha256:{hashlib.sha256(b'%d' % at).hexdigest()}" for at in range(count)]
    ids[500], ids[60_000] = alike + "0" * 48, alike + "1" * 48
    given = rows([event(1)])
    body = given[1][1].body or b""
    parts = (given[1][0].encode(), b'"pos":1,')
    with path.open("wb") as file:
        file.write(line(given[0][1]))
        for position, each in enumerate(ids, 1):
            made = body.replace(parts[0], each.encode()).replace(parts[1], b'"pos":%d,' % position)
            file.write(line(Row(position, made, bytes(32))))
    with closing(JSONLinesStore(path)) as store:
        asked = [ids[0], ids[500], ids[60_000], ids[-1], alike + "2" * 48, "sha256:x", "none"]
        expected = {ids[0]: 1, ids[500]: 501, ids[60_000]: 60_001, ids[-1]: count}
        assert store.positions(asked) == expected
        more = rows([event(7)], after=(ids[-1], Row(count, b"{}", bytes(32))))
        with store.writing() as writer:
            assert writer.positions(asked) == expected
            writer.add(more)
        assert store.positions([more[0][0], ids[9]]) == {more[0][0]: count + 1, ids[9]: 10}


def test_threads_may_share_a_log(path: Path) -> None:
    """Appends of several threads come one after the other, and none is lost."""
    with open_log(path) as log:

        def append_five(start: int) -> None:
            for number in range(start, start + 5):
                log.append(event(number))

        threads = [threading.Thread(target=append_five, args=(100 * at,)) for at in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert log.verify().records == 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_log_refuses_to_be_used_after_fork(path: Path) -> None:
    """A child opens the log itself; also where a thread held the store at the fork."""
    store = JSONLinesStore(path)
    with Log(store) as log:
        with store.writing():
            child = os.fork()
            if child == 0:
                holder = threading.Thread(target=os._exit, args=(_tried_after_fork(log),))
                holder.start()
                holder.join()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert log.append(event(1)).appended == 1


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors as Linux does")
def test_no_descriptor_is_left_open(three: Path) -> None:
    """Closing lets go of the file, and so does forgetting to close."""
    gc.collect()
    before = _descriptors()
    for number in range(20):
        log = open_log(three)
        log.append(event(10 + number))
        if number % 2:
            log.close()
    del log
    gc.collect()
    assert _descriptors() == before


def _verify(path: Path) -> None:
    with warnings.catch_warnings(), open_log(path) as log:
        warnings.simplefilter("error")
        log.verify()


def _close_within(store: JSONLinesStore, given: list[Given]) -> None:
    with store.writing() as writer:
        writer.add(given)
        store.close()


def _descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _tried_after_fork(log: Log) -> int:
    try:
        log.append(event(1))
    except TimelineError as error:
        return 0 if "forked" in str(error) else 2
    return 1
