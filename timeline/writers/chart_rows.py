"""Rows of charts: dates and figures as bounds, with every open end and every unknown marked."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.projections import FigureHistory, Totals
from timeline.records import Instant, Quantity
from timeline.records.edtf_parts import Edge
from timeline.resolution import Entry
from timeline.resolution.moments import microseconds

Row = dict[str, str | int | float | None]
"""One row of the data of a chart, as JSON values; moments are milliseconds since 1970 UTC."""

MARGIN = 20
"""One part in so many is left free on each side, for arrows."""

FARTHEST = 8_640_000_000_000_000
"""Milliseconds from 1970 that a chart's axis can show, to either side."""

_DAY = 86_400_000
_MOMENT = 60_000
"""Milliseconds up to which a date is drawn as a point: it was stated to the minute."""


@frozen(kw_only=True)
class Rows:
    """
    What a chart draws, by the mark that it is drawn with.

    Args:
        spans: Bars: certain ones, and faint ones within which something lies.
        points: What is known so exactly that a point invents nothing; best numbers.
        arrows: Ends that are open, or lie beyond the chart, at the edge of it.
        unknowns: What is not known at all, or has an end that nobody knows.
        first: Left or lower edge of the chart.
        last: Right or upper edge.
    """

    spans: list[Row] = field(factory=list)
    points: list[Row] = field(factory=list)
    arrows: list[Row] = field(factory=list)
    unknowns: list[Row] = field(factory=list)
    first: float
    last: float


def timeline_rows(chronology: Chronology) -> Rows:
    """Return the lines of a chronology as rows, in their order."""
    entries = list(chronology)
    first, last = _edges([edge for each in entries for edge in _known(each)], least=_DAY)
    found = Rows(first=first, last=last)
    for place, entry in enumerate(entries, start=1):
        _draw(entry, place, found)
    return found


def history_rows(history: FigureHistory) -> Rows:
    """Return the tellings of a figure as rows: from when to when each stood, and its bounds."""
    moments = [_ms(each) for told in history.told for each in (told.since, told.end) if each]
    first, last = _edges(moments, least=_DAY)
    top = _top(each.quantity for each in history.told)
    found = Rows(first=first, last=last)
    for told in history.told:
        end = told.end
        row: Row = {
            "origin": str(told.origin),
            "since": _ms(told.since),
            "until": last if end is None else _ms(end),
            "stands": end is None,
            "words": str(told.quantity),
            "id": told.id,
        }
        _bounded(told.quantity, row, top, found)
    return found


def total_rows(totals: Totals) -> Rows:
    """Return the rows of a total: one for each bucket or group, and each unit in it."""
    shown = totals.rows or totals.overall
    top = _top(each.sum for each in shown)
    found = Rows(first=0, last=top)
    for place, each in enumerate(shown, start=1):
        of = "all" if each.of is None else str(each.of)
        unit = each.sum.unit
        row: Row = {
            "of": f"{of} ({unit})" if unit else of,
            "place": place,
            "words": str(each.sum),
            "happenings": len(each.certain),
            "possible": len(each.possible),
            "unknown": len(each.unknown),
        }
        _bounded(each.sum, row, top, found)
    return found


def _known(entry: Entry) -> Iterator[float]:
    start, end = entry.happened.start, entry.happened.end
    for edge in (start.earliest, start.latest, end.earliest, end.latest):
        if edge is not None and abs(edge // 1000) <= FARTHEST:
            yield edge / 1000


def _edges(known: Sequence[float], *, least: float) -> tuple[float, float]:
    first, last = (min(known), max(known)) if known else (0.0, 0.0)
    margin = max((last - first) / MARGIN, least)
    return max(first - margin, -FARTHEST), min(last + margin, FARTHEST)


def _draw(entry: Entry, place: int, found: Rows) -> None:
    when = entry.happened
    row: Row = {
        "place": place,
        "key": entry.key,
        "summary": entry.summary,
        "when": when.words(),
        "status": str(entry.status),
        "figures": entry.figures_in_words,
    }
    if not when.lasted:
        _window((when.start.earliest, when.start.latest), row, found)
        return
    _window((when.start.earliest, when.start.latest), row, found, began=when.began)
    _window((when.end.earliest, when.end.latest), row, found, ended=when.ended)
    latest, earliest = when.start.latest, when.end.earliest
    if latest is not None and earliest is not None and latest < earliest:
        _span(latest, earliest, {**row, "certain": True}, found)


def _window(
    window: tuple[int | None, int | None],
    row: Row,
    found: Rows,
    *,
    began: Edge | None = None,
    ended: Edge | None = None,
) -> None:
    """Draw the time within which something was, or began, or ended."""
    earliest, latest = window
    if earliest is not None and latest is not None and latest - earliest <= _MOMENT * 1000:
        _point(earliest, row, found)
        return
    if earliest is None:
        _arrow(found.first, "left", row, found, is_known=began is Edge.OPEN)
    if latest is None:
        _arrow(found.last, "right", row, found, is_known=ended is Edge.OPEN)
    _span(earliest, latest, {**row, "certain": False}, found)


def _span(earliest: int | None, latest: int | None, row: Row, found: Rows) -> None:
    ends = [found.first if earliest is None else earliest / 1000]
    ends.append(found.last if latest is None else latest / 1000)
    inside = [min(max(each, found.first), found.last) for each in ends]
    if ends[0] < found.first:
        _arrow(found.first, "left", row, found, is_known=True)
    if ends[1] > found.last:
        _arrow(found.last, "right", row, found, is_known=True)
    if inside[0] == inside[1]:
        return
    found.spans.append({**row, "from": inside[0], "to": inside[1]})


def _point(moment: int, row: Row, found: Rows) -> None:
    at = moment / 1000
    if found.first <= at <= found.last:
        found.points.append({**row, "at": at})
    else:
        side = "left" if at < found.first else "right"
        _arrow(found.first if side == "left" else found.last, side, row, found, is_known=True)


def _arrow(at: float, side: str, row: Row, found: Rows, *, is_known: bool) -> None:
    found.arrows.append({**row, "at": at, "side": side})
    if not is_known:
        found.unknowns.append({**row, "at": at, "mark": "?"})


def _bounded(figure: Quantity, row: Row, top: float, found: Rows) -> None:
    """Draw a figure: its bounds as a bar, its best number as a point, an open end as an arrow."""
    if figure.is_unknown:
        found.unknowns.append({**row, "at": 0, "mark": "?"})
        return
    low, best, high = (
        None if each is None else float(each) for each in (figure.low, figure.best, figure.high)
    )
    if best is not None:
        found.points.append({**row, "at": best})
    if low is None and high is None:
        return
    floor = 0.0 if low is None and not figure.below_zero else low
    is_exact = low is not None and low == high
    bar: Row = {"low": _drawn_low(floor), "high": top if high is None else high}
    found.spans.append({**row, **bar, "certain": is_exact})
    if high is None:
        found.arrows.append({**row, "at": top, "side": "up"})
    if floor is None:
        found.arrows.append({**row, "at": 0, "side": "down"})


def _drawn_low(floor: float | None) -> float:
    """Return where a bar begins that may reach below zero: at zero, where its arrow stands."""
    return 0.0 if floor is None else floor


def _top(figures: Iterable[Quantity]) -> float:
    stated = [
        float(end)
        for each in figures
        for end in (each.low, each.best, each.high)
        if end is not None
    ]
    top = max(stated, default=0.0)
    return top + max(abs(top) / 5, 1.0)


def _ms(moment: Instant) -> float:
    return microseconds(moment) / 1000
