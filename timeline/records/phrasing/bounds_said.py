"""Bounds that a phrase states: `before 3 March`, `by Friday`, `since`, `from … to`, `between`."""

from arrow import Arrow
from attrs import evolve

from timeline.records.phrasing.answers import Answer, Choice, Refusal, common_zone, lasted, one_of
from timeline.records.phrasing.clock_times import same_clock
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import (
    CLOCK_UNITS,
    LONG_UNITS,
    Stretch,
    Unit,
    about,
    clock_zone,
    hull,
    moved,
    one,
    shifted,
    through,
)

END_BEFORE_START = Refusal("end-before-start")

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_PERIODS = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR, None)


def approximate(_: Said, *, date: Stretch) -> Stretch:
    """Return *about 3 March*."""
    return about(date)


def before(_: Said, *, date: Stretch) -> Answer:
    """
    Return *before 3 March*: one moment up to the day, month, year or minute before it.

    *Before the end of March* is up to its last day, as the bounds between parts are ours.
    """
    if date.first_about and date.unit not in CLOCK_UNITS and not date.single:
        return _up_to(date)
    unit = _stated_in(date.unit)
    return _up_to(evolve(one(shifted(date.first, unit, -1), unit), zone=date.zone))


def after(_: Said, *, date: Stretch) -> Answer:
    """
    Return *after 3 March*: one moment from the next day, month or year on; times include it.

    *After the beginning of March* is from its first day on.
    """
    if date.last_about and date.unit not in CLOCK_UNITS and not date.single:
        start = evolve(date, last=date.first, last_about=date.first_about)
    elif date.unit in CLOCK_UNITS:
        start = evolve(one(date.last, Unit.MINUTE), zone=date.zone)
    else:
        start = one(shifted(date.last, date.unit, 1), _stated_in(date.unit))
    return one_of((f"{start.text}..",), clock_zone(date))


def by(said: Said, *, date: Stretch) -> Answer:
    """Return *by Friday*: one moment up to its end; told of the future, from publication on."""
    last = evolve(date, first=date.last, first_about=date.last_about)
    if not said.ahead or date.unit in CLOCK_UNITS or date.last_day < said.day:
        return _up_to(last)
    days = through(said.day, date.last_day)
    return one_of((evolve(days, last_about=date.last_about).text,))


def until(_: Said, *, date: Stretch) -> Answer:
    """Return *until Friday*: it lasted, from nobody says when."""
    return lasted("", date.text, clock_zone(date))


def until_now(_: Said) -> Answer:
    """Return *until now*: it went on at publication, from nobody says when."""
    return lasted("", "..")


def since(said: Said, *, date: Stretch) -> Answer | Refusal:
    """Return *since February 2022*: it went on at publication."""
    start = date
    if date.recurs is not None and date.first > said.day:
        start = moved(date, date.recurs, -1)
    if start.first_day > said.day:
        return Refusal("since-the-future")
    return lasted(start.text, "..", clock_zone(date))


def starting(_: Said, *, date: Stretch) -> Answer:
    """Return *from Monday*: it lasted, until nobody says when."""
    return lasted(date.text, "", clock_zone(date))


def from_to(said: Said, *, first: Stretch, last: Stretch) -> Answer | Refusal:
    """Return *from 5 March to 3 April*: it lasted; one end may lend the other its year."""
    pair = _in_order(said, first, last)
    if isinstance(pair, Refusal):
        return pair
    return lasted(pair[0].text, pair[1].text, clock_zone(pair[0]))


def between(said: Said, *, first: Stretch, last: Stretch) -> Stretch | Refusal:
    """Return *between 5 March and 3 April*: one moment within; bounds may lend their year."""
    pair = _in_order(said, first, last)
    return pair if isinstance(pair, Refusal) else hull(*pair)


def until_present(said: Said, *, first: Stretch) -> Answer | Refusal:
    """Return *August 2024 until now*."""
    return since(said, date=first)


def either(_: Said, *, first: Stretch, last: Stretch) -> Choice | None:
    """Return *Monday or Tuesday*."""
    if first.unit is not last.unit:
        return None
    return Choice(tuple(sorted((first, last), key=_begins)))


def both(_: Said, *, first: Stretch, last: Stretch) -> Answer | Refusal | None:
    """Return *Monday and Tuesday*: it happened on both."""
    if first.unit is not last.unit:
        return None
    stretches = sorted((first, last), key=_begins)
    zone = common_zone(stretches)
    if isinstance(zone, Refusal):
        return zone
    return Answer("{" + ",".join(stretch.text for stretch in stretches) + "}", zone)


def _begins(stretch: Stretch) -> Arrow:
    return stretch.first


def _up_to(date: Stretch) -> Answer:
    return one_of((f"..{date.last_text}",), clock_zone(date))


def _stated_in(unit: Unit) -> Unit:
    if unit in CLOCK_UNITS:
        return Unit.MINUTE
    if unit in LONG_UNITS:
        return Unit.MONTH
    return Unit.DAY if unit is Unit.DAY else Unit.YEAR


def _in_order(said: Said, first: Stretch, last: Stretch) -> tuple[Stretch, Stretch] | Refusal:
    pair = same_clock(first, last)
    if isinstance(pair, Refusal):
        return pair
    start, end = pair
    if _recurs_sooner(end, start) or (said.ahead and start.recurs is end.recurs):
        end = _turned(end, start, after=True)
    else:
        start = _turned(start, end, after=False)
    return END_BEFORE_START if start.first > end.last else (start, end)


def _recurs_sooner(stretch: Stretch, other: Stretch) -> bool:
    return _PERIODS.index(stretch.recurs) < _PERIODS.index(other.recurs)


def _turned(stretch: Stretch, other: Stretch, *, after: bool) -> Stretch:
    period = stretch.recurs
    if period is None:
        return stretch
    turns = _turns(stretch, period, other)
    reached = moved(stretch, period, turns)
    if after and reached.first < other.first:
        return moved(stretch, period, turns + 1)
    if not after and reached.first > other.first:
        return moved(stretch, period, turns - 1)
    return reached


def _turns(stretch: Stretch, period: Unit, other: Stretch) -> int:
    days = int((other.first - stretch.first).days)
    if period in _DAYS:
        return days // _DAYS[period]
    years = int(other.first.year) - int(stretch.first.year)
    months = int(other.first.month) - int(stretch.first.month)
    return years if period is Unit.YEAR else 12 * years + months
