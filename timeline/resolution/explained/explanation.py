"""Why a line reads as it does: its reports, their amendments, and the rules that chose."""

from collections.abc import Iterator

from attrs import field, frozen

from timeline.canonical import JSON
from timeline.log import Recorded
from timeline.records import EventRecord, every_figure
from timeline.records.instants import instant_words
from timeline.resolution.explained.grounds import Ground, attribution
from timeline.resolution.explained.plain_reasons import plain
from timeline.resolution.explained.reasons import (
    Choice,
    DateReason,
    FigureReason,
    Neighbour,
    OrderReason,
    ReportReason,
    StatusReason,
    Undone,
)
from timeline.resolution.merges import Merge
from timeline.resolution.problems import short
from timeline.resolution.revision import Account


@frozen(kw_only=True)
class Explanation:
    """
    Why a line reads as it does; its text has it in plain lines.

    What was not asked for is None, or an empty tuple.

    Args:
        key: Key of the line.
        summary: What it tells.
        asked: What was asked for: `happened`, `order`, `summary`, `status`, or the name of a
            figure; None for everything.
        keys: All joined keys.
        merges: Why its reports and its keys are one happening.
        choice: How the report was chosen that speaks for it.
        happened: Why it has its date.
        figures: Why its figures are what they are.
        status: Why it has its status.
        order: Why it stands where it does.
        reports: Its reports, each with what it stands in the place of.
        undone: Reports of it that were withdrawn.
    """

    key: str
    summary: str
    asked: str | None = None
    keys: tuple[str, ...] = field(default=())
    merges: tuple[Merge, ...] = field(default=())
    choice: Choice | None = None
    happened: DateReason | None = None
    figures: tuple[FigureReason, ...] = field(default=())
    status: StatusReason | None = None
    order: OrderReason | None = None
    reports: tuple[ReportReason, ...] = field(default=())
    undone: tuple[Undone, ...] = field(default=())

    def to_plain(self) -> dict[str, JSON]:
        """
        Return it as JSON values: objects by the names of the fields, for other programs.

        Dates are EDTF with their zone, instants ISO 8601 in UTC, figures and enums words.
        """
        found = plain(self)
        assert isinstance(found, dict)  # noqa: S101 - an attrs class becomes an object
        return found

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def _lines(told: Explanation) -> Iterator[str]:
    yield f"{told.key}: {told.summary}"
    if len(told.keys) > 1:
        yield f"  joined by judgements: {', '.join(told.keys)}"
    yield from (f"  one happening: {merge}" for merge in told.merges)
    if told.happened is not None:
        yield from _date(told.happened)
    if told.choice is not None:
        yield from _choice(told.choice)
    for figure in told.figures:
        yield from _figure(figure)
    if told.status is not None:
        yield from _status(told.status)
    if told.order is not None:
        yield from _order(told.order)
    for report in told.reports:
        yield from _report(report)
    for undone in told.undone:
        yield f"  withdrawn report {short(undone.speaking.id)}: {undone.speaking.by}"
        yield from (f"    {each}" for each in undone.by)


def _date(told: DateReason) -> Iterator[str]:
    yield f"  happened: {told.words} ({told.happened}), as {told.speaking.by} has it"
    yield from (f"    {each}" for each in told.assumptions)


def _choice(told: Choice) -> Iterator[str]:
    contents = f" of {told.contents} content(s)" if told.contents < told.reports else ""
    counted = f"{told.reports} report(s){contents}"
    yield f"  chosen by the policy {told.policy!r} among {counted}: {short(told.speaking.id)}"


def _figure(told: FigureReason) -> Iterator[str]:
    yield f"  {told.name}: {told.figure}, from {told.speaking.by}"
    for rival in told.rivals:
        said = rival.stance if rival.figure is None else str(rival.figure)
        yield f"    beside it: {said}, {rival.speaking.by}"


def _status(told: StatusReason) -> Iterator[str]:
    yield f"  status: {told.status}, by the rule {told.rule!r}"
    yield f"    for it: {', '.join(told.supporting) or 'nobody'}"
    yield f"    against it: {', '.join(told.denying) or 'nobody'}"
    for each in told.statements:
        yield f"    statement {short(each.speaking.id)} {each.stance}: {each.speaking.by}"


def _order(told: OrderReason) -> Iterator[str]:
    yield f"  order: {told.place} of {told.count}"
    for side, neighbour in (("behind", told.before), ("before", told.after)):
        if neighbour is not None:
            yield from _neighbour(side, neighbour)


def _neighbour(side: str, told: Neighbour) -> Iterator[str]:
    dates = f"by their dates the earlier is {told.relation.value} the later"
    if told.relation.value in {"same", "overlapping", "unknown"}:
        dates = f"by their dates: {told.relation.value}"
    yield f"    {side} {told.key}, by {told.decided_by}; {dates}"
    yield from (f"      {each}" for each in told.precedences)


def _report(told: ReportReason) -> Iterator[str]:
    speaking = told.speaking
    yield f"  report {short(speaking.id)} at position {told.position}: {speaking.by}"
    yield f"    published {instant_words(speaking.published)}, origin {told.origin}"
    if told.imported_from is not None:
        yield f"    taken over from the log {told.imported_from}"
    for step in told.replaced:
        where = f"in the place of {short(step.before)}"
        yield f"    {where}: {step.difference} ({step.correction.reason})"
        yield f"      {_without_reason(step.correction)}"
    yield from (f"    evidence: {each}" for each in told.evidence)


def _without_reason(ground: Ground) -> str:
    return str(ground).removesuffix(f": {ground.reason}")


def difference(before: Recorded, after: Recorded) -> str:
    """Return in words what one account of a report says otherwise than the one before."""
    old, new = before.record, after.record
    assert isinstance(old, EventRecord)  # noqa: S101 - a chain holds accounts
    assert isinstance(new, EventRecord)  # noqa: S101 - as above
    was, now = every_figure(old), every_figure(new)
    parts = [
        f"{name} {was.get(name, 'not stated')} became {now.get(name, 'not stated')}"
        for name in sorted(was.keys() | now.keys())
        if was.get(name) != now.get(name)
    ]
    if old.happened != new.happened:
        parts.append(f"{old.happened.words()} became {new.happened.words()}")
    if old.summary != new.summary:
        parts.append(f"{old.summary!r} became {new.summary!r}")
    return "; ".join(parts) or "other fields changed"


def who(account: Account) -> str:
    """Return in words who says what an account says."""
    return attribution(account.event)
