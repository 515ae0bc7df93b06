"""Falls: what a line would say without a part, against making it anew of all that is left."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.counted_calls import calls
from tests.projections.shapes import reported
from tests.projections.views import known
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.projections import Withdrawn, support
from timeline.projections.falls import Content
from timeline.projections.speaking import spoken
from timeline.resolution import Account, Entry, Policy, Status
from timeline.resolution.origins import compared, origin
from timeline.resolution.policy import LATEST_PUBLISHED, MOST_PRECISE
from timeline.resolution.status import standing
from timeline.testing.histories import histories

Fallen = tuple[Withdrawn, str, set[str], Content | None]


def plain_falls(entry: Entry, about: Sequence[Account], policy: Policy) -> Iterator[Fallen]:
    """Return what falls without each part, each line made anew."""
    every = (*entry.accounts, *about)
    for voice in sorted({origin(each.event) for each in every}):
        gone = {each.id for each in every if origin(each.event) == voice}
        yield Withdrawn.ORIGIN, voice.compared, gone, without(entry, about, policy, gone)
    for name in sorted({name for each in every for name in publishers(each)}):
        gone = {each.id for each in every if name in publishers(each)}
        yield Withdrawn.PUBLISHER, name, gone, without(entry, about, policy, gone)


def publishers(account: Account) -> set[str]:
    """Return who published an account, and whom that one repeats, as they are compared."""
    return {compared(each.publisher) for each in account.event.source.chain}


def without(
    entry: Entry, about: Sequence[Account], policy: Policy, gone: set[str]
) -> Content | None:
    """Return what a line would say of what is left."""
    left = [each for each in entry.accounts if each.id not in gone]
    if not left:
        return None
    status = standing(left, [each for each in about if each.id not in gone], ()).status
    echoes = entry.status is Status.WITHDRAWN_UPSTREAM
    return Content(
        status=entry.status if echoes else status,
        happened=policy.preferred(left).event.happened,
        figures=policy.figures(left),
    )


@given(histories(most=20), st.sampled_from([LATEST_PUBLISHED, MOST_PRECISE]))
def test_falls_are_those_of_lines_that_are_made_anew(
    history: tuple[Record, ...], policy: Policy
) -> None:
    """Their status, date and figures, by the policy of the library and by another one."""
    view = log_of([history]).as_of(policy=policy)
    for entry in view:
        spoke = (each.account for each in spoken(view, entry) if each.figure is None)
        about = list({each.id: each for each in spoke}.values())
        found = [
            (each.what, compared(each.name), set(each.ids), each.after)
            for each in support(view, entry.key).falls
        ]
        assert found == list(plain_falls(entry, about, policy))


@pytest.mark.parametrize("origins", [2, 10**6])
def test_twice_the_reports_take_twice_the_work(origins: int) -> None:
    """Of one origin that repeats itself, and of one each; statements likewise."""
    few, many = (known(*reported(count, origins=origins)) for count in (150, 300))
    assert looked_at(many) < 2.5 * looked_at(few)


def looked_at(view: Chronology) -> int:
    """Return how much work it is to say what a strike rests on."""
    return calls(lambda: support(view, "s"))
