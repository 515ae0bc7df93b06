"""
Mutants of the package, put to the tests of their module; those that survive are listed (G20).

    python tests/mutation/mutants.py timeline/resolution --sample 200 --seed 1
    python tests/mutation/mutants.py timeline/resolution/policy.py timeline/resolution/status.py

Works in a copy of the checkout, so that the checkout stays as it is. Cosmic Ray makes the mutants
and runs the tests. `tests.toml` beside this file says which tests, and `telling.py` which mutants
are left out, since they tell nothing.
"""

import argparse
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
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from attrs import frozen
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult

from tests.mutation.telling import tells, untold_spans

ROOT = Path(__file__).parents[2]
COPIED = ("timeline", "tests", "docs", "README.md", "conftest.py", "pyproject.toml")
SKIPPED = WorkResult(worker_outcome=WorkerOutcome.SKIPPED)
SLOWEST = 3
"""Times as long as without a mutant that the tests may take."""


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


def groups(paths: Sequence[str]) -> dict[tuple[str, ...], list[str]]:
    """Return the modules that are meant by their tests: those with the same tests together."""
    listed = tomllib.loads((Path(__file__).parent / "tests.toml").read_text(encoding="utf-8"))
    found: dict[tuple[str, ...], list[str]] = {}
    for module in dict.fromkeys(each for path in paths for each in _modules(path)):
        same = str(Path("tests", *Path(module).parent.parts[1:]))
        entry = listed.get(_entry(module, listed), {"tests": [same]})
        tests = listed[entry["like"]]["tests"] if "like" in entry else entry["tests"]
        found.setdefault(tuple(tests), []).append(module)
    return found


def _modules(path: str) -> list[str]:
    asked = ROOT / path
    every = sorted(asked.rglob("*.py")) if asked.is_dir() else [asked]
    return [str(each.relative_to(ROOT)) for each in every]


def _entry(module: str, listed: Container[str]) -> str:
    """Return what stands for a module in the list: itself, or the nearest folder that does."""
    package, *between = Path(module).parents[-2::-1]
    folders = [str(each) for each in reversed(between)] or [str(package)]
    return next((each for each in [module, *folders] if each in listed), "")


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


@frozen(kw_only=True)
class Group:
    """Modules whose mutants are put to the same tests, by a command; `name` is of its files."""

    name: str
    modules: Sequence[str]
    command: str

    def listed(self, folder: Path) -> Path:
        """List the mutants in a session, and return its path."""
        self._configure(folder, 0)
        cosmic_ray(folder, "init", f"{self.name}.toml", f"{self.name}.sqlite")
        return folder / f"{self.name}.sqlite"

    def run(self, folder: Path) -> None:
        """Put those mutants that are left to the tests."""
        seconds = seconds_of(self.command, folder)
        print(f"{', '.join(self.modules)}: tests take {seconds:.0f} s", flush=True)
        self._configure(folder, 30 + SLOWEST * seconds)
        cosmic_ray(folder, "exec", f"{self.name}.toml", f"{self.name}.sqlite")

    def _configure(self, folder: Path, timeout: float) -> None:
        listed = ", ".join(f'"{each}"' for each in self.modules)
        (folder / f"{self.name}.toml").write_text(
            f"[cosmic-ray]\nmodule-path = [{listed}]\ntimeout = {timeout:.0f}\n"
            f"excluded-modules = []\ntest-command = '''{self.command}'''\n"
            '[cosmic-ray.distributor]\nname = "local"\n',
            encoding="utf-8",
        )


def cosmic_ray(folder: Path, *words: str) -> None:
    """Run a command of Cosmic Ray in a folder."""
    program = [sys.executable, "-m", "cosmic_ray.cli", *words]
    subprocess.run(program, cwd=folder, check=True)  # noqa: S603 - our own command


