"""Changes of the reports of a line: what came, what was put in its place, and what went."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from timeline.log import Recorded
from timeline.projections.changing.change import Change, ChangeKind, Said
from timeline.projections.changing.fates import Fate, Fates
from timeline.projections.changing.line import Line
from timeline.resolution import Account
from timeline.resolution.explained.explanation import difference, who
from timeline.resolution.explained.grounds import Ground, grounds


@define
class Reported:
    """
    The reports of one line, and what became of them.

    Args:
        fates: What became of the accounts on which its records bear.
        key: Key of the line.
        line: The line as it stood.
    """

    fates: Fates
    key: str
    line: Line
    grounds: dict[str, tuple[Ground, ...]] = field(factory=dict, init=False)

    def changes(
        self, before: Mapping[str, Account], after: Mapping[str, Account]
    ) -> Iterator[Change]:
        """
        Return what changed in the reports.

        Args:
            before: Those that stood, by their ids.
            after: Those that stand.
        """
        replaced: set[str] = set()
        for identity in (each for each in after if each not in before):
            fate = self.fates.came(identity)
            chain = [each for each in after[identity].chain[:-1] if each.id in before]
            old = chain[-1].id if chain and chain[-1].id not in after else None
            replaced |= {old} if old else set()
            yield self._change(fate, before.get(old or ""), after[identity])
        for identity in before:
            if identity not in after and identity not in replaced:
                yield self._change(self.fates.went(identity), before[identity], None)
        for identity in sorted(replaced - after.keys()):
            self.grounds.setdefault(identity, self._grounds(self.fates.went(identity).by))

    def behind(self, ids: Iterable[str]) -> tuple[Ground, ...]:
        """Return the amendments that did something to some accounts, once `changes` is read."""
        found = {each.id: each for identity in ids for each in self.grounds.get(identity, ())}
        return tuple(sorted(found.values(), key=lambda each: each.position))

    def _change(self, fate: Fate, before: Account | None, after: Account | None) -> Change:
        both = [each for each in (before, after) if each is not None]
        because = self._grounds(fate.by)
        self.grounds |= dict.fromkeys((each.id for each in both), because)
        kind = fate.kind
        if kind is ChangeKind.REPORTED_AGAIN and before is not None:
            kind = ChangeKind.CORRECTED
        return Change(
            kind=kind,
            key=self.key,
            words=_words(before, after),
            before=_said(before),
            after=_said(after),
            line=self.line,
            ids=tuple(sorted(each.id for each in both)),
            grounds=because,
        )

    def _grounds(self, by: Iterable[Recorded]) -> tuple[Ground, ...]:
        return grounds(by, {**self.fates.before.by_id, **self.fates.after.by_id})


def _words(before: Account | None, after: Account | None) -> str:
    if before is not None and after is not None:
        return difference(before.report, after.report)
    account = after or before
    assert account is not None  # noqa: S101 - a change has one side at least
    return f"{who(account)}: {account.event.summary}"


def _said(account: Account | None) -> Said | None:
    if account is None:
        return None
    return Said(id=account.id, words=f"{who(account)}: {account.event.summary}")
