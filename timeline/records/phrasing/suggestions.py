"""What dateparser makes of a phrase: a guess to look at, never a reading."""

from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from arrow import Arrow

from timeline.errors import MissingExtraError
from timeline.records.phrasing.answers import Refusal
from timeline.records.phrasing.said import Said
from timeline.records.phrasing.stretches import Stretch, Unit, one

UNREAD = Refusal("unread")

_UNITS = {
    "time": Unit.MINUTE,
    "day": Unit.DAY,
    "week": Unit.WEEK,
    "month": Unit.MONTH,
    "year": Unit.YEAR,
}


def suggested(text: str, said: Said, language: str) -> Stretch | Refusal:
    """
    Return what dateparser finds, at the precision that it reports.

    Args:
        text: The phrase.
        said: How it was said; without its hour, no time of day is suggested.
        language: Its code.

    Raises:
        MissingExtraError: dateparser is not installed.
    """
    if find_spec("dateparser") is None:
        raise MissingExtraError("a suggestion for a phrase", "dates")
    parser = import_module("dateparser.date").DateDataParser(
        languages=[language], settings=_settings(said)
    )
    try:
        found = parser.get_date_data(text)
    except (OverflowError, ValueError):
        return UNREAD
    unit = _UNITS.get(str(found.period))
    if not isinstance(found.date_obj, datetime) or unit is None:
        return UNREAD
    if unit is Unit.MINUTE and said.moment is None:
        return Refusal("hour-of-publication-unknown")
    return one(Arrow.fromdatetime(found.date_obj, "UTC"), unit)


def _settings(said: Said) -> dict[str, object]:
    base = said.day if said.moment is None else said.moment
    return {
        "RELATIVE_BASE": base.naive,
        "PREFER_DATES_FROM": "future" if said.ahead else "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "RETURN_TIME_AS_PERIOD": True,
        "TIMEZONE": said.zone,
        "TO_TIMEZONE": said.zone,
    }
