"""How Ukrainian news speaks about time: the same meanings as in English, in other words."""

# ruff: noqa: RUF001 - these are Cyrillic letters, not Latin ones that look like them

from timeline.records.phrasing import bounds_said as bounds
from timeline.records.phrasing import clock_times as clocks
from timeline.records.phrasing import (
    day_parts,
    days,
    months,
    parts,
    periods,
    runs_of_days,
    seasons,
    spans,
    weekdays,
)
from timeline.records.phrasing.counts import count_of, nth_of
from timeline.records.phrasing.tables import Language, either, led, refused, rule
from timeline.records.phrasing.ukrainian_words import WORDS

_SYNONYMS = {
    "last": ("минулий", "минулого", "минулої", "минулу", "минулому", "минулих"),
    "next": ("наступний", "наступного", "наступної", "наступну", "наступному", "наступних"),
    "this": ("цей", "цього", "цієї", "цю", "цьому", "цих", "нинішнього", "поточного"),
    "past": ("останні", "останніх", "останній", "останнього", "останню", "останньої"),
    "coming": ("найближчі", "найближчих", "наступні", "наступних"),
    "lasting": ("протягом", "упродовж", "впродовж"),
    "about": ("близько", "приблизно", "орієнтовно", "десь"),
    "from": ("з", "із", "зі", "від"),
    "since": ("починаючи з", "ще з"),
    "to": ("до", "по", "-"),
    "and": ("та", "і", "й"),
    "lead": ("у", "в", "на", "о", "об"),
    "year": ("року", "рік", "році", "р"),
    "each": ("кожен", "кожного", "кожної", "кожну", "щоразу у"),
    "regularly": ("щодня", "щоночі", "щотижня", "щомісяця", "щороку", "щогодини"),
}

_NUMBERS = {
    "COUNT": (rule("", count_of, "NUMBER"),),
    "NTH": (rule("", nth_of, "NUMBER - й|го|му"),),
    "MONTH_DAY": (
        either("DAY_NUMBER"),
        rule("", nth_of, "number=DAY_NUMBER - го|е"),
    ),
}

_DAYS = {
    "DAY": (
        rule("day", days.relative_day, "DAYS"),
        rule("last-weekday", weekdays.last_weekday, "<last> WEEKDAY"),
        rule("next-weekday", weekdays.next_weekday, "<next> WEEKDAY"),
        rule("this-weekday", weekdays.this_weekday, "<this> WEEKDAY"),
        rule("weekday-of-week", weekdays.of_week, "week=WEEK у|в WEEKDAY", "WEEKDAY week=WEEK"),
        rule("weekday-and-date", days.weekday_date, "WEEKDAY [,] day=DATE"),
        rule("weekday", weekdays.weekday, "WEEKDAY"),
        either("DATE"),
    ),
    "DATE": (
        rule("date", days.date, "day_number=MONTH_DAY MONTH YEAR [<year>]"),
        rule("date-of-year", days.date_of, "day_number=MONTH_DAY MONTH within=YEAR_SAID"),
        rule("date-without-year", days.date, "day_number=MONTH_DAY MONTH"),
        rule("date", days.dotted_date, "DOTTED_DATE"),
        rule("iso-date", days.iso_date, "ISO_DATE"),
    ),
    "FACE": (
        rule("", clocks.half_day_time, "WALL_TIME HALF"),
        rule("", clocks.half_day_hour, "NUMBER [-] [й|ій] [годині] HALF"),
        rule("", clocks.wall_time, "WALL_TIME"),
        rule("", clocks.noon, "опівдні", "полудень"),
    ),
    "CLOCK": (
        rule("", clocks.zoned, "FACE [(] ZONE [)]"),
        led("same=FACE", "same=FACE за місцевим часом"),
    ),
    "MOMENT": (
        rule("clock-time", clocks.on_day, "face=CLOCK [,] [у|в] DAY", "DAY [,] [о|об] face=CLOCK"),
        rule("clock-time-of-no-day", clocks.alone, "face=CLOCK"),
        rule("last-night", day_parts.last_night, "минулої ночі"),
        rule("overnight", day_parts.overnight, "вночі", "уночі"),
        rule("night-into", day_parts.night_into, "ніч на|проти DAY"),
        rule("night-of", day_parts.night_of, "DAY вночі|уночі"),
        rule("part-of-day", day_parts.of_day, "DAY DAY_PART", "DAY_PART [у|в] DAY"),
    ),
}

