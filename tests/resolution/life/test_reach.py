"""Where each record acts, against revision and identity of each view by itself."""

from collections.abc import Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.test_versions_laws import HISTORIES, MOMENTS, log_of
from tests.stories import told
from timeline.codec import Record
from timeline.log import Recorded
from timeline.records import Erasure, Instant, Judgement
from timeline.resolution.identity import Identity
from timeline.resolution.life.reach import Reach
from timeline.resolution.life.regions import NOWHERE
from timeline.resolution.moments import NEVER, from_microseconds, microseconds
from timeline.resolution.revision import Revision
from timeline.testing.events import KEYS


def reach_of(history: Sequence[Record]) -> Reach:
    """Return where the records of a history act."""
    entries = log_of(history).read()
    orders = (each.record for each in entries)
    return Reach(entries, {each.erases: each for each in orders if isinstance(each, Erasure)})


def views(reach: Reach) -> list[tuple[tuple[int, int], Revision]]:
    """Return each place on the two clocks, and the revision there."""
    found = []
    for moment, position in product(MOMENTS, range(len(reach.entries) + 1)):
        revision = Revision(reach.entries[:position], moment, reach.erasures)
        found.append(((_clock(moment), position), revision))
    return found


def _clock(moment: Instant | None) -> int:
    return NEVER - 1 if moment is None else microseconds(moment)


@given(HISTORIES)
def test_what_is_said_at_a_place_is_what_its_revision_has(history: Sequence[Record]) -> None:
    """The same accounts, with the same publication by which they count."""
    reach = reach_of(history)
    for place, revision in views(reach):
        said = [
            (each.report, from_microseconds(each.published))
            for each in reach.live
            if place in each.where
        ]
        expected = [(each.report, each.published) for each in revision.live]
        assert sorted(said, key=_id) == sorted(expected, key=_id)


def _id(said: tuple[Recorded, Instant]) -> str:
    return said[0].id


@given(HISTORIES)
def test_account_acts_where_the_revision_has_it(history: Sequence[Record]) -> None:
    """Also one that a correction replaced."""
    reach = reach_of(history)
    for place, revision in views(reach):
        acting = {each.id for each in reach.entries if place in reach.acting(each.id)}
        assert acting == revision.accounts.keys()


@given(HISTORIES)
def test_record_is_withdrawn_where_the_revision_says_so(history: Sequence[Record]) -> None:
    """As far as it is in the log by then."""
    reach = reach_of(history)
    for place, revision in views(reach):
        for each in reach.entries[: place[1]]:
            found = place in reach.withdrawn.get(each.id, NOWHERE)
            assert found == (each.id in revision.withdrawn)


@given(HISTORIES, st.sampled_from(KEYS))
def test_keys_are_joined_where_identity_joins_them(history: Sequence[Record], key: str) -> None:
    """Transitively, also through keys that have no report."""
    reach = reach_of(history)
    joined = reach.joined(key)
    for place, revision in views(reach):
        identity = Identity(revision.standing(Judgement))
        expected = identity.members.get(identity.name(key), (key,))
        assert {each for each, where in joined.items() if place in where} == set(expected)


def test_keys_may_be_joined_twice_with_a_time_between() -> None:
    """A judgement was withdrawn, and another one joins them again."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: hit
                    s2 judges bridge same as crossing
                    s3 retracts s2 (coded in error)
                    s4 judges crossing same as bridge
    """)
    where = Reach(story.log.read(), {}).joined("bridge")["crossing"]
    found = [(each.position_from, each.position_until) for each in where.rectangles()]
    assert found == [(2, 3), (4, NEVER)]
