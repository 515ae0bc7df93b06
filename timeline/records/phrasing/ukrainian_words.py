"""The words of Ukrainian phrases about time, in the cases in which they are used."""

# ruff: noqa: RUF001 - these are Cyrillic letters, not Latin ones that look like them

from arrow.locales import UkrainianLocale

from timeline.records.phrasing import day_parts as parts
from timeline.records.phrasing.answers import Count
from timeline.records.phrasing.parts import Part
from timeline.records.phrasing.seasons import WINTER
from timeline.records.phrasing.stretches import Unit
from timeline.records.phrasing.tables import Value

_WEEKDAYS = (
    "понеділок понеділка понеділку",
    "вівторок вівторка вівторку",
    "середа середу середи середі",
    "четвер четверга четвергу",
    "п'ятниця п'ятницю п'ятниці",
    "субота суботу суботи суботі",
    "неділя неділю неділі",
)
_MONTHS = (
    "січень січні",
    "лютий лютому",
    "березень березні",
    "квітень квітні",
    "травень травні",
    "червень червні",
    "липень липні",
    "серпень серпні",
    "вересень вересні",
    "жовтень жовтні",
    "листопад листопаді",
    "грудень грудні",
)
_UNITS = {
    Unit.MINUTE: "хвилина хвилину хвилини хвилин",
    Unit.HOUR: "година годину години годин",
    Unit.DAY: "день дня дні днів",
    Unit.WEEK: "тиждень тижня тижні тижнів тижні",
    Unit.WEEKEND: "вихідні вихідних",
    Unit.MONTH: "місяць місяця місяці місяців",
    Unit.QUARTER: "квартал кварталу квартали кварталів кварталі",
    Unit.YEAR: "рік року роки років році",
    Unit.DECADE: "десятиліття десятиліть",
    Unit.CENTURY: "століття століть столітті",
}
_COUNTS = (
    "один одну одна",
    "два дві двох",
    "три трьох",
    "чотири чотирьох",
    "п'ять п'яти",
    "шість шести",
    "сім семи",
    "вісім восьми",
    "дев'ять дев'яти",
    "десять десяти",
)
_NTHS = (
    "перший першого першому",
    "другий другого другому",
    "третій третього третьому",
    "четвертий четвертого четвертому",
)


def _forms(names: tuple[str, ...]) -> dict[str, Value]:
    return {form: number for number, forms in enumerate(names, 1) for form in forms.split()}


def _units(*units: Unit) -> dict[str, Value]:
    return {form: unit for unit in units for form in _UNITS[unit].split()}


WORDS: dict[str, dict[str, Value]] = {
    "WEEKDAY": _forms(_WEEKDAYS),
    "MONTH": {
        **{name: number for number, name in enumerate(UkrainianLocale.month_names) if name},
        **_forms(_MONTHS),
    },
    "SEASON": {
        **dict.fromkeys(("весна", "весни", "весну", "весною", "навесні"), 3),
        **dict.fromkeys(("літо", "літа", "літом", "влітку"), 6),
        **dict.fromkeys(("осінь", "осені", "восени"), 9),
        **dict.fromkeys(("зима", "зими", "зиму", "взимку"), WINTER),
    },
    "DAYS": {
        "сьогодні": 0,
        "вчора": -1,
        "учора": -1,
        "позавчора": -2,
        "завтра": 1,
        "післязавтра": 2,
    },
    "NOW": {"зараз": 0, "нині": 0, "наразі": 0},
    "UNIT": _units(*_UNITS),
    "PERIOD_UNIT": _units(Unit.WEEK, Unit.WEEKEND, Unit.MONTH, Unit.QUARTER, Unit.YEAR),
    "WEEK_UNIT": _units(Unit.WEEK),
    "YEAR_UNIT": _units(Unit.YEAR),
    "RECENT_UNIT": {"днями": Unit.DAY, "тижнями": Unit.WEEK, "місяцями": Unit.MONTH},
    "COUNT": {
        **{
            form: Count(number, number)
            for number, forms in enumerate(_COUNTS, 1)
            for form in forms.split()
        },
        **dict.fromkeys(("кілька", "декілька", "кількох", "декількох"), Count(2, 9)),
        "пару": Count(2, 3),
    },
    "NTH": _forms(_NTHS),
    "END": {
        "на початку": Part.EARLY,
        "у середині": Part.MID,
        "в середині": Part.MID,
        "наприкінці": Part.LATE,
        "у кінці": Part.LATE,
        "в кінці": Part.LATE,
    },
    "DAY_PART": {
        "вранці": parts.MORNING,
        "зранку": parts.MORNING,
        "уранці": parts.MORNING,
        "вдень": parts.AFTERNOON,
        "удень": parts.AFTERNOON,
        "ввечері": parts.EVENING,
        "увечері": parts.EVENING,
    },
    "HALF": {"ранку": 0, "ночі": 0, "дня": 12, "вечора": 12},
    "ZONE": {
        "за києвом": "Europe/Kyiv",
        "за київським часом": "Europe/Kyiv",
        "за гринвічем": "Z",
        "gmt": "Z",
        "utc": "Z",
        "за utc": "Z",
    },
}
"""By slot; a word is listed in every case that a pattern may meet."""
