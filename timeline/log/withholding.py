"""Copies of a log from which some records are withheld: positions, chain and root stay."""

from collections.abc import Collection, Iterable, Iterator

from timeline.errors import IntegrityError, ProofError, StoreError
from timeline.log.integrity import erased_positions, row_fields
from timeline.log.port import Row, Store
from timeline.log.verification import Verified, verified

_CHUNK = 1000


def withheld(rows: Iterable[Row], positions: Collection[int]) -> Iterator[Row]:
    """Return rows, of which those at some positions have lost their bytes and nothing else."""
    for row in rows:
        if row.position in positions and row.body is not None:
            yield Row(row.position, None, row.chain, row.leaf)
        else:
            yield row


def copy_log(source: Store, target: Store, withhold: Collection[int] = ()) -> Verified:
    """
    Copy a log into a new store, and return what was checked of the copy.

    Each row is checked before and after. Ids of withheld records are not copied, since an id
    gives away whether one has guessed a record, letter by letter.

    Args:
        source: The log.
        target: A store that holds nothing yet.
        withhold: Positions of records whose bytes the copy shall not have.

    Raises:
        IntegrityError: The log was changed, or grew while it was copied.
        ProofError: A position cannot be withheld.
        StoreError: The target holds something, or refuses.
    """
    before = verified(source)
    for each in withhold:
        if not 0 < each <= before.position:
            problem = "names the log, and stays" if each == 0 else "is not in the log"
            raise ProofError(f"position {each}", problem, f"withhold 1 to {before.position}")
    ids = _erased_ids(source.rows())
    with target.writing() as writer:
        if writer.tail() is not None:
            raise StoreError(target.target, "holds a log already", "name a new file for the copy")
        batch: list[tuple[str, Row]] = []
        for row in withheld(source.rows(0, before.position + 1), withhold):
            batch.append((_id(row) if row.body is not None else ids.get(row.position, ""), row))
            if len(batch) == _CHUNK:
                writer.add(batch)
                batch = []
        writer.add(batch)
    after = verified(target)
    if after.root != before.root:
        raise IntegrityError(0, "the copy is not that of the log; it was changed meanwhile")
    return after


def _id(row: Row) -> str:
    return str(row_fields(row.position, row.body or b"")["id"]) if row.position else ""


def _erased_ids(rows: Iterable[Row]) -> dict[int, str]:
    found: dict[int, str] = {}
    for row in rows:
        if row.body is not None and b'"erased":[' in row.body:
            fields = row_fields(row.position, row.body)
            body = fields.get("body")
            erases = str(body.get("erases", "")) if isinstance(body, dict) else ""
            found |= dict.fromkeys(erased_positions(fields), erases)
    return found
