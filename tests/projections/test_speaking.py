"""Who speaks of a happening under another key: looked up, and as a search of all would find it."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.projections.speaking import spoken
from timeline.records import Instant, Statement
from timeline.resolution import Entry, Policy
from timeline.resolution.identity import spoken_of
from timeline.testing.arrivals import batches
from timeline.testing.histories import histories, moments

AT_ONCE = Policy(name="latest, all made at once", rank=lambda _one, _among: ())


def searched(known: Chronology, entry: Entry) -> Iterator[tuple[str, str | None]]:
    """Return the records of statements about an entry, by a look at every entry there is."""
    for other in known.whole:
        if other.key == entry.key:
            continue
        for account in other.accounts:
            if isinstance(account.event, Statement):
                for key, figure in dict.fromkeys(spoken_of(account.event)):
                    if key in entry.keys:
                        yield account.id, figure or None


@given(histories(most=24, erasures=True), moments(), st.sampled_from([None, AT_ONCE]), st.data())
def test_index_finds_what_a_search_finds(
    history: tuple[Record, ...],
    published: Instant | None,
    policy: Policy | None,
    data: st.DataObject,
) -> None:
    """For every entry, in the same order, at any position, under any policy, in a selection too."""
    log = log_of(data.draw(batches(records=history, most=3)))
    position = data.draw(st.integers(0, log.position))
    known = log.as_of(published=published, position=position, policy=policy)
    for entry in known:
        found = [(each.account.id, each.figure) for each in spoken(known[:1], entry)]
        assert found == list(searched(known, entry))
