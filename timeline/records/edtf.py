"""
The grammar of EDTF (ISO 8601-2, levels 0 to 2): text to its parts.

Two things are added to the standard: a time of day may be shortened to minutes or hours, may
stand inside an interval and may be qualified; and a zone in brackets may end the text
(RFC 9557), as in `2024-10-27T19:00/2024-10-28T10:30[Europe/Kyiv]`.

Where the standard is silent or sources differ:

- `..1984`, `1984..` and `1670..1673` without brackets (A.6.5) mean the same as with `[ ]`.
- A bare century `19` or decade `198` is read only where it stands alone: in `2023/24` it would
  silently mean the years 2400 to 2499.
- Blanks are taken around the members of a set and nowhere else.
- The two dates of a range have the same precision.
- The end of an interval may be coarser than its start, `2024-10-28/2024-10`, and is then no
  earlier than it; only what certainly ends before it starts is refused.
- What seasons mean is in `timeline.records.edtf_seasons`, significant digits in `edtf_years`,
  24:00 and leap seconds in `edtf_times`, what open and unknown ends mean in `extents`.
"""

from collections.abc import Iterator

from timeline.errors import WhenError
from timeline.records.edtf_dates import SHORT_YEAR, short_year, stated_date
from timeline.records.edtf_drafts import draft_error
from timeline.records.edtf_parts import Edge, Expression, Joined, Member, Range, Stated

MOST_MEMBERS = 1_000
LONGEST_DATE = 1_100
LONGEST_TEXT = MOST_MEMBERS * (LONGEST_DATE + 1)

_LONGEST_SHORT = len("?-198?")
_CLOSING = {"[": "]", "{": "}"}
_JOINED = {"[": Joined.ONE_OF, "{": Joined.ALL_OF}
_ALONE = "a date in full; two digits are a century only alone, so 2023/24 is not taken"


def expression(text: str) -> Expression:
    """
    Return the parts of an EDTF text.

    Raises:
        WhenError: The text is none; it names the place and what was expected there.
    """
    if len(text) > LONGEST_TEXT:
        raise WhenError(text, LONGEST_TEXT, f"at most {LONGEST_TEXT} characters")
    try:
        return _expression(text)
    except WhenError as error:
        raise draft_error(text, _expression) or error from None


def _expression(text: str) -> Expression:
    end, suffix = _suffix(text)
    joined, members = _body(text, end)
    return Expression(joined, members, suffix, end + 1)


def _suffix(text: str) -> tuple[int, str | None]:
    if not text.endswith("]"):
        return len(text), None
    opened = text.rfind("[")
    if opened <= 0:
        return len(text), None
    return opened, text[opened + 1 : -1]


def _body(text: str, end: int) -> tuple[Joined, tuple[Member, ...]]:
    if text[:1] in _JOINED and end:
        return _JOINED[text[0]], _set(text, end)
    slash = text.find("/", 0, end)
    if slash >= 0:
        return Joined.INTERVAL, (_end(text, 0, slash), _end(text, slash + 1, end))
    short = SHORT_YEAR.fullmatch(text, 0, end)
    if short is not None:
        return Joined.ALONE, (_single(short_year(short)),)
    return Joined.ALONE, (_range(text, 0, end),)


def _end(text: str, start: int, end: int) -> Member:
    if start == end:
        return Edge.UNKNOWN
    if end - start == len("..") and text.startswith("..", start):
        return Edge.OPEN
    another = text.find("/", start, end)
    if another >= 0:
        raise WhenError(text, another, "one slash, between the start and the end")
    return _range(text, start, end)


def _set(text: str, end: int) -> tuple[Member, ...]:
    closing = _CLOSING[text[0]]
    last = end - 1
    if last < 1 or text[last] != closing:
        raise WhenError(text, end, f"{closing} to close the set")
    _check_members(text, last)
    spans = list(_spans(text, 1, last))
    members = tuple(_range(text, start, stop) for start, stop in spans)
    for member in members[1:]:
        if member.first is None:
            raise WhenError(text, member.at, "a date; only the first of a set may begin with ..")
    for member, (_, stop) in zip(members[:-1], spans, strict=False):
        if member.last is None:
            raise WhenError(text, stop, "a date; only the last of a set may end with ..")
    return members


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for item in text[start:end].split(","):
        stop = start + len(item)
        yield start + len(item) - len(item.lstrip(" ")), stop - len(item) + len(item.rstrip(" "))
        start = stop + 1


def _check_members(text: str, last: int) -> None:
    if text.count(",", 1, last) < MOST_MEMBERS:
        return
    place = 0
    for _ in range(MOST_MEMBERS):
        place = text.index(",", place + 1)
    raise WhenError(text, place, f"at most {MOST_MEMBERS} members")


def _range(text: str, start: int, end: int) -> Range:
    if end - start > LONGEST_DATE:
        raise WhenError(text, start + LONGEST_DATE, f"a date of at most {LONGEST_DATE} characters")
    dots = text.find("..", start, end)
    if dots < 0:
        return _single(_date(text, start, end))
    if end - start == len(".."):
        raise WhenError(text, start, "a date before or after the two dots")
    first = _date(text, start, dots) if dots > start else None
    last = _date(text, dots + 2, end) if dots + 2 < end else None
    if first is not None and last is not None:
        _check_range(text, first, last)
    return Range(start, first, last)


def _single(date: Stated) -> Range:
    return Range(date.at, date, date)


def _date(text: str, start: int, end: int) -> Stated:
    if end - start <= _LONGEST_SHORT and SHORT_YEAR.fullmatch(text, start, end):
        raise WhenError(text, start, _ALONE)
    return stated_date(text, start, end)


def _check_range(text: str, first: Stated, last: Stated) -> None:
    if first.precision != last.precision:
        raise WhenError(text, last.at, "a date as precise as the one before the two dots")
