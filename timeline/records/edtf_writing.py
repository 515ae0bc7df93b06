"""The normal form of an EDTF text: one way to write each qualifier, offset, century and set."""

from timeline.records.edtf_doubts import Mark, date_marks
from timeline.records.edtf_parts import (
    CalendarDate,
    Edge,
    Expression,
    Joined,
    LongYear,
    Member,
    Stated,
    TimeOfDay,
)
from timeline.records.edtf_times import offset_text

_MOST_FRACTION = 6


def normal_text(parts: Expression, zone: str | None) -> str:
    """
    Return the normal EDTF text of an expression.

    Centuries and decades have four places (`19XX`, `198X`), offsets have minutes or are `Z`,
    fractions of a second end at the microsecond, sets have no blanks, a range stands in
    brackets, and qualifiers are written for the whole date, else for a group of parts, else for
    single ones (ISO 8601-2, 8.2.4).

    Args:
        parts: What was read.
        zone: The zone that the text is read in, if it does not name one itself.
    """
    named = parts.suffix or zone
    suffix = "" if named is None else f"[{named}]"
    return _body_text(parts) + suffix


def date_text(stated: Stated) -> str:
    """Return the normal text of one date."""
    marks = date_marks(stated)
    if isinstance(stated, LongYear):
        return stated.written + _mark_text(marks[0])
    if stated.time is None:
        return _calendar_text(stated, marks)
    over_all = marks[-1]
    own = tuple(_without(mark, over_all) for mark in marks[:-1])
    return _calendar_text(stated, own) + _time_text(stated.time) + _mark_text(over_all)


def _calendar_text(stated: CalendarDate, marks: tuple[Mark | None, ...]) -> str:
    parts = [part for part in (stated.year, stated.month, stated.day) if part is not None]
    if not any(marks):
        return "-".join(parts)
    group = max(number for number in range(len(marks)) if len(set(marks[: number + 1])) == 1)
    written = [
        parts[number] if number <= group else _mark_text(marks[number]) + parts[number]
        for number in range(len(parts))
    ]
    written[group] += _mark_text(marks[group])
    return "-".join(written)


def _body_text(parts: Expression) -> str:
    texts = [_member_text(member) for member in parts.members]
    if parts.joined is Joined.INTERVAL:
        return "/".join(texts)
    if parts.joined is Joined.ALONE and ".." not in texts[0]:
        return texts[0]
    listed = ",".join(texts)
    return f"{{{listed}}}" if parts.joined is Joined.ALL_OF else f"[{listed}]"


def _member_text(member: Member) -> str:
    if isinstance(member, Edge):
        return member.value
    if member.first is member.last and member.first is not None:
        return date_text(member.first)
    first = "" if member.first is None else date_text(member.first)
    last = "" if member.last is None else date_text(member.last)
    return f"{first}..{last}"


def _time_text(time: TimeOfDay) -> str:
    fraction = None if time.fraction is None else time.fraction[:_MOST_FRACTION]
    clock = ":".join(part for part in (time.hour, time.minute, time.second) if part is not None)
    offset = "" if time.shift is None else offset_text(time.shift)
    return f"T{clock}{'' if fraction is None else '.' + fraction}{offset}"


def _mark_text(mark: Mark | None) -> str:
    return "" if mark is None else mark.value


def _without(mark: Mark | None, other: Mark | None) -> Mark | None:
    if mark is other or mark is None:
        return None
    if other is None or mark is not Mark.BOTH:
        return mark
    return Mark.ABOUT if other is Mark.UNSURE else Mark.UNSURE
