"""Made-up logs: one history as columns, as rows of a log in memory, and shapes of one's own."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from timeline.canonical import JSON
from timeline.content import content
from timeline.ledger import Log
from timeline.log import MemoryStore, Row
from timeline.log.integrity import chain_hash, leaf_hash, row_bytes
from timeline.records.instants import instant_text
from timeline.resolution.index.columns import Columns, Integers, Sort
from timeline.resolution.index.reigns import reigns
from timeline.resolution.index.states import States, states

Plain = Mapping[str, JSON]
Halves = tuple[NDArray[np.uint64], NDArray[np.uint64]]

RECORDED = datetime(2024, 11, 1, 12, tzinfo=UTC)
DAYS = 5_000
SECONDS = 3 * 365 * 86_400

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(2010, 1, 1)


@frozen(kw_only=True)
class History:
    """
    What was reported: 2 % corrections, a third of the keys reported more than once.

    Index 0 is the genesis, so an index is a position.

    Args:
        key: Number of the key; texts of keys are in the order of their numbers.
        published: µs since 1970.
        target: Position of the account that is corrected; 0 for a report.
        happened: Day, counted from the first.
    """

    key: Integers
    published: Integers
    target: Integers
    happened: Integers

    def __len__(self) -> int:
        return len(self.key)


def history(count: int) -> History:
    """Return the history of as many records; the same one at every call."""
    rng = np.random.default_rng(7)
    rows = count + 1
    key = rng.integers(0, int(count * 0.75), rows)
    published = rng.integers(0, SECONDS, rows) * 10**6
    target = np.zeros(rows, np.int64)
    correcting = np.sort(rng.choice(np.arange(count // 10, rows), count // 50, replace=False))
    for at, named in zip(correcting.tolist(), rng.integers(1, correcting).tolist(), strict=True):
        target[at], key[at] = named, key[named]
        published[at] = max(published[at], published[named])
    key[0] = -1
    happened = np.random.default_rng(8).integers(0, DAYS, rows)
    return History(key=key, published=published, target=target, happened=happened)


def columns(told: History, halves: Halves) -> Columns:
    """Return a history as columns, with the ids of its records."""
    sort = np.where(told.target > 0, Sort.CORRECTION, Sort.EVENT).astype(np.int8)
    sort[0] = Sort.OTHER
    return Columns(
        sort=sort,
        published=told.published,
        target=told.target,
        key=told.key,
        id=halves,
        joined={},
        order=np.arange(int(told.key.max()) + 1),
    )


def index(told: History, given: Columns) -> States:
    """Return the states of a history's entries; codes of keys are in the order of their texts."""
    return states(
        reigns(given).rows, lambda at: told.happened[at], lambda code: code.astype(np.int64)
    )


def halved(ids: Sequence[str]) -> Halves:
    """Return the first sixteen bytes of each id as two columns; the genesis has none."""
    first, second = (
        [int(each[start : start + 16] or "0", 16) for each in ids] for start in (7, 23)
    )
    return np.array(first, np.uint64), np.array(second, np.uint64)


def made_up_halves(count: int) -> Halves:
    """Return ids for as many records where nobody made the records that they are of."""
    rng = np.random.default_rng(9)
    first, second = (rng.integers(0, 2**63, count + 1).astype(np.uint64) for _ in range(2))
    return first, second


def stored(told: History) -> tuple[MemoryStore, list[str]]:
    """Return a history as the rows of a log, and the id of each position."""
    made, ids = Draft(), [""]
    table = zip(*(each.tolist() for each in (told.key, told.published, told.happened)), strict=True)
    plain = [
        event(f"k{key:08}", microseconds=published, happened=day(happened), at=at)
        for at, (key, published, happened) in enumerate(table)
    ]
    for at, named in enumerate(told.target.tolist()[1:], start=1):
        ids.append(made.add(correction(ids[named], plain[at]) if named else plain[at]))
    return made.store(), ids


