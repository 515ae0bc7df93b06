"""Batches whose records are known beforehand, so that a log that crashed can be held to them."""

import json
import random
from functools import cache

from timeline.codec import Record, record_id
from timeline.log import Store
from timeline.log.verification import verified
from timeline.records import Erasure
from timeline.testing.rows import event

SIZES = (1, 1, 2, 3, 12)
LENGTHS = (5, 200, 900)
ERASING = 6
"""Every so many batches, one erases a record of the batch before."""


class LostError(AssertionError):
    """A log is not what an append promised."""


@cache
def batch(number: int) -> tuple[Record, ...]:
    """Return the records of a batch, always the same for the same number, from 0."""
    rng = random.Random(number)
    events = [
        event(1_000 * number + at, f"{number} {at} " + "ї" * rng.choice(LENGTHS))
        for at in range(rng.choice(SIZES))
    ]
    if number % ERASING != ERASING - 1:
        return tuple(events)
    target = record_id(batch(number - 1)[0])
    return (*events, Erasure(erases=target, authority="Court of X", reason=f"order {number}"))


@cache
def ids(number: int) -> tuple[str, ...]:
    """Return the ids of a batch."""
    return tuple(record_id(each) for each in batch(number))


def erased(batches: int) -> set[str]:
    """Return the ids that the first so many batches erase."""
    return {each.erases for at in range(batches) for each in batch(at) if isinstance(each, Erasure)}


def whole_batches(store: Store, *, acknowledged: int, begun: int) -> int:
    """
    Return how many batches a log holds, from the first on, each of them whole.

    Args:
        store: The log, opened again.
        acknowledged: How many appends returned.
        begun: How many were begun.

    Raises:
        LostError: An acknowledged batch is missing, one is torn, or an erased body is there.
        IntegrityError: The log does not verify.
    """
    found = verified(store)
    count, expected = 0, list[str]()
    while count < acknowledged or (count < begun and len(expected) < found.records):
        expected += ids(count)
        count += 1
    if len(expected) != found.records:
        told = f"{found.records} records, of {acknowledged} acknowledged and {begun} begun batches"
        raise LostError(told)
    gone = erased(count)
    for row, identity in zip(store.rows(1), expected, strict=True):
        if row.body is None and identity in gone:
            continue
        if row.body is None or json.loads(row.body)["id"] != identity or identity in gone:
            raise LostError(f"position {row.position} is not {identity}")
    return count
