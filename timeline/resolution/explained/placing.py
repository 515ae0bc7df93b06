"""Where a line stands, and how its date was read: what decides the order, and what is assumed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from timeline.log import Recorded
from timeline.records import When, relation
from timeline.records.edtf_doubts import Mark
from timeline.records.padding import NO_PADDING
from timeline.resolution.entry import Entry
from timeline.resolution.explained.grounds import Ground, grounds
from timeline.resolution.explained.reasons import Deciding, Neighbour, OrderReason
from timeline.resolution.precedence import Rule

_PARTS = (
    *(Deciding.START_EARLIEST, Deciding.START_LATEST),
    *(Deciding.END_EARLIEST, Deciding.END_LATEST),
)
_MARKS = {Mark.UNSURE: "unsure (?)", Mark.ABOUT: "about (~)", Mark.BOTH: "unsure and about (%)"}
_ZONED = re.compile(r"\[[A-Za-z+-][^\[\],{}]*\]$|[0-9](?:Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII)
"""A zone at the end of a text, or an offset behind a time of day."""


@frozen(kw_only=True)
class Placing:
    """
    A line among others, with the precedences that may have put it there.

    Args:
        lines: The line in front of it, the line itself, the line behind it; None for no line.
        place: Its place, from 1.
        count: How many lines there are.
        rules: The precedences between two lines that stand.
        standing: Their log entries.
    """

    lines: tuple[Entry | None, Entry, Entry | None]
    place: int
    count: int
    rules: Sequence[Rule]
    standing: Sequence[Recorded]

    def order(self) -> OrderReason:
        """Return why the line stands where it does."""
        front, entry, behind = self.lines
        naming = [each for each in self.rules if entry.key in {each.earlier, each.later}]
        return OrderReason(
            place=self.place,
            count=self.count,
            before=None if front is None else self._neighbour(front, front, entry),
            after=None if behind is None else self._neighbour(behind, entry, behind),
            precedences=self._grounds(naming),
        )

    def _neighbour(self, told: Entry, earlier: Entry, later: Entry) -> Neighbour:
        decided = _decided(earlier, later)
        by: list[Rule] = []
        if decided is Deciding.PRECEDENCE:
            ends = {earlier.key, later.key}
            direct = [each for each in self.rules if {each.earlier, each.later} == ends]
            by = direct or [each for each in self.rules if ends & {each.earlier, each.later}]
        return Neighbour(
            key=told.key,
            summary=told.summary,
            decided_by=decided,
            relation=relation(earlier.happened, later.happened),
            precedences=self._grounds(by),
        )

    def _grounds(self, rules: Iterable[Rule]) -> tuple[Ground, ...]:
        wanted = {each.id for each in rules}
        return grounds((each for each in self.standing if each.id in wanted), {})


def _decided(earlier: Entry, later: Entry) -> Deciding:
    """Return what puts one line in front of another: the first part of their keys that differs."""
    keys = earlier.happened.sort_key, later.happened.sort_key
    if (keys[0], earlier.key) > (keys[1], later.key):
        return Deciding.PRECEDENCE
    differing = (part for part, one, other in zip(_PARTS, *keys, strict=True) if one != other)
    return next(differing, Deciding.KEY)


def assumptions(when: When) -> tuple[str, ...]:
    """Return what was assumed to read a time."""
    return tuple(_assumed(when))


def _assumed(when: When) -> Iterator[str]:
    if when.assumed_by is not None:
        yield f"its zone, {when.zone}, was assumed by {when.assumed_by}"
    elif when.zone is None and _ZONED.search(when.text) is None:
        yield "it names no zone: its days and hours are taken as UTC"
    if when.folded:
        yield "a wall time in it was shown twice, as clocks went back: both readings count"
    for doubt in when.doubts:
        part = f"its {doubt.part.name.lower()} is {_MARKS[doubt.mark]}"
        yield f"{part}; its bounds are not widened, by the padding {NO_PADDING.name!r}"
