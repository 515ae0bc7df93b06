"""One line of a chronology: a happening, the reports of it that stand, and what was chosen."""

from attrs import evolve, field, frozen

from timeline.log import Recorded
from timeline.records import Figures, Modality, Place, Quantity, When, every_figure, every_place
from timeline.resolution.merges import Merge, distinct, merges, path
from timeline.resolution.origins import Origin, origins
from timeline.resolution.revision import Account
from timeline.resolution.status import Standing, Status


@frozen(kw_only=True)
class Entry:
    """
    A happening as known at one moment.

    Args:
        key: Its key; the smallest one where judgements join several.
        keys: All joined keys.
        happened: When, from the report that the policy prefers.
        summary: What, from that report.
        kind: Stored kind of that report.
        modality: Whether it took place, from that report.
        figures: Each figure that a report states, from the preferred report that states it.
        standing: Its status, with the origins for and against.
        accounts: What stands for each report, in the order of publication, then of ids.
        judgements: Log entries of the standing judgements that join its keys, by their ids.
    """

    key: str
    keys: tuple[str, ...]
    happened: When
    summary: str
    kind: str
    modality: Modality
    figures: Figures
    standing: Standing
    accounts: tuple[Account, ...] = field(repr=False)
    judgements: tuple[Recorded, ...] = field(default=(), repr=False)

    @property
    def status(self) -> Status:
        """What may be said of it as a whole."""
        return self.standing.status

    @property
    def reports(self) -> tuple[Recorded, ...]:
        """The log entries that report it, each with its record as it now reads."""
        return tuple(each.report for each in self.accounts)

    @property
    def distinct(self) -> tuple[Account, ...]:
        """The accounts, each content once: a replacement may equal another report."""
        return distinct(self.accounts)

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Why its reports and its keys are one happening, reason by reason."""
        return merges(self.accounts, self.judgements)

    def judgements_between(self, left: str, right: str) -> tuple[Recorded, ...]:
        """Return the fewest judgements that lead from one of its keys to another, in that order."""
        return path(self.judgements, left, right)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that a report names in any field, in the order of the reports."""
        named = (place for each in self.accounts for place in every_place(each.event))
        return tuple(dict.fromkeys(named))

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag that a report bears, sorted."""
        return tuple(sorted({tag for each in self.accounts for tag in each.event.tags}))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The independent origins of its reports, sorted."""
        return origins(each.event for each in self.accounts)

    def rivals(self, figure: str) -> tuple[Quantity, ...]:
        """Return what reports state for a figure beside the one chosen, latest first."""
        told = (every_figure(each.event).get(figure) for each in reversed(self.accounts))
        found = [self.figures[figure]]
        for each in told:
            if each is not None and not any(_alike(each, other) for other in found):
                found.append(each)
        return tuple(found[1:])

    @property
    def figures_in_words(self) -> str:
        """Every figure with its rivals: `strength about 10,000 (others: 3,000)`."""
        return "; ".join(self._in_words(name) for name in self.figures)

    def _in_words(self, figure: str) -> str:
        others = "; ".join(str(each) for each in self.rivals(figure))
        told = f"{figure} {self.figures[figure]}"
        return f"{told} (others: {others})" if others else told


def _alike(one: Quantity, other: Quantity) -> bool:
    if None in {one.unit, other.unit}:
        return evolve(one, unit=None) == evolve(other, unit=None)
    return one == other
