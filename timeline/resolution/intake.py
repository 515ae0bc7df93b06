"""Taking in rows: what each holds becomes numbers in columns, without decoding a record."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from attrs import frozen

from timeline.canonical import JSON
from timeline.errors import IntegrityError
from timeline.log import Row
from timeline.log.integrity import erased_positions, row_plain
from timeline.records import When
from timeline.records.fields import folded
from timeline.records.upcasting import current_body
from timeline.resolution.columns import Columns, Sort
from timeline.resolution.moments import ALWAYS, stored_microseconds

Positions = Callable[[Sequence[str]], Mapping[str, int]]
"""Returns the positions of those ids that a log holds."""

_AMENDMENTS = {
    "correction": (Sort.CORRECTION, "corrects"),
    "retraction": (Sort.RETRACTION, "retracts"),
    "reinstatement": (Sort.REINSTATEMENT, "reinstates"),
    "judgement": (Sort.JUDGEMENT, ""),
    "precedence": (Sort.PRECEDENCE, ""),
    "erasure": (Sort.ERASURE, "erases"),
}


@frozen(kw_only=True)
class About:
    """A key that a statement speaks of as a whole, or one figure of it."""

    position: int
    key: int
    whole: bool


class Intake:
    """
    The columns of a log as they grow.

    Args:
        positions: Where the log finds the positions of ids.
    """

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self._sort, self._published = array("b"), array("q")
        self._target, self._key = array("q"), array("q")
        self._first, self._second = array("Q"), array("Q")
        self.recorded = array("q")
        self.when = array("q")
        self.kind = array("h")
        self.times: dict[tuple[str, str | None], int] = {}
        self.whens: list[When] = []
        self.kinds: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.pairs: dict[int, tuple[int, int, str]] = {}
        self.about: list[About] = []
        self._named: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._sort)

    def take(self, rows: Iterable[Row]) -> bool:
        """Take in rows behind those taken; return whether one of them erased an earlier one."""
        start, erasing = len(self), False
        for row in rows:
            fields = {} if row.body is None else row_plain(row.position, row.body)
            self._append(row, fields)
            erasing |= any(each < start for each in erased_positions(fields))
        self._aim()
        return erasing

    def columns(self) -> Columns:
        """Return the columns as they are now; they do not grow with the log."""
        names = list(self.keys)
        order = np.empty(len(names), np.int64)
        order[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        joined = {
            at: (left, right) for at, (left, right, how) in self.pairs.items() if how == "same"
        }
        return Columns(
            sort=np.array(self._sort, np.int8),
            published=np.array(self._published, np.int64),
            target=np.array(self._target, np.int64),
            key=np.array(self._key, np.int64),
            id=(np.array(self._first, np.uint64), np.array(self._second, np.uint64)),
            joined=joined,
            order=order,
        )

    def _append(self, row: Row, fields: Mapping[str, JSON]) -> None:
        position = row.position
        self._target.append(0)
        self._key.append(-1)
        self.when.append(-1)
        self.kind.append(-1)
        digits = str(fields.get("id", "")).removeprefix("sha256:").ljust(32, "0")
        self._first.append(int(digits[:16], 16))
        self._second.append(int(digits[16:32], 16))
        self._published.append(ALWAYS)
        self._sort.append(Sort.OTHER if fields or not position else Sort.GONE)
        self.recorded.append(self.recorded[-1] if not fields else _at(position, fields))
        if position and fields:
            try:
                self._read(position, fields)
            except (KeyError, TypeError, ValueError) as error:
                problem = f"its record cannot be read: {error}"
                raise IntegrityError(position, problem) from error

    def _read(self, position: int, fields: Mapping[str, JSON]) -> None:
        kind, body = str(fields.get("kind")), current_body(fields)
        if body is None:
            self._sort[position] = Sort.UNKNOWN
        elif kind in _AMENDMENTS:
            self._amend(position, kind, body)
            for each in erased_positions(fields):
                self._named[each] = str(body.get("corrected") or "")
        else:
            self._sort[position] = Sort.EVENT
            self._published[position] = _published(body)
            self._say(position, kind, body)

    def _amend(self, position: int, kind: str, body: Mapping[str, JSON]) -> None:
        self._sort[position], name = _AMENDMENTS[kind]
        self._published[position] = _published(body)
        if name:
            self._named[position] = str(body[name])
        replacement = body.get("replacement")
        if isinstance(replacement, dict):
            inner = current_body(replacement)
            self._say(position, str(replacement["kind"]), inner or {})
        if kind in {"judgement", "precedence"}:
            one, other = ("left", "right") if kind == "judgement" else ("earlier", "later")
            left, right = (self._code(str(body[name])) for name in (one, other))
            self.pairs[position] = (left, right, str(body.get("verdict", "before")))

    def _say(self, position: int, kind: str, body: Mapping[str, JSON]) -> None:
        self._key[position] = self._code(str(body["key"]))
        self.kind[position] = self.kinds.setdefault(kind, len(self.kinds))
        self.when[position] = self._time(body["happened"])
        about = body.get("about", []) if kind == "statement" else []
        for each in about if isinstance(about, list) else []:
            key, mark, _ = str(each).partition("#")
            self.about.append(About(position=position, key=self._code(key), whole=not mark))

    def _code(self, key: str) -> int:
        return self.keys.setdefault(folded(key), len(self.keys))

    def _time(self, told: JSON) -> int:
        given = told if isinstance(told, dict) else {"text": told, "zone": None}
        zone = given.get("zone")
        named = (str(given["text"]), None if zone is None else str(zone))
        known = self.times.get(named)
        if known is None:
            known = self.times[named] = len(self.whens)
            self.whens.append(When(named[0], zone=named[1]))
        return known

    def _aim(self) -> None:
        names = list(dict.fromkeys(each for each in self._named.values() if each))
        found = self._positions(names)
        for position, name in list(self._named.items()):
            at = abs(found.get(name, 0))
            if 0 < at < len(self):
                self._target[position] = at
                del self._named[position]


def _at(position: int, fields: Mapping[str, JSON]) -> int:
    try:
        return stored_microseconds(str(fields.get("at")))
    except ValueError:
        raise IntegrityError(position, "has no recorded instant") from None


def _published(body: Mapping[str, JSON]) -> int:
    told = body.get("published")
    return stored_microseconds(told) if isinstance(told, str) else ALWAYS
