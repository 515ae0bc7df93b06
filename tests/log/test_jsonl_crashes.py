"""The JSON Lines store when the process dies, the power fails, or the disk refuses (G1 to G4)."""

import errno
import os
import random
import shutil
import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.log.batches import batch, whole_batches
from tests.log.crashes import Kills
from tests.log.faults import FaultyDisk, How
from tests.log.outages import NAME, Outages, SwiftDisk, opened
from tests.log.recording import RecordingDisk
from timeline.errors import ClosedLogError, StoreError
from timeline.log.disk import Disk
from timeline.log.jsonl import JSONLinesStore
from timeline.log.lines import MARK

KILLS, IMAGES = 30, 200

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL"),
    pytest.mark.filterwarnings("ignore::timeline.log.committing.TornTailWarning"),
]


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_kill_loses_nothing_acknowledged_and_tears_no_batch(tmp_path: Path) -> None:
    """G1, G3: children that append are killed, at least every tenth of them within an append."""
    kills = Kills(tmp_path, lambda home: JSONLinesStore(home / NAME), random.Random(1))
    for _ in range(KILLS):
        kills.strike()
    assert (kills.count, kills.lost) == (KILLS, [])
    assert kills.halfway >= KILLS / 10


class DyingDisk(SwiftDisk):
    """A disk whose process is killed in front of one of its operations that change something."""

    def __init__(self, at: int) -> None:
        self.left = at

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        self._count()
        super().write(descriptor, data[: len(data) // 2], offset)
        self._count()
        super().write(descriptor, data, offset)

    def cut(self, descriptor: int, length: int) -> None:
        self._count()
        super().cut(descriptor, length)

    def replace(self, path: Path, target: Path) -> None:
        self._count()
        super().replace(path, target)
        self._count()

    def remove(self, path: Path) -> None:
        self._count()
        super().remove(path)

    def close(self, descriptor: int) -> None:
        self._count()
        super().close(descriptor)

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("number", [0, 3, 5], ids=["first", "many", "erasing"])
def test_kill_at_any_step_of_an_append_leaves_a_whole_log(tmp_path: Path, number: int) -> None:
    """G1, G3: whatever step was the last, the batch is there whole or not at all."""
    outcomes = []
    before = _home(tmp_path / "before", batches=number)
    for at in range(1_000):
        home = shutil.copytree(before, tmp_path / f"{at}")
        child = os.fork()
        if child == 0:
            opened(home, DyingDisk(at)).append(*batch(number))
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        outcomes.append(_judged(home, acknowledged=number, begun=number + 1) - number)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {0, 1}
    assert len(outcomes) > 10


def test_power_failure_loses_nothing_acknowledged_and_tears_no_batch(tmp_path: Path) -> None:
    """G2, G3: what was flushed is there, and what was not may be missing in any part."""
    outages = _outages(tmp_path, images=IMAGES)
    assert outages.lost == []
    assert outages.halfway >= IMAGES / 10


def test_disk_that_never_flushes_is_noticed(tmp_path: Path) -> None:
    """G2, the control: without flushes at least every tenth image has lost something."""
    outages = _outages(tmp_path, images=40, deaf=range(1_000))
    assert len(outages.lost) >= outages.images / 10


@pytest.mark.parametrize("deaf", [0, 1, 2, 3], ids=["names", "mark", "batch", "commit"])
def test_each_flush_is_needed(tmp_path: Path, deaf: int) -> None:
    """G2, the control: leaving any one of the flushes out loses something, in time."""
    outages = Outages(folder=tmp_path, rng=random.Random(2), deaf=[deaf])
    while not outages.lost:
        outages.session(20)
        assert outages.images < 2_000, "no image has missed this flush"


@pytest.mark.parametrize("how", How, ids=lambda how: how.name.lower())
@pytest.mark.parametrize(
    "number,left",
    [(0, b""), (3, b"!half a batch"), (5, b"")],
    ids=["first", "torn", "erasing"],
)
def test_any_operation_may_fail(tmp_path: Path, how: How, number: int, left: bytes) -> None:
    """G4: nothing is acknowledged, nothing is half, and the log opens again and goes on."""
    failed = set()
    before = _home(tmp_path / "before", batches=number, left=left)
    for at in range(1_000):
        home = shutil.copytree(before, tmp_path / f"{at}")
        code = (errno.EIO, errno.ENOSPC, errno.EDQUOT)[at % 3]
        disk = FaultyDisk(SwiftDisk(), at, how, code)
        acknowledged = _tried(home, disk, number)
        _judged(home, acknowledged=number + acknowledged, begun=number + 1)
        failed.update(disk.failed)
        if not disk.failed:
            break
        assert not (acknowledged and "sync" in disk.failed)
    assert {"write", "sync", "sync folder", "open"} <= failed


@pytest.mark.parametrize("at", range(3), ids=["mark", "batch", "commit"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
def test_failed_flush_is_not_trusted_later(tmp_path: Path, at: int, *, for_good: bool) -> None:
    """G2, G4: what a failed flush left in doubt harms no later append, also if power fails then."""
    how = How.FOR_GOOD if for_good else How.UNDONE
    rng = random.Random(at)
    for number in (1, 3):
        home = _home(tmp_path / f"{number}", batches=number)
        disk = RecordingDisk(home)
        site = _flush_site(tmp_path / f"dry-{number}", number, at)
        with pytest.raises(StoreError), opened(home, DoubtfulDisk(disk, site, how)) as log:
            log.append(*batch(number))
        with opened(home, disk) as log:
            log.append(*batch(number))
            disk.recording.acknowledge()
        model = disk.recording.start()
        for step in disk.recording.steps:
            step.apply(model)
        for turn in range(20):
            image = tmp_path / f"{number}-{turn}"
            image.mkdir()
            for name, content in model.image(rng).items():
                (image / name).write_bytes(content)
            assert _judged(image, acknowledged=number + 1, begun=number + 1) == number + 1


class DoubtfulDisk(FaultyDisk):
    """A disk whose failed flushes leave in doubt what was written; writes reach the cache."""

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        self.inner.write(descriptor, data, offset)
        self.done += 1

    def sync(self, descriptor: int) -> None:
        if self.done + 1 == self.at or (self.how is How.FOR_GOOD and self.done + 1 > self.at):
            assert isinstance(self.inner, RecordingDisk)
            self.inner.fail_to_sync(descriptor)
        super().sync(descriptor)


def test_store_whose_disk_failed_is_closed(tmp_path: Path) -> None:
    """G4: after a flush that failed nobody reads or writes on as if nothing had happened."""
    home = _home(tmp_path / "log", batches=1)
    site = _flush_site(tmp_path / "dry", 1, 1)
    with opened(home, FaultyDisk(SwiftDisk(), site)) as log:
        with pytest.raises(StoreError, match="have this one checked"):
            log.append(*batch(1))
        with pytest.raises(ClosedLogError, match="open it again"):
            log.append(*batch(1))
        with pytest.raises(ClosedLogError):
            log.read()


def test_full_disk_says_what_to_do(tmp_path: Path) -> None:
    """G4: after `ENOSPC` the file is what it was, and the log opens with no tool."""
    home = _home(tmp_path / "log", batches=1)
    before = (home / NAME).read_bytes()
    disk = FaultyDisk(SwiftDisk(), _flush_site(tmp_path / "dry", 1, 1), How.HALF, errno.ENOSPC)
    with (
        opened(home, disk) as log,
        pytest.raises(StoreError, match="free some disk space and open the log again"),
    ):
        log.append(*batch(1))
    assert (home / NAME).read_bytes() == before


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_write_that_the_system_cuts_short_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """G4: a real limit of the file's size ends a write in the middle."""
    home = _home(tmp_path / "log", batches=1)
    before = (home / NAME).read_bytes()
    child = os.fork()
    if child == 0:
        import resource  # noqa: PLC0415 - Windows has no such module

        limit = len(before) + 1_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            opened(home, Disk()).append(*batch(3), *batch(4))
        except StoreError as error:
            os._exit(0 if "takes larger files" in str(error) else 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (home / NAME).read_bytes() == before
    assert _judged(home, acknowledged=1, begun=1) == 1


def test_interrupted_append_is_taken_back(tmp_path: Path) -> None:
    """A Ctrl-C within a flush leaves the log as it was, and open."""

    class Interrupted(SwiftDisk):
        armed = False

        def sync(self, descriptor: int) -> None:
            super().sync(descriptor)
            if self.armed:
                self.armed = False
                raise KeyboardInterrupt

    home, disk = _home(tmp_path / "log", batches=1), Interrupted()
    before = (home / NAME).read_bytes()
    with opened(home, disk) as log:
        disk.armed = True
        with pytest.raises(KeyboardInterrupt):
            log.append(*batch(1))
        assert (home / NAME).read_bytes() == before
        log.append(*batch(1))
    assert _judged(home, acknowledged=2, begun=2) == 2


def test_duplicate_of_what_a_killed_writer_left_is_flushed(tmp_path: Path) -> None:
    """G2: counting a record as there is a promise too, so what is relied on is flushed first."""
    home = _home(tmp_path / "log", batches=2)
    disk = RecordingDisk(home)
    with opened(home, disk) as log:
        assert log.append(*batch(1)).appended == 0
    assert [each.name for each in disk.recording.steps] == [
        "create case.jsonl.lock",
        "flush names",
        "flush",
    ]


def test_steps_of_an_append(tmp_path: Path) -> None:
    """G2: the mark, the batch behind it, the commit; each is flushed before the next."""
    home = _home(tmp_path / "log", batches=1)
    disk = RecordingDisk(home)
    with opened(home, disk) as log:
        log.append(*batch(1))
        names = [each.name for each in disk.recording.steps]
        assert names[-6:] == ["write", "flush"] * 3
        before = len(disk.recording.steps)
        log.append(*batch(2))
        assert [each.name for each in disk.recording.steps[before:]] == ["write", "flush"] * 3


def test_reader_beside_an_append_stops_at_the_mark(tmp_path: Path) -> None:
    """G5: whatever step of an append another reader meets, it sees whole batches."""
    home = _home(tmp_path / "log", batches=1)
    seen: list[int] = []

    class Watched(SwiftDisk):
        def write(self, descriptor: int, data: bytes, offset: int) -> None:
            for part in (data[: len(data) // 2], data):
                super().write(descriptor, part, offset)
                with closing(JSONLinesStore(home / NAME)) as reader:
                    seen.append(whole_batches(reader, acknowledged=1, begun=2))
            text = (home / NAME).read_bytes().splitlines()
            assert len(text) == 2 or text[2][:1] in (MARK, b"{")

    with opened(home, Watched()) as log:
        log.append(*batch(1))
    assert seen == [1, 1, 1, 1, 1, 2]


def _home(folder: Path, *, batches: int, left: bytes = b"") -> Path:
    folder.mkdir(parents=True)
    if batches:
        with opened(folder, SwiftDisk()) as log:
            for number in range(batches):
                log.append(*batch(number))
    (folder / f"{NAME}.lock").unlink(missing_ok=True)
    if left:
        with (folder / NAME).open("ab") as file:
            file.write(left)
    return folder


def _tried(home: Path, disk: Disk, number: int) -> bool:
    """Return whether an append on a disk returned."""
    try:
        log = opened(home, disk)
    except StoreError:
        return False
    with log:
        try:
            log.append(*batch(number))
        except (StoreError, ClosedLogError):
            return False
        return True


def _judged(home: Path, *, acknowledged: int, begun: int) -> int:
    """Return how many batches a log holds, after checking that it goes on."""
    with opened(home, SwiftDisk()) as log:
        store = JSONLinesStore(home / NAME)
        whole = whole_batches(store, acknowledged=acknowledged, begun=begun)
        log.append(*batch(whole))
        whole_batches(store, acknowledged=whole + 1, begun=whole + 1)
    return whole


def _outages(folder: Path, *, images: int, deaf: range = range(0)) -> Outages:
    outages = Outages(folder=folder, rng=random.Random(1), deaf=deaf)
    while outages.images < images:
        outages.session(20)
    return outages


def _flush_site(folder: Path, number: int, which: int) -> int:
    """Return the number of the operation that is the n-th flush of a file in an append."""
    found: list[int] = []

    class Counting(FaultyDisk):
        def sync(self, descriptor: int) -> None:
            found.append(self.done + 1)
            super().sync(descriptor)

    with opened(_home(folder, batches=number), Counting(SwiftDisk(), -1)) as log:
        log.append(*batch(number))
    return found[which]
