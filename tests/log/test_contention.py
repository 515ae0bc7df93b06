"""Contention, in short: no position is missed, and one of several wins, whatever the store."""

import re
from functools import partial
from pathlib import Path

import pytest

from tests.log import contention
from tests.log.contention import Sit
from tests.log.server import Server
from timeline.ledger import open_log
from timeline.log import MemoryStore

WRITERS, EACH, RACES = 3, 12, 8


@pytest.fixture(params=["memory", "sqlite", "jsonl", "postgres"])
def sit(request: pytest.FixtureRequest, tmp_path: Path) -> Sit:
    """Return what opens a desk at a new log of each kind."""
    if request.param == "memory":
        return partial(contention.at_store, MemoryStore())
    if request.param == "postgres":
        return partial(contention.at_target, request.getfixturevalue("postgres_url"))
    suffix = {"sqlite": "db", "jsonl": "jsonl"}[request.param]
    return partial(contention.at_target, str(tmp_path / f"case.{suffix}"))


def in_threads(sit: Sit) -> bool:
    """Return whether a log lives in this process only."""
    return sit.func is contention.at_store if isinstance(sit, partial) else False


def test_followers_see_each_position_once_in_order(sit: Sit) -> None:
    """G5: beside writers who also fail, each follower sees every row, chained to the last."""
    found = contention.contended(sit, writers=WRITERS, each=EACH, threads=in_threads(sit))
    everything = contention.Followed(seen=WRITERS * EACH + 1, disordered=0)
    assert found.followed == (everything,) * contention.READERS
    assert found.failed


def test_one_of_those_who_expect_a_position_wins(sit: Sit) -> None:
    """G6: each race has exactly one winner, and the others get a conflict."""
    won = contention.winners(sit, races=RACES, contenders=WRITERS, threads=in_threads(sit))
    assert won == {1: RACES}


@pytest.mark.parametrize("sit", ["sqlite", "jsonl", "postgres"], indirect=True)
def test_several_may_make_a_log_at_once(sit: Sit) -> None:
    """Whoever comes first makes it; the others take it for the log it is, also halfway made."""
    assert isinstance(sit, partial)
    targets = [
        re.sub(r"(case|test_\d+)(\.\w+)?$", rf"\1_{number}\2", sit.args[0]) for number in range(20)
    ]
    contention.made_at_once([partial(sit.func, target) for target in targets], makers=4)
    for target in targets:
        with open_log(target) as log:
            assert log.verify().records == 4


def test_follower_of_a_sequence_misses_what_commits_late(postgres_server: Server) -> None:
    """The control: with positions from a sequence, a row that commits late is never seen."""
    desks = [contention.at_bigserial(postgres_server.url(), "control") for _ in range(3)]
    slow, quick, follower = desks
    with slow._connection.transaction():
        slow._insert(1)
        quick.append(2)
        assert follower.news() == [2]
    assert follower.news() == []
    for desk in desks:
        desk.close()
