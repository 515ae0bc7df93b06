"""
A daily figure and all its revisions, taken in as records, and asked for as of every commit.

Run `python tests/scores/losses_history.py PATH`, where PATH is a folder with the changes of
`personnel` and `equipment_correction` and the hashes of their states. Each change is recorded at
the time of its commit: a value is an event, a changed one a correction, a removed one a
retraction. The state as of each commit, on the recorded clock alone, is hashed and compared.
"""

import csv
import hashlib
import json
import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import define, field

import timeline
from timeline.codec import Record
from timeline.ledger import Log

Cell = tuple[str, str]
"""A day and a field of it."""


@define
class Told:
    """
    What was recorded of each cell, and what each account says.

    Args:
        latest: Id of the account that stands for each cell.
        first: Id of the event record behind it.
        values: The cell and the value that each account gives, by its id.
    """

    latest: dict[Cell, str] = field(factory=dict)
    first: dict[Cell, str] = field(factory=dict)
    values: dict[str, tuple[Cell, Any]] = field(factory=dict)

    def records(self, change: dict[str, str]) -> list[Record]:
        """Return a change as records."""
        if change["op"] == "row_removed":
            cells = [cell for cell in self.latest if cell[0] == change["key"]]
            return [self._removed(cell, change) for cell in cells]
        cell = (change["key"], change["field"])
        if change["op"] == "remove_value":
            return [self._removed(cell, change)]
        return [self._given(cell, change)]

    def _given(self, cell: Cell, change: dict[str, str]) -> Record:
        event = timeline.Event(
            key=f"{cell[0]}/{cell[1]}",
            happened=cell[0],
            published=change["recorded_at"],
            source="the data set",
            summary=f"{cell[1]}: {change['new_json']}",
        )
        made: Record = event
        if cell in self.latest:
            made = timeline.Correction(
                corrects=self.latest[cell],
                replacement=event,
                reason="the file was changed",
                published=event.published,
            )
        self.latest[cell] = timeline.record_id(made)
        self.first.setdefault(cell, self.latest[cell])
        self.values[self.latest[cell]] = (cell, json.loads(change["new_json"]))
        return made

    def _removed(self, cell: Cell, change: dict[str, str]) -> Record:
        del self.latest[cell]
        return timeline.Retraction(
            retracts=self.first.pop(cell),
            cause="withdrawn",
            reason="the value was removed",
            published=change["recorded_at"],
        )


def digest(cells: dict[Cell, Any]) -> str:
    """Return the hash of a state: its rows by day, in one canonical form."""
    rows: dict[str, dict[str, Any]] = defaultdict(dict)
    for (day, name), value in cells.items():
        whole = int(value) if isinstance(value, float) and value.is_integer() else value
        rows[day] |= {"date": day, name: whole}
    text = json.dumps(
        [rows[day] for day in sorted(rows)],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def loaded(path: Path) -> tuple[Log, Told, dict[str, int]]:
    """Return the log of a file of changes, and its position after each commit."""
    now = ["2022-01-01T00:00Z"]
    log, told, positions = timeline.open_log(":memory:", clock=lambda: now[0]), Told(), {}
    with path.open(encoding="utf-8", newline="") as file:
        for commit, changes in groupby(csv.DictReader(file), key=lambda row: row["commit"]):
            listed = list(changes)
            now[0] = listed[0]["recorded_at"]
            log.append(*(record for change in listed for record in told.records(change)))
            positions[commit] = log.position
    return log, told, positions


def score(folder: Path, name: str) -> None:
    """Print for how many commits the state is the published one."""
    log, told, positions = loaded(folder / f"{name}_changes.csv")
    ids = {each.position: each.id for each in log}
    right, wrong, unreadable, position = 0, [], 0, 0
    with (folder / f"{name}_state_hashes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if len(row["sha256_canonical"]) != 64:
                unreadable += 1
                continue
            position = positions.get(row["commit"], position)
            known = log.as_of(position=position)
            speaking = known.source.speaking(known.rows)  # type: ignore[union-attr]  # the default policy has a view
            cells = dict(told.values[ids[int(each)]] for each in speaking)
            if digest(cells) == row["sha256_canonical"]:
                right += 1
            else:
                wrong.append(row["commit"])
    print(f"{name}: {right} of {right + len(wrong)} states right, {unreadable} unreadable commits")
    for commit in wrong[:10]:
        print(f"  wrong: {commit}")


if __name__ == "__main__":
    for each in ("personnel", "equipment_correction"):
        score(Path(sys.argv[1]), each)
