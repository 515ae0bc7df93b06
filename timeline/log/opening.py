"""Which store a name leads to: memory, a file by its suffix, or a server by its address."""

from pathlib import Path

from timeline.errors import StoreError
from timeline.log.jsonl import JSONLinesStore
from timeline.log.memory import MemoryStore
from timeline.log.port import Store
from timeline.log.postgres_address import address, is_address
from timeline.log.sqlite import SQLiteStore


def store_at(target: str) -> Store:
    """
    Open a store, and make it where there is none.

    Raises:
        StoreError: The file is something else, cannot be read or written, or no store is known
            for its name.
        MissingExtraError: It is an address of PostgreSQL, and the extra for that is not installed.
    """
    if target == MemoryStore.target:
        return MemoryStore()
    if is_address(target):
        from timeline.log.postgres import PostgresStore  # noqa: PLC0415 - psycopg is an extra

        return PostgresStore(target)
    if Path(target).suffix in {".db", ".sqlite", ".sqlite3"}:
        return SQLiteStore(target)
    if Path(target).suffix == ".jsonl":
        return JSONLinesStore(target)
    advice = "name it ':memory:', or a file that ends in .jsonl, .db, .sqlite or .sqlite3"
    raise StoreError(target, "no store of this version goes by such a name", advice)


def check_there(target: str) -> None:
    """
    Check that a log is there, where a name that was mistyped should make none.

    Raises:
        StoreError: There is none, or the server that would have it cannot be reached.
        MissingExtraError: It is an address of PostgreSQL, and the extra for that is not installed.
    """
    if not is_address(target):
        if not Path(target).is_file():
            raise StoreError(target, "is not there", "name a log that was made already")
        return
    from timeline.log.postgres_making import is_made  # noqa: PLC0415 - psycopg is an extra

    found = address(target)
    if not is_made(found):
        advice = "see that log= names one; open_log makes a new one"
        raise StoreError(found.target, "is not there", advice)
