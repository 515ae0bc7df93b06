"""The table that a language fills to say uncertain time."""

from collections.abc import Mapping

from attrs import frozen

from timeline.records.edtf_parts import Edge
from timeline.records.time_units import TimeUnit


@frozen(kw_only=True)
class Wording:
    """
    How one language says dates, spans and doubts.

    Every text with braces is a template for `str.format`; names of months are arrow's.

    Args:
        language: The name of arrow's locale.
        day: A day: `day`, `month`, `year`.
        day_of_year: A day whose year is said elsewhere: `day`, `month`.
        day_of_month: A day whose month is said elsewhere: `day`.
        month: A month: `month`, `year`.
        month_of_year: A month whose year is said elsewhere: `month`.
        before_christ: A year before year 1: `year`, from 1.
        lone_year: A year that stands alone and does not look like one, such as 476: `year`.
        decade: `year`, its first.
        years: Several years, of which one is meant: `first`, `last`.
        estimated_year: A year of which some digits are significant: `year`, `first`, `last`.
        divisions: By code, 21 to 41, the divisions of a year: `year`.
        some_day: A day that is not written: `date`, its month or year.
        some_month: A month that is not written: `date`, its year.
        masked: Any other unspecified digits: `first` and `last` day, and the `text`.
        time: A date with a time of day: `date`, `time`.
        hour: A date with an hour: `date`, `time`, `next`.
        about: A date that is an estimate, `~`: `date`.
        unsure: A date that may be wrong, `?`: `date`.
        both: A date of which both is true, `%`: `date`.
        parts: The names of the parts of a date; that of `MINUTE` is for any time of day.
        part_about: One part that is an estimate: `part`.
        part_unsure: One part that may be wrong: `part`.
        part_both: One part of which both is true: `part`.
        note: Something said, with a note: `said`, `note`.
        intervals: Spans by how start and end are written: `start`, `end`.
        between: One moment between two dates: `first`, `last`.
        before: One moment up to a date: `date`, `within`.
        after: One moment from a date on: `date`, `within`.
        within: How `before` and `after` say that the date itself counts, by its precision.
        listed: What stands between the members of a list.
        last_of_one: What stands before the last one if one of them is meant.
        last_of_all: What stands before the last one if all are.
        assumed: A zone that somebody took to be meant: `zone`, `by`.
        no_zone: What is said of local times without a zone.
        folded: What is said of a wall time that was shown twice.
    """

    language: str
    day: str
    day_of_year: str
    day_of_month: str
    month: str
    month_of_year: str
    before_christ: str
    lone_year: str
    decade: str
    years: str
    estimated_year: str
    divisions: Mapping[str, str]
    some_day: str
    some_month: str
    masked: str
    time: str
    hour: str
    about: str
    unsure: str
    both: str
    parts: Mapping[TimeUnit, str]
    part_about: str
    part_unsure: str
    part_both: str
    note: str
    intervals: Mapping[tuple[Edge, Edge], str]
    between: str
    before: str
    after: str
    within: Mapping[TimeUnit, str]
    listed: str
    last_of_one: str
    last_of_all: str
    assumed: str
    no_zone: str
    folded: str
