"""
As-of on a warm index, against DuckDB and Polars computing the same from in-memory columns.

    python tests/benchmarks/as_of.py 1000000

Every peer gets integer columns, and answers: how many happenings are known at a moment on both
clocks, and which are the first fifty. All of them run in turn, in one process, on two threads.
"""

import sys
import time
from collections.abc import Callable

import duckdb
import numpy as np
import polars as pl

from timeline.resolution.index.columns import Columns, Integers, Sort
from timeline.resolution.index.reigns import reigns
from timeline.resolution.index.states import States, states

ROUNDS = 7
FIRST = 50
Answer = tuple[int, list[int]]


def log_columns(count: int) -> Columns:
    """Return a made-up log: 2 % corrections, a third of the keys reported more than once."""
    rng = np.random.default_rng(7)
    rows, keys = count + 1, int(count * 0.75)
    sort = np.full(rows, Sort.EVENT, np.int8)
    sort[0] = Sort.OTHER
    key = rng.integers(0, keys, rows)
    key[0] = -1
    published = rng.integers(0, 3 * 365 * 86_400, rows) * 10**6
    target = np.zeros(rows, np.int64)
    for at in np.sort(rng.choice(np.arange(count // 10, rows), count // 50, replace=False)):
        named = int(rng.integers(1, at))
        sort[at], target[at], key[at] = Sort.CORRECTION, named, key[named]
        published[at] = max(published[at], published[named])
    halves = [rng.integers(0, 2**63, rows).astype(np.uint64) for _ in range(2)]
    return Columns(
        sort=sort,
        published=published,
        target=target,
        key=key,
        id=(halves[0], halves[1]),
        joined={},
        order=np.arange(keys),
    )


def in_duckdb(columns: Columns, when: Integers) -> Callable[[int, int], Answer]:
    """Return the as-of as a query of DuckDB over a table in memory."""
    frame = table(columns, when)
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.register("frame", frame.to_arrow())
    connection.execute("CREATE TABLE record AS SELECT * FROM frame")
    query = """
        WITH seen AS (SELECT * FROM record WHERE published <= ? AND position <= ?),
        live AS (SELECT * FROM seen WHERE position NOT IN
            (SELECT target FROM seen WHERE target > 0)),
        best AS (SELECT key, max_by(position, (published, id)) AS position,
            max_by(happened, (published, id)) AS happened FROM live GROUP BY key)
        SELECT count(*) OVER (), position FROM best ORDER BY happened, key LIMIT 50
    """

    def asked(published: int, position: int) -> Answer:
        found = connection.execute(query, [published, position]).fetchall()
        return found[0][0], [row[1] for row in found]

    return asked


def in_polars(columns: Columns, when: Integers) -> Callable[[int, int], Answer]:
    """Return the as-of as a query of Polars over a frame in memory."""
    frame = table(columns, when)

    def asked(published: int, position: int) -> Answer:
        seen = frame.lazy().filter(
            (pl.col("published") <= published) & (pl.col("position") <= position)
        )
        replaced = seen.filter(pl.col("target") > 0).select(pl.col("target").alias("position"))
        live = seen.join(replaced, on="position", how="anti")
        best = live.sort("published", "id").group_by("key").last().collect()
        first = best.bottom_k(FIRST, by=["happened", "key"]).sort("happened", "key")
        return best.height, first["position"].to_list()

    return asked


def in_index(columns: Columns, when: Integers) -> Callable[[int, int], Answer]:
    """Return the as-of as a look into the index."""
    found = built(columns, when)

    def asked(published: int, position: int) -> Answer:
        rows = found.visible(published, position)
        return len(rows), found.account[rows[:FIRST]].tolist()

    return asked


def built(columns: Columns, when: Integers) -> States:
    """Return the states of all happenings."""
    found, order = reigns(columns), columns.order.astype(np.int64)
    assert not found.crowd.size
    return states(found.rows, lambda account: when[account], lambda name: order[name])


def table(columns: Columns, when: Integers) -> pl.DataFrame:
    """Return the accounts of a log as a frame."""
    named = {
        "position": np.arange(len(columns)),
        "published": columns.published,
        "target": columns.target,
        "key": columns.key,
        "id": columns.id[0],
        "happened": when,
    }
    return pl.DataFrame(named).slice(1)


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some work, in seconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[ROUNDS // 2]


def main(count: int) -> None:
    """Print the times of each peer, and their ratios."""
    columns = log_columns(count)
    when = np.random.default_rng(8).integers(0, 5_000, len(columns))
    build = seconds(lambda: built(columns, when))
    peers = {"index": in_index, "duckdb": in_duckdb, "polars": in_polars}
    asked = {name: made(columns, when) for name, made in peers.items()}
    by, position = int(np.quantile(columns.published[1:], 0.7)), int(count * 0.8)
    answers = {name: ask(by, position) for name, ask in asked.items()}
    told = {name: seconds(lambda ask=ask: ask(by, position)) for name, ask in asked.items()}  # type: ignore[misc]  # a default binds it
    print(f"{count:,} records, {answers['index'][0]:,} happenings known; median of {ROUNDS}")
    print(f"{'build':>8} {build * 1e3:10.1f} ms  {build / told['duckdb']:8.1f} as-ofs of duckdb")
    for name, taken in told.items():
        same = "same answer" if answers[name] == answers["index"] else "ANOTHER ANSWER"
        print(f"{name:>8} {taken * 1e3:10.2f} ms  {taken / told['index']:8.1f} times  {same}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
