"""Totals: a figure summed over happenings, with what is certain and what is only possible."""

from attrs import frozen

from timeline.chronology import Chronology
from timeline.errors import QuantityError
from timeline.projections.brought import brought
from timeline.projections.buckets import Buckets, Calendar
from timeline.projections.counting import Total, Units, by_group, running, summed
from timeline.projections.shares import Group, Left, Names, Rule, Share, shares
from timeline.projections.summing import Sums
from timeline.projections.tables import table
from timeline.records.fields import member

By = Calendar | Group | str | Names
"""What to count by: a stretch of the calendar, a group, their words, or a function of an entry."""


@frozen(kw_only=True)
class Totals:
    """
    Sums of one figure.

    Args:
        figure: Its name.
        heading: What is counted by, in words.
        rule: Which figure a happening brings.
        rows: One for each bucket or group, and each unit in it; calendar rows in their order,
            groups by name, what is in none last.
        overall: All together: one for each unit.
        beyond: Keys of the happenings that reach beyond the rows of the calendar: they have an
            open end, or touch more than 400 of them. They count as possible in each row that
            they touch.
        left_out: Keys of those that state the figure and are in no sum, with the reason.
    """

    figure: str
    heading: str
    rule: Rule
    rows: tuple[Total, ...]
    overall: tuple[Total, ...]
    beyond: tuple[str, ...] = ()
    left_out: tuple[tuple[str, Left], ...] = ()

    @property
    def whole(self) -> Total:
        """
        All together, where there is one unit.

        Raises:
            QuantityError: There are several; see `overall`.
        """
        if len(self.overall) == 1:
            return self.overall[0]
        units = ", ".join(str(each.sum.unit) for each in self.overall)
        raise QuantityError(self.figure, f"is told in several units ({units})", "read overall")

    def __str__(self) -> str:
        """Return an aligned table: certain, possible and unknown are numbers of happenings."""
        headings = (self.heading, self.figure, "certain", "possible", "unknown")
        lines = [_line(each) for each in (*self.rows, *self.overall)]
        told = [table(headings, lines)]
        told += [f"beyond the rows: {', '.join(self.beyond)}"] if self.beyond else []
        told += [f"left out, {why}: {key}" for key, why in self.left_out]
        return "\n".join(told)


def total(
    chronology: Chronology,
    figure: str,
    *,
    by: By | None = None,
    rule: Rule | str = Rule.CHOSEN,
    zone: str = "UTC",
) -> Totals:
    """
    Return the sums of a figure over the happenings of a chronology, each happening once.

    A happening that lies wholly in one bucket counts there in full: in the low and in the high
    end. One whose time or group leaves several open counts in the high end of each, and in the
    low end of none; all together it counts once and in full. What is denied by all, or withdrawn
    upstream, counts in high ends only. A happening whose kind has the figure, and of which no
    report states it, is unknown, and leaves the high end open. What is only planned, and what is
    only spoken of in statements, is left out and listed. Units are summed apart; a number
    without a unit belongs to the only unit there is.

    Args:
        chronology: The happenings; select them with `between` and `where`.
        figure: Name of the figure, such as `killed`.
        by: A stretch of the calendar, a group, or a function; all together if not given.
        rule: Which figure a happening brings, where its reports do not agree.
        zone: Where the days, weeks, months and years begin.

    Raises:
        QuantityError: A sum has over 15 digits.
        RefusedError: There is no such rule, or nothing of that name to count by.
        WhenError: There is no such zone.
    """
    way, rule = _way(by), member(Rule, rule)
    sums = _sums(chronology, figure, rule)
    beyond: tuple[str, ...] = ()
    if isinstance(way, Calendar):
        buckets = Buckets(way, zone)
        heading, (rows, beyond) = buckets.heading, sums.by_calendar(buckets)
    elif way is None:
        heading, rows = "of", ()
    else:
        heading = way.value if isinstance(way, Group) else "group"
        rows = _by_group(chronology, figure, rule, way)
    return Totals(
        figure=figure,
        heading=heading,
        rule=rule,
        rows=rows,
        overall=sums.overall,
        beyond=beyond,
        left_out=sums.brought.left_out,
    )


def running_total(
    chronology: Chronology,
    figure: str,
    *,
    by: Calendar | str = Calendar.DAY,
    rule: Rule | str = Rule.CHOSEN,
    zone: str = "UTC",
) -> Totals:
    """
    Return the sum of a figure up to the end of each bucket, over happened time.

    In the low end counts what is certainly over by then, in the high end what may have begun.
    A row names the happenings and records by which it differs from the row before: `certain`
    are those that are over by then, `possible` those that may have begun.

    Args:
        chronology: The happenings.
        figure: Name of the figure.
        by: The stretch of the calendar.
        rule: Which figure a happening brings, where its reports do not agree.
        zone: Where the days, weeks, months and years begin.

    Raises:
        QuantityError: A sum has over 15 digits.
        RefusedError: There is no such rule or stretch.
        WhenError: There is no such zone.
    """
    rule, buckets = member(Rule, rule), Buckets(member(Calendar, by), zone)
    found, left_out = _taken(chronology, figure, rule)
    units = Units(each.figure for each in found)
    return Totals(
        figure=figure,
        heading=f"by the end of {buckets.heading}",
        rule=rule,
        rows=tuple(running(found, buckets, units)),
        overall=summed([(None, [(each, True) for each in found])], units),
        left_out=left_out,
    )


Way = Calendar | Group | Names | None


def _way(by: By | None) -> Way:
    if by is None or isinstance(by, Calendar | Group) or not isinstance(by, str):
        return by
    words = {each.value for each in Calendar}
    return Calendar(by) if by in words else member(Group, by)


def _by_group(
    chronology: Chronology, figure: str, rule: Rule, way: Group | Names
) -> tuple[Total, ...]:
    found, _ = _taken(chronology, figure, rule)
    return by_group(found, way, Units(each.figure for each in found))


def _sums(chronology: Chronology, figure: str, rule: Rule) -> Sums:
    """Return the sums of what the happenings bring, which is looked at once for a chronology."""
    name = f"sums of {figure} by the rule {rule.value}"
    return chronology.kept(name, Sums, lambda: Sums(brought(chronology, figure, rule)))


def _taken(
    chronology: Chronology, figure: str, rule: Rule
) -> tuple[list[Share], tuple[tuple[str, Left], ...]]:
    found: list[Share] = []
    left_out: list[tuple[str, Left]] = []
    for entry in chronology:
        told = shares(entry, figure, rule, chronology.policy)
        if isinstance(told, Left):
            left_out.append((entry.key, told))
        else:
            found += told or ()
    return found, tuple(left_out)


def _line(each: Total) -> tuple[object, ...]:
    counts = (len(each.certain), len(each.possible), len(each.unknown))
    return (each.name, each.sum, *counts)
