"""English patterns for weeks, months, years and their parts: `the end of last year`."""

from timeline.records.phrasing import months, parts, periods, seasons, spans
from timeline.records.phrasing.tables import Rule, either, rule

_LAST = rule("last-period", periods.last, "last unit=PERIOD_UNIT")
_NEXT = rule("next-period", periods.next_one, "next unit=PERIOD_UNIT")
_THIS = rule("this-period", periods.this, "this unit=THIS_UNIT", "the current unit=THIS_UNIT")


def _said(slot: str) -> tuple[Rule, ...]:
    return (
        rule("last-period", periods.last, f"last unit={slot}"),
        rule("next-period", periods.next_one, f"next unit={slot}"),
        rule("this-period", periods.this, f"this|the unit={slot}"),
    )


_MONTHS = (
    rule("month-and-year", months.month, "MONTH [,] [of|in] YEAR"),
    rule("month-of-year", months.month_of, "MONTH [of|in] within=YEAR_SAID"),
    rule("last-month-of-name", months.last_month_named, "last MONTH"),
    rule("next-month-of-name", months.next_month_named, "next MONTH"),
    rule("this-month-of-name", months.this_month_named, "this MONTH"),
    rule("month-without-year", months.month, "[the month of] MONTH"),
)

_SEASONS = (
    rule("season-and-year", seasons.season_of_year, "[the] SEASON [of|in] YEAR"),
    rule("winter", seasons.winter, "[the] winter [of] YEAR -|/ TWO_DIGITS"),
    rule("season-of-year", seasons.season_of, "[the] SEASON [of] within=YEAR_SAID"),
    rule("last-season", seasons.last_season, "last SEASON"),
    rule("next-season", seasons.next_season, "next SEASON"),
    rule("season-without-year", seasons.season, "[the|this] SEASON"),
)

_QUARTERS = (
    rule(
        "quarter-and-year",
        seasons.quarter_of_year,
        "[the] NTH [-] quarter [of|in] YEAR",
        "q nth=NUMBER [of] YEAR",
    ),
    rule("quarter-of-year", seasons.quarter_of, "[the] NTH [-] quarter [of|in] within=YEAR_SAID"),
    rule("quarter-without-year", seasons.quarter, "[the] NTH [-] quarter"),
    rule("half-and-year", seasons.half_of_year, "[the] NTH half [of|in] YEAR"),
    rule("half-of-year", seasons.half_of, "[the] NTH half [of|in] within=YEAR_SAID"),
)

_YEARS = (
    rule("year", periods.year, "[the year] YEAR"),
    rule("year-of-two-digits", periods.short_year, "' TWO_DIGITS"),
    rule("decade", periods.decade, "[the] YEAR s|'s"),
    rule(
        "decade-of-two-digits",
        periods.short_decade,
        "[the] ['] TWO_DIGITS s|'s",
        "[the] two_digits=DECADE_WORD",
    ),
    rule("century", periods.century, "[the] NTH century"),
)

PERIODS = {
    "PERIOD": (
        either("WHOLE_PERIOD"),
        rule(
            "part",
            parts.part,
            "[the] PART [-] [in|on] [the] within=WITHIN",
            "[the] [very] part=END of within=WITHIN",
        ),
        rule("earlier", parts.earlier, "earlier [in|on] within=WITHIN"),
        rule("later", parts.later, "later [in|on] within=WITHIN"),
    ),
    "WHOLE_PERIOD": (
        _LAST,
        _NEXT,
        _THIS,
        rule("weekend", periods.weekend, "the|a weekend"),
        rule("last-period", periods.last, "this|the past unit=WEEKEND_UNIT"),
        rule("weekend-of-day", periods.weekend_of, "the weekend of DAY"),
        rule("week-of-day", periods.week_of, "the week of DAY"),
        *_MONTHS,
        *_SEASONS,
        *_QUARTERS,
        *_YEARS,
    ),
    "WITHIN": (
        either("WHOLE_PERIOD"),
        rule("this-period", periods.this, "[the] unit=WHOLE_UNIT"),
    ),
    "WEEK": _said("WEEK_UNIT"),
    "MONTH_SAID": _said("MONTH_UNIT"),
    "YEAR_SAID": _said("YEAR_UNIT"),
    "AGO": (
        rule("ago", spans.ago, "COUNT UNIT ago"),
        rule("ahead", spans.ahead, "in COUNT UNIT ['] [time]", "COUNT UNIT <hence>"),
    ),
    "STRETCH": (either("MOMENT", "DAY", "PERIOD", "AGO"),),
}
"""By slot."""
