"""Charts of the extra `chart`, for notebooks: the specifications of charts as Altair charts."""

from timeline.chronology import Chronology
from timeline.projections import FigureHistory, Totals
from timeline.writers.chart_specs import Spec, figure_history_spec, timeline_spec, total_spec
from timeline.writers.extras import require

require("altair", feature="timeline.writers.charts", extra="chart")

from altair import LayerChart  # noqa: E402 - only where it is installed


def timeline_chart(chronology: Chronology, *, width: int = 640) -> LayerChart:
    """
    Return a chronology as a chart; see `timeline_spec` for what is drawn how.

    Args:
        chronology: What to draw.
        width: In pixels.
    """
    return _chart(timeline_spec(chronology, width=width))


def figure_history_chart(history: FigureHistory, *, width: int = 640) -> LayerChart:
    """
    Return the history of a figure as a chart; see `figure_history_spec` for what is drawn how.

    Args:
        history: What `figure_history` returned.
        width: In pixels.
    """
    return _chart(figure_history_spec(history, width=width))


def total_chart(totals: Totals, *, width: int = 640) -> LayerChart:
    """
    Return a total as a chart; see `total_spec` for what is drawn how.

    Args:
        totals: What `total` returned.
        width: In pixels.
    """
    return _chart(total_spec(totals, width=width))


def _chart(spec: Spec) -> LayerChart:
    found = LayerChart.from_dict(spec)
    assert isinstance(found, LayerChart)  # noqa: S101 - a specification with layers
    return found
