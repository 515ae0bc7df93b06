"""
Logs written as stories in text, one record a line.

```text
2024-03-05: s1 says bridge on 2024-03-04: closed [killed 2]
2024-03-09: s2 corrects s1: bridge on 2024-03-03: closed
2024-03-10: s3 retracts s2 (withdrawn)
            s4 reinstates s3
            s5 judges bridge same as crossing
            s6 puts bridge before dam
2024-03-11: s7 has Singh deny bridge
            s8 erases s1
```

The day in front is the day of publication, at noon UTC; without one, an amendment is our own.
A report may be `by` a publisher, `via` another, `quoting` a person, and `plans` instead of `says`.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from attrs import frozen

from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.ledger import Log, open_log
from timeline.records import (
    Correction,
    Erasure,
    EventRecord,
    Judgement,
    Precedence,
    Reinstatement,
    Retraction,
    Source,
    Speaker,
    Stance,
    Statement,
    Strike,
)

CLOCK = datetime(2024, 11, 1, 12, tzinfo=UTC)
STANCES = {"assert": "asserts", "confirm": "confirms", "deny": "denies", "dispute": "disputes"}

_LINE = re.compile(r"(?:(?P<day>\d{4}-\d{2}-\d{2}):)?\s*(?P<name>\w+) (?P<verb>\w+) (?P<rest>.*)")
_REPORT = re.compile(
    r"(?P<key>\S+) on (?P<when>\S+?)"
    r"(?: by (?P<by>\w+))?(?: via (?P<via>\w+))?(?: quoting (?P<quoting>\w+))?:"
    r" (?P<summary>[^\[]+?)(?: \[killed (?P<killed>[^\]]+)\])?"
)


@frozen
class Story:
    """
    The records of a story, and their ids by the names they have in it.

    Args:
        log: A log in memory that took them in, one after the other.
        ids: Id of each record by its name.
    """

    log: Log
    ids: dict[str, str]

    def known(self, by: str | None = None, position: int | None = None) -> Chronology:
        """Return what was known by a day, at its end; or everything."""
        published = None if by is None else f"{by}T23:59Z"
        return self.log.as_of(published=published, position=position)

    def names(self, *ids: str) -> set[str]:
        """Return the names of ids."""
        by_id = {identity: name for name, identity in self.ids.items()}
        return {by_id.get(each, each) for each in ids}

    def reports(self, by: str | None = None, position: int | None = None) -> dict[str, set[str]]:
        """Return the names of the reports of each entry, by its key."""
        known = self.known(by, position)
        return {entry.key: self.names(*(each.id for each in entry.reports)) for entry in known}

    def problems(self, by: str | None = None) -> list[tuple[str, set[str]]]:
        """Return code and names of each problem, sorted."""
        found = [(each.code.value, self.names(*each.ids)) for each in self.known(by).problems]
        return sorted(found, key=lambda each: (each[0], sorted(each[1])))


def told(text: str) -> Story:
    """Return a story from its text."""
    log = open_log(":memory:", clock=lambda: CLOCK)
    ids: dict[str, str] = {}
    for line in text.strip().splitlines():
        match = _LINE.fullmatch(line.strip())
        assert match, f"no story line: {line!r}"
        record = _VERBS[match["verb"]](match["day"], match["rest"], ids)
        ids[match["name"]] = record_id(record)
        log.append(record)
    return Story(log, ids)


def _report(day: str | None, rest: str, _ids: dict[str, str]) -> Strike:
    match = _REPORT.fullmatch(rest)
    assert match, f"no report: {rest!r}"
    return Strike(
        key=match["key"],
        happened=match["when"],
        published=f"{day}T12:00Z",
        source=Source(publisher=match["by"] or "Paper", via=match["via"]),
        speaker=Speaker(person=match["quoting"]) if match["quoting"] else None,
        summary=match["summary"],
        killed=match["killed"],
    )


def _plan(day: str | None, rest: str, ids: dict[str, str]) -> EventRecord:
    report = _report(day, rest, ids)
    return Strike(
        key=report.key,
        happened=report.happened,
        published=report.published,
        source=report.source,
        summary=report.summary,
        modality="planned",
    )


def _statement(day: str | None, rest: str, _ids: dict[str, str]) -> Statement:
    who, verb, about = rest.split()
    return Statement(
        happened=str(day),
        published=f"{day}T12:00Z",
        source="Paper",
        speaker=Speaker(person=who),
        stance=Stance(STANCES[verb]),
        about=about,
        summary=f"{who} {verb} {about}",
    )


def _correction(day: str | None, rest: str, ids: dict[str, str]) -> Correction:
    named, _, report = rest.partition(": ")
    replacement = _report(day or "2024-03-01", report, ids)
    published = replacement.published if day else None
    return Correction(
        corrects=ids.get(named, named), replacement=replacement, reason="r", published=published
    )


def _retraction(day: str | None, rest: str, ids: dict[str, str]) -> Retraction:
    named, _, cause = rest.partition(" ")
    return Retraction(
        retracts=ids.get(named, named),
        cause=cause.strip("()") or "coded in error",
        reason="r",
        published=f"{day}T12:00Z" if day else None,
    )


def _reinstatement(day: str | None, rest: str, ids: dict[str, str]) -> Reinstatement:
    return Reinstatement(
        reinstates=ids.get(rest, rest), reason="r", published=f"{day}T12:00Z" if day else None
    )


def _judgement(_day: str | None, rest: str, _ids: dict[str, str]) -> Judgement:
    left, verdict, _, right = rest.split()
    return Judgement(left=left, right=right, verdict=verdict, reason="r", by="desk")


def _precedence(_day: str | None, rest: str, _ids: dict[str, str]) -> Precedence:
    earlier, _, later = rest.split()
    return Precedence(earlier=earlier, later=later, reason="r", source="Paper")


def _erasure(_day: str | None, rest: str, ids: dict[str, str]) -> Erasure:
    named, _, corrected = rest.partition(", which corrected ")
    return Erasure(erases=ids[named], authority="court", reason="r", corrected=ids.get(corrected))


_VERBS: dict[str, Callable[[str | None, str, dict[str, str]], Record]] = {
    "says": _report,
    "plans": _plan,
    "has": _statement,
    "corrects": _correction,
    "retracts": _retraction,
    "reinstates": _reinstatement,
    "judges": _judgement,
    "puts": _precedence,
    "erases": _erasure,
}
