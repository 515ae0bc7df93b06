"""Laws of lines: each happening once, in a total order, and nothing lost on the way (G17)."""

from collections import Counter

from hypothesis import given

from tests.laws.logs import lines, log_of
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.ledger import Log
from timeline.log import Recorded, Tombstone
from timeline.records import Correction, Event, EventRecord, Instant, Reinstatement, Retraction
from timeline.testing.histories import histories, moments, ordered_reports

HISTORIES = histories(most=14, erasures=True)


@given(HISTORIES, moments())
def test_each_happening_stands_once(history: tuple[Record, ...], moment: Instant | None) -> None:
    """No key stands twice, and no key that judgements joined stands in two entries."""
    known = log_of([history]).as_of(published=moment)
    keys = Counter(key for entry in known for key in entry.keys)
    assert all(count == 1 for count in keys.values())


@given(ordered_reports() | HISTORIES, moments())
def test_order_never_contradicts_dates_that_cannot_overlap(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """What had certainly ended before another began stands in front of it, whatever is judged."""
    known = log_of([history]).as_of(published=moment)
    for at, entry in enumerate(known):
        for later in known[at + 1 :]:
            end, start = later.happened.end.latest, entry.happened.start.earliest
            assert end is None or start is None or end > start


@given(HISTORIES, moments())
def test_a_report_of_a_happening_of_its_own_changes_no_other_line(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """The other lines keep their words and their order, and no problem comes or goes."""
    lone = Event(
        key="zoo", happened="2024-10-15", published="2024-10-01T00:00Z", source="Z", summary="born"
    )
    one = log_of([history]).as_of(published=moment)
    other = log_of([[*history, lone]]).as_of(published=moment)
    assert lines(one) == [each for each in lines(other) if each[0] != "zoo"]
    assert (len(other), other.problems) == (len(one) + 1, one.problems)


@given(HISTORIES, moments())
def test_every_id_is_in_an_entry_or_has_a_counted_reason(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Each account is reported, erased, not yet published, withdrawn, told, or waits for one."""
    log = log_of([history])
    known = log.as_of(published=moment)
    accounts = [each for each in log if isinstance(each.record, EventRecord | Correction)]
    reasons = Counter(reason(log, known, each, moment) for each in accounts)
    assert "" not in reasons
    told = Counter(problem.code.value for problem in known.problems)
    assert told["erased"] == sum(isinstance(each.record, Tombstone) for each in log)


def reason(log: Log, known: Chronology, entry: Recorded, moment: Instant | None) -> str:
    """Return why an account is or is not in a chronology; the empty text if nothing says so."""
    record = entry.record
    reported = {link.id for line in known for each in line.accounts for link in each.chain}
    published = getattr(record, "published", None)
    if entry.id in reported:
        return "reported"
    if published is not None and moment is not None and published > moment:
        return "not yet published"
    if any(_withdraws(each.record, entry.id, moment) for each in log):
        return "withdrawn"
    if any(entry.id in each.ids for each in known.problems):
        return "told"
    named = record.corrects if isinstance(record, Correction) else ""
    behind = next((each for each in log if each.id == named), None)
    waits = behind is not None and reason(log, known, behind, moment) not in {"", "reported"}
    return "waits" if waits else ""


def _withdraws(record: object, identity: str, moment: Instant | None) -> bool:
    published = getattr(record, "published", None)
    seen = published is None or moment is None or published <= moment
    retracts = isinstance(record, Retraction) and record.retracts == identity
    reinstates = isinstance(record, Reinstatement) and record.reinstates == identity
    return seen and (retracts or reinstates)
