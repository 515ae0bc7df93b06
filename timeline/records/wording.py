"""Uncertain time in a person's words: `between 1 and 5 March 2022`, `August 2024 until now`."""

from collections.abc import Mapping

from attrs import evolve, frozen

from timeline.errors import WhenError
from timeline.records.edtf_parts import (
    CalendarDate,
    Edge,
    Expression,
    Joined,
    Member,
    Range,
    Stated,
)
from timeline.records.time_units import TimeUnit
from timeline.records.wording_dates import date_words, shortened
from timeline.records.wording_english import ENGLISH
from timeline.records.wording_tables import Wording

WORDINGS: Mapping[str, Wording] = {"en": ENGLISH}
"""The languages that have a table; any other one may be given to `words` as a `Wording`."""


def wording(locale: str) -> Wording:
    """
    Return the table of a language, `en` or `en-GB`.

    Raises:
        WhenError: There is none.
    """
    language = locale.replace("_", "-").partition("-")[0].lower()
    if language not in WORDINGS:
        known = ", ".join(WORDINGS)
        raise WhenError(locale, 0, f"a language that has a wording ({known}), or a Wording")
    return WORDINGS[language]


@frozen
class Read:
    """
    A text and how it was read.

    Args:
        zone: The zone that bare local dates were read in; `None` is UTC for want of one.
        assumed_by: Who took that zone to be meant.
        folded: A wall time in it was shown twice.
    """

    parts: Expression
    zone: str | None
    assumed_by: str | None
    folded: bool


def words(read: Read, table: Wording) -> str:
    """Return what a person would say; every bound that is written is in it, none is added."""
    members = read.parts.members
    if read.parts.joined is Joined.INTERVAL:
        followed = read.zone is None and read.parts.suffix is None
        ended = _with_offset_of(members[0], members[1]) if followed else members[1]
        said = _interval_words(members[0], ended, table)
    elif len(members) == 1 and read.parts.joined is not Joined.ALL_OF:
        said = _moment_words(read.parts.ranges[0], table)
    else:
        said = _list_words(read.parts, table)
    notes = _notes(read, table)
    return table.note.format(said=said, note="; ".join(notes)) if notes else said


def _interval_words(began: Member, ended: Member, table: Wording) -> str:
    template = table.intervals[_edge(began), _edge(ended)]
    first, last = _single(began), _single(ended)
    if first is not None and last is not None:
        return template.format(start=shortened(first, last, table), end=date_words(last, table))
    return template.format(start=_end_words(began, table), end=_end_words(ended, table))


def _with_offset_of(began: Member, ended: Member) -> Member:
    first, last = _single(began), _single(ended)
    if not isinstance(first, CalendarDate) or not isinstance(last, CalendarDate):
        return ended
    if first.time is None or last.time is None or last.time.shift is not None:
        return ended
    same = evolve(last, time=evolve(last.time, shift=first.time.shift))
    return Range(same.at, same, same)


def _end_words(member: Member, table: Wording) -> str:
    return "" if isinstance(member, Edge) else _moment_words(member, table)


def _moment_words(member: Range, table: Wording) -> str:
    if member.first is None or member.last is None:
        return _one_sided_words(member, table)
    if member.first is member.last:
        return date_words(member.first, table)
    first = shortened(member.first, member.last, table)
    return table.between.format(first=first, last=date_words(member.last, table))


def _one_sided_words(member: Range, table: Wording) -> str:
    date = member.last if member.first is None else member.first
    if date is None:
        return ""
    template = table.before if member.first is None else table.after
    within = table.within.get(date.precision, table.within[TimeUnit.UNKNOWN])
    return template.format(date=date_words(date, table), within=within)


def _list_words(parts: Expression, table: Wording) -> str:
    said = _same_month_words(parts.ranges, table)
    said = said or [_listed_words(member, table) for member in parts.ranges]
    last = table.last_of_all if parts.joined is Joined.ALL_OF else table.last_of_one
    if len(said) == 1:
        return said[0]
    return table.listed.join(said[:-1]) + last + said[-1]


def _same_month_words(members: tuple[Range, ...], table: Wording) -> list[str]:
    dates = [single for single in map(_single, members) if isinstance(single, CalendarDate)]
    if len(dates) < len(members) or len({(date.year, date.month) for date in dates}) > 1:
        return []
    last = dates[-1]
    return [*(shortened(date, last, table) for date in dates[:-1]), date_words(last, table)]


def _listed_words(member: Range, table: Wording) -> str:
    first = "" if member.first is None else date_words(member.first, table)
    last = "" if member.last is None else date_words(member.last, table)
    if member.first is member.last:
        return first
    if member.first is not None and member.last is not None:
        first = shortened(member.first, member.last, table)
    edges = (
        Edge.OPEN if member.first is None else Edge.DATED,
        Edge.OPEN if member.last is None else Edge.DATED,
    )
    return table.intervals[edges].format(start=first, end=last)


def _notes(read: Read, table: Wording) -> list[str]:
    notes = []
    zone = read.parts.suffix or read.zone
    if zone is not None:
        by = read.assumed_by
        notes.append(zone if by is None else table.assumed.format(zone=zone, by=by))
    elif any(_is_bare_time(stated) for stated in _first_dates(read.parts)):
        notes.append(table.no_zone)
    if read.folded:
        notes.append(table.folded)
    return notes


def _first_dates(parts: Expression) -> list[Stated | None]:
    dates = [member.first for member in parts.ranges]
    return dates[:1] if parts.joined is Joined.INTERVAL and dates else dates


def _is_bare_time(stated: Stated | None) -> bool:
    return stated is not None and stated.time is not None and stated.shift is None


def _edge(member: Member) -> Edge:
    return member if isinstance(member, Edge) else Edge.DATED


def _single(member: Member) -> Stated | None:
    if isinstance(member, Edge) or member.first is not member.last:
        return None
    return member.first
