"""
Score the reading of news phrases against corpora of time expressions.

Run `python tests/scores/phrases.py PATH [--wrong]`, where PATH is a folder with any of
`phrases/news_relative_meantime_ccby.csv`, `meantime/timex.csv`, `phrases/recognizers_text_en.csv`,
`phrases/duckling_en.csv` and `phrases/chrono_node_en.csv`; `--wrong` lists the wrong answers.

- An answer is right if its bounds are those of the gold reading. Where the phrase is vague
  (*early*, *later this year*, *two years ago*, *Friday morning*), so that a bound is a
  convention, it is enough that one lies within the other.
- A gold reading that is no time (a duration, a set, *that day*) is right if nothing is answered.
- A time of day is right if it is known to the hour and the gold to the minute.
- An interval is right whether the gold leaves out its last day, month or year or not.
- A simple date is today, yesterday, this or last week, month or year, or a month, a day of one,
  or a year.
- Rows whose gold is in error, by a note or by its weekday, are skipped.
- Assistants look ahead where news looks back: Duckling is read in the future, the others in
  the past. A row of Recognizers-Text that may mean several times is right if one of them fits.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from attrs import frozen

from timeline.errors import WhenError
from timeline.records.phrases import Reading, Tense, phrase
from timeline.records.time_units import TimeUnit
from timeline.records.when import When

HOUR = 3_600_000_000
DAY = 24 * HOUR
WEEKDAY = re.compile(r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
CALENDAR = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.]?"
SIMPLE = re.compile(
    "(?:on |in |earlier )?"
    f"(?:today|yesterday|tomorrow|(?:this|last|next) (?:week|month|year)|{MONTH}"
    f"|(?:{MONTH} [0-9]+(?:st|nd|rd|th)?|[0-9]+ {MONTH}|{MONTH})?(?: ?,? ?[0-9]{{4}})?)",
    re.IGNORECASE,
)
SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
OPEN_RULES = ("earlier", "later", "recent", "recently", "soon")

Row = dict[str, str]
Span = tuple[int | None, int | None]


@frozen
class Case:
    """
    A phrase, and its gold readings, any of which is right.

    Args:
        no_time: It names no time, so no answer is right too.
    """

    kind: str
    phrase: str
    published: str
    golds: tuple[Span, ...]
    no_time: bool = False
    zone: str = "UTC"
    tense: Tense = Tense.PAST


@frozen
class Judged:
    """What was answered."""

    case: Case
    reading: Reading
    verdict: str


def rows(path: Path) -> list[Row]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def span(text: str, zone: str = "UTC") -> Span:
    """Return the bounds of EDTF."""
    when = When(text, zone=zone)
    return when.start.earliest, when.end.latest


def timex_span(value: str, published: str) -> Span | None:
    """Return the bounds of a TIMEX3 value; `None` for one that is no time."""
    day = span(published)
    references: dict[str, Span] = {"PRESENT_REF": day, "PAST_REF": (None, day[1])}
    references["FUTURE_REF"] = (day[0], None)
    if value in references:
        return references[value]
    if week := re.fullmatch(r"([0-9]{4})-W([0-9]{2})(-WE)?", value):
        first = date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
        return span(f"[{first}..{first + timedelta(1 if week[3] else 6)}]")
    if value.endswith("TNI"):
        night = span(value.removesuffix("TNI"))
        return night[0], (night[1] or 0) + DAY // 2
    text = re.sub(r"(?:-XX)+$|T[A-Z]{2}$", "", value)
    text = re.sub("-(SP|SU|FA|WI)$", lambda season: "-" + SEASONS[season[1]], text)
    text = re.sub("-Q([1-4])$", lambda quarter: f"-{32 + int(quarter[1])}", text)
    try:
        return None if text.startswith("XXXX") else span(text)
    except WhenError:
        return None


def news_cases(path: Path, published: str) -> Iterator[Case]:
    """Return the phrases of news; `published` is the column with the day."""
    for row in rows(path):
        note, function = row.get("gold_note", ""), row.get("function")
        if note.startswith("weekday") or function == "CREATION_TIME" or misnamed(row):
            continue
        dated = row["type"] in ("DATE", "TIME") or row["value"].endswith("_REF")
        gold = timex_span(row["value"], row[published]) if dated else lasting_span(row)
        kind = row["type"].lower()
        if WEEKDAY.fullmatch(row["phrase"]):
            kind = "bare weekday"
        elif kind == "date" and SIMPLE.fullmatch(row["phrase"]):
            kind = "simple date"
        golds = () if gold is None else (gold,)
        yield Case(kind, row["phrase"], row[published], golds, no_time=not dated or not golds)


def misnamed(row: Row) -> bool:
    """Return whether the gold day is another weekday than the phrase says: an error in it."""
    if not WEEKDAY.fullmatch(row["phrase"]) or not CALENDAR.fullmatch(row["value"]):
        return False
    return f"{date.fromisoformat(row['value']):%A}".lower() not in row["phrase"].lower()


def lasting_span(row: Row) -> Span | None:
    """Return from when to when a duration lasted, where the gold says so."""
    ends = (row.get("begin_value", ""), row.get("end_value", ""))
    if not all(CALENDAR.fullmatch(end) for end in ends):
        return None
    return span(ends[0])[0], span(ends[1])[1]


def recognizers_cases(path: Path) -> Iterator[Case]:
    """Return the phrases of Recognizers-Text in their past reading."""
    grouped = defaultdict(list)
    for row in rows(path):
        if row["reference"] and row["past_start"][:4] != "0001" and "/" not in row["reference"]:
            grouped[row["file"], row["idx"], row["phrase"]].append(row)
    for some in grouped.values():
        row = some[0]
        golds = tuple(gold for gold in map(recognizers_span, some) if gold is not None)
        published = re.sub(r"\..*|[+-][0-9]{2}:[0-9]{2}$", "", row["reference"]) + "Z"
        text = row["phrase"] or row["input"]
        yield Case(row["type"], text, published, golds, no_time=not golds)


def recognizers_span(row: Row) -> Span | None:
    """Return the past reading of a row; `None` for one that is no time."""
    if row["type"] in ("duration", "set", "NONE", "timezone"):
        return None
    ends = [row["past_start"], row["past_end"]]
    if not any(re.match("[0-9]", end) for end in ends):
        return None
    day = row["reference"][:10] + "T"
    texts = [(day if end[2:3] == ":" else "") + end.replace(" ", "T") for end in ends]
    start, end = (span(text) if text else (None, None) for text in texts)
    single = row["past_start"] == row["past_end"]
    return start[0], end[1] if single else end[0]


def duckling_cases(path: Path) -> Iterator[Case]:
    """Return the phrases of Duckling, all said in one moment."""
    for row in rows(path):
        kind = re.sub("^datetime", "", row["kind"]).lower() or "moment"
        golds = () if kind == "none" else (duckling_span(row),)
        text, published = row["phrase"], row["reference"]
        yield Case(kind, text, published, golds, not golds, "-02:00", Tense.FUTURE)


def duckling_span(row: Row) -> Span:
    """Return the reading of a row; without an end it is one unit of its grain."""
    start, end = (
        span(row[name], "-02:00")[0] if row[name] else None for name in ("start", "end_exclusive")
    )
    if end is None and not row["direction"]:
        end = span(grain_text(row["start"], row["grain"]), "-02:00")[1]
    return start, end


def grain_text(start: str, grain: str) -> str:
    """Return the unit that begins at a time, in EDTF."""
    if grain in ("week", "quarter"):
        day = date.fromisoformat(start[:10])
        last = day + timedelta(6 if grain == "week" else 89)
        return f"[{day}..{last}]"
    lengths = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16}
    return start[: lengths.get(grain, 19)]


def chrono_cases(path: Path) -> Iterator[Case]:
    """Return the phrases of chrono-node of which it checks whole days."""
    for row in rows(path):
        if "fr" in row["parser"] or not re.match("[0-9]{4}-", row["reference"]):
            continue
        published = row["reference"][:16] + "Z"
        start = [row[f"start_{part}"] for part in ("year", "month", "day")]
        end = [row[f"end_{part}"] or row[f"start_{part}"] for part in ("year", "month", "day")]
        if row["phrase"] == "NONE":
            yield Case("nothing", row["input"], published, (), no_time=True)
        elif row["phrase"] and all(map(str.isdigit, start)) and not row["start_hour"]:
            days = ["{:0>4}-{:0>2}-{:0>2}".format(*each) for each in (start, end)]
            yield Case("day", row["phrase"], published, ((span(days[0])[0], span(days[1])[1]),))


CORPORA: dict[str, tuple[str, Callable[[Path], Iterator[Case]]]] = {
    "news (Wikinews)": (
        "phrases/news_relative_meantime_ccby.csv",
        lambda path: news_cases(path, "reference"),
    ),
    "MEANTIME, all times": ("meantime/timex.csv", lambda path: news_cases(path, "dct")),
    "Recognizers-Text": ("phrases/recognizers_text_en.csv", recognizers_cases),
    "Duckling": ("phrases/duckling_en.csv", duckling_cases),
    "chrono-node": ("phrases/chrono_node_en.csv", chrono_cases),
}


def judged(case: Case) -> Judged:
    """Return the answer to a case, and whether it is right."""
    reading = phrase(case.phrase, published=case.published, zone=case.zone, tense=case.tense)
    if reading.when is None:
        return Judged(case, reading, "right" if case.no_time else "not answered")
    fits = any(agrees(reading, gold) for gold in case.golds)
    return Judged(case, reading, "right" if fits else "wrong")


def agrees(reading: Reading, gold: Span) -> bool:
    """Return whether an answer is a gold reading."""
    if reading.when is None:
        return False
    ours = (reading.when.start.earliest, reading.when.end.latest)
    ends = (reading.when.end.earliest, reading.when.end.latest)
    timed = reading.when.precision <= TimeUnit.HOUR and not reading.when.lasted
    if ours[0] == gold[0] and (gold[1] in ends or (timed and within(gold, ours))):
        return True
    vague = bool(reading.when.doubts) or reading.rule.startswith(OPEN_RULES)
    return vague and (within(ours, gold) or within(gold, ours))


def within(inner: Span, outer: Span) -> bool:
    """Return whether one span lies in another; `None` is without end."""
    starts = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    return starts and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def report(folder: Path, *, wrong: bool) -> Iterator[str]:
    """Return a table of the corpora that are there, with their wrong answers if wanted."""
    yield f"{'corpus':22}{'type':20}{'cases':>6}{'right':>12}{'wrong':>12}{'not answered':>16}"
    for name, (file, cases) in CORPORA.items():
        if (folder / file).exists():
            answers = [judged(case) for case in cases(folder / file)]
            yield from table(name, answers)
            yield from [described(each) for each in answers if wrong and each.verdict == "wrong"]


def table(name: str, answers: list[Judged]) -> Iterator[str]:
    """Return the scores of a corpus, by type and altogether."""
    for kind in [*sorted({each.case.kind for each in answers}), "all"]:
        some = [each for each in answers if kind in (each.case.kind, "all")]
        counts = Counter(each.verdict for each in some)
        shares = "".join(
            f"{counts[verdict]:>{width}} {counts[verdict] / len(some):4.0%}"
            for verdict, width in (("right", 7), ("wrong", 7), ("not answered", 11))
        )
        yield f"{name:22}{kind:20}{len(some):>6}{shares}"


def described(answer: Judged) -> str:
    """Return what was answered, and what would have been right."""
    case = answer.case
    golds = " or ".join("/".join(map(day_text, gold)) for gold in case.golds) or "no time"
    ours = f"{answer.reading.when}, {answer.reading.rule}"
    return f"  {case.phrase!r} ({case.published}): {ours}; gold {golds}"


def day_text(moment: int | None) -> str:
    """Return a moment in microseconds as text."""
    if moment is None:
        return ".."
    days, rest = divmod(moment, DAY)
    return f"{date(1970, 1, 1) + timedelta(days)}" + (f"T{rest / HOUR:.2f}" if rest else "")


if __name__ == "__main__":
    found = report(Path(sys.argv[1]), wrong="--wrong" in sys.argv)
    sys.stdout.writelines(f"{line}\n" for line in found)
