"""English patterns for days, parts of days and clock times: `on the evening of 28 October`."""

from timeline.records.phrasing import clock_times as clocks
from timeline.records.phrasing import day_parts, days, spans, weekdays
from timeline.records.phrasing.tables import either, led, rule

DAYS = {
    "DAY": (
        rule("day", days.relative_day, "DAYS"),
        rule("last-weekday", weekdays.last_weekday, "last WEEKDAY"),
        rule("past-weekday", weekdays.past_weekday, "[this] past WEEKDAY"),
        rule("next-weekday", weekdays.next_weekday, "next WEEKDAY"),
        rule("coming-weekday", weekdays.coming_weekday, "[this] coming|upcoming WEEKDAY"),
        rule("this-weekday", weekdays.this_weekday, "this WEEKDAY"),
        rule(
            "weekday-of-week",
            weekdays.of_week,
            "[the] WEEKDAY [of|in] week=WEEK",
            "week=WEEK [on] WEEKDAY",
        ),
        rule("weekday-and-date", days.weekday_date, "WEEKDAY [,] [the] day=DATE"),
        rule("weekday", weekdays.weekday, "WEEKDAY"),
        rule("day-of-month", days.day_of, "the day_number=DAY_NTH of within=MONTH_SAID"),
        rule("day-without-month", days.day_of_month, "the day_number=DAY_NTH"),
        rule("days-from-day", spans.from_day, "COUNT UNIT from|after DAY"),
        rule("days-before-day", spans.before_day, "COUNT UNIT before DAY"),
        either("DATE"),
    ),
    "DATE": (
        rule(
            "date",
            days.date,
            "[the] day_number=MONTH_DAY [of] MONTH [,] [of] YEAR",
            "MONTH [the] day_number=MONTH_DAY [,] YEAR",
        ),
        rule(
            "date-of-year",
            days.date_of,
            "[the] day_number=MONTH_DAY [of] MONTH [,] [of] within=YEAR_SAID",
            "MONTH [the] day_number=MONTH_DAY [,] [of] within=YEAR_SAID",
        ),
        rule(
            "date-without-year",
            days.date,
            "[the] day_number=MONTH_DAY [of] MONTH",
            "MONTH [the] day_number=MONTH_DAY",
        ),
        rule("iso-date", days.iso_date, "ISO_DATE"),
    ),
    "MOMENT": (
        rule(
            "clock-time", clocks.on_day, "[at] face=CLOCK [,] [on] DAY", "DAY [,] [at] face=CLOCK"
        ),
        rule("clock-time", clocks.about_on_day, "DAY [,] [at] <about> face=CLOCK"),
        rule("midnight", clocks.midnight_on, "midnight [on] DAY", "DAY at midnight"),
        rule("midnight-of-no-day", clocks.midnight, "midnight"),
        rule("clock-time-of-no-day", clocks.alone, "face=CLOCK"),
        rule("overnight", day_parts.overnight, "overnight"),
        rule("last-night", day_parts.last_night, "last night"),
        rule("tonight", day_parts.tonight, "tonight", "this night"),
        rule(
            "night-between",
            day_parts.night_between,
            "overnight [from] first=DAY to|into last=DAY",
            "the night of|from first=DAY to|into last=DAY",
            "first=DAY night to|into last=DAY",
        ),
        rule(
            "night-into",
            day_parts.night_into,
            "overnight into|to DAY",
            "[one|the] night into|to DAY",
        ),
        rule(
            "night-of",
            day_parts.night_of,
            "the night of DAY",
            "overnight [on] DAY",
            "DAY overnight",
        ),
        rule("early-part-of-day", day_parts.of_day, "early [on] DAY day_part=EARLY_PART"),
        rule("late-part-of-day", day_parts.of_day, "late [on] DAY day_part=LATE_PART"),
        rule(
            "part-of-day",
            day_parts.of_day,
            "DAY [,] [in the|at] DAY_PART",
            "[the] DAY_PART [of|on|,] DAY [morning]",
        ),
        rule("part-of-today", day_parts.of_today, "[earlier|later] this DAY_PART"),
        rule("early-in-day", day_parts.early_in, "early [on] DAY"),
        rule("late-in-day", day_parts.late_in, "late [on] DAY"),
        led("earlier|later [on] same=DAY"),
    ),
}
"""
By slot.

`MONTH_SAID`, `YEAR_SAID` and `WEEK` are among the patterns for periods.
"""
