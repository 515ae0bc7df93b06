"""Explaining: the reasons for one line, gathered from its records and what amends them."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from timeline.errors import FieldError
from timeline.log import Recorded
from timeline.records import Correction, EventRecord, Evidence, Statement, every_figure
from timeline.records.fields import folded, nearest
from timeline.resolution.entry import Entry
from timeline.resolution.explained.explanation import Explanation, difference
from timeline.resolution.explained.grounds import attribution, ground, grounds
from timeline.resolution.explained.placing import Placing, assumptions
from timeline.resolution.explained.reasons import (
    Choice,
    DateReason,
    FigureReason,
    Replaced,
    ReportReason,
    Rival,
    Speaking,
    StatusReason,
    Undone,
    Voiced,
)
from timeline.resolution.identity import spoken_of
from timeline.resolution.origins import origin
from timeline.resolution.policy import Policy
from timeline.resolution.revision import Account, Revision

FIELDS = ("happened", "order", "summary", "status")
"""What can be asked for alone, beside the figures of a line."""


@frozen(kw_only=True)
class Explaining:
    """
    A line, and what there is to explain it by.

    Args:
        entry: The line.
        policy: Which report speaks for it.
        rule: Name of the rule that its status follows.
        revision: What stands, and what was withdrawn, among the records that bear on it.
    """

    entry: Entry
    policy: Policy
    rule: str
    revision: Revision

    def choice(self) -> Choice:
        """Return how the report was chosen that speaks for it."""
        return Choice(
            policy=self.policy.name,
            speaking=speaking(self.policy.preferred(self.entry.accounts)),
            reports=len(self.entry.accounts),
            contents=len(self.entry.distinct),
        )

    def happened(self) -> DateReason:
        """Return why it has its date."""
        when = self.entry.happened
        return DateReason(
            happened=when,
            words=when.words(),
            speaking=speaking(self.policy.preferred(self.entry.accounts)),
            assumptions=assumptions(when),
        )

    def figure(self, name: str) -> FigureReason:
        """Return why a figure of it is what it is."""
        stating = [each for each in self.entry.accounts if name in every_figure(each.event)]
        chosen = self.policy.stating(stating, name)
        rivals = [each for each in stating if each is not chosen]
        told = [_rival(each, name) for each in rivals]
        return FigureReason(
            name=name,
            figure=self.entry.figures[name],
            speaking=speaking(chosen),
            rivals=(*told, *(_stance(each) for each in self._about(name))),
        )

    def status(self) -> StatusReason:
        """Return why it has its status."""
        stands = self.entry.standing
        return StatusReason(
            status=stands.status,
            rule=self.rule,
            supporting=tuple(map(str, stands.supporting)),
            denying=tuple(map(str, stands.denying)),
            statements=tuple(
                Voiced(stance=_stance_of(each), speaking=speaking(each)) for each in self._about("")
            ),
        )

    def reports(self, accounts: Iterable[Account]) -> tuple[ReportReason, ...]:
        """Return some of its reports, each with what it stands in the place of."""
        return tuple(map(self._report, accounts))

    def undone(self) -> Iterator[Undone]:
        """Return reports of it that were published, and withdrawn."""
        revision = self.revision
        for each in sorted(revision.visible.values(), key=lambda each: each.position):
            event = _event(each)
            if event is None or folded(event.key) not in self.entry.keys:
                continue
            by = [
                amendment
                for amendment in revision.withdrawals.get(each.id, ())
                if amendment.id not in revision.withdrawn
            ]
            if by:
                said = Speaking(id=each.id, by=attribution(event), published=event.published)
                yield Undone(speaking=said, by=grounds(by, revision.by_id))

    def _about(self, figure: str) -> Sequence[Account]:
        """Return the standing statements about it as a whole, or about one figure of it."""
        wanted = {(key, figure) for key in self.entry.keys}
        found = [
            each
            for each in self.revision.live
            if isinstance(each.event, Statement)
            and folded(each.event.key) not in self.entry.keys
            and not wanted.isdisjoint(spoken_of(each.event))
        ]
        return sorted(found, key=lambda each: (each.published, each.id))

    def _report(self, account: Account) -> ReportReason:
        report = account.report
        return ReportReason(
            speaking=speaking(account),
            position=report.position,
            recorded=report.recorded,
            origin=str(origin(account.event)),
            replaced=tuple(self._replaced(account)),
            evidence=tuple(map(_evidence, account.event.evidence)),
            imported_from=report.imported_from,
        )

    def _replaced(self, account: Account) -> Iterator[Replaced]:
        steps = zip(account.chain, account.chain[1:], account.corrections, strict=False)
        for before, after, correction in steps:
            yield Replaced(
                before=before.id,
                after=after.id,
                difference=difference(before, after),
                correction=ground(correction, self.revision.by_id),
            )


def explanation(told: Explaining, placing: Placing, field: str | None = None) -> Explanation:
    """
    Return why a line reads as it does.

    Args:
        told: The line.
        placing: Where it stands.
        field: What alone is asked for: `happened`, `order`, `summary`, `status`, or a figure.

    Raises:
        FieldError: The line has no such field or figure; the message names the nearest.
    """
    entry = told.entry
    head = Explanation(key=entry.key, summary=entry.summary, asked=field)
    chosen = [told.policy.preferred(entry.accounts)]
    if field is None:
        return evolve(_whole(told, head), order=placing.order())
    if field == "order":
        return evolve(head, happened=told.happened(), order=placing.order())
    if field in {"happened", "summary"}:
        dated = told.happened() if field == "happened" else None
        reports = told.reports(chosen)
        return evolve(head, choice=told.choice(), happened=dated, reports=reports)
    if field == "status":
        return evolve(head, status=told.status(), reports=told.reports(entry.accounts))
    if field in entry.figures:
        stating = [each for each in entry.accounts if field in every_figure(each.event)]
        return evolve(head, figures=(told.figure(field),), reports=told.reports(stating))
    raise FieldError(entry.key, field, _advice(entry, field))


def _whole(told: Explaining, head: Explanation) -> Explanation:
    entry = told.entry
    return evolve(
        head,
        keys=entry.keys,
        merges=entry.merges,
        choice=told.choice(),
        happened=told.happened(),
        figures=tuple(map(told.figure, entry.figures)),
        status=told.status(),
        reports=told.reports(entry.accounts),
        undone=tuple(told.undone()),
    )


def _advice(entry: Entry, field: str) -> str:
    known = [*FIELDS, *entry.figures]
    meant = nearest(field, known)
    hint = f"did you mean {meant}?" if meant else f"known: {', '.join(known)}"
    return f"is nothing that this line can be explained by; {hint}"


def speaking(account: Account) -> Speaking:
    """Return who says what an account says."""
    return Speaking(id=account.id, by=attribution(account.event), published=account.published)


def _rival(account: Account, figure: str) -> Rival:
    told = every_figure(account.event)[figure]
    return Rival(figure=told, stance=None, speaking=speaking(account))


def _stance(account: Account) -> Rival:
    return Rival(figure=None, stance=_stance_of(account), speaking=speaking(account))


def _stance_of(account: Account) -> str:
    event = account.event
    return event.stance.value if isinstance(event, Statement) else ""


def _event(entry: Recorded) -> EventRecord | None:
    record = entry.record
    said = record.replacement if isinstance(record, Correction) else record
    return said if isinstance(said, EventRecord) else None


def _evidence(piece: Evidence) -> str:
    parts = (piece.quote, piece.locator, piece.made and piece.made.words(), piece.address)
    return ", ".join(part for part in parts if part)
