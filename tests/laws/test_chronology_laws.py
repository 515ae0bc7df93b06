"""Laws of ordering, deduplication and as-of, over histories with every amendment."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.ledger import Log, open_log
from timeline.records import Amendment, EventRecord, Instant, Precedence
from timeline.resolution import Entry, Problem
from timeline.resolution.problems import ProblemCode
from timeline.testing.histories import histories, moments, ordered_reports

START = datetime(2024, 11, 1, tzinfo=UTC)


class Ticking:
    """A clock that goes on one minute at each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> Instant:
        self.now += timedelta(minutes=1)
        return self.now


def log_of(batches: Sequence[Sequence[Record]]) -> Log:
    """Return a log in memory that took in those batches."""
    log = open_log(":memory:", clock=Ticking())
    for batch in batches:
        log.append(*batch)
    return log


def line(entry: Entry) -> tuple[object, ...]:
    """Return all that an entry says, without where in the log its reports stand."""
    reports = tuple((each.id, each.event, each.published) for each in entry.accounts)
    chains = tuple(tuple(link.id for link in each.chain) for each in entry.accounts)
    return (
        entry.key,
        entry.keys,
        entry.happened,
        entry.summary,
        entry.figures,
        entry.standing,
        entry.kind,
        reports,
        chains,
    )


def lines(chronology: Chronology) -> list[tuple[object, ...]]:
    """Return all that a chronology says, in its order."""
    return [line(entry) for entry in chronology]


def lasting(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that a later record cannot solve: not the dangling ones."""
    dangling = {ProblemCode.DANGLING_TARGET, ProblemCode.DANGLING_KEY, ProblemCode.WRONG_TARGET}
    return [each for each in problems if each.code not in dangling]


@given(histories(), moments(), st.data())
def test_order_of_arrival_never_changes_a_chronology(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """The same records in another order give the same lines and the same problems."""
    shuffled = data.draw(st.permutations(history))
    one, other = (log_of([each]).as_of(published=moment) for each in (history, shuffled))
    assert (lines(one), one.problems) == (lines(other), other.problems)


@given(histories(), moments(), st.data())
def test_batching_never_changes_a_chronology(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """One batch, or as many as there are records, or any cut between: the same chronology."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(history)))))
    edges = [0, *cuts, len(history)]
    batches = [history[start:stop] for start, stop in pairwise(edges)]
    one, other = log_of([history]).as_of(published=moment), log_of(batches).as_of(published=moment)
    assert (lines(one), one.problems) == (lines(other), other.problems)


@given(histories(), st.data())
def test_the_same_record_twice_is_once(history: tuple[Record, ...], data: st.DataObject) -> None:
    """Records appended again are counted as duplicates, and change neither log nor chronology."""
    log = log_of([history])
    before = log.as_of()
    again = data.draw(st.lists(st.sampled_from(history), max_size=5))
    receipt = log.append(*again, *again)
    assert (receipt.appended, receipt.duplicates) == (0, 2 * len(again))
    assert log.as_of() == before


@given(histories(), moments())
def test_order_is_total_and_each_happening_stands_once(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """No key stands twice, and no key that judgements joined stands in two entries."""
    chronology = log_of([history]).as_of(published=moment)
    keys = Counter(key for entry in chronology for key in entry.keys)
    assert all(count == 1 for count in keys.values())


@given(ordered_reports() | histories(), st.none() | moments())
def test_order_never_contradicts_dates_that_cannot_overlap(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """What had certainly ended before another began stands in front of it, whatever is judged."""
    chronology = log_of([history]).as_of(published=moment)
    for at, entry in enumerate(chronology):
        for later in chronology[at + 1 :]:
            end, start = later.happened.end.latest, entry.happened.start.earliest
            assert end is None or start is None or end > start


@given(ordered_reports())
def test_order_is_that_of_the_naive_definition(history: tuple[Record, ...]) -> None:
    """Of those that no followed precedence holds back, the least sort key comes next."""
    known = log_of([history]).as_of()
    told = {each for problem in known.problems for each in problem.ids}
    rules = {
        (record.earlier, record.later)
        for record in history
        if isinstance(record, Precedence) and record_id(record) not in told
    }
    waiting = {entry.key: (entry.happened.sort_key, entry.key) for entry in known}
    naive: list[str] = []
    while waiting:
        free = [key for key in waiting if not any((other, key) in rules for other in waiting)]
        naive.append(min(free, key=lambda key: waiting[key]))
        del waiting[naive[-1]]
    assert [entry.key for entry in known] == naive


@given(histories(most=14), st.data(), moments())
def test_later_appends_change_no_earlier_view_on_the_recorded_clock(
    history: tuple[Record, ...], data: st.DataObject, moment: Instant | None
) -> None:
    """What was known at a position is the same after any later append."""
    cut = data.draw(st.integers(0, len(history)))
    log = log_of([history[:cut]])
    before = log.as_of(published=moment)
    log.append(*history[cut:])
    assert log.as_of(published=moment, position=before.position) == before


@given(histories(), st.data())
def test_later_publications_change_no_earlier_view_on_the_published_clock(
    history: tuple[Record, ...], data: st.DataObject
) -> None:
    """What was published by a date is the same without anything that was published after it."""
    moment = data.draw(moments().filter(lambda each: each is not None))
    known = [each for each in history if _is_published(each, moment)]
    one, other = (log_of([each]).as_of(published=moment) for each in (history, known))
    assert lines(one) == lines(other)
    assert lasting(one.problems) == lasting(other.problems)


def _is_published(record: Record, moment: Instant | None) -> bool:
    published = getattr(record, "published", None)
    return published is None or moment is None or published <= moment


@given(histories(erasures=True), moments())
def test_every_id_is_in_an_entry_or_has_a_counted_reason(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Each event record is a report, was replaced, withdrawn, erased, or is not yet published."""
    log = log_of([history])
    known = log.as_of(published=moment)
    reported = {link.id for entry in known for each in entry.accounts for link in each.chain}
    erased = {
        each for problem in known.problems if problem.code == "erased" for each in problem.ids
    }
    for entry in log:
        if isinstance(entry.record, EventRecord) and entry.id not in reported | erased:
            later = not _is_published(entry.record, moment)
            named = {getattr(each, "retracts", None) for each in history}
            assert later or entry.id in named


@given(histories())
def test_amendments_never_become_entries(history: tuple[Record, ...]) -> None:
    """Every entry holds event records only."""
    for entry in log_of([history]).as_of():
        assert not any(isinstance(each.record, Amendment) for each in entry.reports)


@given(histories(), moments())
def test_all_clocks_asked_for_now_give_the_whole_chronology(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Asking for the last position or the last recorded instant is asking for everything."""
    log = log_of([[each] for each in history])
    everything = log.as_of(published=moment)
    last = log.read()[-1]
    assert log.as_of(published=moment, position=last.position) == everything
    assert log.as_of(published=moment, recorded=last.recorded) == everything


@given(histories(erasures=True))
def test_log_verifies_whatever_was_appended(history: tuple[Record, ...]) -> None:
    """The chain holds, each record is counted, and each erased one too."""
    log = log_of([history])
    assert log.verify().records == len({record_id(each) for each in history})
