"""What SQLite refuses, told in the words of a log: what became of an append, and what to do."""

import sqlite3
from enum import Enum
from typing import Final

from timeline.errors import StoreError


class Became(Enum):
    """What became of an append that SQLite refused; of a question there is nothing to say."""

    ASKED = ""
    NOTHING = "; nothing was appended"
    DOUBTFUL = "; nobody can say whether the append is kept"


_PRIMARY: Final = 0xFF
_BREAKING: Final = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT})
_BEFORE_THE_END: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
    }
)
"""What a commit meets only before its last step, which cuts the journal and flushes that."""

_AGAIN: Final = "do it again: what is there already is counted as a duplicate"
_ADVICE: Final = {
    sqlite3.SQLITE_BUSY: "another process holds the log; try again when it has finished",
    sqlite3.SQLITE_READONLY: "make the file and its folder writable",
    sqlite3.SQLITE_READONLY_DBMOVED: "put the file back, and open the log again",
    sqlite3.SQLITE_FULL: "free some disk space, and open the log again",
    sqlite3.SQLITE_IOERR: "check the disk, and open the log again",
    sqlite3.SQLITE_CORRUPT: "check the disk, keep this file, and go on from a copy that verifies",
    sqlite3.SQLITE_NOTADB: "name another file, or one made by this library",
    sqlite3.SQLITE_CANTOPEN: "check that the file and its folder can be read and written",
    sqlite3.SQLITE_PERM: "check that the file and its folder can be read and written",
}


def refused(target: str, error: sqlite3.Error, became: Became = Became.ASKED) -> StoreError:
    """
    Return what SQLite refused, in the words of the log.

    Args:
        target: The log.
        error: What SQLite says.
        became: What became of the append, if it was one.
    """
    code = _code(error)
    advice = _ADVICE.get(code) or _ADVICE.get(code & _PRIMARY)
    advice = advice or "check the file, its folder and the disk"
    if became is Became.DOUBTFUL:
        advice = f"{advice}, and {_AGAIN}"
    return StoreError(target, f"{error}{became.value}", advice)


def breaks(error: sqlite3.Error) -> bool:
    """Return whether the disk itself failed, so that nobody should go on as if it had not."""
    return _code(error) & _PRIMARY in _BREAKING


def became(error: sqlite3.Error, *, committing: bool) -> Became:
    """Return what became of an append that was refused, on its way or at its commit."""
    early = {_code(error), _code(error) & _PRIMARY} & _BEFORE_THE_END
    return Became.DOUBTFUL if committing and not early else Became.NOTHING


def _code(error: sqlite3.Error) -> int:
    """Return the extended code; zero where Python's own module refused."""
    return getattr(error, "sqlite_errorcode", 0)
