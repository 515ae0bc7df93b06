from collections.abc import Iterator
from pathlib import Path

import pytest

import timeline
from examples import overwritten_table as example
from examples.overwritten_table import Delivery, Table
from timeline.resolution import Account

EXAMPLES = Path(__file__).parents[2] / "examples"
COPIES = list(example.copies())
UNREADABLE = "unreadable-37d0bbc1"


@pytest.fixture(scope="module")
def log() -> Iterator[timeline.Log]:
    """Give the log of all deliveries."""
    with example.table_log() as opened:
        yield opened


def figures(log: timeline.Log, day: str, moment: str) -> str | None:
    """Return the row of a day as of a moment, in words."""
    found = example.table_of(example.known_at(log, moment)).get(day)
    return None if found is None else example.in_words(found)


def account(log: timeline.Log, key: str) -> Account:
    """Return the one account of a row as it stands in the end."""
    (found,) = log.as_of().entry(key).accounts
    return found


def chain(log: timeline.Log, key: str) -> list[str]:
    """Return the figures of every account that stood for a row, in words."""
    told = (example.event(each.record) for each in account(log, key).chain)
    return [example.in_words(each.figures) for each in told]


def gaps(log: timeline.Log, moment: str) -> list[str]:
    """Return when the table could not be read, as known at a moment."""
    return [each.happened.text for each in example.known_at(log, moment).where(tag="gap")]


def delivered(commit: str) -> tuple[Delivery, Table]:
    """Return a delivery and the table as it then stood."""
    return next(each for each in COPIES if each[0].commit == commit)


# ---------------------------------------------------------------- the script


