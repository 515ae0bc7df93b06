"""A short cut for texts that are a plain date, or an interval of plain dates and open ends."""

from timeline.records.edtf_parts import Edge
from timeline.records.extents import Extent, lasting_extent
from timeline.records.plain_dates import PlainDate, plain_date
from timeline.records.time_units import TimeUnit
from timeline.records.windows import EVER, Window
from timeline.records.zones import UTC_CLOCK, Clock, clock

_EDGES = {"": Edge.UNKNOWN, "..": Edge.OPEN}

_Placed = tuple[Window, TimeUnit | None, Edge, bool]
"""Where an end of an interval lies, how finely, how it is written, and whether it is folded."""


def plain_extent(text: str, zone: str | None) -> Extent | None:
    """
    Return what a text says if it is plain; else, right or wrong, `None`.

    Args:
        text: Any text.
        zone: Zone of local times, if the text names none.

    Raises:
        WhenError: The text is plain, and the zone is unknown.
    """
    end = text.rfind("[") if text.endswith("]") else len(text)
    if end < 1 or (zone is not None and end < len(text)):
        return None
    slash = text.find("/", 0, end)
    if slash >= 0:
        return _plain_interval(text, slash, end, zone)
    date = plain_date(text, 0, end)
    found = None if date is None else _placed(date, _local_clock(text, end, zone))
    if date is None or found is None:
        return None
    return Extent(found[0], found[0], lasted=False, precision=date.unit, folded=found[3])


def _plain_interval(text: str, slash: int, end: int, zone: str | None) -> Extent | None:
    first, last = _end(text, 0, slash), _end(text, slash + 1, end)
    if first is None or last is None or not _have_like_clocks(first, last):
        return None
    local = _local_clock(text, end, zone)
    start, stop = _placed(first, local), _placed(last, local)
    if start is None or stop is None or not _in_order(start[0], stop[0]):
        return None
    units = [unit for unit in (start[1], stop[1]) if unit is not None]
    return lasting_extent(
        start[0],
        stop[0],
        precision=max(units, default=TimeUnit.UNKNOWN),
        began=start[2],
        ended=stop[2],
        folded=start[3] or stop[3],
    )


def _end(text: str, start: int, end: int) -> PlainDate | Edge | None:
    if end - start <= len(".."):
        return _EDGES.get(text[start:end])
    return plain_date(text, start, end)


def _have_like_clocks(first: PlainDate | Edge, last: PlainDate | Edge) -> bool:
    if isinstance(first, Edge) or isinstance(last, Edge):
        return True
    return (first.shift is None) is (last.shift is None)


def _local_clock(text: str, end: int, zone: str | None) -> Clock:
    if end < len(text):
        return clock(text[end + 1 : -1], text=text, at=end + 1)
    return UTC_CLOCK if zone is None else clock(zone, text=zone, at=0)


def _placed(date: PlainDate | Edge, local: Clock) -> _Placed | None:
    if isinstance(date, Edge):
        return EVER, None, date, False
    earliest, latest, unit, shift = date
    if local is UTC_CLOCK:
        ahead = shift or 0
        return Window(earliest - ahead, latest - ahead), unit, Edge.DATED, False
    if shift is not None:
        return None
    first, after = local.earliest(earliest), local.latest(latest)
    if first >= after:
        return None
    folded = unit < TimeUnit.DAY and after - first > latest - earliest
    return Window(first, after), unit, Edge.DATED, folded


def _in_order(start: Window, end: Window) -> bool:
    return start.earliest is None or end.latest is None or start.earliest < end.latest
