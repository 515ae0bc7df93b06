"""
Write the golden logs of a release, which every later version has to read.

    python -m tests.golden.write 0.2.0

Do so once, when the version is set and before it is tagged, and commit the folder. What is there
is never written again: a release that has been made cannot have written another log.

Where the rules of resolution have changed, so that old logs are told otherwise, the new telling
is written beside the old one:

    python -m tests.golden.write --chronologies
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from tests.golden.reading import checked, chronologies, entries_of, rows_of
from tests.golden.story import ORIGIN, OTHER_ORIGIN, WITHHELD, clock, tell
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore
from timeline.resolution.rules_version import RULES

HERE = Path(__file__).parent
LOGS = ("case.db", "case.jsonl", "withheld.db", "withheld.jsonl")


def folders() -> list[Path]:
    """Return the folders of the releases that have golden logs."""
    return sorted(each for each in HERE.iterdir() if (each / "expected.json").is_file())


def telling(folder: Path) -> Path:
    """Return where the chronologies of a release stand, as the present rules tell them."""
    return folder / f"chronologies-rules-{RULES}.txt"


def written(folder: Path) -> None:
    """
    Write the golden logs of a release into a new folder.

    Raises:
        FileExistsError: There is such a folder already.
    """
    folder.mkdir()
    told, looks = folder / "case.jsonl", clock()
    with (
        Log(MemoryStore(), clock=lambda: "2024-10-31T00:00Z", origin=OTHER_ORIGIN) as neighbours,
        open_log(told, clock=lambda: next(looks), origin=ORIGIN) as log,
    ):
        tell(log, neighbours)
        log.copy(folder / "case.db")
        log.copy(folder / "withheld.db", withhold=WITHHELD)
        log.copy(folder / "withheld.jsonl", withhold=WITHHELD)
        known = chronologies(log)
    expected = {name: expectation(folder / name) for name in LOGS}
    text = json.dumps(expected, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / "expected.json").write_text(f"{text}\n", encoding="utf-8")
    telling(folder).write_text(known, encoding="utf-8")
    for each in folder.iterdir():
        if each.name.endswith((".lock", "-journal", ".index")):
            each.unlink()


def expectation(path: Path) -> dict[str, object]:
    """Return what a log has to read as; its rows are computed without this library."""
    with open_log(path) as log:
        found = {"checked": checked(log), "entries": entries_of(log)}
    return {**found, "rows": list(rows_of(path.with_suffix(".jsonl").read_bytes()))}


def told_anew() -> None:
    """Write how the present rules tell the logs of each release, where that is not written."""
    for folder in folders():
        if not telling(folder).exists():
            with tempfile.TemporaryDirectory() as made:
                copied = Path(shutil.copy(folder / "case.jsonl", made))
                with open_log(copied, clock=lambda: "2030-01-01T00:00Z") as log:
                    telling(folder).write_text(chronologies(log), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--chronologies"]:
        told_anew()
    elif len(sys.argv) == 2:
        written(HERE / sys.argv[1])
    else:
        sys.exit(__doc__)
