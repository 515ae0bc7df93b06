"""Charts as Vega-Lite specifications: plain JSON with all data in it, made without any extra."""

from collections.abc import Mapping

from timeline.chronology import Chronology
from timeline.projections import FigureHistory, Totals
from timeline.writers.chart_rows import Row, Rows, history_rows, timeline_rows, total_rows

Spec = dict[str, object]
"""A specification, or a part of one, as JSON values; numbers may be floats."""

FAINT = 0.35
"""Opacity of a bar within which something lies, as against one that is certain throughout."""

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_ARROWS = {"left": -90, "right": 90, "up": 0, "down": 180}
_ARROW: Spec = {"type": "point", "shape": "triangle-up", "filled": True, "size": 80}


def timeline_spec(chronology: Chronology, *, width: int = 640) -> Spec:
    """
    Return the specification of a chronology as a chart: a row for each line, in its order.

    A moment that is not known to the minute is a faint bar from the earliest to the latest it
    can have been, and never a point. What lasted is a solid bar where it certainly went on, with
    faint ends where it may have. An open end is an arrow at the edge; one that nobody knows has
    a question mark too. Times are in UTC.

    Args:
        chronology: What to draw.
        width: In pixels.
    """
    rows = timeline_rows(chronology)
    axis: Spec = {"labels": False, "ticks": False}
    base: Spec = {
        "y": {"field": "place", "type": "ordinal", "title": None, "axis": axis},
        "color": {"field": "status", "type": "nominal", "title": "status"},
        "tooltip": _tooltip("summary", "when", "status", "figures"),
    }
    x = _Time("UTC", rows)
    bar: Spec = {"type": "bar", "height": 12}
    point: Spec = {"type": "point", "filled": True, "size": 60}
    first: Spec = {"value": 0}
    name: Spec = {"field": "summary", "type": "nominal"}
    words: Spec = {"type": "text", "align": "right", "dx": -8, "limit": 240}
    named = [{"place": each["place"], "summary": each["summary"]} for each in _one_each(rows)]
    text: Spec = {"y": base["y"], "x": first, "text": name}
    return _spec(
        width,
        _layer(rows.spans, bar, base, x=x("from"), x2={"field": "to"}, opacity=_opacity()),
        _layer(rows.points, point, base, x=x("at")),
        _layer(rows.arrows, _ARROW, base, x=x("at"), angle=_angle()),
        _layer(rows.unknowns, {"type": "text", "dy": -10}, base, x=x("at"), text=_MARK),
        _layer(named, words, text),
    )


def figure_history_spec(history: FigureHistory, *, width: int = 640) -> Spec:
    """
    Return the specification of what reports gave for a figure, from when to when each stood.

    A bar has the bounds, up to the upper edge with an arrow where there is none; a line in it is
    the number that was put forward. An unknown number is a question mark at the foot.

    Args:
        history: What `figure_history` returned.
        width: In pixels.
    """
    rows = history_rows(history)
    base: Spec = {
        "x": _Time(f"{history.clock} (UTC)", rows)("since"),
        "color": {"field": "origin", "type": "nominal", "title": "origin"},
        "tooltip": _tooltip("origin", "words", "stands", "id"),
    }
    until: Spec = {"x2": {"field": "until"}}
    return _spec(width, *_bounds(rows, base, history.figure, {"type": "rule", "size": 2}, until))


def total_spec(totals: Totals, *, width: int = 640) -> Spec:
    """
    Return the specification of a total: a bar from the least to the greatest number of each row.

    A greatest number that is not known is an arrow at the upper edge; a sum of which no number
    is known is a question mark, and no bar of no height.

    Args:
        totals: What `total` returned.
        width: In pixels.
    """
    rows = total_rows(totals)
    sort: Spec = {"field": "place", "op": "min"}
    base: Spec = {
        "x": {"field": "of", "type": "nominal", "title": totals.heading, "sort": sort},
        "tooltip": _tooltip("of", "words", "happenings", "possible", "unknown"),
    }
    return _spec(width, *_bounds(rows, base, totals.figure, {"type": "tick", "thickness": 2}, {}))


_MARK: Spec = {"field": "mark", "type": "nominal"}


def _bounds(rows: Rows, base: Spec, figure: str, best: Spec, beside: Spec) -> tuple[Spec, ...]:
    def y(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "title": figure}

    bar: Spec = {"type": "bar"}
    unknown: Spec = {"type": "text", "dy": -6}
    span = {"y": y("low"), "y2": {"field": "high"}, "opacity": _opacity(), **beside}
    return (
        _layer(rows.spans, bar, base, **span),
        _layer(rows.points, best, base, y=y("at"), **beside),
        _layer(rows.arrows, _ARROW, base, y=y("at"), angle=_angle()),
        _layer(rows.unknowns, unknown, base, y=y("at"), text=_MARK),
    )


class _Time:
    """Encodings of moments on one scale."""

    def __init__(self, title: str, rows: Rows) -> None:
        self._title = title
        self._scale: Spec = {"type": "utc", "domain": [rows.first, rows.last], "nice": False}

    def __call__(self, field: str) -> Spec:
        return {"field": field, "type": "temporal", "title": self._title, "scale": self._scale}


def _one_each(rows: Rows) -> list[Row]:
    found = {each["place"]: each for each in (*rows.arrows, *rows.points, *rows.spans)}
    return [found[place] for place in sorted(found, key=lambda each: int(each or 0))]


def _spec(width: int, *layers: Spec) -> Spec:
    return {"$schema": _SCHEMA, "width": width, "layer": list(layers)}


def _layer(rows: list[Row], mark: Spec, base: Mapping[str, object], **encoding: object) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": {**base, **encoding}}


def _tooltip(*names: str) -> list[Spec]:
    return [{"field": name, "type": "nominal"} for name in names]


def _angle() -> Spec:
    scale: Spec = {"domain": list(_ARROWS), "range": list(_ARROWS.values())}
    return {"field": "side", "type": "nominal", "scale": scale, "legend": None}


def _opacity() -> Spec:
    scale: Spec = {"domain": [True, False], "range": [1, FAINT]}
    return {"field": "certain", "type": "nominal", "scale": scale, "title": "certain"}
