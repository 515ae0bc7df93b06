"""
Mutants of the package, put to the tests of their folder; those that survive are listed (G20).

    python tests/mutation/mutants.py timeline/resolution --sample 200 --seed 1
    python tests/mutation/mutants.py timeline/resolution/policy.py timeline/resolution/status.py

Works in a copy of the checkout, so that the checkout stays as it is. Cosmic Ray makes the mutants
and runs the tests; `tests.toml` beside this file says which. What tells nothing, or the same as
another mutant, is left out: changes of annotations and decorators, `is` for `==`, and all but one
change of each arithmetical operator.
"""

import argparse
import ast
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult

ROOT = Path(__file__).parents[2]
COPIED = ("timeline", "tests", "docs", "README.md", "conftest.py", "pyproject.toml")
SKIPPED = WorkResult(worker_outcome=WorkerOutcome.SKIPPED)
BECOME = {
    "Eq": "NotEq",
    "NotEq": "Eq",
    "Is": "IsNot",
    "IsNot": "Is",
    "In": "NotIn",
    "NotIn": "In",
    "Add": "Sub",
    "Sub": "Add",
    "Mul": "Add",
    "Div": "Mul",
    "FloorDiv": "Mul",
    "Mod": "Mul",
    "Pow": "Mul",
    "BitOr": "BitAnd",
    "BitAnd": "BitOr",
    "BitXor": "BitAnd",
    "LShift": "RShift",
    "RShift": "LShift",
}
"""What an operator may become; of those that are not listed, anything but `is`."""

SLOWEST = 3
"""Times as long as without a mutant that the tests may take."""

Span = tuple[tuple[int, int], tuple[int, int]]


@frozen(kw_only=True)
class Tried:
    """
    A mutant that was put to the tests.

    Args:
        mutation: What was changed, and where.
        killed: Whether a test failed, or none ended in time.
        late: Whether none ended in time.
        diff: The change.
    """

    mutation: MutationSpec
    killed: bool
    late: bool
    diff: str

    def __str__(self) -> str:
        changed = [each for each in self.diff.splitlines() if each[:1] in "+-"]
        shown = "\n".join(f"    {each}" for each in changed if each[:3] not in {"+++", "---"})
        place = f"{self.mutation.module_path}:{self.mutation.start_pos[0]}"
        return f"{place} {self.mutation.operator_name.removeprefix('core/')}\n{shown}"


def tests_of(paths: Sequence[str]) -> list[str]:
    """Return the tests that are put to the mutants of some modules or folders, each once."""
    listed = tomllib.loads((Path(__file__).parent / "tests.toml").read_text(encoding="utf-8"))
    found: list[str] = []
    for path in paths:
        folder = path if (ROOT / path).is_dir() else str(Path(path).parent)
        same = str(Path("tests", *Path(folder).parts[1:]))
        found += listed.get(folder, {"tests": [same]})["tests"]
    return list(dict.fromkeys(found))


def copy_to(folder: Path) -> None:
    """Copy what the tests need."""
    left_out = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, folder / name)


def seconds_of(command: str, folder: Path) -> float:
    """
    Return how long the tests take without a mutant.

    Raises:
        SystemExit: They fail.
    """
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own command
        shlex.split(command), cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"the tests fail without any mutant:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    return time.monotonic() - begun


def begin(folder: Path, paths: Sequence[str], command: str, timeout: float) -> Path:
    """Write the configuration, list the mutants in a session, and return its path."""
    config, session = folder / "mutants.toml", folder / "mutants.sqlite"
    listed = ", ".join(f'"{path}"' for path in paths)
    config.write_text(
        f"[cosmic-ray]\nmodule-path = [{listed}]\ntimeout = {timeout:.0f}\n"
        f"excluded-modules = []\ntest-command = '''{command}'''\n"
        '[cosmic-ray.distributor]\nname = "local"\n',
        encoding="utf-8",
    )
    cosmic_ray(folder, "init", config.name, session.name)
    return session


def cosmic_ray(folder: Path, *words: str) -> None:
    """Run a command of Cosmic Ray in a folder."""
    program = [sys.executable, "-m", "cosmic_ray.cli", *words]
    subprocess.run(program, cwd=folder, check=True)  # noqa: S603 - our own command


