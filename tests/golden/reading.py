"""What a golden log must read as: rows, ids, chain, root, entries and chronology, as plain JSON."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from timeline.chronology import Chronology
from timeline.codec import record_id
from timeline.ledger import Log
from timeline.log import Imported, Recorded, Tombstone, Withheld
from timeline.records import UnknownRecord

MOMENTS: tuple[dict[str, Any], ...] = (
    {},
    {"published": "2024-10-08T00:00Z"},
    {"position": 14},
    {"recorded": "2024-11-01T12:00:00.000001Z"},
)
"""The chronologies that are compared."""


def rows_of(lines: bytes) -> Iterator[dict[str, Any]]:
    """Return what a text log holds, computed with nothing but hashlib and json."""
    chain = bytes(32)
    for position, line in enumerate(lines.splitlines(keepends=True)):
        plain = json.loads(line)
        body = line[76:-2] if "r" in plain else None
        leaf = bytes.fromhex(plain["l"]) if body is None else _hash(b"\x00", body)
        chain = _hash(b"\x02", chain, leaf)
        assert chain.hex() == plain["c"], f"line {position} is not chained"
        yield {"position": position, "leaf": leaf.hex(), "chain": chain.hex(), "gone": body is None}


def entries_of(log: Log) -> list[dict[str, Any]]:
    """Return the entries of a log, each with what must never be read otherwise."""
    return [_entry(each) for each in log]


def checked(log: Log) -> dict[str, Any]:
    """Return what a verification finds, and the checkpoint of it."""
    found = log.verify()
    return {
        "records": found.records,
        "erased": found.erased,
        "withheld": list(found.withheld),
        "digest": found.digest,
        "root": found.root,
        "checkpoint": str(found.checkpoint),
    }


def chronologies(log: Log) -> str:
    """Return the chronologies of a log in words, one line a happening or a problem."""
    pieces = []
    for moment in MOMENTS:
        named = ", ".join(f"{name} {value}" for name, value in moment.items())
        pieces += [f"# {named or 'as known now'}", *_told(log.as_of(**moment)), ""]
    return "\n".join(pieces)


def _told(known: Chronology) -> Iterator[str]:
    for entry in known:
        figures = ", ".join(f"{name} {figure}" for name, figure in sorted(entry.figures.items()))
        reports = " ".join(f"{each.position}" for each in entry.reports)
        parts = (entry.key, entry.happened, entry.status, entry.summary, figures, reports)
        yield " | ".join(map(str, parts))
    for problem in known.problems:
        yield f"problem: {problem.code} | {' '.join(each[:19] for each in problem.ids)}"


def _entry(each: Recorded) -> dict[str, Any]:
    return {
        "position": each.position,
        "recorded": each.recorded.isoformat(),
        "id": each.id,
        "digest": each.digest,
        "record": _record(each.record),
        "imported_from": _origin(each.imported_from),
    }


def _record(record: object) -> str:
    if isinstance(record, Tombstone):
        return f"erased by {record.erased_by}, {record.authority}: {record.reason}"
    if isinstance(record, Withheld):
        return f"withheld {record.leaf}"
    if isinstance(record, UnknownRecord):
        return f"{record.kind} {record.version} {record.body.decode()}"
    return f"{type(record).__name__} {record_id(record)}"  # type: ignore[arg-type]  # a record


def _origin(origin: Imported | None) -> str | None:
    return None if origin is None else f"{origin}, {origin.leaf}"


def _hash(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()
