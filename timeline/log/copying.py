"""Copying: a log goes into another store row by row, and goes on where a copy had stopped."""

from collections.abc import Collection, Iterable, Iterator

from attrs import define, field, frozen

from timeline.errors import IntegrityError, StoreError
from timeline.log.integrity import ERASING, erased_positions, genesis_origin, row_fields
from timeline.log.port import Row, Store, Writer
from timeline.log.verification import Pass, Progress, Verified, verified
from timeline.log.withholding import check_withheld, without_bytes

ROWS, BYTES = 1000, 4 * 2**20
"""How much of a copy is made durable at once: so many rows, and about so many bytes."""

Checked = tuple[str, Row]
"""A row that was checked, with its id; `""` where it has none, or has lost its bytes."""


def copy_log(
    source: Store,
    target: Store,
    withhold: Collection[int] = (),
    progress: Progress | None = None,
) -> Verified:
    """
    Copy a log into a store that is new, or that holds the beginning of the same log.

    Every row keeps its position, its recorded instant, its id, its bytes and its chain value, so
    the root is the same and every checkpoint holds. Each is checked on its way, and once more in
    the copy. Rows become durable in batches, each of them whole or not at all, so a copy that was
    killed is the beginning of the log, and the next copy goes on behind it. What was erased from
    the log since is erased from the copy first.

    Ids of withheld records are not copied, since an id gives away whether one has guessed a
    record, letter by letter.

    Args:
        source: The log; of one that grows meanwhile, the rows that it has now are copied.
        target: Where to.
        withhold: Positions of records whose bytes the copy shall not have.
        progress: Is told how far it is; each row counts twice, copied and checked in the copy.

    Raises:
        IntegrityError: The log was changed, or the copy is not what was written to it.
        ProofError: A position cannot be withheld.
        StoreError: The target holds another log, one that went another way, or more of this log
            than there is to copy; it has bytes that shall be withheld, or lacks others; somebody
            else wrote to it meanwhile; or it refuses.
    """
    tail = source.tail()
    if tail is None:
        raise IntegrityError(0, "the genesis row is missing")
    check_withheld(withhold, tail.position)
    size = tail.position + 1
    going, orders = Pass(), _Orders(source)
    rows = _checked(source.rows(0, size), going, _telling(progress, 0, size))
    there = _agreed(source, target, rows, withhold)
    last = _buried(target, there, orders)
    for batch in _batches(rows, withhold, orders):
        _add(target, last, batch)
        last = batch[-1][1]
    found, copied = going.verified(), verified(target, progress=_telling(progress, size, size))
    if copied.checkpoint != found.checkpoint:
        problem = f"the copy {target.target} ends otherwise than the log; it was changed meanwhile"
        raise IntegrityError(min(found.position, copied.position), problem)
    return copied


@frozen
class _There:
    """What a target holds already: its last row, and the rows whose bytes the log has lost."""

    last: Row | None
    lost: tuple[Row, ...]


@define
class _Orders:
    """The orders to erase in a log, which alone still have the ids of what they erased."""

    source: Store
    searched: int = 1
    found: dict[int, tuple[int, str]] = field(factory=dict)

    def order(self, position: int) -> tuple[int, str] | None:
        """
        Return the position of the order that a row was erased by, and the row's id, if any.

        Rows are searched once, also those behind the end of the copy: an erasure may come while
        the copy is made.
        """
        if position not in self.found:
            for row in self.source.rows(self.searched):
                self._take(row)
                self.searched = row.position + 1
        return self.found.get(position)

    def _take(self, row: Row) -> None:
        if row.body is not None and ERASING in row.body:
            fields = row_fields(row.position, row.body)
            body = fields.get("body")
            erases = str(body.get("erases", "")) if isinstance(body, dict) else ""
            order = row.position, erases
            self.found |= dict.fromkeys(erased_positions(fields), order)


def _telling(progress: Progress | None, before: int, size: int) -> Progress | None:
    return None if progress is None else lambda done, _: progress(before + done, 2 * size)


