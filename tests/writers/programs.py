"""A chronology asked for by its token and written in every form, by a program of its own (G11)."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.copies import copied
from tests.writers.stories import MONDAY, VOA, story_log
from timeline.chronology import Chronology
from timeline.codec import record_id
from timeline.ledger import Log
from timeline.log import JSONLinesStore, MemoryStore, SQLiteStore, Store
from timeline.records import Erasure, Event
from timeline.writers import FORMATS, write

STORES: Mapping[str, Callable[[Path], Store]] = {
    "memory": lambda _: MemoryStore(),
    "SQLite": lambda folder: SQLiteStore(folder / "copy.db"),
    "JSON Lines": lambda folder: JSONLinesStore(folder / "copy.jsonl"),
}
"""A new store of each sort, in a folder."""


def many(number: int) -> Event:
    """Return an event with several words in every field that could be a set."""
    return Event(
        key=f"event-{number % 3}",
        happened=f"2024-10-0{number + 1}[Europe/Kyiv]",
        published=MONDAY,
        source=VOA,
        summary=f"words {number} – слова",
        places=[f"place {each}" for each in range(6)],
        actors=[f"actor {each}" for each in range(6)],
        tags=[f"tag {each}" for each in range(6)],
        figures={f"figure {each}": number for each in range(6)},
    )


def cited_log(path: Path) -> str:
    """Make a log in an SQLite file; return the token of what was known of it by a date."""
    told = story_log()
    told.append(*map(many, range(6)))
    told.append(Erasure(erases=record_id(many(5)), authority="court", reason="order"))
    store = SQLiteStore(path)
    copied(told._store, store)
    with Log(store) as log:
        return str(log.as_of(published="2024-10-29T12:00Z").token)


def forms(known: Chronology) -> Iterator[tuple[str, bytes]]:
    """Return what a chronology is in every form, by its name: files, losses, texts."""
    with tempfile.TemporaryDirectory() as folder:
        for each in FORMATS:
            path = Path(folder, "written")
            losses = write(known, path, each.name)
            yield each.name, path.read_bytes()
            yield f"losses of {each.name}", str(losses).encode()
    yield "text", str(known).encode()
    yield "problems", "\n".join(map(str, known.problems)).encode()
    yield "explanations", "\n".join(str(known.explain(entry)) for entry in known).encode()


def written(path: Path, token: str, store: str, **environment: str) -> dict[str, bytes]:
    """Return all forms, made of a copy of a log in a store, in an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "tests.writers.programs", path, token, store, folder],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
            check=True,
        )
        return {each.name: each.read_bytes() for each in Path(folder).iterdir()}


def main(path: str, token: str, store: str, folder: str) -> None:
    """Write all forms of what a token names into a folder, a file for each."""
    with tempfile.TemporaryDirectory() as place:
        source, copy = SQLiteStore(path), STORES[store](Path(place))
        copied(source, copy)
        source.close()
        with Log(copy) as log:
            for name, content in forms(log.as_of(token=token)):
                Path(folder, name).write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
