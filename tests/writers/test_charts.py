"""Charts: what is drawn as a point, a bar, an arrow or unknown; and specifications are valid."""

import json

import pytest
from hypothesis import given

import timeline
from tests.laws.logs import log_of
from tests.stories import told
from timeline.codec import Record
from timeline.records import Event
from timeline.testing.histories import histories
from timeline.writers.chart_rows import Rows, history_rows, timeline_rows, total_rows
from timeline.writers.chart_specs import Spec, figure_history_spec, timeline_spec, total_spec
from timeline.writers.charts import figure_history_chart, timeline_chart, total_chart

DAY = 86_400_000
MARCH_4 = 1_709_510_400_000

TOLLS = told("""
    2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed at least 1]
    2024-03-06: s2 says bridge on 2024-03-04 by B: closed [killed 2 to 4]
    2024-03-07: s3 says bridge on 2024-03-04 by C: closed [killed unknown]
    2024-03-08: s4 says bridge on 2024-03-04 by D: closed [killed about 3]
""")


def drawn(happened: str) -> Rows:
    """Return how one line of a date is drawn."""
    log = timeline.open_log(":memory:")
    log.append(
        Event(
            key="a",
            happened=happened,
            published="2024-06-01T12:00Z",
            source="A",
            summary='It\'s "closed" \\ </script>',
        )
    )
    return timeline_rows(log.as_of())


def test_day_is_a_faint_bar_and_no_midnight() -> None:
    """Some time of that day, from its first moment to its last."""
    rows = drawn("2024-03-04")
    assert [(each["from"], each["to"], each["certain"]) for each in rows.spans] == [
        (MARCH_4, MARCH_4 + DAY, False)
    ]
    assert (rows.points, rows.arrows, rows.unknowns) == ([], [], [])


def test_minute_is_a_point() -> None:
    """A point invents nothing where the minute is known."""
    rows = drawn("2024-03-04T10:30Z")
    assert [each["at"] for each in rows.points] == [MARCH_4 + 37_800_000]
    assert rows.spans == []


def test_what_lasted_is_solid_where_it_certainly_went_on() -> None:
    """The first and the last month are faint: it began and ended somewhere within them."""
    rows = drawn("2024-03/2024-05")
    assert sorted((each["from"], each["certain"]) for each in rows.spans) == [
        (1_709_251_200_000, False),
        (1_711_929_600_000, True),
        (1_714_521_600_000, False),
    ]


@pytest.mark.parametrize(
    "happened, side, unknown",
    [
        ("2024-03-04/..", "right", False),
        ("../2024-03-04", "left", False),
        ("2024-03-04/", "right", True),
        ("/2024-03-04", "left", True),
    ],
)
def test_open_end_is_an_arrow_and_an_unknown_one_is_marked(
    happened: str, side: str, *, unknown: bool
) -> None:
    """What goes on is known to go on; an end that nobody knows has a question mark."""
    rows = drawn(happened)
    assert {each["side"] for each in rows.arrows} == {side}
    assert [each["mark"] for each in rows.unknowns] == ["?"] * unknown
    edge = rows.first if side == "left" else rows.last
    assert {each["at"] for each in rows.arrows} == {edge}


def test_date_beyond_the_axis_is_an_arrow() -> None:
    """A chart's axis ends some 270,000 years away."""
    rows = drawn("Y-5000000")
    assert {each["side"] for each in rows.arrows} == {"left"}
    assert all(rows.first <= float(each["from"] or 0) for each in rows.spans)


def test_figure_is_drawn_with_its_bounds() -> None:
    """An open top is an arrow, a best number a line, and unknown neither zero nor a bar."""
    rows = history_rows(timeline.figure_history(TOLLS.log, "bridge", "killed"))
    bars = {each["words"]: (each["low"], each["high"]) for each in rows.spans}
    assert bars["2 to 4"] == (2.0, 4.0)
    assert bars["at least 1"][0] == 1.0
    assert [each["words"] for each in rows.arrows] == ["at least 1"]
    assert [(each["words"], each["at"]) for each in rows.points] == [("about 3", 3.0)]
    assert [each["words"] for each in rows.unknowns] == ["unknown"]
    assert float(bars["at least 1"][1] or 0) > 4


def test_total_is_drawn_with_its_open_top() -> None:
    """At least one, and nobody knows how many more."""
    log = told("2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed at least 1]")
    rows = total_rows(timeline.total(log.known(), "killed"))
    assert [each["side"] for each in rows.arrows] == ["up"]
    assert [each["low"] for each in rows.spans] == [1.0]


def specs() -> list[tuple[Spec, dict[str, object]]]:
    """Return each specification of a story, with what Altair made of it."""
    known = TOLLS.known()
    history, total = timeline.figure_history(TOLLS.log, "bridge", "killed"), None
    total = timeline.total(known, "killed", by="day")
    return [
        (timeline_spec(known), timeline_chart(known).to_dict()),
        (figure_history_spec(history), figure_history_chart(history).to_dict()),
        (total_spec(total), total_chart(total).to_dict()),
    ]


def test_altair_takes_every_specification_and_keeps_its_layers() -> None:
    """It is valid against the schema of Vega-Lite, and no layer is lost."""
    for spec, made in specs():
        assert made["layer"] == json.loads(json.dumps(spec["layer"]))


def test_chart_asks_for_nothing() -> None:
    """Its data stands in it, and the only address is the name of the schema."""
    for spec, _ in specs():
        text = json.dumps({name: each for name, each in spec.items() if name != "$schema"})
        assert "://" not in text
        assert '"url"' not in text


@given(histories(most=8))
def test_every_line_of_a_chronology_is_drawn_within_its_edges(
    history: tuple[Record, ...],
) -> None:
    """No line is left out, no bar runs backwards or out of the chart."""
    known = log_of([history]).as_of()
    rows = timeline_rows(known)
    marks = [*rows.spans, *rows.points, *rows.arrows]
    assert {each["key"] for each in marks} == {each.key for each in known}
    for each in rows.spans:
        start, end = float(each["from"] or 0), float(each["to"] or 0)
        assert rows.first <= start <= end <= rows.last
    json.dumps(timeline_spec(known), allow_nan=False)