def _checked(rows: Iterable[Row], going: Pass, progress: Progress | None) -> Iterator[Checked]:
    for row in rows:
        yield going.take(row), row
        if progress is not None and going.count % ROWS == 0:
            progress(going.count, going.count)


def _agreed(
    source: Store, target: Store, rows: Iterator[Checked], withhold: Collection[int]
) -> _There:
    """Take from the rows those that the target has, and return what there is to know of it."""
    last, lost = None, list[Row]()
    for there in target.rows():
        here = next((row for _, row in rows), None)
        if here is None or _differs(there, here):
            raise _refusal(source, target, last, there, here)
        if there.body is not None and here.body is None:
            lost.append(there)
        _check_bytes(target, there, here, withhold)
        last = there
    return _There(last, tuple(lost))


def _differs(there: Row, here: Row) -> bool:
    return (there.position, there.chain, there.leaf) != (here.position, here.chain, here.leaf)


def _refusal(
    source: Store, target: Store, last: Row | None, there: Row, here: Row | None
) -> StoreError:
    mine, its = _name(source), _name(target)
    advice = "name a new file or log for the copy"
    if last is None:
        problem = f"holds {its}, and not {mine}, the log of {source.target}"
    elif here is None:
        problem = f"holds {its} beyond position {last.position}, where {source.target} ends"
        advice = "copy the other way, or name a new file or log"
    else:
        problem = (
            f"holds {its} as {source.target} has it up to position {last.position}, and another"
            f" record at position {there.position}; both were written to since, or one was changed"
        )
    return StoreError(target.target, problem, advice)


def _name(store: Store) -> str:
    first = next(iter(store.rows(0, 1)))
    try:
        return f"the log {genesis_origin(first.body)[0]}"
    except IntegrityError:
        return "a damaged log"


def _check_bytes(target: Store, there: Row, here: Row, withhold: Collection[int]) -> None:
    at, advice = there.position, "name a new file or log for the copy"
    if at in withhold and there.body is not None and here.body is not None:
        problem = f"has the record at position {at}, which shall be withheld"
        raise StoreError(target.target, problem, advice)
    if at not in withhold and there.body is None and here.body is not None:
        problem = f"is a copy from which the record at position {at} was withheld"
        raise StoreError(target.target, problem, f"withhold the same, or {advice}")


def _buried(target: Store, there: _There, orders: _Orders) -> Row | None:
    """Erase from the target what the log has erased since; return the target's last row."""
    erased = [row for row in there.lost if orders.order(row.position) is not None]
    if not erased or there.last is None:
        return there.last
    with target.writing() as writer:
        _check_alone(target, writer, there.last)
        for row in erased:
            writer.erase(str(row_fields(row.position, row.body or b"").get("id")), row)
        return writer.tail()


def _batches(
    rows: Iterator[Checked], withhold: Collection[int], orders: _Orders
) -> Iterator[list[Checked]]:
    batch, size = list[Checked](), 0
    for identity, row in rows:
        size += len(row.body or b"")
        if row.body is None:
            batch.append((_erased_id(row.position, withhold, orders), row))
        elif row.position in withhold:
            batch.append(("", without_bytes(row)))
        else:
            batch.append((identity, row))
        if len(batch) == ROWS or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _erased_id(position: int, withhold: Collection[int], orders: _Orders) -> str:
    """Return the id of an erased row; none where its order is withheld, and the id with it."""
    by, identity = orders.order(position) or (0, "")
    return "" if by in withhold else identity


def _add(target: Store, last: Row | None, batch: list[Checked]) -> None:
    with target.writing() as writer:
        _check_alone(target, writer, last)
        writer.add(batch)


def _check_alone(target: Store, writer: Writer, last: Row | None) -> None:
    tail = writer.tail()
    if (tail and (tail.position, tail.chain)) != (last and (last.position, last.chain)):
        problem = "was written to by somebody else while the copy was made"
        raise StoreError(target.target, problem, "see that nobody does, and copy again")
