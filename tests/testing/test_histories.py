"""Strategies of histories: what they draw is valid, and holds every hard case often enough."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.anew import ANEW
from tests.laws.logs import log_of
from tests.resolution.equality import orders
from tests.resolution.oracle import World
from tests.resolution.richness import FEATURES, features
from timeline.codec import Record, record_id
from timeline.records import Erasure, Event
from timeline.testing.amendments import corrections
from timeline.testing.arrivals import arrivals, batches, erasures_last, points
from timeline.testing.histories import copies, histories, reports

HISTORIES = histories(most=14, erasures=True)
LOGS = 400


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    """Return the share of generated logs that hold each hard case; the same ones every time."""
    found: Counter[str] = Counter()

    @settings(
        max_examples=LOGS,
        derandomize=True,
        database=None,
        deadline=None,
        backend=ANEW,
        suppress_health_check=list(HealthCheck),
    )
    @given(HISTORIES)
    def look(history: tuple[Record, ...]) -> None:
        log = log_of([history])
        entries = log.read()
        world = World(entries=entries, by=None, orders=orders(entries))
        found.update(features(log.as_of(), world))

    look()
    return {feature: found[feature] / LOGS for feature in FEATURES}


@pytest.mark.parametrize("feature", FEATURES)
def test_hard_case_is_in_enough_histories(feature: str, shares: dict[str, float]) -> None:
    """A case that is hardly ever drawn is not tested by any law."""
    assert shares[feature] >= 0.01


@given(HISTORIES, st.data())
def test_any_arrival_is_taken_and_loses_nothing(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """A log takes the records in every order and every batch that is drawn, each of them once."""
    arrived = data.draw(arrivals(history=history))
    log = log_of(data.draw(batches(records=arrived)))
    assert [each.id for each in log] == [record_id(each) for each in arrived]
    assert sorted(map(record_id, arrived)) == sorted(map(record_id, history))


def test_erasure_that_comes_too_early_stands_directly_behind_its_target() -> None:
    """All other records keep their order."""
    one, other = (
        Event(key=key, happened="2024", published="2024-10-20T12:00Z", source="P", summary="s")
        for key in ("a", "b")
    )
    erasure = Erasure(erases=record_id(one), authority="court", reason="r")
    assert erasures_last([erasure, other, one]) == (other, one, erasure)
    assert erasures_last([one, other, erasure]) == (one, other, erasure)


@given(HISTORIES, st.data())
def test_batches_are_the_records_in_their_order(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """Cutting loses nothing and moves nothing, in as many batches as were asked for or fewer."""
    parts = data.draw(batches(records=history, most=3))
    assert len(parts) <= 3
    assert tuple(each for part in parts for each in part) == history


@given(st.integers(0, 80), st.data())
def test_points_lie_within_the_log(last: int, data: st.DataObject) -> None:
    """No position is asked for that the log does not have."""
    assert 0 <= data.draw(points(last=last)).position <= last


@given(reports(), st.data())
def test_no_correction_corrects_a_record_by_itself(report: Event, data: st.DataObject) -> None:
    """A log refuses a correction whose replacement is what it corrects."""
    correction = data.draw(corrections(of=report, replacements=st.just(report)))
    assert record_id(correction.replacement) != correction.corrects


@given(reports(), st.data())
def test_copy_names_what_it_repeats(report: Event, data: st.DataObject) -> None:
    """It says the same of the same happening, and leads back to the source of the report."""
    copy = data.draw(copies(of=report))
    assert (copy.key, copy.summary, copy.source.via) == (report.key, report.summary, report.source)
