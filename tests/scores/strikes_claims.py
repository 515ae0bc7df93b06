"""
Sourced claims on strikes, taken in as records, asked with the projections, and compared.

Run `python tests/scores/strikes_claims.py PATH`, where PATH is a CSV file of claims, one a row.
Every claim becomes a report of its happening; one that supersedes another becomes a correction.
What the projections answer is compared with what the columns of the file say by themselves.
Pages give days, so every hour of publication is assumed.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from attrs import define, field, frozen

import timeline
from timeline.ledger import Log

FIGURES = {
    "drones launched": "launched",
    "Russian drones launched": "launched",
    "drones shot down": "intercepted",
    "drones destroyed": "intercepted",
    "Ukrainian drones shot down": "intercepted",
}
"""Measures of the file that are fields of a strike; the others keep their names."""

ONE_VOICE = {"Ukrainian air force": "Air Force", "Ukraine military": "Air Force"}
"""Spellings of one speaker, as the file's notes take them."""

CLOSE = Decimal("0.01")
"""Tolerance for figures that are hedged: one in a hundred."""

SUM = re.compile(r"(\d+(?:\+\d+)+)=(\d+) of (\d+)")
"""Parts that a note of the file adds up, with the whole that they are of."""

Row = dict[str, str]


@frozen
class Claims:
    """
    The file as a log.

    Args:
        log: The log.
        rows: The rows of the file.
        ids: Id of the record of each claim.
    """

    log: Log
    rows: list[Row]
    ids: dict[str, str]


