"""The columns of a log, made the slow way from its decoded entries."""

from collections.abc import Sequence

import numpy as np

from timeline.log import Recorded, Tombstone
from timeline.records import (
    Correction,
    Erasure,
    EventRecord,
    Judgement,
    Precedence,
    Reinstatement,
    Retraction,
    UnknownRecord,
    Verdict,
)
from timeline.records.fields import folded
from timeline.resolution.index.columns import Columns, Sort
from timeline.resolution.moments import ALWAYS, microseconds
from timeline.resolution.revision import published_clock, target

SORTS: dict[type, Sort] = {
    Correction: Sort.CORRECTION,
    Retraction: Sort.RETRACTION,
    Reinstatement: Sort.REINSTATEMENT,
    Judgement: Sort.JUDGEMENT,
    Precedence: Sort.PRECEDENCE,
    Erasure: Sort.ERASURE,
    UnknownRecord: Sort.UNKNOWN,
    Tombstone: Sort.GONE,
}


def columns_of(entries: Sequence[Recorded]) -> tuple[Columns, list[str]]:
    """Return the columns of a log, and the keys' texts by their codes."""
    positions = {each.id: each.position for each in entries}
    orders = {e.record.erases: e.record for e in entries if isinstance(e.record, Erasure)}
    texts: dict[str, int] = {}
    count = len(entries) + 1
    sort, published = np.zeros(count, np.int8), np.full(count, ALWAYS, np.int64)
    named, key = np.zeros(count, np.int64), np.full(count, -1, np.int64)
    first, second = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
    joined: dict[int, tuple[int, int]] = {}
    for each in entries:
        at, record = each.position, each.record
        sort[at] = Sort.EVENT if isinstance(record, EventRecord) else SORTS[type(record)]
        digits = each.id.removeprefix("sha256:")
        first[at], second[at] = int(digits[:16], 16), int(digits[16:32], 16)
        clock = published_clock(each)
        published[at] = ALWAYS if clock is None else microseconds(clock)
        aim = target(record)
        if isinstance(record, Tombstone):
            aim = orders[each.id].corrected or ""
        named[at] = positions.get(aim, 0)
        said = record.replacement if isinstance(record, Correction) else record
        if isinstance(said, EventRecord):
            key[at] = texts.setdefault(folded(said.key), len(texts))
        if isinstance(record, Judgement) and record.verdict is Verdict.SAME:
            left, right = (
                texts.setdefault(folded(each), len(texts)) for each in (record.left, record.right)
            )
            joined[at] = (left, right)
    names = list(texts)
    order = np.argsort(np.argsort(names)) if names else np.zeros(0, np.int64)
    return (
        Columns(
            sort=sort,
            published=published,
            target=named,
            key=key,
            id=(first, second),
            joined=joined,
            order=order.astype(np.int64),
        ),
        names,
    )