def chosen(session: WorkDB, folder: Path, sample: int | None, seed: int) -> tuple[int, int]:
    """Leave out what can tell nothing and what the sample does not take; return two counts."""
    untold = {path: list(_untold(folder / path)) for path in _paths(session)}
    items = sorted(session.work_items, key=lambda each: _place(each.mutations[0]))
    telling = [each for each in items if _tells(each.mutations[0], untold)]
    taken = telling
    if sample is not None and sample < len(telling):
        taken = random.Random(seed).sample(telling, sample)
    kept = {each.job_id for each in taken}
    session.set_multiple_results(
        [each.job_id for each in items if each.job_id not in kept], SKIPPED
    )
    return len(items), len(telling)


def _paths(session: WorkDB) -> set[Path]:
    return {each.mutations[0].module_path for each in session.work_items}


def _place(mutation: MutationSpec) -> tuple[str, tuple[int, int], str, int]:
    return (
        str(mutation.module_path),
        tuple(mutation.start_pos),
        mutation.operator_name,
        mutation.occurrence,
    )


def _untold(path: Path) -> Iterator[Span]:
    """Return where the annotations and decorators of a module stand."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        noted = [getattr(node, name, None) for name in ("annotation", "returns")]
        for each in [*noted, *getattr(node, "decorator_list", [])]:
            if isinstance(each, ast.expr):
                end = (each.end_lineno or each.lineno, each.end_col_offset or each.col_offset)
                yield (each.lineno, each.col_offset), end


def _tells(mutation: MutationSpec, untold: dict[Path, list[Span]]) -> bool:
    start, (_, name) = tuple(mutation.start_pos), mutation.operator_name.split("/")
    if name == "RemoveDecorator":
        return False
    if name.startswith(("ReplaceComparisonOperator_", "ReplaceBinaryOperator_")):
        _, before, after = name.split("_")
        if BECOME.get(before, after) != after or (
            before not in BECOME and after in {"Is", "IsNot"}
        ):
            return False
    return not any(first <= start < last for first, last in untold[mutation.module_path])


def tried(session: WorkDB) -> list[Tried]:
    """Return the mutants that were put to the tests, in the order of their places."""
    mutations = {each.job_id: each.mutations[0] for each in session.work_items}
    found = [
        Tried(
            mutation=mutations[job],
            killed=result.test_outcome is not TestOutcome.SURVIVED,
            late=result.output == "timeout",
            diff=result.diff or "",
        )
        for job, result in session.results
        if result.worker_outcome is not WorkerOutcome.SKIPPED
    ]
    return sorted(found, key=lambda each: _place(each.mutation))


def report(found: Iterable[Tried]) -> Iterator[str]:
    """Return lines that tell how many were killed in each module, and which were not."""
    listed = list(found)
    counts = Counter(each.mutation.module_path for each in listed)
    for path, count in sorted(counts.items()):
        killed = sum(each.killed for each in listed if each.mutation.module_path == path)
        yield f"{path}: {killed} of {count} killed"
    killed, late = sum(each.killed for each in listed), sum(each.late for each in listed)
    share = killed / max(1, len(listed))
    yield f"all: {killed} of {len(listed)} killed, {share:.1%}; {late} of them by being too slow"
    yield from (f"survived: {each}" for each in listed if not each.killed)


def main() -> None:
    """Read the command line, try the mutants in a copy, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", help="folders or modules, such as timeline/resolution")
    parser.add_argument("--sample", type=int, help="how many mutants; all unless given")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--out", type=Path, help="where the report is written, too")
    asked = parser.parse_args()
    tests = shlex.join(tests_of(asked.paths))
    command = f"{sys.executable} -m pytest -x -q -p no:cacheprovider {tests}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"PYTHONPATH": name, "HYPOTHESIS_PROFILE": "mutation"}
        copy_to(folder)
        seconds = seconds_of(command, folder)
        session = begin(folder, asked.paths, command, 30 + SLOWEST * seconds)
        with use_db(session) as opened:
            made, telling = chosen(opened, folder, asked.sample, asked.seed)
        print(
            f"{made} mutants, of which {telling} can tell; tests take {seconds:.0f} s", flush=True
        )
        cosmic_ray(folder, "exec", "mutants.toml", session.name)
        with use_db(session) as opened:
            lines = list(report(tried(opened)))
    print("\n".join(lines))
    if asked.out:
        asked.out.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
