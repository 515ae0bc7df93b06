"""What an EDTF text says on the time axis: the window of its start, and that of its end."""

from collections.abc import Sequence

from attrs import frozen

from timeline.errors import WhenError
from timeline.records.edtf import expression
from timeline.records.edtf_parts import Edge, Expression, Joined, Member, Range, Stated
from timeline.records.edtf_times import offset_text
from timeline.records.extents import Extent, lasting_extent
from timeline.records.plain_extents import plain_extent
from timeline.records.time_units import TimeUnit
from timeline.records.wall_times import check_offset, instants
from timeline.records.windows import EVER, Window, hull
from timeline.records.zones import UTC_CLOCK, Clock, clock


def extent(text: str, zone: str | None) -> Extent:
    """
    Return what a text says, its bare local dates read in a zone.

    The end of an interval that has no offset takes that of its start, where no zone is given
    (ISO 8601-1, 5.5.2.1).

    Args:
        text: EDTF text.
        zone: IANA name or offset, for a text without a zone of its own; `None` is UTC.

    Raises:
        WhenError: The text is no EDTF, the zone is unknown or contradicts the text, a wall time
            never was, or an interval ends before it starts.
    """
    return plain_extent(text, zone) or extent_by_grammar(text, zone)


def extent_by_grammar(text: str, zone: str | None) -> Extent:
    """Return the same as `extent`, without its short cut."""
    parts = expression(text)
    found = extent_of(parts, text, zone)
    if parts.suffix is not None:
        _check_offsets(text, parts, clock(parts.suffix, text=text, at=parts.suffix_at))
    return found


def extent_of(parts: Expression, text: str, zone: str | None) -> Extent:
    """
    Return what the parts of a text say; see `extent`. Offsets are not checked against the zone.

    Args:
        parts: What `expression(text)` gave, or that with wider dates.
        text: For errors.
        zone: As in `extent`.
    """
    local = _local_clock(text, parts, zone)
    if parts.joined is Joined.INTERVAL:
        return _interval(text, parts, local)
    members = [_placed(text, member, local) for member in parts.members]
    if parts.joined is Joined.ALL_OF:
        return _all_of(members)
    return _alone(members[0]) if parts.joined is Joined.ALONE else _one_of(members)


@frozen
class _Placed:
    """A member on the time axis: as a whole, its first date and its last one."""

    whole: Window
    first: Window
    last: Window
    precision: TimeUnit | None
    folded: bool


_NOWHERE = _Placed(EVER, EVER, EVER, None, folded=False)


def _interval(text: str, parts: Expression, local: Clock) -> Extent:
    began, ended = parts.members
    start = _placed(text, began, local)
    end = _placed(text, ended, _following(began, local))
    earliest, latest = start.whole.earliest, end.whole.latest
    if earliest is not None and latest is not None and latest <= earliest:
        place = ended.at if isinstance(ended, Range) else 0
        raise WhenError(text, place, "an end that is not before its start")
    return lasting_extent(
        start.whole,
        end.whole,
        precision=_coarsest([start, end]),
        began=_edge(began),
        ended=_edge(ended),
        folded=start.folded or end.folded,
    )


def _all_of(members: list[_Placed]) -> Extent:
    first, last = [member.first for member in members], [member.last for member in members]
    began, ended = hull(*first), hull(*last)
    return lasting_extent(
        Window(began.earliest, _least([window.latest for window in first])),
        Window(_greatest([window.earliest for window in last]), ended.latest),
        precision=_coarsest(members),
        began=Edge.DATED if began.earliest is not None else Edge.OPEN,
        ended=Edge.DATED if ended.latest is not None else Edge.OPEN,
        folded=any(member.folded for member in members),
    )


def _alone(member: _Placed) -> Extent:
    precision = TimeUnit.UNKNOWN if member.precision is None else member.precision
    return Extent(
        member.whole, member.whole, lasted=False, precision=precision, folded=member.folded
    )


def _one_of(members: list[_Placed]) -> Extent:
    whole = hull(*(member.whole for member in members))
    folded = any(member.folded for member in members)
    return Extent(whole, whole, lasted=False, precision=_coarsest(members), folded=folded)


def _placed(text: str, member: Member, local: Clock) -> _Placed:
    if isinstance(member, Edge):
        return _NOWHERE
    first, first_folded = _window(text, member.first, local)
    if member.first is member.last and member.first is not None:
        return _Placed(first, first, first, member.first.precision, first_folded)
    last, last_folded = _window(text, member.last, _after(member.first, local))
    _check_range(text, member, first, last)
    return _Placed(
        _whole(member, first, last),
        first,
        last,
        _coarsest_date(member),
        first_folded or last_folded,
    )


def _window(text: str, stated: Stated | None, local: Clock) -> tuple[Window, bool]:
    if stated is None:
        return EVER, False
    earliest, latest, folded = instants(text, stated, local)
    return Window(earliest, latest), folded


def _whole(member: Range, first: Window, last: Window) -> Window:
    if member.first is None:
        return Window(None, last.latest)
    return Window(first.earliest, None) if member.last is None else hull(first, last)


def _check_range(text: str, member: Range, first: Window, last: Window) -> None:
    if member.last is None or first.earliest is None or last.latest is None:
        return
    if last.latest <= first.earliest:
        raise WhenError(text, member.last.at, "a date not before the one before the two dots")


def _local_clock(text: str, parts: Expression, zone: str | None) -> Clock:
    if parts.suffix is None:
        return UTC_CLOCK if zone is None else clock(zone, text=zone, at=0)
    if zone not in (None, parts.suffix):
        raise WhenError(text, parts.suffix_at, f"the zone given beside the text, {zone}, or none")
    return clock(parts.suffix, text=text, at=parts.suffix_at)


def _check_offsets(text: str, parts: Expression, local: Clock) -> None:
    for stated in (date for member in parts.ranges for date in (member.first, member.last)):
        if stated is not None:
            check_offset(text, stated, local)


def _following(member: Member, local: Clock) -> Clock:
    return _after(member.last, local) if isinstance(member, Range) else local


def _after(stated: Stated | None, local: Clock) -> Clock:
    if stated is None or stated.shift is None or local is not UTC_CLOCK:
        return local
    return Clock(offset_text(stated.shift), stated.shift)


def _edge(member: Member) -> Edge:
    return member if isinstance(member, Edge) else Edge.DATED


def _coarsest(members: Sequence[_Placed]) -> TimeUnit:
    known = [member.precision for member in members if member.precision is not None]
    return max(known, default=TimeUnit.UNKNOWN)


def _coarsest_date(member: Range) -> TimeUnit | None:
    dates = [date for date in (member.first, member.last) if date is not None]
    return max((date.precision for date in dates), default=None)


def _least(bounds: Sequence[int | None]) -> int | None:
    return min((bound for bound in bounds if bound is not None), default=None)


def _greatest(bounds: Sequence[int | None]) -> int | None:
    return max((bound for bound in bounds if bound is not None), default=None)