_PERIODS = {
    "PERIOD": (
        rule("last-period", periods.last, "<last> unit=PERIOD_UNIT"),
        rule("next-period", periods.next_one, "<next> unit=PERIOD_UNIT"),
        rule("this-period", periods.this, "<this> unit=PERIOD_UNIT"),
        rule("weekend", periods.weekend, "вихідні", "вихідних"),
        rule("month-and-year", months.month, "MONTH YEAR [<year>]"),
        rule("month-of-year", months.month_of, "MONTH within=YEAR_SAID"),
        rule("month-without-year", months.month, "MONTH"),
        rule("season-and-year", seasons.season_of_year, "SEASON YEAR [<year>]"),
        rule("season-of-year", seasons.season_of, "SEASON within=YEAR_SAID"),
        rule("season-without-year", seasons.season, "SEASON"),
        rule("quarter-and-year", seasons.quarter_of_year, "NTH кварталі|квартал YEAR [<year>]"),
        rule("quarter-of-year", seasons.quarter_of, "NTH кварталі|квартал within=YEAR_SAID"),
        rule("decade", periods.decade, "YEAR - х|ті|их [роки|роках|років]"),
        rule("year", periods.year, "YEAR [<year>]"),
        rule("part", parts.part, "part=END within=PERIOD"),
    ),
    "WEEK": (
        rule("last-period", periods.last, "<last> unit=WEEK_UNIT"),
        rule("next-period", periods.next_one, "<next> unit=WEEK_UNIT"),
        rule("this-period", periods.this, "<this> unit=WEEK_UNIT"),
    ),
    "YEAR_SAID": (
        rule("last-period", periods.last, "<last> unit=YEAR_UNIT"),
        rule("next-period", periods.next_one, "<next> unit=YEAR_UNIT"),
        rule("this-period", periods.this, "<this> unit=YEAR_UNIT"),
    ),
    "AGO": (
        rule("ago", spans.ago, "[COUNT] UNIT тому"),
        rule("ahead", spans.ahead, "через|за COUNT UNIT", "через UNIT"),
    ),
    "STRETCH": (either("MOMENT", "DAY", "PERIOD", "AGO"),),
}

_PHRASES = (
    refused("repeated", "<regularly>", "<each> UNIT", "<each> WEEKDAY"),
    rule("recent", spans.recent, "останніми unit=RECENT_UNIT"),
    rule("coming", spans.coming, "найближчими unit=RECENT_UNIT"),
    rule("recently", spans.recently, "нещодавно", "недавно"),
    rule("soon", spans.soon, "незабаром", "невдовзі"),
    rule("now", days.relative_day, "days=NOW"),
    rule("past-span", spans.past_span, "[<lasting>] <past> [COUNT] UNIT"),
    rule("within-past", spans.within_past, "за <past> [COUNT] UNIT"),
    rule("coming-span", spans.coming_span, "<lasting> <coming> COUNT UNIT"),
    led("same=LED", "станом на same=LED"),
    rule("before", bounds.before, "перед date=LED"),
    rule("after", bounds.after, "після date=LED"),
    rule("by", bounds.by, "не пізніше date=LED"),
    rule("until-now", bounds.until_now, "досі", "дотепер", "до сьогодні", "до цього часу"),
    rule("since-until-now", bounds.until_present, "<from> first=LED досі|дотепер"),
    rule("since", bounds.since, "<since> date=LED"),
    rule("days-to", runs_of_days.days_to, "[<from>] day_number=MONTH_DAY <to> last=DATE"),
    rule("from-to", bounds.from_to, "<from> first=LED <to> last=LED"),
    rule("days-between", runs_of_days.days_between, "між day_number=MONTH_DAY <and> last=DATE"),
    rule("between", bounds.between, "між first=LED <and> last=LED"),
    rule("from", bounds.starting, "<from> date=LED"),
    rule("throughout", parts.throughout, "<lasting> within=PERIOD"),
    refused("until-or-before", "до LED"),
    refused("duration", "[<lasting>] [<about>] COUNT UNIT", "<lasting> UNIT"),
    refused("order-of-day-and-month", "NUMBERED_DATE"),
)

UKRAINIAN = Language(
    name="uk",
    synonyms=_SYNONYMS,
    words=WORDS,
    rules={
        **_NUMBERS,
        **_DAYS,
        **_PERIODS,
        "LED": (
            led("[<lead>] same=STRETCH"),
            rule("about", bounds.approximate, "[<lead>] <about> [<lead>] date=STRETCH"),
        ),
        "PHRASE": _PHRASES,
    },
)
"""Ukrainian; *до п'ятниці* is not read, as it may be *until* or *before*."""
