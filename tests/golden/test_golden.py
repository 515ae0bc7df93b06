"""Logs that released versions wrote, and that every later version reads as it was written (G18)."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.golden.reading import checked, chronologies, entries_of, rows_of
from tests.golden.story import SECRET, event
from tests.golden.write import LOGS, folders, telling, written
from timeline.codec import record_id
from timeline.errors import AppendError
from timeline.ledger import Log, open_log
from timeline.records import Erasure

LATER = "2030-01-01T00:00Z"
WHOLE = [name for name in LOGS if name.startswith("case")]
GOLDEN = [(folder, name) for folder in folders() for name in LOGS]
GOLDEN_WHOLE = [(folder, name) for folder in folders() for name in WHOLE]


def named(value: object) -> str:
    """Return the name of a release or of a log, for the name of a test."""
    return value.name if isinstance(value, Path) else str(value)


def opened(folder: Path, name: str, place: Path) -> Log:
    """Return a copy of a golden log, open; the log itself is never touched."""
    return open_log(Path(shutil.copy(folder / name, place)), clock=lambda: LATER)


def expected(folder: Path, name: str) -> dict[str, Any]:
    """Return what was written down of a golden log when it was made."""
    found: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return dict(found[name])


def test_there_are_golden_logs() -> None:
    """At least those of the first release."""
    assert "0.1.0" in [each.name for each in folders()]


@pytest.mark.parametrize("folder,name", GOLDEN, ids=named)
def test_log_verifies_to_the_same_root(folder: Path, name: str, tmp_path: Path) -> None:
    """Counts, digest, root and checkpoint are those of the day it was written."""
    with opened(folder, name, tmp_path) as log:
        assert checked(log) == expected(folder, name)["checked"]


@pytest.mark.parametrize("folder,name", GOLDEN, ids=named)
def test_entries_are_read_the_same(folder: Path, name: str, tmp_path: Path) -> None:
    """Positions, instants, ids, digests, records and where they came from."""
    with opened(folder, name, tmp_path) as log:
        assert entries_of(log) == expected(folder, name)["entries"]


@pytest.mark.parametrize("folder,name", GOLDEN, ids=named)
def test_rows_are_hashed_the_same(folder: Path, name: str, tmp_path: Path) -> None:
    """Leaves and chain in the store are those that hashlib gives for the bytes of the text log."""
    rows = expected(folder, name)["rows"]
    with opened(folder, name, tmp_path) as log:
        found = [
            {
                "position": row.position,
                "leaf": row.leaf.hex(),
                "chain": row.chain.hex(),
                "gone": row.body is None,
            }
            for row in log._store.rows()
        ]
    assert found == rows
    assert found == list(rows_of((folder / name).with_suffix(".jsonl").read_bytes()))


@pytest.mark.parametrize("folder,name", GOLDEN_WHOLE, ids=named)
def test_chronologies_are_told_the_same(folder: Path, name: str, tmp_path: Path) -> None:
    """As the present rules tell them; where the rules are new, see `tests/golden/write.py`."""
    with opened(folder, name, tmp_path) as log:
        assert chronologies(log) == telling(folder).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder,name", GOLDEN_WHOLE, ids=named)
def test_appending_goes_on(folder: Path, name: str, tmp_path: Path) -> None:
    """New rows are chained to the old, old ids are known, and the old checkpoint still holds."""
    checkpoint = expected(folder, name)["checked"]["checkpoint"]
    with opened(folder, name, tmp_path) as log:
        before = log.position
        receipt = log.append(event(1), event(23), event(24))
        assert (receipt.appended, receipt.duplicates) == (2, 1)
        log.append(Erasure(erases=record_id(event(23)), authority="Court", reason="order"))
        with pytest.raises(AppendError, match="may not come back"):
            log.append(SECRET)
        found = log.verify(checkpoint)
        assert (found.position, found.erased) == (before + 3, 3)


@pytest.mark.parametrize("folder,name", GOLDEN, ids=named)
def test_log_moves_to_other_stores(folder: Path, name: str, tmp_path: Path) -> None:
    """A copy in either kind of file has the same root."""
    with opened(folder, name, tmp_path) as log:
        for target in ("copy.db", "copy.jsonl"):
            found = log.copy(tmp_path / target, withhold=log.verify().withheld)
            assert found.root == expected(folder, name)["checked"]["root"]


@pytest.mark.parametrize("folder,name", GOLDEN_WHOLE, ids=named)
def test_golden_log_holds_what_it_is_there_for(folder: Path, name: str, tmp_path: Path) -> None:
    """Every kind and amendment, an unknown kind, a newer version, a drifted clock, another log."""
    with opened(folder, name, tmp_path) as log:
        bodies = [row.body or b"" for row in log._store.rows()]
        sorts = {type(each.record).__name__ for each in log}
        origins = [each.imported_from for each in log if each.imported_from]
        instants = [each.recorded for each in log]
    assert sorts == {
        "Correction",
        "Deployment",
        "Detention",
        "Erasure",
        "Event",
        "Judgement",
        "Precedence",
        "Reinstatement",
        "Retraction",
        "Statement",
        "Strike",
        "Tombstone",
        "UnknownRecord",
    }
    assert [each.origin for each in origins] == ["example.org/neighbours"]
    assert sum(b'"clock":"2024-11-02T05:00:00.000000Z"' in body for body in bodies) == 4
    assert instants == sorted(instants)


def test_what_a_release_wrote_is_not_written_again(tmp_path: Path) -> None:
    """The script makes a folder, and refuses one that is there."""
    written(tmp_path / "9.9.9")
    names = sorted(each.name for each in (tmp_path / "9.9.9").iterdir())
    assert names == sorted([*LOGS, "expected.json", telling(tmp_path).name])
    before = (tmp_path / "9.9.9" / "case.jsonl").read_bytes()
    with pytest.raises(FileExistsError):
        written(tmp_path / "9.9.9")
    assert (tmp_path / "9.9.9" / "case.jsonl").read_bytes() == before


def test_present_version_tells_the_story_as_the_first_release_did(tmp_path: Path) -> None:
    """Ids and bytes of new logs are still those of the old format, but for the random parts."""
    written(tmp_path / "now")
    old, new = (expected(each, "case.db") for each in (folders()[0], tmp_path / "now"))
    for each in (old, new):
        for entry in each["entries"]:
            del entry["digest"]
            entry["imported_from"] = (entry["imported_from"] or "").rpartition(",")[0]
    assert new["entries"] == old["entries"]
    assert [row["gone"] for row in new["rows"]] == [row["gone"] for row in old["rows"]]
