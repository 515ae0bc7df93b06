"""Policies for tests: those of the library, some that look at all there is, and the plain way."""

from collections.abc import Sequence

from hypothesis import strategies as st

from timeline.resolution import (
    LATEST_PUBLISHED,
    MOST_ORIGINS,
    MOST_PRECISE,
    STANCES_AND_ORIGINS,
    Account,
    Policy,
    confirmed_by,
    source_first,
)


class GoneThrough(Policy):
    """A policy of a class of its own: nothing is taken from the index under it."""


def gone_through(policy: Policy) -> GoneThrough:
    """Return a policy that chooses as another one, and for which all of a log is gone through."""
    return GoneThrough(name=policy.name, rank=policy.rank, figure_rank=policy.figure_rank)


def taken_in(account: Account, _among: Sequence[Account]) -> tuple[int, ...]:
    """Prefer the record that the log took in first, a correction by its own place."""
    return (-account.report.position,)


def storied(account: Account, among: Sequence[Account]) -> tuple[int, ...]:
    """Prefer long histories, with reasons, of odd dates, and at last the first of all accounts."""
    reasons = [getattr(each.record, "reason", "") for each in account.corrections]
    alike = sum(each.event.happened == account.event.happened for each in among)
    place = [each.id for each in among].index(account.id)
    return (len(account.chain), len(set(reasons)), -alike, -place)


OWN = (
    Policy(name="taken in first", rank=taken_in),
    Policy(name="storied", rank=storied, figure_rank=lambda figure, *_: (len(str(figure)),)),
    Policy(name="latest, by another name", rank=LATEST_PUBLISHED.rank),
)
NAMED = (LATEST_PUBLISHED, MOST_PRECISE, MOST_ORIGINS, source_first("Q", "P"))

POLICIES = st.sampled_from([*NAMED, *OWN])
RULES = st.sampled_from([STANCES_AND_ORIGINS, confirmed_by(1), confirmed_by(3)])
