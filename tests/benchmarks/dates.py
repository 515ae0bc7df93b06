"""
How fast uncertain time is read and compared, beside other readers, in one run.

`python tests/benchmarks/dates.py [PATH]`, where PATH is a file with one EDTF text a line, or a
CSV file with the columns `string` and `verdict`, of which the valid ones are taken.
Every reader gets the texts that it and this library both take; nothing is cached on either side.
"""

import argparse
import csv
import gc
import random
import time
import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from attrs import frozen

from timeline.errors import WhenError
from timeline.records.relations import relation
from timeline.records.when import When, _kept, _kept_extent, when

BUDGET = 3_000_000_000
FEWEST_ROUNDS = 3
LOG_LENGTH = 1_000_000
PAIRS = 200_000

TEXTS = (
    "2024",
    "2024-10",
    "2024-10-28",
    "2024-10-28T19:00:00Z",
    "2024-10-01/2024-10-05",
    "2024-08/..",
    "../2024-10-28",
    "198X",
    "2024-10-XX",
    "1984?",
    "2004-06-11%",
    "2001-21",
    "Y170000002",
    "-0043-03-15",
    "[1667,1668,1670..1672]",
    "{1960,1961-12}",
    "156X-12-25",
    "?2004-06-~11",
    "1950S2",
)


@frozen
class Reader:
    """Something that reads EDTF: its name, and what it does to one text."""

    name: str
    read: Callable[[str], object]


def edtf_reader() -> Reader:
    """Return python-edtf."""
    return Reader("edtf", import_module("edtf").parse_edtf)


def undate_reader() -> Reader:
    """Return the parser of undate, without the layers around it."""
    return Reader("undate", import_module("undate.converters.edtf").EDTFDateConverter().parse)


def takes(reader: Reader, text: str) -> bool:
    """Return whether a reader takes a text."""
    try:
        reader.read(text)
    except Exception:  # noqa: BLE001 - other readers raise whatever they like
        return False
    return True


def nanoseconds(work: Callable[[], object]) -> int:
    """Return the processor time of the fastest of all rounds that fit in a budget."""
    gc.collect()
    gc.disable()
    rounds: list[int] = []
    while len(rounds) < FEWEST_ROUNDS or sum(rounds) < BUDGET:
        started = time.process_time_ns()
        work()
        rounds.append(time.process_time_ns() - started)
    gc.enable()
    return min(rounds)


def read_all(reader: Reader, texts: list[str]) -> None:
    """Read texts once each, with nothing kept from before."""
    forget()
    for text in texts:
        reader.read(text)


def forget() -> None:
    """Empty the caches of this library."""
    _kept_extent.cache_clear()
    _kept.cache_clear()


def side_by_side(texts: list[str]) -> None:
    """Print a line for every other reader."""
    ours = Reader("timeline", When)
    texts = [text for text in dict.fromkeys(texts) if takes(ours, text)]
    print(f"{'reader':>10} {'texts':>6} {'its µs':>10} {'our µs':>10} {'times':>7}")
    for other in (edtf_reader(), undate_reader()):
        shared = [text for text in texts if takes(other, text)]
        theirs = nanoseconds(partial(read_all, other, shared)) // len(shared)
        own = nanoseconds(partial(read_all, ours, shared)) // len(shared)
        print(f"{other.name:>10} {len(shared):>6} {us(theirs)} {us(own)} {theirs // own:>7}")
    alone = nanoseconds(partial(read_all, ours, texts)) // len(texts)
    print(f"{'timeline':>10} {len(texts):>6} {'':>10} {us(alone)}")


def by_kind() -> None:
    """Print what the common kinds of text cost, in UTC and in a zone."""
    print(f"\n{'text':>42} {'µs':>10}")
    for text in ("2024-10-28", "2024-10-28T19:00Z", "2024-10-01/2024-10-05", "[1667,1668]"):
        print(f"{text:>42} {us(each(partial(When, text)))}")
    for text in ("2024-10-28[Europe/Kyiv]", "2024-10-27T19:00/2024-10-28T10:30[Europe/Kyiv]"):
        print(f"{text:>42} {us(each(partial(When, text)))}")


def each(work: Callable[[], object], *, times: int = 5_000) -> int:
    """Return what one call costs, with nothing kept from the call before."""

    def repeated() -> None:
        for _ in range(times):
            _kept_extent.cache_clear()
            work()

    return nanoseconds(repeated) // times


def log_dates() -> list[str]:
    """Return the dates of a log: mostly of two years, some years old, many of them repeated."""
    seeded = random.Random(2024)
    days = [f"{2023 + n % 2}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(700)]
    times = [f"{day}T{n % 24:02}:{n % 60:02}Z" for n, day in enumerate(days)]
    spans = [f"{first}/{last}" for first, last in zip(sorted(days), sorted(days)[1:], strict=False)]
    return seeded.choices(days * 6 + times * 2 + spans + list(TEXTS), k=LOG_LENGTH)


def log_reading() -> None:
    """Print what the dates of a log cost, read as records read them."""
    dates = log_dates()
    print(f"\n{LOG_LENGTH:,} dates of a log, {len(set(dates)):,} of them different")
    for name, read in (("when(text)", when), ("When(text)", When)):
        forget()
        started = time.process_time_ns()
        for date in dates:
            read(date)
        tenths = (time.process_time_ns() - started) // 100_000_000
        print(f"{name:>42} {tenths // 10:>8}.{tenths % 10} s")


def comparing(texts: list[str]) -> None:
    """Print how many relations and sort keys there are in a second."""
    seeded = random.Random(2024)
    values = [found for text in texts if (found := read_or_none(text)) is not None]
    pairs = [(seeded.choice(values), seeded.choice(values)) for _ in range(PAIRS)]

    def relations() -> None:
        for first, second in pairs:
            relation(first, second)

    def keys() -> None:
        for first, _ in pairs:
            first.sort_key  # noqa: B018 - reading it is what is measured

    print(f"\n{'a second':>42}")
    for name, work in (("relation", relations), ("sort_key", keys)):
        print(f"{name:>31} {PAIRS * 1_000_000_000 // nanoseconds(work):>10,}")


def read_or_none(text: str) -> When | None:
    """Return the value of a text, `None` if it has none."""
    try:
        return When(text)
    except WhenError:
        return None


def us(nanoseconds: int) -> str:
    """Return nanoseconds as microseconds for a column."""
    return f"{nanoseconds // 1_000:>8}.{nanoseconds // 100 % 10}"


def texts_of(path: Path | None) -> list[str]:
    """Return the texts of a file, or those of this script."""
    if path is None:
        return list(TEXTS)
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix != ".csv":
            return file.read().splitlines()
        return [row["string"] for row in csv.DictReader(file) if row["verdict"] == "valid"]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path, nargs="?", help="texts to read")
    warnings.simplefilter("ignore")
    texts = texts_of(parser.parse_args().path)
    side_by_side(texts)
    by_kind()
    log_reading()
    comparing(texts)


if __name__ == "__main__":
    main()
