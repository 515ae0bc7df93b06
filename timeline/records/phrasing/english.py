"""How English news speaks about time."""

from timeline.records.phrasing import clock_times as clocks
from timeline.records.phrasing import zone_names
from timeline.records.phrasing.counts import count_of, nth_of, tens_and_ones
from timeline.records.phrasing.english_days import DAYS
from timeline.records.phrasing.english_periods import PERIODS
from timeline.records.phrasing.english_phrases import PHRASES
from timeline.records.phrasing.english_words import WORDS
from timeline.records.phrasing.tables import Language, either, led, rule

_SYNONYMS = {
    "about": (
        *("about", "around", "approximately", "roughly", "circa", "ca", "c", "some time around"),
        *("sometime around", "nearly", "almost", "shortly before", "shortly after"),
        *("just before", "just after", "soon after", "~"),
    ),
    "by": ("by", "no later than", "not later than"),
    "before": ("before", "prior to", "ahead of", "earlier than", "some time before"),
    "after": ("after", "following", "later than", "some time after"),
    "until": ("until", "till", "up until", "up to", "through"),
    "to": ("to", "until", "till", "through", "into", "up to", "-"),
    "since": ("since", "ever since"),
    "lasting": ("over", "for", "throughout", "through"),
    "within": ("in", "within", "during", "inside"),
    "now": ("now", "today", "the present", "the present day", "date"),
    "so-far": ("so far", "to date", "until now", "till now", "up to now", "thus far"),
    "more": ("more than", "over", "at least", "well over"),
    "whole": ("throughout", "all through", "all of", "for all of", "the whole of"),
    "lead": (
        "on",
        "in",
        "at",
        "during",
        "over",
        "sometime",
        "some time",
        "sometime in",
        "some time in",
        "for",
        "within",
    ),
    "each": ("every", "each", "every other"),
    "regularly": (
        "hourly",
        "daily",
        "nightly",
        "weekly",
        "monthly",
        "quarterly",
        "yearly",
        "annual",
        "annually",
    ),
    "times": ("once", "twice"),
    "running": ("straight", "consecutive", "full", "whole", "more"),
    "that": (
        *("that", "the same", "that same", "the next", "the following", "the previous"),
        *("the preceding", "the very", "its"),
    ),
    "hence": ("from now", "from today", "hence"),
}

_NUMBERS = {
    "COUNT": (
        rule("", tens_and_ones, "TENS [-] ONES"),
        rule("", count_of, "NUMBER"),
    ),
    "NTH": (rule("", nth_of, "NUMBER th|st|nd|rd"),),
    "DAY_NTH": (rule("", nth_of, "number=DAY_NUMBER th|st|nd|rd"),),
    "MONTH_DAY": (either("DAY_NUMBER", "DAY_NTH", "NTH"),),
}

_CLOCKS = {
    "FACE": (
        rule("", clocks.half_day_time, "WALL_TIME HALF"),
        rule("", clocks.half_day_hour, "NUMBER [o'clock] HALF", "number=HOUR_WORD [o'clock] HALF"),
        rule("", clocks.wall_time, "WALL_TIME [hours|hrs]"),
        rule("", clocks.noon, "[12] noon", "midday"),
    ),
    "CLOCK": (
        rule("", clocks.with_utc, "FACE ( utc=CLOCK )"),
        rule("", clocks.zoned, "FACE [(] ZONE [)]"),
        rule("", clocks.compact_time, "FOUR_DIGITS [hours|hrs] ZONE"),
        led("same=FACE [(] [local time] [)]"),
    ),
    "ZONE": (
        rule("", zone_names.city, "CITY time"),
        rule("", zone_names.ahead_of_utc, "utc|gmt + NUMBER"),
        rule("", zone_names.behind_utc, "utc|gmt - NUMBER"),
    ),
}

ENGLISH = Language(
    name="en",
    synonyms=_SYNONYMS,
    words=WORDS,
    rules={**_NUMBERS, **_CLOCKS, **DAYS, **PERIODS, **PHRASES},
)
