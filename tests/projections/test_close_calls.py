"""Close calls: cases on the edge, at which an answer of a projection could easily slip."""

from datetime import timedelta
from itertools import count

from tests.laws.logs import log_of
from tests.projections.views import known, strike
from timeline.codec import Record, record_id
from timeline.projections import Outcome, overlaps, plans, sequence, silences, support
from timeline.records import (
    Correction,
    Event,
    Precedence,
    Retraction,
    Source,
    Speaker,
    Statement,
)

LATER = "2024-12-02T12:00Z"


def plan(happened: str, published: str = "2024-09-01T12:00Z", summary: str = "talks") -> Event:
    """Return a plan of talks."""
    return Event(
        key="talks",
        happened=happened,
        published=published,
        source="Paper",
        summary=summary,
        modality="planned",
    )


def denial(key: str, about: str) -> Statement:
    """Return that a ministry denies something."""
    return Statement(
        key=key,
        happened="2024-10-02",
        published=LATER,
        source="Agency",
        speaker=Speaker(organization="Ministry"),
        summary="no",
        stance="denies",
        about=about,
    )


def rule(earlier: str, later: str) -> Precedence:
    """Return that one happening came before another."""
    return Precedence(earlier=earlier, later=later, reason="told", source="Paper")


def test_plan_whose_time_may_not_be_over_is_due() -> None:
    """It may have been on the last day of the month, which is the day asked about."""
    found = plans(known(plan("2024-10")), at="2024-10-31")
    assert [each.outcome for each in found.all] == [Outcome.DUE]


def test_statement_under_the_key_of_a_plan_is_no_denial_from_elsewhere() -> None:
    """It is one of the reports of the happening, and counts as such alone."""
    found = plans(known(plan("2024-10"), denial("talks", "talks")), at="2024-11-01")
    assert found.all[0].against == ()


def test_our_own_mistake_is_no_earlier_date_of_a_plan() -> None:
    """Nobody ever planned it for the day that we misread."""
    first = plan("2024-10-03")
    mended = Correction(corrects=record_id(first), replacement=plan("2024-10-30"), reason="misread")
    assert plans(known(first, mended), at="2024-09-02").all[0].earlier == ()


def test_latest_plan_is_that_published_last() -> None:
    """Whatever the ids of the two are."""
    first = plan("2024-10-03")
    last = next(
        each
        for each in (plan("2024-10-04", LATER, f"talks {at}") for at in count())
        if record_id(each) < record_id(first)
    )
    assert plans(known(first, last), at="2024-09-02").all[0].planned == last.happened


def test_report_is_no_copy_of_itself() -> None:
    """A publisher that repeats one who repeats it, is not what it is copied from."""
    wheel = Source(publisher="P", via=Source(publisher="Q", via=Source(publisher="P")))
    found = support(known(strike("a", "2024-10-01", source=wheel)), "a")
    assert [each.of for each in found.copies] == [()]


def test_what_is_withdrawn_upstream_stays_so_without_one_of_its_reports() -> None:
    """What is left repeats the same publisher still."""
    first = strike("a", "2024-10-01", source="Agency")
    copies = [
        strike("a", "2024-10-01", source=Source(publisher=each, via="Agency")) for each in "PQ"
    ]
    gone = Retraction(retracts=record_id(first), cause="withdrawn", reason="x", published=LATER)
    found = support(known(first, *copies, gone), "a")
    told = {str(each.after.status) for each in found.falls if each.after is not None}
    assert told == {"withdrawn upstream"}


def test_denial_of_one_figure_is_no_voice_on_the_line() -> None:
    """It says nothing of whether the strike took place."""
    found = support(known(strike("a", "2024-10-01", killed=3), denial("no", "a#killed")), "a")
    assert [each.statements for each in found.backings] == [()]


def test_silence_as_long_as_the_longest_pause_is_none_yet() -> None:
    """Only longer than ever is remarkable."""
    told = [strike(f"s{d}", "2024-10-01", published=f"2024-11-0{d}T00:00Z") for d in (1, 2, 3)]
    view = known(*told)
    ends = ["2024-11-04T00:00Z", "2024-11-04T00:00:01Z"]
    found = [silences(view, until=end, longer_than=timedelta()) for end in ends]
    assert [bool(each.fallen) for each in found] == [False, True]


def surety(records: tuple[Record, ...], *, published: str | None, position: int) -> str:
    """Return how sure the order of two strikes is, as known at a moment."""
    log = log_of([records])
    view = log.as_of(published=published, position=position)
    return str(sequence(log, view, "a", "b").all[0].surety)


def test_precedence_recorded_later_orders_nothing_yet() -> None:
    """Only what the log had taken in by then counts."""
    records = (strike("a", "2024-10"), strike("b", "2024-10"), rule("a", "b"))
    asked = [surety(records, published=None, position=at) for at in (2, 3)]
    assert asked[0] != asked[1]


def test_precedence_retracted_later_still_orders() -> None:
    """Its retraction is not yet published."""
    order = rule("a", "b")
    gone = Retraction(retracts=record_id(order), cause="withdrawn", reason="x", published=LATER)
    records = (strike("a", "2024-10"), strike("b", "2024-10"), order, gone)
    by = "2024-12-01T12:00Z"
    assert surety(records, published=by, position=4) == surety(
        records[:3], published=by, position=3
    )


def test_pair_that_overlaps_stands_in_the_order_of_the_chronology() -> None:
    """Also where a precedence, not a date, says which came first."""
    view = known(strike("a", "2024-10"), strike("b", "2024-10"), rule("b", "a"))
    assert [(each.first, each.second) for each in overlaps(view).all] == [("b", "a")]
