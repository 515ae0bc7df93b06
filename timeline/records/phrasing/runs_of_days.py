"""Days that share their month: `from 1 to 5 March`, `March 1-5, 2022`."""

from timeline.records.phrasing.answers import Answer, Refusal
from timeline.records.phrasing.bounds_said import between, from_to
from timeline.records.phrasing.days import date, day_of
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, one


def days_to(said: Said, *, day_number: int, last: Stretch) -> Answer | Refusal:
    """Return *from 1 to 5 March*: it lasted."""
    first = _same_month(said, day_number, last)
    return first if isinstance(first, Refusal) else from_to(said, first=first, last=last)


def days_between(said: Said, *, day_number: int, last: Stretch) -> Stretch | Refusal:
    """Return *between 1 and 5 March*: one moment within."""
    first = _same_month(said, day_number, last)
    return first if isinstance(first, Refusal) else between(said, first=first, last=last)


def month_days(
    said: Said, *, month: int, day_number: int, last_number: int, year: int | None = None
) -> Answer | Refusal:
    """Return *March 1-5, 2022*: it lasted."""
    last = date(said, day_number=last_number, month=month, year=year)
    return last if isinstance(last, Refusal) else days_to(said, day_number=day_number, last=last)


def month_days_between(
    said: Said, *, month: int, day_number: int, last_number: int, year: int | None = None
) -> Stretch | Refusal:
    """Return *between March 1 and 5*: one moment within."""
    last = date(said, day_number=last_number, month=month, year=year)
    if isinstance(last, Refusal):
        return last
    return days_between(said, day_number=day_number, last=last)


def _same_month(said: Said, day_number: int, last: Stretch) -> Stretch | Refusal:
    return day_of(said, day_number=day_number, within=one(last.first, Unit.MONTH))
