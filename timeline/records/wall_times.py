"""A stated date on its clock, as instants: folds covered, gaps refused, offsets checked."""

from timeline.errors import WhenError
from timeline.records.civil import DAY, civil_date
from timeline.records.edtf_parts import Stated
from timeline.records.edtf_times import HOUR, MINUTE, SECOND, offset_text
from timeline.records.time_units import TimeUnit
from timeline.records.zones import UTC_CLOCK, Clock, Gap

_STEPS = {TimeUnit.HOUR: HOUR, TimeUnit.MINUTE: MINUTE, TimeUnit.DAY: DAY}


def instants(text: str, stated: Stated, local: Clock) -> tuple[int, int, bool]:
    """
    Return the instants, half-open, at which a stated date was shown, and whether it is folded.

    Args:
        text: The whole text, for the error.
        stated: The date.
        local: The clock of dates without an offset.

    Raises:
        WhenError: The clock never showed it.
    """
    shift = stated.shift
    if shift is not None:
        return stated.earliest - shift, stated.latest - shift, False
    if local is UTC_CLOCK:
        return stated.earliest, stated.latest, False
    earliest, latest = local.earliest(stated.earliest), local.latest(stated.latest)
    if earliest >= latest:
        raise _never_was(text, stated, local)
    longer = latest - earliest > stated.latest - stated.earliest
    return earliest, latest, longer and stated.precision < TimeUnit.DAY


def check_offset(text: str, stated: Stated, local: Clock) -> None:
    """
    Check that an offset is one that the zone named beside it had at that time (RFC 9557, 3.4).

    `Z` stands before any zone: it says the instant and nothing of the local clock.

    Raises:
        WhenError: The zone had another one then.
    """
    if stated.time is None or stated.shift is None or stated.time.utc:
        return
    shifts = local.shifts(stated.earliest)
    if stated.shift in shifts:
        return
    shown = " or ".join(offset_text(shift) for shift in shifts)
    shown = shown or "none, its clocks jumped"
    raise WhenError(text, stated.at, f"an offset that {local.name} had then: {shown}")


def _never_was(text: str, stated: Stated, local: Clock) -> WhenError:
    gap = local.gap(stated.earliest)
    if gap is None:
        return WhenError(text, stated.at, f"a time that {local.name} had")
    before, after = _neighbours(gap, _STEPS.get(stated.precision, SECOND))
    return WhenError(
        text,
        stated.at,
        f"a time that {local.name} had; its clocks jumped over this one: "
        f"write {_wall_text(before, stated.precision)} or {_wall_text(after, stated.precision)}",
    )


def _neighbours(gap: Gap, step: int) -> tuple[int, int]:
    return (gap.before - 1) // step * step, -(-gap.after // step) * step


def _wall_text(wall: int, precision: TimeUnit) -> str:
    days, within = divmod(wall, DAY)
    year, month, day = civil_date(days)
    date = f"{year:04}-{month:02}-{day:02}"
    if precision >= TimeUnit.DAY:
        return date
    hours, minutes = divmod(within // MINUTE, 60)
    if precision is TimeUnit.HOUR:
        return f"{date}T{hours:02}"
    if precision >= TimeUnit.MINUTE:
        return f"{date}T{hours:02}:{minutes:02}"
    return f"{date}T{hours:02}:{minutes:02}:{within % MINUTE // SECOND:02}"
