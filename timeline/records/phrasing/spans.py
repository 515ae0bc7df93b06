"""Distances from publication: `two weeks ago`, `in recent days`, `over the next several weeks`."""

from attrs import evolve

from timeline.records.phrasing.answers import Answer, Count, Refusal, lasted, one_of
from timeline.records.phrasing.clock_times import hours_off
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import (
    CLOCK_UNITS,
    Stretch,
    Unit,
    about,
    edtf,
    hull,
    one,
    shifted,
)

ONCE = Count(1, 1)
SOME = Count(2, 9)
"""How many *recent days* or *coming weeks* are, by convention."""
_EXACT = (*CLOCK_UNITS, Unit.DAY, Unit.WEEK)
_ROUGH = {Unit.WEEK: Unit.DAY, Unit.DECADE: Unit.YEAR, Unit.CENTURY: Unit.YEAR}
"""In which unit a distance is written, where not in its own."""


def ago(said: Said, *, unit: Unit, count: Count = ONCE) -> Stretch | Refusal:
    """
    Return *three days ago*, a day; *two weeks ago*, about a day; *two years ago*, about a year.

    *A few days ago* lies between the bounds of its count, both approximate.
    """
    return _off(said, count, unit, -1)


def long_ago(said: Said, *, unit: Unit) -> Answer | Refusal:
    """Return *weeks ago*: at least two."""
    return _before(said, SOME.least, unit)


def more_than_ago(said: Said, *, count: Count, unit: Unit) -> Answer | Refusal:
    """Return *more than two years ago*: then or before."""
    return _before(said, count.least, unit)


def ahead(said: Said, *, unit: Unit, count: Count = ONCE) -> Stretch | Refusal:
    """Return *in three days*, *two weeks from now*."""
    return _off(said, count, unit, 1)


def from_day(_: Said, *, count: Count, unit: Unit, day: Stretch) -> Stretch | None:
    """Return *a week from Monday*, *two days after 3 March*."""
    return _from(day, count, unit, 1)


def before_day(_: Said, *, count: Count, unit: Unit, day: Stretch) -> Stretch | None:
    """Return *two days before 3 March*."""
    return _from(day, count, unit, -1)


def past_span(said: Said, *, unit: Unit, count: Count = ONCE) -> Answer:
    """Return *over the past two weeks*: it lasted from then until publication."""
    start, now = _ends(said, count, unit, -1)
    return lasted(start.text, now.text)


def coming_span(said: Said, *, unit: Unit, count: Count = ONCE) -> Answer:
    """Return *over the next several weeks*: it will last from publication until then."""
    end, now = _ends(said, count, unit, 1)
    return lasted(now.text, end.text)


def within_past(said: Said, *, unit: Unit, count: Count = ONCE) -> Stretch:
    """Return *in the past two weeks*: one moment between then and publication."""
    start, now = _ends(said, count, unit, -1)
    return hull(start, now)


def within_coming(said: Said, *, unit: Unit, count: Count = ONCE) -> Stretch:
    """Return *within three days*: one moment between publication and then."""
    end, now = _ends(said, count, unit, 1)
    return hull(now, end)


def recent(said: Said, *, unit: Unit) -> Stretch:
    """Return *in recent days*: one moment up to nine of them back."""
    return within_past(said, unit=unit, count=SOME)


def coming(said: Said, *, unit: Unit) -> Stretch:
    """Return *in the coming days*: one moment up to nine of them ahead."""
    return within_coming(said, unit=unit, count=SOME)


def coming_lasting(said: Said, *, unit: Unit) -> Answer:
    """Return *over the coming weeks*: it will last from publication until then."""
    return coming_span(said, unit=unit, count=SOME)


def recently(said: Said) -> Answer:
    """Return *recently*: some day up to that of publication."""
    return one_of((f"..{edtf(said.day, Unit.DAY)}",))


def soon(said: Said) -> Answer:
    """Return *soon*: the day of publication or some later one."""
    return one_of((f"{edtf(said.day, Unit.DAY)}..",))


def _off(said: Said, count: Count, unit: Unit, sign: int) -> Stretch | Refusal:
    first, last = (_at(said, sign * number, unit) for number in (count.least, count.most))
    if isinstance(first, Refusal) or isinstance(last, Refusal):
        return Refusal("hour-of-publication-unknown")
    if count.exact is None:
        return about(hull(*sorted((first, last), key=lambda stretch: stretch.first)))
    return first if unit in (Unit.DAY, Unit.WEEKEND) else about(first)


def _at(said: Said, count: int, unit: Unit) -> Stretch | Refusal:
    if unit in CLOCK_UNITS:
        return hours_off(said, count, unit)
    return one(shifted(said.day, unit, count), _ROUGH.get(unit, unit))


def _before(said: Said, count: int, unit: Unit) -> Answer | Refusal:
    latest = _at(said, -count, unit)
    if isinstance(latest, Refusal):
        return latest
    return one_of((f"..{evolve(latest, last_about=True).last_text}",))


def _from(day: Stretch, count: Count, unit: Unit, sign: int) -> Stretch | None:
    if count.exact is None or unit in CLOCK_UNITS:
        return None
    there = one(shifted(day.first, unit, sign * count.exact), _ROUGH.get(unit, unit))
    return there if unit in (Unit.DAY, Unit.WEEK) else about(there)


def _ends(said: Said, count: Count, unit: Unit, sign: int) -> tuple[Stretch, Stretch]:
    now, near, far = (_end(said, sign * number, unit) for number in (0, count.least, count.most))
    if count.exact is None:
        return about(hull(*sorted((near, far), key=lambda stretch: stretch.first))), now
    return (near if unit in _EXACT else about(near)), now


def _end(said: Said, count: int, unit: Unit) -> Stretch:
    if unit in CLOCK_UNITS and said.moment is not None:
        return one(shifted(said.moment, unit, count), Unit.MINUTE)
    wall = said.day if count <= 0 else shifted(shifted(said.day, Unit.DAY, 1), Unit.MINUTE, -1)
    return one(shifted(wall, unit, count), Unit.DAY)
