"""One line of a chronology: a happening, the reports of it that stand, and what was chosen."""

from attrs import field, frozen

from timeline.log import Recorded
from timeline.records import Figures, Modality, Place, When
from timeline.resolution.origins import origins
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

    @property
    def status(self) -> Status:
        """What may be said of it as a whole."""
        return self.standing.status

    @property
    def reports(self) -> tuple[Recorded, ...]:
        """The log entries that report it, each with its record as it now reads."""
        return tuple(each.report for each in self.accounts)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that a report names, in the order of the reports."""
        named = (place for each in self.accounts for place in each.event.places)
        return tuple(dict.fromkeys(named))

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag that a report bears, sorted."""
        return tuple(sorted({tag for each in self.accounts for tag in each.event.tags}))

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins of its reports, sorted, as they are compared."""
        return origins(each.event for each in self.accounts)
