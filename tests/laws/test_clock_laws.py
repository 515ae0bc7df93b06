"""Laws of the two clocks: what was known at a moment, and that nothing later changes it (G9)."""

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.laws.logs import Kept, lines, log_of, said, told
from tests.resolution.oracle import World
from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.log import Recorded
from timeline.records import Correction, Erasure, Instant
from timeline.testing.arrivals import arrivals
from timeline.testing.histories import DATES, histories, moments

HISTORIES = histories(most=14)
WITH_ERASURES = histories(most=14, erasures=True)


def later_erasures(history: tuple[Record, ...], position: int) -> list[Erasure]:
    """Return what is erased behind a position and stands before it."""
    there = {record_id(each) for each in history[:position]}
    later = [each for each in history[position:] if isinstance(each, Erasure)]
    return [each for each in later if each.erases in there]


@given(WITH_ERASURES, moments(), st.data())
def test_a_log_cut_at_a_position_is_what_was_known_at_it(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """
    `log.as_of(position=n)` equals the chronology of a log that holds these n rows alone.

    Nothing behind them may erase one of them; the next law is about that.
    """
    history = data.draw(arrivals(history=history))
    kept, position = Kept.of(history), data.draw(st.integers(0, len(history)))
    assume(not later_erasures(history, position))
    cut = kept.cut(position).as_of(published=moment)
    known = kept.log.as_of(published=moment, position=position)
    assert known == cut
    assert said(known) == said(cut)


@given(WITH_ERASURES, moments(), st.data())
def test_a_cut_log_with_the_later_erasures_is_what_is_left_of_a_position(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """
    An erasure acts in every view: as if the log had been cut, and then lost those bodies.

    Only what names one of those erasures differs: in the cut log it names what is there by then.
    """
    history = data.draw(arrivals(history=history))
    kept, position = Kept.of(history), data.draw(st.integers(0, len(history)))
    cut, later = kept.cut(position), later_erasures(history, position)
    cut.append(*later)
    one = kept.log.as_of(published=moment, position=position)
    other = cut.as_of(published=moment)
    assert tuple(one) == tuple(other)
    ids = {record_id(each) for each in later}
    problems = [
        [each for each in known.problems if each.code == "erased" or not ids & set(each.ids)]
        for known in (one, other)
    ]
    assert problems[0] == problems[1]


@given(WITH_ERASURES, moments(), st.data())
def test_later_appends_change_no_earlier_view_on_the_recorded_clock(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """Entries, problems and words at a position stay, whether asked again or only looked at now."""
    history = data.draw(arrivals(history=history))
    position = data.draw(st.integers(0, len(history)))
    later = [each for each in history[position:] if not isinstance(each, Erasure)]
    log = log_of([history[:position]])
    before, unseen = said(log.as_of(published=moment)), log.as_of(published=moment)
    for each in later:
        log.append(each)
        log.as_of(published=moment)
    assert said(log.as_of(published=moment, position=position)) == before
    assert said(unseen) == before


@given(WITH_ERASURES, moments(), st.data())
def test_what_an_erasure_takes_from_an_earlier_view_is_told_there(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """No account of the view comes from an erased body, and each of them is in its problems."""
    history = data.draw(arrivals(history=history))
    position = data.draw(st.integers(0, len(history)))
    gone = {each.erases for each in history if isinstance(each, Erasure)}
    there = gone & {record_id(each) for each in history[:position]}
    known = log_of([history]).as_of(published=moment, position=position)
    erased = [each for each in known.problems if each.code == "erased"]
    assert {identity for each in erased for identity in each.ids} & gone == there
    assert len(erased) == len(there)
    assert not gone & {link.id for each in _accounts(known) for link in each}


@given(HISTORIES, st.data())
def test_later_publications_change_no_earlier_view_on_the_published_clock(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """
    What was published by a date is the same without anything published after it.

    The one exception is design rule 2's: a correction that was withdrawn passes on what it named,
    also at dates before its own. Problems differ only where an amendment names what is left out:
    then its target or key is nowhere, and before it may have been of the wrong sort.
    """
    moment = data.draw(st.sampled_from(DATES))
    log = log_of([history])
    world = World(entries=log.read(), by=moment, orders={})
    later = [each for each in world.entries if not world.is_visible(each)]
    left_out = {each.id for each in later if not _passes_on(world, each)}
    rest = log_of([[each for each in history if record_id(each) not in left_out]])
    one, other = log.as_of(published=moment), rest.as_of(published=moment)
    assert lines(one) == lines(other)
    assert {code for code, ids in told(one) - told(other)} <= {"wrong-target"}
    assert {code for code, ids in told(other) - told(one)} <= {"dangling-target", "dangling-key"}
    targets = [ids for code, ids in told(one) ^ told(other) if code != "dangling-key"]
    assert all(left_out & set(ids) for ids in targets)


@given(WITH_ERASURES, moments())
def test_all_clocks_asked_for_now_give_the_whole_chronology(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Asking for the last position or the last recorded instant is asking for everything."""
    log = log_of([[each] for each in history])
    everything = log.as_of(published=moment)
    last = log.read()[-1]
    for known in (
        log.as_of(published=moment, position=last.position),
        log.as_of(published=moment, recorded=last.recorded),
    ):
        assert known == everything
        assert known.problems == everything.problems


@given(WITH_ERASURES)
def test_no_publication_date_is_the_last_one(history: tuple[Record, ...]) -> None:
    """Leaving `published` out is asking for a date behind every publication."""
    log = log_of([history])
    one, other = log.as_of(), log.as_of(published="9999-12-31T23:59Z")
    assert (tuple(one), one.problems) == (tuple(other), other.problems)


def _passes_on(world: World, entry: Recorded) -> bool:
    return isinstance(entry.record, Correction) and world.is_withdrawn(entry.id)


def _accounts(known: Chronology) -> list[tuple[Recorded, ...]]:
    return [each.chain for entry in known for each in entry.accounts]
