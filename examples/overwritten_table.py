"""
A table that is overwritten day by day, kept as a log: nothing that once stood in it is lost.

The table is real and public: Ukraine's count of Russia's losses, a row for each day, which Petro
Ivaniuk keeps in a git repository. It holds one side's claims about the other's losses. Here are
21 of its states and the few rows that changed between them; the figures are re-typed, the words
are ours. The publisher gives no reasons, so every reason is our reading.
Read `taken_in` first: it makes records out of the difference between a delivery and what stands.

    python examples/overwritten_table.py
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from attrs import evolve, frozen

import timeline
from timeline.codec import Record
from timeline.resolution import Account

SOURCE = timeline.Source(
    publisher="Petro Ivaniuk",
    title="2022-Ukraine-Russia-War-Dataset",
    language="en",
    via="Armed Forces of Ukraine",
)

# When this log was opened, and when its questions are asked; between, each delivery has its own.
OPENED = "2022-04-02T12:00Z"
TODAY = "2025-01-02T12:00Z"

Figures = Mapping[str, str | int]
Table = Mapping[str, Figures]


@frozen
class Delivery:
    """
    One state of the table, told by what differs from the one before.

    Args:
        published: When it was committed; this log takes it in at once.
        commit: First digits of the commit.
        rows: New and changed rows by day, None for a row that is gone; None: it cannot be read.
        note: Why it changed, as far as we can tell.
    """

    published: str
    commit: str
    rows: Mapping[str, Figures | None] | None
    note: str = "the table was carried on"


def row(personnel: int, prisoners: int | None = None) -> Figures:
    """Return a row; its totals are all round ones."""
    figures: dict[str, str | int] = {"personnel": f"about {personnel}"}
    return figures if prisoners is None else {**figures, "prisoners": prisoners}


DELIVERIES = (
    Delivery("2022-04-02T16:27:35+03:00", "5979ddd4", {"2022-04-02": row(17_700, 460)}),
    Delivery("2022-04-22T12:03:13+03:00", "41954b23", {"2022-04-22": row(22_000, 489)}),
    Delivery(
        "2022-04-23T22:47:31+03:00",
        "801c07f0",
        {"2022-04-22": row(21_200, 489), "2022-04-23": row(21_600, 489)},
        "a typing error, it seems: the total of the day after is lower",
    ),
    Delivery("2022-07-16T14:29:20+03:00", "f9b45aba", {"2022-07-16": row(38_140, 498)}),
    Delivery("2022-07-16T18:17:56+03:00", "37d0bbc1", None, "the file is no JSON"),
    Delivery(
        "2022-07-16T18:24:50+03:00",
        "2f49b23e",
        {"2022-07-16": row(38_140)},
        "prisoners are no longer counted",
    ),
    Delivery("2022-07-17T14:00:55+03:00", "65346bb3", {"2022-07-17": row(38_300)}),
    Delivery(
        "2022-07-18T11:02:31+03:00",
        "ed093752",
        {"2022-07-17": row(38_450)},
        "overwritten; nothing says why",
    ),
    Delivery(
        "2022-07-18T11:08:13+03:00",
        "73e4a8ec",
        {"2022-07-17": row(38_300), "2022-07-18": row(38_450)},
        "put back: the new total had gone into the row of the day before",
    ),
    Delivery(
        "2023-02-27T11:55:05+02:00",
        "7fe4ca1c",
        {"2022-04-02": row(17_800, 460)},
        "overwritten ten months later; nothing says why",
    ),
    Delivery("2023-05-09T14:38:00+03:00", "fa8f1407", {"2023-05-09": row(195_620)}),
    Delivery("2023-05-09T14:48:27+03:00", "5da1e9e0", {"2023-05-09": None}, "taken out"),
    Delivery("2023-05-09T14:48:50+03:00", "50cc01e9", {"2023-05-09": row(195_620)}, "back again"),
    Delivery("2023-05-09T14:53:04+03:00", "040048ea", {"2023-05-09": None}, "taken out again"),
    Delivery(
        "2023-05-09T14:53:40+03:00", "e31ec4b7", {"2023-05-09": row(195_620)}, "back for good"
    ),
    Delivery("2023-09-05T11:02:43+03:00", "f0ca3158", {"2023-09-06": row(265_680)}),
    Delivery(
        "2023-09-05T16:20:44+03:00",
        "9f7e873d",
        {"2023-09-06": None, "2023-09-05": row(265_680)},
        "moved: the row bore the date of the next day",
    ),
    Delivery("2023-09-06T09:43:50+03:00", "bfb821ea", {"2023-09-06": row(266_290)}),
    Delivery("2024-01-01T21:46:55+02:00", "f87131dc", {"2024-01-01": row(360_010)}),
    Delivery(
        "2025-01-01T15:36:26+02:00",
        "4d628ed3",
        {"2024-01-01": row(790_800)},
        "overwritten; nothing says why",
    ),
    Delivery(
        "2025-01-01T15:41:40+02:00",
        "d88a4b68",
        {"2024-01-01": row(360_010), "2025-01-01": row(790_800)},
        "put back: the new total had gone into the row of the year before",
    ),
)


# ---------------------------------------------------------------- what the publisher has


def overwritten(table: Table, delivery: Delivery) -> Table:
    """Return the table after a delivery, the old one being gone; an unreadable one changes none."""
    after = {**table, **(delivery.rows or {})}
    return {day: figures for day, figures in sorted(after.items()) if figures is not None}


def copies() -> Iterator[tuple[Delivery, Table]]:
    """Return each delivery with the whole table as it then stood: the copies nobody keeps."""
    table: Table = {}
    for delivery in DELIVERIES:
        table = overwritten(table, delivery)
        yield delivery, table


# ---------------------------------------------------------------- what the log keeps


def table_log(target: str = ":memory:") -> timeline.Log:
    """Return the open log of all deliveries, each taken in at the instant of its commit."""
    now = [OPENED]
    log = timeline.open_log(target, clock=lambda: now[-1], origin="example.org/overwritten-table")
    for delivery, table in copies():
        now.append(delivery.published)
        log.append(*taken_in(log, delivery, table))
    now.append(TODAY)
    return log


def taken_in(log: timeline.Log, delivery: Delivery, table: Table) -> Iterator[Record]:
    """
    Return a delivery as records: what is new, changed, moved, gone or back since the last one.

    Nothing but the table and the log is compared, as with any file that comes without a history.
    """
    if delivery.rows is None:
        yield unreadable(delivery)
        return
    known = log.as_of()
    yield from (readable_again(delivery, each.accounts[0]) for each in known.where(tag="unread"))
    standing = {each.key: each.accounts[0] for each in known.where(tag="row")}
    gone = {day: account for day, account in standing.items() if day not in table}
    for day, figures in table.items():
        now, account = report(delivery, day, figures), standing.get(day) or moved(gone, figures)
        if account is None:
            yield put_back(log, delivery, now) or now
        elif account.event.key != day or not says(account.event, figures):
            yield correction(delivery, account, now)
    yield from (withdrawal(delivery, account) for account in gone.values())


def report(delivery: Delivery, day: str, figures: Figures) -> timeline.Event:
    """Return a row as an event: the count up to a day."""
    return timeline.Event(
        key=day,
        happened=day,
        published=delivery.published,
        source=SOURCE,
        figures=figures,
        evidence=commit(delivery),
        tags="row",
        summary="Russia's losses so far, as Ukraine counts them",
    )


def correction(delivery: Delivery, account: Account, now: timeline.Event) -> timeline.Correction:
    """Return that a row was overwritten; or moved, where it bears another day now."""
    return timeline.Correction(
        corrects=account.id, replacement=now, reason=delivery.note, published=delivery.published
    )


def withdrawal(delivery: Delivery, account: Account) -> timeline.Retraction:
    """Return that a row was taken out."""
    return timeline.Retraction(
        retracts=account.id, cause="withdrawn", reason=delivery.note, published=delivery.published
    )


def put_back(
    log: timeline.Log, delivery: Delivery, now: timeline.Event
) -> timeline.Reinstatement | None:
    """Return that a row stands again as it did, if it was once taken out."""
    records = {each.id: each.record for each in log}
    for identity, record in reversed(records.items()):
        if isinstance(record, timeline.Retraction):
            told = event(records[record.retracts])
            if told.key == now.key and told.figures == now.figures:
                return timeline.Reinstatement(
                    reinstates=identity, reason=delivery.note, published=delivery.published
                )
    return None


def moved(gone: dict[str, Account], figures: Figures) -> Account | None:
    """Return the account of a row that is gone, if it stands under another day now."""
    day = next((day for day, each in gone.items() if says(each.event, figures)), None)
    return None if day is None else gone.pop(day)


def unreadable(delivery: Delivery) -> timeline.Event:
    """
    Return a delivery that nobody can read as a happening of its own, not over yet.

    It says nothing of any row: every figure stands as it did, and beside it stands the gap.
    """
    return timeline.Event(
        key=f"unreadable-{delivery.commit}",
        happened=f"{utc(delivery)}/..",
        published=delivery.published,
        source=SOURCE,
        modality="ongoing",
        evidence=commit(delivery),
        tags=("gap", "unread"),
        summary=f"Nobody can read the table: {delivery.note}",
    )


def readable_again(delivery: Delivery, account: Account) -> timeline.Correction:
    """Return that a gap is over; when within it something changed nobody can tell."""
    begun, _, _ = account.event.happened.text.partition("/")
    over = evolve(
        account.event,
        happened=f"{begun}/{utc(delivery)}",
        published=delivery.published,
        modality="happened",
        evidence=(*account.event.evidence, commit(delivery)),
        tags="gap",
    )
    return timeline.Correction(
        corrects=account.id,
        replacement=over,
        reason=f"commit {delivery.commit} can be read",
        published=delivery.published,
    )


def commit(delivery: Delivery) -> timeline.Evidence:
    """Return where to look it up."""
    return timeline.Evidence(locator=f"commit {delivery.commit}")


def utc(delivery: Delivery) -> str:
    """Return the instant of a delivery as happenings are dated here."""
    return f"{datetime.fromisoformat(delivery.published).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def says(told: timeline.EventRecord, figures: Figures) -> bool:
    """Return whether a record gives just these figures."""
    return dict(told.figures) == quantities(figures)


def quantities(figures: Figures) -> dict[str, timeline.Quantity]:
    """Return the figures of a row as quantities."""
    return {name: timeline.quantity(value) for name, value in figures.items()}


def event(record: object) -> timeline.EventRecord:
    """Return an event record, or the one that a correction puts in place."""
    told = record.replacement if isinstance(record, timeline.Correction) else record
    if not isinstance(told, timeline.EventRecord):
        raise TypeError(f"{record!r} tells of no row")
    return told


# ---------------------------------------------------------------- what can be asked

Lines = Iterator[str]


def known_at(log: timeline.Log, moment: str) -> timeline.Chronology:
    """Return what this log knew at a moment."""
    return log.as_of(recorded=moment)


def table_of(known: timeline.Chronology) -> dict[str, dict[str, timeline.Quantity]]:
    """Return the table that a chronology amounts to."""
    return {entry.key: dict(entry.figures) for entry in known.where(tag="row")}


def asked(log: timeline.Log, day: str, *moments: str) -> Lines:
    """Return what is left of a day in the table, and what the log answers at each moment."""
    *_, (_, last) = copies()
    yield f"the table today: {in_words(quantities(last[day]))}, and nothing else"
    for moment in moments:
        figures = table_of(known_at(log, moment)).get(day)
        told = "no such row" if figures is None else in_words(figures)
        yield f"the log, as of {moment}: {told}"


def in_words(figures: Mapping[str, timeline.Quantity]) -> str:
    """Return the figures of a row in one line."""
    return "; ".join(f"{name} {value}" for name, value in figures.items())


def differences(log: timeline.Log, before: str, after: str) -> Lines:
    """Return what changed in the log between two moments, and the commits behind it."""
    told = {each.id: each.record for each in log}
    for change in timeline.changes(known_at(log, before), known_at(log, after)):
        behind = dict.fromkeys(event(told[each]).evidence[-1].locator for each in change.ids)
        yield f"changed: {change} ({', '.join(str(each) for each in behind)})"


def history(log: timeline.Log, key: str) -> Lines:
    """Return every account that stood for a row: when, which day, what, and why."""
    (account,) = log.as_of().entry(key).accounts
    whys = ["first told", *(reason(each.record) for each in account.corrections)]
    yield f"{len(account.chain)} accounts are kept, by {account.event.source}:"
    for entry, why in zip(account.chain, whys, strict=True):
        told = event(entry.record)
        when = f"{entry.recorded:%Y-%m-%d %H:%M:%S}Z"
        yield f"    {when}  {told.key}  {in_words(told.figures)} – {why}"


def reason(record: object) -> str:
    """Return why a row was overwritten, taken out or put back."""
    told = timeline.Correction | timeline.Retraction | timeline.Reinstatement
    return record.reason if isinstance(record, told) else "first told"


def typing_error(log: timeline.Log) -> Lines:
    """1. A typing error: a total that was lower on the day after."""
    yield from asked(log, "2022-04-22", "2022-04-22T12:00Z", "2022-04-23T20:00Z")
    yield from differences(log, "2022-04-22T12:00Z", "2022-04-23T20:00Z")
    yield from history(log, "2022-04-22")


def unreadable_delivery(log: timeline.Log) -> Lines:
    """2. A delivery that nobody can read, and what it hid."""
    moments = ("2022-07-16T15:00Z", "2022-07-16T15:20Z", "2022-07-16T15:30Z")
    yield from asked(log, "2022-07-16", *moments)
    for moment in moments:
        for gap in known_at(log, moment).where(tag="gap"):
            yield f"the gap, as of {moment}: {gap.happened.words()} – {gap.summary}"
    yield from differences(log, moments[0], moments[1])
    yield from differences(log, moments[1], moments[2])


def wrong_day(log: timeline.Log) -> Lines:
    """3. The wrong day: overwritten, and put back six minutes later (A, B, A)."""
    moments = ("2022-07-18T08:00Z", "2022-07-18T08:05Z", "2022-07-18T08:10Z")
    yield from asked(log, "2022-07-17", *moments)
    yield from differences(log, moments[0], moments[1])
    yield from differences(log, moments[1], moments[2])
    yield from history(log, "2022-07-17")


def ten_months_later(log: timeline.Log) -> Lines:
    """4. A figure of last spring, overwritten where nobody looks any more."""
    yield from asked(log, "2022-04-02", "2022-12-31T23:59Z", "2023-02-28T00:00Z")
    yield from history(log, "2022-04-02")


def taken_out(log: timeline.Log) -> Lines:
    """5. A row that was taken out twice within a quarter of an hour, and is there today."""
    minutes = (40, 48.5, 50, 53.3, 54)
    moments = [f"2023-05-09T11:{int(each):02}:{int(each % 1 * 60):02}Z" for each in minutes]
    yield from asked(log, "2023-05-09", *moments)
    for entry in log:
        if isinstance(entry.record, timeline.Retraction | timeline.Reinstatement):
            kind = type(entry.record).__name__.lower()
            yield f"    {entry.recorded:%Y-%m-%d %H:%M:%S}Z  {kind} – {reason(entry.record)}"


def moved_row(log: timeline.Log) -> Lines:
    """6. The wrong day once more: a row that was dated a day ahead, and moved."""
    moments = ("2023-09-05T12:00Z", "2023-09-05T14:00Z", "2023-09-06T12:00Z")
    for day in ("2023-09-05", "2023-09-06"):
        yield f"row {day}"
        yield from (f"    {each}" for each in asked(log, day, *moments))
    yield from history(log, "2023-09-05")


def wrong_year(log: timeline.Log) -> Lines:
    """7. The wrong year: for five minutes a year's first day has the total of the next one's."""
    moments = ("2025-01-01T13:00Z", "2025-01-01T13:40Z", "2025-01-01T13:45Z")
    yield from asked(log, "2024-01-01", *moments)
    yield from history(log, "2024-01-01")


def every_delivery(log: timeline.Log) -> Lines:
    """8. The table as of each delivery: is it what was delivered?"""
    right = 0
    for delivery, table in copies():
        known = known_at(log, delivery.published)
        same = table_of(known) == {day: quantities(each) for day, each in table.items()}
        right += same and delivery.rows is not None
        told = "the same" if same else "ANOTHER TABLE"
        gaps = "".join(f" as before – {gap.summary}" for gap in known.where(tag="unread"))
        yield f"{utc(delivery)}  {len(table):>2} rows, {told}{gaps}"
    readable = sum(each.rows is not None for each in DELIVERIES)
    yield f"{right} of {readable} readable tables as they were delivered, {len(log)} records"


PARTS = (
    *(typing_error, unreadable_delivery, wrong_day, ten_months_later),
    *(taken_out, moved_row, wrong_year, every_delivery),
)


def main() -> None:
    """Print each trap: what the table has forgotten, and what the log answers."""
    with table_log() as log:
        for part in PARTS:
            title = str(part.__doc__)
            print(title, "-" * len(title), *part(log), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
