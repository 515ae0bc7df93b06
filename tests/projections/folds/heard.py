"""A fold for tests: how often each publisher was heard, and whom each report was of last."""

from collections.abc import Mapping

import attrs

import timeline
from timeline.log import Recorded
from timeline.projections import Otherwise
from timeline.records import Amendment


@attrs.frozen(kw_only=True)
class Heard:
    """How many reports came from whom, how many amendments, and the id of the last of all."""

    reports: Mapping[str, int] = attrs.field(factory=dict)
    amendments: int = 0
    last: str | None = None


def heard(
    version: int = 1, *, otherwise: Otherwise = Otherwise.COUNT, poison: str = "nothing"
) -> timeline.Projection[Heard]:
    """Return the projection; it fails at a summary that is poison."""
    found = timeline.projection(
        "heard", initial=Heard(), version=version, merge=merged, otherwise=otherwise
    )

    @found.on_entry(timeline.EventRecord)
    def _(state: Heard, record: timeline.EventRecord, entry: Recorded) -> Heard:
        if record.summary == poison:
            raise ZeroDivisionError("too much")
        count = state.reports.get(record.source.publisher, 0) + 1
        reports = {**state.reports, record.source.publisher: count}
        return attrs.evolve(state, reports=reports, last=entry.id)

    @found.on_entry(timeline.Correction, timeline.Retraction)
    def _(state: Heard, _: Amendment, entry: Recorded) -> Heard:
        return attrs.evolve(state, amendments=state.amendments + 1, last=entry.id)

    return found


def merged(left: Heard, right: Heard) -> Heard:
    """Return the state of two pieces, one behind the other."""
    names = {*left.reports, *right.reports}
    counts = {name: left.reports.get(name, 0) + right.reports.get(name, 0) for name in names}
    return Heard(
        reports=counts,
        amendments=left.amendments + right.amendments,
        last=right.last or left.last,
    )
