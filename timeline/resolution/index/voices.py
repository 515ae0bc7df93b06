"""Who reports, whose word it is and how a time is meant: columns of the records asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock

import numpy as np

from timeline.canonical import JSON
from timeline.errors import TimelineError
from timeline.records import EventRecord, When
from timeline.records.edtf_parts import Edge
from timeline.records.extents import Extent
from timeline.records.kinds import kind_named
from timeline.records.upcasting import current_body
from timeline.resolution.index.columns import Narrow
from timeline.resolution.origins import compared

Plains = Callable[[Iterable[int]], Iterator[tuple[int, Mapping[str, JSON]]]]
"""Returns the fields of the rows of some positions, as they are stored; none of an erased one."""

UNTOLD = -2
"""Code of a record that has to be made to be known: of a kind of one's own, or damaged."""

_UNREAD = -1
_MOST_KEPT = 65_536
_OF_THE_LIBRARY = "timeline.records."


class Voices:
    """
    What stored records tell without being made, as codes: read when it is first asked for.

    Publishers and origins are compared as `compared` has it, and share their codes.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._told = np.full((3, 0), _UNREAD, np.int32)
        self._names: dict[str, int] = {}
        self._manners: dict[tuple[object, ...], int] = {}
        self._whens: dict[tuple[str, str | None], int] = {}

    @property
    def nbytes(self) -> int:
        """Bytes that the columns take up."""
        return self._told.nbytes

    def read(self, positions: Narrow, plains: Plains) -> tuple[Narrow, Narrow, Narrow]:
        """
        Return publishers, origins and manners of time of some records, or of their replacements.

        Two records are of one extent if they have one time, by the index, and one manner.

        Args:
            positions: Where the records stand.
            plains: Where rows are read.
        """
        with self._lock:
            self._reach(int(positions.max(initial=-1)) + 1)
            unread = np.unique(positions[self._told[0, positions] == _UNREAD])
            for position, fields in plains(unread.tolist()):
                self._told[:, position] = self._codes(fields)
            publisher, origin, manner = self._told[:, positions]
        return publisher, origin, manner

    def name(self, compared_name: str) -> int:
        """Return the code of a publisher or an origin, as it is compared; -1 for none such."""
        return self._names.get(compared_name, -1)

    def _reach(self, most: int) -> None:
        more = most - self._told.shape[1]
        if more > 0:
            fresh = np.full((3, more), _UNREAD, np.int32)
            self._told = np.concatenate([self._told, fresh], axis=1)

    def _codes(self, fields: Mapping[str, JSON]) -> tuple[int, int, int]:
        try:
            body = _said(fields)
            publishers = list(_publishers(body["source"]))
            origin = _speaker(body["speaker"]) if "speaker" in body else publishers[-1]
            manner = self._manner(body["happened"])
        except (KeyError, TypeError, ValueError, TimelineError):
            return UNTOLD, UNTOLD, UNTOLD
        return self._code(publishers[0]), self._code(origin), manner

    def _code(self, name: str) -> int:
        return self._names.setdefault(compared(name), len(self._names))

    def _manner(self, told: JSON) -> int:
        given = told if isinstance(told, dict) else {"text": told, "zone": None}
        text, zone = given["text"], given.get("zone")
        named = _text(text), None if zone is None else _text(zone)
        code = self._whens.get(named)
        if code is None:
            manner = _manner(When(named[0], zone=named[1]).extent)
            code = self._manners.setdefault(manner, len(self._manners))
            if len(self._whens) >= _MOST_KEPT:
                self._whens.clear()
            self._whens[named] = code
        return code


def _manner(extent: Extent) -> tuple[object, ...]:
    """Return what tells extents of one sort key apart."""
    return (
        *(extent.lasted, extent.precision, extent.began, extent.ended, extent.folded),
        extent.start.latest if extent.began is Edge.OPEN else None,
        extent.end.earliest if extent.ended is Edge.OPEN else None,
    )


def _said(fields: Mapping[str, JSON]) -> Mapping[str, JSON]:
    body = current_body(fields)
    if body is not None and fields["kind"] == "correction":
        replacement = body["replacement"]
        return _said(replacement) if isinstance(replacement, dict) else {}
    kind = kind_named(str(fields["kind"]))
    if body is None or kind is None or not issubclass(kind.record, EventRecord):
        return {}
    return body if kind.record.__module__.startswith(_OF_THE_LIBRARY) else {}


def _publishers(source: JSON) -> Iterator[str]:
    while isinstance(source, dict):
        yield _text(source["publisher"])
        source = source.get("via")


def _speaker(told: JSON) -> str:
    if not isinstance(told, dict):
        raise TypeError
    found = (told.get(name) for name in ("person", "organization", "role"))
    return _text(next((each for each in found if each), None))


def _text(value: JSON) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
