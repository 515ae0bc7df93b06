"""Shapes of logs that are hard on an index: long chains, many merges, many withdrawals."""

from collections.abc import Callable, Iterator

import numpy as np

from tests.benchmarks.made_up import (
    Draft,
    correction,
    denial,
    event,
    judgement,
    precedence,
    reinstatement,
    retraction,
)

HOUR = 3_600 * 10**6


def one_key_in_order(made: Draft, count: int) -> None:
    """One happening, reported again and again, each report published after the one before."""
    reports(made, range(count))


def one_key_backwards(made: Draft, count: int) -> None:
    """One happening, its reports taken in from the latest to the first."""
    reports(made, range(count, 0, -1))


def one_key_at_random(made: Draft, count: int) -> None:
    """One happening, its reports taken in in no order."""
    reports(made, shuffled(count))


def one_key_in_teeth(made: Draft, count: int) -> None:
    """One happening, its reports taken in by months, the months backwards."""
    reports(made, (at ^ 0x3F for at in range(count, 0, -1)))


def one_key_one_withdrawn(made: Draft, count: int) -> None:
    """One happening with many reports, one of which its publisher withdrew."""
    ids = reports(made, shuffled(count - 1))
    made.add(retraction(ids[count // 2], microseconds=count // 2 * HOUR))


def chain_in_order(made: Draft, count: int) -> None:
    """One report, corrected again and again by its publisher."""
    chain(made, count)


def chain_of_our_own(made: Draft, count: int) -> None:
    """One report, corrected again and again by ourselves, so at every date at once."""
    chain(made, count, own=True)


def chain_one_withdrawn(made: Draft, count: int) -> None:
    """A long chain of corrections, one of which its publisher withdrew."""
    ids = chain(made, count - 1)
    made.add(retraction(ids[count // 2], microseconds=count * HOUR))


def chain_moved(made: Draft, count: int) -> None:
    """One report, moved from one key to another by every correction."""
    last = made.add(event("k0", microseconds=0))
    for at in range(1, count):
        moved = event(f"k{at % 7}", microseconds=at * HOUR, at=at)
        last = made.add(correction(last, moved))


def chain_whose_dates_fall(made: Draft, count: int) -> None:
    """One report, corrected again and again, each correction published before the last."""
    last = made.add(event("k", microseconds=count * HOUR))
    for at in range(1, count):
        last = made.add(correction(last, event("k", microseconds=(count - at) * HOUR, at=at)))


def rivals(made: Draft, count: int) -> None:
    """One report with many corrections, all of the first account."""
    first = made.add(event("k", microseconds=0))
    for at in range(1, count):
        made.add(correction(first, event("k", microseconds=at * HOUR, at=at)))


def merges_upwards(made: Draft, count: int) -> None:
    """Keys joined one by one to the next: the group keeps the name of its first."""
    _merged(made, count, lambda pairs: iter(range(pairs)))


def merges_downwards(made: Draft, count: int) -> None:
    """Keys joined one by one to the one before: the group gets another name each time."""
    _merged(made, count, lambda pairs: iter(range(pairs - 1, -1, -1)))


def merges_at_random(made: Draft, count: int) -> None:
    """Keys joined in no order until all are one."""
    _merged(made, count, shuffled)


def merges_withdrawn(made: Draft, count: int) -> None:
    """Judgements, each of which is withdrawn again."""
    third = count // 3
    for at in range(third):
        made.add(event(f"k{at:08}", microseconds=at * HOUR, at=at))
    judged = [made.add(judgement(f"k{at:08}", f"k{at + 1:08}")) for at in range(third - 1)]
    for each in judged:
        made.add(retraction(each))


def withdrawn_of_many_keys(made: Draft, count: int) -> None:
    """Many happenings, each with one report, half of them withdrawn."""
    told = range(count * 2 // 3)
    ids = [made.add(event(f"k{at:08}", microseconds=at * HOUR)) for at in told]
    for at, each in enumerate(ids[: count // 3]):
        made.add(retraction(each, microseconds=at * HOUR + HOUR))


def withdrawn_of_one_key(made: Draft, count: int) -> None:
    """One happening, all of whose reports but the last were withdrawn, each on a day of its own."""
    for at, each in enumerate(reports(made, range(count // 2))[:-1]):
        made.add(retraction(each, microseconds=at * HOUR + HOUR // 2))


def withdrawn_by_ourselves(made: Draft, count: int) -> None:
    """One happening, all of whose reports but the last we withdrew ourselves."""
    for each in reports(made, range(count // 2))[:-1]:
        made.add(retraction(each))


def withdrawn_and_put_back(made: Draft, count: int) -> None:
    """One report, withdrawn, put back by withdrawing that, and so on, each naming the last."""
    last = made.add(event("k", microseconds=0))
    for at in range(1, count):
        last = made.add(reinstatement(last) if at % 2 == 0 else retraction(last))


def withdrawn_again_and_again(made: Draft, count: int) -> None:
    """One report, withdrawn by one publisher after the other."""
    first = made.add(event("k", microseconds=0))
    for at in range(1, count):
        made.add(retraction(first, microseconds=at * HOUR, reason=f"r{at}"))


def denied(made: Draft, count: int) -> None:
    """One happening, denied again and again by statements, each of which is a happening too."""
    made.add(event("k", microseconds=0))
    for at in range(1, count):
        made.add(denial(f"s{at:08}", "k", microseconds=at * HOUR))


def erased(made: Draft, count: int) -> None:
    """Many happenings, half of whose reports were erased."""
    for at in range(count * 2 // 3):
        made.add(event(f"k{at:08}", microseconds=at * HOUR))
    for at in range(count // 3):
        made.erase(2 * at + 1)


def precedences(made: Draft, count: int) -> None:
    """Happenings of one day, each put before the one whose key comes before it."""
    for at in range(count // 2):
        made.add(event(f"k{at:08}", microseconds=at * HOUR))
    for at in range(count // 2 - 1):
        made.add(precedence(f"k{at + 1:08}", f"k{at:08}"))


SHAPES: tuple[Callable[[Draft, int], None], ...] = (
    *(one_key_in_order, one_key_backwards, one_key_at_random, one_key_in_teeth),
    *(one_key_one_withdrawn, chain_in_order, chain_of_our_own, chain_one_withdrawn, chain_moved),
    *(chain_whose_dates_fall, rivals, merges_upwards, merges_downwards, merges_at_random),
    *(merges_withdrawn, withdrawn_of_many_keys, withdrawn_of_one_key),
    *(withdrawn_by_ourselves, withdrawn_and_put_back, withdrawn_again_and_again, denied),
    *(erased, precedences),
)


def reports(made: Draft, hours: Iterator[int] | range) -> list[str]:
    """Add reports of one happening, published at these hours; return their ids."""
    told = [event("k", microseconds=hour * HOUR, at=at) for at, hour in enumerate(hours)]
    return [made.add(each) for each in told]


def chain(made: Draft, count: int, *, own: bool = False) -> list[str]:
    """Add a report and corrections, each of the last account; return their ids."""
    ids = [made.add(event("k", microseconds=0))]
    for at in range(1, count):
        told = event("k", microseconds=at * HOUR, at=at)
        ids.append(made.add(correction(ids[-1], told, own=own)))
    return ids


def shuffled(count: int) -> Iterator[int]:
    """Return the numbers below one in no order; the same one at every call."""
    return iter(np.random.default_rng(5).permutation(count).tolist())


def _merged(made: Draft, count: int, order: Callable[[int], Iterator[int]]) -> None:
    half = count // 2
    for at in range(half):
        made.add(event(f"k{at:08}", microseconds=at * HOUR, at=at))
    for at in order(half - 1):
        made.add(judgement(f"k{at:08}", f"k{at + 1:08}"))
