"""What all happenings of a chronology bring into the sums of a figure, as columns."""

from collections.abc import Iterable, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from timeline.chronology import Chronology
from timeline.log.glances import SILENT, UNSEEN
from timeline.projections.bringing import Bringing
from timeline.projections.shares import Left, Rule
from timeline.projections.texts import Behind, Digests, Keyed, Looked, Written
from timeline.records import Quantity
from timeline.records.windows import Window
from timeline.resolution.glimpses import Glimpse
from timeline.resolution.index.columns import Integers

Flags = NDArray[np.bool_]
Exact = NDArray[np.object_] | Integers
"""Whole numbers: of eight bytes each where they surely fit, else as Python has them."""

_SAFE = 2**62
_UNKNOWN = Quantity.unknown()


@frozen(kw_only=True, eq=False)
class Ends:
    """
    The ends of windows, in microseconds since 1970; 0 stands where one is open.

    Args:
        first: First moment of each.
        begun: Whether there is one.
        last: Last moment of each.
        ended: Whether there is one.
    """

    first: Exact
    begun: Flags
    last: Exact
    ended: Flags

    def __getitem__(self, at: Integers) -> "Ends":
        return Ends(
            first=self.first[at], begun=self.begun[at], last=self.last[at], ended=self.ended[at]
        )


@frozen(kw_only=True, eq=False)
class Brought:
    """
    One row for each share, in the order of the chronology; nothing of the records is kept.

    Args:
        keys: Returns the keys of the happenings of some rows.
        ids: Returns the records behind the figures of some rows, each once.
        figures: Every figure that occurs, once each.
        code: Which of them the share is.
        sure: Whether it surely took place.
        windows: When.
        left_out: Keys of those that state the figure and are in no sum, with the reason.
    """

    keys: Looked
    ids: Behind
    figures: tuple[Quantity, ...]
    code: Integers
    sure: Flags
    windows: Ends
    left_out: tuple[tuple[str, Left], ...]

    def __len__(self) -> int:
        return len(self.code)


def brought(chronology: Chronology, figure: str, rule: Rule) -> Brought:
    """
    Return what the happenings bring, each looked at once.

    What one record reports and nothing else bears on is taken from the index and from the bytes
    of its row, as far as these surely tell it; all other entries are made.

    Args:
        chronology: The happenings.
        figure: Name of the figure.
        rule: Which figure a happening brings.
    """
    bringing = Bringing(figure, rule, chronology.policy)
    glimpse = chronology.glimpse(figure)
    if glimpse is None:
        bringing.take(range(len(chronology)), chronology)
        return _of_entries(bringing)
    unseen = np.flatnonzero(glimpse.stated == UNSEEN)
    bringing.take(unseen.tolist(), chronology.source.each(chronology.rows[unseen]))
    return _with_seen(bringing, glimpse)


def _of_entries(bringing: Bringing) -> Brought:
    at = np.arange(len(bringing.places))
    return Brought(
        keys=Written(bringing.keys, at),
        ids=Behind(Written(bringing.ids, at), bringing.several),
        figures=tuple(bringing.figures),
        code=np.array(bringing.code, np.int64),
        sure=_sure(bringing),
        windows=_windows(bringing),
        left_out=tuple(bringing.left_out),
    )


def _with_seen(bringing: Bringing, glimpse: Glimpse) -> Brought:
    """Return what the entries that were made bring, and what was seen of the others."""
    seen = np.flatnonzero(glimpse.stated >= SILENT)
    used, stated = np.unique(glimpse.stated[seen], return_inverse=True)
    figures = (_UNKNOWN if each == SILENT else glimpse.figures[each] for each in used.tolist())
    codes = np.array(list(map(bringing.coded, figures)), np.int64)[stated]
    places = np.append(seen, np.array(bringing.places, np.int64))
    order = np.argsort(places, kind="stable")
    places = places[order]
    sure = np.append(np.ones(len(seen), bool), _sure(bringing))
    return Brought(
        keys=Keyed(glimpse.keys, glimpse.names[places]),
        ids=Behind(
            Digests(glimpse.digests, glimpse.positions[places]),
            _several(bringing, order, len(seen)),
        ),
        figures=tuple(bringing.figures),
        code=np.append(codes, np.array(bringing.code, np.int64))[order],
        sure=sure[order],
        windows=_joined(_spans(glimpse)[seen], _windows(bringing))[order],
        left_out=tuple(bringing.left_out),
    )


def _several(bringing: Bringing, order: Integers, seen: int) -> dict[int, tuple[str, ...]]:
    """Return the ids of what was made, by where it stands among all."""
    into = np.empty(len(order), np.int64)
    into[order] = np.arange(len(order))
    single = enumerate(bringing.ids)
    told = (bringing.several.get(at, (identity,)) for at, identity in single)
    return dict(zip(into[seen:].tolist(), told, strict=True))


def _sure(bringing: Bringing) -> Flags:
    found = np.ones(len(bringing.keys), bool)
    found[bringing.unsure] = False
    return found


def _windows(bringing: Bringing) -> Ends:
    return _ends(bringing.windows)[np.array(bringing.when, np.int64)]


def _spans(glimpse: Glimpse) -> Ends:
    spans = glimpse.spans
    return Ends(first=spans.first, begun=spans.begun, last=spans.last, ended=spans.ended)


def exact(numbers: Iterable[int], count: int) -> Exact:
    """
    Return whole numbers as a column in which so many of them can be added up without overflow.

    Args:
        numbers: The numbers.
        count: How many additions.
    """
    told = list(numbers)
    fits = max(map(abs, told), default=0) * max(count, 1) < _SAFE
    return np.array(told, np.int64) if fits else column(told)


def column(values: Sequence[object]) -> NDArray[np.object_]:
    """Return values of Python as a column."""
    made = np.empty(len(values), object)
    made[:] = values
    return made


def _ends(windows: Sequence[Window]) -> Ends:
    """Return the ends of some windows."""
    starts = [each.earliest for each in windows]
    lasts = [None if each.latest is None else each.latest - 1 for each in windows]
    return Ends(
        first=exact((each or 0 for each in starts), 1),
        begun=np.array([each is not None for each in starts], bool),
        last=exact((each or 0 for each in lasts), 1),
        ended=np.array([each is not None for each in lasts], bool),
    )


def _joined(one: Ends, other: Ends) -> Ends:
    return Ends(
        first=_appended(one.first, other.first),
        begun=np.append(one.begun, other.begun),
        last=_appended(one.last, other.last),
        ended=np.append(one.ended, other.ended),
    )


def _appended(one: Exact, other: Exact) -> Exact:
    if object in (one.dtype, other.dtype):
        return column([*one.tolist(), *other.tolist()])
    found: Integers = np.concatenate([one, other]).astype(np.int64)
    return found
