"""Laws of folds: kept in any batches is folded at once, and a law that is broken shows."""

from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from tests.projections.folds.heard import Heard, heard
from timeline.codec import Record
from timeline.errors import NoStateError
from timeline.projections import Folded, Otherwise, Projection
from timeline.testing.arrivals import batches
from timeline.testing.folds import check_fold, check_merge, folding, log_of
from timeline.testing.histories import histories
from timeline.testing.rows import NOON, event, events

HISTORIES = histories(erasures=True)


def kept(fold: Projection[Heard], log: timeline.Log) -> Folded[Heard] | None:
    """Return what is kept, or None."""
    try:
        return fold.kept_in(log).read()
    except NoStateError:
        return None


@given(HISTORIES, st.data())
def test_kept_in_any_batches_it_is_what_folding_at_once_gives(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """Appends, savings and catching up may fall anywhere, erasures between them."""
    log = timeline.open_log(":memory:", clock=lambda: NOON)
    for batch in data.draw(batches(records=history)):
        log.append(*batch)
        if data.draw(st.booleans()):
            heard().kept_in(log).catch_up(every=data.draw(st.integers(1, 4)))
        found = kept(heard(), log)
        if found is not None:
            assert found.digest == log.digest(found.position)
    assert heard().kept_in(log).catch_up().folded == heard().over(log)


@given(HISTORIES)
def test_every_record_is_folded_or_counted(history: tuple[Record, ...]) -> None:
    """G17: what comes in is what is folded and what is told of, in the log and as it stands."""
    log = log_of(history)
    assert heard().over(log).tally.total == log.position
    known = log.as_of()
    assert heard().over(known).tally.folded == sum(len(entry.reports) for entry in known)


@given(HISTORIES)
def test_the_fold_of_these_tests_keeps_the_shipped_laws(history: tuple[Record, ...]) -> None:
    """The law that users are given holds for a fold with a merge and mappings."""
    check_fold(heard(), history)


@given(HISTORIES)
def test_a_fold_that_stops_keeps_them_too(history: tuple[Record, ...]) -> None:
    """It stops at the same record each time, with the state before it kept."""
    check_fold(heard(poison="bombed", otherwise=Otherwise.STOP_AT_UNKNOWN), history)


@given(HISTORIES, st.integers(1, 3))
def test_a_merge_gives_the_whole(history: tuple[Record, ...], start: int) -> None:
    """Of any stretch of a log."""
    check_merge(heard(), log_of(history).read()[start:])


# ---------------------------------------------------------------- given, when, then


def counting(step: int = 1) -> Projection[int]:
    """Return a fold that counts events."""
    fold = timeline.projection("events", initial=0, version=1)

    @fold.on(timeline.Event)
    def _(state: int, _: timeline.Event) -> int:
        return state + step

    return fold


def test_given_when_then() -> None:
    """A fold is tested by what came before, what comes, and the state then."""
    found = folding(counting()).given(event(1)).when(event(2), event(3)).then(3)
    assert (found.position, found.tally.folded) == (3, 3)


def test_another_state_is_shown_with_the_way_there() -> None:
    """Found, expected, the fields that differ, and each step."""
    expected = Heard(reports={"P": 1}, last=timeline.record_id(event(1)))
    with pytest.raises(AssertionError) as caught:
        folding(heard()).given(event(1)).when(event(2)).then(expected)
    told = str(caught.value)
    assert "heard: the state is\n  Heard(reports={'P': 2}" in told
    assert "reports: {'P': 2}, not {'P': 1}" in told
    assert "2 event                  Heard(reports={'P': 2}" in told


def test_then_it_stops() -> None:
    """A record that no fold may take is a case, too."""
    stopped = folding(heard(poison="Event 2")).given(event(1)).when(event(2)).then_stops()
    assert stopped.position == 2
    with pytest.raises(AssertionError, match="events does not stop; it comes to"):
        folding(counting()).given(event(1)).then_stops()


def test_a_fold_that_looks_outside_is_found() -> None:
    """The same record and the same state give another one."""
    fold, clock = timeline.projection("clock", initial=0, version=1), count()
    fold.on(timeline.Event)(lambda _, __: next(clock))
    with pytest.raises(AssertionError, match=r"position 1, .* comes to another state"):
        check_fold(fold, [event(1)])


def test_a_fold_that_changes_a_state_in_place_is_found() -> None:
    """A new mapping each time, or none is safe."""
    fold = timeline.projection("place", initial=Heard(), version=1)

    @fold.on(timeline.Event)
    def _(state: Heard, record: timeline.Event) -> Heard:
        if not state.reports:
            return Heard(reports={record.key: 1})
        state.reports[record.key] = 1  # type: ignore[index]  # the slip
        return Heard(reports=dict(state.reports))

    with pytest.raises(AssertionError, match=r"position 2, .* changes the state in place"):
        check_fold(fold, events(3))


def _merging(merge: str) -> Projection[int]:
    merges: dict[str, Callable[[int, int], int]] = {
        "difference": lambda left, right: left - right,
        "greater": max,
        "one more": lambda left, right: left + right + 1,
    }
    fold = timeline.projection("merging", initial=0, version=1, merge=merges[merge])
    fold.on(timeline.Event)(lambda state, _: state + 1)
    return fold


@pytest.mark.parametrize(
    "merge,match",
    [
        ("difference", "merged with the initial state"),
        ("greater", "the pieces between .* merge into"),
        ("one more", "merged with the initial state"),
    ],
)
def test_a_merge_that_is_none_is_found(merge: str, match: str) -> None:
    """Neither what has no identity, nor what gives another whole."""
    with pytest.raises(AssertionError, match=match):
        check_fold(_merging(merge), events(3))


def test_a_merge_that_minds_brackets_is_found() -> None:
    """Pieces may be put together in any grouping, or not at all."""

    def lopsided(left: int, right: int) -> int:
        return 2 * left + right if left and right else left + right

    fold = timeline.projection("lopsided", initial=0, version=1, merge=lopsided)
    fold.on(timeline.Event)(lambda state, _: 4 * state + 1)
    with pytest.raises(AssertionError, match="merge is not associative"):
        check_fold(fold, events(10))
