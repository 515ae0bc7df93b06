"""What stands between a log and an SQLite file: the library, the folder, another one's WAL mode."""

import sqlite3
import warnings
from typing import Final

from timeline.errors import StoreError
from timeline.log.files import check_folder

OLDEST: Final = (3, 37, 0)
"""Oldest SQLite library that knows STRICT tables, of which a log is made."""

LONGEST_WAIT: Final = 30.0
"""Seconds to wait for another writer."""


def check_opening(target: str, library: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """
    Check, before anything is opened, that a log in SQLite can be where it is said to be.

    Args:
        target: Path of the file.
        library: Version of the SQLite library that Python was built with.

    Raises:
        StoreError: The library is too old, the folder does not exist, or it is no ordinary file.
    """
    if library < OLDEST:
        found, needed = (".".join(map(str, each)) for each in (library, OLDEST))
        problem = f"needs SQLite {needed}, and this Python has {found}"
        advice = "use a newer Python, or a file that ends in .jsonl"
        raise StoreError(target, problem, advice)
    check_folder(target)


def leave_wal(target: str, connection: sqlite3.Connection) -> None:
    """
    Take a file out of the WAL mode that another program put it into, and warn of it.

    The mode is kept in the file, and would be everybody's. In it, a log is three files, of which
    a copy of one is no copy; and SQLite before 3.51.3 can lose rows where several checkpoint.

    Args:
        target: What was opened, for messages.
        connection: A connection to it.

    Raises:
        StoreError: The other program still has it open.
        Error: The file cannot be written.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        return
    problem = "was put into WAL mode by another program"
    try:
        connection.execute("PRAGMA journal_mode=TRUNCATE")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        advice = "close that program, and open the log again"
        raise StoreError(target, f"{problem}, which still has it open", advice) from error
    told = f"{target}: {problem}; it is back in the mode that a log is kept in"
    warnings.warn(told, RuntimeWarning, stacklevel=2)


def connected(target: str) -> sqlite3.Connection:
    """
    Return a connection that threads may share, and that begins no transaction by itself.

    Raises:
        Error: The file cannot be opened.
    """
    return sqlite3.connect(
        target, timeout=LONGEST_WAIT, isolation_level=None, check_same_thread=False
    )
