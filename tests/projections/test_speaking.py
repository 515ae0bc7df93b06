"""Who speaks of a happening under another key: looked up, and as a search of all would find it."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.logs import log_of
from tests.projections.views import PUBLISHED, known, strike
from tests.resolution.policies import gone_through
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.projections.speaking import spoken
from timeline.records import Instant, Judgement, Precedence, Speaker, Statement
from timeline.resolution import LATEST_PUBLISHED, Entry, Policy
from timeline.resolution.identity import spoken_of
from timeline.testing.arrivals import batches
from timeline.testing.histories import histories, moments

AT_ONCE = gone_through(LATEST_PUBLISHED)


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


def said(key: str, happened: str, about: str, published: str = PUBLISHED) -> Statement:
    """Return a statement about a key."""
    return Statement(
        key=key,
        happened=happened,
        published=published,
        source="Paper",
        speaker=Speaker(person="A"),
        summary=key,
        about=about,
    )


def speaking(view: Chronology, *keys: str) -> list[str]:
    """Return the keys of the entries that speak of some keys."""
    return [each.key for each in view.speaking_of(keys)]


HIT = strike("hit", "2024-10-01")


def test_who_speaks_comes_in_the_order_of_the_chronology() -> None:
    """By date, not by key; and past the dates, where a precedence says which came first."""
    told = [said("a", "2024-10-05", "hit"), said("b", "2024-10-02", "hit")]
    assert speaking(known(HIT, *told), "hit") == ["b", "a"]
    unclear = [said("a", "2024-11", "hit"), said("b", "2024-11", "hit")]
    order = Precedence(earlier="b", later="a", reason="x", source="Paper")
    assert speaking(known(HIT, *unclear, order), "hit") == ["b", "a"]


def test_who_speaks_later_is_not_known_yet() -> None:
    """The index knows all statements; only those published by the moment count."""
    told = [said("a", "2024-10-05", "hit"), said("b", "2024-10-02", "hit", "2025-01-01T12:00Z")]
    view = log_of([[HIT, *told]]).as_of(published="2024-12-31T00:00Z")
    assert speaking(view, "hit") == ["a"]


def test_nobody_speaks_of_a_key_that_no_record_names() -> None:
    """Beside one that somebody speaks of, it changes nothing."""
    view = known(HIT, said("a", "2024-10-05", "hit"))
    assert (speaking(view, "nowhere"), speaking(view, "nowhere", "hit")) == ([], ["a"])


def test_who_speaks_of_a_joined_key_speaks_of_the_happening() -> None:
    """And stands in the entry that its own key is joined to."""
    other = strike("strike", "2024-10-01", source="Other")
    told = [said("a", "2024-10-05", "strike"), said("b", "2024-10-06", "nobody")]
    same = [
        Judgement(left="hit", right="strike", verdict="same", reason="x", by="us"),
        Judgement(left="b", right="a", verdict="same", reason="x", by="us"),
    ]
    view = known(HIT, other, *told, *same)
    assert speaking(view, "hit") == ["a"]


def test_who_speaks_of_something_else_is_not_among_them() -> None:
    """Of several statements only those about the key asked for."""
    view = known(HIT, said("a", "2024-10-05", "hit"), said("b", "2024-10-05", "other"))
    assert speaking(view, "hit") == ["a"]


def test_who_speaks_is_found_beyond_a_selection() -> None:
    """All that was known at the moment counts."""
    view = known(HIT, said("a", "2024-10-05", "hit")).where(kind="strike")
    assert speaking(view, "hit") == ["a"]
