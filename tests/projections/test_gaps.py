"""Gaps and overlaps: when nothing is known to have happened, and what shares time."""

from datetime import timedelta
from itertools import combinations

from hypothesis import given

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from timeline.codec import Record, record_id
from timeline.projections import Quiet, Quiets, gaps, overlaps
from timeline.records import When, relation
from timeline.records.windows import Window, contains, intersection
from timeline.testing.histories import histories

HOUR = 3_600_000_000
DAY = 24 * HOUR


def told(found: Quiets) -> list[tuple[tuple[str, ...], tuple[str, ...], float]]:
    """Return what stands around each gap, and its length in days."""
    return [(each.before, each.after, each.length / DAY) for each in found.all]


def test_gap_between_two_days() -> None:
    """From the end of the one to the beginning of the other."""
    view = known(strike("a", "2024-10-01"), strike("b", "2024-10-04"))
    assert told(gaps(view)) == [(("a",), ("b",), 2)]


def test_days_that_meet_leave_no_gap() -> None:
    """Half-open days touch."""
    assert gaps(known(strike("a", "2024-10-01"), strike("b", "2024-10-02"))).all == ()


def test_vague_dates_fill_all_that_they_may() -> None:
    """Somewhere in October: nothing is known to be free of it."""
    view = known(strike("a", "2024-10-01"), strike("b", "2024-10"), strike("c", "2024-11-03"))
    assert told(gaps(view)) == [(("b",), ("c",), 2)]


def test_long_happening_covers_shorter_ones() -> None:
    """The latest end counts, not that of the latest start."""
    view = known(
        strike("a", "2024-10-01/2024-10-20"), strike("b", "2024-10-05"), strike("c", "2024-10-21")
    )
    assert gaps(view).all == ()


def test_what_goes_on_leaves_no_gap_behind_it() -> None:
    """Without an end it is taken to go on."""
    view = known(strike("a", "2024-10-01/.."), strike("b", "2024-10-20"))
    assert gaps(view).all == ()


def test_gap_before_what_goes_on() -> None:
    """It begins somewhere."""
    view = known(strike("a", "2024-10-01"), strike("b", "2024-10-04/.."))
    assert told(gaps(view)) == [(("a",), ("b",), 2)]


def test_what_lasted_from_no_known_time_fills_all_before_it() -> None:
    """Its beginning is open."""
    view = known(strike("a", "2024-10-01"), strike("b", "../2024-10-04"), strike("c", "2024-10-06"))
    assert told(gaps(view)) == [(("b",), ("c",), 1)]


def test_one_moment_with_an_open_side_is_told_beside_the_gap() -> None:
    """By the 3rd at the latest: it may lie in the gap, and does not fill it."""
    view = known(
        strike("a", "2024-10-01"), strike("b", "[..2024-10-03]"), strike("c", "2024-10-06")
    )
    assert (told(gaps(view)), gaps(view).all[0].perhaps) == ([(("a",), ("c",), 4)], ("b",))


def test_shortest_length_is_exclusive() -> None:
    """Two days are not longer than two days."""
    view = known(strike("a", "2024-10-01"), strike("b", "2024-10-04"))
    assert gaps(view, longer_than=timedelta(days=2)).all == ()


def test_gap_prints_its_ends() -> None:
    """To the minute, in UTC."""
    view = known(strike("a", "2024-10-01"), strike("b", "2024-10-04"))
    row = str(gaps(view)).splitlines()[-1].split()
    assert row == ["2024-10-02T00:00Z", "2024-10-04T00:00Z", "2.0", "days", "a", "b"]


def test_gap_prints_hours_and_minutes() -> None:
    """From the end of one minute to the beginning of another."""
    view = known(strike("a", "2024-10-01T10:20Z"), strike("b", "2024-10-01T20:34Z"))
    row = str(gaps(view)).splitlines()[-1].split()
    assert row == ["2024-10-01T10:21Z", "2024-10-01T20:34Z", "0.4", "days", "a", "b"]


def test_last_moment_of_a_day_is_in_its_last_minute() -> None:
    """Nothing is rounded up to the next day."""
    view = known(strike("a", "2024-10-01T10:20Z"), strike("b", "2024-10-01T23:59:59.999999Z"))
    assert str(gaps(view)).splitlines()[-1].split()[1] == "2024-10-01T23:59Z"


def test_years_before_our_era_are_printed_with_four_digits() -> None:
    """As they are written: -0044, and 0007."""
    view = known(strike("a", "-0044-03-15"), strike("b", "0007-01-01"))
    assert str(gaps(view)).splitlines()[-1].split()[:2] == [
        "-0044-03-16T00:00Z",
        "0007-01-01T00:00Z",
    ]


