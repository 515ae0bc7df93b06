"""The words of English phrases about time, and what they mean."""

from arrow.locales import EnglishLocale

from timeline.records.phrasing import day_parts as parts
from timeline.records.phrasing.answers import Count
from timeline.records.phrasing.parts import Part
from timeline.records.phrasing.seasons import WINTER
from timeline.records.phrasing.stretches import Unit
from timeline.records.phrasing.tables import Value

_LOCALE = EnglishLocale()
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
_TEENS += ["seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NOW = ["now", "right now", "at present", "at the moment", "currently", "current"]
_NOW += ["presently", "these days"]
_NTHS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_NTHS += ["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"]
_NTHS += ["seventeenth", "eighteenth", "nineteenth", "twentieth"]


def _names(names: list[str]) -> dict[str, Value]:
    return {name.lower(): number for number, name in enumerate(names) if name}


def _units(*units: Unit) -> dict[str, Value]:
    return {unit.value: unit for unit in units}


def _plurals(*units: Unit) -> dict[str, Value]:
    return {"centuries" if unit is Unit.CENTURY else f"{unit.value}s": unit for unit in units}


def _exactly(words: list[str], start: int = 1, step: int = 1) -> dict[str, Value]:
    return {
        word: Count(number, number)
        for number, word in zip(range(start, 100, step), words, strict=False)
    }


_PERIODS = (Unit.WEEK, Unit.WEEKEND, Unit.MONTH, Unit.QUARTER, Unit.YEAR)
_COUNTED = tuple(unit for unit in Unit if unit not in (Unit.SEASON, Unit.HALF))

WORDS: dict[str, dict[str, Value]] = {
    "WEEKDAY": {
        **_names(_LOCALE.day_names),
        **_names(_LOCALE.day_abbreviations),
        "tues": 2,
        "weds": 3,
        "thur": 4,
        "thurs": 4,
    },
    "WEEKDAYS": {f"{name.lower()}s": n for n, name in enumerate(_LOCALE.day_names) if name},
    "MONTH": {
        **_names(_LOCALE.month_names),
        **_names(_LOCALE.month_abbreviations),
        "sept": 9,
    },
    "SEASON": {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": WINTER},
    "DAYS": {
        "today": 0,
        "yesterday": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    },
    "UNIT": {
        **_units(*_COUNTED),
        **_plurals(*_COUNTED),
        "min": Unit.MINUTE,
        "mins": Unit.MINUTE,
        "hr": Unit.HOUR,
        "hrs": Unit.HOUR,
    },
    "ONE_UNIT": _units(*_COUNTED),
    "UNITS": _plurals(*_COUNTED),
    "PERIOD_UNIT": _units(*_PERIODS, Unit.CENTURY),
    "THIS_UNIT": _units(*_PERIODS, Unit.DECADE, Unit.CENTURY),
    "WHOLE_UNIT": _units(*_PERIODS, Unit.DECADE, Unit.CENTURY),
    "WEEKEND_UNIT": _units(Unit.WEEKEND),
    "WEEK_UNIT": _units(Unit.WEEK),
    "MONTH_UNIT": _units(Unit.MONTH),
    "YEAR_UNIT": _units(Unit.YEAR),
    "COUNT": {
        **_exactly(["a", *_ONES[1:], *_TEENS]),
        **_exactly(_TENS, start=20, step=10),
        "an": Count(1, 1),
        "one": Count(1, 1),
        "a dozen": Count(12, 12),
        "a couple of": Count(2, 3),
        "a couple": Count(2, 3),
        "couple of": Count(2, 3),
        "a few": Count(2, 6),
        "few": Count(2, 6),
        "several": Count(3, 9),
    },
    "TENS": {word: 10 * number for number, word in enumerate(_TENS, start=2)},
    "ONES": {word: number for number, word in enumerate(_ONES, start=1)},
    "DECADE_WORD": {
        "twenties": 20,
        "thirties": 30,
        "forties": 40,
        "fifties": 50,
        "sixties": 60,
        "seventies": 70,
        "eighties": 80,
        "nineties": 90,
    },
    "NOW": dict.fromkeys(_NOW, 0),
    "NTH": {word: number for number, word in enumerate(_NTHS, start=1)},
    "HOUR_WORD": {word: number for number, word in enumerate([*_ONES, *_TEENS[:3]], start=1)},
    "PART": {
        "early": Part.EARLY,
        "mid": Part.MID,
        "middle": Part.MID,
        "late": Part.LATE,
    },
    "END": {
        "beginning": Part.EARLY,
        "start": Part.EARLY,
        "early part": Part.EARLY,
        "middle": Part.MID,
        "end": Part.LATE,
        "close": Part.LATE,
        "latter part": Part.LATE,
    },
    "DAY_PART": {
        "early hours": parts.EARLY_HOURS,
        "small hours": parts.EARLY_HOURS,
        "early morning hours": parts.EARLY_HOURS,
        "predawn hours": parts.EARLY_HOURS,
        "early morning": parts.EARLY_MORNING,
        "dawn": parts.EARLY_MORNING,
        "morning": parts.MORNING,
        "late morning": parts.LATE_MORNING,
        "lunchtime": parts.MIDDAY,
        "early afternoon": parts.EARLY_AFTERNOON,
        "afternoon": parts.AFTERNOON,
        "late afternoon": parts.LATE_AFTERNOON,
        "early evening": parts.EARLY_EVENING,
        "evening": parts.EVENING,
        "late evening": parts.LATE_EVENING,
        "night": parts.NIGHT,
        "late night": parts.LATE_NIGHT,
        "late at night": parts.LATE_NIGHT,
    },
    "EARLY_PART": {
        "morning": parts.EARLY_MORNING,
        "afternoon": parts.EARLY_AFTERNOON,
        "evening": parts.EARLY_EVENING,
    },
    "LATE_PART": {
        "morning": parts.LATE_MORNING,
        "afternoon": parts.LATE_AFTERNOON,
        "evening": parts.LATE_EVENING,
        "night": parts.LATE_NIGHT,
    },
    "HALF": {
        "am": 0,
        "a m": 0,
        "in the morning": 0,
        "pm": 12,
        "p m": 12,
        "in the afternoon": 12,
        "in the evening": 12,
    },
    "ZONE": {
        "gmt": "Z",
        "utc": "Z",
        "z": "Z",
        "zulu": "Z",
        "zulu time": "Z",
        "et": "America/New_York",
        "eastern": "America/New_York",
        "pt": "America/Los_Angeles",
        "eastern time": "America/New_York",
        "pacific time": "America/Los_Angeles",
        "est": "-05:00",
        "edt": "-04:00",
        "cdt": "-05:00",
        "mdt": "-06:00",
        "pst": "-08:00",
        "pdt": "-07:00",
        "cet": "+01:00",
        "cest": "+02:00",
        "eet": "+02:00",
        "eest": "+03:00",
        "msk": "+03:00",
        "trt": "+03:00",
        "jst": "+09:00",
        "kst": "+09:00",
    },
    "CITY": {
        "kiev": "Europe/Kyiv",
        "istanbul": "Europe/Istanbul",
        "nicosia": "Asia/Nicosia",
        "beijing": "Asia/Shanghai",
        "washington": "America/New_York",
        "delhi": "Asia/Kolkata",
        "buenos aires": "America/Argentina/Buenos_Aires",
        "ankara": "Europe/Istanbul",
        "ukrainian": "Europe/Kyiv",
        "israeli": "Asia/Jerusalem",
        "japanese": "Asia/Tokyo",
    },
}
"""
By slot.

Zones named by letters that several places share, such as CST, IST, BST and MST, are left out:
a phrase with one is not read.
"""
