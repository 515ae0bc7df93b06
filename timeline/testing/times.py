"""
Strategies for uncertain time: EDTF texts of every kind, and values made of them.

Each date is written around a moment that is known, so what is drawn is valid by construction,
and the moment is an oracle: the bounds of a text must hold the moment it was written around.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen
from hypothesis import strategies as st

from timeline.records.civil import DAY, civil_date, day_number
from timeline.records.edtf_seasons import DIVISIONS
from timeline.records.when import When

FIRST_MOMENT = day_number(-9_998, 1, 1) * DAY
LAST_MOMENT = day_number(9_999, 1, 1) * DAY - 1
"""Moments whose year has four digits, and whose winter begins in such a year too."""

FIRST_LOCAL = day_number(2, 1, 1) * DAY
"""The first moment, before `LAST_MOMENT`, that every zone can show as a `datetime`."""

ZONES = (
    "Europe/Kyiv",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Kathmandu",
    "Africa/Monrovia",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "UTC",
)
"""Zones with folds, gaps, half hours, seconds in an offset, and a day that never was."""

MARKS = ("", "", "", "?", "~", "%")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class Wall:
    """A moment as a wall clock shows it; the year has four digits."""

    year: int
    month: int
    day: int
    within: int

    @classmethod
    def at(cls, moment: int, zone: str | None = None) -> "Wall":
        """Return what the clock of a zone, UTC if none, shows at a moment."""
        days, within = divmod(moment + _ahead(moment, zone), DAY)
        return cls(*civil_date(days), within)

    @property
    def year_text(self) -> str:
        """Four digits, after a minus before year 0."""
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}"

    @property
    def time_text(self) -> str:
        """The time of day to the microsecond."""
        seconds, fraction = divmod(self.within, 1_000_000)
        minutes, second = divmod(seconds, 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}.{fraction:06}"


def moments(*, first: int = FIRST_MOMENT, last: int = LAST_MOMENT) -> st.SearchStrategy[int]:
    """Return moments in microseconds since 1970 UTC, half of them of our own time."""
    ours = st.integers(max(first, 0), min(last, day_number(2040, 1, 1) * DAY))
    return st.one_of(ours, st.integers(first, last))


def zones() -> st.SearchStrategy[str]:
    """Return IANA zones in which something unusual happens."""
    return st.sampled_from(ZONES)


@st.composite
def calendar_texts(draw: st.DrawFn, *, wall: Wall, marked: bool = True) -> str:
    """Return a year, month or day that holds a wall time, perhaps with `X` and qualifiers."""
    size = draw(st.integers(1, 3))
    parts = [wall.year_text, f"{wall.month:02}", f"{wall.day:02}"][:size]
    if draw(st.booleans()):
        parts = [draw(_masked(part)) for part in parts]
    if marked:
        parts = [draw(_marks()) + part + draw(_marks()) for part in parts]
    return "-".join(parts)


@st.composite
def division_texts(draw: st.DrawFn, *, wall: Wall) -> str:
    """Return a season, quarter, third or half of a year that holds a wall time."""
    months = wall.year * 12 + wall.month - 1
    found = [
        (year, code)
        for code, (start, length, _) in sorted(DIVISIONS.items())
        for year in (wall.year - 1, wall.year)
        if 0 <= months - (year * 12 + start - 1) < length
    ]
    year, code = draw(st.sampled_from(found))
    return f"{Wall(year, 1, 1, 0).year_text}-{code}{draw(_marks())}"


@st.composite
def timed_texts(draw: st.DrawFn, *, wall: Wall, offsets: st.SearchStrategy[str]) -> str:
    """Return a day with a time of day, to the hour or as finely as the microsecond."""
    length = draw(st.sampled_from((2, 5, 8, 10, 12, 15)))
    day = f"{wall.year_text}-{wall.month:02}-{wall.day:02}"
    return f"{day}T{wall.time_text[:length]}{draw(offsets)}{draw(_marks())}"


@st.composite
def significant_texts(draw: st.DrawFn, *, wall: Wall) -> str:
    """Return a year of which only some digits are significant."""
    return f"{wall.year_text}S{draw(st.integers(1, 4))}{draw(_marks())}"


def short_texts(*, wall: Wall) -> st.SearchStrategy[str]:
    """Return a century of two digits, or a decade of three; valid only alone."""
    texts = [wall.year_text[: -len("XX")], wall.year_text[: -len("X")], "19"]
    return st.sampled_from([text for text in texts if text.strip("-0") or "-" not in text])


@st.composite
def long_year_texts(draw: st.DrawFn) -> str:
    """Return a year beyond four digits, written out or with an exponent."""
    sign = draw(st.sampled_from(("", "-")))
    year = draw(st.integers(10_000, 10 ** draw(st.integers(5, 40))))
    exponent = draw(st.sampled_from(("", "E1", "E7", "E60")))
    significant = draw(st.sampled_from(("", "S1", "S3", "S50")))
    return f"Y{sign}{year}{exponent}{significant}{draw(_marks())}"


@st.composite
def date_texts(draw: st.DrawFn, *, moment: int, zone: str | None = None) -> str:
    """
    Return one date whose bounds hold a moment.

    Args:
        draw: Given by Hypothesis.
        moment: From `moments`.
        zone: The zone in which its local times will be read; then from `FIRST_LOCAL` on.
    """
    wall = Wall.at(moment, zone)
    offsets = st.just("") if zone is not None else st.sampled_from(("", "Z", "+00", "+00:00"))
    return draw(
        st.one_of(
            calendar_texts(wall=wall),
            division_texts(wall=wall),
            timed_texts(wall=wall, offsets=offsets),
            significant_texts(wall=wall),
        )
    )


@st.composite
def interval_texts(draw: st.DrawFn, *, zone: str | None = None) -> str:
    """Return an interval, either end of which may be open, unknown, or a range of its own."""
    first, last = sorted(draw(st.lists(_moments(zone), min_size=2, max_size=2)))
    start = draw(st.one_of(date_texts(moment=first, zone=zone), st.sampled_from(("", ".."))))
    end = draw(st.one_of(date_texts(moment=last, zone=zone), st.sampled_from(("", ".."))))
    before = ".." if len(start) > len("..") and draw(st.integers(0, 5)) == 0 else ""
    after = ".." if len(end) > len("..") and draw(st.integers(0, 5)) == 0 else ""
    return f"{before}{start}/{end}{after}"


@st.composite
def range_texts(draw: st.DrawFn, *, zone: str | None = None) -> str:
    """Return a range of two dates of one precision, or of one date and what is before or after."""
    first, last = sorted(draw(st.lists(_moments(zone), min_size=2, max_size=2)))
    length = draw(st.sampled_from((None, -len("-DD"), -len("-MM-DD"))))
    texts = [_day_text(Wall.at(moment, zone))[:length] for moment in (first, last)]
    return draw(st.sampled_from((f"{texts[0]}..{texts[1]}", f"..{texts[0]}", f"{texts[0]}..")))


@st.composite
def set_texts(draw: st.DrawFn, *, zone: str | None = None) -> str:
    """Return a set, of which one or all are meant."""
    dates = _moments(zone).flatmap(lambda moment: date_texts(moment=moment, zone=zone))
    members = draw(st.lists(dates, min_size=1, max_size=4))
    if draw(st.booleans()):
        members = _with_ranges(members, draw(range_texts(zone=zone)))
    comma = draw(st.sampled_from((",", ", ", " ,  ")))
    opening, closing = draw(st.sampled_from((("[", "]"), ("{", "}"))))
    return f"{opening}{comma.join(members)}{closing}"


def edtf_texts(*, zone: str | None = None) -> st.SearchStrategy[str]:
    """
    Return valid texts of every kind.

    Args:
        zone: The zone in which their local times will be read; `None` for UTC.
    """
    walls = _moments(zone).map(lambda moment: Wall.at(moment, zone))
    return st.one_of(
        _moments(zone).flatmap(lambda moment: date_texts(moment=moment, zone=zone)),
        walls.flatmap(lambda wall: short_texts(wall=wall)),
        long_year_texts(),
        interval_texts(zone=zone),
        range_texts(zone=zone),
        set_texts(zone=zone),
    )


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Return uncertain times of every kind, in UTC, in a zone of their own, or in one assumed."""
    zone = draw(st.one_of(st.none(), zones()))
    text = draw(edtf_texts(zone=zone))
    if zone is None:
        return When(text)
    if draw(st.booleans()):
        return When(f"{text}[{zone}]")
    return When(text, zone=zone, assumed_by=draw(st.sampled_from((None, "the desk"))))


def _moments(zone: str | None) -> st.SearchStrategy[int]:
    return moments() if zone is None else moments(first=FIRST_LOCAL)


def _ahead(moment: int, zone: str | None) -> int:
    if zone is None:
        return 0
    local = (_EPOCH + timedelta(microseconds=moment)).astimezone(ZoneInfo(zone))
    offset = local.utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)


def _day_text(wall: Wall) -> str:
    return f"{wall.year_text}-{wall.month:02}-{wall.day:02}"


def _marks() -> st.SearchStrategy[str]:
    return st.sampled_from(MARKS)


@st.composite
def _masked(draw: st.DrawFn, part: str) -> str:
    hidden = draw(st.sets(st.integers(0, len(part) - 1)))
    return "".join("X" if n in hidden and c != "-" else c for n, c in enumerate(part))


def _with_ranges(members: list[str], range_text: str) -> list[str]:
    return [range_text, *members] if range_text.startswith("..") else [*members, range_text]
