"""The SQLite store when the power fails, or the disk refuses (G2 to G4), on a shim under SQLite."""

import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("apsw", reason="apsw, the shim under SQLite, has no wheel here")

from tests.log.batches import batch, whole_batches
from tests.log.faults import How
from tests.log.outages import Outages
from tests.log.power import Trust
from tests.log.sqlite_outages import (
    NEVER,
    NORMAL,
    SMALL,
    WAL,
    logged,
    plain,
    sqlite,
)
from tests.log.sqlite_shim import Fault, Shim
from timeline.errors import ClosedLogError, StoreError
from timeline.log.sqlite_refusals import Became

IMAGES = 200
SIZES: dict[str, Mapping[str, str]] = {"cached": {}, "spilled": SMALL}


@pytest.mark.parametrize("size", SIZES)
def test_power_failure_loses_nothing_acknowledged_and_tears_no_batch(
    tmp_path: Path, size: str
) -> None:
    """G2, G3: what was flushed is there, and what was not may be missing in any part."""
    outages = _outages(tmp_path, SIZES[size], images=IMAGES)
    assert outages.lost == []
    assert outages.halfway >= IMAGES / 10


def test_small_cache_writes_pages_in_the_middle_of_an_append(tmp_path: Path) -> None:
    """What `SMALL` is for: the journal goes on behind pages that were written to the file."""
    shim = Shim(tmp_path, instead=SMALL)
    with logged(tmp_path, shim) as log:
        log.append(*batch(0))
        before = len(shim.recording.steps)
        log.append(*(record for number in range(1, 5) for record in batch(number)))
    names = [each.name for each in shim.recording.steps[before:]]
    assert names.count("flush") > len(["data", "header", "file", "end of the journal"])


