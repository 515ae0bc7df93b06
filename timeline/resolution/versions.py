"""The life of a happening on both clocks: what stood from when to when, and what ended it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from operator import eq
from typing import overload

import numpy as np
from attrs import define

from timeline.errors import MomentError, UnknownKeyError
from timeline.log import Recorded
from timeline.records import Instant, Instantish, instant
from timeline.records.fields import folded, nearest
from timeline.resolution.index.growing import Built
from timeline.resolution.life.bearings import Line
from timeline.resolution.life.board import Content
from timeline.resolution.life.course import Course
from timeline.resolution.life.listing import Listing
from timeline.resolution.life.patches import Patch
from timeline.resolution.life.reach import Reach
from timeline.resolution.life.regions import Rectangle
from timeline.resolution.life.sheet import Sheet
from timeline.resolution.life.stretches import Bounds, Gap, Version
from timeline.resolution.life.turns import Clock, Turns
from timeline.resolution.moments import NEVER, from_microseconds, microseconds


def life(built: Built, key: str, position: int) -> "Life":
    """
    Return the life of the happening that a key leads to, joined keys included.

    Args:
        built: The index of the log.
        key: The key.
        position: Last position of the log.

    Raises:
        UnknownKeyError: At no moment is there an entry of that key; the message names the nearest.
    """
    reach = Reach(_bearing(built, folded(key)), built.erasures)
    found = Life(Sheet(Line(reach, folded(key))), position)
    if not found.sheet.reported:
        known = (each for each in _keys(built) if each != folded(key))
        raise UnknownKeyError(key, nearest(key, known))
    return found


def _bearing(built: Built, key: str) -> tuple[Recorded, ...]:
    """Return the entries that bear on a key at any moment, in order: all that is decoded."""
    code = built.keys.find(key)
    if code is None:
        return ()
    speakers = built.key_of(built.speaking_of([code])).tolist()
    found = {*built.bearing_on([code]), *built.bearing_on(speakers)}
    return tuple(built.fetch(each) for each in sorted(found) if each > 0)


def _keys(built: Built) -> Iterator[str]:
    """Return every key that some report has."""
    codes = np.flatnonzero(built.first_position != NEVER).tolist()
    return map(built.keys.value, codes)


@define(slots=False, frozen=True, repr=False, eq=False)
class Life(Sequence[Version]):
    """
    The versions of one happening on both clocks; what `Log.versions` returns.

    Each version is a rectangle: what stood for a stretch of publications, throughout a stretch
    of positions. No two overlap, and together they are all that `Log.as_of` has of the key at
    any moment. At each position the axis of publication is cut only where something changes, so
    the versions at the last position, in the order of publication, are the same in whatever
    order the records arrived.

    They stand in the order of positions, then of publication. They are made when looked at, of
    records that are decoded already: it stays as it is while the log grows, also when that is
    closed, or something in it is erased.

    Args:
        sheet: What stands at any place of the two clocks.
        position: Last position of the log that counts.
    """

    sheet: Sheet
    position: int

    @property
    def key(self) -> str:
        """The key that was asked for, as keys are compared."""
        return self.sheet.line.key

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where nothing stood although something had, in the same order."""
        return tuple(each for each in self.stretches() if isinstance(each, Gap))

    def stretches(self) -> Iterator[Version | Gap]:
        """Return versions and gaps, in the same order."""
        return self._made(self.sheet.patches)

    def at(
        self, *, published: Instantish | None = None, position: int | None = None
    ) -> Version | None:
        """
        Return the version that stood at a moment, or None where none did.

        Args:
            published: Only what was published by then, inclusive; everything if not given.
            position: Only what the log had taken in up to there, inclusive; likewise.

        Raises:
            InstantError: The instant has no offset.
            MomentError: The log has no such position.
        """
        patch = self.sheet.patch(_moment(published), self._checked(position))
        found = None if patch is None else self._stretch(patch)
        return found if isinstance(found, Version) else None

    def along_published(self, *, position: int | None = None) -> tuple[Version | Gap, ...]:
        """
        Return what stood from one publication to the next, as known at a position.

        Args:
            position: What the log had taken in by then; all of it if not given.

        Raises:
            MomentError: The log has no such position.
        """
        return tuple(self._made(self.sheet.row(self._checked(position))))

    def along_recorded(self, *, published: Instantish | None = None) -> tuple[Version | Gap, ...]:
        """
        Return what the log said from one position to the next, of what was published by a date.

        Neighbours that say the same are one here; its stretch of publications is what they share.

        Args:
            published: The date; everything that is published, if not given.

        Raises:
            InstantError: The instant has no offset.
        """
        return tuple(self._made(_joined(self.sheet.column(_moment(published)))))

    def course_published(self, figure: str, *, position: int | None = None) -> Course:
        """
        Return how a figure went from one publication to the next, as known at a position.

        It is found without the versions, and knows nothing of what the log took in later.

        Args:
            figure: Name of the figure.
            position: What the log had taken in by then; all of it if not given.

        Raises:
            MomentError: The log has no such position.
        """
        return Course(self.sheet, figure, Clock.PUBLISHED, self._checked(position))

    def course_recorded(self, figure: str, *, published: Instantish | None = None) -> Course:
        """
        Return how a figure went from one position to the next, of what was published by a date.

        Args:
            figure: Name of the figure.
            published: The date; everything that is published, if not given.

        Raises:
            InstantError: The instant has no offset.
        """
        return Course(self.sheet, figure, Clock.RECORDED, _moment(published))

    @overload
    def __getitem__(self, at: int) -> Version: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Version, ...]: ...
    def __getitem__(self, at: int | slice) -> "Version | tuple[Version, ...]":
        if isinstance(at, slice):
            return tuple(self._version(each) for each in self._versions[at])
        return self._version(self._versions[at])

    def __len__(self) -> int:
        return len(self._versions)

    def __iter__(self) -> Iterator[Version]:
        return map(self._version, self._versions)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Life):
            return NotImplemented
        here, there = self.sheet.patches, other.sheet.patches
        alike = (self.key, self.position, len(here)) == (other.key, other.position, len(there))
        return alike and all(map(eq, self.stretches(), other.stretches()))

    def __hash__(self) -> int:
        return hash((self.key, self.position, len(self)))

    def __str__(self) -> str:
        gaps = len(self.sheet.patches) - len(self)
        counted = f"{_counted(len(self), 'version')}, {_counted(gaps, 'gap')}"
        told = [f"{self.key}: {counted}, up to position {self.position}"]
        return "\n".join([*told, *map(str, self.stretches())])

    def __repr__(self) -> str:
        return f"<Life of {self.key!r}: {_counted(len(self), 'version')}>"

    @cached_property
    def _versions(self) -> tuple[Patch, ...]:
        return tuple(each for each in self.sheet.patches if isinstance(each.held, Content))

    @cached_property
    def _turns(self) -> Turns:
        return Turns(self.sheet)

    @cached_property
    def _recorded(self) -> dict[int, Instant]:
        return {each.position: each.recorded for each in self.sheet.line.reach.entries}

    def _made(self, patches: Iterable[Patch]) -> Iterator[Version | Gap]:
        return map(self._stretch, patches)

    def _stretch(self, patch: Patch) -> Version | Gap:
        return (
            self._version(patch) if isinstance(patch.held, Content) else Gap(**self._bounds(patch))
        )

    def _version(self, patch: Patch) -> Version:
        content, sheet, where = patch.held, self.sheet, patch.where
        assert isinstance(content, Content)  # noqa: S101 - what the others are is a gap
        saying = sheet.line.sayings[content.saying]
        return Version(
            key=sheet.line.names[content.name],
            happened=saying.event.happened,
            summary=saying.event.summary,
            figures=sheet.board.figures(content),
            status=content.status,
            report=saying.report,
            reports=Listing(
                content.count, partial(sheet.reports, where.published_from, where.position_from)
            ),
            **self._bounds(patch),
        )

    def _bounds(self, patch: Patch) -> Bounds:
        where = patch.where
        published, position = where.published_until, where.position_until
        return Bounds(
            published_from=from_microseconds(where.published_from),
            published_until=None if published == NEVER else from_microseconds(published),
            position_from=where.position_from,
            position_until=None if position == NEVER else position,
            recorded_from=self._recorded[where.position_from],
            recorded_until=None if position == NEVER else self._recorded[position],
            begun_by=self._turns.begun(patch),
            ended_by=self._turns.ended(patch),
        )

    def _checked(self, position: int | None) -> int:
        if position is not None and not 0 <= position <= self.position:
            advice = f"ask for 0 to {self.position}"
            raise MomentError(f"the log had no position {position} here", advice)
        return self.position if position is None else position


def _moment(published: Instantish | None) -> int:
    return NEVER - 1 if published is None else microseconds(instant(published))


def _joined(patches: Iterable[Patch]) -> Iterator[Patch]:
    last: Patch | None = None
    for each in patches:
        if last is not None and last.held == each.held:
            last = Patch(_shared(last.where, each.where), each.held)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _shared(one: Rectangle, following: Rectangle) -> Rectangle:
    return Rectangle(
        position_from=one.position_from,
        published_from=max(one.published_from, following.published_from),
        position_until=following.position_until,
        published_until=min(one.published_until, following.published_until),
    )


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
