"""Laws of taking back: withdrawing is never having had, and reinstating never having withdrawn."""

from collections.abc import Sequence

import attrs
from attrs import frozen
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.laws.logs import line, lines, log_of, told
from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.log import Recorded
from timeline.records import (
    Amendment,
    Cause,
    Correction,
    Erasure,
    Instant,
    Reinstatement,
    Retraction,
)
from timeline.resolution import Entry
from timeline.testing.amendments import retractions
from timeline.testing.arrivals import arrivals
from timeline.testing.histories import DATES, histories, moments

HISTORIES = histories(most=14, erasures=True)
EVER = st.none() | st.sampled_from(DATES)


@frozen(kw_only=True)
class Without:
    """
    A history in which one record never was.

    Args:
        records: The other ones; where a correction named it, that names what it corrected.
        renamed: Ids by which records go there, by their ids in the first history.
    """

    records: tuple[Record, ...]
    renamed: dict[str, str]

    @classmethod
    def of(cls, history: Sequence[Record], gone: Record) -> "Without":
        """Return the history without a record."""
        renamed: dict[str, str] = {}
        records = []
        for each in history:
            if each != gone:
                other = _renamed(each, gone, renamed)
                records.append(other)
                if other != each:
                    renamed[record_id(each)] = record_id(other)
        return cls(records=tuple(records), renamed=renamed)

    def id(self, identity: str) -> str:
        """Return the id that stands for an id of the first history."""
        return self.renamed.get(identity, identity)


def _renamed(record: Record, gone: Record, renamed: dict[str, str]) -> Record:
    behind = {}
    if isinstance(gone, Correction) and isinstance(record, Correction | Erasure):
        behind = {record_id(gone): gone.corrects}
    changed = {
        name: (renamed | behind)[getattr(record, name)]
        for name in ("corrects", "retracts", "reinstates", "erases", "corrected")
        if getattr(record, name, None) in renamed | behind
    }
    return attrs.evolve(record, **changed) if changed else record  # type: ignore[arg-type]  # texts


@frozen(kw_only=True)
class Taking:
    """
    A history, and what is taken back of it.

    Args:
        history: Its records.
        back: One of them.
        published: When it is taken back.
    """

    history: tuple[Record, ...]
    back: Record
    published: Instant | None

    @property
    def retraction(self) -> Retraction:
        """The retraction, for a reason that says nothing of a publisher."""
        return Retraction(
            retracts=record_id(self.back),
            cause=Cause.CODED_IN_ERROR,
            reason="never was",
            published=self.published,
        )


@st.composite
def takings_back(draw: st.DrawFn, *, published: st.SearchStrategy[Instant | None]) -> Taking:
    """Return histories, and a retraction of one of their records that nothing else took away."""
    history = draw(HISTORIES)
    gone = {each.erases for each in history if isinstance(each, Erasure)}
    upstream = {
        each.retracts
        for each in history
        if isinstance(each, Retraction) and each.cause is not Cause.CODED_IN_ERROR
    }
    free = [
        each
        for each in history
        if not isinstance(each, Erasure) and record_id(each) not in gone | upstream
    ]
    assume(free)
    amending = [each for each in free if isinstance(each, Amendment)]
    middles = [each for each in amending if _names(history, each)]
    pool = draw(st.sampled_from([each for each in (free, amending, middles) if each]))
    return Taking(history=history, back=draw(st.sampled_from(pool)), published=draw(published))


@given(takings_back(published=EVER), moments(), st.data())
def test_withdrawing_a_record_is_never_having_had_it(
    taking: Taking, moment: Instant | None, data: st.DataObject
) -> None:
    """
    From the date of the retraction on, lines are those of a log in which the record never was.

    Problems are the same but for those that name it: what names it wrongly, or is a correction of
    it, is told so, and in the other log names what is not there; and for keys that only it had.
    """
    moment = _not_before(taking.published, moment)
    log = log_of([data.draw(arrivals(history=(*taking.history, taking.retraction)))])
    check_never_was(log.as_of(published=moment), taking, moment)


@given(takings_back(published=st.none()), moments())
def test_erasing_a_record_is_never_having_had_it(taking: Taking, moment: Instant | None) -> None:
    """At every date; problems differ as for a retraction, and tell the erasure."""
    corrected = taking.back.corrects if isinstance(taking.back, Correction) else None
    erasure = Erasure(
        erases=record_id(taking.back), authority="court", reason="never was", corrected=corrected
    )
    log = log_of([[*taking.history, erasure]])
    check_never_was(log.as_of(published=moment), taking, moment)


@given(takings_back(published=EVER), moments(), st.data())
def test_before_its_date_a_retraction_changes_nothing(
    taking: Taking, moment: Instant | None, data: st.DataObject
) -> None:
    """A retraction acts from its own publication on."""
    assume(taking.published is not None and moment is not None and moment < taking.published)
    log = log_of([data.draw(arrivals(history=(*taking.history, taking.retraction)))])
    check_same(log.as_of(published=moment), log_of([taking.history]).as_of(published=moment))