@define
class Score:
    """How many answers of each sort are right."""

    right: dict[str, int] = field(factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(factory=lambda: defaultdict(int))

    def ask(self, sort: str, what: str, expected: object, answer: object) -> None:
        """Count one answer, and print it if it is wrong."""
        self.asked[sort] += 1
        self.right[sort] += expected == answer
        if expected != answer:
            print(f"{sort}: {what}: expected {expected}, not {answer}")


def key(row: Row) -> str:
    """Return the happening of a claim; two directions of one night are two."""
    sides = [side for side in ("Russian", "Ukrainian") if row["measure"].startswith(side)]
    return "-".join([row["topic"], *sides]).casefold()


def figure(row: Row) -> str:
    """Return the name of a claim's figure."""
    return FIGURES.get(row["measure"], row["measure"])


def stated(row: Row) -> timeline.Quantity:
    """Return the figure of a claim."""
    low, high = (int(row[end]) if row[end] else None for end in ("low", "high"))
    if row["qualifier"] == "around" and low is not None:
        return timeline.Quantity.about(low)
    return timeline.Quantity.estimate(low=low, high=high)


def report(row: Row) -> timeline.Strike:
    """Return a claim as a report of its happening."""
    name, number = figure(row), stated(row)
    voice = ONE_VOICE.get(row["speaker"], row["speaker"])
    own = {name: number} if name in {"launched", "intercepted"} else {}
    hour = 10 if row["page_kind"] == "earlier version" else 12
    attacker = {"ru": "Russia", "ua": "Ukraine"}.get(row["topic"].partition("-")[2][:2])
    return timeline.Strike(
        key=key(row),
        happened=f"{row['event_clock_kyiv'] or row['event_edtf']}[Europe/Kyiv]",
        published=f"{row['published']}T{hour}:00Z",
        source=timeline.Source(publisher=row["publisher"], address=row["url"] or None),
        speaker=timeline.Speaker(person=voice),
        summary=f"{row['claim']}: {row['measure']}",
        attacker=attacker,
        figures={} if own else {name: number},
        launched=own.get("launched"),
        intercepted=own.get("intercepted"),
    )


def taken_in(path: Path) -> Claims:
    """Return the claims of a file as a log."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    log, ids = timeline.open_log(":memory:"), dict[str, str]()
    for row in sorted(rows, key=lambda row: row["relation"] == "supersedes"):
        record: timeline.Strike | timeline.Correction = report(row)
        if row["relation"] == "supersedes" and isinstance(record, timeline.Strike):
            record = timeline.Correction(
                corrects=ids[row["related_claim"]],
                replacement=record,
                reason="a later state of the same story",
                published=record.published,
            )
        ids[row["claim"]] = timeline.record_id(record)
        log.append(record)
    return Claims(log, rows, ids)


def by_figure(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return the claims that stand, by happening and figure."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["relation"] != "superseded_by":
            found[key(row), figure(row)].append(row)
    return found


def claims_are_found(claims: Claims, score: Score) -> None:
    """Ask for every claim, as known on the day of its page: its figure, voice and record."""
    for row in claims.rows:
        hour = 10 if row["page_kind"] == "earlier version" else 12
        known = claims.log.as_of(published=f"{row['published']}T{hour}:00Z")
        found = timeline.positions(known, key(row), figure(row)).all
        there = [each for each in found if each.id == claims.ids[row["claim"]]]
        told = [(each.quantity, each.origin.name, each.current) for each in there]
        voice = ONE_VOICE.get(row["speaker"], row["speaker"])
        score.ask("claims", row["claim"], [(stated(row), voice, True)], told)


def figures_add_up(claims: Claims, score: Score) -> None:
    """Ask for each figure of each happening: its bounds by all claims, and its voices."""
    known = claims.log.as_of()
    at = {entry.key: place for place, entry in enumerate(known)}
    for (happening, name), rows in by_figure(claims.rows).items():
        place = at[happening]
        whole = timeline.total(known[place : place + 1], name, rule="hull").whole.sum
        score.ask("figures", f"{happening} {name}", ends(rows), (whole.floor, whole.high))
        voices = {ONE_VOICE.get(row["speaker"], row["speaker"]) for row in rows}
        told = {each.origin.name for each in timeline.positions(known, happening, name).current}
        score.ask("copies once", f"{happening} {name}", voices, told)


def ends(rows: list[Row]) -> tuple[int, int | None]:
    """Return the least and the greatest number of some claims, by the columns alone."""
    hedged = any(row["qualifier"] == "around" for row in rows)
    highs = [None if hedged or not row["high"] else int(row["high"]) for row in rows]
    low = 0 if hedged else min(int(row["low"]) for row in rows)
    return low, None if None in highs else max(each for each in highs if each is not None)


def pairs(claims: Claims) -> Iterator[tuple[str, str, str]]:
    """Return every relation of the file, once."""
    for row in claims.rows:
        if row["relation"] and row["relation"] != "superseded_by":
            yield row["relation"], row["claim"], row["related_claim"]


def relations_hold(claims: Claims, score: Score) -> None:
    """Ask for what supersedes, what conflicts and what is distinct; and for nothing more."""
    rows = {row["claim"]: row for row in claims.rows}
    expected = {
        frozenset(claims.ids[each] for each in (one, other))
        for relation, one, other in pairs(claims)
        if relation == "conflicts"
    }
    found: set[frozenset[str]] = set()
    for happening, name in by_figure(claims.rows):
        told = timeline.figure_history(claims.log, happening, name, tolerance=CLOSE)
        found |= {frozenset(each.ids) for each in told.conflicts}
    score.ask("conflicts", "all that the file marks, and no other", expected, found)
    for relation, one, other in pairs(claims):
        row = rows[one]
        if relation == "supersedes":
            told = timeline.figure_history(claims.log, key(row), figure(row))
            ended = [each.ended_by for each in told.told if each.id == claims.ids[other]]
            score.ask("superseded", one, [(claims.ids[one],)], ended)
        elif relation == "distinct_from":
            ids = {claims.ids[one], claims.ids[other]}
            weeks = timeline.total(claims.log.as_of(), figure(row), by="week", zone="Europe/Kyiv")
            found_in = [each.name for each in weeks.rows if ids & set(each.ids)]
            score.ask("kept apart", f"{one}, {other}", 2, len(set(found_in)))


def parts_add_up(claims: Claims, score: Score) -> None:
    """Ask for what is left of the launched, where a note of the file adds the parts up."""
    others = {figure(row) for row in claims.rows if row["measure"].startswith("drones l")}
    for row in claims.rows:
        for told in SUM.finditer(row["note"]):
            known = claims.log.as_of(published=f"{row['published']}T12:00Z")
            found = timeline.strikes(known, accounted=sorted(others - {"launched"}))
            left = [each.through for each in found.lines if each.key == key(row)]
            expected = timeline.Quantity.exactly(int(told[3]) - int(told[2]))
            score.ask("parts", row["claim"], [expected], left)


def main(path: Path) -> None:
    """Print how many answers are right, of each sort."""
    claims, score = taken_in(path), Score()
    for asked in (claims_are_found, figures_add_up, relations_hold, parts_add_up):
        asked(claims, score)
    happenings = len(claims.log.as_of())
    print(f"{len(claims.rows)} claims, {happenings} happenings, {len(claims.log)} records")
    for sort, count in score.asked.items():
        print(f"{sort}: {score.right[sort]} of {count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
