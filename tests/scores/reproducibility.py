"""
How many bytes differ when one token is answered in many environments, and in every store.

Run `python tests/scores/reproducibility.py` in the root of the project. Each hash seed, time zone
and language is a program of its own, which copies the log into a store, asks for the token and
writes every format, the losses, the text, the problems and the explanations.
"""

import tempfile
from itertools import product
from pathlib import Path

from tests.writers.programs import STORES, cited_log, forms, written
from timeline.ledger import open_log

SEEDS = tuple(map(str, range(10)))
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns")
LANGUAGES = ("C", "uk_UA.UTF-8", "en_US.UTF-8")


def differing(found: bytes, expected: bytes) -> int:
    """Return in how many bytes two files differ; what one has more counts, too."""
    unequal = sum(one != other for one, other in zip(found, expected, strict=False))
    return unequal + abs(len(found) - len(expected))


def main() -> None:
    """Print the environments, the files, and the bytes that differ."""
    programs, files, total, wrong = 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.db")
        token = cited_log(path)
        with open_log(path) as log:
            expected = dict(forms(log.as_of(token=token)))
        for seed, zone, language, store in product(SEEDS, ZONES, LANGUAGES, STORES):
            environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language}
            found = written(path, token, store, **environment, LC_ALL=language)
            programs += 1
            for name in expected.keys() | found.keys():
                count = differing(found.get(name, b""), expected.get(name, b""))
                files, total = files + 1, total + len(found.get(name, b""))
                wrong += count
                if count:
                    print(f"{store}, {environment}: {name} differs in {count} bytes")
    print(f"{programs} programs, {files} files, {total} bytes: {wrong} bytes differ")


if __name__ == "__main__":
    main()
