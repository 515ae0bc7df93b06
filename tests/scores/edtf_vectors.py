"""
Score the reading of EDTF against a table of texts with known verdicts and bounds.

`python tests/scores/edtf_vectors.py PATH`, where PATH is a CSV file with the columns `string`,
`verdict` (valid, invalid, draft-2012-only), `level`, and `gold_lower` and `gold_upper`: the first
and the last day on which independent readers agree, `-inf` and `inf` where it is open.
Every difference is printed, with its reason.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from timeline.errors import WhenError
from timeline.records.civil import DAY, civil_date
from timeline.records.when import When

VALID, INVALID, DRAFT = "valid", "invalid", "draft-2012-only"
NO_REASON = "NO REASON IS KNOWN"

NEEDS_Y = (
    "a year of more than four digits needs Y, as 12345 shows, which tables have as invalid; "
    "these look like examples of the standard with their numbers glued on"
)
NOT_OLD = "nothing in it is syntax of 2012; sets with blanks are valid elsewhere in such tables"
REFUSED_ANYWAY = "refused in either case; it would be valid once what is old in it is renewed"
COARSER_END = (
    "the end is coarser than the start and may lie after it: by A.4.4 an interval ends some time "
    "in its last date, and a coarser end must not make a valid text invalid"
)
SIGNIFICANT = (
    "ISO 8601-2 A.6.3: 1950S2 is some year between 1900 and 1999, estimated to be 1950; "
    "a reader that gives the estimate alone claims more than the text"
)

VERDICT_REASONS = (
    (VALID, INVALID, re.compile(r"^[0-9]{2}[0-9X]{3}[?]?[~]?-|^[0-9X]{5}-"), NEEDS_Y),
    (DRAFT, VALID, re.compile(r"^[\[{].*[\]}]$"), NOT_OLD),
    (INVALID, DRAFT, re.compile(r""), REFUSED_ANYWAY),
    (INVALID, VALID, re.compile(r"/"), COARSER_END),
)
"""The verdict asked for, the one found, what the text looks like, and why that is so."""

BOUND_REASONS = ((re.compile(r"S[0-9]+$"), SIGNIFICANT),)
"""What the text looks like, and why its bounds differ."""


@frozen
class Result:
    """What a row asks for, and what was found."""

    text: str
    level: str
    expected: str
    found: str
    message: str
    expected_bounds: tuple[str, str] | None
    found_bounds: tuple[str, str] | None

    @property
    def verdict_is_right(self) -> bool:
        """The verdict is that of the table."""
        return self.found == self.expected

    @property
    def bounds_are_right(self) -> bool:
        """The bounds are those on which readers agree."""
        return self.found_bounds == self.expected_bounds


def result(row: dict[str, str]) -> Result:
    """Return what the library makes of a row."""
    lower, upper = row["gold_lower"], row["gold_upper"]
    agreed = (lower, upper) if lower and upper else None
    asked = (row["string"], row["level"] or "none", row["verdict"])
    try:
        when = When(row["string"])
    except WhenError as error:
        found = DRAFT if "EDTF of 2012" in error.expected else INVALID
        return Result(*asked, found, str(error), agreed, None)
    return Result(*asked, VALID, "", agreed, days(when) if agreed else None)


def days(when: When) -> tuple[str, str]:
    """Return the first and the last day of a time."""
    earliest, latest = when.start.earliest, when.end.latest
    return (
        "-inf" if earliest is None else day_text(earliest // DAY),
        "inf" if latest is None else day_text((latest - 1) // DAY),
    )


def day_text(number: int) -> str:
    """Return a day number as a date."""
    year, month, day = civil_date(number)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


def verdict_reason(found: Result) -> str:
    """Return why a verdict differs."""
    for expected, given, pattern, reason in VERDICT_REASONS:
        if (expected, given) == (found.expected, found.found) and pattern.search(found.text):
            return reason
    return NO_REASON


def bound_reason(found: Result) -> str:
    """Return why bounds differ."""
    return next((why for pattern, why in BOUND_REASONS if pattern.search(found.text)), NO_REASON)


def table(results: Iterable[Result]) -> list[str]:
    """Return the scores by level, as lines."""
    right: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for each in results:
        rows[each.level] += 1
        right[each.level] += each.verdict_is_right
    lines = [f"{'level':>7} {'rows':>5} {'right':>5} {'share':>8}"]
    for level in sorted(rows):
        tenths = right[level] * 1_000 // rows[level]
        lines.append(
            f"{level:>7} {rows[level]:>5} {right[level]:>5} {tenths // 10:>5}.{tenths % 10} %"
        )
    return lines


def report(results: list[Result]) -> list[str]:
    """Return all that is to be said, as lines."""
    bounded = [each for each in results if each.expected_bounds is not None]
    lines = ["verdicts", *table(results), ""]
    good = sum(each.bounds_are_right for each in bounded)
    lines += [f"agreed bounds: {good} of {len(bounded)} right", "", "differences"]
    for each in results:
        if not each.verdict_is_right:
            lines.append(f"- {each.text!r}, level {each.level}: {each.expected} -> {each.found}")
            lines.append(f"    because: {verdict_reason(each)}")
        if each.message and not each.verdict_is_right:
            lines.append(f"    message: {each.message}")
    for each in bounded:
        if not each.bounds_are_right:
            lines.append(f"- {each.text!r}: {each.expected_bounds} -> {each.found_bounds}")
            lines.append(f"    because: {bound_reason(each)}")
    return lines


def main() -> None:
    """Print the report for the table named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("path", type=Path, help="the table, as CSV")
    path: Path = parser.parse_args().path
    with path.open(encoding="utf-8", newline="") as file:
        results = [result(row) for row in csv.DictReader(file)]
    sys.stdout.write("\n".join([*report(results), ""]))


if __name__ == "__main__":
    main()
