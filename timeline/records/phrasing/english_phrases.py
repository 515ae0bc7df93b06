"""English patterns for whole phrases: bounds, spans, and what names no time of its own."""

from timeline.records.phrasing import bounds_said as bounds
from timeline.records.phrasing import days, parts, runs_of_days, spans
from timeline.records.phrasing.tables import led, refused, rule

_NEITHER = (
    refused("order-of-day-and-month", "[on] DOTTED_PAIR"),
    refused("clock-time-or-year", "at [<about>] YEAR"),
    refused("duration", "for [<about>] COUNT UNIT from|after|before|starting DAY"),
)

_SPANS = (
    refused("calendar-or-rolling", "the last ONE_UNIT"),
    refused("told-before", "the next day|night|morning|evening|afternoon"),
    rule(
        "past-span",
        spans.past_span,
        "[<lasting>] the past|last COUNT UNIT",
        "[<lasting>] past|last COUNT UNIT",
        "[<lasting>] the past unit=ONE_UNIT",
        "<lasting> the last unit=ONE_UNIT",
    ),
    rule(
        "within-past",
        spans.within_past,
        "<within> [the] past|last COUNT UNIT",
        "<within> the past|last unit=ONE_UNIT",
    ),
    rule(
        "coming-span",
        spans.coming_span,
        "[<lasting>] [the] next|coming COUNT UNIT",
        "[<lasting>] the next|coming unit=ONE_UNIT",
    ),
    rule(
        "within-coming",
        spans.within_coming,
        "<within> [the] next|coming COUNT UNIT",
        "<within> the next|coming unit=ONE_UNIT",
        "within COUNT UNIT",
    ),
    rule("recent", spans.recent, "[in|over|during|within] [the] recent|past unit=UNITS"),
    rule("coming", spans.coming, "[in|during|within] [the] coming|next unit=UNITS"),
    rule("coming-span", spans.coming_lasting, "over the coming|next unit=UNITS"),
    rule("recently", spans.recently, "[more] recently|lately|recent", "[in] the [recent] past"),
    rule("soon", spans.soon, "[very] soon", "[in] the [near] future"),
    rule("now", days.relative_day, "days=NOW"),
    rule("long-ago", spans.long_ago, "unit=UNITS ago"),
    rule("more-than-ago", spans.more_than_ago, "<more> COUNT UNIT ago"),
)

_BOUNDS = (
    rule("before", bounds.before, "<before> date=LED"),
    rule("after", bounds.after, "<after> date=LED"),
    rule("by", bounds.by, "<by> date=LED"),
    rule("until-now", bounds.until_now, "<so-far>"),
    rule("until", bounds.until, "<until> date=LED"),
    rule("since-until-now", bounds.until_present, "[from|since] first=LED <to> <now>"),
    rule("since", bounds.since, "<since> date=LED"),
    rule("days-to", runs_of_days.days_to, "[from] [the] day_number=MONTH_DAY <to> last=DATE"),
    rule(
        "days-to",
        runs_of_days.month_days,
        "[from] MONTH [the] day_number=MONTH_DAY <to> [the] last_number=MONTH_DAY [[,] YEAR]",
    ),
    rule("days-between", runs_of_days.days_between, "between day_number=MONTH_DAY and last=DATE"),
    rule(
        "days-between",
        runs_of_days.month_days_between,
        "between MONTH [the] day_number=MONTH_DAY and [the] last_number=MONTH_DAY [[,] YEAR]",
    ),
    rule("from-to", bounds.from_to, "[from] first=LED <to> last=LED"),
    rule("between", bounds.between, "between first=LED and last=LED"),
    rule(
        "from",
        bounds.starting,
        "from date=LED [on|onward|onwards]",
        "starting|beginning|effective date=LED",
    ),
    rule("either-of", bounds.either, "[either] first=LED or last=LED"),
    rule("both", bounds.both, "[both] first=LED and last=LED"),
    rule("throughout", parts.throughout, "<whole> within=WITHIN", "all within=WITHIN"),
    rule("rest", parts.rest, "[for] the rest|remainder of within=WITHIN"),
    rule("so-far", parts.so_far, "so far within=PERIOD"),
)

_NO_TIME = (
    refused(
        "repeated",
        "<each> [COUNT] UNIT",
        "<each> NTH UNIT",
        "<each> WEEKDAY [DAY_PART]",
        "<each> DAY_PART",
        "<each> MONTH",
        "[on] WEEKDAYS",
        "on weekdays|weekends",
        "<regularly>",
        "<times> a|an|per|each|every UNIT",
        "COUNT times a|an|per|each|every UNIT",
        "a|per UNIT",
    ),
    refused(
        "duration",
        "[<lead>] [<about>] COUNT [-] [<running>] UNIT [-] [long|old|period]",
        "[<lead>] [<more>] COUNT [-] [<running>] UNIT",
        "[<lead>] COUNT [and a half] UNIT",
        "[<lead>] half a|an UNIT",
        "for UNITS",
        "UNITS",
        "[<lead>] the whole|entire UNIT",
    ),
    refused(
        "told-before",
        "[<lead>] <that> UNIT",
        "[<lead>] <that> DAY_PART",
        "[<lead>] the UNIT [before|after|previous|following|earlier]",
        "COUNT UNIT earlier|later|before|after|afterwards|previously",
        "then|later|earlier|before|after|afterwards|previously|meanwhile",
        "[at] that|the|this [same] time",
    ),
    refused(
        "order-of-day-and-month", "[<lead>] NUMBERED_DATE", "[<lead>] NUMBER - NUMBER [- NUMBER]"
    ),
    refused(
        "half-of-day-unknown",
        "[at] [<about>] NUMBER [o'clock]",
        "[at] [<about>] HOUR_WORD o'clock",
        "at [<about>] HOUR_WORD",
    ),
    refused("part-of-which-day", "[<lead>] [the] DAY_PART"),
)

PHRASES = {
    "LED": (
        led("[<lead>] same=STRETCH"),
        rule("about", bounds.approximate, "[<lead>] <about> [on|in|at] date=STRETCH"),
    ),
    "PHRASE": (
        *_NEITHER,
        *_SPANS,
        led("same=LED ['s]"),
        led("as of same=LED"),
        *_BOUNDS,
        *_NO_TIME,
    ),
}