def test_prints_the_checked_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The script prints what is checked in; to renew it, run it with `> examples/output/…`."""
    example.main()
    expected = (EXAMPLES / "output" / "overwritten_table.txt").read_text(encoding="utf-8")
    assert expected == capsys.readouterr().out


def test_the_log_verifies(log: timeline.Log) -> None:
    """Every row of the log checks out."""
    assert log.verify().position == log.position


def test_the_log_is_the_same_in_a_file(tmp_path: Path, log: timeline.Log) -> None:
    """In a file the log gets the same records at the same instants as in memory."""
    with example.table_log(str(tmp_path / "table.db")) as filed:
        expected = [(each.position, each.recorded, each.id) for each in log]
        assert expected == [(each.position, each.recorded, each.id) for each in filed]


def test_nothing_is_left_unresolved(log: timeline.Log) -> None:
    """Every amendment finds what it names, and no two corrections are rivals."""
    assert log.as_of().problems == ()


# ---------------------------------------------------------------- as of every delivery


@pytest.mark.parametrize(
    "copy", [each for each in COPIES if each[0].rows is not None], ids=lambda each: each[0].commit
)
def test_the_table_as_of_a_delivery_is_what_was_delivered(
    copy: tuple[Delivery, Table], log: timeline.Log
) -> None:
    """As recorded by a delivery the log amounts to that very table."""
    delivery, table = copy
    expected = {day: example.quantities(each) for day, each in table.items()}
    assert expected == example.table_of(log.as_of(recorded=delivery.published))


def test_both_clocks_tell_the_same(log: timeline.Log) -> None:
    """Each delivery was taken in when it was published, so either clock gives the same table."""
    for delivery, _ in COPIES:
        recorded = example.table_of(log.as_of(recorded=delivery.published))
        assert recorded == example.table_of(log.as_of(published=delivery.published))


def test_no_figure_is_lost(log: timeline.Log) -> None:
    """Whatever stood in any copy of the table stands in a record of the log."""
    told = [each.record for each in log if not isinstance(each.record, timeline.Reinstatement)]
    rows = [example.event(each) for each in told if not isinstance(each, timeline.Retraction)]
    kept = {(each.key, example.in_words(each.figures)) for each in rows}
    stood = {
        (day, example.in_words(example.quantities(each)))
        for _, table in COPIES
        for day, each in table.items()
    }
    assert stood <= kept


def test_a_delivery_that_changes_nothing_is_no_record(log: timeline.Log) -> None:
    """The last table once more differs in nothing from what stands."""
    delivery, table = COPIES[-1]
    assert list(example.taken_in(log, delivery, table)) == []


def test_every_record_names_its_commit(log: timeline.Log) -> None:
    """Each row says in which commit it can be looked up."""
    told = [each.record for each in log]
    rows = [
        example.event(each)
        for each in told
        if isinstance(each, timeline.EventRecord | timeline.Correction)
    ]
    commits = {f"commit {delivery.commit}" for delivery in example.DELIVERIES}
    assert {each.evidence[-1].locator for each in rows} <= commits


# ---------------------------------------------------------------- the traps


def test_a_typing_error_stood_for_a_day(log: timeline.Log) -> None:
    """On 22 April the table had 22,000, from the day after on 21,200."""
    found = [figures(log, "2022-04-22", f"2022-04-{day}T20:00Z") for day in (22, 23)]
    assert found == [
        "personnel about 22,000; prisoners 489",
        "personnel about 21,200; prisoners 489",
    ]


def test_a_typing_error_says_who_and_why(log: timeline.Log) -> None:
    """The correction keeps its reason, and the account its source."""
    (correction,) = account(log, "2022-04-22").corrections
    assert "typing error" in example.reason(correction.record)
    assert str(account(log, "2022-04-22").event.source).startswith("Petro Ivaniuk")


def test_an_unreadable_delivery_changes_no_figure(log: timeline.Log) -> None:
    """While the table cannot be read, what it said last stands."""
    before, within = "2022-07-16T15:00Z", "2022-07-16T15:20Z"
    assert figures(log, "2022-07-16", before) == figures(log, "2022-07-16", within)


def test_an_unreadable_delivery_is_said_aloud(log: timeline.Log) -> None:
    """While the table cannot be read, a line says since when, and that it is not over."""
    assert gaps(log, "2022-07-16T15:20Z") == ["2022-07-16T15:17:56Z/.."]


def test_the_gap_ends_with_the_next_delivery(log: timeline.Log) -> None:
    """Once the table can be read again, the line says until when it could not."""
    assert gaps(log, "2022-07-16T15:30Z") == ["2022-07-16T15:17:56Z/2022-07-16T15:24:50Z"]


def test_there_is_no_gap_before_it_was_met(log: timeline.Log) -> None:
    """Nobody knew of the unreadable delivery before it came."""
    assert gaps(log, "2022-07-16T15:00Z") == []


def test_the_gap_names_both_commits(log: timeline.Log) -> None:
    """The line of the gap can be looked up at its beginning and at its end."""
    found = [each.locator for each in account(log, UNREADABLE).event.evidence]
    assert found == ["commit 37d0bbc1", "commit 2f49b23e"]


def test_what_the_gap_hid(log: timeline.Log) -> None:
    """After the gap the row has no prisoners any more, and the same personnel."""
    assert chain(log, "2022-07-16") == [
        "personnel about 38,140; prisoners 498",
        "personnel about 38,140",
    ]


def test_overwritten_and_put_back_keeps_three_accounts(log: timeline.Log) -> None:
    """A, B, A: the last account says what the first says, and is another step."""
    assert chain(log, "2022-07-17") == [
        "personnel about 38,300",
        "personnel about 38,450",
        "personnel about 38,300",
    ]


def test_the_accounts_of_a_b_a_are_three_records(log: timeline.Log) -> None:
    """The first and the last account are records of their own."""
    assert len({each.id for each in account(log, "2022-07-17").chain}) == 3


def test_the_wrong_day_stood_for_six_minutes(log: timeline.Log) -> None:
    """Only as of those minutes does the 17th have the total of the 18th."""
    moments = [f"2022-07-18T08:{minute:02}Z" for minute in (0, 5, 10)]
    found = [figures(log, "2022-07-17", each) for each in moments]
    assert found.index("personnel about 38,450") == 1
    assert found[0] == found[2] == "personnel about 38,300"


def test_a_change_ten_months_later_leaves_the_old_figure_in_its_time(log: timeline.Log) -> None:
    """As of the end of 2022 the second of April has 17,700, as everybody read it then."""
    told = figures(log, "2022-04-02", "2022-12-31T23:59Z")
    assert told == "personnel about 17,700; prisoners 460"


def test_a_row_taken_out_is_not_there(log: timeline.Log) -> None:
    """As of the minutes without it the row is missing."""
    moments = ("2023-05-09T11:48:30Z", "2023-05-09T11:53:17Z")
    assert [figures(log, "2023-05-09", each) for each in moments] == [None, None]


def test_a_row_put_back_is_the_same_record(log: timeline.Log) -> None:
    """Taken out twice and put back, the row is still its first record."""
    found = account(log, "2023-05-09")
    assert (len(found.chain), found.event.evidence[-1].locator) == (1, "commit fa8f1407")


def test_a_moved_row_keeps_where_it_stood(log: timeline.Log) -> None:
    """The report that was dated a day ahead moved to the fifth, and tells so."""
    keys = [example.event(each.record).key for each in account(log, "2023-09-05").chain]
    assert keys == ["2023-09-06", "2023-09-05"]


def test_the_day_it_moved_from_begins_afresh(log: timeline.Log) -> None:
    """The sixth has a report of its own, with nothing behind it."""
    assert chain(log, "2023-09-06") == ["personnel about 266,290"]


def test_the_wrong_year_stood_for_five_minutes(log: timeline.Log) -> None:
    """Only as of those minutes does 2024 begin with the total of 2025."""
    moments = [f"2025-01-01T13:{minute}Z" for minute in (30, 40, 45)]
    found = [figures(log, "2024-01-01", each) for each in moments]
    assert found == [f"personnel about {each}" for each in ("360,010", "790,800", "360,010")]


# ---------------------------------------------------------------- deliveries of another kind


def test_a_row_comes_back_with_other_figures_as_a_new_report() -> None:
    """What was taken out and returns changed does not stand again: it is told anew."""
    first, _ = delivered("fa8f1407")
    gone, _ = delivered("5da1e9e0")
    with timeline.open_log(":memory:", clock=lambda: example.TODAY) as log:
        log.append(*example.taken_in(log, first, {"2023-05-09": example.row(195_620)}))
        log.append(*example.taken_in(log, gone, {}))
        back = list(example.taken_in(log, gone, {"2023-05-09": example.row(195_630)}))
    assert [type(each) for each in back] == [timeline.Event]


def test_two_unreadable_deliveries_are_two_gaps() -> None:
    """The second one is met while the first is not over; the next table ends both."""
    broken, _ = delivered("37d0bbc1")
    again = Delivery("2022-07-16T18:20:00+03:00", "0badc0de", None, "still no JSON")
    mended, table = delivered("2f49b23e")
    with timeline.open_log(":memory:", clock=lambda: example.TODAY) as log:
        log.append(*example.taken_in(log, broken, {}))
        log.append(*example.taken_in(log, again, {}))
        log.append(*example.taken_in(log, mended, table))
        found = [each.happened.text for each in log.as_of().where(tag="gap")]
    assert found == [
        "2022-07-16T15:17:56Z/2022-07-16T15:24:50Z",
        "2022-07-16T15:20:00Z/2022-07-16T15:24:50Z",
    ]
