"""The order we heard it in: an append-only log, its stores and its integrity."""

from timeline.log.adopting import Adopted, LeftOut
from timeline.log.committing import TornTailWarning
from timeline.log.jsonl import JSONLinesStore
from timeline.log.keeping import Keeping, Kept, Shelf
from timeline.log.memory import MemoryStore
from timeline.log.port import (
    Imported,
    Receipt,
    Recorded,
    Row,
    Store,
    Tombstone,
    Waiting,
    Withheld,
    Writer,
)
from timeline.log.sqlite import SQLiteStore
from timeline.log.verification import Verified

__all__ = [
    "Adopted",
    "Imported",
    "JSONLinesStore",
    "Keeping",
    "Kept",
    "LeftOut",
    "MemoryStore",
    "Receipt",
    "Recorded",
    "Row",
    "SQLiteStore",
    "Shelf",
    "Store",
    "Tombstone",
    "TornTailWarning",
    "Verified",
    "Waiting",
    "Withheld",
    "Writer",
]