def chosen(
    sessions: Sequence[WorkDB], folder: Path, sample: int | None, seed: int
) -> tuple[int, int, list[int]]:
    """
    Leave out what can tell nothing and what the sample does not take.

    Return how many mutants there are, how many can tell, and how many each session is left with.
    """
    items = [each for session in sessions for each in session.work_items]
    paths = {each.mutations[0].module_path for each in items}
    untold = {path: list(untold_spans(folder / path)) for path in paths}
    items.sort(key=lambda each: _place(each.mutations[0]))
    telling = [
        each for each in items if tells(each.mutations[0], untold[each.mutations[0].module_path])
    ]
    taken = telling
    if sample is not None and sample < len(telling):
        taken = random.Random(seed).sample(telling, sample)
    kept = {each.job_id for each in taken}
    left = []
    for session in sessions:
        jobs = {each.job_id for each in session.work_items}
        session.set_multiple_results(sorted(jobs - kept), SKIPPED)
        left.append(len(jobs & kept))
    return len(items), len(telling), left


def _place(mutation: MutationSpec) -> tuple[str, tuple[int, int], str, int]:
    return (
        str(mutation.module_path),
        tuple(mutation.start_pos),
        mutation.operator_name,
        mutation.occurrence,
    )


def tried(session: WorkDB) -> list[Tried]:
    """Return the mutants that were put to the tests."""
    mutations = {each.job_id: each.mutations[0] for each in session.work_items}
    return [
        Tried(
            mutation=mutations[job],
            killed=result.test_outcome is not TestOutcome.SURVIVED,
            late=result.output == "timeout",
            diff=result.diff or "",
        )
        for job, result in session.results
        if result.worker_outcome is not WorkerOutcome.SKIPPED
    ]


def report(found: Iterable[Tried]) -> Iterator[str]:
    """Return lines that tell how many were killed in each module, and which were not."""
    listed = sorted(found, key=lambda each: _place(each.mutation))
    counts = Counter(each.mutation.module_path for each in listed)
    for path, count in sorted(counts.items()):
        killed = sum(each.killed for each in listed if each.mutation.module_path == path)
        yield f"{path}: {killed} of {count} killed"
    killed, late = sum(each.killed for each in listed), sum(each.late for each in listed)
    share = killed / max(1, len(listed))
    yield f"all: {killed} of {len(listed)} killed, {share:.1%}; {late} of them by being too slow"
    yield from (f"survived: {each}" for each in listed if not each.killed)


def put_to_tests(folder: Path, paths: Sequence[str], sample: int | None, seed: int) -> list[Tried]:
    """Put mutants of some modules to their tests, in a copy of the checkout."""
    program = f"{sys.executable} -m pytest -x -q -p no:cacheprovider"
    every = [
        Group(name=f"mutants-{at}", modules=modules, command=f"{program} {shlex.join(tests)}")
        for at, (tests, modules) in enumerate(groups(paths).items())
    ]
    with ExitStack() as stack:
        sessions = [stack.enter_context(use_db(each.listed(folder))) for each in every]
        made, telling, left = chosen(sessions, folder, sample, seed)
        print(f"{made} mutants, of which {telling} can tell; {sum(left)} are tried", flush=True)
    found: list[Tried] = []
    for group, count in zip(every, left, strict=True):
        if count:
            group.run(folder)
            with use_db(folder / f"{group.name}.sqlite") as session:
                found += tried(session)
    return found


def main() -> None:
    """Read the command line, try the mutants in a copy, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", help="folders or modules, such as timeline/resolution")
    parser.add_argument("--sample", type=int, help="how many mutants; all unless given")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--out", type=Path, help="where the report is written, too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"PYTHONPATH": name, "HYPOTHESIS_PROFILE": "mutation"}
        copy_to(folder)
        lines = list(report(put_to_tests(folder, asked.paths, asked.sample, asked.seed)))
    print("\n".join(lines))
    if asked.out:
        asked.out.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
