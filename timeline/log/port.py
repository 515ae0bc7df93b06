"""The port of a log: rows of bytes in order, which every store keeps in the same way."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

from attrs import frozen

from timeline.codec import Record
from timeline.log.integrity import leaf_hash
from timeline.records import Instant


@frozen(kw_only=True)
class Tombstone:
    """
    What is left of an erased record.

    Args:
        leaf: Hash of the bytes that were erased, 64 hex digits.
        erased_by: Id of the erasure.
        authority: By whose order.
        reason: Why.
    """

    leaf: str
    erased_by: str
    authority: str
    reason: str


@frozen(kw_only=True)
class Withheld:
    """
    What this copy of a log has of a record that was withheld from it.

    Args:
        leaf: Hash of the bytes that are withheld, 64 hex digits.
    """

    leaf: str


@frozen(kw_only=True)
class Imported:
    """
    Where a record was before: in another log, from which it was taken over.

    Args:
        origin: Name of that log.
        position: Its position there.
        leaf: Hash of its row there, 64 hex digits, by which that log can prove that it had it.
    """

    origin: str
    position: int
    leaf: str

    def __str__(self) -> str:
        return f"{self.origin}, position {self.position}"


@frozen(kw_only=True)
class Recorded:
    """
    One entry of the log.

    Args:
        position: 1, 2, 3, … in the order of arrival; 0 is the log's own genesis entry.
        recorded: When the log took it in; for an erased or withheld record, not later than that.
        id: Content id of the record; `withheld:` and its leaf where it is withheld.
        record: The record; a `Tombstone` where its body was erased, `Withheld` where this copy
            of the log does not have it.
        digest: Chain value up to and with this entry, 64 hex digits.
        imported_from: Which log it was taken over from; None where it was recorded here first.
    """

    position: int
    recorded: Instant
    id: str
    record: Record | Tombstone | Withheld
    digest: str
    imported_from: Imported | None = None


@frozen(kw_only=True)
class Receipt:
    """
    What an append did.

    Args:
        appended: How many records are new.
        duplicates: How many were in the log already, or stood twice in the call.
        position: Position of the log after it.
    """

    appended: int
    duplicates: int
    position: int


@frozen
class Row:
    """
    One stored row.

    Args:
        position: Its position.
        body: Canonical bytes of the row; None where they were erased or are withheld.
        chain: Chain value, 32 bytes.
        kept_leaf: Leaf hash of bytes that are gone, 32 bytes; None where the bytes are there.
    """

    position: int
    body: bytes | None
    chain: bytes
    kept_leaf: bytes | None = None

    @property
    def leaf(self) -> bytes:
        """Leaf hash of the row's bytes, 32 bytes."""
        return leaf_hash(self.body) if self.body is not None else self.kept_leaf or b""


class Writer(Protocol):
    """A store held by one writer, until the block ends; then all of it is kept, or nothing."""

    def tail(self) -> Row | None:
        """Return the last row, or None in a new store."""

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""

    def row(self, position: int) -> Row:
        """Return the row at a position that exists."""

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        """
        Add rows behind the last one, each with its content id; the genesis has none: `""`.

        In a copy of a log, rows may come without bytes: with their id as far as it is known, which
        is then remembered as erased, else, being withheld, with none.
        """

    def erase(self, identity: str, row: Row) -> None:
        """Take the bytes of a row away; position, leaf and chain stay."""


class Store(Protocol):
    """Where the rows are kept; `timeline.log.memory` is the shortest complete one."""

    @property
    def target(self) -> str:
        """Return what was opened, for messages."""

    def writing(self, ids: Sequence[str] = ()) -> AbstractContextManager[Writer]:
        """
        Return a block in which one writer alone may add rows.

        Args:
            ids: Ids whose positions will be asked for first; a store that is far away may look
                them up as it takes the lock.
        """

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Return the rows from `start` up to and without `stop`, in order."""

    def tail(self) -> Row | None:
        """Return the last row, or None in a new store."""

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are in the store, negative for erased ones."""

    def close(self) -> None:
        """Let go of the file or server; closing twice is once."""


@runtime_checkable
class Waiting(Protocol):
    """
    What a store may offer besides: to say at once that something was appended.

    Whoever follows a log asks `isinstance(store, Waiting)`; any other store is looked at again
    after a pause.
    """

    def wait(self, after: int, timeout: float) -> bool:
        """
        Return whether there is a row behind a position, as soon as there is or the time is over.

        Args:
            after: The position.
            timeout: Seconds to wait.
        """
