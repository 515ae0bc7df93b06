"""Where on the two clocks each record acts: rules 1 to 3, said of all moments at once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush

from attrs import define, evolve, frozen

from timeline.log import Recorded, Tombstone, Withheld
from timeline.records import Correction, Erasure, EventRecord, Judgement, Verdict
from timeline.records.fields import folded
from timeline.resolution.life.regions import EVERYWHERE, NOWHERE, Region, quadrant, union
from timeline.resolution.moments import ALWAYS, microseconds
from timeline.resolution.revision import Revision, dependencies_first, published_clock


@frozen(kw_only=True)
class Saying:
    """
    What is said in the place of one event record, while nothing corrects it.

    Args:
        report: The log entry that says it, with the event record as it now reads.
        event: That event record.
        published: Publication by which it counts, µs since 1970.
        where: Where it stands.
    """

    report: Recorded
    event: EventRecord
    published: int
    where: Region


@define(slots=False, eq=False)
class Reach:
    """
    Where on the two clocks each of some records acts.

    It says for all moments what `timeline.resolution.revision.Revision` and
    `timeline.resolution.identity.Identity` say for one.

    Args:
        entries: Log entries, all of them up to the present position.
        erasures: Every erasure of the whole log, by the id it erased.
    """

    entries: Sequence[Recorded]
    erasures: Mapping[str, Erasure]

    @cached_property
    def revision(self) -> Revision:
        """The same entries at the present moment."""
        return Revision(self.entries, None, self.erasures)

    def visible(self, entry: Recorded) -> Region:
        """Return where an entry is published and in the log; nowhere, where its body is gone."""
        hidden = isinstance(entry.record, Withheld) or self._is_erased(entry)
        return NOWHERE if hidden else quadrant(clock_of(entry), entry.position)

    def standing(self, entry: Recorded) -> Region:
        """Return where an entry is visible and not withdrawn."""
        return self.visible(entry) - self.withdrawn.get(entry.id, NOWHERE)

    @cached_property
    def withdrawn(self) -> Mapping[str, Region]:
        """Where a standing retraction, reinstatement or erasure withdraws a record, by its id."""
        by = self.revision.withdrawals
        found = {
            each.id: quadrant(ALWAYS, each.position)
            for each in self.entries
            if self._is_erased(each)
        }
        for each in dependencies_first(by, lambda node: [one.id for one in by.get(node, ())]):
            acting = [self.visible(one) - found.get(one.id, NOWHERE) for one in by.get(each, ())]
            found[each] = union([*acting, found.get(each, NOWHERE)])
        return found

    def acting(self, identity: str) -> Region:
        """Return where an account acts, whether or not a correction stands in its place."""
        return union(self._accounts[0].get(identity, {}).values())

    def bases(self, correction: Correction) -> Mapping[str, Region]:
        """Return what a correction acts on and where, by the ids of those accounts."""
        return self._accounts[1].get(correction.corrects, {})

    @cached_property
    def live(self) -> tuple[Saying, ...]:
        """What is said and where, in the order of publication, then of ids."""
        return tuple(sorted(self._live(), key=lambda each: (each.published, each.report.id)))

    def joined(self, key: str) -> Mapping[str, Region]:
        """Return where standing judgements join a key to others, itself among them; folded."""
        found, waiting = {key: EVERYWHERE}, [(0, key)]
        while waiting:
            _, here = heappop(waiting)
            for other, where in self._neighbours.get(here, ()):
                known = found.get(other, NOWHERE)
                more = (found[here] & where) - known
                if more:
                    found[other] = known | more
                    heappush(waiting, (more.first_position, other))
        return found

    @cached_property
    def _neighbours(self) -> Mapping[str, list[tuple[str, Region]]]:
        found: dict[str, list[tuple[str, Region]]] = {}
        for each in self.entries:
            record = each.record
            if isinstance(record, Judgement) and record.verdict is Verdict.SAME:
                left, right, where = folded(record.left), folded(record.right), self.standing(each)
                found.setdefault(left, []).append((right, where))
                found.setdefault(right, []).append((left, where))
        return found

    @cached_property
    def _accounts(self) -> tuple[dict[str, dict[int, Region]], dict[str, dict[str, Region]]]:
        """Where each account acts by publication, and on what a record that names it acts."""
        acting: dict[str, dict[int, Region]] = {}
        leads: dict[str, dict[str, Region]] = {}
        behind = {each.id: self.behind(each) for each in self.entries}
        for each in dependencies_first(behind, lambda node: filter(None, [behind.get(node)])):
            entry = self.revision.by_id.get(each)
            if entry is not None:
                before = leads.get(behind[each], {})
                acting[each] = dict(self._acting(entry, before, acting))
                leads[each] = dict(self._leads(entry, union(acting[each].values()), before))
        return acting, leads

    def _acting(
        self,
        entry: Recorded,
        bases: Mapping[str, Region],
        known: Mapping[str, Mapping[int, Region]],
    ) -> Iterator[tuple[int, Region]]:
        standing, clock = self.standing(entry), clock_of(entry)
        if isinstance(entry.record, EventRecord):
            yield clock, standing
        if not isinstance(entry.record, Correction) or not self.revision.names_rightly(entry):
            return
        if clock != ALWAYS:
            yield clock, standing & union(bases.values())
            return
        found: dict[int, list[Region]] = {}
        for base, where in bases.items():
            for published, there in known[base].items():
                found.setdefault(published, []).append(there & where)
        for published, regions in found.items():
            yield published, standing & union(regions)

    def _leads(
        self, entry: Recorded, acting: Region, before: Mapping[str, Region]
    ) -> Iterator[tuple[str, Region]]:
        if acting:
            yield entry.id, acting
        passed = self.withdrawn.get(entry.id, NOWHERE) & quadrant(ALWAYS, entry.position)
        for base, where in before.items():
            if where & passed:
                yield base, where & passed

    def behind(self, entry: Recorded) -> str:
        """What a record that names an entry acts on where the entry is withdrawn."""
        if self._is_erased(entry):
            erasure = self.erasures.get(entry.id)
            return (erasure and erasure.corrected) or ""
        return entry.record.corrects if isinstance(entry.record, Correction) else ""

    def _live(self) -> Iterator[Saying]:
        superseded: dict[str, list[Region]] = {}
        for entry in self.entries:
            if isinstance(entry.record, Correction) and self.revision.names_rightly(entry):
                standing = self.standing(entry)
                for base, where in self.bases(entry.record).items():
                    superseded.setdefault(base, []).append(standing & where)
        for entry in self.entries:
            for published, where in self._accounts[0].get(entry.id, {}).items():
                left = where - union(superseded.get(entry.id, ()))
                if left:
                    yield _saying(entry, published, left)

    def _is_erased(self, entry: Recorded) -> bool:
        return isinstance(entry.record, Tombstone) or entry.id in self.erasures


def clock_of(entry: Recorded) -> int:
    """Return when a record was published, µs since 1970; `ALWAYS` where it counts at every date."""
    clock = published_clock(entry)
    return ALWAYS if clock is None else microseconds(clock)


def said(entry: Recorded) -> EventRecord | None:
    """Return the account that a record gives, if it gives one."""
    record = entry.record
    found = record.replacement if isinstance(record, Correction) else record
    return found if isinstance(found, EventRecord) else None


def _saying(entry: Recorded, published: int, where: Region) -> Saying:
    event = said(entry)
    assert event is not None  # noqa: S101 - only accounts act
    report = entry if entry.record is event else evolve(entry, record=event)
    return Saying(report=report, event=event, published=published, where=where)
