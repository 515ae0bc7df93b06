"""Reading rows: what each holds becomes numbers in lists, without decoding a record."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from timeline.canonical import JSON
from timeline.errors import IntegrityError, shown
from timeline.log import Row
from timeline.log.integrity import erased_positions, row_plain
from timeline.records import When
from timeline.records.fields import folded
from timeline.records.upcasting import current_body, plain_parts, read_as
from timeline.resolution.index.columns import Sort
from timeline.resolution.index.taken import COLUMNS, Batch, Spoken, Taken
from timeline.resolution.moments import ALWAYS, stored_microseconds

K = TypeVar("K")

ROWS_AT_ONCE = 8_192

_AMENDMENTS = {
    "correction": (Sort.CORRECTION, "corrects"),
    "retraction": (Sort.RETRACTION, "retracts"),
    "reinstatement": (Sort.REINSTATEMENT, "reinstates"),
    "judgement": (Sort.JUDGEMENT, ""),
    "precedence": (Sort.PRECEDENCE, ""),
    "erasure": (Sort.ERASURE, "erases"),
}
_PAIRS = {"judgement": ("left", "right"), "precedence": ("earlier", "later")}
_MOST_KEPT = 65_536


class Intake:
    """
    Rows on their way into columns.

    Args:
        taken: Where keys, times and kinds get their codes.
    """

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._codes: dict[str, int] = {}
        self._whens: dict[tuple[str, str | None], int] = {}
        self._clear(len(taken))

    def batches(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """
        Return rows as batches to be taken in one after the other.

        Raises:
            IntegrityError: A row is damaged; the batches before it were returned.
        """
        waiting = iter(rows)
        while several := list(islice(waiting, ROWS_AT_ONCE)):
            self._clear(several[0].position)
            for row in several:
                self._row(row)
            yield Batch(
                columns=self._columns,
                named=self._named,
                joined=self._joined,
                spoken=self._spoken,
                erasing=self._erasing,
            )

    def _clear(self, start: int) -> None:
        self._start = start
        self._columns: dict[str, list[int]] = {name: [] for name in COLUMNS if name != "target"}
        self._named: dict[int, str] = {}
        self._joined: dict[int, tuple[int, int]] = {}
        self._spoken: list[Spoken] = []
        self._erasing: list[int] = []

    def _row(self, row: Row) -> None:
        fields = {} if row.body is None else row_plain(row.position, row.body)
        columns, position = self._columns, row.position
        for name, part in zip(("first", "second"), _of_id(position, fields), strict=True):
            columns[name].append(part)
        columns["recorded"].append(self._recorded(position, fields))
        columns["sort"].append(Sort.OTHER if fields or not position else Sort.GONE)
        columns["published"].append(ALWAYS)
        for name in ("key", "when", "kind"):
            columns[name].append(-1)
        if position and fields:
            try:
                self._read(position, fields)
            except (KeyError, TypeError, ValueError) as error:
                problem = f"its record cannot be read: {error}"
                raise IntegrityError(position, problem) from error

    def _recorded(self, position: int, fields: Mapping[str, JSON]) -> int:
        before = self._columns["recorded"] or self._taken.rows["recorded"].now[-1:].tolist()
        if not fields:
            return before[-1]
        try:
            return stored_microseconds(str(fields.get("at")))
        except ValueError:
            raise IntegrityError(position, "has no recorded instant") from None

    def _read(self, position: int, fields: Mapping[str, JSON]) -> None:
        body, columns = current_body(fields), self._columns
        kind = self._kind(fields)
        if body is None:
            columns["sort"][-1] = Sort.UNKNOWN
        elif kind in _AMENDMENTS:
            self._amend(position, kind, body)
            for each in erased_positions(fields):
                self._named[each] = str(body.get("corrected") or "")
                self._erasing.append(each)
        else:
            columns["sort"][-1] = Sort.EVENT
            columns["published"][-1] = _published(body)
            self._say(position, kind, body)

    def _kind(self, plain: Mapping[str, JSON]) -> str:
        name, version, body = plain_parts(plain)
        versions = self._taken.versions.setdefault(name, {})
        if version not in versions:
            versions[version] = read_as(name, version)
        inner = body.get("replacement")
        if isinstance(inner, dict) and name == "correction":
            self._kind(inner)
        return name

    def _amend(self, position: int, kind: str, body: Mapping[str, JSON]) -> None:
        columns = self._columns
        columns["sort"][-1], name = _AMENDMENTS[kind]
        columns["published"][-1] = _published(body)
        if name:
            self._named[position] = str(body[name])
        replacement = body.get("replacement")
        if isinstance(replacement, dict):
            inner = current_body(replacement)
            self._say(position, str(replacement["kind"]), inner or {})
        if kind in _PAIRS:
            left, right = (self._code(str(body[each])) for each in _PAIRS[kind])
            columns["key"][-1] = left
            if body.get("verdict") == "same":
                self._joined[position] = (left, right)

    def _say(self, position: int, kind: str, body: Mapping[str, JSON]) -> None:
        columns, kinds = self._columns, self._taken.kinds
        columns["key"][-1] = self._code(str(body["key"]))
        columns["kind"][-1] = kinds.setdefault(kind, len(kinds))
        columns["when"][-1] = self._time(body["happened"])
        about = body.get("about", []) if kind == "statement" else []
        for each in about if isinstance(about, list) else []:
            key, mark, _ = str(each).partition("#")
            self._spoken.append(Spoken(position=position, key=self._code(key), whole=not mark))

    def _code(self, key: str) -> int:
        code = self._codes.get(key)
        if code is None:
            code = self._taken.keys.code(folded(key))
            _keep(self._codes, key, code)
        return code

    def _time(self, told: JSON) -> int:
        given = told if isinstance(told, dict) else {"text": told, "zone": None}
        zone = given.get("zone")
        named = (str(given["text"]), None if zone is None else str(zone))
        code = self._whens.get(named)
        if code is None:
            code = self._taken.times.code(When(named[0], zone=named[1]).sort_key)
            _keep(self._whens, named, code)
        return code


def _keep(kept: dict[K, int], key: K, code: int) -> None:
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    kept[key] = code


def _published(body: Mapping[str, JSON]) -> int:
    told = body.get("published")
    return stored_microseconds(told) if isinstance(told, str) else ALWAYS


def _of_id(position: int, fields: Mapping[str, JSON]) -> tuple[int, int]:
    """Return the first 16 bytes of a row's id as two numbers; 0 where it has none."""
    digits = str(fields.get("id", "")).removeprefix("sha256:").ljust(32, "0")
    try:
        return int(digits[:16], 16), int(digits[16:32], 16)
    except ValueError:
        raise IntegrityError(position, f"{shown(fields['id'])} is no id of a record") from None