@pytest.mark.parametrize("size", SIZES)
def test_torn_sector_harms_nothing(tmp_path: Path, size: str) -> None:
    """G2: SQLite does not count on it that a sector is written as a whole."""
    outages = _outages(tmp_path, SIZES[size], images=IMAGES // 2, trust=Trust.TORN)
    assert outages.lost == []


def test_garbled_block_harms_nothing_that_fits_into_the_cache(tmp_path: Path) -> None:
    """G2: nor that a write leaves its neighbours alone, while no page is written early."""
    outages = _outages(tmp_path, {}, images=IMAGES // 2, trust=Trust.GARBLED)
    assert outages.lost == []


def test_garbled_block_is_noticed(tmp_path: Path) -> None:
    """G2, the limit: in a batch larger than the cache it counts on that, as disks promise it."""
    outages = _outages(tmp_path, SMALL, images=IMAGES, trust=Trust.GARBLED)
    assert outages.lost


@pytest.mark.filterwarnings("ignore:.*was put into WAL mode:RuntimeWarning")
@pytest.mark.parametrize(
    "instead", [NEVER, {**WAL, **NORMAL}], ids=["synchronous-off", "wal-normal"]
)
def test_setting_that_promises_less_is_noticed(tmp_path: Path, instead: dict[str, str]) -> None:
    """G2, the control: with these settings at least every tenth image has lost something."""
    outages = _outages(tmp_path, instead, images=60)
    assert len(outages.lost) >= outages.images / 10


@pytest.mark.parametrize("deaf", [0, 2, 3, 4], ids=["names", "journal", "file", "end"])
def test_each_flush_is_needed(tmp_path: Path, deaf: int) -> None:
    """
    G2, the control: leaving any one of the flushes out loses something, in time.

    All but the first: the journal's second flush takes its bytes along, and what is missing of
    them before is found by their checksums.
    """
    outages = Outages(folder=tmp_path, rng=random.Random(2), medium=sqlite(), deaf=[deaf])
    while not outages.lost:
        outages.session(20)
        assert outages.images < 2_000, "no image has missed this flush"


def test_steps_of_an_append(tmp_path: Path) -> None:
    """G2: the journal and its header, the file, the end of the journal; each flushed, and fully."""
    shim = Shim(tmp_path)
    with logged(tmp_path, shim) as log:
        log.append(*batch(0))
        before = len(shim.recording.steps)
        log.append(*batch(1))
    steps = [each.name for each in shim.recording.steps[before:]]
    ends = [at for at, name in enumerate(steps) if name == "flush"]
    assert [steps[at - 1] for at in ends] == ["write", "write", "write", "cut"]
    assert ends[-1] == len(steps) - 1
    assert shim.modes == {3}, "SQLITE_SYNC_FULL, which macOS takes for the drive's cache too"


def test_duplicate_of_what_a_killed_writer_left_is_flushed(tmp_path: Path) -> None:
    """G2: counting a record as there is a promise too, so what is relied on is flushed, once."""
    home = _home(tmp_path / "log", batches=2)
    shim = Shim(home)
    with logged(home, shim) as log:
        assert log.append(*batch(1)).appended == 0
        names = [each.name for each in shim.recording.steps]
        assert names.count("flush") == len(["data", "header", "file", "end of the journal"])
        assert log.append(*batch(1)).appended == 0
        assert [each.name for each in shim.recording.steps] == names


def test_duplicate_of_what_another_has_appended_since_is_flushed(tmp_path: Path) -> None:
    """G2: also if this store has flushed before."""
    home = _home(tmp_path / "log", batches=1)
    shim = Shim(home)
    with logged(home, shim) as log:
        log.append(*batch(1))
        with plain(home) as other:
            other.append(*batch(2))
        before = len(shim.recording.steps)
        assert log.append(*batch(2)).appended == 0
        assert "flush" in [each.name for each in shim.recording.steps[before:]]


@pytest.mark.parametrize("how", How, ids=lambda how: how.name.lower())
@pytest.mark.parametrize(
    "number,size",
    [(0, "cached"), (5, "cached"), (4, "spilled")],
    ids=["first", "erasing", "spilled"],
)
def test_any_operation_may_fail(tmp_path: Path, how: How, number: int, size: str) -> None:
    """G4: nothing is acknowledged, the error says what became of it, and the log goes on."""
    failed = set()
    before = _home(tmp_path / "before", batches=number)
    for at in range(1_000):
        home = shutil.copytree(before, tmp_path / f"{at}")
        fault = Fault(at=at, how=how, full=at % 2 == 1)
        shim = Shim(home, instead=SIZES[size], fault=fault)
        told = _tried(home, shim, number)
        whole = _judged(home, acknowledged=number + (told == ""), begun=number + 1)
        assert Became.NOTHING.value not in told or whole == number, told
        failed.update(fault.failed)
        if not fault.failed:
            break
        assert told or not {"sync", "write", "cut"} & set(fault.failed)
    assert {"write", "sync", "cut", "open", "read", "lock"} <= failed


@pytest.mark.parametrize("at", range(4), ids=["journal", "header", "file", "end"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
def test_failed_flush_is_not_trusted_later(tmp_path: Path, at: int, *, for_good: bool) -> None:
    """G2, G4: what a failed flush left in doubt harms no later append, also if power fails then."""
    rng = random.Random(at)
    for number in (1, 3):
        home = _home(tmp_path / f"{number}", batches=number)
        fault = Fault(how=How.FOR_GOOD if for_good else How.UNDONE)
        shim = Shim(home, fault=fault)
        with logged(home, shim) as log:
            fault.at = fault.done + _flush_site(tmp_path / f"dry-{number}", number, at)
            with pytest.raises(StoreError):
                log.append(*batch(number))
        fault.at = -1
        with logged(home, shim) as log:
            log.append(*batch(number))
            shim.recording.acknowledge()
        model = shim.recording.start()
        for step in shim.recording.steps:
            step.apply(model)
        for turn in range(10):
            image = tmp_path / f"{number}-{turn}"
            image.mkdir()
            for name, content in model.image(rng).items():
                (image / name).write_bytes(content)
            assert _judged(image, acknowledged=number + 1, begun=number + 1) == number + 1


@pytest.mark.parametrize(
    "at,words,kept",
    [
        (0, "disk I/O error; nobody can say whether the append is kept", 1),
        (2, "disk I/O error; nobody can say whether the append is kept", 1),
        (3, "open the log again, and do it again: what is there already is counted", 2),
    ],
    ids=["journal", "file", "end"],
)
def test_error_at_the_commit_claims_nothing(tmp_path: Path, at: int, words: str, kept: int) -> None:
    """G4: where the batch may be kept or not, as after its last step, the error says so."""
    home = _home(tmp_path / "log", batches=1)
    fault = Fault()
    with logged(home, Shim(home, fault=fault)) as log:
        fault.at = fault.done + _flush_site(tmp_path / "dry", 1, at)
        with pytest.raises(StoreError, match=words):
            log.append(*batch(1))
    assert _judged(home, acknowledged=1, begun=2) == kept


def test_store_whose_disk_failed_is_closed(tmp_path: Path) -> None:
    """G4: after a flush that failed nobody reads or writes on as if nothing had happened."""
    home = _home(tmp_path / "log", batches=1)
    fault = Fault()
    with logged(home, Shim(home, fault=fault)) as log:
        fault.at = fault.done + _flush_site(tmp_path / "dry", 1, 2)
        with pytest.raises(StoreError, match="check the disk, and open the log again"):
            log.append(*batch(1))
        with pytest.raises(ClosedLogError, match="open it again"):
            log.append(*batch(1))
        with pytest.raises(ClosedLogError):
            log.read()


def _outages(
    folder: Path, instead: Mapping[str, str], *, images: int, trust: Trust = Trust.WHOLE
) -> Outages:
    outages = Outages(folder=folder, rng=random.Random(1), medium=sqlite(instead), trust=trust)
    while outages.images < images:
        outages.session(20)
    return outages


def _home(folder: Path, *, batches: int) -> Path:
    folder.mkdir(parents=True)
    if batches:
        with logged(folder, Shim(folder)) as log:
            for number in range(batches):
                log.append(*batch(number))
    return folder


def _tried(home: Path, shim: Shim, number: int) -> str:
    """Return what is said of an append on a shim that fails; nothing if it returned."""
    try:
        log = logged(home, shim)
    except StoreError as error:
        return str(error)
    with log:
        try:
            log.append(*batch(number))
        except StoreError as error:
            return str(error)
        return ""


def _judged(home: Path, *, acknowledged: int, begun: int) -> int:
    """Return how many batches a log holds, after checking that it goes on as anybody opens it."""
    with plain(home) as log:
        whole = whole_batches(log._store, acknowledged=acknowledged, begun=begun)
        log.append(*batch(whole))
        whole_batches(log._store, acknowledged=whole + 1, begun=whole + 1)
    return whole


def _flush_site(folder: Path, number: int, which: int) -> int:
    """Return the number of the operation of an append, from 1, that is its n-th flush of a file."""
    home = _home(folder / str(which), batches=number)
    fault = Fault()
    with logged(home, Shim(home, fault=fault)) as log:
        opened = fault.done
        log.append(*batch(number))
    sites = [at - opened for at in fault.sites("sync") if at > opened]
    return sites[which]