def test_all_that_end_and_begin_at_a_gap_are_named() -> None:
    """Two end together before it, and two begin together behind it; their records too."""
    around = [
        strike("a", "2024-10-01/2024-10-03"),
        strike("b", "2024-10-03"),
        strike("c", "2024-10-06"),
        strike("d", "2024-10-06/2024-10-09"),
    ]
    found = gaps(known(strike("short", "2024-10-02"), *around)).all[0]
    assert (found.before, found.after) == (("a", "b"), ("c", "d"))
    assert set(found.ids) == {record_id(each) for each in around}


def test_each_of_several_gaps_is_told() -> None:
    """Each has what ends before it alone."""
    view = known(
        *(strike(each, f"2024-10-{day}") for each, day in zip("abc", (10, 12, 15), strict=True))
    )
    assert told(gaps(view)) == [(("a",), ("b",), 1), (("b",), ("c",), 2)]


def test_stretch_with_an_open_side_has_no_length() -> None:
    """Whoever makes one of their own is told 0, and not that it is long."""
    for window in (Window(None, 5), Window(5, None)):
        quiet = Quiet(window=window, before=(), after=(), perhaps=(), ids=())
        assert quiet.length == 0


def test_gap_far_beyond_our_calendar_is_printed() -> None:
    """Years have no limits."""
    view = known(strike("a", "Y-20000"), strike("b", "2024"))
    assert len(str(gaps(view)).splitlines()) == 3


def test_overlap_for_certain() -> None:
    """Two that lasted over the same day."""
    view = known(strike("a", "2024-10-01/2024-10-05"), strike("b", "2024-10-03/2024-10-08"))
    found = overlaps(view)
    assert [(each.first, each.second) for each in found.certain] == [("a", "b")]


def test_overlap_in_words() -> None:
    """How the first stands to the second, and when both may have been."""
    view = known(strike("a", "2024-10-01/2024-10-05"), strike("b", "2024-10-03/2024-10-08"))
    found = overlaps(view)
    assert str(found.all[0]) == "a, b: overlapping"
    assert str(found).splitlines()[-1].split() == [
        *("a", "b", "overlapping"),
        *("2024-10-03T00:00Z", "2024-10-06T00:00Z"),
    ]


def test_overlap_names_the_records_of_both() -> None:
    """Each once."""
    both = (strike("a", "2024-10-01"), strike("b", "2024-10-01"))
    found = overlaps(known(*both)).all[0]
    assert found.ids == tuple(record_id(each) for each in both)


def test_same_day_is_only_a_possible_overlap() -> None:
    """When on that day nobody knows."""
    found = overlaps(known(strike("a", "2024-10-01"), strike("b", "2024-10-01")))
    assert (len(found.all), found.certain) == (1, ())


def test_shared_window_is_what_both_may_have_had() -> None:
    """The month and the day share the day."""
    found = overlaps(known(strike("a", "2024-10"), strike("b", "2024-10-07"))).all[0]
    assert found.window == When("2024-10-07").span


@given(histories())
def test_nothing_placed_lies_in_a_gap(history: tuple[Record, ...]) -> None:
    """No happening may lie in a gap, but those that are told beside it."""
    log = log_of([history])
    view = log.as_of()
    for each in gaps(view).all:
        inside = {entry.key for entry in view if intersection(each.window, entry.happened)}
        assert inside == set(each.perhaps)
        assert set(each.ids) <= ids_in(log)


@given(histories())
def test_gaps_are_apart_and_in_order(history: tuple[Record, ...]) -> None:
    """Each ends before the next begins."""
    found = gaps(log_of([history]).as_of()).all
    for one, other in combinations(found, 2):
        assert one.window.latest is not None
        assert other.window.earliest is not None
        assert one.window.latest < other.window.earliest


@given(histories())
def test_overlaps_are_all_pairs_that_may_share_a_moment(history: tuple[Record, ...]) -> None:
    """Just those whose spans meet, each once, with what `relation` says."""
    log = log_of([history])
    view = log.as_of()
    expected = [
        (one.key, other.key, relation(one.happened, other.happened))
        for one, other in combinations(view, 2)
        if intersection(one.happened, other.happened)
    ]
    found = overlaps(view).all
    assert [(each.first, each.second, each.relation) for each in found] == expected
    spans = {entry.key: entry.happened for entry in view}
    assert all(contains(spans[each.first], each.window) for each in found)