def opened(store: MemoryStore) -> Log:
    """Return a log over rows, whose clock stands still."""
    return Log(store, clock=lambda: RECORDED)


@define
class Draft:
    """Rows on their way into a store, all at once: an append at a time takes hours."""

    _store: MemoryStore = field(factory=MemoryStore, init=False)
    _rows: list[tuple[str, Row]] = field(factory=list, init=False)
    _erased: list[tuple[str, Row]] = field(factory=list, init=False)
    _chain: bytes = field(init=False)

    @_chain.default
    def _of_the_genesis(self) -> bytes:
        opened(self._store)
        tail = self._store.tail()
        assert tail is not None, "a log that was opened has its genesis"
        return tail.chain

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, plain: Plain, extra: Plain | None = None) -> str:
        """Add a record, given as the codec writes it; return its id."""
        said, position = content(plain), len(self) + 1
        body = row_bytes(position, instant_text(RECORDED), said, extra or {})
        self._chain = chain_hash(self._chain, leaf_hash(body))
        self._rows.append((said.id, Row(position, body, self._chain)))
        return said.id

    def erase(self, position: int) -> None:
        """Add the erasure of an event record."""
        identity, row = self._rows[position - 1]
        order = _record("erasure", erases=identity, authority="court", reason="r")
        self.add(order, {"erased": [position]})
        self._erased.append((identity, row))

    def store(self) -> MemoryStore:
        """Return a store with all rows in it."""
        with self._store.writing() as writer:
            writer.add(self._rows)
            for identity, row in self._erased:
                writer.erase(identity, row)
        return self._store


def event(key: str, *, microseconds: int, happened: str = "2024-03-04", at: int = 0) -> Plain:
    """Return a report; its position keeps it apart from others of the same content."""
    return _record(
        "event",
        key=key,
        happened=happened,
        published=published_text(microseconds),
        source={"publisher": "Gazette"},
        summary=f"report {at}",
    )


def denial(key: str, about: str, *, microseconds: int) -> Plain:
    """Return a statement that denies a happening."""
    told = _body(event(key, microseconds=microseconds))
    return _record("statement", **told, speaker={"person": "Singh"}, stance="denies", about=[about])


def correction(corrects: str, replacement: Plain, *, own: bool = False) -> Plain:
    """Return a correction, published with its replacement, or our own."""
    dated = {} if own else {"published": _body(replacement)["published"]}
    told = dict(replacement)
    return _record("correction", corrects=corrects, replacement=told, reason="r", **dated)


def retraction(retracts: str, *, microseconds: int | None = None, reason: str = "r") -> Plain:
    """Return a retraction of a publisher, or our own."""
    dated = {} if microseconds is None else {"published": published_text(microseconds)}
    return _record("retraction", retracts=retracts, cause="withdrawn", reason=reason, **dated)


def reinstatement(reinstates: str) -> Plain:
    """Return a reinstatement of our own."""
    return _record("reinstatement", reinstates=reinstates, reason="r")


def judgement(left: str, right: str) -> Plain:
    """Return a judgement that two keys are the same."""
    return _record("judgement", left=left, right=right, verdict="same", reason="r", by="desk")


def precedence(earlier: str, later: str) -> Plain:
    """Return a precedence between two keys."""
    source: JSON = {"publisher": "Gazette"}
    return _record("precedence", earlier=earlier, later=later, reason="r", source=source)


def day(number: int) -> str:
    """Return a day as text."""
    return (_FIRST_DAY + timedelta(days=number)).isoformat()


def published_text(microseconds: int) -> str:
    """Return an instant in the stored form."""
    return instant_text(_EPOCH + timedelta(microseconds=microseconds))


def _record(kind: str, **body: JSON) -> Plain:
    return {"kind": kind, "version": 1, "body": body}


def _body(plain: Plain) -> dict[str, JSON]:
    body = plain["body"]
    assert isinstance(body, dict), "a record has a body"
    return body
