"""Sessions of an SQLite log on a recorded disk, also with settings that promise too little."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from tests.log.outages import Medium
from tests.log.recording import Recording
from tests.log.sqlite_shim import Shim
from timeline.ledger import Log
from timeline.log import SQLiteStore
from timeline.testing.rows import NOON

NAME: Final = "case.db"

SMALL: Final = {"PRAGMA cache_size=-65536": "PRAGMA cache_size=1"}
"""A cache of one page, so that pages go to the disk in the middle of an append."""

NEVER: Final = {"PRAGMA synchronous=EXTRA": "PRAGMA synchronous=OFF"}
NORMAL: Final = {"PRAGMA synchronous=EXTRA": "PRAGMA synchronous=NORMAL"}
WAL: Final = {
    "PRAGMA journal_mode=TRUNCATE": "PRAGMA journal_mode=WAL",
    "PRAGMA journal_mode": "SELECT 'truncate'",
}


def logged(folder: Path, shim: Shim) -> Log:
    """Return the log of a folder, on a shim, whose clock stands still."""
    store = SQLiteStore(folder / NAME, connect=shim.connect)
    return Log(store, clock=lambda: NOON)


def plain(folder: Path) -> Log:
    """Return the log of a folder as anybody opens it."""
    return Log(SQLiteStore(folder / NAME), clock=lambda: NOON)


def sqlite(instead: Mapping[str, str] | None = None) -> Medium:
    """
    Return the medium, which is looked at as anybody opens it.

    Args:
        instead: Statements that the recorded store runs in the place of others.
    """
    return Medium(
        recorded=partial(_recorded, instead),
        log=plain,
        store=lambda folder: closing(SQLiteStore(folder / NAME)),
    )


@contextmanager
def _recorded(
    instead: Mapping[str, str] | None, folder: Path, deaf: Iterable[int]
) -> Iterator[tuple[Log, Recording]]:
    shim = Shim(folder, deaf=deaf, instead=instead)
    with logged(folder, shim) as log:
        yield log, shim.recording
