"""How English says uncertain time."""

from timeline.records.edtf_parts import Edge
from timeline.records.time_units import TimeUnit
from timeline.records.wording_tables import Wording

_SEASONS = ("spring", "summer", "autumn", "winter")
_QUARTERS = ("first", "second", "third", "fourth")
_SIDES = ("", " in the northern hemisphere", " in the southern hemisphere")

ENGLISH = Wording(
    language="en",
    day="{day} {month} {year}",
    day_of_year="{day} {month}",
    day_of_month="{day}",
    month="{month} {year}",
    month_of_year="{month}",
    before_christ="{year} BCE",
    lone_year="the year {year}",
    decade="the {year}s",
    years="between {first} and {last}",
    estimated_year="about {year} (between {first} and {last})",
    divisions={
        **{
            str(21 + 4 * side + number): f"{name} {{year}}{place}"
            for side, place in enumerate(_SIDES)
            for number, name in enumerate(_SEASONS)
        },
        **{
            str(33 + number): f"the {name} quarter of {{year}}"
            for number, name in enumerate(_QUARTERS)
        },
        "37": "the first four months of {year}",
        "38": "the second four months of {year}",
        "39": "the last four months of {year}",
        "40": "the first half of {year}",
        "41": "the second half of {year}",
    },
    some_day="some day in {date}",
    some_month="some month in {date}",
    masked="some time between {first} and {last} ({text})",
    time="{date} {time}",
    hour="{date} between {time} and {next}",
    about="about {date}",
    unsure="perhaps {date}",
    both="perhaps about {date}",
    parts={
        TimeUnit.YEAR: "year",
        TimeUnit.SEMESTER: "half",
        TimeUnit.QUADRIMESTER: "third",
        TimeUnit.QUARTER: "quarter",
        TimeUnit.SEASON: "season",
        TimeUnit.MONTH: "month",
        TimeUnit.DAY: "day",
        TimeUnit.MINUTE: "time of day",
    },
    part_about="{part} approximate",
    part_unsure="{part} uncertain",
    part_both="{part} uncertain and approximate",
    note="{said} ({note})",
    intervals={
        (Edge.DATED, Edge.DATED): "{start} to {end}",
        (Edge.DATED, Edge.UNKNOWN): "{start} until an unknown date",
        (Edge.DATED, Edge.OPEN): "{start} until now",
        (Edge.UNKNOWN, Edge.DATED): "an unknown date to {end}",
        (Edge.UNKNOWN, Edge.UNKNOWN): "an unknown date to an unknown date",
        (Edge.UNKNOWN, Edge.OPEN): "an unknown date until now",
        (Edge.OPEN, Edge.DATED): "until {end}",
        (Edge.OPEN, Edge.UNKNOWN): "until an unknown date",
        (Edge.OPEN, Edge.OPEN): "at all times",
    },
    between="between {first} and {last}",
    before="some time before {date} or {within}",
    after="some time after {date} or {within}",
    within={
        TimeUnit.DAY: "on that day",
        TimeUnit.MONTH: "in that month",
        TimeUnit.YEAR: "in that year",
        TimeUnit.UNKNOWN: "at that time",
    },
    listed=", ",
    last_of_one=" or ",
    last_of_all=" and ",
    assumed="{zone}, assumed by {by}",
    no_zone="no zone given, read as UTC",
    folded="clocks went back, either reading is meant",
)
