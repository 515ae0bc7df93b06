"""States of projections in the PostgreSQL schema of their log, under the lock of its writers."""

from collections.abc import Iterable
from typing import Final

from timeline.log.keeping import Kept, Shelf
from timeline.log.postgres_driver import Connection, TupleRow
from timeline.log.postgres_session import asked
from timeline.log.postgres_statements import Statements

SLOTS: Final = ("standing", "building")


def shelf(rows: Iterable[TupleRow]) -> Shelf:
    """Return the shelf that the rows of one name make up."""
    found = {slot: _kept(*rest) for slot, *rest in rows}
    return Shelf(standing=found.get("standing"), building=found.get("building"))


def held(connection: Connection, statements: Statements, name: str) -> Shelf:
    """Return what is kept under a name, and make the table where there is none."""
    if not is_there(asked(connection, statements.keeps)):
        connection.execute(statements.make_projection)
        return Shelf()
    return shelf(asked(connection, statements.kept, (name,)))


def replace(
    connection: Connection, statements: Statements, name: str, before: Shelf, after: Shelf
) -> None:
    """Replace what is kept under a name by what differs from it."""
    for slot in SLOTS:
        old, new = getattr(before, slot), getattr(after, slot)
        if old == new:
            continue
        connection.execute(statements.drop_kept, (name, slot))
        if new is not None:
            values = (name, slot, new.basis, new.position, new.digest, new.mark, new.state)
            connection.execute(statements.keep, values)


def drop_all(connection: Connection, statements: Statements) -> None:
    """Take away all that is kept, since something is erased."""
    if is_there(asked(connection, statements.keeps)):
        connection.execute(statements.drop_all_kept)


def is_there(found: list[TupleRow]) -> bool:
    """Whether the table of projections was found."""
    return bool(found)


def _kept(basis: str, position: int, digest: str, mark: str, state: bytes) -> Kept:
    return Kept(basis=basis, position=position, digest=digest, mark=mark, state=bytes(state))
