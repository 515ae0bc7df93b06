"""
Faults of system calls, under the real libraries: each call of some appends fails, or kills (G4).

    python -m tests.scores.syscalls sqlite 1 /dev/shm

`strace` sees every call that a child process makes on the files of a log while it opens it,
appends seven batches, of which one erases a record, and closes it. Then the child is run again for
each of these calls (or each so-manieth, as the second argument says): the call fails with an
error, once or from then on, or the process is killed as it makes it. What the child acknowledged
must be in the log that is opened afterwards, every batch whole, `verify` satisfied, and the next
append taken. Whatever the child was told must be one of the library's errors. Ends with 1 if any
of that does not hold. `strace` is a package of Debian.
"""

import re
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from tests.log.batches import LostError, batch, whole_batches
from timeline.errors import TimelineError
from timeline.ledger import open_log
from timeline.log import Store, TornTailWarning
from timeline.log.opening import store_at

NAMES = {"sqlite": "case.db", "jsonl": "case.jsonl"}
BESIDE = ("", "-journal", ".lock", ".index")
BATCHES, BEFORE = 7, 2
"""Batches in all, and those that are in the log before the child opens it."""

FAULTS = {
    "EIO, once": "error=EIO:when={}",
    "EIO, from then on": "error=EIO:when={}+",
    "ENOSPC, once": "error=ENOSPC:when={}",
    "ENOSPC, from then on": "error=ENOSPC:when={}+",
    "EINTR, once": "error=EINTR:when={}",
    "killed": "signal=KILL:when={}",
}
LONGEST = 120
"""Seconds that a child may take."""

_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(", re.MULTILINE)


@frozen(kw_only=True)
class Ran:
    """
    What became of a child.

    Args:
        acknowledged: How many of its appends returned.
        begun: How many it began.
        told: Names of the library's errors that it was told.
        strange: What else it was told.
        calls: Its calls on the files of the log, in their order.
    """

    acknowledged: int
    begun: int
    told: tuple[str, ...]
    strange: str
    calls: tuple[str, ...]


def child(path: str) -> None:
    """Append the batches that are missing, and tell of each on the standard output."""
    try:
        with open_log(path) as log:
            for number in range(BEFORE, BATCHES):
                print("begun", flush=True)
                log.append(*batch(number))
                print("acknowledged", flush=True)
    except TimelineError as error:
        print(f"told {type(error).__name__}", flush=True)


def made(home: Path, kind: str) -> Path:
    """Return a log that holds the first batches."""
    path = home / NAMES[kind]
    with open_log(path) as log:
        for number in range(BEFORE):
            log.append(*batch(number))
    return path


def ran(path: Path, trace: Path, *inject: str) -> Ran:
    """Return what became of a child whose calls on the files of a log are traced."""
    named = [path.with_name(path.name + each) for each in BESIDE] + [path.parent]
    filters = [word for each in named for word in ("-P", str(each))]
    command = ["strace", "-f", "-o", str(trace), *filters, *inject]
    work = [sys.executable, "-m", "tests.scores.syscalls", "child", str(path)]
    done = subprocess.run(  # noqa: S603 - ourselves, traced
        [*command, *work], capture_output=True, text=True, timeout=LONGEST, check=False
    )
    lines = done.stdout.splitlines()
    return Ran(
        acknowledged=BEFORE + lines.count("acknowledged"),
        begun=BEFORE + lines.count("begun"),
        told=tuple(each.split()[1] for each in lines if each.startswith("told")),
        strange=done.stderr if "Traceback" in done.stderr else "",
        calls=tuple(_CALL.findall(trace.read_text(encoding="utf-8", errors="replace"))),
    )


def checked(path: Path, found: Ran) -> str:
    """Return what does not hold of the log that a child left, or nothing."""
    if found.strange:
        return found.strange.strip().splitlines()[-1]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", TornTailWarning)
            store: Store = store_at(str(path))
            count = whole_batches(store, acknowledged=found.acknowledged, begun=found.begun)
            store.close()
            with open_log(path) as log:
                log.append(*batch(count))
                log.verify()
    except (LostError, TimelineError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def sites(calls: tuple[str, ...], each: int) -> Iterator[tuple[str, int]]:
    """Return every so-manieth call, by its name and its number among those of that name."""
    seen: Counter[str] = Counter()
    for at, name in enumerate(calls):
        seen[name] += 1
        if at % each == 0:
            yield name, seen[name]


def main(kind: str, each: int, folder: str | None) -> int:
    """Print, of each call and fault, how many runs there were, and all that did not hold."""
    bad, runs = 0, Counter[str]()
    refused, acknowledged = Counter[str](), Counter[str]()
    with TemporaryDirectory(dir=folder) as name:
        clean = ran(made(Path(name), kind), Path(name, "trace"))
    assert (clean.acknowledged, clean.told, clean.strange) == (BATCHES, (), ""), clean
    print(f"{kind}: {len(clean.calls)} calls; {dict(Counter(clean.calls))}")
    for call, number in sites(clean.calls, each):
        for fault, words in FAULTS.items():
            with TemporaryDirectory(dir=folder) as name:
                path = made(Path(name), kind)
                inject = f"inject={call}:{words.format(number)}"
                found = ran(path, Path(name, "trace"), "-e", inject)
                problem = checked(path, found)
            runs[fault] += 1
            refused[fault] += bool(found.told)
            acknowledged[fault] += found.acknowledged == BATCHES
            if problem:
                bad += 1
                print(f"  {call} {number}, {fault}: {problem}", flush=True)
    for fault, count in runs.items():
        told = f"{refused[fault]} told an error, {acknowledged[fault]} went through"
        print(f"{fault:>22}: {count} runs, {told}")
    print(f"{sum(runs.values())} runs, {bad} in which something did not hold")
    return int(bad > 0)


if __name__ == "__main__":
    if sys.argv[1] == "child":
        child(sys.argv[2])
    else:
        given = [*sys.argv[2:], *("1", "")[len(sys.argv) - 2 :]]
        sys.exit(main(sys.argv[1], int(given[0]), given[1] or None))