@given(takings_back(published=EVER), EVER, moments(), st.data())
def test_reinstating_is_never_having_withdrawn(
    taking: Taking, published: Instant | None, moment: Instant | None, data: st.DataObject
) -> None:
    """From the date of the reinstatement on nothing is left of a retraction, also in problems."""
    moment = _not_before(published, moment)
    back = Reinstatement(
        reinstates=record_id(taking.retraction), reason="was after all", published=published
    )
    history = data.draw(arrivals(history=(*taking.history, taking.retraction, back)))
    known = log_of([history]).as_of(published=moment)
    check_same(known, log_of([taking.history]).as_of(published=moment))


@given(HISTORIES, moments(), st.data())
def test_retracting_a_retraction_is_reinstating(
    history: tuple[Record, ...], moment: Instant | None, data: st.DataObject
) -> None:
    """Amendments are withdrawn like anything else: two ways to say one thing."""
    gone = {each.erases for each in history if isinstance(each, Erasure)}
    whole = [each for each in history if not isinstance(each, Erasure)]
    whole = [each for each in whole if record_id(each) not in gone]
    assume(whole)
    first = data.draw(retractions(of=data.draw(st.sampled_from(whole)), published=EVER))
    assume(first not in history)
    again = Retraction(retracts=record_id(first), cause="coded in error", reason="r")
    back = Reinstatement(reinstates=record_id(first), reason="r")
    one, other = (log_of([[*history, first, each]]) for each in (again, back))
    check_same(one.as_of(published=moment), other.as_of(published=moment))


def check_same(one: Chronology, other: Chronology) -> None:
    """Compare lines, problems and words of two logs."""
    assert lines(one) == lines(other)
    assert one.problems == other.problems
    assert str(one) == str(other)


def check_never_was(known: Chronology, taking: Taking, moment: Instant | None) -> None:
    """Compare a chronology with that of a log in which what was taken back never was."""
    without = Without.of(taking.history, taking.back)
    assume(_can_be_appended(without))
    other = log_of([without.records]).as_of(published=moment)
    assert _accounts(known, without) == _accounts(other, without)
    if not _is_decided_by_ids(known, without):
        assert [_unnamed(each, without) for each in known] == [
            _unnamed(each, without) for each in other
        ]
    _check_problems(known, other, without, record_id(taking.back))


def _check_problems(one: Chronology, other: Chronology, without: Without, gone: str) -> None:
    renamed = {(code, tuple(sorted(map(without.id, ids)))) for code, ids in told(one)}
    only_one = {each for each in renamed - told(other) if gone not in each[1]}
    only_other = {each for each in told(other) - renamed if gone not in each[1]}
    assert only_one == set()
    assert {code for code, _ in only_other} <= {"dangling-key"}
    naming = {code for code, ids in renamed if gone in ids}
    assert naming <= {"wrong-target", "withdrawn-target", "erased"}
    assert {code for code, ids in told(other) if gone in ids} <= {"dangling-target"}


def _not_before(published: Instant | None, moment: Instant | None) -> Instant | None:
    return moment if published is None or moment is None else max(published, moment)


def _names(history: Sequence[Record], named: Record) -> bool:
    """Return whether a correction corrects a record."""
    identity = record_id(named)
    return any(isinstance(each, Correction) and each.corrects == identity for each in history)


def _can_be_appended(without: Without) -> bool:
    """Return whether no renamed record is one that was there, or corrects itself."""
    ids = [record_id(each) for each in without.records]
    twisted = [
        each
        for each in without.records
        if isinstance(each, Correction) and record_id(each.replacement) == each.corrects
    ]
    return len(set(ids)) == len(ids) and not twisted


def _accounts(known: Chronology, without: Without) -> dict[str, object]:
    """Return keys and reports of each entry, in no order."""
    return {
        entry.key: (
            entry.keys,
            {
                (without.id(each.id), each.event, each.published, _ids(each.chain, without))
                for each in entry.accounts
            },
        )
        for entry in known
    }


def _unnamed(entry: Entry, without: Without) -> tuple[object, ...]:
    *what, _, _ = line(entry)
    accounts = [(without.id(each.id), _ids(each.chain, without)) for each in entry.accounts]
    return (*what, accounts)


def _is_decided_by_ids(known: Chronology, without: Without) -> bool:
    """Return whether a record that was renamed shares its publication with another account."""
    accounts = [each for entry in known for each in entry.accounts]
    counts = [each.published for each in accounts]
    return any(each.id in without.renamed and counts.count(each.published) > 1 for each in accounts)


def _ids(chain: Sequence[Recorded], without: Without) -> tuple[str, ...]:
    return tuple(without.id(each.id) for each in chain)
